"""The questions of the interest quiz, as they are asked now and as they were when a code was made."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..pictures.icons import validate_icon
from ..quiz import code as answer_code
from ..quiz import scoring as quiz
from ..quiz.code import OTHER_QUESTIONS, BadCode
from ..text.pasted import unwrap
from .alphabetical import Alphabetical
from .base import Entry, NaturalKeyManager, Positioned
from .cluster import Cluster, SubCluster
from .framework import Framework
from .history import ContentHistory
from .version import cached_for_version

LONGEST_STATEMENT, LONGEST_EXPLANATION = 100, 200
ANY_ICON = "compass"  # of a question that has none


class Answer(models.IntegerChoices):
    """What can be answered. The values of the first five are the ratings that are averaged."""

    NOT_AT_ALL = 1, _("Not at all")
    NOT_REALLY = 2, _("Not really")
    NOT_SURE = 3, _("Not sure")
    YES = 4, _("Yes")
    DEFINITELY = 5, _("Definitely")
    UNKNOWN = quiz.UNKNOWN, _("I don't know what that is")


class QuizItemQuerySet(models.QuerySet):
    def asked_in(self, framework):
        """Those that stand under a cluster of `framework`, in the order of their positions."""
        return self.filter(cluster__framework=framework, cluster__is_draft=False).order_by(
            "position", Alphabetical("slug"), "pk"
        )

    def for_check(self):
        return self.select_related("cluster__framework", "sub_cluster").order_by(
            "cluster", "position", Alphabetical("slug"), "pk"
        )


class QuizItem(Entry, Positioned):
    """A statement of the quiz, to go after 'Would you like to ...'."""

    goes_when_no_longer_shipped = True  # another one is asked instead; codes made with it keep its words

    class Kind(models.TextChoices):
        FAMILIAR = "familiar", _("Familiar")
        HANDS_ON = "hands_on", _("Hands-on")
        THINKING = "thinking", _("Thinking")

    text = models.CharField(
        _("statement"),
        max_length=LONGEST_STATEMENT,
        help_text=_("Goes after “Would you like to …”: a verb and a thing, at most 12 words, no end mark."),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=60,
        help_text=_("Names the question in forms. A question with another meaning is a new entry, not a new wording."),
    )
    explanation = models.CharField(
        _("explanation"),
        max_length=LONGEST_EXPLANATION,
        help_text=_("One plain sentence for who says “I don't know what that is”: what one would do."),
    )
    icon = models.CharField(
        _("icon"),
        max_length=60,
        blank=True,
        validators=[validate_icon],
        help_text=_(
            "The thing or the deed that the statement names, for its picture. It changes no result and no code."
        ),
    )
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=Kind,
        help_text=_(
            "Many have done or seen it; done with hands or tools; planned or decided. A cluster has one of each."
        ),
    )
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="quiz_items",
        verbose_name=_("cluster"),
        help_text=_("The one cluster that it speaks for. Without one it is not asked."),
    )
    sub_cluster = models.ForeignKey(
        SubCluster,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="quiz_items",
        verbose_name=_("sub-cluster"),
        help_text=_("The part of the cluster that it is taken from: each question from another one."),
    )

    objects = NaturalKeyManager.from_queryset(QuizItemQuerySet)()

    class Meta:
        ordering = ["position", Alphabetical("slug"), "pk"]
        verbose_name = _("quiz question")
        verbose_name_plural = _("quiz questions")
        constraints = [models.UniqueConstraint(fields=["slug"], name="quizitem_slug_unique")]

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        if not self.cluster_id:
            self.sub_cluster = None
        if self.sub_cluster_id and self.sub_cluster.cluster_id != self.cluster_id:
            raise ValidationError({"sub_cluster": _("It belongs to another cluster.")})


@dataclass(frozen=True)
class AskedQuestion(quiz.Question):
    """A question with its words. Only those of today have a picture and a part, which are no part of what was asked."""

    text: str
    explanation: str = ""
    icon: str = field(default=ANY_ICON, compare=False)
    part: int | None = field(default=None, compare=False)  # key of the sub-cluster that it is taken from

    @property
    def field(self) -> str:
        """The name of its field in the form."""
        return f"item-{self.slug}"


class QuestionSet(models.Model):
    """The questions as they were when a code was made, so that the code can still be read after they have changed.

    It is about questions alone: nothing that anybody answered is in it.
    """

    version = models.CharField(
        max_length=answer_code.VERSION_LENGTH,
        validators=[RegexValidator(f"^[{answer_code.ALPHABET}]+$")],
        unique=True,
    )
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="question_sets")
    questions = models.JSONField()  # [{"slug", "cluster": the cluster's key, "text", "explanation"}, ...]
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    history = ContentHistory()
    skip_history_when_saving = True  # it never changes; that it was deleted is all that can happen to it

    class Meta:
        verbose_name = _("set of quiz questions that result codes were made with")
        verbose_name_plural = _("sets of quiz questions that result codes were made with")

    def __str__(self):
        return self.version


class Questionnaire:
    """The quiz of one framework: its questions, as they are or once were, and what can be done with answers to them."""

    def __init__(self, framework, clusters, questions, version=None):
        """`version` is that of stored questions; that of today's is made from them."""
        self.framework: Framework = framework
        self.clusters: dict[str, Cluster] = {cluster.slug: cluster for cluster in clusters}
        self.questions: tuple[AskedQuestion, ...] = tuple(questions)
        self.is_current = version is None
        self.version: str = version or self._make_version()
        for cluster in self.clusters.values():
            cluster.framework = framework  # its address needs it

    @classmethod
    @cached_for_version(maxsize=1)
    def current(cls) -> Questionnaire | None:
        """The quiz of the home page's framework, or of the first that has questions; None if none has."""
        framework = Framework.objects.with_quiz()
        if framework is None:
            return None
        clusters = list(framework.clusters.for_wheel())
        items = {cluster.pk: [] for cluster in clusters}
        for item in QuizItem.objects.asked_in(framework):
            items[item.cluster_id].append(item)
        questions = (
            AskedQuestion(
                item.slug, cluster.slug, item.text, item.explanation, item.icon or ANY_ICON, item.sub_cluster_id
            )
            for cluster in clusters
            for item in items[cluster.pk]
        )
        return cls(framework, clusters, questions)

    @classmethod
    def of_code(cls, text: str) -> tuple[Questionnaire, dict[str, int]]:
        """The first of `all_in`."""
        return cls.all_in(text)[0]

    @classmethod
    def all_in(cls, text: str) -> list[tuple[Questionnaire, dict[str, int]]]:
        """The quiz and the answers of each code in a text, at least one. Raises BadCode."""
        text = unwrap(text)
        current = cls.current()
        known = {current.version: current} if current else {}
        counts = {version: len(one.questions) for version, one in known.items()}
        found = answer_code.find(text, counts)
        if len(found) != 1 or current.code(current.read_answers(found[0][1])) != text:  # there is more in it
            stored = QuestionSet.objects.filter(version__in=answer_code.versions_in(text) - counts.keys())
            stored = {one.version: one for one in stored.filter(framework__is_draft=False).select_related("framework")}
            counts |= {version: len(one.questions) for version, one in stored.items()}
            found = answer_code.find(text, counts)
            known |= {version: cls._stored(stored[version]) for version, _letters in found if version in stored}
        if not found:
            raise answer_code.explain(text, counts, len(current.questions)) if current else BadCode(OTHER_QUESTIONS)
        return [(known[version], known[version].read_answers(letters)) for version, letters in found]

    @classmethod
    def _stored(cls, stored: QuestionSet) -> Questionnaire:
        clusters = list(stored.framework.clusters.for_wheel())
        slugs = {cluster.pk: cluster.slug for cluster in clusters}
        if any(question["cluster"] not in slugs for question in stored.questions):
            raise BadCode(OTHER_QUESTIONS)
        questions = (AskedQuestion(**{**one, "cluster": slugs[one["cluster"]]}) for one in stored.questions)
        questionnaire = cls(stored.framework, clusters, questions, stored.version)
        # The version of a cluster that has another slug now is another one; what is asked is not.
        current = cls.current()
        questionnaire.is_current = current is not None and set(questionnaire.questions) == set(current.questions)
        return questionnaire

    @cached_property
    def rounds(self) -> list[list[AskedQuestion]]:
        return quiz.deal(self.questions)

    def ranking(self, answers: quiz.Answers) -> quiz.Ranking:
        return quiz.rank(self.questions, answers)

    def code(self, answers: quiz.Answers) -> str:
        states = [answers.get(question.slug, answer_code.UNANSWERED) for question in self._in_code]
        return answer_code.encode(self.version, states)

    def read_answers(self, letters: str) -> dict[str, int]:
        states = zip(self._in_code, answer_code.read_states(letters, len(self.questions)), strict=True)
        return {question.slug: state for question, state in states if state != answer_code.UNANSWERED}

    @property
    def _in_code(self) -> list[AskedQuestion]:
        """The order of a code, which no editor's `position` moves."""
        return sorted(self.questions, key=lambda question: question.slug)

    def _make_version(self) -> str:
        asked = [(question.slug, question.cluster, question.text) for question in self._in_code]
        return answer_code.version_of(json.dumps([self.framework.slug, asked]))

    def keep(self) -> None:
        """Keep the questions, so that a code made with them can be read after an editor has changed them."""
        if QuestionSet.objects.filter(version=self.version).exists():
            return
        keys = {cluster.slug: cluster.pk for cluster in self.clusters.values()}
        questions = [
            {"slug": one.slug, "cluster": keys[one.cluster], "text": one.text, "explanation": one.explanation}
            for one in self.questions
        ]
        defaults = {"framework": self.framework, "questions": questions}
        QuestionSet.objects.get_or_create(version=self.version, defaults=defaults)
