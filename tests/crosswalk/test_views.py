import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from explorer.models import Cluster, SubCluster

from ..factories import (
    create_cluster,
    create_framework,
    create_row,
    create_small_framework,
    create_sub_cluster,
    create_suggestion,
)
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/crosswalk/"
QUERIES = 10


@pytest.fixture
def frameworks():
    """A new framework, an old one with an official row and a suggestion, and a third with a suggestion alone."""
    new = create_framework(name="New", short_name="the new one", is_default=True, position=1)
    care = create_cluster(framework=new, name="Care", position=1)
    create_sub_cluster(cluster=care, name="Healing")
    energy = create_cluster(framework=new, name="Energy", position=2)
    create_sub_cluster(cluster=energy, name="Drones", origin_note="Nobody had drones.")
    old = create_framework(
        name="Old",
        short_name="the old one",
        status="superseded",
        position=2,
        sub_cluster_term="Path",
        sub_cluster_term_plural="Paths",
    )
    health = create_cluster(framework=old, name="Health Science")
    nursing = create_sub_cluster(cluster=health, name="Nursing")
    create_row(old=health, new=care, kind="combined", summary="Two became one.", position=1)
    create_row(new=energy, summary="It is new.", position=2)
    create_suggestion(old=nursing, new=care.sub_clusters.get(), reason="Nurses heal.")
    third = create_framework(name="Third", status="historical", position=3)
    create_suggestion(old=create_cluster(framework=third, name="Helping"), new=care, reason="Helpers care.")
    return new, old, third


def text(response):
    return " ".join(html_of(response).split())


def panel(response):
    """What stands in the answer's place."""
    return text(response).partition('id="panel"')[2].partition('class="crosswalk__picture"')[0]


def test_it_starts_from_the_first_framework_that_leads_to_the_new_one(client, frameworks):
    html = text(client.get(URL))
    assert 'href="?from=old" aria-current="page"' in html
    assert 'href="?from=third"' in html


def test_another_framework_can_be_started_from(client, frameworks):
    html = text(client.get(f"{URL}?from=third"))
    assert 'href="?from=third" aria-current="page"' in html
    assert "Helpers care." in html
    assert "Two became one." not in html


def test_the_table_has_every_official_row_with_its_kind_and_links_both_ways(client, frameworks):
    html = text(client.get(URL))
    assert "The official crosswalk: 2 rows" in html
    for part in (
        '<a href="/frameworks/old/health-science/">Health Science</a>',
        '<a href="/frameworks/new/care/">Care</a>',
        "Combined</span> Two became one.",
        "New</span> It is new.",
    ):
        assert part in html


def test_suggestions_are_marked_as_ours_and_stand_apart(client, frameworks):
    assert "Nurses heal." not in text(client.get(URL))
    assert 'href="?from=old&amp;view=pathways">All Paths one by one</a>' in text(client.get(URL))
    ours = text(client.get(f"{URL}?view=pathways"))
    assert "All Paths of the old one" in ours
    assert "this project's own suggestions" in ours
    for part in (
        'href="/frameworks/old/health-science/nursing/"',
        'href="/frameworks/new/care/healing/"',
        "Nurses heal.",
    ):
        assert part in ours
    assert "Two became one." not in ours


def test_the_answer_for_an_old_cluster_goes_through_its_pathways(client, frameworks):
    html = panel(client.get(URL, {"of": "old:health-science"}))
    assert "Our suggestions: Paths one by one" in html
    assert "Nurses heal." in html


def test_a_framework_without_pathways_has_no_page_of_them(client, frameworks):
    assert "view=pathways" not in text(client.get(f"{URL}?from=third"))
    assert client.get(f"{URL}?from=third&view=pathways").status_code == 200


def test_every_old_and_new_name_can_be_picked_without_javascript(client, frameworks):
    html = text(client.get(URL))
    for key in ("old:health-science", "old:health-science:nursing", "new:care", "new:care:healing"):
        assert f'<option value="{key}">' in html
    assert html.count('<form class="picker" action="/crosswalk/"') == 2


def test_old_links_have_slashes(client, frameworks):
    html = panel(client.get(URL, {"of": "old/health-science/nursing"}))
    assert html == panel(client.get(URL, {"of": "old:health-science:nursing"}))
    assert "Nurses heal." in html


@pytest.mark.parametrize(("of", "expected"), [
    ("old:health-science", ["In the new one this is", "/frameworks/new/care/", "Combined", "Two became one."]),
    ("old:health-science:nursing", ["In the new one this is", "/frameworks/new/care/healing/", "Nurses heal.", "Our suggestion"]),
    ("new:care", ["In the old one this was", "/frameworks/old/health-science/", "Combined"]),
    ("new:care:healing", ["In the old one this was", "/frameworks/old/health-science/nursing/", "Nurses heal."]),
    ("new:energy", ["This is new", "It is new."]),
    ("new:energy:drones", ["Nobody had drones."]),
])  # fmt: skip
def test_a_picked_name_is_answered(client, frameworks, of, expected):
    html = panel(client.get(URL, {"of": of}))
    for part in expected:
        assert part in html


def test_a_name_of_a_third_framework_brings_that_framework(client, frameworks):
    html = panel(client.get(URL, {"of": "third:helping"}))
    assert "Helpers care." in html


