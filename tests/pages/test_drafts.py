"""A framework that is a draft: only staff see it, on every page of it."""

import pytest
from django.contrib.auth.models import User

from explorer.models import Framework, RetiredAddress

from ..factories import create_program, create_row, create_small_framework, create_source, create_suggestion

pytestmark = pytest.mark.django_db

PAGES = [
    "/frameworks/ours/",
    "/frameworks/ours/?view=grid",
    "/frameworks/ours/cluster-1/",
    "/frameworks/ours/cluster-1/part-1/",
    "/programs/program-ours-1-1-1/",
]


@pytest.fixture
def draft(db):
    return create_small_framework(name="Ours", is_draft=True)


@pytest.fixture
def staff(client, db):
    client.force_login(User.objects.create_user("edith", is_staff=True))


@pytest.mark.parametrize("path", PAGES)
def test_visitors_do_not_find_it(client, draft, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_visitors_with_a_login_but_no_staff_status_do_not_find_it(client, draft, path):
    client.force_login(User.objects.create_user("student"))
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_staff_see_it_marked_as_a_draft(client, draft, staff, path):
    html = client.get(path).content.decode()
    assert "Draft." in html
    assert "<h1" in html


@pytest.mark.parametrize("path", PAGES)
def test_the_answer_says_that_it_depends_on_who_asks(client, draft, path):
    assert "Cookie" in client.get(path)["Vary"]


@pytest.mark.parametrize("path", PAGES)
def test_a_published_page_does_not_look_at_the_session(client, draft, path):
    Framework.objects.update(is_draft=False)
    response = client.get(path)
    assert response.status_code == 200
    assert "Cookie" not in response.get("Vary", "")


def test_it_is_not_the_home_page(client, draft):
    assert client.get("/").status_code == 503


def test_a_wrong_address_does_not_give_it_away(client, draft):
    create_small_framework(name="Public")
    assert b"Ours" not in client.get("/frameworks/our/").content
    assert b"program-ours" not in client.get("/programs/program-ours-1-1-9/").content


def test_a_program_that_stands_in_public_too_does_not_show_the_draft(client, draft):
    public = create_small_framework(name="Public")
    both = [framework.clusters.get(slug="cluster-1").sub_clusters.first() for framework in (draft, public)]
    create_program(name="Shared", sub_clusters=both)
    html = client.get("/programs/shared/").content.decode()
    assert "/frameworks/public/cluster-1/part-1/" in html
    assert "/frameworks/ours/" not in html


def test_no_crosswalk_leads_to_it_or_from_it(client, draft):
    public = create_small_framework(name="Public", is_default=True)
    hidden, shown = draft.clusters.get(slug="cluster-1"), public.clusters.get(slug="cluster-1")
    create_row(old=hidden, new=shown, source=create_source(slug="secret", title="A secret", publisher="Secret office"))
    create_suggestion(old=hidden, new=shown)
    create_suggestion(old=hidden.sub_clusters.first(), new=shown.sub_clusters.first())
    for path in ("/crosswalk/", "/my-school/", shown.get_absolute_url(), shown.sub_clusters.first().get_absolute_url()):
        assert b"/frameworks/ours/" not in client.get(path).content
        assert b"Ours" not in client.get(path).content
        assert b"Secret office" not in client.get(path).content


def test_an_address_that_changes_before_anyone_knows_it_leads_nowhere(client, draft):
    draft.slug = "ours-two"
    draft.save()
    assert client.get("/frameworks/ours/").status_code == 404
    assert RetiredAddress.objects.count() == 0


def test_staff_see_what_a_drafts_pathways_become(client, draft, staff):
    public = create_small_framework(name="Public", is_default=True)
    part = draft.clusters.get(slug="cluster-1").sub_clusters.first()
    create_suggestion(old=part, new=public.clusters.get(slug="cluster-1").sub_clusters.first(), reason="It fits.")
    assert b"It fits." in client.get(part.get_absolute_url()).content
