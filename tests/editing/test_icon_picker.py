"""Icons in the admin: fields that show what they name, the list of all, and the picture of an entry."""

import re

import pytest
from django.urls import reverse

from explorer.editing import pictures
from explorer.models import Career, Cluster, Grouping, Program, SubCluster
from explorer.pictures.icons import icon_names

from ..admin import change_url, form_data
from ..factories import create_career, create_cluster, create_grouping, create_small_framework, create_sub_cluster

PICTURED = [Grouping, Cluster, SubCluster, Program, Career]
ODD = '"><script>alert(1)</script>'


@pytest.fixture
def content(editor):
    create_small_framework()
    create_career(sub_clusters=[SubCluster.objects.first()])


def html_of(response):
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def picture_in(html):
    """(its hue, the icons in it from the outside to the middle)"""
    [part] = re.findall(r'<div class="hue-.*?<svg class="definitions"', html)
    return re.search(r"hue-(\w+)", part)[1], re.findall(r'__line" href="#picture-([\w-]+)"', part)


@pytest.mark.parametrize("model", PICTURED)
def test_every_form_of_an_entry_with_a_picture_has_both_fields_and_the_picture(client, content, model):
    html = html_of(client.get(change_url(model.objects.first())))
    fields = re.findall(r'data-icon-picker data-most="(\d)"[^>]*> <input type="text" name="(icons?(?:_around)?)"', html)
    assert fields == [("1", "icon"), ("6", "icons_around")]
    assert html.count("data-picture=") == 1


@pytest.mark.parametrize("model", PICTURED)
def test_a_form_for_a_new_entry_has_them_too(client, content, model):
    html = html_of(client.get(reverse(f"admin:explorer_{model._meta.model_name}_add")))
    assert html.count("data-picture=") == 1
    assert picture_in(html) == ("slate", ["circle"])


def test_the_rows_of_sub_clusters_have_icons_to_choose(client, content):
    html = html_of(client.get(change_url(Cluster.objects.get(name="Cluster 1"))))
    rows = re.findall(r'data-most="1"[^>]*> <input type="text" name="sub_clusters-(\d|__prefix__)-icon"', html)
    assert rows == ["0", "1", "__prefix__"]


def test_a_field_shows_the_icons_that_it_names_without_a_script(client, content):
    cluster = Cluster.objects.get(name="Cluster 1")
    Cluster.objects.filter(pk=cluster.pk).update(icons_around="sprout wheat")
    html = html_of(client.get(change_url(cluster)))
    [shown] = re.findall(
        r'name="icons_around" value="sprout wheat".*?<div class="icon-picker__chosen"[^>]*>(.*?)</div>', html
    )
    assert shown.count("<svg") == 2
    assert '<button type="button" class="button" data-choose-icons' in html
    assert html.count("data-choose-icons") == len(re.findall(r'data-choose-icons aria-haspopup="dialog" hidden', html))


@pytest.mark.parametrize(("typed", "kept"), [("sprout, Wheat", "sprout wheat"), ("", ""), (" heart_pulse ", "heart-pulse")])  # fmt: skip
def test_names_can_be_typed_as_people_list_them(client, content, typed, kept):
    program = Program.objects.first()
    data = form_data(client.get(change_url(program))) | {"icons_around": typed, "_save": "Save"}
    assert client.post(change_url(program), data).status_code == 302
    program.refresh_from_db()
    assert program.icons_around == kept


def test_a_form_that_is_sent_back_as_it_was_changes_nothing(client, content):
    cluster = Cluster.objects.get(name="Cluster 1")
    Cluster.objects.filter(pk=cluster.pk).update(icons_around="sprout wheat")
    before = cluster.history.count()
    data = form_data(client.get(change_url(cluster))) | {"_save": "Save"}
    assert client.post(change_url(cluster), data).status_code == 302
    assert cluster.history.count() == before


