"""Addresses that were public once lead to where their content is now, whatever has been renamed, moved or hidden."""

import json

import pytest

from explorer.models import Cluster, LearnPage, RetiredAddress
from explorer.models.deletion import bring_back
from explorer.models.history import go_back, last_record
from explorer.publishing.loading import load_fixtures

from ..factories import create_cluster, create_framework, create_learn_page, create_source, create_sub_cluster


@pytest.fixture
def framework(db):
    return create_framework()


def change(entry, **fields):
    entry = type(entry).objects.get(pk=entry.pk)  # as another request reads it
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.full_clean()
    entry.save()


def follow(client, path):
    """Where a visitor ends who asks for `path`: (status, address). No way there is longer than a browser's patience."""
    for _step in range(10):
        response = client.get(path)
        if response.status_code not in (301, 302):
            return response.status_code, path
        path = response["Location"]
    raise AssertionError("in circles")


def test_a_page_that_was_renamed_while_it_was_a_draft_is_found(client, framework):
    cluster = create_cluster(framework=framework, name="One")
    change(cluster, is_draft=True)
    change(cluster, slug="two")
    assert follow(client, "/frameworks/modernized/one/")[0] == 404  # not even its new name is told
    change(cluster, slug="three")
    change(cluster, is_draft=False)
    assert follow(client, "/frameworks/modernized/one/") == (200, "/frameworks/modernized/three/")


def test_a_page_that_becomes_a_draft_in_the_save_that_renames_it_is_found(client, framework):
    cluster = create_cluster(framework=framework, name="One")
    change(cluster, slug="two", is_draft=True)
    change(cluster, is_draft=False)
    assert follow(client, "/frameworks/modernized/one/") == (200, "/frameworks/modernized/two/")


def test_an_address_that_was_never_public_is_not_kept(framework):
    cluster = create_cluster(framework=framework, name="One", is_draft=True)
    change(cluster, slug="two", is_draft=False)
    assert not RetiredAddress.objects.exists()


def test_what_stands_below_a_draft_that_is_renamed_is_found(client, framework):
    cluster = create_cluster(framework=framework, name="One")
    create_sub_cluster(cluster=cluster, name="Part")
    change(framework, is_draft=True)
    change(framework, slug="new")
    change(cluster, slug="two")
    change(framework, is_draft=False)
    assert follow(client, "/frameworks/modernized/one/part/") == (200, "/frameworks/new/two/part/")


def test_a_parent_that_is_renamed_takes_its_drafts_along(client, framework):
    cluster = create_cluster(framework=framework, name="One")
    part = create_sub_cluster(cluster=cluster, name="Part")
    change(part, is_draft=True)
    change(cluster, slug="two")
    change(part, slug="piece")
    change(part, is_draft=False)
    assert follow(client, "/frameworks/modernized/one/part/") == (200, "/frameworks/modernized/two/piece/")


@pytest.mark.parametrize("names", [["a", "b"], ["a", "b", "c"]])
def test_slugs_that_change_round_keep_what_stands_below_them(client, framework, names):
    """Each takes the next one's place. What stood below an address has no other page there: it is found."""
    clusters = [create_cluster(framework=framework, name=name) for name in names]
    for cluster in clusters:
        create_sub_cluster(cluster=cluster, name=f"Part {cluster.name}")
    change(clusters[-1], slug="between")
    for cluster, slug in reversed(list(zip(clusters[:-1], names[1:], strict=True))):
        change(cluster, slug=slug)
    change(clusters[-1], slug=names[0])
    place = dict(zip(names, [*names[1:], names[0]], strict=True))
    for name in names:
        assert follow(client, f"/frameworks/modernized/{name}/") == (200, f"/frameworks/modernized/{name}/")
        new = f"/frameworks/modernized/{place[name]}/part-{name}/"
        assert follow(client, f"/frameworks/modernized/{name}/part-{name}/") == (200, new)
        assert follow(client, f"/frameworks/modernized/{name}/nothing/")[0] == 404
    assert follow(client, "/frameworks/modernized/between/") == (200, f"/frameworks/modernized/{names[0]}/")


@pytest.mark.parametrize("hide", [lambda one: one.delete(), lambda one: change(one, is_draft=True)])
def test_an_address_leads_on_again_when_the_page_that_took_it_is_gone(client, framework, hide):
    moved, other = (create_cluster(framework=framework, name=name) for name in ("A", "B"))
    change(moved, slug="new")
    change(other, slug="a")
    assert follow(client, "/frameworks/modernized/a/") == (200, "/frameworks/modernized/a/")
    hide(Cluster.objects.get(pk=other.pk))
    assert follow(client, "/frameworks/modernized/a/") == (200, "/frameworks/modernized/new/")
    hide(Cluster.objects.get(pk=moved.pk))
    assert follow(client, "/frameworks/modernized/a/")[0] == 404
    assert follow(client, "/frameworks/modernized/b/")[0] == 404
    assert follow(client, "/embed/modernized/a/")[0] == 404


