"""The forms of the admin: how editors' texts are read, and what is asked before a figure is saved."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.utils.translation import gettext as _

from ..models import Career, LearnPage, falling_pay, is_interest_code
from ..models.learn import not_shown_on_a_page
from ..text.markdown import html_in
from ..text.slugs import make_slug
from .conflict_forms import ConflictForm


class PlainTextField(forms.CharField):
    """Text with one kind of line end: browsers send two characters for each, and every text would look changed."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class LineField(forms.CharField):
    """One line, though it is typed where it can have more."""

    def to_python(self, value):
        return " ".join(super().to_python(value).splitlines())


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


def is_plain(field: models.Field) -> bool:
    """Whether editors type a text into it that pages show as it is; what is Markdown has rules of its own."""
    is_markdown = field.model is LearnPage and field.name == "body"
    return (
        type(field) in (models.CharField, models.TextField) and field.editable and not field.choices and not is_markdown
    )


def refuse_html(text: str) -> None:
    if found := [not_shown_on_a_page(piece) for piece in html_in(text)]:
        raise forms.ValidationError(found)


SENTENCES = ("reason", "text")  # a line of an input does not show a whole one


class PlainTexts:
    """For a ModelAdmin or an inline: sentences are seen whole, and HTML is refused: visitors would see its tags."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in SENTENCES and is_plain(db_field):
            kwargs = {"form_class": LineField, "widget": AdminTextareaWidget({"rows": 2}), **kwargs}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and is_plain(db_field):
            field.validators.append(refuse_html)
        return field


class FrameworkForm(ConflictForm):
    class Meta:
        field_classes: ClassVar = {"embedding_sites": SitesField}


class ClusterForm(ConflictForm):
    class Meta:
        field_classes: ClassVar = dict.fromkeys(("what_people_do", "you_might_like", "to_talk_over"), LinesField)


class NamedInlineForm(ConflictForm):
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


def faults_of_career(figures: Mapping[str, Any], changed: Iterable[str] = ()) -> dict[str, list[str]]:
    """{field: what is impossible in it}; of two that don't fit, in the one that was `changed`.

    Editors are told when they type it. It is no rule of the model: an upgrade or an import may well bring percentiles
    that an editor's median does not fit, and must not fail for it.
    """
    faults = defaultdict(list)
    for lower, higher in falling_pay(figures):
        name, other = (lower, higher) if lower in changed and higher not in changed else (higher, lower)
        text = _("Pay rises from the 10th percentile over the median to the 90th. This does not fit “%s”.")
        faults[name].append(text % Career._meta.get_field(other).verbose_name)
    if not is_interest_code(figures.get("interest_code") or ""):
        faults["interest_code"].append(_("Write up to three of the letters R, I, A, S, E and C, each once."))
    return faults


def faults_as_typed(entry: models.Model) -> dict[str, list[str]]:
    """{field: what its form refuses, and the model does not}, for entries that don't come from a form."""
    html = {
        field.name: [not_shown_on_a_page(piece) for piece in html_in(getattr(entry, field.name) or "")]
        for field in entry._meta.concrete_fields
        if is_plain(field)
    }
    faults = faults_of_career(vars(entry)) if isinstance(entry, Career) else {}
    return {name: texts for name, texts in html.items() if texts} | faults


class CareerForm(ConflictForm):
    """Refuses figures that are impossible, and asks before it saves one that is improbable."""

    CONFIRMED = "save_improbable"

    asked = ""  # what has to come back with the form, if it is to be saved all the same

    def clean(self):
        cleaned = super().clean()
        faults = faults_of_career(cleaned, self.changed_data)
        if wrong := {name: texts for name, texts in faults.items() if name in self.changed_data}:
            raise forms.ValidationError(wrong)
        changed = [name for name in PROBABLE if name in self.changed_data]
        questions = {name: text for name in changed if (text := question_about(name, cleaned.get(name)))}
        asked = ", ".join(f"{name}={cleaned[name]}" for name in questions)
        if questions and self.data.get(self.CONFIRMED) != asked:
            self.asked = asked
            for name, text in questions.items():
                self.add_error(name, text)
        return cleaned
