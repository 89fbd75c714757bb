"""The parts of pages that htmx asks for: each has an address of its own, `?part=...` behind that of its page."""

from dataclasses import dataclass

import pytest
from django.test import Client

from explorer.models import Questionnaire, SubCluster

from ..factories import create_career, create_quiz_item, create_row, create_small_framework

pytestmark = pytest.mark.django_db

WHEEL = 'class="slice"'
WAY_TO_WHEEL = 'class="big-link"'
FOUND = '<p id="announcer" hx-swap-oob="innerHTML">'
HEADERS = {
    "HX-Request": "true",
    "HX-Target": "panel",
    "HX-Boosted": "true",
    "HX-History-Restore-Request": "true",
}


@dataclass
class Part:
    page: str
    name: str
    holds: tuple[str, ...]
    lacks: tuple[str, ...] = ()
    begins: str = "<title>"
    status: int = 200
    history: str | None = "HX-Push-Url"  # the header that tells htmx the address to show


def panel(page, title, *holds, **others):
    return Part(page, "panel", holds, begins=f"<title>{title}", **others)


def careers(page, said):
    return Part(page, "careers", (f"{FOUND}{said}",), lacks=("<h1",), begins="")


PARTS = {
    "home": panel("/", "Find a field of work", "Not sure? Take the quiz", lacks=(WHEEL,)),
    "framework": panel("/frameworks/modernized/", "Modernized", "Not sure? Take the quiz", lacks=(WHEEL,)),
    "cluster": panel("/frameworks/modernized/cluster-1/", "Cluster 1: Career Cluster | Cluster Explorer", lacks=(WHEEL,)),
    "sub-cluster": panel("/frameworks/modernized/cluster-1/part-1/", "Part 1", lacks=(WHEEL,)),
    "program": panel("/programs/program-modernized-1-1-1/", "Program modernized 1 1 1", lacks=(WAY_TO_WHEEL,)),
    "career": panel("/careers/47-2031.00-carpenters/", "Carpenters: career | Cluster Explorer", lacks=(WAY_TO_WHEEL,)),
    "crosswalk": panel("/crosswalk/?of=modernized:cluster-1", "Cluster 1, old and new"),
    "compare": panel("/compare/", "", '<h1 class="intro__title" tabindex="-1">'),
    "compare, one": panel("/compare/?c=cluster-1", "", '<h1 class="intro__title" tabindex="-1">'),
    "compare, two": panel("/compare/?c=cluster-1&c=cluster-2", "", '<h1 class="intro__title" tabindex="-1">'),
    "compare, three": panel("/compare/?c=cluster-1&c=cluster-2&c=cluster-3", "", '<h1 class="intro__title" tabindex="-1">'),
    "quiz": panel("/quiz/?round=2", "", "Round 2 of 3"),
    "quiz result": panel("RESULT", "", 'data-confidence="'),
    "my list": panel("/shortlist/", "", "Nothing is on it yet."),
    "not found": panel("/frameworks/modernized/cluster-x/", "", "There is no page at this address", status=404),
    "surprise": panel("/careers/surprise/47-2031.00/", "Carpenters: surprise me", "surprise__next"),
    "careers": careers("/careers/", "1 career, A mix<"),
    "careers, narrowed": careers("/careers/?pay=high&sort=name", "1 career, A to Z<"),
    "careers of a part": careers("/careers/?field=cluster-1:part-1", "1 career, "),
    "search": Part(
        "/search/?q=carpenter", "results", ("<title>“carpenter”: search | Cluster Explorer", f"{FOUND}1 result for “carpenter”"),
        lacks=("<h1",), begins="", history="HX-Replace-Url",
    ),
}  # fmt: skip
every_part = pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)


@pytest.fixture(autouse=True)
def result(db):
    """The content of these pages. Returns the address of a result of its quiz."""
    framework = create_small_framework(is_default=True)
    older = create_small_framework(name="Older", clusters=1, programs=0)
    create_row(old=older.clusters.get(slug="cluster-1"), new=framework.clusters.get(slug="cluster-1"))
    for cluster in framework.clusters.all():
        for _number in range(3):
            create_quiz_item(cluster=cluster)
    place = SubCluster.objects.get(slug="part-1", cluster__slug="cluster-1", cluster__framework=framework)
    create_career(sub_clusters=[place], median_pay=90_000, search_words="carpenter")
    quiz = Questionnaire.current()
    return f"/quiz/results/{quiz.code({question.slug: 1 + n % 5 for n, question in enumerate(quiz.questions)})}/"


@pytest.fixture
def get(result):
    """Get a page or a part of it as somebody who was never here."""

    def get(part, name=None, **headers):
        address = part.page.replace("RESULT", result)
        if name:
            address += f"{'&' if '?' in address else '?'}part={name}"
        return Client().get(address, headers=headers)

    return get


def flat(html):
    """Without spaces: a template may break its lines where it likes."""
    return "".join(html.split())


@every_part
def test_a_part_comes_alone_and_with_all_that_belongs_to_it(get, part):
    response = get(part, part.name)
    html = flat(response.content.decode())
    assert response.status_code == part.status
    assert html.startswith(flat(part.begins))
    assert [words for words in part.holds if flat(words) not in html] == []
    assert [words for words in ("<html", *part.lacks) if flat(words) in html] == []


@every_part
def test_a_part_tells_htmx_to_show_the_address_of_its_page(get, result, part):
    assert get(part, part.name).headers.get(part.history) == part.page.replace("RESULT", result)


@every_part
@pytest.mark.parametrize("name", [None, "somewhere-else"])
@pytest.mark.sampled(12)
def test_without_a_part_or_with_one_that_is_none_the_whole_page_comes(get, part, name):
    html = get(part, name).content.decode()
    assert "<html" in html
    assert [words for words in part.lacks if words not in html] == []


@every_part
@pytest.mark.sampled(6)
def test_what_htmx_says_of_itself_changes_nothing(get, part):
    expected = get(part, part.name).content
    for header in HEADERS:
        asked = {"HX-Request": "true", header: HEADERS[header]}
        assert get(part, part.name, **asked).content == expected, asked
    asked = {"HX-Request": "true", "HX-Target": part.name}
    assert get(part, **asked).content == get(part).content


@pytest.mark.parametrize("page", ["/careers/", "/search/?q=carpenter", "/learn/", "/frameworks/"])
def test_a_page_without_a_panel_has_none_to_answer_with(get, page):
    assert b"<html" in get(Part(page, "", ()), "panel").content


@pytest.mark.parametrize("name", ["panel", "somewhere-else"])
def test_what_is_sent_says_which_part_it_wants_in_the_form(client, result, name):
    for address in ("/quiz/", result):
        html = client.post(address, {"round": "2", "part": name}, follow=True).content.decode()
        assert ("<html" in html) == (name != "panel"), address


def test_search_engines_leave_parts_alone(client):
    assert "Disallow: /*?*part=\n" in client.get("/robots.txt").content.decode()
