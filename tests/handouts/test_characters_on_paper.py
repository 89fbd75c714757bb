"""No PDF file has empty boxes that nobody was told of: its fonts lack emoji and many scripts."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from explorer.editing.content import Content
from explorer.editing.health.checks import find_all
from explorer.handouts.pdf import PRINTED, characters_lacking
from explorer.models import Cluster

from .. import factories


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "Éclair, niño, Übung, Łódź, œuvre",
        "“quoted” – it’s … €5 ½ ° × §",
        "Ελληνικά",
        "Русский",
        "a\u0301",
        "x\u00a0y\u2011z",
    ],
)
def test_what_the_fonts_have_is_not_lacking(text):
    assert characters_lacking(text) == ""


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Build 🏗 and fix 🔧, build 🏗", "🏗🔧"),
        ("👩\u200d🔬", "👩🔬"),
        ("日本 and English", "日本"),
        ("ไทย", "ไทย"),
        ("한국", "한국"),
        ("\ue000", ""),
    ],
)
def test_what_they_lack_is_named_once_in_its_order(text, lacking):
    assert characters_lacking(text) == lacking


def test_a_long_text_of_another_script_takes_no_long_time():
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 20_000)))
    assert len(characters_lacking(text)) == 1000


def test_every_printed_field_exists():
    assert [name for model, names in PRINTED.items() for name in names if not model._meta.get_field(name)] == []


@pytest.fixture
def cluster(db):
    return factories.create_small_framework(is_default=True).clusters.get(slug="cluster-1")


@pytest.fixture
def boss(client, db):
    client.force_login(User.objects.create_superuser("boss"))
    return client


def save(client, entry, **changes):
    address = reverse(f"admin:explorer_{entry._meta.model_name}_change", args=[entry.pk])
    form = client.get(address).context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()} | changes
    data = {
        name: "" if value is None else getattr(value, "pk", value)
        for name, value in values.items()
        if value is not False
    }
    for formset in client.get(address).context["inline_admin_formsets"]:
        data |= {f"{formset.formset.prefix}-{key}": 0 for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return client.post(address, data, follow=True)


def test_who_saves_such_a_text_is_told(boss, cluster):
    response = save(boss, cluster, tagline="Build it 🔧")
    assert Cluster.objects.get(pk=cluster.pk).tagline == "Build it 🔧"
    assert "The PDF handout can&#x27;t show these characters: 🔧." in response.content.decode()


def test_who_saves_another_text_is_not(boss, cluster):
    assert "show these characters" not in save(boss, cluster, tagline="Build it, señor").content.decode()


def test_content_health_finds_it(cluster):
    Cluster.objects.filter(pk=cluster.pk).update(what_people_do="Lay bricks.\nFix 🔧 and 日.")
    (finding,) = find_all(Content())["paper"]
    assert (finding.entry, finding.field) == (cluster, "what_people_do")
    assert "can't show these characters: 🔧 日." in finding.what


def test_the_shipped_content_has_none(shipped):
    assert find_all(Content())["paper"] == []
