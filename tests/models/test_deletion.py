"""What a deletion takes along and unties: shown before, noted, and back whole."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from django.utils.text import capfirst

from explorer.models import (
    CONTENT_MODELS,
    Career,
    Cluster,
    Course,
    CrosswalkRow,
    Framework,
    Major,
    Placement,
    Program,
    ProgramCareer,
    ProgramCourse,
    ProgramMajor,
    ProgramSkill,
    Questionnaire,
    QuestionSet,
    QuizItem,
    RetiredAddress,
    SubCluster,
    Untied,
)
from explorer.models.deletion import bring_back
from explorer.models.history import DELETED, last_record
from explorer.publishing.fixture_files import fixture_texts

from ..admin import bring_back_in_admin, create_everything, delete_in_admin, delete_url, deleted_url, list_url
from ..factories import (
    add_course,
    add_major,
    create_career,
    create_cluster,
    create_course,
    create_framework,
    create_major,
    create_quiz_item,
    create_row,
    create_skill,
    create_small_framework,
    create_source,
    create_sub_cluster,
    create_suggestion,
    lead_to,
)
from .all_rows import all_rows


def back(entry, pk):
    return bring_back(last_record(type(entry), pk), "Brought back")


# Before it


@pytest.fixture
def framework(db):
    """Two clusters with two parts each, and a third that serves them; a question for the first part of each cluster."""
    framework = create_small_framework()
    for cluster in framework.clusters.all():
        create_quiz_item(cluster=cluster, slug=f"q-{cluster.slug}", sub_cluster=cluster.sub_clusters.first())
    return framework


@pytest.fixture
def cluster(framework):
    return framework.clusters.get(slug="cluster-1")


@pytest.fixture
def question(cluster):
    return cluster.quiz_items.get()


def test_the_page_before_a_deletion_shows_what_it_would_untie(client, editor, framework, cluster, question):
    RetiredAddress.objects.retire("/frameworks/modernized/was/", cluster.get_absolute_url())
    html = client.get(delete_url(cluster)).content.decode()
    assert f"Quiz question “{question}” loses its cluster, sub-cluster" in html
    assert "/frameworks/modernized/was/" in html
    assert str(framework.clusters.get(slug="cluster-2").quiz_items.get()) not in html


def test_the_page_before_many_deletions_shows_what_they_would_untie(client, editor, framework, question):
    keys = [part.pk for part in SubCluster.objects.filter(cluster__framework=framework)]
    data = {"action": "delete_selected", "_selected_action": keys}
    html = client.post(list_url(SubCluster), data).content.decode()
    for one in QuizItem.objects.exclude(sub_cluster=None):
        assert f"Quiz question “{one}” loses its sub-cluster" in html


def test_the_page_before_a_deletion_of_a_framework_names_the_questions_of_result_codes(client, editor, framework):
    Questionnaire.current().keep()
    html = client.get(delete_url(framework)).content.decode()
    assert f"Set of quiz questions that result codes were made with: {QuestionSet.objects.get()}" in html


def test_a_deletion_that_unties_nothing_says_nothing_of_it(client, editor, framework):
    assert "untied-objects" not in client.get(delete_url(Placement.objects.first())).content.decode()


# After it


def test_what_was_untied_says_so_in_its_history(client, editor, cluster, question):
    delete_in_admin(client, cluster)
    record = question.history.latest()
    assert (record.cluster_id, record.sub_cluster_id, record.history_type) == (None, None, "~")
    assert record.history_change_reason == "What it referred to was deleted"
    assert record.history_user.username == "edith"
    assert question.history.count() == 2


def test_the_list_of_deleted_entries_says_what_went_along(client, editor, cluster):
    delete_in_admin(client, cluster)
    html = client.get(deleted_url(Cluster)).content.decode()
    assert "Sub-clusters (2)" in html
    assert "1 entry that stayed has lost what it referred to." in html


def test_an_editor_who_has_an_untied_question_open_is_told_that_it_has_changed(cluster, question):
    before = question.updated_at
    cluster.delete()
    question.refresh_from_db()
    assert question.updated_at > before


# Back again


def test_what_a_program_deletes_comes_back_whole_too(cluster, question):
    """A shell or a command has no request."""
    before, key = fixture_texts(), cluster.pk
    cluster.delete()
    assert back(cluster, key).others == 7
    assert fixture_texts() == before


class TestPrograms:
    """What a program holds goes with it, and comes back with it."""

    PARTS = (Placement, ProgramSkill, ProgramCourse, ProgramMajor, ProgramCareer)

    @pytest.fixture
    def program(self, framework):
        program = Program.objects.first()
        create_skill(program=program)
        add_course(program, create_course())
        add_major(program, create_major())
        lead_to(program, create_career(), origin="ours", reason="They build.")
        return program

    def test_a_program_brings_all_its_parts_back(self, client, editor, program):
        before, key = all_rows(), program.pk
        delete_in_admin(client, program)
        assert [part.objects.filter(program=key).count() for part in self.PARTS] == [0] * 5
        assert "is as it was then" in bring_back_in_admin(client, Program, key)
        assert all_rows() == before

    def test_a_career_brings_its_programs_back(self, client, editor, program):
        before, career = all_rows(), Career.objects.get()
        delete_in_admin(client, career)
        assert not ProgramCareer.objects.exists()
        bring_back_in_admin(client, Career, career.pk)
        assert all_rows() == before

    def test_the_list_of_deleted_programs_says_what_went_along(self, client, editor, program):
        delete_in_admin(client, program)
        html = client.get(deleted_url(Program)).content.decode()
        for part in self.PARTS:
            assert f"{capfirst(part._meta.verbose_name_plural)} (1)" in html

    def test_the_list_of_deleted_things_to_learn_says_of_which_program(self, client, editor, program):
        skill = program.skills.get()
        delete_in_admin(client, skill)
        assert f"{program.name}: {skill.text}" in client.get(deleted_url(ProgramSkill)).content.decode()
        delete_in_admin(client, program)
        assert f"{program.name}: {skill.text}" in client.get(deleted_url(ProgramSkill)).content.decode()

    @pytest.mark.parametrize("part", PARTS[1:])
    def test_the_history_of_a_part_names_what_it_is_about(self, client, editor, program, part):
        entry = part.objects.get()
        html = client.get(reverse(f"admin:explorer_{part._meta.model_name}_history", args=[entry.pk])).content.decode()
        assert escape(str(entry)) in html

    @pytest.mark.parametrize("name", ["course", "major"])
    def test_what_a_program_has_is_not_deleted_before_it(self, program, name):
        link = getattr(program, f"program_{name}s").get()
        with pytest.raises(ProtectedError):
            getattr(link, name).delete()

    @pytest.mark.parametrize("model", [Course, Major, Career])
    def test_a_part_waits_for_what_was_deleted_after_the_program(self, program, model):
        before, key, other = fixture_texts(), program.pk, model.objects.get()
        program.delete()
        other_key = other.pk
        other.delete()
        (note,) = back(program, key).notes
        assert f"“{other.name}”" in note
        back(other, other_key)
        assert fixture_texts() == before


def test_everything_that_is_back_has_one_new_record(framework):
    counts = {model: model.objects.count() for model in CONTENT_MODELS}
    before = {model: model.history.count() for model in CONTENT_MODELS}
    key = framework.pk
    framework.delete()
    deleted = {model: model.history.count() for model in CONTENT_MODELS}
    back(framework, key)
    assert {model: model.objects.count() for model in CONTENT_MODELS} == counts
    for model in CONTENT_MODELS:
        assert model.history.count() - deleted[model] == deleted[model] - before[model]


def test_no_more_queries_bring_more_entries_back(db):
    counts = []
    for number, (clusters, parts) in enumerate([(2, 1), (5, 6)]):
        other = create_small_framework(name=f"Other {number}", clusters=clusters, sub_clusters=parts)
        framework = create_small_framework(name=f"This {number}", clusters=clusters, sub_clusters=parts)
        for cluster in framework.clusters.all():
            create_quiz_item(cluster=cluster, slug=f"q-{cluster.pk}", sub_cluster=cluster.sub_clusters.first())
            create_row(new=cluster, kind="new")
            for part in cluster.sub_clusters.all():
                create_suggestion(old=SubCluster.objects.filter(cluster__framework=other).first(), new=part)
        key = framework.pk
        framework.delete()
        with CaptureQueriesContext(connection) as queries:
            back(framework, key)
        counts.append(len(queries))
    assert counts[0] == counts[1] < 160


def test_an_address_that_was_taken_since_is_named(client, editor, cluster):
    key, place = cluster.pk, cluster.framework
    delete_in_admin(client, cluster)
    create_cluster(framework=place, name="The newer one", slug=cluster.slug)
    text = bring_back_in_admin(client, Cluster, key)
    assert "“The newer one” has its place now (slug: cluster-1)." in text
    Cluster.objects.filter(name="The newer one").update(slug="elsewhere")
    assert "is as it was then" in bring_back_in_admin(client, Cluster, key)


@pytest.mark.parametrize("model", [SubCluster, QuizItem])
def test_what_it_stands_under_has_to_be_there(client, editor, cluster, model):
    entry = model.objects.filter(cluster=cluster).first()
    delete_in_admin(client, entry)
    delete_in_admin(client, cluster)
    text = bring_back_in_admin(client, model, entry.pk)
    assert "It refers to the cluster “Cluster 1”, which is deleted. Bring that back first." in text
    bring_back_in_admin(client, Cluster, cluster.pk)
    assert "is as it was then" in bring_back_in_admin(client, model, entry.pk)
    assert model.objects.get(pk=entry.pk).cluster_id == cluster.pk


@pytest.mark.parametrize("first", [0, 1])
def test_what_stood_between_two_comes_back_with_the_last_of_them(client, editor, framework, first):
    other = create_small_framework(name="Other")
    ends = [one.clusters.get(slug="cluster-1") for one in (other, framework)]
    create_suggestion(old=ends[0], new=ends[1])
    create_suggestion(old=ends[0].sub_clusters.first(), new=ends[1].sub_clusters.first())
    create_row(old=ends[0], new=ends[1])
    before = all_rows()
    for end in ends:
        delete_in_admin(client, end)
    texts = [bring_back_in_admin(client, Cluster, end.pk) for end in (ends[first], ends[1 - first])]
    assert all_rows() == before
    assert texts[0].count("comes back when this does, which is deleted too: “") == 3
    assert "comes back when" not in texts[1]


def test_a_cluster_inside_a_framework_that_was_deleted_before_it_stays_deleted(client, editor, framework, cluster):
    delete_in_admin(client, cluster)
    delete_in_admin(client, framework)
    bring_back_in_admin(client, Framework, framework.pk)
    assert not Cluster.objects.filter(pk=cluster.pk).exists()
    assert "is as it was then" in bring_back_in_admin(client, Cluster, cluster.pk)
    assert QuizItem.objects.filter(cluster=cluster.pk).exists()


def test_a_question_that_was_tied_elsewhere_since_stays_there(client, editor, framework, cluster, question):
    delete_in_admin(client, cluster)
    question.refresh_from_db()
    question.cluster = framework.clusters.get(slug="cluster-2")
    question.save()
    text = bring_back_in_admin(client, Cluster, cluster.pk)
    assert f"“{question}” stays where it was put since." in text
    question.refresh_from_db()
    assert (question.cluster.slug, question.sub_cluster) == ("cluster-2", None)
    assert not Untied.objects.exists()


def test_a_question_that_is_another_clusters_now_does_not_get_its_old_part_back(framework, cluster, question):
    part, key = question.sub_cluster, question.sub_cluster_id
    part.delete()
    question.refresh_from_db()
    question.cluster = framework.clusters.get(slug="cluster-2")
    question.save()
    assert back(part, key).notes == [f"“{question}” stays where it was put since."]
    question.refresh_from_db()
    assert (question.cluster.slug, question.sub_cluster) == ("cluster-2", None)


def test_of_two_ties_that_were_deleted_the_newer_is_the_editors(framework, cluster, question):
    older, newer = cluster.sub_clusters.all()
    keys = older.pk, newer.pk
    older.delete()
    QuizItem.objects.filter(pk=question.pk).update(sub_cluster=newer)
    newer.delete()
    assert back(older, keys[0]).notes == []
    question.refresh_from_db()
    assert question.sub_cluster is None
    back(newer, keys[1])
    question.refresh_from_db()
    assert question.sub_cluster_id == keys[1]
    assert not Untied.objects.exists()


def test_a_question_that_was_deleted_after_its_cluster_finds_it_again(cluster, question):
    keys = cluster.pk, question.pk
    cluster.delete()
    question.refresh_from_db()
    question.delete()
    back(cluster, keys[0])
    back(question, keys[1])
    again = QuizItem.objects.get(pk=keys[1])
    assert (again.cluster_id, again.sub_cluster.slug) == (keys[0], "part-1")


def test_a_framework_leaves_the_home_page_to_the_one_that_is_there_now(client, editor, framework):
    Framework.objects.filter(pk=framework.pk).update(is_default=True)
    delete_in_admin(client, framework)
    create_framework(name="Newer", is_default=True)
    text = bring_back_in_admin(client, Framework, framework.pk)
    assert "“Newer” is on the home page now, and stays there." in text
    assert not Framework.objects.get(pk=framework.pk).is_default


def test_what_waits_for_its_source_comes_back_with_it(cluster):
    source = create_source(slug="other", title="Another guide")
    part = create_sub_cluster(cluster=cluster, name="Third", source=source)
    create_quiz_item(cluster=cluster, slug="third", sub_cluster=part)
    before, keys = fixture_texts(), (cluster.pk, source.pk)
    cluster.delete()
    source.delete()
    assert back(cluster, keys[0]).notes == [
        "One sub-cluster comes back when this does, which is deleted too: “Another guide”."
    ]
    assert back(source, keys[1]).others == 1
    assert fixture_texts() == before


def test_a_row_that_a_newer_one_contradicts_stays_deleted_and_is_named(framework, cluster):
    old = create_cluster(framework=create_framework(name="Old"), name="Old one")
    row, key = create_row(old=old, new=cluster), cluster.pk
    row_key, name = row.pk, str(row)
    cluster.delete()
    create_row(old=old, new=framework.clusters.get(slug="cluster-2"))
    assert back(cluster, key).notes == [
        f"“{name}” stays deleted. Another row says already what became of this cluster."
    ]
    assert last_record(CrosswalkRow, row_key).history_type == "-"
    with pytest.raises(ValidationError, match="Another row says already"):
        back(row, row_key)
    CrosswalkRow.objects.all().delete()
    assert back(row, row_key).entry.new_id == key


def test_a_retired_address_comes_back_too(client, editor, framework):
    address = RetiredAddress.objects.create(old_path="/old/", new_path="/frameworks/modernized/")
    delete_in_admin(client, address)
    assert b"/old/" in client.get(deleted_url(RetiredAddress)).content
    assert "is as it was then" in bring_back_in_admin(client, RetiredAddress, address.pk)
    assert client.get("/old/")["Location"] == "/frameworks/modernized/"


@pytest.mark.parametrize("model", CONTENT_MODELS)
@pytest.mark.sampled(5)
def test_the_list_of_deleted_entries_opens_for_every_kind(client, editor, model):
    create_everything()
    record = last_record(model, model.objects.last().pk)
    record.history_id, record.id, record.history_type = None, 1_000_000, DELETED  # of an entry that is gone
    record.save()
    assert client.get(deleted_url(model)).context["rows"]
