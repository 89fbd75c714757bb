"""A form that is saved after the session has ended: what was typed comes back after the login, and is not saved."""

import re

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from explorer.models import Cluster, Program

from ..admin import change_url, form_data, list_url
from ..factories import create_program, create_small_framework

LOGIN = "/admin/login/"
PASSWORD = "long enough for a test"


@pytest.fixture
def cluster(editor):
    create_small_framework()
    return Cluster.objects.get(slug="cluster-1")


def hidden(response, name):
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', response.content.decode())
    return found and found[1]


def typed_into(client, entry, **texts):
    response = client.get(change_url(entry))
    return form_data(response) | {"opened": response.context["opened"]} | texts


def log_in_again(client, response, name="edith"):
    """Fill in the page of the login as a browser does."""
    data = {
        "username": name,
        "password": PASSWORD,
        "next": hidden(response, "next"),
        "_typed": hidden(response, "_typed"),
    }
    return client.post(LOGIN, data)


def go_on(client, offered):
    address = re.search(r'<form method="post" action="([^"]+)" id="typed-again">', offered.content.decode())[1]
    return client.post(address, {"_typed": hidden(offered, "_typed")})


def test_what_was_typed_is_in_the_form_after_the_login_and_not_saved(client, cluster):
    data = typed_into(client, cluster, tagline="Typed < with & care", **{"sub_clusters-0-tagline": "In a part"})
    Session.objects.all().delete()
    asked = client.post(change_url(cluster), data)
    assert "What you typed is not saved yet." in asked.content.decode()
    assert "Typed" not in asked["Content-Type"] + str(asked.headers)
    shown = go_on(client, log_in_again(client, asked))
    html = shown.content.decode()
    assert "This is not saved yet." in html
    assert 'value="Typed &lt; with &amp; care"' in html
    assert 'value="In a part"' in html
    cluster.refresh_from_db()
    assert cluster.tagline == "Build it"
    assert client.post(change_url(cluster), form_data(shown) | {"opened": shown.context["opened"]}).status_code == 302
    cluster.refresh_from_db()
    assert cluster.tagline == "Typed < with & care"


def test_a_wrong_password_loses_nothing(client, cluster):
    data = typed_into(client, cluster, tagline="Typed")
    client.logout()
    asked = client.post(change_url(cluster), data)
    wrong = client.post(
        LOGIN, {"username": "edith", "password": "wrong", "_typed": hidden(asked, "_typed"), "next": "/admin/"}
    )
    assert 'value="Typed"' in go_on(client, log_in_again(client, wrong)).content.decode()


def test_a_new_entry_and_a_list_come_back_too(client, cluster):
    source = cluster.source
    add = reverse("admin:explorer_program_add")
    new = form_data(client.get(add)) | {
        "name": "Typed",
        "summary": "You do.",
        "source": source.pk,
        "source_section": "p.",
    }
    formset = client.get(list_url(Cluster)).context["cl"].formset
    rows = {f"form-{name}": value for name, value in formset.management_form.initial.items()} | {"_save": "Save"}
    for number, form in enumerate(formset.forms):
        rows |= {f"form-{number}-id": form.instance.pk, f"form-{number}-position": 71 + number}
    for address, data, words in ((add, new, 'value="Typed"'), (list_url(Cluster), rows, 'value="71"')):
        client.logout()
        shown = go_on(client, log_in_again(client, client.post(address, data)))
        assert words in shown.content.decode()
        assert "This is not saved yet." in shown.content.decode()
    assert not Program.objects.filter(name="Typed").exists()
    assert not Cluster.objects.filter(position=71).exists()


def test_another_user_sees_it_only_with_the_permission(client, cluster):
    data = typed_into(client, cluster, tagline="A secret")
    User.objects.create_user("eve", password=PASSWORD, is_staff=True)
    client.logout()
    offered = log_in_again(client, client.post(change_url(cluster), data), "eve")
    refused = go_on(client, offered)
    assert refused.status_code == 403
    assert "A secret" not in offered.content.decode() + refused.content.decode()


