"""Who changed what and when, and the way back."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from explorer.models import CONTENT_MODELS, Cluster, ContentVersion, Framework, Placement, Program, Source, SubCluster

from ..admin import change_url, create_everything, form_data
from ..factories import create_cluster, create_framework, create_part, create_small_framework, create_source


def history_url(entry):
    return reverse(f"admin:explorer_{entry._meta.model_name}_history", args=[entry.pk])


def deleted_url(model):
    return reverse(f"admin:explorer_{model._meta.model_name}_deleted")


def change(client, entry, **fields):
    response = client.post(change_url(entry), form_data(client.get(change_url(entry))) | fields)
    assert response.status_code == 302


def go_back(client, entry, record, **data):
    return client.post(history_url(entry), {"record": record.history_id, **data}, follow=True)


@pytest.fixture
def cluster(editor):
    create_small_framework()
    return Cluster.objects.get(slug="cluster-1")


@pytest.mark.parametrize("model", CONTENT_MODELS)
@pytest.mark.sampled(6)
def test_all_content_has_a_history(client, editor, model):
    create_everything(clusters=1)
    entry = model.objects.first()
    assert entry.history.count() == 1
    assert b"Added" in client.get(history_url(entry)).content
    assert client.get(deleted_url(model)).status_code == 200


def test_a_history_shows_the_texts_before_and_after(client, cluster):
    change(client, cluster, tagline="After", is_cross_cutting="on")
    rows = client.get(history_url(cluster)).context["rows"]
    assert rows[0]["changes"] == [("Cross-cutting", "No", "Yes"), ("Tagline", "Build it", "After")]
    assert rows[0]["record"].history_user.username == "edith"


def test_a_history_names_what_an_entry_refers_to(client, cluster):
    change(client, cluster, source=create_source(slug="other", title="Another guide").pk)
    assert client.get(history_url(cluster)).context["rows"][0]["changes"] == [("Source", "A guide", "Another guide")]


def test_a_history_leads_to_what_stands_in_the_entry_and_has_histories_of_its_own(client, editor):
    create_everything(clusters=2)
    for model in (Program, Cluster, SubCluster):
        entry = model.objects.exclude(name__startswith="Digital").first()
        response = client.get(history_url(entry))
        assert len(response.context["parts"]) >= 3
        for name, url in response.context["parts"]:
            assert f'<a href="{escape(url)}">{name}</a>' in response.content.decode()
            assert 0 < client.get(url).context["cl"].result_count < 5, url


def test_a_form_that_is_saved_without_a_change_leaves_no_trace_in_the_history(client, cluster):
    change(client, cluster)
    assert cluster.history.count() == 1


def test_one_click_leads_back(client, cluster):
    change(client, cluster, tagline="Wrong")
    version = ContentVersion.objects.current()
    response = go_back(client, cluster, cluster.history.earliest())
    assert "is as it was then" in response.content.decode()
    cluster.refresh_from_db()
    assert cluster.tagline == "Build it"
    assert cluster.history.latest().history_user.username == "edith"
    assert cluster.history.latest().history_change_reason.startswith("Back to the version of ")
    assert ContentVersion.objects.current() != version
    assert LogEntry.objects.first().get_change_message().startswith("Back to the version of ")


def test_the_way_back_of_a_slug_keeps_addresses_right(client, cluster):
    change(client, cluster, slug="renamed")
    go_back(client, cluster, cluster.history.earliest())
    assert client.get("/frameworks/modernized/cluster-1/").status_code == 200
    assert client.get("/frameworks/modernized/renamed/")["Location"] == "/frameworks/modernized/cluster-1/"


def test_a_version_that_breaks_a_rule_today_is_refused_with_its_reason(client, cluster):
    change(client, cluster, slug="renamed")
    create_cluster(framework=cluster.framework, name="Cluster 1")
    response = go_back(client, cluster, cluster.history.earliest())
    assert "already exists" in response.content.decode()
    cluster.refresh_from_db()
    assert cluster.slug == "renamed"


def test_who_looks_at_an_old_list_is_told_before_a_newer_version_is_lost(client, cluster):
    newest = client.get(history_url(cluster)).context["newest"]
    change(client, cluster, tagline="By somebody else")
    response = go_back(client, cluster, cluster.history.earliest(), newest=newest)
    assert "Somebody has changed it since you saw this list." in response.content.decode()
    cluster.refresh_from_db()
    assert cluster.tagline == "By somebody else"


@pytest.mark.parametrize("record", ["", "x", "\x00", "0", "9" * 500])
def test_a_version_that_is_not_there_is_a_clear_error(client, cluster, record):
    response = client.post(history_url(cluster), {"record": record}, follow=True)
    assert "There is no such version." in response.content.decode()


def test_who_may_only_look_sees_no_button_and_can_go_nowhere(client, cluster):
    user = User.objects.create_user("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_cluster"))
    cluster.tagline = "Now"
    cluster.save()
    client.force_login(user)
    assert b"Go back to this version" not in client.get(history_url(cluster)).content
    assert client.post(history_url(cluster), {"record": cluster.history.earliest().pk}).status_code == 403
    assert client.post(deleted_url(Cluster), {"record": cluster.history.earliest().pk}).status_code == 403
    assert client.get(deleted_url(SubCluster)).status_code == 403


def test_a_history_makes_no_more_queries_for_more_versions(client, cluster):
    counts = []
    for number in range(2):
        change(client, cluster, tagline=f"Another {number}", source=create_source(slug=f"s-{number}").pk)
        change(client, cluster, tagline=f"And another {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(history_url(cluster))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_long_history_comes_in_pages_without_a_gap(client, cluster):
    for number in range(30):
        cluster.tagline = f"Tagline {number}"
        cluster.save()
    first = client.get(history_url(cluster)).context["rows"]
    second = client.get(history_url(cluster), {"p": "2"}).context["rows"]
    assert (len(first), len(second)) == (25, 6)
    assert first[-1]["changes"] == [("Tagline", "Tagline 4", "Tagline 5")]
    assert [row["is_now"] for row in (first[0], first[1], second[0])] == [True, False, False]


def test_what_was_deleted_comes_back_with_all_that_went_with_it(client, cluster):
    create_part(cluster=cluster)
    address, programs = cluster.get_absolute_url(), Placement.objects.count()
    client.post(reverse("admin:explorer_cluster_delete", args=[cluster.pk]), {"post": "yes"})
    assert client.get(address).status_code == 404
    row = client.get(deleted_url(Cluster)).context["rows"][0]
    assert (row["name"], row["record"].history_user.username) == ("Cluster 1", "edith")
    client.post(deleted_url(Cluster), {"record": row["record"].history_id})
    assert client.get(address).status_code == 200
    back = Cluster.objects.get(slug="cluster-1")
    assert (back.sub_clusters.count(), back.parts.count(), back.served_by.count()) == (2, 1, 1)
    assert Placement.objects.count() == programs
    assert client.get(deleted_url(Cluster)).context["rows"] == []


def test_what_was_deleted_before_stays_deleted(client, cluster):
    part = cluster.sub_clusters.first()
    client.post(change_url(cluster), form_data(client.get(change_url(cluster))) | {"sub_clusters-0-DELETE": "on"})
    assert not SubCluster.objects.filter(pk=part.pk).exists()
    client.post(reverse("admin:explorer_cluster_delete", args=[cluster.pk]), {"post": "yes"})
    client.post(deleted_url(Cluster), {"record": cluster.history.latest().history_id})
    assert Cluster.objects.get(pk=cluster.pk).sub_clusters.count() == 1


def test_what_stood_under_something_that_is_gone_says_so(client, cluster):
    part = cluster.sub_clusters.first()
    client.post(reverse("admin:explorer_cluster_delete", args=[cluster.pk]), {"post": "yes"})
    response = client.post(deleted_url(SubCluster), {"record": part.history.latest().history_id}, follow=True)
    assert "It refers to the cluster “Cluster 1”, which is deleted." in response.content.decode()


def test_the_list_of_deleted_entries_makes_no_more_queries_for_more_of_them(client, cluster):
    counts = []
    client.get(deleted_url(Placement))  # which renews the session
    for one in list(Placement.objects.all())[:4]:
        one.delete()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(deleted_url(Placement)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[-1]


def test_loading_writes_histories_that_say_so(db, tmp_path, settings):
    source = {"slug": "s", "title": "One", "publisher": "P"}
    for title in ("One", "Two", "Two"):
        file = tmp_path / "x.json"
        file.write_text(json.dumps([{"model": "explorer.source", "fields": source | {"title": title}}]))
        settings.FIXTURE_DIRS = [tmp_path]
        call_command("load_frameworks", verbosity=0)
    records = Source.objects.get().history.order_by("history_id")
    assert [(record.title, record.history_type, record.history_change_reason) for record in records] == [
        ("One", "+", "load_frameworks"),
        ("Two", "~", "load_frameworks"),
    ]


def test_loading_makes_no_more_queries_for_the_histories_of_more_entries(db, tmp_path, settings):
    settings.FIXTURE_DIRS = [tmp_path]
    entries = [
        {"model": "explorer.source", "fields": {"slug": f"s-{n}", "title": "T", "publisher": "P"}} for n in range(9)
    ]
    (tmp_path / "x.json").write_text(json.dumps(entries))
    with CaptureQueriesContext(connection) as queries:
        call_command("load_frameworks", verbosity=0)
    assert len([query for query in queries if "historicalsource" in query["sql"]]) == 1


def test_an_upgrade_gives_what_is_there_its_first_version(db):
    from importlib import import_module

    from django.apps import apps

    framework = create_framework()
    framework.history.all().delete()
    import_module("explorer.migrations.0007_editors").begin_histories(apps, None)
    record = Framework.history.get()
    assert (record.name, record.history_type, record.source_id) == ("Modernized", "+", framework.source_id)


def test_a_version_that_refers_to_something_deleted_says_to_what(client, cluster):
    source = create_source(slug="other", title="Another guide")
    change(client, cluster, source=source.pk)
    change(client, cluster, source=create_source().pk)
    source.delete()
    response = go_back(client, cluster, cluster.history.all()[1])
    assert (
        "It refers to the source “Another guide”, which is deleted. Bring that back first." in response.content.decode()
    )
