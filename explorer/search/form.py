"""What the search reads of an address."""

from django import forms
from django.utils.translation import gettext_lazy

from .documents import Kind
from .index import LONGEST_QUERY


class SearchForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=LONGEST_QUERY, strip=False)
    kind = forms.TypedChoiceField(choices=Kind.choices, coerce=Kind, required=False, empty_value=None)