@pytest.mark.parametrize("typed", ["", "x", "a:b:c", "\x00", "{}"])
def test_what_nobody_has_signed_is_neither_shown_nor_saved(client, cluster, typed):
    data = typed_into(client, cluster, tagline="Planted")
    response = client.post(change_url(cluster), data | {"_typed": typed})
    assert (
        "can&#x27;t be shown any more" in response.content.decode()
        or "can't be shown any more" in response.content.decode()
    )
    assert "Planted" not in response.content.decode()
    cluster.refresh_from_db()
    assert cluster.tagline == "Build it"
    client.logout()
    assert client.post(LOGIN, {"username": "edith", "password": PASSWORD, "_typed": typed}).status_code == 302


def test_it_belongs_to_its_form_alone(client, cluster):
    data = typed_into(client, cluster, tagline="Typed")
    client.logout()
    offered = log_in_again(client, client.post(change_url(cluster), data))
    other = Cluster.objects.get(slug="cluster-2")
    response = client.post(change_url(other), {"_typed": hidden(offered, "_typed")})
    assert 'value="Typed"' not in response.content.decode()


def test_passwords_are_not_carried_along(client, admin_user):
    client.force_login(admin_user)
    client.logout()
    add = reverse("admin:auth_user_add")
    data = {"username": "somebody", "password1": "a secret of hers", "password2": "a secret of hers"}
    admin_user.set_password(PASSWORD)
    admin_user.save()
    shown = go_on(client, log_in_again(client, client.post(add, data), "admin"))
    assert 'value="somebody"' in shown.content.decode()
    assert "a secret of hers" not in shown.content.decode()
    assert not User.objects.filter(username="somebody").exists()


def test_a_deletion_is_asked_about_again_and_a_file_is_to_be_chosen_again(client, cluster):
    client.logout()
    response = client.post(reverse("admin:explorer_cluster_delete", args=[cluster.pk]), {"post": "yes"})
    assert response.status_code == 302
    file = SimpleUploadedFile("clusters.csv", b"name\n")
    response = client.post(reverse("admin:explorer_cluster_import"), {"file": file})
    assert "choose it again" in response.content.decode()
    assert hidden(response, "_typed") is None


def test_the_form_of_another_tab_after_a_new_login_is_shown_again(cluster):
    """The login has changed the token: Django would refuse the form."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(User.objects.get(username="edith"))
    data = typed_into(browser, cluster, tagline="Typed") | {"csrfmiddlewaretoken": "a" * 64}
    browser.cookies["csrftoken"] = "b" * 32
    elsewhere = browser.post(change_url(cluster), data, headers={"origin": "https://evil.example"})
    assert elsewhere.status_code == 403
    assert hidden(elsewhere, "_typed") is None
    response = browser.post(change_url(cluster), data, headers={"origin": "http://testserver"})
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', response.content.decode())[1]
    shown = browser.post(change_url(cluster), {"_typed": hidden(response, "_typed"), "csrfmiddlewaretoken": token})
    assert 'value="Typed"' in shown.content.decode()
    cluster.refresh_from_db()
    assert cluster.tagline == "Build it"


def test_who_is_kept_out_meanwhile_has_it_still(client, cluster, settings):
    data = typed_into(client, cluster, tagline="Typed")
    Session.objects.all().delete()
    asked = client.post(change_url(cluster), data)
    wrong = {"username": "edith", "password": "wrong", "next": hidden(asked, "next"), "_typed": hidden(asked, "_typed")}
    for _nth in range(settings.AXES_FAILURE_LIMIT):
        closed = client.post(LOGIN, wrong)
    assert closed.status_code == 429
    assert hidden(closed, "password") is None
    again = client.post(LOGIN, {name: hidden(closed, name) for name in ("next", "_typed")})
    assert (again.status_code, hidden(again, "_typed")) == (200, wrong["_typed"])
    AccessAttempt.objects.all().delete()
    shown = go_on(client, log_in_again(client, again))
    assert 'value="Typed"' in shown.content.decode()


def test_each_request_renews_the_session(client, cluster):
    soon = timezone.now() + timezone.timedelta(minutes=5)
    Session.objects.update(expire_date=soon)
    client.get(reverse("admin:index"))
    assert Session.objects.get().expire_date > soon + timezone.timedelta(hours=1)


def test_the_group_and_everybody_elses_pages_are_as_they_were(client, cluster):
    assert Group.objects.get().name == "Editors"
    assert "sessionid" not in Client().get("/").cookies
    create_program()
    assert client.get("/admin/explorer/program/").status_code == 200
