"""The lists of careers that are picked by hand: each narrows down the list of all careers, and says what it is."""

import pytest
from django.core.exceptions import ValidationError

from explorer.models import PickedCareer, PickedList, Signpost, SubCluster

from ..factories import create_career, create_learn_page, create_picked_list, create_small_framework
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/careers/?list=work-outside"
NOTE = "Picked by hand by this site. It is not a complete list and no official source sorts careers this way."


@pytest.fixture
def careers(db):
    create_small_framework(is_default=True)
    place = SubCluster.objects.first()
    return [
        create_career(code="47-1000.00", name="Roofers", sub_clusters=[place], median_pay=50_000),
        create_career(code="47-2000.00", name="Rangers", sub_clusters=[place], median_pay=90_000),
        create_career(code="47-3000.00", name="Clerks", sub_clusters=[place], median_pay=90_000),
    ]


@pytest.fixture
def outside(careers):
    return create_picked_list(careers=careers[:2], position=1)


def test_it_shows_its_careers_alone_with_their_number_and_its_title(client, outside):
    html = html_of(client.get(URL))
    assert ">Roofers<" in html
    assert ">Rangers<" in html
    assert ">Clerks<" not in html
    assert ">2 careers</b>" in html
    assert "<title>Work outside: careers |" in html


def test_it_says_that_it_is_picked_by_hand_and_how(client, outside):
    html = html_of(client.get(URL))
    assert f"{NOTE} The daily tasks are outside." in html
    assert NOTE not in html_of(client.get("/careers/"))


def test_the_part_that_htmx_asks_for_brings_its_title_too(client, outside):
    assert "<title>Work outside: careers |" in html_of(client.get(f"{URL}&part=careers"))


def test_it_composes_with_the_other_choices_and_can_be_taken_off(client, outside):
    html = html_of(client.get(f"{URL}&pay=high&sort=name"))
    assert ">Rangers<" in html
    assert "Roofers" not in html
    assert 'class="pick" href="/careers/?pay=high&amp;sort=name#careers"' in html
    assert '<option value="work-outside" selected>Work outside</option>' in html


def test_a_draft_is_for_staff_alone(client, outside):
    PickedList.objects.update(is_draft=True)
    assert client.get(URL).status_code == 404
    assert "Work outside" not in html_of(client.get("/careers/"))


def test_staff_see_a_draft_and_nobody_keeps_it(admin_client, outside):
    PickedList.objects.update(is_draft=True)
    response = admin_client.get(URL)
    assert "Work outside" in html_of(response)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("query", ["list=nonsense", "list=%00", "list=" + "x" * 300])
def test_one_that_is_not_there_is_said_and_left_out(client, outside, query):
    html = html_of(client.get(f"/careers/?{query}"))
    assert "There is no such choice, so it is left out." in html
    assert ">3 careers</b>" in html


def test_a_caution_links_to_its_learn_page_as_soon_as_there_is_one(client, careers):
    create_picked_list(name="Work at 16", careers=careers, caution="Laws decide.", learn_page="age-and-work-permits")
    address = "/careers/?list=work-at-16"
    html = html_of(client.get(address))
    assert "Laws decide." in html
    assert "/learn/age-and-work-permits/" not in html
    create_learn_page(name="Age and work permits", is_draft=True)
    assert "/learn/age-and-work-permits/" not in html_of(client.get(address))
    page = create_learn_page(name="Permits", slug="permits")
    PickedList.objects.update(learn_page=page.slug)
    assert '<a href="/learn/permits/">Permits</a>' in html_of(client.get(address))


@pytest.mark.parametrize("more", [0, 10])
def test_more_lists_make_no_more_queries(client, django_assert_max_num_queries, careers, more):
    for number in range(more):
        create_picked_list(name=f"List {number}", careers=careers)
    create_picked_list(careers=careers, learn_page="permits")
    with django_assert_max_num_queries(9):  # those of the list of all, and the Learn page
        client.get(URL)


@pytest.mark.parametrize("path", ["/careers/?school=high-school", "/careers/?list=outside&pay=high", "/quiz/"])
def test_a_signpost_may_lead_to_a_part_of_a_list(path):
    Signpost(name="Post", path=path, icon="compass", summary="A page.").full_clean()


@pytest.mark.parametrize(
    "path", ["/careers/?shool=high-school", "/nowhere/?list=outside", "/careers/?a b", "/quiz/?x#y"]
)
def test_a_signpost_that_leads_nowhere_is_refused(path):
    with pytest.raises(ValidationError):
        Signpost(name="Post", path=path, icon="compass", summary="A page.").full_clean()


class TestShipped:
    def test_at_least_ten_lists_have_enough_careers_and_words(self, shipped):
        lists = PickedList.objects.without_drafts()
        assert len(lists) >= 10
        for picked in lists:
            assert 15 <= picked.careers.published().count() <= 60, picked
            assert len(picked.search_words.splitlines()) >= 8, picked
        assert PickedCareer.objects.filter(career__is_draft=True).count() == 0

    def test_the_one_for_16_year_olds_warns_of_the_law(self, shipped, client):
        html = html_of(client.get("/careers/?list=for-16-year-olds"))
        assert "State and federal laws say which work you may do at 16" in html
