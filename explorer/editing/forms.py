"""The forms of the admin: how editors' texts are read, and what is asked before a figure is saved."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _

from ..text.slugs import make_slug
from .conflict_forms import ConflictForm


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


class CareerForm(ConflictForm):
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
