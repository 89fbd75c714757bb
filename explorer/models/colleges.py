"""What publishers count by college and state, as imports write it: awards by NCES's IPEDS, pay by the BLS."""

from django.db import models
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from ..text.validators import validate_cip_code
from .alphabetical import Alphabetical
from .history import ContentHistory

AWARD_KINDS = ("short", "certificate", "associate", "bachelor", "beyond")  # as Awards has them
COLLEGES_SOURCE = "ipeds"  # the slug of the source of colleges and awards


class State(models.TextChoices):
    """The states, the District of Columbia and the territories that IPEDS has, by their postal codes."""

    AL = "AL", _("Alabama")
    AK = "AK", _("Alaska")
    AZ = "AZ", _("Arizona")
    AR = "AR", _("Arkansas")
    CA = "CA", _("California")
    CO = "CO", _("Colorado")
    CT = "CT", _("Connecticut")
    DE = "DE", _("Delaware")
    DC = "DC", _("District of Columbia")
    FL = "FL", _("Florida")
    GA = "GA", _("Georgia")
    HI = "HI", _("Hawaii")
    ID = "ID", _("Idaho")
    IL = "IL", _("Illinois")
    IN = "IN", _("Indiana")
    IA = "IA", _("Iowa")
    KS = "KS", _("Kansas")
    KY = "KY", _("Kentucky")
    LA = "LA", _("Louisiana")
    ME = "ME", _("Maine")
    MD = "MD", _("Maryland")
    MA = "MA", _("Massachusetts")
    MI = "MI", _("Michigan")
    MN = "MN", _("Minnesota")
    MS = "MS", _("Mississippi")
    MO = "MO", _("Missouri")
    MT = "MT", _("Montana")
    NE = "NE", _("Nebraska")
    NV = "NV", _("Nevada")
    NH = "NH", _("New Hampshire")
    NJ = "NJ", _("New Jersey")
    NM = "NM", _("New Mexico")
    NY = "NY", _("New York")
    NC = "NC", _("North Carolina")
    ND = "ND", _("North Dakota")
    OH = "OH", _("Ohio")
    OK = "OK", _("Oklahoma")
    OR = "OR", _("Oregon")
    PA = "PA", _("Pennsylvania")
    RI = "RI", _("Rhode Island")
    SC = "SC", _("South Carolina")
    SD = "SD", _("South Dakota")
    TN = "TN", _("Tennessee")
    TX = "TX", _("Texas")
    UT = "UT", _("Utah")
    VT = "VT", _("Vermont")
    VA = "VA", _("Virginia")
    WA = "WA", _("Washington")
    WV = "WV", _("West Virginia")
    WI = "WI", _("Wisconsin")
    WY = "WY", _("Wyoming")
    AS = "AS", _("American Samoa")
    FM = "FM", _("Federated States of Micronesia")
    GU = "GU", _("Guam")
    MH = "MH", _("Marshall Islands")
    MP = "MP", _("Northern Mariana Islands")
    PW = "PW", _("Palau")
    PR = "PR", _("Puerto Rico")
    VI = "VI", _("U.S. Virgin Islands")


class Control(models.IntegerChoices):
    """Who runs a college, as IPEDS counts."""

    PUBLIC = 1, _("Public")
    NONPROFIT = 2, _("Private, not for profit")
    FOR_PROFIT = 3, _("Private, for profit")


class College(models.Model):
    """A college, university or career school that awards something after high school."""

    unitid = models.PositiveIntegerField(_("IPEDS number"), unique=True, help_text=_("The UNITID of IPEDS."))
    name = models.CharField(_("name"), max_length=200, help_text=_("As IPEDS has it."))
    town = models.CharField(_("town"), max_length=100, help_text=_("As IPEDS has it."))
    state = models.CharField(_("state"), max_length=2, choices=State, help_text=_("As IPEDS has it."))
    control = models.PositiveSmallIntegerField(_("who runs it"), choices=Control, help_text=_("As IPEDS has it."))
    website = models.URLField(_("web address"), max_length=300, blank=True, help_text=_("As IPEDS has it."))
    own_website = models.URLField(
        _("web address to show instead"),
        max_length=300,
        blank=True,
        help_text=_("Fill it in where the publisher's address is wrong. No import changes it."),
    )

    history = ContentHistory()  # of what editors do: imports write many rows at once, which leaves none

    class Meta:
        ordering = [Alphabetical("name"), "pk"]
        verbose_name = _("college")
        verbose_name_plural = _("colleges")
        indexes = [models.Index(fields=["state"], name="college_state")]

    def __str__(self):
        return self.name

    @property
    def site(self):
        return self.own_website or self.website


