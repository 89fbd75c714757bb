"""The questions from the database, and codes that outlive their changes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from explorer.models import Cluster, Framework, Questionnaire, QuestionSet, QuizItem, SubCluster
from explorer.quiz.code import BadCode

from ..factories import create_cluster, create_framework, create_quiz, create_quiz_item, create_sub_cluster

pytestmark = pytest.mark.django_db


def edit(entry, **changes):
    """As an editor does it: saved, so that the content has another version."""
    for name, value in changes.items():
        setattr(entry, name, value)
    entry.save()


def question(slug):
    return QuizItem.objects.get(slug=slug)


def all_answered(questionnaire, value=3):
    return {question.slug: value for question in questionnaire.questions}


def made_now(**changed):
    """A code of today's questions, kept as a finished quiz keeps them."""
    questionnaire = Questionnaire.current()
    questionnaire.keep()
    return questionnaire.code(all_answered(questionnaire) | changed)


class TestWhichQuestions:
    def test_those_of_the_framework_on_the_home_page(self):
        create_quiz(name="Other")
        framework = create_framework(name="Home", is_default=True)
        create_quiz_item(cluster=create_cluster(framework=framework), slug="build")
        assert [question.slug for question in Questionnaire.current().questions] == ["build"]

    def test_or_of_the_first_that_has_some(self):
        create_framework(name="Home", is_default=True)
        create_quiz(name="Other")
        assert Questionnaire.current().framework.name == "Other"

    def test_a_draft_has_no_quiz(self):
        create_quiz(is_draft=True)
        assert Questionnaire.current() is None

    def test_a_question_without_a_cluster_is_not_asked(self):
        create_quiz(clusters=1)
        edit(question("a-2"), cluster=None)
        assert [question.slug for question in Questionnaire.current().questions] == ["a-1", "a-3"]

    def test_a_deleted_cluster_leaves_its_questions_to_the_editor(self):
        create_quiz(clusters=2)
        Cluster.objects.get(slug="a").delete()
        assert QuizItem.objects.filter(cluster=None).count() == 3
        assert {question.cluster for question in Questionnaire.current().questions} == {"b"}

    def test_the_position_decides_the_round(self):
        create_quiz(clusters=3)
        edit(question("b-3"), position=0)
        rounds = [{question.slug for question in round_} for round_ in Questionnaire.current().rounds]
        assert rounds == [{"a-1", "b-3", "c-1"}, {"a-2", "b-1", "c-2"}, {"a-3", "b-2", "c-3"}]

    def test_more_questions_make_no_more_queries(self):
        create_quiz(clusters=2, items=2)
        with CaptureQueriesContext(connection) as few:
            Questionnaire.current()
        for cluster in Cluster.objects.all():
            create_quiz_item(cluster=cluster)
        create_quiz(name="Other", clusters=0)
        with CaptureQueriesContext(connection) as more:
            Questionnaire.current()
        assert len(more) == len(few) == 4

    def test_it_is_read_anew_when_the_content_has_changed_and_only_then(self, django_assert_num_queries):
        create_quiz()
        before = Questionnaire.current()
        with django_assert_num_queries(1):
            assert Questionnaire.current() is before
        edit(question("a-1"), text="try other words")
        assert "try other words" in {question.text for question in Questionnaire.current().questions}


