"""The answers that the quiz's form sends."""

from typing import ClassVar

from django.utils.translation import gettext as _

from . import scoring


class AnswerSheet:
    """The answers to `questions` that a form has posted: those that can be understood, and what is wrong with others.

    answers: {slug: rating or UNKNOWN}. faults: a sentence for each thing that was not understood, for the visitor.
    faulty: the questions that these are about.
    """

    OTHER_FIELDS = frozenset({"csrfmiddlewaretoken", "round", "part"})
    VALUES: ClassVar = {
        "unknown": scoring.UNKNOWN,
        **{str(value): value for value in range(scoring.LOWEST, scoring.HIGHEST + 1)},
    }

    def __init__(self, questions, posted):
        self.answers: dict[str, int] = {}
        self.faults: list[str] = []
        self.faulty: list[scoring.Question] = []
        by_field = {question.field: question for question in questions}
        for name in posted:
            if name in by_field:
                self._read(by_field[name], posted.getlist(name))
            elif name not in self.OTHER_FIELDS:
                self.faults.append(_("There is no question “%s”: it was left out.") % name[:60])

    def _read(self, question, values):
        values = [value for value in values if value]
        if not values:
            return
        if len(values) == 1 and values[0] in self.VALUES:
            self.answers[question.slug] = self.VALUES[values[0]]
            return
        self.faulty.append(question)
        if len(values) > 1:
            self.faults.append(_("“%s” was answered more than once. Choose one answer.") % question.text)
        else:
            wrong = {"text": question.text, "value": values[0][:20]}
            self.faults.append(_("“%(value)s” is no answer to “%(text)s”. Choose one of the answers.") % wrong)
