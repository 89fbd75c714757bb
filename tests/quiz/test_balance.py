import pytest

from explorer.models import Cluster, QuizItem
from explorer.quiz.balance import find_faults

from ..factories import create_cluster, create_quiz, create_sub_cluster

pytestmark = pytest.mark.django_db
KINDS = ["familiar", "hands_on", "thinking"]


@pytest.fixture
def balanced():
    """Three clusters with three faultless questions each."""
    framework = create_quiz(clusters=3)
    for cluster in framework.clusters.all():
        for kind, item in zip(KINDS, cluster.quiz_items.all(), strict=True):
            part = create_sub_cluster(cluster=cluster, name=kind)
            QuizItem.objects.filter(pk=item.pk).update(kind=kind, sub_cluster=part, text="build a small boat")
    return framework


def faults():
    found = find_faults(list(QuizItem.objects.for_check()), list(Cluster.objects.order_by("position")))
    return [(str(fault.item.slug if fault.item else fault.cluster or ""), fault.text) for fault in found]


def change(slug, **fields):
    QuizItem.objects.filter(slug=slug).update(**fields)


def test_balanced_questions_have_no_fault(balanced):
    assert faults() == []


def test_a_cluster_with_fewer_questions_than_most(balanced):
    QuizItem.objects.get(slug="b-1").delete()
    assert faults() == [("B", "It has 2 questions; most clusters have 3.")]


def test_a_cluster_without_any(balanced):
    create_cluster(framework=balanced, name="Alone", position=9)
    assert faults() == [("Alone", "It has 0 questions; most clusters have 3.")]


def test_one_question_each_is_too_few_to_say_much(balanced):
    QuizItem.objects.exclude(slug__endswith="-1").delete()
    assert [text for _where, text in faults()] == ["It has too few questions for a result that says much."] * 3


def test_a_question_without_a_cluster(balanced):
    change("c-3", cluster=None, sub_cluster=None)
    assert ("c-3", "It has no cluster: it is not asked.") in faults()


def test_a_question_of_another_framework(balanced):
    other = create_quiz(name="Other", clusters=1, items=0)
    change("c-3", cluster=other.clusters.get(), sub_cluster=None)
    found = find_faults(list(QuizItem.objects.for_check()), list(balanced.clusters.all()))
    assert "It stands in another framework than the quiz: it is not asked." in [fault.text for fault in found]


def test_kinds_that_repeat(balanced):
    change("a-1", kind="thinking")
    assert faults() == [("A", "Its questions are not of different kinds.")]


def test_parts_that_repeat_or_are_missing(balanced):
    change("a-1", sub_cluster=QuizItem.objects.get(slug="a-2").sub_cluster)
    change("b-1", sub_cluster=None)
    assert faults() == [
        ("b-1", "It doesn't say from which part of its cluster it is taken."),
        ("A", "Two of its questions are taken from the same part of it."),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("build a boat that does not sink", "says what one would not do"),
        ("build a boat that doesn't sink", "says what one would not do"),
        ("build a boat and sail it", "two ideas"),
        ("help a nurse or help a friend", "two ideas"),
        ("work as a mechanic on boats", "names a job"),
        ("use math to plan a boat", "school subject"),
        ("build a boat for boys", "one gender"),
        ("build the best boat in town", "prestige"),
        ("buy a small boat", "money, travel or a car"),
        ("Build a small boat", "start with a small letter"),
        ("build a small boat.", "leave out the mark"),
        ("build a small boat out of wood that you found on a beach today", "more than 12 words"),
        ("configure institutional infrastructure", "needs school grade"),
    ],
)
def test_wordings_that_break_a_rule(balanced, text, says):
    change("a-1", text=text)
    assert [where for where, _text in faults()] == ["a-1"]
    assert says in faults()[0][1]


@pytest.mark.parametrize("text", ["cook a meal for guests", "judge a cake at a fair", "notice the north wind"])
def test_words_that_only_look_like_it_pass(balanced, text):
    change("a-1", text=text)
    assert faults() == []


def test_statements_that_are_hard_over_all(balanced):
    QuizItem.objects.update(text="evaluate complicated regulations")
    overall = [text for where, text in faults() if not where]
    assert [text[:41] for text in overall] == ["All statements together need school grade"]


def test_nothing_to_check():
    assert find_faults([], []) == []
