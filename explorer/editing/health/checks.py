"""What is wrong with the content, and what an editor should look at: one function for each kind of check.

What stands in a draft is a warning only: no visitor runs into it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...handouts.pdf import PRINTED, characters_lacking, lacking_in, say_lacking
from ...models import (
    COLLEGES_SOURCE,
    FIGURE_SOURCES,
    PLACES_SOURCE,
    Career,
    CareerPlacement,
    Cluster,
    ClusterSuggestion,
    CrossCuttingLink,
    CrosswalkRow,
    Framework,
    GlossaryTerm,
    Grouping,
    LeadsBy,
    LearnPage,
    LoadedEntry,
    PickedCareer,
    PickedList,
    Placement,
    Program,
    ProgramCareer,
    ProgramSkill,
    QuizItem,
    Source,
    Status,
    SubCluster,
    SubClusterSuggestion,
)
from ...models.learn import not_shown_on_a_page
from ...quiz.balance import find_faults
from ...text.markdown import html_in, not_shown, terms
from ...text.reading import words
from ..content import Content, is_draft
from ..forms import faults_of_career, is_plain
from .findings import Finding, Severity, error, warning
from .links import broken_links
from .programs import bare_programs
from .reading import HIGHEST_AVERAGE, HIGHEST_GRADE, averages, readings, texts_of

LEAST_WORDS = {"summary": 6, "body": 30, "gloss": 5, "reason": 4, "good_for": 5, "explanation": 5}


LINES = {"what_people_do": (3, 5), "you_might_like": (3, 3), "to_talk_over": (3, 3)}


MOST_TAGLINE_WORDS = 12


MOST_OF_A_PROGRAM = 1000  # characters of a text that should have two or three sentences


LEAST_CAREERS = 6  # of a sub-cluster


SAME_TEXT = 4  # words: shorter ones may well be the same


def missing_texts(content: Content) -> Iterator[Finding]:
    for entry in content.all():
        for name, label in _required(type(entry)):
            if name != "source_section" and not getattr(entry, name).strip():
                yield error(entry, _("“%s” is empty.") % label, name)
    yield from _short_or_long_texts(content)
    for page in content.of(LearnPage):
        for piece in not_shown(page.body):
            yield warning(page, not_shown_on_a_page(piece), "body")
    for entry in content.all():
        for name in _plain(type(entry)):
            for piece in html_in(getattr(entry, name) or ""):
                yield warning(entry, not_shown_on_a_page(piece), name)


def _short_or_long_texts(content: Content) -> Iterator[Finding]:
    for entry, name, value in texts_of(content):
        label = capfirst(str(entry._meta.get_field(name).verbose_name))
        count = len(words(value))
        lines = len([line for line in value.splitlines() if line.strip()])
        least, most = LINES.get(name, (0, lines))
        if 0 < count < LEAST_WORDS.get(name, 0):
            text = ngettext("“%(field)s” has %(n)d word only.", "“%(field)s” has %(n)d words only.", count)
            yield warning(entry, text % {"field": label, "n": count}, name)
        if lines and not least <= lines <= most:
            text = ngettext("“%(field)s” has %(n)d line.", "“%(field)s” has %(n)d lines.", lines)
            wanted = str(least) if least == most else _("%(least)d to %(most)d") % {"least": least, "most": most}
            text = text % {"field": label, "n": lines}
            yield warning(entry, _("%(text)s It should have %(wanted)s.") % {"text": text, "wanted": wanted}, name)
        if isinstance(entry, Program) and name in ("study", "work_based") and len(value) > MOST_OF_A_PROGRAM:
            text = _("“%(field)s” has %(n)d characters. Two or three sentences are wanted, and %(most)d at most.")
            yield warning(entry, text % {"field": label, "n": len(value), "most": MOST_OF_A_PROGRAM}, name)
        if name == "tagline" and count > MOST_TAGLINE_WORDS:
            yield warning(entry, _("“%(field)s” is long: %(n)d words.") % {"field": label, "n": count}, name)


@cache
def _plain(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if is_plain(field)]


@cache
def _required(model: type[models.Model]) -> list[tuple[str, str]]:
    """(name, label) of the texts that an entry can't be without."""
    fields = [f for f in model._meta.concrete_fields if isinstance(f, (models.CharField, models.TextField))]
    return [(f.name, capfirst(str(f.verbose_name))) for f in fields if not f.blank]