def test_a_draft_at_an_old_address_that_is_deleted_leaves_it_leading_on(client, framework):
    moved = create_cluster(framework=framework, name="A")
    change(moved, slug="new")
    draft = create_cluster(framework=framework, name="A", is_draft=True)
    assert follow(client, "/frameworks/modernized/a/") == (200, "/frameworks/modernized/new/")
    draft.delete()
    assert follow(client, "/frameworks/modernized/a/") == (200, "/frameworks/modernized/new/")


def test_two_that_changed_places_and_are_gone_lead_nobody_in_circles(client, framework):
    first, second = (create_cluster(framework=framework, name=name) for name in ("A", "B"))
    change(first, slug="between")
    change(second, slug="a")
    change(first, slug="b")
    Cluster.objects.all().delete()
    for path in ("/frameworks/modernized/a/", "/frameworks/modernized/b/", "/embed/modernized/a/"):
        assert follow(client, path)[0] == 404
    assert client.get("/data/").status_code == 200


def test_renamed_twice_and_back_again(client, framework):
    cluster = create_cluster(framework=framework, name="A")
    for slug, old in (("b", "a"), ("c", "b"), ("a", "c"), ("b", "a"), ("a", "b")):
        change(cluster, slug=slug)
        assert follow(client, f"/frameworks/modernized/{old}/") == (200, f"/frameworks/modernized/{slug}/")
        assert follow(client, f"/frameworks/modernized/{slug}/") == (200, f"/frameworks/modernized/{slug}/")


def test_a_cluster_that_moves_to_another_framework_is_found_there(client, framework):
    other = create_framework(name="Other")
    cluster = create_cluster(framework=framework, name="A")
    create_sub_cluster(cluster=cluster, name="Part")
    change(cluster, framework=other)
    assert follow(client, "/frameworks/modernized/a/part/") == (200, "/frameworks/other/a/part/")
    change(other, slug="another")
    assert follow(client, "/frameworks/modernized/a/part/") == (200, "/frameworks/another/a/part/")


def test_a_new_entry_at_an_old_address_is_shown_there(client, framework):
    moved = create_cluster(framework=framework, name="A")
    change(moved, slug="new")
    create_cluster(framework=framework, name="A", tagline="Quite another")
    assert b"Quite another" in client.get("/frameworks/modernized/a/").content


def test_what_was_deleted_and_is_back_has_its_old_addresses(client, framework):
    cluster = create_cluster(framework=framework, name="A")
    change(cluster, slug="b")
    key = cluster.pk
    Cluster.objects.get(pk=key).delete()
    assert follow(client, "/frameworks/modernized/a/")[0] == 404
    change(framework, slug="new")
    bring_back(last_record(Cluster, key), "Brought back")
    assert follow(client, "/frameworks/modernized/a/") == (200, "/frameworks/new/b/")


def test_the_way_back_to_an_older_version_of_a_draft_keeps_its_address(client, framework):
    cluster = create_cluster(framework=framework, name="A")
    change(cluster, slug="b", is_draft=True)
    go_back(cluster.history.earliest(), "Back")
    assert follow(client, "/frameworks/modernized/b/")[0] in (200, 404)  # it was never public
    assert follow(client, "/frameworks/modernized/a/") == (200, "/frameworks/modernized/a/")


def test_a_slug_that_a_load_changes_is_kept(client, tmp_path, framework):
    create_source(slug="s")
    fields = {"name": "Lesson", "slug": "lesson", "summary": "A lesson.", "body": "Words.", "position": 9}
    entry = {"model": "explorer.learnpage", "fields": fields | {"source": ["s"], "source_section": "p. 1"}}
    file = tmp_path / "learn.json"
    file.write_text(json.dumps([entry]))
    load_fixtures([file])
    change(LearnPage.objects.get(), is_draft=True)
    change(LearnPage.objects.get(), slug="class")
    change(LearnPage.objects.get(), is_draft=False)
    load_fixtures([file], overwrite=True)
    assert follow(client, "/learn/lesson/") == (200, "/learn/lesson/")
    assert follow(client, "/learn/class/") == (200, "/learn/lesson/")


def test_a_page_without_a_framework_is_found_too(client, framework):
    page = create_learn_page(name="One")
    change(page, is_draft=True)
    change(page, slug="two")
    change(page, is_draft=False)
    assert follow(client, "/learn/one/") == (200, "/learn/two/")


def test_lists_and_links_that_hold_an_old_address_go_on_where_the_entry_is(client, framework):
    cluster = create_cluster(framework=framework, name="A")
    change(cluster, is_draft=True)
    change(cluster, slug="b")
    change(cluster, is_draft=False)
    assert b"/frameworks/modernized/b/" in client.get("/shortlist/?list=modernized:a").content
