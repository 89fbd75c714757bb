from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import quiz
from .guarded_forms import GuardedForm
from .search import LONGEST_QUERY, Kind
from .slugs import make_slug


class PlainTextField(forms.CharField):
    """Text with one kind of line end: browsers send two characters for each, and every text would look changed."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class LinesField(PlainTextField):
    """Lines of text: no empty ones, and without the bullets that the page draws itself."""

    def to_python(self, value):
        lines = (line.strip().lstrip("-•*–").strip() for line in super().to_python(value).split("\n"))
        return "\n".join(line for line in lines if line)


class SitesField(PlainTextField):
    """Addresses of sites, one on each line, as browsers write them: in small letters, without a slash at the end."""

    def to_python(self, value):
        lines = (line.strip().lower().removesuffix("/") for line in super().to_python(value).split("\n"))
        return "\n".join(dict.fromkeys(line for line in lines if line))


class FrameworkForm(GuardedForm):
    class Meta:
        field_classes: ClassVar = {"embedding_sites": SitesField}


class ClusterForm(GuardedForm):
    class Meta:
        field_classes: ClassVar = dict.fromkeys(("what_people_do", "you_might_like", "to_talk_over"), LinesField)


class NamedInlineForm(GuardedForm):
    """Makes an empty slug from the name before the forms of a page are compared with one another."""

    def clean_slug(self):
        return self.cleaned_data["slug"] or make_slug(self.cleaned_data.get("name", ""))


# What the BLS published of May 2025 and for 2024-34 lies between: $30,890 and $496,010, -25.9% and 49.9%, and under a
# million openings. With room for the years to come.
PROBABLE = {"median_pay": (15_000, 700_000), "growth_percent": (-60, 120), "annual_openings": (0, 3_000_000)}


def question_about(name: str, value: float | None) -> str:
    """What to ask an editor about a career's figure that is outside of all that the BLS publishes; '' of any other."""
    lowest, highest = PROBABLE.get(name, (None, None))
    if value is None or lowest is None or lowest <= value <= highest:
        return ""
    if value > highest:
        return _("This is more than any occupation's that the BLS publishes. Is it right?")
    return _("This is less than any occupation's that the BLS publishes. Is it right?")


class CareerForm(GuardedForm):
    """Asks before it saves a figure that is improbable."""

    CONFIRMED = "save_improbable"

    asked = ""  # what has to come back with the form, if it is to be saved all the same

    def clean(self):
        cleaned = super().clean()
        changed = [name for name in PROBABLE if name in self.changed_data]
        questions = {name: text for name in changed if (text := question_about(name, cleaned.get(name)))}
        asked = ", ".join(f"{name}={cleaned[name]}" for name in questions)
        if questions and self.data.get(self.CONFIRMED) != asked:
            self.asked = asked
            for name, text in questions.items():
                self.add_error(name, text)
        return cleaned


class SearchForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=LONGEST_QUERY, strip=False)
    kind = forms.TypedChoiceField(choices=Kind.choices, coerce=Kind, required=False, empty_value=None)


class AnswerSheet:
    """The answers to `questions` that a form has posted: those that can be understood, and what is wrong with others.

    answers: {slug: rating or UNKNOWN}. faults: a sentence for each thing that was not understood, for the visitor.
    faulty: the questions that these are about.
    """

    OTHER_FIELDS = frozenset({"csrfmiddlewaretoken", "round", "part"})
    VALUES: ClassVar = {
        "unknown": quiz.UNKNOWN,
        **{str(value): value for value in range(quiz.LOWEST, quiz.HIGHEST + 1)},
    }

    def __init__(self, questions, posted):
        self.answers: dict[str, int] = {}
        self.faults: list[str] = []
        self.faulty: list[quiz.Question] = []
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