def hard_texts(content: Content) -> Iterator[Finding]:
    found = readings(content)
    for one in found:
        if one.is_too_hard:
            text = _(
                "It needs school grade %(grade).1f; at most %(most).1f is wanted: use shorter words and sentences."
            )
            yield warning(one.entry, text % {"grade": one.grade, "most": HIGHEST_GRADE}, one.field)
    for kind, count, mean, is_too_hard in averages(found):
        if is_too_hard:
            hardest = next(one for one in found if one.kind == kind)
            text = _(
                "%(kind)s: all %(n)d texts together need school grade %(grade).1f; at most %(most).1f is wanted. "
                "This is the hardest."
            )
            values = {"kind": kind, "n": count, "grade": mean, "most": HIGHEST_AVERAGE}
            yield warning(hardest.entry, text % values, hardest.field)


def missing_sources(content: Content) -> Iterator[Finding]:
    used = set()
    for entry in content.all():
        if hasattr(entry, "source_section"):
            used.add(entry.source_id)
            if not entry.source_section.strip():
                yield error(entry, _("It doesn't say where in its source it is found."), "source_section")
    for source in content.of(Source):
        if source.pk not in used and source.slug not in (*FIGURE_SOURCES, PLACES_SOURCE, COLLEGES_SOURCE):
            yield warning(source, _("No entry is taken from it."))
    for career in content.of(Career):
        for figure, year in (
            ("median_pay", "pay_year"),
            ("growth_percent", "projected_to"),
            ("annual_openings", "projected_to"),
            ("job_zone", "job_zone_release"),
        ):
            if getattr(career, figure) is not None and not getattr(career, year):
                label = capfirst(str(career._meta.get_field(figure).verbose_name))
                yield error(career, _("“%s” doesn't say of which year it is.") % label, year)


def stands_nowhere(content: Content) -> Iterator[Finding]:
    placed = {one.program_id for one in content.of(Placement)}
    for program in content.of(Program):
        if program.pk not in placed:
            yield error(program, _("It stands under no sub-cluster: no page leads to it."))
    placed = {one.career_id for one in content.of(CareerPlacement)}
    for career in content.of(Career):
        if career.pk not in placed:
            yield error(career, _("It stands under no sub-cluster: no cluster shows it."))
    used = {slug for page in content.of(LearnPage) for slug in terms(page.body)}
    for term in content.of(GlossaryTerm):
        if term.slug not in used:
            yield warning(term, _("No Learn page uses this term."))


def unbalanced_quiz(content: Content) -> Iterator[Finding]:
    items = content.of(QuizItem)
    asking = {item.cluster.framework_id for item in items if item.cluster}
    frameworks = [one for one in content.of(Framework) if one.pk in asking and not is_draft(one)]
    if not frameworks:
        return
    framework = min(frameworks, key=lambda one: (not one.is_default, one.position))
    clusters = [one for one in content.of(Cluster) if one.framework_id == framework.pk and not is_draft(one)]
    for fault in find_faults([item for item in items if not is_draft(item)], clusters):
        if fault.cluster:
            yield error(fault.cluster, _("In the quiz: %s") % fault.text)
        else:
            yield warning(fault.item, fault.text, "text" if fault.item and fault.item.cluster_id else "cluster")


