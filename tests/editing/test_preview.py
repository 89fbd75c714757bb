"""The real page with what stands in a form of the admin, before it is saved."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from explorer.data.files import framework_file
from explorer.models import (
    Career,
    Cluster,
    ContentVersion,
    Framework,
    LearnPage,
    Program,
    Questionnaire,
    RetiredAddress,
    SubCluster,
)
from explorer.search.engine import current_index

from ..admin import change_url, form_data
from ..factories import (
    create_career,
    create_learn_page,
    create_practice,
    create_program,
    create_quiz_item,
    create_small_framework,
    create_term,
)

pytestmark = pytest.mark.django_db
NEW = "Words of a preview"
BUTTON = '<input type="submit" value="Preview" name="_preview" formtarget="_blank">'
# Where each entry says the new words.
FIELDS = {
    Framework: "summary",
    Cluster: "tagline",
    SubCluster: "summary",
    Program: "summary",
    Career: "summary",
    LearnPage: "body",
}


@pytest.fixture
def editor(client, db):
    client.force_login(User.objects.create_superuser("edith"))


@pytest.fixture
def content(db):
    framework = create_small_framework(is_default=True, clusters=1)
    part = SubCluster.objects.get(slug="part-1")
    create_quiz_item(cluster=part.cluster)
    create_career(sub_clusters=[part])
    create_learn_page()
    create_term()
    return framework


def state():
    version = ContentVersion.objects.current()
    rows = [list(model.objects.order_by("pk").values()) for model in (*FIELDS, RetiredAddress)]
    return version, rows, LogEntry.objects.count()


def preview(client, entry, **changes):
    data = form_data(client.get(change_url(entry)))
    return client.post(change_url(entry), {**data, **changes, "_preview": "Preview"})


@pytest.mark.parametrize("model", FIELDS)
def test_it_is_the_entrys_page_with_the_new_words(client, editor, content, model):
    response = preview(client, model.objects.first(), **{FIELDS[model]: NEW})
    html = response.content.decode()
    assert response.status_code == 200
    assert NEW in html
    assert html.count("Preview: not saved.") == 1
    assert 'class="site-nav"' in html
    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]


@pytest.mark.parametrize("model", FIELDS)
def test_it_saves_nothing(client, editor, content, model):
    entry = model.objects.first()
    before = state()
    preview(client, entry, **{FIELDS[model]: NEW}, slug="another-address")
    assert state() == before
    assert NEW not in client.get(entry.get_absolute_url()).content.decode()


def test_it_writes_no_message(client, editor, content):
    preview(client, Cluster.objects.first(), tagline=NEW, slug="another-address")
    html = client.get(reverse("admin:index")).content.decode()
    assert "messagelist" not in html


def test_nothing_of_it_stays_in_the_memory_of_the_process(client, editor, content):
    cluster = Cluster.objects.get(slug="cluster-1")

    def made_from_content():
        documents = current_index().documents
        return repr((documents, framework_file("modernized").json, Questionnaire.current().clusters))

    before = made_from_content()
    preview(client, cluster, name=NEW, tagline=NEW)
    assert made_from_content() == before
    visitor = Client()
    assert NEW not in visitor.get("/").content.decode()
    assert NEW not in visitor.get("/search/", {"q": "preview"}).content.decode().replace("q=", "")


def test_the_wheel_that_everybody_gets_is_not_that_of_a_preview(client, editor, content):
    cluster = Cluster.objects.get(slug="cluster-1")
    page = client.post(
        change_url(cluster), form_data(client.get(change_url(cluster))) | {"name": "Quuxville", "_preview": "Preview"}
    )
    assert page.content.decode().count("Quuxville") > 2
    assert "Quuxville" not in Client().get("/").content.decode()
    assert "Quuxville" not in Client().get(cluster.get_absolute_url()).content.decode()


def test_inlines_are_in_it(client, editor, content):
    cluster = Cluster.objects.get(slug="cluster-1")
    html = preview(client, cluster, **{"sub_clusters-0-tagline": NEW}).content.decode()
    assert NEW in html
    assert not SubCluster.objects.filter(tagline=NEW).exists()


def test_an_entry_that_is_not_there_yet_has_one_too(client, editor, content):
    part = SubCluster.objects.first()
    url = reverse("admin:explorer_program_add")
    data = form_data(client.get(url)) | {
        "name": "Brand new", "summary": NEW, "source": content.source_id, "source_section": "p. 1", "is_draft": "on",
        "placements-TOTAL_FORMS": 1, "placements-0-sub_cluster": part.pk, "placements-0-position": 1,
    }  # fmt: skip
    html = client.post(url, {**data, "_preview": "Preview"}).content.decode()
    assert NEW in html
    assert part.name in html
    assert "<b>Draft.</b>" in html
    assert not Program.objects.filter(name="Brand new").exists()


def test_words_that_can_not_be_saved_are_sent_back(client, editor, content):
    cluster = Cluster.objects.first()
    response = preview(client, cluster, tagline="", summary=NEW)
    html = response.content.decode()
    assert "This field is required." in html
    assert NEW in html
    assert "Preview: not saved." not in html
    assert not Cluster.objects.filter(summary=NEW).exists()


def test_who_may_not_save_gets_none(client, content):
    client.force_login(User.objects.create_user("watching", is_staff=True))
    cluster = Cluster.objects.first()
    assert client.post(change_url(cluster), {"_preview": "Preview"}).status_code == 403


def test_a_form_of_another_site_gets_none(content):
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("root"))
    assert client.post(change_url(Cluster.objects.first()), {"_preview": "Preview"}).status_code == 403


def test_a_fault_in_the_middle_leaves_nothing_behind(client, editor, content, monkeypatch):
    def fail(*args):
        raise RuntimeError

    before = state()
    cluster = Cluster.objects.first()
    data = form_data(client.get(change_url(cluster)))
    monkeypatch.setattr("explorer.editing.preview.page_of", fail)
    with pytest.raises(RuntimeError):
        client.post(change_url(cluster), {**data, "tagline": NEW, "_preview": "Preview"})
    assert state() == before


def test_only_what_has_a_page_has_the_button(client, editor, content):
    with_page, without = Cluster.objects.first(), create_practice()
    assert BUTTON in client.get(change_url(with_page)).content.decode()
    assert BUTTON not in client.get(change_url(without)).content.decode()


class TestActions:
    def act(self, client, action, *entries):
        url = reverse(f"admin:explorer_{entries[0]._meta.model_name}_changelist")
        data = {"action": action, "_selected_action": [entry.pk for entry in entries]}
        return client.post(url, data, follow=True).content.decode()

    def test_many_become_drafts_and_public_again(self, client, editor, content):
        programs = list(Program.objects.all())
        version = ContentVersion.objects.current()
        assert f"{len(programs)} are drafts now." in self.act(client, "make_drafts", *programs)
        assert Program.objects.filter(is_draft=False).count() == 0
        assert ContentVersion.objects.current() != version
        assert LogEntry.objects.count() == len(programs)
        version = ContentVersion.objects.current()
        assert "1 is public now." in self.act(client, "publish", programs[0])
        assert Program.objects.filter(is_draft=False).count() == 1
        assert ContentVersion.objects.current() != version

    def test_what_can_be_no_draft_stays_public(self, client, editor, content):
        glossary = create_learn_page(name="Glossary", shows="glossary")
        assert "be a draft" in self.act(client, "make_drafts", glossary)
        assert "on the home page" in self.act(client, "make_drafts", content)
        assert not Framework.objects.get().is_draft

    def test_who_may_only_look_can_not_do_it(self, client, content):
        user = User.objects.create_user("watching", is_staff=True)
        user.user_permissions.add(Permission.objects.get(codename="view_program"))
        client.force_login(user)
        self.act(client, "make_drafts", create_program(name="One more"))
        assert not Program.objects.filter(is_draft=True).exists()