class AwardsQuerySet(models.QuerySet):
    def after_high_school(self):
        """Those of a college that teaches the major to people who come from high school."""
        return self.filter(Q(short__gt=0) | Q(certificate__gt=0) | Q(associate__gt=0) | Q(bachelor__gt=0))

    def totals(self, codes):
        """{CIP code: {kind of award: how many in the whole country}} of the majors `codes`."""
        sums = {kind: Sum(kind) for kind in AWARD_KINDS}
        rows = self.filter(cip__in=codes).order_by().values("cip").annotate(**sums)
        return {row.pop("cip"): row for row in rows}

    def colleges_by_state(self, codes):
        """{state: how many colleges there teach one of the majors `codes` after high school}."""
        rows = self.after_high_school().filter(cip__in=codes).order_by().values_list("college__state")
        return dict(rows.annotate(colleges=Count("college", distinct=True)))

    def in_state(self, codes, state):
        """Those of colleges in a state, with the college."""
        rows = self.after_high_school().filter(cip__in=codes, college__state=state)
        return rows.select_related("college").order_by("pk")


class Awards(models.Model):
    """How many awards of each kind a college gave in one major in the year that was imported."""

    college = models.ForeignKey(College, on_delete=models.CASCADE, related_name="awards", verbose_name=_("college"))
    cip = models.CharField(_("CIP code"), max_length=7, validators=[validate_cip_code])
    short = models.PositiveIntegerField(_("certificates of less than a year"), default=0)
    certificate = models.PositiveIntegerField(_("certificates of one year or more"), default=0)
    associate = models.PositiveIntegerField(_("associate's degrees"), default=0)
    bachelor = models.PositiveIntegerField(_("bachelor's degrees"), default=0)
    beyond = models.PositiveIntegerField(_("degrees after a bachelor's"), default=0)

    objects = AwardsQuerySet.as_manager()

    class Meta:
        verbose_name = _("awards of a college in a major")
        verbose_name_plural = _("awards of colleges in majors")
        constraints = [models.UniqueConstraint(fields=["cip", "college"], name="awards_unique")]

    def __str__(self):
        return f"{self.cip} / {self.college_id}"


class CollegeEdition(models.Model):
    """One row: which year's colleges the database holds, and whether they were imported here or came with the site."""

    year = models.PositiveSmallIntegerField(_("year"))
    digest = models.CharField(max_length=64)  # of colleges.tsv as it would be with these colleges
    is_imported = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("year of the colleges")
        verbose_name_plural = _("years of the colleges")

    def __str__(self):
        return f"IPEDS {self.year}"

    @property
    def school_year(self) -> str:
        """The year from July to June in which the awards were earned: '2023–24'."""
        return f"{self.year - 1}–{self.year % 100:02}"


class StatePay(models.Model):
    """What a career pays in one state, by the BLS's survey: import_bls brings it in from the state file."""

    career = models.ForeignKey(
        "explorer.Career", on_delete=models.CASCADE, related_name="state_pay", verbose_name=_("career")
    )
    state = models.CharField(_("state"), max_length=2, choices=State)
    median_pay = models.PositiveIntegerField(_("median pay"), null=True)
    hourly_pay = models.FloatField(_("median pay by the hour"), null=True)
    pay_year = models.PositiveSmallIntegerField(_("year of the pay"))

    class Meta:
        verbose_name = _("pay in a state")
        verbose_name_plural = _("pay in states")
        constraints = [models.UniqueConstraint(fields=["career", "state"], name="statepay_unique")]

    def __str__(self):
        return f"{self.career_id} / {self.state}"
