"""What a visitor can choose in the list of careers, and the careers that fit."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import Cluster, Education, Interest, License, PickedList, Preparation, SubCluster, Training
from ..pages.asked import as_shown

PAY_STEPS = {"low": (0, 50_000), "middle": (50_000, 80_000), "high": (80_000, None)}  # dollars a year, the end excluded
NO_DEGREE = "no-degree"  # what asks for less than an associate's degree
SCHOOLS = {
    NO_DEGREE: (Education.NONE, Education.HIGH_SCHOOL, Education.SOME_COLLEGE, Education.CERTIFICATE),
    **{step.value: step.levels for step in Preparation},
}
TRAININGS = {
    "short": (Training.NONE, Training.SHORT),
    "months": (Training.MODERATE,),
    "long": (Training.LONG,),
    "apprenticeship": (Training.APPRENTICESHIP,),
    "residency": (Training.RESIDENCY,),
}
LICENSES = {
    "no": (License.NO,),
    "states": (License.SOME_STATES, License.MOST_STATES),
    "always": (License.ALWAYS,),
}
ANY = ("", pgettext_lazy("all careers", "Any"))


class CareerChoices(forms.Form):
    """What can be chosen, in the order of the page. The first choice of each is how the list stands without any."""

    field = forms.ChoiceField(label=_("Field"), required=False)
    school = forms.ChoiceField(
        label=_("School"),
        required=False,
        choices=[ANY, *Preparation.choices, (NO_DEGREE, _("Any that starts without a degree"))],
    )
    pay = forms.ChoiceField(
        label=_("Pay"),
        required=False,
        choices=[
            ANY,
            ("low", _("Under $50,000")),
            ("middle", _("$50,000 to $79,999")),
            ("high", _("$80,000 or more")),
        ],
    )
    interest = forms.ChoiceField(label=_("I like to"), required=False, choices=[ANY, *Interest.choices])
    outlook = forms.ChoiceField(
        label=_("Outlook"),
        required=False,
        choices=[
            ANY,
            ("bright", _("Bright")),
            ("growing", _("Growing at all")),
        ],
    )
    training = forms.ChoiceField(
        label=_("Training on the job"),
        required=False,
        choices=[
            ANY,
            ("short", _("A month or less")),
            ("months", _("Up to a year")),
            ("long", _("More than a year")),
            ("apprenticeship", _("An apprenticeship")),
            ("residency", _("An internship or residency")),
        ],
    )
    license = forms.ChoiceField(
        label=_("License"),
        required=False,
        choices=[
            ANY,
            ("no", _("Not needed")),
            ("states", _("Needed in some or most states")),
            ("always", _("Always needed")),
        ],
    )
    list = forms.ChoiceField(label=_("Picked by hand"), required=False)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("", ""),
            ("pay", pgettext_lazy("careers sorted", "Highest pay")),
            ("growth", pgettext_lazy("careers sorted", "Fastest growth")),
            ("school", pgettext_lazy("careers sorted", "Shortest school")),
            ("name", pgettext_lazy("careers sorted", "A to Z")),
        ],
    )

    def __init__(self, query, *, places: Mapping[str, Cluster | SubCluster], lists: Mapping[str, PickedList]):
        super().__init__(query)
        self.fields["field"].choices = [ANY, *((key, place.name) for key, place in places.items())]
        self.fields["list"].choices = [ANY, *((key, one.name) for key, one in lists.items())]
        usual = _("Most typical") if query.get("field") in places else pgettext_lazy("careers sorted", "A mix")
        self.fields["sort"].choices = [("", usual), *self.fields["sort"].choices[1:]]

    def chosen(self) -> dict[str, str]:
        """{name of the field: what is chosen, '' if nothing is}"""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    def unknown(self) -> list[str]:
        """What was asked for and can't be chosen, as a page shows it."""
        return [as_shown(self.data[name]) for name in self.errors]


STAYING = ("field", "school", "pay")  # the questions that stay in view on a phone
FOLDED = ("training", "license", "list")  # those that are asked on demand
LISTED_BY = (*CareerChoices.base_fields, "page")  # what list_careers reads of an address


def fitting(careers: QuerySet, chosen: Mapping[str, str]) -> QuerySet:
    """Those of `careers` that fit what is chosen, by the names of the form's fields."""
    if chosen["school"]:
        careers = careers.filter(typical_entry_education__in=SCHOOLS[chosen["school"]])
    if chosen["pay"]:
        lowest, end = PAY_STEPS[chosen["pay"]]
        careers = careers.with_full_time_pay().filter(full_time_pay__gte=lowest)
        careers = careers.filter(full_time_pay__lt=end) if end else careers
    if chosen["interest"]:
        careers = careers.filter(interest_code__startswith=chosen["interest"])
    if chosen["outlook"] == "bright":
        careers = careers.exclude(bright_outlook="")
    elif chosen["outlook"] == "growing":
        careers = careers.filter(growth_percent__gt=0)
    if chosen["training"]:
        careers = careers.filter(training__in=TRAININGS[chosen["training"]])
    if chosen["license"]:
        careers = careers.filter(license__in=LICENSES[chosen["license"]])
    if chosen["list"]:
        careers = careers.filter(picks__picked_list__slug=chosen["list"])
    return careers
