"""Careers: what they are, what they pay, and what school they need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..text.validators import (
    validate_onet_code,
    validate_outlook,
    validate_related,
    validate_schooling,
    validate_soc_code,
)
from .alphabetical import Alphabetical
from .base import Cited, Draftable, Findable, NaturalKeyManager, Page, Pictured
from .career_choices import Education, Experience, Interest, JobZone, License, Outlook, Training
from .career_queries import CareerQuerySet
from .cluster import SubCluster

FIGURE_SOURCES = ("onet", "bls-oews", "bls-projections")  # slugs: where names and figures come from
GROWTH = (  # percent from which on jobs do so; O*NET calls growth rapid from 4.5 percent on
    (4.5, _("Growing fast")),
    (1, _("Growing")),
    (0.05, _("Growing slowly")),
    (-0.04, _("As many as now")),
    (-0.99, _("Shrinking slowly")),
    (-4.4, _("Shrinking")),
    (-100, _("Shrinking fast")),
)
PLACES_SOURCE = "clusters-crosswalk"  # the slug of the source that says which career stands where officially


MILITARY = "55-"  # how the codes of the armed forces begin
OFFICERS = "55-1"
YEARS = range(1900, 2200)


PAY_THAT_RISES = (
    ("pay_10", "pay_25", "median_pay", "pay_75", "pay_90"),
    ("hourly_10", "hourly_25", "hourly_pay", "hourly_75", "hourly_90"),
)


def falling_pay(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    """[(figure, the next one that is given), ...] where the next one is less, though it is of a higher percentile."""
    given = ([name for name in names if figures.get(name) is not None] for names in PAY_THAT_RISES)
    return [pair for names in given for pair in pairwise(names) if figures[pair[0]] > figures[pair[1]]]


def is_interest_code(text: str) -> bool:
    """Say whether these are letters of interests, each once."""
    return set(text) <= {*Interest.values} and len(set(text)) == len(text)


def parse_schooling(text: str) -> dict[Education, int]:
    r"""'bachelor 57\nmaster 20' -> {Education.BACHELOR: 57, Education.MASTER: 20}."""
    shares = dict(re.findall(r"(?m)^\s*([a-z-]+) +(\d{1,3})\s*$", text))
    return {level: int(shares[level]) for level in Education if level in shares}


def _known(figure):
    return None if figure == "" else figure


class Career(Draftable, Page, Pictured, Findable, Cited):
    """An occupation, by its O*NET-SOC code. The sentence is ours; title and figures are O*NET's and the BLS's."""

    natural_key_fields = ("code",)
    # Figures that belong together, each with its year or release. If one of a group is an editor's, all stay.
    figure_groups = (
        ("name",),
        ("job_zone", "job_zone_release"),
        ("interest_code", "onet_release"),
        ("alternate_titles",),
        ("reported_titles",),
        ("schooling",),
        ("technology",),
        ("related",),
        ("median_pay", "pay_year"),
        ("pay_10", "pay_25", "pay_75", "pay_90"),
        ("hourly_10", "hourly_25", "hourly_pay", "hourly_75", "hourly_90"),
        ("typical_entry_education", "growth_percent", "annual_openings", "projected_from", "projected_to"),
        ("jobs",),
        ("training", "experience"),
        ("counted_as",),
    )
    # What pages name a publisher and a year for. `overtyped` tells which of them are not the publisher's.
    published_figures = (
        "name",
        "job_zone",
        "job_zone_release",
        "interest_code",
        "onet_release",
        "bright_outlook",
        "schooling",
        "median_pay",
        "pay_year",
        "pay_10",
        "pay_25",
        "pay_75",
        "pay_90",
        "hourly_10",
        "hourly_25",
        "hourly_pay",
        "hourly_75",
        "hourly_90",
        "typical_entry_education",
        "training",
        "experience",
        "growth_percent",
        "annual_openings",
        "jobs",
        "projected_from",
        "projected_to",
        "counted_as",
    )
    row_fields = (
        "code",
        "name",
        "slug",
        "icon",
        "summary",
        "typical_entry_education",
        "median_pay",
        "hourly_pay",
        "counted_as",
        "experience",
        "jobs",
        "growth_percent",
        "bright_outlook",
        "onet_release",
        "pay_year",
        "projected_from",
        "projected_to",
        "overtyped",
    )

    code = models.CharField(
        _("O*NET-SOC code"),
        max_length=10,
        unique=True,
        validators=[validate_onet_code],
        help_text=_("“29-1141.00”. It stands in the address, and imports find the career by it."),
    )
    summary = models.TextField(
        _("what one does"), help_text=_("One sentence that starts with “You”, at an eighth-grade level at most.")
    )
    day = models.TextField(
        _("on a day you might"),
        blank=True,
        help_text=_(
            "Three or four things, one on each line, that go after “On a day you might …”: each begins with a verb."
        ),
    )
    license = models.CharField(
        _("license"),
        max_length=12,
        choices=License,
        blank=True,
        help_text=_(
            "Whether one needs a license of the state or the country for this work. A driver's does not count."
        ),
    )
    license_note = models.CharField(
        _("note on the license"),
        max_length=120,
        blank=True,
        help_text=_("What should be added, in a few words: “teaching license for public schools”."),
    )
    alternate_titles = models.TextField(
        _("other titles"),
        blank=True,
        help_text=_("What O*NET calls it besides, one on each line. The search finds them; import_onet fills them in."),
    )
    reported_titles = models.TextField(
        _("also called"),
        blank=True,
        help_text=_(
            "What people in this job call themselves, by O*NET's survey, one on each line. The page shows them."
        ),
    )
    schooling = models.TextField(
        _("school that people in the job ask for"),
        blank=True,
        validators=[validate_schooling],
        help_text=_(
            "By O*NET's survey of people who do it: a level and how many of a hundred say that a new worker needs it, "
            "one on each line: “bachelor 57”. The levels: none, high-school, some-college, certificate, associate, "
            "bachelor, master, doctor."
        ),
    )
    technology = models.TextField(
        _("software and tools"),
        blank=True,
        help_text=_("What employers often ask for by name, by O*NET, one on each line: “Microsoft Excel”."),
    )
    related = models.TextField(
        _("related careers"),
        blank=True,
        validators=[validate_related],
        help_text=_("O*NET-SOC codes of similar careers, one on each line, the most similar first: “29-1141.00”."),
    )
    job_zone = models.PositiveSmallIntegerField(
        _("job zone"),
        choices=JobZone,
        null=True,
        blank=True,
        help_text=_("How much preparation O*NET finds that it takes."),
    )
    interest_code = models.CharField(
        _("interest code"),
        max_length=3,
        blank=True,
        help_text=_(
            "Its highest interests by O*NET, by their first letters: “SIR” is Social, Investigative, Realistic."
        ),
    )
    onet_release = models.CharField(
        _("O*NET release"), max_length=10, blank=True, help_text=_("The database that this comes from: “30.2”.")
    )
    job_zone_release = models.CharField(
        _("O*NET release of the job zone"), max_length=10, blank=True, help_text=_("It may be an older one: “30.1”.")
    )
    typical_entry_education = models.CharField(
        _("typical education at the start"),
        max_length=12,
        choices=Education,
        blank=True,
        help_text=_("By the BLS's projections. Leave it empty where none is published."),
    )
    median_pay = models.PositiveIntegerField(
        _("median pay"),
        null=True,
        blank=True,
        help_text=_(
            "Dollars a year, by the BLS's wage survey: half earn less. Leave it empty where none is published."
        ),
    )
    pay_year = models.PositiveSmallIntegerField(
        _("year of the pay"), null=True, blank=True, help_text=_("The survey is of May of this year.")
    )
    pay_10 = models.PositiveIntegerField(
        _("pay, 10th percentile"),
        null=True,
        blank=True,
        help_text=_("One in ten earns less than this many dollars a year."),
    )
    pay_25 = models.PositiveIntegerField(
        _("pay, 25th percentile"),
        null=True,
        blank=True,
        help_text=_("One in four earns less than this many dollars a year."),
    )
    pay_75 = models.PositiveIntegerField(
        _("pay, 75th percentile"),
        null=True,
        blank=True,
        help_text=_("One in four earns more than this many dollars a year."),
    )
    pay_90 = models.PositiveIntegerField(
        _("pay, 90th percentile"),
        null=True,
        blank=True,
        help_text=_("One in ten earns more than this many dollars a year."),
    )
    hourly_10 = models.FloatField(
        _("pay by the hour, 10th percentile"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10000)],
        help_text=_("One in ten earns less than this many dollars an hour."),
    )
    hourly_25 = models.FloatField(
        _("pay by the hour, 25th percentile"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10000)],
        help_text=_("One in four earns less than this many dollars an hour."),
    )
    hourly_pay = models.FloatField(
        _("median pay by the hour"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10000)],
        help_text=_("Half earn less than this many dollars an hour. Some careers have no other pay published."),
    )
    hourly_75 = models.FloatField(
        _("pay by the hour, 75th percentile"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10000)],
        help_text=_("One in four earns more than this many dollars an hour."),
    )
    hourly_90 = models.FloatField(
        _("pay by the hour, 90th percentile"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10000)],
        help_text=_("One in ten earns more than this many dollars an hour."),
    )
    training = models.CharField(
        _("training on the job"),
        max_length=14,
        choices=Training,
        blank=True,
        help_text=_("How one learns the work in the job, by the BLS's projections."),
    )
    experience = models.CharField(
        _("work before it"),
        max_length=4,
        choices=Experience,
        blank=True,
        help_text=_("How long people have worked in a related job before, by the BLS's projections."),
    )
    jobs = models.PositiveIntegerField(
        _("jobs"), null=True, blank=True, help_text=_("How many there are in the first year of the projection.")
    )
    growth_percent = models.FloatField(
        _("projected growth"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-100), MaxValueValidator(1000)],
        help_text=_("How many percent more or fewer jobs there will be, by the BLS's projections."),
    )
    annual_openings = models.PositiveIntegerField(
        _("openings a year"), null=True, blank=True, help_text=_("Jobs to be filled each year on average, by the same.")
    )
    projected_from = models.PositiveSmallIntegerField(
        _("projected from"), null=True, blank=True, help_text=_("The first year of the projection: 2024.")
    )
    projected_to = models.PositiveSmallIntegerField(
        _("projected to"), null=True, blank=True, help_text=_("Its last year: 2034.")
    )
    counted_as = models.CharField(
        _("counted by the BLS as"),
        max_length=7,
        blank=True,
        validators=[validate_soc_code],
        help_text=_(
            "The code of the wider group whose figures these are: “29-2010”. Empty if the career is counted alone."
        ),
    )
    bright_outlook = models.CharField(
        _("bright outlook"),
        max_length=100,
        blank=True,
        validators=[validate_outlook],
        help_text=_(
            "O*NET's reasons, joined by “; ”: Rapid Growth, Numerous Job Openings, New and Emerging. "
            "Empty if it has none."
        ),
    )
    # {figure: what its publisher says} where an editor has set it otherwise. load_frameworks and the imports call
    # `publish`; all other saves are an editor's.
    overtyped = models.JSONField(_("the publisher's figures"), default=dict, blank=True, editable=False)
    sub_clusters = models.ManyToManyField(SubCluster, through="CareerPlacement", related_name="careers")

    in_cluster: int  # a cluster's key, where it was read `for_comparison`

    objects = NaturalKeyManager.from_queryset(CareerQuerySet)()

    class Meta:
        ordering = [Alphabetical("name"), "pk"]
        verbose_name = _("career")
        verbose_name_plural = _("careers")

    def clean(self):
        super().clean()
        years = {name: getattr(self, name) for name in ("pay_year", "projected_from", "projected_to")}
        if odd := {
            name: _("This is no year.") for name, year in years.items() if year is not None and year not in YEARS
        }:
            raise ValidationError(odd)
        if self.projected_from and self.projected_to and self.projected_from > self.projected_to:
            raise ValidationError({"projected_to": _("The last year of a projection is not before its first.")})

    def save(self, **kwargs):
        before = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        if before is not None:
            published = {name: before.published(name) for name in self.published_figures}
        elif self.pk:  # one that was deleted comes back
            published = {name: self.published(name) for name in self.published_figures}
        else:
            published = dict.fromkeys(self.published_figures)
        self._compare_with(published | self.__dict__.pop("_published", {}))
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "overtyped"}
        super().save(**kwargs)

    def publish(self, figures) -> bool:
        """Take down what the publishers say now, {figure: value}, for the next save; whether `overtyped` is another."""
        before, self._published = self.overtyped, {n: v for n, v in figures.items() if n in self.published_figures}
        self._compare_with({name: self.published(name) for name in self.published_figures} | self._published)
        return self.overtyped != before

    def _compare_with(self, published):
        self.overtyped = {
            name: published[name]
            for name in self.published_figures
            if _known(getattr(self, name)) != _known(published[name])
        }

    def published(self, name):
        """What the publisher says of a figure, whatever stands here."""
        return self.overtyped.get(name, getattr(self, name))

    def is_ours(self, *names):
        """Whether one of these figures was set by an editor and is not its publisher's."""
        return any(name in self.overtyped for name in names)

    @property
    def pay_is_ours(self):
        return self.is_ours("median_pay", "pay_year")

    @property
    def is_paid_by_hour(self):
        """Whether pay by the hour alone is known, as of actors: their work is often not full time all year."""
        return self.median_pay is None and self.hourly_pay is not None

    @property
    def hourly_pay_is_ours(self):
        return self.is_ours("hourly_pay", "pay_year")

    @property
    def school_is_ours(self):
        return self.is_ours("typical_entry_education")

    @property
    def growth_is_ours(self):
        return self.is_ours("growth_percent", "projected_from", "projected_to")

    @property
    def openings_are_ours(self):
        return self.is_ours("annual_openings", "projected_from", "projected_to")

    @property
    def job_count_is_ours(self):
        return self.is_ours("jobs", "projected_from")

    @property
    def jobs_are_ours(self):
        """All that the BLS projects."""
        return self.school_is_ours and self.growth_is_ours and self.openings_are_ours and self.job_count_is_ours

    @property
    def outlook_is_ours(self):
        return self.is_ours("bright_outlook")

    @property
    def zone_is_ours(self):
        return self.is_ours("job_zone", "job_zone_release")

    @property
    def set_here(self):
        """The names of the figures that are an editor's, as the form calls them."""
        return [self._meta.get_field(name).verbose_name for name in self.published_figures if name in self.overtyped]

    def get_absolute_url(self):
        return reverse("career_detail", args=[self.code, self.slug])

    @property
    def key(self):
        return self.code

    @property
    def is_public(self):
        return type(self).objects.published().filter(pk=self.pk).exists()

    @property
    def has_joined_zone(self):
        """Whether the job zone is O*NET's first and second in one, as they are from release 30.2 on."""
        release = [int(number) for number in re.findall("[0-9]+", self.job_zone_release)]
        return self.job_zone == JobZone.TWO and release >= [30, 2]

    @property
    def zone_number(self):
        """'3'; '1–2' of a release that has no more than that."""
        return "1–2" if self.has_joined_zone else str(self.job_zone)

    @property
    def zone_level(self):
        return _("Little to some") if self.has_joined_zone else self.get_job_zone_display()

    @property
    def day_lines(self):
        """['check a patient’s blood pressure', ...]: what goes after 'On a day you might ...'."""
        return [line.strip() for line in self.day.splitlines() if line.strip()]

    @property
    def reported_title_lines(self) -> list[str]:
        return self.reported_titles.splitlines()

    @property
    def technology_lines(self) -> list[str]:
        return self.technology.splitlines()

    @property
    def related_codes(self) -> list[str]:
        return self.related.split()

    @property
    def schooling_shares(self) -> dict[Education, int]:
        """{level: how many of a hundred people in the job say that a new worker needs it}, the least school first."""
        return parse_schooling(self.schooling)

    @property
    def is_military(self):
        return self.code.startswith(MILITARY)

    @property
    def is_officer(self):
        return self.code.startswith(OFFICERS)

    @property
    def school_to_join(self) -> str:
        """What the armed forces ask for, of whose careers the BLS publishes no level; '' of others."""
        if not self.is_military:
            return ""
        return (Education.BACHELOR if self.is_officer else Education.HIGH_SCHOOL).plain

    @property
    def education(self):
        return Education(self.typical_entry_education) if self.typical_entry_education else None

    @property
    def outlooks(self):
        return [Outlook(reason) for reason in self.bright_outlook.split("; ")] if self.bright_outlook else []

    @property
    def fewer_percent(self):
        return -self.growth_percent

    @property
    def growth_in_words(self):
        return next(words for percent, words in GROWTH if self.growth_percent >= percent)

    @property
    def of_a_hundred(self):
        """How many more or fewer jobs there will be for 100 of today; 0 if it is less than one."""
        return int(abs(self.growth_percent) + 0.5)

    @property
    def projected_years(self):
        """As the BLS writes them: '2024–34'; '' if unknown."""
        return (
            f"{self.projected_from}–{self.projected_to % 100:02}" if self.projected_from and self.projected_to else ""
        )

    @property
    def my_next_move_url(self):
        return f"https://www.mynextmove.org/profile/summary/{self.code}"