@pytest.mark.parametrize(("field", "typed", "text"), [
    ("icon", "sprot", "There is no icon named “sprot”. Did you mean “sprout”?"),
    ("icons_around", "sun, sprot", "There is no icon named “sprot”. Did you mean “sprout”?"),
    ("icons_around", "sun sun", "An icon stands here twice."),
    ("icons_around", "sun leaf fish beef wheat sprout cpu", "There is room for 6 icons, and these are 7."),
])  # fmt: skip
def test_a_bad_name_is_said_at_its_field_and_the_picture_is_drawn_all_the_same(client, content, field, typed, text):
    program = Program.objects.first()
    data = form_data(client.get(change_url(program))) | {field: typed, "_save": "Save"}
    response = client.post(change_url(program), data)
    assert response.context["adminform"].form.errors == {field: [text]}
    picture_in(html_of(response))


def test_what_is_typed_or_in_the_database_is_text_and_not_markup(client, content):
    program = Program.objects.first()
    Program.objects.filter(pk=program.pk).update(icon=ODD, icons_around=ODD)
    assert "<script>alert" not in html_of(client.get(change_url(program)))
    for name, data in (("chosen_icons", {"names": ODD}), ("plate", {"hue": ODD, "icon": ODD, "around": ODD})):
        assert "<script" not in html_of(client.get(reverse(f"admin:{name}"), data))


# The picture


@pytest.fixture
def part(editor):
    framework = create_small_framework(clusters=0)
    grouping = create_grouping(framework=framework, name="Cultivating", hue="green")
    cluster = create_cluster(framework=framework, grouping=grouping, icon="tractor")
    return create_sub_cluster(cluster=cluster, icon="wheat")


def test_the_picture_has_the_hue_of_the_grouping(client, part):
    SubCluster.objects.update(icons_around="sun leaf")
    assert picture_in(html_of(client.get(change_url(part)))) == ("green", ["sun", "leaf", "wheat"])
    assert picture_in(html_of(client.get(change_url(part.cluster)))) == ("green", ["tractor"])
    assert picture_in(html_of(client.get(change_url(part.cluster.grouping))))[0] == "green"


@pytest.mark.parametrize(("of_part", "shown"), [("wheat", "wheat"), ("", "tractor")])
def test_what_has_no_icon_shows_that_of_what_it_belongs_to(client, part, of_part, shown):
    SubCluster.objects.update(icon=of_part)
    career = create_career(sub_clusters=[part])
    assert picture_in(html_of(client.get(change_url(career)))) == ("green", [shown])


def test_the_picture_is_drawn_anew_for_what_is_typed(client, editor):
    query = {"hue": "teal", "icon": "coins", "around": "store, nonsense piggy-bank"}
    html = html_of(client.get(reverse("admin:plate"), query))
    assert picture_in(html) == ("teal", ["store", "piggy-bank", "coins"])


def test_what_stands_in_a_field_is_shown_anew_and_what_is_no_icon_is_named(client, editor):
    html = html_of(client.get(reverse("admin:chosen_icons"), {"names": "sprout sprot"}))
    assert html.count("<svg") == 1
    assert "No icon is named “sprot”." in html


# All icons


def ask_for_all(client):
    return client.get(reverse("admin:all_icons", args=[pictures.version_of_icons()]))


def test_all_icons_stand_there_to_choose_from_after_a_few_good_ones(client, editor):
    names = re.findall(r'<button type="button" value="([^"]+)"', ask_for_all(client).content.decode())
    assert names == [*pictures.FIRST, *sorted(icon_names())]
    assert len(set(pictures.FIRST)) == len(pictures.FIRST)
    assert set(pictures.FIRST) <= icon_names()


def test_a_browser_asks_for_all_icons_once(client, editor):
    assert ask_for_all(client)["Cache-Control"] == "private, max-age=31536000, immutable"


def test_their_address_is_another_one_when_the_list_is(monkeypatch):
    before = pictures.version_of_icons()
    monkeypatch.setattr(pictures, "FIRST", ("hammer",))
    pictures.version_of_icons.cache_clear()
    assert pictures.version_of_icons() != before
    pictures.version_of_icons.cache_clear()


@pytest.mark.parametrize(("name", "args"), [("all_icons", ["x"]), ("chosen_icons", []), ("plate", [])])
def test_only_staff_sees_them_and_only_by_asking(client, db, django_user_model, name, args):
    address = reverse(f"admin:{name}", args=args)
    assert client.get(address).status_code == 302
    client.force_login(django_user_model.objects.create_user("visitor"))
    assert client.get(address).status_code == 302
    client.force_login(django_user_model.objects.create_user("staff", is_staff=True))
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 405