def crosswalk_gaps(content: Content) -> Iterator[Finding]:
    rows = [*content.of(CrosswalkRow), *content.of(ClusterSuggestion)]
    ways = defaultdict(list)  # by what they lead from
    for way in [*rows, *content.of(SubClusterSuggestion)]:
        if way.old and not is_draft(way.new):
            ways[way.old].append(way)
    leading = {getattr(old, "cluster", old).framework_id for old in ways}
    parts_that_lead = [old for old in ways if isinstance(old, SubCluster)]
    led_by_a_part = {part.cluster_id for part in parts_that_lead}
    divided = {part.cluster.framework_id for part in parts_that_lead}
    for cluster in content.of(Cluster):
        leads_on = cluster in ways or cluster.pk in led_by_a_part
        if _is_old(cluster.framework, leading) and not leads_on:
            yield error(cluster, _("Nothing says what it is now: it has no official row and no suggestion."))
    for part in content.of(SubCluster):
        if _is_old(part.cluster.framework, divided) and part not in ways:
            yield error(part, _("Nothing says where its work is found now: it has no suggestion."))
    reached = {way.new_id for way in content.of(SubClusterSuggestion)}
    led_to = {way.new.cluster.framework_id for way in content.of(SubClusterSuggestion)}
    for part in content.of(SubCluster):
        if part.cluster.framework_id in led_to - divided and part.pk not in reached and not part.origin_note.strip():
            yield warning(part, _("Nothing of an older framework leads to it, and it doesn't say why."), "origin_note")
    for old, found in ways.items():
        suggestions = [way.position for way in found if not isinstance(way, CrosswalkRow)]
        if suggestions and suggestions.count(min(suggestions)) > 1:
            yield warning(old, _("Two of its suggestions are both the closest match."))


def _is_old(framework: Framework, leading: set[int]) -> bool:
    """Its names have to lead on: it is no longer in use, or some of them do."""
    return not framework.is_default and (framework.status != Status.CURRENT or framework.pk in leading)


def few_careers(content: Content) -> Iterator[Finding]:
    counts = Counter(one.sub_cluster_id for one in content.of(CareerPlacement))
    with_careers = {one.sub_cluster.cluster.framework_id for one in content.of(CareerPlacement)}
    for part in content.of(SubCluster):
        if part.cluster.framework_id in with_careers and counts[part.pk] < LEAST_CAREERS:
            text = ngettext("It has %(n)d career only.", "It has %(n)d careers only.", counts[part.pk])
            yield warning(part, text % {"n": counts[part.pk]})


def odd_places(content: Content) -> Iterator[Finding]:
    """Places of ours without a reason, and where this site and the official list don't say the same."""
    placements, careers = content.of(CareerPlacement), {one.pk: one for one in content.of(Career)}
    parts = {one.pk: one for one in content.of(SubCluster)}
    shipped = {(one["career_id"], one["sub_cluster_id"]) for one in LoadedEntry.objects.of_official_places()}
    listed = shipped | set(CareerPlacement.objects.imported_as_official())
    for placement in placements:
        if placement.is_ours and not placement.reason.strip():
            yield warning(placement, _("It is our suggestion, and it doesn't say why."), "reason")
        elif not placement.is_ours and (placement.career_id, placement.sub_cluster_id) not in listed:
            text = _(
                "It says “official list”, and no list that was shipped or imported has it there. Choose “our "
                "suggestion” and say why, or import the list that has it (import_places)."
            )
            yield warning(placement, text, "origin")
    there = {(one.career_id, one.sub_cluster_id) for one in placements if not one.is_ours}
    yield from _programs_that_lead_further(content, there)
    for key in sorted(shipped):
        career, part = careers.get(key[0]), parts.get(key[1])
        if career and part and (career.pk, part.pk) not in there:
            yield warning(career, _("The official list has it under “%s”, and here it isn't said to be there.") % part)
    placed = {key for key, _part in there}
    for career in careers.values() if there else ():
        if career.pk not in placed:
            yield warning(career, _("No place of it is an official one. import_places adds those that the list has."))


