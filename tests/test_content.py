"""The shipped content itself: that it is whole, rightly spelled, our own, readable, and says where it comes from."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from django.core.management import call_command

from explorer.models import Cluster, CrossCuttingLink, Framework, Grouping, Placement, Program, Source, SubCluster

from .reading import grade, sentences, words

FIXTURES = Path(__file__).parent.parent / "fixtures"
SHARED = Path(__file__).parent.parent.parent / "shared"
REFERENCE = SHARED / "reference" / "frameworks.json"
ENTRIES = [entry for file in sorted(FIXTURES.glob("*.json")) for entry in json.loads(file.read_text(encoding="utf-8"))]
NAMES = {entry["fields"]["name"] for entry in ENTRIES if "name" in entry["fields"]}
TEXT_FIELDS = ("tagline", "summary", "what_people_do", "you_might_like", "starter")
HIGHEST_AVERAGE, HIGHEST_GRADE = 8.0, 10.5
LONGEST_SHARED_RUN = 7  # words
NAMES_FINGERPRINT = "a4cbfaae97383abc83f4848d58620f46f14a6f1ab24c5605708db858486d3d61"


def texts():
    """(kind, key, text) of everything that students read."""
    for entry in ENTRIES:
        model = entry["model"].removeprefix("explorer.")
        key = "/".join([str(part) for part in entry["fields"].get("cluster", [])] + [entry["fields"].get("slug", "")])
        for field in TEXT_FIELDS:
            if entry["fields"].get(field):
                yield f"{model} {field}", key, entry["fields"][field].replace("\n", " ")


TEXTS = list(texts())
KINDS = sorted({kind for kind, _key, _text in TEXTS})


@pytest.fixture
def shipped(db):
    call_command("load_frameworks", verbosity=0)


def reference():
    if not REFERENCE.exists():
        pytest.skip("../shared/reference/frameworks.json is not here to compare with")
    return json.loads(REFERENCE.read_text(encoding="utf-8"))["modernized"]


@pytest.mark.parametrize(("model", "count"), [
    (Framework, 1), (Grouping, 6), (Cluster, 14), (SubCluster, 72), (Program, 169), (Placement, 172), (CrossCuttingLink, 33),
])  # fmt: skip
def test_everything_is_there(shipped, model, count):
    assert model.objects.count() == count


def test_three_clusters_are_cross_cutting(shipped):
    assert set(Cluster.objects.filter(is_cross_cutting=True).values_list("name", flat=True)) == {
        "Digital Technology", "Management & Entrepreneurship", "Marketing & Sales",
    }  # fmt: skip


def test_every_other_cluster_says_how_each_of_the_three_serves_it(shipped):
    pairs = {(link.cluster_id, link.cross_cutting_id) for link in CrossCuttingLink.objects.all()}
    crossing = Cluster.objects.filter(is_cross_cutting=True)
    assert pairs == {(c.pk, x.pk) for c in Cluster.objects.filter(is_cross_cutting=False) for x in crossing}


def test_three_programs_have_two_homes(shipped):
    homes = Counter(Placement.objects.values_list("program__name", flat=True))
    assert {name for name, count in homes.items() if count == 2} == {
        "Diesel Mechanics",
        "Business Administration",
        "Economics",
    }
    assert max(homes.values()) == 2


def test_names_and_their_order_are_the_references(shipped):
    expected = {
        grouping["name"]: {
            cluster["name"]: {sub["name"]: sub["programs"] for sub in cluster["sub_clusters"]}
            for cluster in grouping["clusters"]
        }
        for grouping in reference()["groupings"]
    }
    found = defaultdict(dict)
    for cluster in Framework.objects.get(slug="modernized").clusters.in_order():
        subs = {
            sub.name: [p.program.name for p in sub.placements.order_by("position")]
            for sub in cluster.sub_clusters.all()
        }
        found[cluster.grouping.name][cluster.name] = subs
        assert list(subs) == list(expected[cluster.grouping.name][cluster.name])
    assert found == expected


def test_the_names_are_those_that_were_compared_with_the_reference(shipped):
    """Where the reference is not at hand, its fingerprint is: a changed name or order has to be meant."""
    names = [
        [
            cluster.grouping.name,
            cluster.name,
            sub.name,
            [placement.program.name for placement in sub.placements.order_by("position")],
        ]
        for cluster in Framework.objects.get(slug="modernized").clusters.in_order()
        for sub in cluster.sub_clusters.all()
    ]
    assert hashlib.sha256(json.dumps(names).encode()).hexdigest() == NAMES_FINGERPRINT


def test_every_entry_cites_a_document_with_publisher_year_and_section(shipped):
    for model in (Framework, Grouping, Cluster, SubCluster, Program):
        for entry in model.objects.select_related("source"):
            assert entry.source.title, entry
            assert entry.source.publisher, entry
            assert entry.source.year, entry
            assert entry.source_section, entry
    assert Source.objects.exists()


def test_a_section_names_the_entrys_own_place_in_the_document(shipped):
    for sub_cluster in SubCluster.objects.select_related("cluster"):
        assert f"{sub_cluster.cluster.name}: {sub_cluster.name}" in sub_cluster.source_section
    for placement in Placement.objects.select_related("program", "sub_cluster__cluster"):
        assert f"{placement.sub_cluster.cluster.name}: {placement.sub_cluster.name}" in placement.program.source_section


def test_clusters_have_all_their_texts_in_the_right_number():
    clusters = [entry["fields"] for entry in ENTRIES if entry["model"] == "explorer.cluster"]
    for cluster in clusters:
        assert 2 <= len(sentences(cluster["summary"])) <= 3, cluster["slug"]
        assert 3 <= len(cluster["what_people_do"].splitlines()) <= 5, cluster["slug"]
        assert len(cluster["you_might_like"].splitlines()) == 3, cluster["slug"]
        assert 0 < len(words(cluster["tagline"])) <= 10, cluster["slug"]


def test_sub_clusters_have_a_summary_of_two_sentences():
    for entry in ENTRIES:
        if entry["model"] == "explorer.subcluster":
            assert len(sentences(entry["fields"]["summary"])) == 2, entry["fields"]["slug"]


def test_programs_have_one_sentence():
    for entry in ENTRIES:
        if entry["model"] == "explorer.program":
            assert len(sentences(entry["fields"]["summary"])) == 1, entry["fields"]["slug"]


def test_no_two_texts_are_the_same():
    repeated = [text for text, count in Counter(text for _kind, _key, text in TEXTS).items() if count > 1]
    assert repeated == []


@pytest.mark.parametrize("kind", KINDS)
def test_texts_can_be_read_in_the_eighth_grade(kind, capsys):
    graded = sorted(((grade(text, NAMES), key, text) for k, key, text in TEXTS if k == kind), reverse=True)
    average, (worst, key, text) = sum(g for g, _, _ in graded) / len(graded), graded[0]
    with capsys.disabled():
        print(f"\n{kind}: {len(graded)} texts, grade {average:.1f} on average; the hardest {worst:.1f}, {key}: {text}")
    assert average <= HIGHEST_AVERAGE
    assert worst <= HIGHEST_GRADE


def test_no_run_of_eight_words_is_a_sources():
    folder = SHARED / "sources"
    if not folder.exists():
        pytest.skip("../shared/sources is not here to compare with")
    run = LONGEST_SHARED_RUN + 1
    sources = [simple(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.txt"))]
    assert len(sources) >= 5
    known = {tuple(text[n : n + run]) for text in sources for n in range(len(text) - run + 1)}
    copied = [
        f"{kind} {key}: {' '.join(ours[n : n + run])}"
        for kind, key, text in TEXTS
        for ours in [simple(text)]
        for n in range(len(ours) - run + 1)
        if tuple(ours[n : n + run]) in known
    ]
    assert copied == []


def simple(text):
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))


@pytest.mark.parametrize("word", ["you will love", "exciting", "passion", "cutting-edge", "prestigious", "he", "she", "his", "her", "guys", "manpower", "craftsman", "salesman", "fireman", "policeman"])  # fmt: skip
def test_no_text_promises_flatters_or_is_gendered(word):
    found = [f"{kind} {key}" for kind, key, text in TEXTS if re.search(rf"\b{word}\b", text, re.IGNORECASE)]
    assert found == []
