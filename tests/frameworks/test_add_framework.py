"""A whole further framework without a line of code: as one fixture file, and in the admin."""

import json
import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.urls import reverse

from explorer.models import Cluster, Framework, SubCluster
from explorer.publishing.loading import load_fixtures

from ..factories import create_cluster, create_framework, create_source
from ..markup import html_of

pytestmark = pytest.mark.django_db

CITED = {"source": ["guide"], "source_section": "p. 1"}
FIELDS = ("Food", "Homes", "Health", "Machines", "Words")
WORDS = {
    "cluster_term": "Career Field", "cluster_term_plural": "Career Fields",
    "sub_cluster_term": "Strand", "sub_cluster_term_plural": "Strands",
}  # fmt: skip


def fixture_file(tmp_path, **framework):
    """An invented framework of five clusters with a strand each, and a crosswalk to another one."""
    entries = [
        {"model": "explorer.framework", "fields": {
            "slug": "ours", "name": "Our State's Fields", "short_name": "our state's fields", "summary": "For our schools.",
            "publisher": "Our State", "year": 2026, "position": 9, **WORDS, **CITED, **framework}},
    ]  # fmt: skip
    for position, name in enumerate(FIELDS, start=1):
        slug = name.lower()
        entries += [
            {"model": "explorer.cluster", "fields": {
                "framework": ["ours"], "slug": slug, "name": name, "icon": "hammer", "position": position, "tagline": f"Work with {slug}",
                "summary": "People here work.", "what_people_do": "Work.", "you_might_like": "You work.", **CITED}},
            {"model": "explorer.subcluster", "fields": {
                "cluster": ["ours", slug], "slug": "basics", "name": f"{name} Basics", "tagline": "Begin.", "summary": "You begin. You go on.", **CITED}},
            {"model": "explorer.clustersuggestion", "fields": {
                "old": ["ours", slug], "new": ["national", "care"], "reason": "It fits.", "position": 1}},
        ]  # fmt: skip
    file = tmp_path / "ours.json"
    file.write_text(json.dumps(entries))
    return file


@pytest.fixture
def national():
    create_source()
    national = create_framework(name="National", is_default=True, position=1)
    return create_cluster(framework=national, name="Care")


def test_one_fixture_file_is_a_whole_framework(client, tmp_path, national):
    load_fixtures([fixture_file(tmp_path)])
    wheel = html_of(client.get("/frameworks/ours/"))
    assert wheel.count('class="slice"') == 5
    assert 'aria-label="Career Fields"' in wheel
    assert "All Career Fields" in html_of(client.get("/frameworks/ours/?view=grid"))


def test_its_own_words_are_on_every_page_of_it(client, tmp_path, national):
    load_fixtures([fixture_file(tmp_path)])
    cluster = html_of(client.get("/frameworks/ours/food/"))
    strand = html_of(client.get("/frameworks/ours/food/basics/"))
    assert "1 Strand" in cluster
    assert "<title>Food: Career Field |" in cluster
    assert re.search(r'head__kind">.*?Strand\s*</p>', strand, re.DOTALL)
    for html in (cluster, strand):
        assert '<li><a href="/frameworks/ours/">Career Fields</a></li>' in html
        assert "Sub-Cluster" not in html


def test_it_is_listed_and_its_crosswalk_and_its_names_are_there_at_once(client, tmp_path, national):
    load_fixtures([fixture_file(tmp_path)])
    assert b"Our State&#x27;s Fields" in client.get("/frameworks/").content
    assert b'href="/frameworks/ours/health/"' in client.get("/crosswalk/?from=ours").content
    assert b'value="ours"' in client.get("/my-school/").content
    assert b"school-name--ours" in client.get(national.get_absolute_url()).content
    assert b"In National this is" in client.get("/frameworks/ours/food/").content


def test_as_a_draft_it_waits_for_its_day(client, tmp_path, national):
    load_fixtures([fixture_file(tmp_path, is_draft=True)])
    assert client.get("/frameworks/ours/").status_code == 404
    load_fixtures([fixture_file(tmp_path, is_draft=False)])
    assert client.get("/frameworks/ours/").status_code == 200


@pytest.fixture
def editor(client):
    call_command("create_editors_group", verbosity=0)
    user = User.objects.create_user("edith", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)


def add(client, model, **data):
    """Fill in the admin's form for adding, with no inlines, as an editor would."""
    url = reverse(f"admin:explorer_{model}_add")
    formsets = client.get(url).context["inline_admin_formsets"]
    for inline in formsets:
        data |= {f"{inline.formset.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    response = client.post(url, data)
    assert response.status_code == 302, response.context["adminform"].form.errors


def test_an_editor_adds_one_in_the_admin(client, editor, national):
    source = create_source().pk
    cited = {"source": source, "source_section": "p. 1"}
    add(
        client,
        "framework",
        name="Ours",
        summary="For our schools.",
        publisher="Our State",
        status="current",
        position=5,
        **WORDS,
        **cited,
    )
    ours = Framework.objects.get(slug="ours")
    for position, name in enumerate(FIELDS, start=1):
        add(
            client, "cluster", framework=ours.pk, name=name, tagline="Work", summary="People here work.", what_people_do="Work.",
            you_might_like="You work.", icon="hammer", position=position, **cited,
        )  # fmt: skip
    food = Cluster.objects.get(framework=ours, name="Food")
    add(
        client,
        "subcluster",
        cluster=food.pk,
        name="Farming",
        tagline="Grow.",
        summary="You grow. You sell.",
        position=1,
        **cited,
    )
    add(client, "clustersuggestion", old=food.pk, new=national.pk, reason="It fits.", position=1)
    client.logout()
    assert html_of(client.get("/frameworks/ours/")).count('class="slice"') == 5
    assert "1 Strand" in html_of(client.get("/frameworks/ours/food/"))
    assert b"It fits." in client.get("/crosswalk/?of=ours:food").content


def test_the_admin_names_its_levels_as_the_framework_does(client, editor, tmp_path, national):
    load_fixtures([fixture_file(tmp_path)])
    food, basics = Cluster.objects.get(slug="food"), SubCluster.objects.get(name="Food Basics")
    change = html_of(client.get(reverse("admin:explorer_cluster_change", args=[food.pk])))
    assert "Change Career Field" in change
    assert "Strands" in change
    assert "Change Strand" in html_of(client.get(reverse("admin:explorer_subcluster_change", args=[basics.pk])))
    listed = html_of(client.get(reverse("admin:explorer_subcluster_changelist")))
    assert '<td class="field-level">Strand</td>' in listed


def test_the_admins_search_tells_entries_of_one_name_apart(client, editor, tmp_path, national):
    load_fixtures([fixture_file(tmp_path)])
    create_cluster(framework=Framework.objects.get(slug="national"), name="Food")
    found = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "explorer", "model_name": "clustersuggestion", "field_name": "old", "term": "food"},
    ).json()
    assert {result["text"] for result in found["results"]} == {"Food (ours)", "Food (national)"}