def _programs_that_lead_further(content: Content, there: set[tuple[int, int]]) -> Iterator[Finding]:
    """What the official list is said to lead to, and it has the career in no sub-cluster of the program."""
    parts_of = defaultdict(set)
    for placement in content.of(Placement):
        parts_of[placement.program_id].add(placement.sub_cluster_id)
    for one in content.of(ProgramCareer):
        is_there = any((one.career_id, part) in there for part in parts_of[one.program_id])
        if one.origin == LeadsBy.OFFICIAL and not is_there:
            text = _(
                "It says “official list”, and the career has no official place in a sub-cluster of this program. "
                "Choose who else says so, or “our suggestion” and say why."
            )
            yield warning(one, text, "origin")


def odd_figures(content: Content) -> Iterator[Finding]:
    """What no form lets in and an import can leave beside an editor's figure, and related careers that are not here."""
    careers = content.of(Career)
    here = {career.code for career in careers}
    for career in careers:
        for name, texts in faults_of_career(vars(career)).items():
            yield warning(career, " ".join(texts), name)
        if gone := [code for code in career.related_codes if code not in here]:
            yield warning(career, _("Related careers that are not here: %s.") % ", ".join(gone), "related")


def faulty_lists(content: Content) -> Iterator[Finding]:
    shown = Counter(one.picked_list_id for one in content.of(PickedCareer) if not is_draft(one.career))
    pages = {page.slug for page in content.of(LearnPage) if not is_draft(page)}
    for picked in content.of(PickedList):
        if not shown[picked.pk]:
            yield error(picked, _("It is empty: no public career stands in it."))
        if not picked.search_words.strip():
            yield warning(picked, _("No words lead to it."), "search_words")
        if picked.learn_page and picked.learn_page not in pages:
            yield warning(
                picked, _("There is no public Learn page %s: no link stands there.") % picked.learn_page, "learn_page"
            )
    for pick in content.of(PickedCareer):
        if is_draft(pick.career):
            yield warning(pick, _("This career is a draft: visitors don't see it in the list."))


def empty_levels(content: Content) -> Iterator[Finding]:
    clusters, parts = content.of(Cluster), content.of(SubCluster)
    in_framework = {one.framework_id for one in clusters}
    in_grouping = {one.grouping_id for one in clusters}
    divided = {one.cluster_id for one in parts}
    with_programs = {one.sub_cluster_id for one in content.of(Placement)}
    frameworks_with_programs = {one.sub_cluster.cluster.framework_id for one in content.of(Placement)}
    for framework in content.of(Framework):
        if framework.pk not in in_framework:
            yield error(framework, _("It has no clusters: its wheel is empty."))
    for grouping in content.of(Grouping):
        if grouping.pk not in in_grouping:
            yield warning(grouping, _("No cluster stands in it."))
    for cluster in clusters:
        if cluster.framework.sub_cluster_term and cluster.pk not in divided:
            yield error(cluster, _("It is empty: nothing stands below it (%s).") % cluster.framework.sub_cluster_term)
    for part in parts:
        if part.cluster.framework_id in frameworks_with_programs and part.pk not in with_programs:
            yield warning(part, _("No program of study stands under it."))
    links = {(one.cluster_id, one.cross_cutting_id) for one in content.of(CrossCuttingLink)}
    cross_cutting = [one for one in clusters if one.is_cross_cutting]
    for cluster in clusters:
        for other in cross_cutting:
            is_served = (cluster.pk, other.pk) in links or cluster.framework_id != other.framework_id
            if not (cluster.is_cross_cutting or is_served):
                yield warning(cluster, _("It doesn't say how %s serves it.") % other)


