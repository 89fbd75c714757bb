"""Careers, where they stand, the lists of them that are picked by hand, and where the search leads besides entries."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from ..models import Career, CareerPlacement, ImportedCareer, PickedCareer, PickedList, Signpost
from .base import PICTURE_FIELDS, SEARCH_FIELDS, SOURCE_FIELDS, ContentAdmin
from .conflicts import ConflictInline
from .drafts import DraftsMixin
from .forms import CareerForm
from .pictures import ShowsPicture


class CareerPlacementInline(ConflictInline, admin.TabularInline):
    model = CareerPlacement
    extra = 0
    verbose_name = _("career")
    fields = ["career", "sub_cluster", "position", "origin", "reason"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("career", "sub_cluster")


class CareersInline(CareerPlacementInline):
    """On a sub-cluster's page: the most typical career first."""

    autocomplete_fields = ["career"]
    verbose_name_plural = _("Careers, the most typical first")


class CareerPlacesInline(CareerPlacementInline):
    autocomplete_fields = ["sub_cluster"]
    verbose_name = _("place")
    verbose_name_plural = _("Where it stands (by the official list, or by our suggestion with its reason)")


@admin.register(Career)
class CareerAdmin(ShowsPicture, DraftsMixin, ContentAdmin):
    form = CareerForm
    readonly_fields = ["set_here", "tasks"]
    list_display = ["name", "code", "typical_entry_education", "median_pay", "growth_percent"]
    list_filter = ["typical_entry_education", "job_zone", "sub_clusters__cluster"]
    search_fields = ["name", "code", "summary", "search_words"]
    counted = (("placements", _("places")),)
    inlines = [CareerPlacesInline]
    fieldsets = [
        (None, {"fields": ["code", "name", "slug", "summary", "day", "license", "license_note", "is_draft"]}),
        PICTURE_FIELDS,
        (_("For the search"), {"fields": ["search_words", "reported_titles", "alternate_titles"]}),
        (
            _("By O*NET (import_onet brings these up to date)"),
            {
                "fields": [
                    "set_here",
                    "job_zone",
                    "job_zone_release",
                    "interest_code",
                    "bright_outlook",
                    "onet_release",
                    "schooling",
                    "technology",
                    "related",
                    "tasks",
                ]
            },
        ),
        (
            _("By the BLS (import_bls brings these up to date)"),
            {
                "fields": [
                    "median_pay",
                    "pay_year",
                    ("pay_10", "pay_25", "pay_75", "pay_90"),
                    ("hourly_10", "hourly_25", "hourly_pay", "hourly_75", "hourly_90"),
                    "typical_entry_education",
                    "training",
                    "experience",
                    "jobs",
                    "growth_percent",
                    "annual_openings",
                    "projected_from",
                    "projected_to",
                    "counted_as",
                ]
            },
        ),
        SOURCE_FIELDS,
    ]

    @admin.display(description=_("tasks, by O*NET"))
    def tasks(self, career):
        """What import_onet has kept of what people do, for editors to read."""
        memory = ImportedCareer.objects.filter(career=career.pk).first()
        return (memory and memory.tasks) or _("none imported")

    @admin.display(description=_("set by an editor of this site"))
    def set_here(self, career):
        """Which figures are not the publisher's, and what the publisher says."""
        figures = [
            _("%(figure)s: %(here)s (the publisher: %(published)s)")
            % {
                "figure": career._meta.get_field(name).verbose_name,
                "here": _shown(getattr(career, name)),
                "published": _shown(career.published(name)),
            }
            for name in career.published_figures
            if career.is_ours(name)
        ]
        return format_html_join(mark_safe("<br>"), "{}", ((figure,) for figure in figures)) or _("none of them")


def _shown(figure):
    return _("nothing") if figure in (None, "") else figure


@admin.register(CareerPlacement)
class CareerPlacementAdmin(ContentAdmin):
    list_display = ["__str__", "position", "origin", "reason"]
    list_editable = ["position"]
    list_filter = ["origin", "sub_cluster__cluster__framework", "sub_cluster__cluster"]
    list_select_related = ["career", "sub_cluster"]
    search_fields = ["career__name", "career__code", "sub_cluster__name"]
    autocomplete_fields = ["sub_cluster", "career"]
    fields = ["sub_cluster", "career", "position", "origin", "reason"]


class PickedCareerInline(ConflictInline, admin.TabularInline):
    model = PickedCareer
    extra = 0
    verbose_name = _("career")
    verbose_name_plural = _("Careers in it")
    fields = ["career"]
    autocomplete_fields = ["career"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("career", "picked_list")


@admin.register(PickedList)
class PickedListAdmin(DraftsMixin, ContentAdmin):
    list_display = ["name", "position", "summary"]
    list_editable = ["position"]
    search_fields = ["name", "summary", "search_words"]
    counted = (("picks", _("careers")),)
    inlines = [PickedCareerInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "summary", "icon", "position", "is_draft"]}),
        (_("What the page says about it"), {"fields": ["note", "caution", "learn_page"]}),
        SEARCH_FIELDS,
    ]


@admin.register(PickedCareer)
class PickedCareerAdmin(ContentAdmin):
    list_display = ["__str__"]
    list_filter = ["picked_list"]
    list_select_related = ["career", "picked_list"]
    search_fields = ["career__name", "career__code", "picked_list__name"]
    autocomplete_fields = ["picked_list", "career"]
    fields = ["picked_list", "career"]


@admin.register(Signpost)
class SignpostAdmin(ContentAdmin):
    list_display = ["name", "position", "path", "summary"]
    list_editable = ["position"]
    search_fields = ["name", "summary", "search_words"]
    fieldsets = [(None, {"fields": ["name", "slug", "summary", "path", "icon", "position", "search_words"]})]
