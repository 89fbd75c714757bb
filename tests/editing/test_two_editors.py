"""Two editors on one entry: the second is told before the first's work is lost."""

import json

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from explorer.models import Cluster, ContentVersion, Placement, Program, ProgramSkill, SubCluster

from ..admin import change_url, form_data, list_url
from ..factories import create_skill, create_small_framework


@pytest.fixture
def cluster(editor):
    create_small_framework()
    return Cluster.objects.get(slug="cluster-1")


@pytest.fixture
def other(cluster):
    """Another editor's browser."""
    user = User.objects.create_user("olga", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(user)
    return client


def opened(client, entry):
    """What a browser has after it has opened an entry."""
    return shown_in(client.get(change_url(entry)))


def shown_in(response):
    """What a browser would send back: only what stands in the page."""
    html = response.content.decode()
    data = form_data(response) | {name: response.context[name] for name in ("opened", "opened_values")}
    return {name: value for name, value in data.items() if f'name="{name}"' in html}


def save(client, entry, data):
    return client.post(change_url(entry), data)


def test_the_second_is_told_who_changed_what_and_loses_nothing(client, other, cluster):
    mine, hers = opened(client, cluster), opened(other, cluster)
    assert save(other, cluster, hers | {"tagline": "Hers"}).status_code == 302
    response = save(client, cluster, mine | {"tagline": "Mine", "summary": "My sentence."})
    html = response.content.decode()
    assert response.status_code == 200
    assert "olga changed “Cluster 1” after you had opened this page." in html
    assert dict((name, rest) for name, *rest in response.context["conflicts"][0]["differences"]) == {
        "Tagline": ["Hers", "Mine"],
        "Summary": ["People here build.", "My sentence."],
    }
    assert 'value="Mine"' in html
    assert Cluster.objects.get(pk=cluster.pk).tagline == "Hers"


def test_who_means_it_saves_over_the_changes(client, other, cluster):
    mine = opened(client, cluster)
    save(other, cluster, opened(other, cluster) | {"tagline": "Hers"})
    told = save(client, cluster, mine | {"tagline": "Mine"})
    assert save(client, cluster, mine | {"tagline": "Mine"}).status_code == 200, "not by a second click"
    response = save(client, cluster, mine | {"tagline": "Mine", "save_over": told.context["save_over"]})
    assert response.status_code == 302
    assert Cluster.objects.get(pk=cluster.pk).tagline == "Mine"


def test_a_third_change_is_told_too(client, other, cluster):
    mine = opened(client, cluster)
    save(other, cluster, opened(other, cluster) | {"tagline": "Hers"})
    told = save(client, cluster, mine | {"tagline": "Mine"})
    save(other, cluster, opened(other, cluster) | {"tagline": "Hers again"})
    response = save(client, cluster, mine | {"tagline": "Mine", "save_over": told.context["save_over"]})
    assert response.context["conflicts"][0]["differences"] == [("Tagline", "Hers again", "Mine")]


def test_one_editor_alone_hears_nothing(client, cluster):
    for tagline in ("One", "Two"):
        assert save(client, cluster, opened(client, cluster) | {"tagline": tagline}).status_code == 302


def test_who_changes_nothing_overwrites_nothing_and_hears_nothing(client, cluster):
    mine = opened(client, cluster)
    cluster.save()
    assert save(client, cluster, mine).status_code == 302


def test_a_part_edited_by_itself_is_not_overwritten_from_its_cluster(client, other, cluster):
    part = cluster.sub_clusters.first()
    mine = opened(client, cluster)
    save(other, part, opened(other, part) | {"summary": "Hers. All of it."})
    response = save(client, cluster, mine | {"tagline": "Mine", "sub_clusters-0-summary": "Mine. All of it."})
    assert [str(conflict["entry"]) for conflict in response.context["conflicts"]] == ["Part 1"]
    assert SubCluster.objects.get(pk=part.pk).summary == "Hers. All of it."
    assert Cluster.objects.get(pk=cluster.pk).tagline == "Build it", "all or nothing"


def test_a_part_that_the_second_did_not_touch_stays_as_the_first_left_it(client, other, cluster):
    part = cluster.sub_clusters.first()
    mine = opened(client, cluster)
    save(other, part, opened(other, part) | {"summary": "Hers. All of it.", "is_draft": "on", "position": 0})
    assert save(client, cluster, mine | {"tagline": "Mine", "sub_clusters-1-tagline": "Mine"}).status_code == 302
    part.refresh_from_db()
    assert (part.summary, part.is_draft, part.position) == ("Hers. All of it.", True, 0)
    assert Cluster.objects.get(pk=cluster.pk).tagline == "Mine"
    assert cluster.sub_clusters.get(name="Part 2").tagline == "Mine"


def test_only_what_one_touched_is_told_and_saved_over(client, other, cluster):
    mine = opened(client, cluster)
    hers = {"tagline": "Hers", "summary": "Her sentence.", "is_draft": "on"}
    save(other, cluster, opened(other, cluster) | hers)
    told = save(client, cluster, mine | {"tagline": "Mine"})
    assert told.context["conflicts"][0]["differences"] == [("Tagline", "Hers", "Mine")]
    assert told.context["adminform"].form["summary"].value() == "Her sentence."
    save(other, cluster, opened(other, cluster) | {"search_words": "hers"})
    told = save(client, cluster, shown_in(told) | {"save_over": told.context["save_over"]})
    assert told.context["conflicts"][0]["differences"] == [("Tagline", "Hers", "Mine")]
    assert save(client, cluster, shown_in(told) | {"save_over": told.context["save_over"]}).status_code == 302
    cluster.refresh_from_db()
    texts = (cluster.tagline, cluster.summary, cluster.is_draft, cluster.search_words)
    assert texts == ("Mine", "Her sentence.", True, "hers")


def test_a_part_that_was_changed_since_is_not_deleted_from_its_cluster(client, other, cluster):
    part = cluster.sub_clusters.first()
    mine = opened(client, cluster)
    save(other, part, opened(other, part) | {"summary": "Hers. All of it."})
    response = save(client, cluster, mine | {"sub_clusters-0-DELETE": "on"})
    assert "olga changed “Part 1”" in response.content.decode()
    assert SubCluster.objects.filter(pk=part.pk).exists()
    told = response.context["save_over"]
    assert save(client, cluster, mine | {"sub_clusters-0-DELETE": "on", "save_over": told}).status_code == 302
    assert not SubCluster.objects.filter(pk=part.pk).exists()


def test_a_part_that_is_gone_is_named_and_can_be_left_out(client, other, cluster):
    part = cluster.sub_clusters.first()
    mine = opened(client, cluster) | {"tagline": "Mine", "sub_clusters-0-tagline": "Mine too"}
    other.post(reverse("admin:explorer_subcluster_delete", args=[part.pk]), {"post": "yes"})
    response = save(client, cluster, mine)
    assert response.content.decode().count("olga deleted this. To keep what you typed") == 1
    assert save(client, cluster, shown_in(response)).status_code == 200
    assert save(client, cluster, shown_in(response) | {"sub_clusters-0-DELETE": "on"}).status_code == 302
    assert Cluster.objects.get(pk=cluster.pk).tagline == "Mine"
    assert list(cluster.sub_clusters.values_list("name", flat=True)) == ["Part 2"]


def test_a_part_that_was_moved_elsewhere_is_told_too(client, other, cluster):
    part = cluster.sub_clusters.first()
    mine = opened(client, cluster) | {"sub_clusters-0-tagline": "Mine"}
    elsewhere = Cluster.objects.get(slug="cluster-2")
    part.slug, part.cluster = "moved", elsewhere
    part.save()
    response = save(client, cluster, mine)
    assert "moved this elsewhere. To keep what you typed" in response.content.decode()
    assert save(client, cluster, shown_in(response) | {"sub_clusters-0-DELETE": "on"}).status_code == 302
    assert elsewhere.sub_clusters.filter(pk=part.pk).exists()


@pytest.fixture
def program(cluster):
    program = Program.objects.first()
    for number in range(1, 5):
        create_skill(program=program, text=f"do {number}", position=number)
    return program


def texts_of(program):
    return list(ProgramSkill.objects.filter(program=program).values_list("text", flat=True))


def test_a_row_that_another_deleted_takes_nothing_of_ours_along(client, other, program):
    mine = opened(client, program)
    save(other, program, opened(other, program) | {"skills-1-DELETE": "on"})
    assert save(client, program, mine | {"study": "Mine.", "skills-3-text": "do mine"}).status_code == 302
    assert Program.objects.get(pk=program.pk).study == "Mine."
    assert texts_of(program) == ["do 1", "do 3", "do mine"]


def test_a_text_typed_into_a_row_that_another_deleted_is_shown_until_it_is_left_out(client, other, program):
    mine = opened(client, program)
    save(other, program, opened(other, program) | {"skills-1-DELETE": "on"})
    told = save(client, program, mine | {"study": "Mine.", "skills-1-text": "typed", "skills-3-text": "do mine"})
    html = told.content.decode()
    assert [html.count(f'name="skills-{number}-text"') for number in range(4)] == [1, 1, 1, 1]
    rows = next(one for one in told.context["inline_admin_formsets"] if one.formset.prefix == "skills")
    named = [str(row.original) for row in rows][:4]
    assert named == [f"{program}: do 1", "olga deleted this", f"{program}: do 3", f"{program}: do mine"]
    again = shown_in(told)
    assert again["skills-1-text"] == "typed"
    assert save(client, program, again | {"skills-1-DELETE": "on"}).status_code == 302
    assert Program.objects.get(pk=program.pk).study == "Mine."
    assert texts_of(program) == ["do 1", "do 3", "do mine"]
    assert ProgramSkill.history.filter(text="do 2", history_type="-").count() == 1


@pytest.mark.parametrize("hers", [{}, {"skills-0-text": "do hers"}])
def test_who_saves_nothing_of_an_entry_itself_meets_nobody(client, other, program, hers):
    mine, before = opened(client, program), Program.objects.get(pk=program.pk).updated_at
    save(other, program, opened(other, program) | hers)
    assert Program.objects.get(pk=program.pk).updated_at == before
    assert save(client, program, mine | {"study": "Mine.", "skills-1-text": "do mine"}).status_code == 302
    assert texts_of(program) == [hers.get("skills-0-text", "do 1"), "do mine", "do 3", "do 4"]


def test_the_same_row_is_told(client, other, program):
    mine = opened(client, program)
    save(other, program, opened(other, program) | {"skills-0-text": "do hers"})
    response = save(client, program, mine | {"study": "Mine.", "skills-0-text": "do mine"})
    assert [conflict["differences"] for conflict in response.context["conflicts"]] == [
        [("What one learns to do", "do hers", "do mine")]
    ]
    assert texts_of(program)[0] == "do hers"


def test_what_was_typed_into_an_entry_that_is_gone_is_shown(client, other, cluster):
    mine = opened(client, cluster)
    other.post(reverse("admin:explorer_cluster_delete", args=[cluster.pk]), {"post": "yes"})
    html = save(client, cluster, mine | {"tagline": "Typed with care"}).content.decode()
    assert "olga deleted this entry" in html
    assert "Typed with care" in html


def list_data(response, **positions):
    formset = response.context["cl"].formset
    data = {f"form-{name}": value for name, value in formset.management_form.initial.items()}
    data |= {"_save": "Save", "opened": response.context["opened"]}
    for number, form in enumerate(formset.forms):
        data[f"form-{number}-id"] = form.instance.pk
        data[f"form-{number}-position"] = positions.get(form.instance.slug.replace("-", "_"), form.instance.position)
    return data


def test_positions_in_a_list_are_guarded_too(client, other, cluster):
    mine, hers = client.get(list_url(Cluster)), other.get(list_url(Cluster))
    assert other.post(list_url(Cluster), list_data(hers, cluster_1=7)).status_code == 302
    response = client.post(list_url(Cluster), list_data(mine, cluster_1=9, cluster_2=8))
    assert response.context["conflicts"][0]["differences"] == [("Position", "7", "9")]
    assert 'name="save_over"' in response.content.decode()
    assert Cluster.objects.get(pk=cluster.pk).position == 7
    data = list_data(mine, cluster_1=9, cluster_2=8) | {"save_over": response.context["save_over"]}
    assert client.post(list_url(Cluster), data).status_code == 302
    assert Cluster.objects.get(pk=cluster.pk).position == 9


def test_a_deletion_is_confirmed_again_after_another_change(client, other, cluster):
    url = reverse("admin:explorer_cluster_delete", args=[cluster.pk])
    version = client.get(url).context["content_version"]
    part = cluster.sub_clusters.first()
    save(other, part, opened(other, part) | {"summary": "Hers. All of it."})
    response = client.post(url, {"post": "yes", "content_version": version}, follow=True)
    assert "Look again at what will be deleted" in response.content.decode()
    version = response.context["content_version"]
    assert f'value="{version}"' in response.content.decode()
    client.post(url, {"post": "yes", "content_version": version})
    assert not Cluster.objects.filter(pk=cluster.pk).exists()


def test_several_deletions_are_confirmed_again_after_another_change(client, other, cluster):
    data = {"action": "delete_selected", "_selected_action": [cluster.pk]}
    version = client.post(list_url(Cluster), data).context["content_version"]
    save(other, cluster, opened(other, cluster) | {"tagline": "Hers"})
    response = client.post(list_url(Cluster), data | {"post": "yes", "content_version": version})
    assert "Look again at what will be deleted" in response.content.decode()
    assert f'value="{response.context["content_version"]}"' in response.content.decode()
    data |= {"post": "yes", "content_version": response.context["content_version"]}
    client.post(list_url(Cluster), data)
    assert not Cluster.objects.filter(pk=cluster.pk).exists()


ODD_VALUES = json.dumps(
    {
        f"{kind}.{key}": {name: value for name in ("tagline", "is_draft", "position", "framework", "no_field")}
        for kind, value in (("cluster", {"a": 1}), ("subcluster", 1.5))
        for key in range(9)
    }
)


@pytest.mark.parametrize(
    "page", ["", "nonsense", "[]", "1", "null", "[" * 100_000, '{"cluster.1": 1}', "\x00", ODD_VALUES]
)
def test_a_page_that_says_nonsense_breaks_nothing(client, cluster, page):
    data = opened(client, cluster) | {"tagline": "x"}
    for name in ("opened", "opened_values"):
        assert save(client, cluster, data | {name: page}).status_code in (200, 302)


def test_the_times_of_a_page_tell_microseconds_apart(client, cluster):
    times = json.loads(client.get(change_url(cluster)).context["opened"])
    assert times[f"cluster.{cluster.pk}"] == cluster.updated_at.isoformat()
    assert len(times) == 1 + cluster.sub_clusters.count() + cluster.served_by.count()


def test_the_comparison_comes_after_the_lock(client, cluster, monkeypatch):
    """Whoever comes in just before the lock is seen: nothing is read before it that is compared."""
    mine = opened(client, cluster)
    manager = type(ContentVersion.objects.all())
    first = manager.first

    def change_then_lock(self):
        monkeypatch.setattr(manager, "first", first)
        Cluster.objects.get(pk=cluster.pk).save()
        return first(self)

    monkeypatch.setattr(manager, "first", change_then_lock)
    assert "Nothing is saved yet." in save(client, cluster, mine | {"tagline": "Mine"}).content.decode()


def test_a_save_with_many_parts_moves_the_version_once(client, cluster, monkeypatch):
    moves = []
    manager = type(ContentVersion.objects.all())
    monkeypatch.setattr(manager, "move_on", lambda self, move=manager.move_on: moves.append(1) or move(self))
    data = opened(client, cluster) | {"tagline": "x", "sub_clusters-0-tagline": "y", "sub_clusters-1-tagline": "z"}
    assert save(client, cluster, data).status_code == 302
    assert len(moves) == 1
    assert Placement.objects.exists()