def duplicates(content: Content) -> Iterator[Finding]:
    same_name = defaultdict(list)
    for entry in content.all():
        name = next((getattr(entry, one) for one in ("name", "title", "text") if hasattr(entry, one)), "")
        above = ("framework", "cluster", "program")
        place = next((getattr(entry, f"{one}_id") for one in above if hasattr(entry, one)), None)
        place = None if isinstance(entry, QuizItem) else place
        same_name[type(entry), place, re.sub(r"\s+", " ", name.strip().casefold())].append(entry)
    for (_model, _place, name), found in same_name.items():
        public = [entry for entry in found if not is_draft(entry)]
        for entry in found if name and len(found) > 1 else ():
            severity = Severity.ERROR if len(public) > 1 and entry in public else Severity.WARNING
            yield Finding(severity, entry, _("Another entry of its kind has the same name in the same place."))
    first: dict[str, models.Model] = {}
    for entry, name, value in texts_of(content):
        if isinstance(entry, ProgramSkill):  # a blueprint is read in several
            continue
        if len(words(value)) >= SAME_TEXT and first.setdefault(value, entry) != entry:
            label = capfirst(str(entry._meta.get_field(name).verbose_name))
            yield warning(
                entry, _("“%(field)s” is the same as at “%(other)s”.") % {"field": label, "other": first[value]}, name
            )


def not_on_paper(content: Content) -> Iterator[Finding]:
    every = content.of(*PRINTED)
    if not characters_lacking("".join(getattr(one, name) for one in every for name in PRINTED[type(one)])):
        return
    for entry in every:
        for name, characters in lacking_in(entry):
            yield warning(entry, say_lacking(characters), name)


def missing_pictures(content: Content) -> Iterator[Finding]:
    for entry in content.of(Grouping, Cluster, SubCluster, Program, Career):
        if not entry.icon and entry._meta.get_field("icon").blank:  # else it is a text that is missing
            yield warning(entry, _("It has no icon of its own."), "icon")
        if not entry.icons_around:
            yield warning(entry, _("No icons stand around its own: its picture is bare."), "icons_around")
    for cluster in content.of(Cluster):
        if not cluster.short_name:
            yield warning(cluster, _("It has no short name for its slice of the wheel on a phone."), "short_name")


CHECKS: dict[str, tuple[str, Callable[[Content], Iterator[Finding]]]] = {
    "texts": (gettext_lazy("Missing or thin texts"), missing_texts),
    "reading": (gettext_lazy("Hard to read"), hard_texts),
    "sources": (gettext_lazy("Without source"), missing_sources),
    "places": (gettext_lazy("Stands nowhere"), stands_nowhere),
    "quiz": (gettext_lazy("Quiz"), unbalanced_quiz),
    "crosswalk": (gettext_lazy("Crosswalk gaps"), crosswalk_gaps),
    "links": (gettext_lazy("Broken links"), broken_links),
    "careers": (gettext_lazy("Too few careers"), few_careers),
    "official": (gettext_lazy("Official places"), odd_places),
    "figures": (gettext_lazy("Odd figures"), odd_figures),
    "lists": (gettext_lazy("Hand-picked lists"), faulty_lists),
    "programs": (gettext_lazy("Programs that lead nowhere"), bare_programs),
    "levels": (gettext_lazy("Empty levels"), empty_levels),
    "duplicates": (gettext_lazy("Duplicates"), duplicates),
    "pictures": (gettext_lazy("Without picture"), missing_pictures),
    "paper": (gettext_lazy("Not on paper"), not_on_paper),
}


def find_all(content: Content) -> dict[str, list[Finding]]:
    """{kind of check: what it found}, errors first."""
    found = {kind: [_in_draft(one) for one in check(content)] for kind, (_label, check) in CHECKS.items()}
    return {kind: sorted(many, key=lambda one: one.severity != Severity.ERROR) for kind, many in found.items()}


def _in_draft(finding: Finding) -> Finding:
    is_in_draft = finding.entry is not None and is_draft(finding.entry)
    return replace(finding, severity=Severity.WARNING) if is_in_draft else finding
