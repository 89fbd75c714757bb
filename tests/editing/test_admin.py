import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from explorer.models import (
    CONTENT_MODELS,
    Cluster,
    ClusterSuggestion,
    CrossCuttingLink,
    CrosswalkRow,
    Framework,
    Grouping,
    LearnPage,
    Program,
    QuizItem,
    RetiredAddress,
    Source,
    SubCluster,
    SubClusterSuggestion,
)

from ..admin import change_url, create_everything, form_data, list_url
from ..factories import (
    create_career,
    create_cluster,
    create_framework,
    create_learn_page,
    create_program,
    create_quiz_item,
    create_row,
    create_signpost,
    create_small_framework,
    create_source,
    create_sub_cluster,
    create_term,
)


@pytest.mark.parametrize("model", CONTENT_MODELS)
@pytest.mark.sampled(6)
def test_an_editor_can_list_search_and_open_all_content(client, editor, model):
    create_everything()
    assert client.get(list_url(model)).status_code == 200
    assert client.get(list_url(model), {"q": "a"}).status_code == 200
    assert client.get(change_url(model.objects.first())).status_code == 200


@pytest.mark.parametrize("model", CONTENT_MODELS)
@pytest.mark.sampled(5)
def test_lists_make_no_more_queries_for_more_rows(client, editor, model):
    create_everything(name="First", clusters=1)
    client.get(list_url(model))
    counts = []
    for name in ("Second", "Third"):
        create_source(slug=name)
        create_everything(name=name, clusters=4)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(list_url(model)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("model", [Framework, Grouping, Cluster, SubCluster])
def test_the_order_can_be_changed_in_the_list(client, editor, model):
    create_small_framework()
    formset = client.get(list_url(model)).context["cl"].formset
    data = {f"form-{name}": value for name, value in formset.management_form.initial.items()} | {"_save": "Save"}
    for number, form in enumerate(formset.forms):
        data |= {f"form-{number}-id": form.instance.pk, f"form-{number}-position": 70 + number}
    assert client.post(list_url(model), data).status_code == 302
    assert set(model.objects.values_list("position", flat=True)) == {70 + n for n in range(len(formset.forms))}


@pytest.mark.parametrize(
    ("model", "expected"), [(Cluster, 2), (SubCluster, 2), (Program, 1), (Framework, 2), (Grouping, 3)]
)
def test_lists_count_what_stands_below(client, editor, model, expected):
    create_small_framework(clusters=3, sub_clusters=2, programs=2)
    response = client.get(list_url(model))
    column = next(name for name in response.context["cl"].list_display if callable(name))
    assert expected in {column(entry) for entry in response.context["cl"].result_list}


def test_a_correction_is_on_the_page_at_the_next_request(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    client.get(cluster.get_absolute_url())
    data = form_data(client.get(change_url(cluster))) | {"summary": "A corrected sentence."}
    assert client.post(change_url(cluster), data).status_code == 302
    assert b"A corrected sentence." in client.get(cluster.get_absolute_url()).content


def test_the_list_says_who_changed_an_entry_last(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    assert b"as shipped" in client.get(list_url(Cluster)).content
    client.post(change_url(cluster), form_data(client.get(change_url(cluster))) | {"summary": "Corrected."})
    assert b'<td class="field-changed_by">edith</td>' in client.get(list_url(Cluster)).content


def test_the_history_says_who_changed_what_and_when(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    client.post(change_url(cluster), form_data(client.get(change_url(cluster))) | {"summary": "Corrected."})
    html = client.get(reverse("admin:explorer_cluster_history", args=[cluster.pk])).content.decode()
    assert "edith" in html
    assert "People here build." in html
    assert "Corrected." in html


def test_a_sub_cluster_and_its_programs_can_be_edited_where_they_stand(client, editor):
    create_small_framework()
    assert b"sub_clusters-0-summary" in client.get(change_url(Cluster.objects.get(slug="cluster-1"))).content
    assert b"placements-0-program" in client.get(change_url(SubCluster.objects.first())).content


def test_a_cluster_added_in_the_admin_has_its_slice_on_the_wheel(client, editor):
    framework = create_framework()
    create_cluster(framework=framework, name="First")
    url = reverse("admin:explorer_cluster_add")
    data = form_data(client.get(url)) | {
        "framework": framework.pk, "name": "Arts, A/V", "icon": "palette", "tagline": "Make art", "summary": "People here paint.",
        "what_people_do": "Paint.", "you_might_like": "You paint.", "source": Source.objects.get().pk, "source_section": "p. 2",
    }  # fmt: skip
    assert client.post(url, data).status_code == 302
    assert b'data-cluster="arts-a-v"' in client.get("/").content


def test_an_editor_says_which_sites_may_show_a_framework(client, editor):
    framework = create_small_framework()
    data = form_data(client.get(change_url(framework))) | {
        "embedding_sites": "https://A.org/\r\n\r\nhttp://localhost:8000"
    }
    assert client.post(change_url(framework), data).status_code == 302
    framework.refresh_from_db()
    assert framework.embedding_sites == "https://a.org\nhttp://localhost:8000"
    assert (
        "frame-ancestors 'self' https://a.org http://localhost:8000"
        in client.get("/embed/wheel/")["Content-Security-Policy"]
    )


def test_what_is_no_sites_address_is_a_clear_error_and_loses_nothing(client, editor):
    framework = create_small_framework()
    data = form_data(client.get(change_url(framework))) | {"embedding_sites": "https://a.org; script-src *"}
    html = client.post(change_url(framework), data).content.decode()
    assert "“https://a.org; script-src *” is no site&#x27;s address." in html
    assert "https://a.org; script-src *</textarea>" in html
    assert Framework.objects.get().embedding_sites == ""


def test_an_icon_that_does_not_exist_is_a_clear_error_and_loses_nothing(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    data = form_data(client.get(change_url(cluster))) | {"icon": "nonsense", "summary": "Typed with care."}
    html = client.post(change_url(cluster), data).content.decode()
    assert "There is no icon named “nonsense”" in html
    assert "Typed with care." in html


def test_the_same_name_twice_in_a_framework_is_a_clear_error(client, editor):
    framework = create_framework()
    create_cluster(framework=framework, name="First")
    second = create_cluster(framework=framework, name="Second")
    data = form_data(client.get(change_url(second))) | {"slug": "first"}
    response = client.post(change_url(second), data)
    assert response.status_code == 200
    assert b"already exists" in response.content


def test_when_a_slug_changes_the_old_address_leads_to_the_new_one(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    client.post(change_url(cluster), form_data(client.get(change_url(cluster))) | {"slug": "renamed"})
    assert client.get("/frameworks/modernized/cluster-1/")["Location"] == "/frameworks/modernized/renamed/"
    assert (
        client.get("/frameworks/modernized/cluster-1/part-1/")["Location"] == "/frameworks/modernized/renamed/part-1/"
    )


def inline(prefix, number, **fields):
    return {f"{prefix}-{number}-{name}": value for name, value in fields.items()} | {
        f"{prefix}-TOTAL_FORMS": number + 1
    }


def new_sub_cluster(cluster, **fields):
    cited = {"source": Source.objects.first().pk, "source_section": "p. 9"}
    texts = {"tagline": "Do it.", "summary": "You do it. You do it well.", "position": 9}
    return inline("sub_clusters", cluster.sub_clusters.count(), **{**cited, **texts, "cluster": cluster.pk, **fields})


def test_saving_without_a_change_changes_nothing(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    client.post(change_url(cluster), form_data(client.get(change_url(cluster))))
    assert LogEntry.objects.get().get_change_message() == "No fields changed."
    assert "\r" not in Cluster.objects.get(slug="cluster-1").what_people_do


def test_line_ends_of_a_text_do_not_count_as_a_change(client, editor):
    cluster = create_cluster(framework=create_framework(), summary="One paragraph.\n\nAnother.")
    client.post(change_url(cluster), form_data(client.get(change_url(cluster))))
    assert LogEntry.objects.get().get_change_message() == "No fields changed."


def test_bullets_and_empty_lines_that_an_editor_types_are_left_out(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    typed = {"what_people_do": "- Lay bricks.\r\n\r\n • Pour concrete. "}
    client.post(change_url(cluster), form_data(client.get(change_url(cluster))) | typed)
    assert Cluster.objects.get(slug="cluster-1").what_people_do == "Lay bricks.\nPour concrete."


def test_a_sub_cluster_added_in_its_cluster_gets_its_address_from_its_name(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    data = form_data(client.get(change_url(cluster))) | new_sub_cluster(cluster, name="New Part")
    assert client.post(change_url(cluster), data).status_code == 302
    assert b"New Part" in client.get("/frameworks/modernized/cluster-1/new-part/").content


def test_a_sub_cluster_of_the_same_name_is_a_clear_error_and_loses_nothing(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    data = form_data(client.get(change_url(cluster))) | new_sub_cluster(
        cluster, name="Part 1", summary="Typed. With care."
    )
    response = client.post(change_url(cluster), data)
    assert response.status_code == 200
    assert b"Please correct the duplicate" in response.content
    assert b"Typed. With care." in response.content


def test_a_cluster_that_is_to_serve_itself_is_a_clear_error(client, editor):
    create_small_framework()
    digital = Cluster.objects.get(is_cross_cutting=True)
    data = form_data(client.get(change_url(digital))) | inline(
        "served_by", 0, cross_cutting=digital.pk, summary="Itself."
    )
    response = client.post(change_url(digital), data)
    assert response.status_code == 200
    assert b"A cluster does not serve itself." in response.content


def test_a_program_can_be_added_where_it_stands(client, editor):
    create_small_framework(programs=0)
    program = create_program()
    sub_cluster = SubCluster.objects.first()
    data = form_data(client.get(change_url(sub_cluster))) | inline("placements", 0, program=program.pk, position=1)
    assert client.post(change_url(sub_cluster), data).status_code == 302
    assert b"Carpentry" in client.get(sub_cluster.get_absolute_url()).content


def test_an_address_changed_inside_the_cluster_leads_on_too(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    data = form_data(client.get(change_url(cluster))) | {"sub_clusters-0-slug": "renamed"}
    client.post(change_url(cluster), data)
    assert (
        client.get("/frameworks/modernized/cluster-1/part-1/")["Location"]
        == "/frameworks/modernized/cluster-1/renamed/"
    )


def test_undoing_a_rename_leaves_no_circle(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    for slug in ("renamed", "cluster-1"):
        client.post(change_url(cluster), form_data(client.get(change_url(cluster))) | {"slug": slug})
    assert client.get("/frameworks/modernized/cluster-1/").status_code == 200
    assert client.get("/frameworks/modernized/renamed/")["Location"] == "/frameworks/modernized/cluster-1/"


def test_what_changed_inside_a_cluster_stands_in_the_parts_own_history(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    client.post(
        change_url(cluster), form_data(client.get(change_url(cluster))) | {"sub_clusters-0-summary": "One. Two."}
    )
    part = cluster.sub_clusters.first()
    assert b"One. Two." in client.get(reverse("admin:explorer_subcluster_history", args=[part.pk])).content


def test_a_sub_cluster_deleted_inside_its_cluster_is_in_the_log(client, editor):
    create_small_framework()
    cluster = Cluster.objects.get(slug="cluster-1")
    part = cluster.sub_clusters.first()
    data = form_data(client.get(change_url(cluster))) | {"sub_clusters-0-DELETE": "on"}
    assert client.post(change_url(cluster), data).status_code == 302
    assert not SubCluster.objects.filter(pk=part.pk).exists()
    log = LogEntry.objects.get(action_flag=DELETION)
    assert (log.user, log.object_id, log.object_repr) == (editor, str(part.pk), part.name)


def test_a_source_in_use_is_not_deleted(client, editor):
    create_small_framework()
    url = reverse("admin:explorer_source_delete", args=[Source.objects.get().pk])
    assert client.post(url, {"post": "yes"}).status_code == 200
    assert Source.objects.exists()


@pytest.mark.parametrize("model", [Framework, Grouping, Cluster, SubCluster, Program])
def test_every_page_can_be_viewed_on_the_site_from_the_admin(client, editor, model):
    create_small_framework()
    entry = model.objects.first()
    html = client.get(change_url(entry)).content.decode()
    assert f'href="{entry.get_absolute_url()}"' in html
    assert client.get(entry.get_absolute_url()).status_code == 200


def test_every_field_of_the_content_speaks_to_the_editor(client, editor):
    silent = {
        f"{model.__name__}.{field.name}"
        for model in CONTENT_MODELS
        for field in model._meta.fields
        if field.editable and not field.primary_key and not field.help_text
    }
    plain = {"name", "slug", "title", "publisher", "year", "framework", "cluster", "cross_cutting", "updated_at"}
    plain |= {"sub_cluster", "program", "career"}  # what a placement puts where
    terms = {name for name in silent if name.endswith(("_term", "_plural", "centre_text"))}
    assert {name for name in silent - terms if name.split(".")[1] not in plain} == set()


class TestEditors:
    def test_they_can_do_everything_with_content(self, editor):
        for model in [*CONTENT_MODELS, RetiredAddress]:
            for action in ("add", "change", "delete", "view"):
                assert editor.has_perm(f"explorer.{action}_{model._meta.model_name}"), (action, model)

    def test_they_can_do_nothing_else(self, editor):
        others = Permission.objects.exclude(content_type__app_label="explorer") | Permission.objects.filter(
            content_type__model="loadedentry"
        )
        assert others.exists()
        assert [p.codename for p in others if editor.has_perm(f"{p.content_type.app_label}.{p.codename}")] == []

    @pytest.mark.parametrize("path", ["/admin/auth/user/", "/admin/auth/group/", "/admin/admin/logentry/"])
    def test_pages_of_others_are_closed_to_them(self, client, editor, path):
        assert client.get(path).status_code == 403

    def test_making_the_group_again_changes_nothing(self, editor):
        before = set(Group.objects.get(name="Editors").permissions.all())
        call_command("create_editors_group", verbosity=0)
        assert set(Group.objects.get(name="Editors").permissions.all()) == before


class TestLog:
    def test_an_administrator_sees_who_changed_what(self, client, editor, admin_client):
        create_small_framework()
        cluster = Cluster.objects.get(slug="cluster-1")
        client.post(change_url(cluster), form_data(client.get(change_url(cluster))) | {"summary": "Corrected."})
        html = admin_client.get(reverse("admin:admin_logentry_changelist")).content.decode()
        assert "edith" in html
        assert "Changed Summary." in html

    def test_nobody_can_change_it(self, client, editor, admin_client):
        create_small_framework()
        cluster = Cluster.objects.get(slug="cluster-1")
        client.post(change_url(cluster), form_data(client.get(change_url(cluster))) | {"summary": "Corrected."})
        log = LogEntry.objects.first()
        assert admin_client.get(reverse("admin:admin_logentry_add")).status_code == 403
        assert (
            admin_client.post(reverse("admin:admin_logentry_delete", args=[log.pk]), {"post": "yes"}).status_code == 403
        )


def test_every_kind_of_content_is_in_the_admin(client, editor):
    index = client.get(reverse("admin:index")).content.decode()
    assert len(CONTENT_MODELS) == 28
    assert [model for model in CONTENT_MODELS if f'href="{list_url(model)}"' not in index] == []


class TestQuizQuestions:
    def test_the_list_shows_what_is_wrong_with_them_and_leads_there(self, client, editor):
        framework = create_small_framework(clusters=1)
        item = create_quiz_item(cluster=framework.clusters.first(), text="become a famous singer")
        html = client.get(list_url(QuizItem)).content.decode()
        assert "“famous” promises prestige." in html
        assert f'<a href="{change_url(item)}">become a famous singer</a>' in html

    def test_it_says_so_if_nothing_is(self, client, editor):
        cluster = create_cluster(framework=create_framework())
        for kind in QuizItem.Kind.values:
            part = create_sub_cluster(cluster=cluster, name=kind)
            create_quiz_item(cluster=cluster, sub_cluster=part, kind=kind, text="sing a song")
        assert "the clusters are in balance" in client.get(list_url(QuizItem)).content.decode()

    def test_and_nothing_if_there_are_no_questions(self, client, editor):
        assert "the clusters are in balance" not in client.get(list_url(QuizItem)).content.decode()

    def test_an_editor_who_saves_a_wording_against_a_rule_is_told_and_it_is_saved(self, client, editor):
        framework = create_small_framework(clusters=1)
        item = create_quiz_item(cluster=framework.clusters.first())
        data = form_data(client.get(change_url(item))) | {"text": "not sing"}
        html = client.post(change_url(item), data, follow=True).content.decode()
        assert '<li class="warning">“not” says what one would not do.</li>' in html
        assert QuizItem.objects.get().text == "not sing"

    def test_the_list_makes_no_more_queries_for_more_questions(self, client, editor):
        cluster = create_small_framework(clusters=1).clusters.first()
        create_quiz_item(cluster=cluster)
        client.get(list_url(QuizItem))
        with CaptureQueriesContext(connection) as few:
            client.get(list_url(QuizItem))
        for _number in range(5):
            create_quiz_item(cluster=cluster)
        with CaptureQueriesContext(connection) as more:
            client.get(list_url(QuizItem))
        assert len(more) == len(few)


def test_a_learn_page_with_a_term_that_is_not_in_the_glossary_is_refused_and_nothing_is_lost(client, editor):
    page = create_learn_page(body="Text.")
    data = form_data(client.get(change_url(page))) | {"body": "A [[dual-credit]] and much more text."}
    response = client.post(change_url(page), data)
    assert response.status_code == 200
    assert "The glossary has no term with the slug dual-credit." in response.content.decode()
    assert "A [[dual-credit]] and much more text." in response.content.decode()
    assert LearnPage.objects.get().body == "Text."


def test_a_renamed_learn_page_leads_on_from_its_old_address(client, editor):
    page = create_learn_page(name="What is a cluster")
    client.post(change_url(page), form_data(client.get(change_url(page))) | {"slug": "clusters"})
    assert client.get("/learn/what-is-a-cluster/")["Location"] == "/learn/clusters/"


def test_a_suggestion_inside_one_framework_is_refused(client, editor):
    create_small_framework()
    one, other = Cluster.objects.filter(is_cross_cutting=False)[:2]
    data = {"old": one.pk, "new": other.pk, "reason": "No.", "position": 1}
    response = client.post(reverse("admin:explorer_clustersuggestion_add"), data)
    assert "Both stand in the same framework." in response.content.decode()


@pytest.mark.parametrize(("kind", "has_old"), [("new", True), ("renamed", False)])
def test_a_row_is_new_if_and_only_if_it_has_no_old_cluster(client, editor, kind, has_old):
    create_everything()
    CrosswalkRow.objects.all().delete()
    old, new = Cluster.objects.get(slug="cluster-1"), Cluster.objects.get(slug="construction")
    data = {"old": old.pk if has_old else "", "new": new.pk, "kind": kind, "summary": "x", "position": 1,
            "source": Source.objects.get().pk, "source_section": "p. 1"}  # fmt: skip
    response = client.post(reverse("admin:explorer_crosswalkrow_add"), data)
    assert "A new cluster has no old one" in response.content.decode()


def test_a_draft_cannot_be_put_on_the_home_page(client, editor):
    framework = create_framework(is_draft=True)
    data = form_data(client.get(change_url(framework))) | {"is_default": "on"}
    assert "A draft can&#x27;t be on the home page." in client.post(change_url(framework), data).content.decode()


@pytest.mark.parametrize(("body", "fault"), [
    ("# One", "This can&#x27;t be shown on a page: “# One”."),
    ("![picture](/x.png)", "This can&#x27;t be shown on a page"),
    ("<b>bold</b>", "This can&#x27;t be shown on a page: “&lt;b&gt;”."),
    ("[x](/nope/)", "This link leads nowhere: “/nope/”."),
    ("[x](javascript:alert)", "This link leads nowhere"),
])  # fmt: skip
def test_what_a_learn_page_would_lose_is_refused_and_named(client, editor, body, fault):
    page = create_learn_page(body="Text.")
    response = client.post(change_url(page), form_data(client.get(change_url(page))) | {"body": body})
    assert fault in response.content.decode()


def test_a_terms_slug_stays_as_long_as_a_page_uses_it(client, editor):
    term = create_term(name="Career Pathway")
    create_learn_page(name="Uses it", body="A [[career-pathway]].")
    response = client.post(change_url(term), form_data(client.get(change_url(term))) | {"slug": "path"})
    assert "These Learn pages use the slug, change them first: Uses it." in response.content.decode()


def test_a_term_that_a_page_uses_and_the_glossarys_page_cannot_be_deleted(client, editor):
    term = create_term(name="Career Pathway")
    create_learn_page(name="Uses it", body="A [[career-pathway]].")
    glossary = create_learn_page(name="Glossary", shows="glossary")
    for entry in (term, glossary):
        url = reverse(f"admin:explorer_{entry._meta.model_name}_delete", args=[entry.pk])
        client.post(url, {"post": "yes"})
        assert type(entry).objects.filter(pk=entry.pk).exists()
    create_learn_page(name="Another")
    other = LearnPage.objects.get(name="Another")
    client.post(reverse("admin:explorer_learnpage_delete", args=[other.pk]), {"post": "yes"})
    assert not LearnPage.objects.filter(name="Another").exists()


@pytest.mark.parametrize(("first", "second", "fault"), [
    (("a", "x", "renamed"), ("a", "y", "renamed"), "Another row says already what became of this cluster."),
    (("a", "x", "renamed"), (None, "x", "new"), "Other rows lead to this cluster: then it is not new."),
    ((None, "x", "new"), ("a", "x", "renamed"), "Another row says that this cluster is new."),
    ((None, "x", "new"), (None, "x", "new"), "There is a row already that says this cluster is new."),
    (("a", "x", "removed"), ("a", "y", "removed"), None),
    (("a", "x", "combined"), ("b", "x", "combined"), None),
])  # fmt: skip
def test_official_rows_do_not_contradict_one_another(client, editor, first, second, fault):
    old, new = create_framework(name="Old"), create_framework(name="New")
    clusters = {name: create_cluster(framework=old, name=name) for name in "ab"} | {
        name: create_cluster(framework=new, name=name) for name in "xy"
    }
    one, other, kind = first
    create_row(old=clusters.get(one), new=clusters[other], kind=kind)
    one, other, kind = second
    data = {"old": clusters[one].pk if one else "", "new": clusters[other].pk, "kind": kind, "summary": "x", "position": 1,
            "source": Source.objects.get().pk, "source_section": "p. 1"}  # fmt: skip
    response = client.post(reverse("admin:explorer_crosswalkrow_add"), data)
    assert (response.status_code == 302) if fault is None else (fault in response.content.decode())


@pytest.mark.parametrize("model", [CrossCuttingLink, SubClusterSuggestion, ClusterSuggestion])
def test_forms_make_no_more_queries_for_more_entries_to_choose_from(client, editor, model):
    create_everything(name="First")
    client.get(change_url(model.objects.first()))  # what Django itself keeps from now on
    counts = []
    for name in ("Second", "Third"):
        create_everything(name=name)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(change_url(model.objects.first())).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_signpost_to_a_page_that_does_not_exist_is_a_clear_error(client, editor):
    post = create_signpost()
    data = form_data(client.get(change_url(post))) | {"path": "/quizz/"}
    assert b"This site has no page at this address." in client.post(change_url(post), data).content


def test_a_row_of_where_a_career_stands_is_a_place(client, editor):
    assert "Add another Place" in client.get(change_url(create_career())).content.decode()