class TestCodes:
    def test_a_code_holds_the_answers(self):
        create_quiz()
        answers = {"a-1": 5, "a-2": 0, "b-1": 1}
        questionnaire = Questionnaire.current()
        assert Questionnaire.of_code(questionnaire.code(answers))[1] == answers

    def test_the_order_of_questions_does_not_matter(self):
        create_quiz()
        code = Questionnaire.current().code({"a-1": 5})
        edit(question("a-1"), position=9)
        questionnaire, answers = Questionnaire.of_code(code)
        assert (questionnaire.is_current, answers["a-1"]) == (True, 5)

    @pytest.mark.parametrize(
        "change",
        [
            lambda: question("a-2").delete(),
            lambda: edit(question("a-2"), text="try something else"),
            lambda: edit(question("a-2"), slug="renamed"),
            lambda: edit(question("a-2"), cluster=Cluster.objects.get(slug="b")),
            lambda: create_quiz_item(cluster=Cluster.objects.get(slug="b")),
            lambda: QuizItem.objects.all().delete(),
        ],
        ids=["deleted", "reworded", "renamed", "moved", "added", "all deleted"],
    )
    def test_after_a_change_of_the_questions_a_code_still_says_what_was_asked_and_answered(self, change):
        create_quiz()
        code = made_now(**{"a-2": 5})
        change()
        questionnaire, answers = Questionnaire.of_code(code)
        asked = {question.slug: (question.cluster, question.text) for question in questionnaire.questions}
        assert (asked["a-2"], answers["a-2"]) == (("a", "try a-2"), 5)
        assert (questionnaire.is_current, questionnaire.code(answers)) == (False, code)

    def test_a_renamed_cluster_keeps_its_answers(self):
        create_quiz()
        code = made_now(**{"a-1": 5, "a-2": 5})
        cluster = Cluster.objects.get(slug="a")
        cluster.slug = "alpha"
        cluster.save()
        questionnaire, answers = Questionnaire.of_code(code)
        assert questionnaire.ranking(answers).standings[0].cluster == "alpha"
        assert questionnaire.is_current

    @pytest.mark.parametrize(
        "change",
        [
            lambda: Cluster.objects.get(slug="a").delete(),
            lambda: edit(Framework.objects.get(), is_draft=True),
            lambda: Framework.objects.all().delete(),
        ],
    )
    def test_without_its_clusters_it_plainly_can_not_be_read(self, change):
        create_quiz()
        code = made_now()
        change()
        with pytest.raises(BadCode, match="other questions than this site asks now"):
            Questionnaire.of_code(code)

    def test_a_code_of_questions_that_were_never_here_can_not_be_read(self):
        create_quiz()
        questionnaire = Questionnaire.current()
        code = questionnaire.code(all_answered(questionnaire))
        edit(question("a-1"), text="try other words")
        with pytest.raises(BadCode, match="other questions"):
            Questionnaire.of_code(code)

    def test_another_icon_changes_no_code(self):
        create_quiz()
        code = made_now(**{"a-1": 5})
        edit(question("a-1"), icon="shovel")
        questionnaire, answers = Questionnaire.of_code(code)
        assert (questionnaire.is_current, answers["a-1"], Questionnaire.current().code(answers)) == (True, 5, code)
        assert questionnaire.questions[0].icon == "shovel"

    def test_the_questions_of_an_old_code_are_todays_in_spite_of_an_icon(self):
        create_quiz()
        code = made_now()
        cluster = Cluster.objects.get(slug="a")
        cluster.slug = "alpha"
        cluster.save()
        edit(question("a-1"), icon="shovel")
        assert Questionnaire.of_code(code)[0].is_current

    def test_the_questions_are_kept_once(self):
        create_quiz()
        made_now()
        made_now(**{"a-1": 5})
        assert QuestionSet.objects.count() == 1
        assert "answer" not in str(QuestionSet.objects.values())


class TestContent:
    def test_an_icon_that_is_not_there_is_refused(self):
        create_quiz(clusters=1)
        item = question("a-1")
        item.icon = "shovl"
        with pytest.raises(ValidationError, match="Did you mean “shovel”"):
            item.full_clean()

    def test_a_question_can_not_be_of_another_clusters_part(self):
        framework = create_quiz(clusters=2)
        item = QuizItem.objects.get(slug="a-1")
        item.sub_cluster = create_sub_cluster(cluster=framework.clusters.get(slug="b"))
        with pytest.raises(ValidationError, match="another cluster"):
            item.full_clean()

    def test_a_deleted_part_leaves_the_question(self):
        framework = create_quiz(clusters=1)
        part = create_sub_cluster(cluster=framework.clusters.get())
        QuizItem.objects.filter(slug="a-1").update(sub_cluster=part)
        SubCluster.objects.all().delete()
        assert QuizItem.objects.get(slug="a-1").sub_cluster is None
