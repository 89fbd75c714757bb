"""What can be said of a career in steps: school, training, license, outlook, interests."""

from django.db import models
from django.utils.translation import gettext_lazy as _

HOURS_A_YEAR = 2080  # of full-time work, as the BLS counts it


class Education(models.TextChoices):
    """What a career typically asks for at its start, least first: the levels of the BLS, under its names."""

    NONE = "none", _("No formal educational credential")
    HIGH_SCHOOL = "high-school", _("High school diploma or equivalent")
    SOME_COLLEGE = "some-college", _("Some college, no degree")
    CERTIFICATE = "certificate", _("Postsecondary nondegree award")
    ASSOCIATE = "associate", _("Associate's degree")
    BACHELOR = "bachelor", _("Bachelor's degree")
    MASTER = "master", _("Master's degree")
    DOCTOR = "doctor", _("Doctoral or professional degree")

    @property
    def plain(self):
        """The level in words that need no explanation."""
        return PLAIN_EDUCATION.get(self, self.label)


PLAIN_EDUCATION = {
    Education.NONE: _("No diploma needed to start"),
    Education.HIGH_SCHOOL: _("High school diploma"),
    Education.CERTIFICATE: _("Certificate after high school"),
    Education.DOCTOR: _("Doctoral or professional degree"),
}


class Preparation(models.TextChoices):
    """The same in three steps, for a student who asks how long school takes."""

    HIGH_SCHOOL = "high-school", _("High school or less")
    CERTIFICATE = "certificate", _("Certificate or associate's degree")
    DEGREE = "degree", _("Bachelor's degree or more")

    @property
    def levels(self):
        return _LEVELS[self]


_LEVELS = {
    Preparation.HIGH_SCHOOL: (Education.NONE, Education.HIGH_SCHOOL),
    Preparation.CERTIFICATE: (Education.SOME_COLLEGE, Education.CERTIFICATE, Education.ASSOCIATE),
    Preparation.DEGREE: (Education.BACHELOR, Education.MASTER, Education.DOCTOR),
}


class JobZone(models.IntegerChoices):
    """How much preparation O*NET finds that a career takes."""

    ONE = 1, _("Little or none")
    TWO = 2, _("Some")
    THREE = 3, _("Medium")
    FOUR = 4, _("A good deal")
    FIVE = 5, _("A great deal")


class Training(models.TextChoices):
    """How one learns the work once one has the job: the terms of the BLS's projections, least first."""

    NONE = "none", _("None")
    SHORT = "short", _("Short-term on-the-job training")
    MODERATE = "moderate", _("Moderate-term on-the-job training")
    LONG = "long", _("Long-term on-the-job training")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")
    RESIDENCY = "residency", _("Internship/residency")


class Experience(models.TextChoices):
    """How long one has worked in a related job before: the terms of the BLS's projections."""

    NONE = "none", _("None")
    SOME = "some", _("Less than 5 years")
    LONG = "long", _("5 years or more")


class License(models.TextChoices):
    """Whether one may do the work only with a license of the state or the country: by this project's own reading."""

    ALWAYS = "always", _("You need a license")
    MOST_STATES = "most-states", _("Most states ask for a license")
    SOME_STATES = "some-states", _("Some states ask for a license")
    NO = "no", _("No license needed")


class Outlook(models.TextChoices):
    """Why O*NET calls a career's outlook bright. A career may have several, joined by '; '."""

    RAPID_GROWTH = "Rapid Growth", _("Growing fast")
    NUMEROUS_OPENINGS = "Numerous Job Openings", _("Many openings")
    NEW = "New and Emerging", _("New kind of work")


class Interest(models.TextChoices):
    """The six kinds of interests by which O*NET describes work, by their first letters, in plain words."""

    REALISTIC = "R", _("Build or fix")
    INVESTIGATIVE = "I", _("Find out")
    ARTISTIC = "A", _("Create")
    SOCIAL = "S", _("Help people")
    ENTERPRISING = "E", _("Lead")
    CONVENTIONAL = "C", _("Organize")
