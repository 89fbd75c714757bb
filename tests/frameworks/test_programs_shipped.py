"""What must be so of every shipped program of study: it leads to careers, and says who says so."""

import csv
import gzip
import io
import re
from collections import Counter, defaultdict
from contextlib import closing
from functools import cache

import openpyxl
import pytest

from explorer.careers.imports.soc import finder
from explorer.models import Course, LeadsBy, Major, Placement, Program, ProgramCareer, ProgramMajor, ProgramSkill
from explorer.text.reading import sentences, words

from ..server import ROOT

REFERENCE = ROOT.parent / "shared" / "reference"
OFFICIAL = REFERENCE / "official" / "soc_cip_subclusters.tsv"
NCES = REFERENCE / "publishers" / "nces"
DOCUMENT = ROOT / "docs" / "frameworks.md"
PROGRAMS = 169
LONGEST_REASON = 150  # characters
GROUPS = {"FFA", "SkillsUSA", "HOSA", "DECA", "FBLA", "BPA", "FCCLA", "TSA", "Educators Rising"}


@pytest.mark.parametrize(
    ("part", "least", "most"),
    [("skills", 3, 5), ("program_courses", 3, 6), ("program_majors", 1, 5), ("program_careers", 3, 10)],
)
def test_every_program_has_some_of_each_and_none_too_many(shipped, part, least, most):
    counts = {one.slug: getattr(one, part).count() for one in Program.objects.all()}
    assert len(counts) == PROGRAMS
    assert {slug: count for slug, count in counts.items() if not least <= count <= most} == {}


def test_every_program_says_in_a_few_sentences_what_one_studies_and_how_to_try_it(shipped):
    for program in Program.objects.all():
        assert 2 <= len(sentences(program.study)) <= 3, program
        assert 1 <= len(sentences(program.work_based)) <= 3, program
        assert set(program.group_names) <= GROUPS, program


def test_no_position_stands_twice_in_a_program(shipped):
    for part in ("skills", "program_courses", "program_majors", "program_careers"):
        for program in Program.objects.prefetch_related(part):
            positions = [one.position for one in getattr(program, part).all()]
            assert len(set(positions)) == len(positions), (program, part)


def test_what_one_learns_goes_on_behind_you_learn_to(shipped):
    for skill in ProgramSkill.objects.all():
        assert re.fullmatch(r"[a-z][^.!?]{5,47}", skill.text), skill
    for program in Program.objects.prefetch_related("skills"):
        icons = [skill.icon for skill in program.skills.all()]
        assert len(set(icons)) == len(icons), program


def test_every_suggestion_of_ours_has_a_short_reason_of_its_own_and_no_other_has_one(shipped):
    reasons = Counter()
    for one in ProgramCareer.objects.all():
        if one.is_ours:
            reasons[one.reason] += 1
            assert one.reason.endswith("."), one
            assert len(words(one.reason)) >= 4, one
            assert len(one.reason) <= LONGEST_REASON, one
        else:
            assert one.reason == "", one
    assert [reason for reason, count in reasons.items() if count > 1] == []


def test_every_course_and_major_is_in_a_program(shipped):
    assert not Course.objects.filter(program_courses=None).exists()
    assert not Major.objects.filter(program_majors=None).exists()


@cache
def names_at_nces(file, code, name):
    with gzip.open(NCES / file) as packed:
        rows = csv.DictReader(io.TextIOWrapper(packed, "utf-8-sig"))
        return {row[code].strip('="'): row[name].strip().rstrip(".") for row in rows}


@pytest.mark.parametrize(
    ("model", "file", "code", "name"),
    [
        (Course, "sced_v12.csv.gz", "SCED Course Code", "Course Title"),
        (Major, "CIPCode2020.csv.gz", "CIPCode", "CIPTitle"),
    ],
)
def test_courses_and_majors_have_their_national_names(shipped, model, file, code, name):
    if not (NCES / file).exists():
        pytest.skip(f"../shared/reference/publishers/nces/{file} is not here to compare with")
    known = names_at_nces(file, code, name)
    assert {one.code: one.name for one in model.objects.all()}.items() <= known.items()


def table_of_programs():
    """How many programs lead to how many careers, and who says so, as docs/frameworks.md has it."""
    origins = defaultdict(Counter)
    for program, origin in ProgramCareer.objects.values_list("program", "origin"):
        origins[program][origin] += 1
    kinds: dict[int, Counter] = defaultdict(Counter)
    for counts in origins.values():
        ours, total = counts[LeadsBy.OURS], counts.total()
        kinds[total]["none" if not ours else "some" if 2 * ours <= total else "most"] += 1
    rows = [(str(number), kinds[number]) for number in sorted(kinds)]
    rows.append(("all", sum((counts for _number, counts in rows), Counter())))
    lines = ["| careers | programs | none is ours | some are ours | most are ours |", "|---|---|---|---|---|"]
    for number, counts in rows:
        numbers = (counts.total(), *(counts[kind] for kind in ("none", "some", "most")))
        lines.append(f"| {' | '.join([number, *map(str, numbers)])} |")
    return "\n".join(lines)


def test_the_document_says_how_many_programs_lead_to_how_many_careers(shipped):
    table = table_of_programs()
    assert table in DOCUMENT.read_text(encoding="utf-8"), f"docs/frameworks.md should have\n{table}"


def test_the_programs_that_the_document_calls_hand_picked_are_here_and_have_careers_of_ours(shipped):
    text = DOCUMENT.read_text(encoding="utf-8").partition("Picked by hand: ")[2].partition(".\n")[0]
    named = {" ".join(name.split()) for name in text.split(";")}
    ours = ProgramCareer.objects.filter(origin=LeadsBy.OURS)
    known = set(Program.objects.filter(program_careers__in=ours).values_list("name", flat=True))
    assert len(named) > 1
    assert named - known == set()


@cache
def official_rows():
    """{(major, cluster, sub-cluster): {SOC code, ...}}"""
    found = defaultdict(set)
    with OFFICIAL.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[row["cip2020"], row["cluster"], row["sub_cluster"]].add(row["soc"])
    return found


@cache
def national_rows():
    """{major: {SOC code, ...}}"""
    found = defaultdict(set)
    with closing(openpyxl.load_workbook(NCES / "CIP2020_SOC2018_Crosswalk.xlsx", read_only=True)) as book:
        for major, _title, soc, _name in book["CIP-SOC"].iter_rows(min_row=2, max_col=4, values_only=True):
            found[major].add(soc)
    return found


def test_who_says_so_agrees_with_the_official_files(shipped):
    if not (OFFICIAL.exists() and NCES.exists()):
        pytest.skip("../shared/reference/official and publishers/nces are not here to compare with")
    places, majors, wrong = defaultdict(set), defaultdict(set), {}
    for program, *place in Placement.objects.values_list("program", "sub_cluster__cluster__slug", "sub_cluster__slug"):
        places[program].add(tuple(place))
    for program, code in ProgramMajor.objects.values_list("program", "major__code"):
        majors[program].add(code)
    for one in ProgramCareer.objects.select_related("program", "career"):
        key = one.program_id
        official = {soc for major in majors[key] for place in places[key] for soc in official_rows()[(major, *place)]}
        national = {soc for major in majors[key] for soc in national_rows()[major]}
        if finder(official)(one.career.code):
            said = LeadsBy.OFFICIAL
        else:
            said = LeadsBy.NCES if finder(national)(one.career.code) else LeadsBy.OURS
        if one.origin != said:
            wrong[str(one)] = (one.origin, said)
    assert wrong == {}