def test_a_new_name_is_answered_from_the_framework_that_was_chosen(client, frameworks):
    html = panel(client.get(URL, {"of": "new:care", "from": "third"}))
    assert "/frameworks/third/helping/" in html
    assert "Health Science" not in html


def test_every_name_in_the_picture_is_a_link(client, frameworks):
    html = text(client.get(URL))
    for key in ("old:health-science", "new:care&amp;from=old", "new:energy&amp;from=old"):
        assert f'<a href="?of={key}" hx-get="?of={key}"' in html


def test_the_picked_name_is_marked_in_the_picture_and_in_the_list(client, frameworks):
    html = text(client.get(URL, {"of": "old:health-science"}))
    assert '<option value="old:health-science" selected>' in html
    assert 'aria-current="true">Health Science</a>' in html


def test_what_was_removed_and_spread_is_no_longer_one_cluster(client, frameworks):
    _new, old, _third = frameworks
    stem = create_cluster(framework=old, name="STEM")
    create_row(old=stem, new=Cluster.objects.get(name="Energy"), kind="removed", summary="Spread.")
    html = panel(client.get(URL, {"of": "old:stem"}))
    assert "In the new one this is no longer one cluster" in html
    assert "Removed and spread" in html
    assert "mainly <a" in text(client.get(URL))
    assert b"this is no longer one cluster" in client.get(stem.get_absolute_url()).content


def test_a_framework_from_which_nothing_leads_says_so_and_is_no_mistake(client, frameworks):
    create_small_framework(name="Alone")
    response = client.get(f"{URL}?of=alone:cluster-1")
    assert response.status_code == 200
    assert "Nothing leads here yet." in panel(response)
    assert client.get(f"{URL}?from=alone").status_code == 200


def test_the_names_own_framework_counts_and_not_another_that_is_named(client, frameworks):
    html = panel(client.get(URL, {"of": "third:helping", "from": "old"}))
    assert "Helpers care." in html


def test_a_renamed_clusters_old_name_leads_on(client, frameworks):
    cluster = Cluster.objects.get(name="Health Science")
    cluster.slug = "health"
    cluster.save()
    response = client.get(URL, {"of": "old:health-science:nursing"})
    assert (response.status_code, response["Location"]) == (302, "/crosswalk/?of=old:health:nursing")
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("query", ["of=old:nothing", "of=x", "of=%00", "from=nowhere", "from=nowhere&view=pathways", "of=old:nothing&view=pathways", "from=new", "of=old:health-science:nursing/more", f"of={'a' * 5000}"])  # fmt: skip
def test_an_unknown_name_is_said_to_be_unknown_and_the_page_stays_whole(client, frameworks, query):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 404
    assert "We don't know that name." in text(response)
    assert "The official crosswalk" in text(response)


@pytest.mark.parametrize("key", ["of", "from"])
def test_what_can_be_no_slug_is_not_looked_for(client, frameworks, key):
    """PostgreSQL refuses to look for a NUL."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(URL, {key: "nothing\x00"}).status_code == 404
    assert [query for query in queries if "nothing" in query["sql"]] == []


def test_an_empty_choice_is_no_error(client, frameworks):
    assert client.get(f"{URL}?of=&from=old").status_code == 200


def test_without_any_crosswalk_it_says_so(client):
    assert b"There is no crosswalk yet" in client.get(URL).content
    create_small_framework()
    assert b"There is no crosswalk yet" in client.get(URL).content


@pytest.mark.parametrize("query", ["", "?of=old:health-science", "?of=new:care", "?view=pathways"])
def test_more_rows_and_frameworks_make_no_more_queries(client, frameworks, query):
    with CaptureQueriesContext(connection) as before:
        assert client.get(f"{URL}{query}").status_code == 200
    _new, old, _third = frameworks
    for number in range(5):
        cluster = create_cluster(framework=old, name=f"Old {number}")
        path = create_sub_cluster(cluster=cluster, name=f"Path {number}")
        create_row(old=cluster, new=Cluster.objects.get(name="Care"))
        create_suggestion(old=path, new=SubCluster.objects.get(name="Healing"))
        state = create_framework(name=f"State {number}", status="historical")
        create_suggestion(old=create_cluster(framework=state), new=Cluster.objects.get(name="Care"))
    with CaptureQueriesContext(connection) as after:
        client.get(f"{URL}{query}")
    assert len(after) == len(before) <= QUERIES


@pytest.mark.parametrize(
    ("query", "field"), [("from=old&of=old", "pick-old"), ("from=old&of=new", "pick-new"), ("of=", "pick-old")]
)
def test_a_list_that_was_sent_with_nothing_chosen_says_so(client, frameworks, query, field):
    response = client.get(f"{URL}?{query}")
    html = html_of(response)
    assert response.status_code == 200
    assert html.count("aria-invalid") == 1
    assert f'<select id="{field}" name="of" aria-invalid="true" aria-describedby="{field}-fault" autofocus>' in html
    assert f'<p class="fault" id="{field}-fault">No name is chosen.' in html


def test_for_a_list_with_nothing_chosen_htmx_opens_the_page(client, frameworks, panel_part):
    response = client.get(URL, {"from": "old", "of": "new", **panel_part})
    assert response["HX-Redirect"] == f"{URL}?of=new&from=old"
    assert response.content == b""


def test_the_page_as_it_is_opened_says_nothing_of_a_choice(client, frameworks):
    assert "aria-invalid" not in html_of(client.get(URL))
