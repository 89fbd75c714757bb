"""Colleges in the admin: an editor may set the address to show, and nothing else."""

import pytest
from django.urls import reverse

from explorer.models import College, ContentVersion

from ..factories import create_college

pytestmark = pytest.mark.django_db


@pytest.fixture
def college():
    return create_college(name="Hill Community College")


def change_url(college):
    return reverse("admin:explorer_college_change", args=[college.pk])


def test_an_editor_sets_the_address_to_show_and_nothing_else(client, editor, college):
    response = client.post(change_url(college), {"own_website": "https://better.example/", "name": "Other"})
    assert response.status_code == 302
    college.refresh_from_db()
    assert (college.site, college.name) == ("https://better.example/", "Hill Community College")


def test_an_address_that_no_page_may_link_to_is_a_clear_error(client, editor, college):
    response = client.post(change_url(college), {"own_website": "javascript:alert(1)"})
    assert "Enter a valid URL" in response.content.decode()
    assert College.objects.get().own_website == ""


def test_pages_show_it_at_once(client, editor, college):
    before = ContentVersion.objects.current()
    client.post(change_url(college), {"own_website": "https://better.example/"})
    assert ContentVersion.objects.current() != before


def test_the_history_begins_with_what_was_imported(client, editor, college):
    college.history.all().delete()  # an import leaves none
    client.post(change_url(college), {"own_website": "https://better.example/"})
    first, last = college.history.order_by("history_id")
    assert (first.own_website, last.own_website) == ("", "https://better.example/")
    assert last.history_user == editor
    html = client.get(reverse("admin:explorer_college_history", args=[college.pk])).content.decode()
    assert "https://better.example/" in html


def test_nobody_adds_or_deletes_one(client, editor, college):
    assert client.get(reverse("admin:explorer_college_add")).status_code == 403
    assert client.post(reverse("admin:explorer_college_delete", args=[college.pk]), {"post": "yes"}).status_code == 403


def test_colleges_are_found_by_name_and_state(client, editor, college):
    create_college(unitid=2, name="Elsewhere", state="NY")
    html = client.get(reverse("admin:explorer_college_changelist"), {"q": "hill", "state": "CT"}).content.decode()
    assert "Hill Community College" in html
    assert "Elsewhere" not in html
