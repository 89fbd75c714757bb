"""What a program of study holds: what one learns, courses at school, majors after it, and the careers it leads to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..pictures.icons import validate_icon
from ..text.validators import validate_cip_code, validate_course_code
from .alphabetical import Alphabetical
from .base import Entry, NaturalKeyManager, Positioned
from .careers import Career
from .program import Program


class Course(Entry):
    """A course of high schools, by its national name and code (NCES, School Courses for the Exchange of Data)."""

    natural_key_fields = ("code",)

    code = models.CharField(
        _("SCED code"),
        max_length=5,
        unique=True,
        validators=[validate_course_code],
        help_text=_("Five digits, from NCES's list of school courses (SCED): “14151”."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("As the national list has it."))

    class Meta:
        ordering = [Alphabetical("name"), "pk"]
        verbose_name = _("school course")
        verbose_name_plural = _("school courses")

    def __str__(self):
        return f"{self.name} ({self.code})"


class Major(Entry):
    """A field that colleges teach, by its national name and code (NCES, CIP 2020)."""

    natural_key_fields = ("code",)

    code = models.CharField(
        _("CIP code"),
        max_length=7,
        unique=True,
        validators=[validate_cip_code],
        help_text=_("From NCES's Classification of Instructional Programs 2020: “51.3801”."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("As the national list has it."))

    class Meta:
        ordering = [Alphabetical("name"), "pk"]
        verbose_name = _("college major")
        verbose_name_plural = _("college majors")

    def __str__(self):
        return f"{self.name} ({self.code})"


class ProgramCourseQuerySet(models.QuerySet):
    def for_program_page(self):
        return self.select_related("course").order_by("position", "pk")


class ProgramMajorQuerySet(models.QuerySet):
    def for_program_page(self):
        return self.select_related("major").order_by("position", "pk")


class ProgramCareerQuerySet(models.QuerySet):
    def for_program_page(self):
        """The public careers of a program with what a row shows, the most typical first."""
        fields = (f"career__{name}" for name in Career.row_fields)
        shown = self.filter(career__in=Career.objects.published()).select_related("career")
        return shown.only("origin", "reason", "program_id", *fields).order_by("position", "pk")

    def for_career_page(self):
        """The public programs that lead to a career, with their names: first those that it is most typical of."""
        shown = self.filter(program__in=Program.objects.published()).select_related("program")
        return shown.only("origin", "career_id", "program__name", "program__slug").order_by(
            "position", Alphabetical("program__name"), "pk"
        )


class PartOfProgram(Entry, Positioned):
    """What stands in a program of study, in an order."""

    goes_when_no_longer_shipped = True  # unless an editor changed it

    class Meta:
        abstract = True


class ProgramSkill(PartOfProgram):
    """A thing that one learns to do in a program of study."""

    natural_key_fields = ("program__slug", "text")

    program = models.ForeignKey(
        Program, on_delete=models.CASCADE, related_name="skills", verbose_name=_("program of study")
    )
    text = models.CharField(
        _("what one learns to do"),
        max_length=80,
        help_text=_("It goes after “You learn to …” and begins with a verb: “read a blueprint”."),
    )
    icon = models.CharField(
        _("icon"), max_length=60, validators=[validate_icon], help_text=_("A name from lucide.dev/icons: “ruler”.")
    )

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("thing to learn in a program")
        verbose_name_plural = _("things to learn in programs")
        constraints = [models.UniqueConstraint(fields=["program", "text"], name="programskill_unique")]

    def __str__(self):
        return f"{self.program}: {self.text}"


class ProgramCourse(PartOfProgram):
    """A course at school that belongs to a program of study: an example of what comes in which order."""

    natural_key_fields = ("program__slug", "course__code")

    program = models.ForeignKey(
        Program, on_delete=models.CASCADE, related_name="program_courses", verbose_name=_("program of study")
    )
    course = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        related_name="program_courses",
        verbose_name=_("school course"),
        help_text=_("Pages say that it is an example, and that students should ask what their school offers."),
    )

    objects = NaturalKeyManager.from_queryset(ProgramCourseQuerySet)()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("course of a program")
        verbose_name_plural = _("courses of programs")
        constraints = [models.UniqueConstraint(fields=["program", "course"], name="programcourse_unique")]

    def __str__(self):
        return f"{self.program}: {self.course}"


class ProgramMajor(PartOfProgram):
    """A college major that goes on where a program of study ends."""

    natural_key_fields = ("program__slug", "major__code")

    program = models.ForeignKey(
        Program, on_delete=models.CASCADE, related_name="program_majors", verbose_name=_("program of study")
    )
    major = models.ForeignKey(
        Major,
        on_delete=models.PROTECT,
        related_name="program_majors",
        verbose_name=_("college major"),
        help_text=_("Colleges that award something in it are listed on the program's page."),
    )

    objects = NaturalKeyManager.from_queryset(ProgramMajorQuerySet)()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("major of a program")
        verbose_name_plural = _("majors of programs")
        constraints = [models.UniqueConstraint(fields=["program", "major"], name="programmajor_unique")]

    def __str__(self):
        return f"{self.program}: {self.major}"


class LeadsBy(models.TextChoices):
    """Who says that a program of study leads to a career."""

    OFFICIAL = "official", _("official list")
    NCES = "nces", _("national crosswalk of majors and jobs")
    OURS = "ours", _("our suggestion")


class ProgramCareer(PartOfProgram):
    """A career that a program of study leads to."""

    natural_key_fields = ("program__slug", "career__code")

    program = models.ForeignKey(
        Program, on_delete=models.CASCADE, related_name="program_careers", verbose_name=_("program of study")
    )
    career = models.ForeignKey(
        Career, on_delete=models.CASCADE, related_name="program_careers", verbose_name=_("career")
    )
    origin = models.CharField(
        _("who says so"),
        max_length=8,
        choices=LeadsBy,
        default=LeadsBy.OURS,
        help_text=_(
            "The framework's own crosswalk of occupations and majors, NCES's crosswalk of majors and occupations, or "
            "this site."
        ),
    )
    reason = models.CharField(
        _("reason"),
        max_length=200,
        blank=True,
        help_text=_("Why we suggest it, in one short sentence. Students read it."),
    )

    objects = NaturalKeyManager.from_queryset(ProgramCareerQuerySet)()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("career of a program")
        verbose_name_plural = _("careers of programs")
        constraints = [models.UniqueConstraint(fields=["program", "career"], name="programcareer_unique")]

    def __str__(self):
        return f"{self.program}: {self.career}"

    def clean(self):
        super().clean()
        if self.origin == LeadsBy.OURS and not self.reason.strip():
            raise ValidationError({"reason": _("Say why it leads there: neither official crosswalk does.")})

    @property
    def is_ours(self):
        return self.origin == LeadsBy.OURS
