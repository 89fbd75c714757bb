"""What programs of study hold: things to learn, courses, majors, careers; and the colleges that teach them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import College, Course, Major, ProgramCareer, ProgramCourse, ProgramMajor, ProgramSkill
from ..models.history import write_history
from .base import FORM_FIELDS, ContentAdmin
from .conflicts import ConflictInline
from .history import HistoryAdmin
from .pictures import PicksIcons


class SkillsInline(PicksIcons, ConflictInline, admin.TabularInline):
    model = ProgramSkill
    formfield_overrides = FORM_FIELDS
    extra = 0
    verbose_name_plural = _("What one learns to do")
    fields = ["text", "icon", "position"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("program")


class _ReferenceInline(ConflictInline, admin.TabularInline):
    """Entries that a program refers to, with one query for all of them."""

    extra = 0
    refers_to = ""

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("program", self.refers_to)


class CoursesInline(_ReferenceInline):
    model = ProgramCourse
    refers_to = "course"
    verbose_name_plural = _("Courses at school, the first one first (an example)")
    fields = ["course", "position"]
    autocomplete_fields = ["course"]


class MajorsInline(_ReferenceInline):
    model = ProgramMajor
    refers_to = "major"
    verbose_name_plural = _("College majors that teach it, the most fitting first")
    fields = ["major", "position"]
    autocomplete_fields = ["major"]


class LeadsToInline(_ReferenceInline):
    model = ProgramCareer
    refers_to = "career"
    verbose_name_plural = _("Careers that it leads to, the most typical first")
    fields = ["career", "position", "origin", "reason"]
    autocomplete_fields = ["career"]


PARTS_OF_A_PROGRAM = [SkillsInline, CoursesInline, MajorsInline, LeadsToInline]


@admin.register(Course)
class CourseAdmin(ContentAdmin):
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    counted = (("program_courses", _("programs")),)
    fields = ["code", "name"]


@admin.register(Major)
class MajorAdmin(ContentAdmin):
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    counted = (("program_majors", _("programs")),)
    fields = ["code", "name"]


class _PartOfProgramAdmin(ContentAdmin):
    list_editable = ["position"]
    autocomplete_fields = ["program"]
    search_fields = ["program__name"]


@admin.register(ProgramSkill)
class ProgramSkillAdmin(_PartOfProgramAdmin):
    list_display = ["__str__", "position"]
    list_select_related = ["program"]
    search_fields = ["program__name", "text"]
    fields = ["program", "text", "icon", "position"]


@admin.register(ProgramCourse)
class ProgramCourseAdmin(_PartOfProgramAdmin):
    list_display = ["__str__", "position"]
    list_select_related = ["program", "course"]
    autocomplete_fields = ["program", "course"]
    search_fields = ["program__name", "course__name", "course__code"]
    fields = ["program", "course", "position"]


@admin.register(ProgramMajor)
class ProgramMajorAdmin(_PartOfProgramAdmin):
    list_display = ["__str__", "position"]
    list_select_related = ["program", "major"]
    autocomplete_fields = ["program", "major"]
    search_fields = ["program__name", "major__name", "major__code"]
    fields = ["program", "major", "position"]


@admin.register(ProgramCareer)
class ProgramCareerAdmin(_PartOfProgramAdmin):
    list_display = ["__str__", "position", "origin", "reason"]
    list_filter = ["origin"]
    list_select_related = ["program", "career"]
    autocomplete_fields = ["program", "career"]
    search_fields = ["program__name", "career__name", "career__code"]
    fields = ["program", "career", "position", "origin", "reason"]


@admin.register(College)
class CollegeAdmin(HistoryAdmin, admin.ModelAdmin):
    """Read only, but for the address to show: all else is the publisher's, and the next import would write it anew."""

    formfield_overrides = FORM_FIELDS
    list_per_page = 100
    list_display = ["name", "town", "state", "control", "site"]
    list_filter = ["state", "control"]
    search_fields = ["name", "town", "unitid"]
    fields = ["unitid", "name", "town", "state", "control", "website", "own_website"]
    readonly_fields = ["unitid", "name", "town", "state", "control", "website"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """Imports leave no history: before the first change of an editor, it begins with what was imported."""
        if form.has_changed() and not obj.history.exists():
            write_history([College.objects.get(pk=obj.pk)], [], "import_ipeds")
        super().save_model(request, obj, form, change)
