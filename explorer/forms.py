from typing import ClassVar

from django import forms

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


class ClusterForm(forms.ModelForm):
    class Meta:
        field_classes: ClassVar = {"what_people_do": LinesField, "you_might_like": LinesField}


class NamedInlineForm(forms.ModelForm):
    """Makes an empty slug from the name before the forms of a page are compared with one another."""

    def clean_slug(self):
        return self.cleaned_data["slug"] or make_slug(self.cleaned_data.get("name", ""))
