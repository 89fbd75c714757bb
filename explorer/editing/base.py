"""What all content has in the admin."""

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import BooleanField, CharField, Count, ExpressionWrapper, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..handouts.pdf import lacking_in, say_lacking
from ..models import Cluster, SubCluster
from ..models.alphabetical import Alphabetical
from .conflicts import ConflictAdmin
from .forms import PlainTextField
from .history import HistoryAdmin
from .labels import label_with_place
from .pictures import PicksIcons
from .preview import PreviewMixin
from .tables.admin import TablesAdmin

FORM_FIELDS = {
    models.TextField: {"form_class": PlainTextField, "widget": AdminTextareaWidget},
    models.URLField: {"assume_scheme": "https"},
}
SEARCH_FIELDS = (_("For the search"), {"fields": ["search_words"]})
PICTURE_FIELDS = (_("Its picture"), {"fields": ["picture", "icon", "icons_around"]})
SOURCE_FIELDS = (_("Where it comes from"), {"fields": ["source", "source_section"]})


def with_place(formfield):
    """Let a field that offers entries name them by label_with_place, without a query for each."""
    if formfield is not None:
        formfield.label_from_instance = label_with_place
        place = {Cluster: "framework", SubCluster: "cluster__framework"}.get(formfield.queryset.model)
        if place:
            formfield.queryset = formfield.queryset.select_related(place)
    return formfield


class SameOrderChangeList(ChangeList):
    """Sorts by the columns that somebody clicks the same way on every database: by names, and what is empty last."""

    def get_ordering(self, request, queryset):
        return [part for one in super().get_ordering(request, queryset) for part in self._same_everywhere(one)]

    def _same_everywhere(self, one):
        if not isinstance(one, str):
            return [one]
        name = one.removeprefix("-")
        try:
            field = self.lookup_opts.get_field(name)
        except FieldDoesNotExist:  # 'pk', or a way through several entries
            return [one]
        parts = [one]
        if isinstance(field, CharField | TextField):
            parts = [Alphabetical(name).desc() if one.startswith("-") else Alphabetical(name).asc()]
        if field.null:
            parts.insert(0, ExpressionWrapper(Q(**{f"{name}__isnull": True}), output_field=BooleanField()).asc())
        return parts


class ContentAdmin(PicksIcons, PreviewMixin, ConflictAdmin, HistoryAdmin, TablesAdmin, admin.ModelAdmin):
    """What all content has in the admin: counts and the last change in the list, and addresses that keep working."""

    counted: tuple[tuple[str, str], ...] = ()  # (relation, column title) pairs
    formfield_overrides = FORM_FIELDS
    list_per_page = 100
    save_on_top = True

    def get_queryset(self, request):
        last_log = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model),
            object_id=Cast(OuterRef("pk"), output_field=CharField()),
        ).order_by("-action_time", "-pk")
        counts = {f"{relation}_count": Count(relation, distinct=True) for relation, _title in self.counted}
        return (
            super()
            .get_queryset(request)
            .annotate(last_editor=Subquery(last_log.values("user__username")[:1]), **counts)
        )

    def get_ordering(self, request):
        return self.ordering or self.opts.ordering  # else the counts would leave the search for entries without one

    def get_changelist(self, request, **kwargs):
        return SameOrderChangeList

    def get_list_display(self, request):
        columns = [self._count_column(relation, title) for relation, title in self.counted]
        return [*super().get_list_display(request), *columns, "updated_at", "changed_by"]

    def changelist_view(self, request, extra_context=None):
        links = {"table_links": True, "may_import": self.has_import_permission(request)}
        return super().changelist_view(request, {**(extra_context or {}), **links})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        term = getattr(obj, "term", "")
        if term:  # the framework's own word for it
            context["title"] = _("Change %s") % term
        return super().render_change_form(request, context, add, change, form_url, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return with_place(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def save_model(self, request, obj, form, change):
        if not change or form.has_changed():  # another editor's page would be out of date for nothing
            super().save_model(request, obj, form, change)
        self._tell_what_is_odd(request, obj)

    def save_formset(self, request, form, formset, change):
        """Save the inlines; what changed in them stands in their own histories too."""
        self.log_deletions(request, [one.instance for one in formset.deleted_forms if not one.instance._state.adding])
        super().save_formset(request, form, formset, change)
        for obj in formset.new_objects:
            self.log_addition(request, obj, [{"added": {}}])
            self._tell_what_is_odd(request, obj)
        for obj, fields in formset.changed_objects:
            labels = [capfirst(str(obj._meta.get_field(name).verbose_name)) for name in fields]
            self.log_change(request, obj, [{"changed": {"fields": labels}}])
            self._tell_what_is_odd(request, obj)

    def get_view_on_site_url(self, obj=None):
        """Of what is saved: a form with faults has put what was typed into `obj`, and that may have no address."""
        saved = type(obj)._base_manager.filter(pk=obj.pk).first() if obj and hasattr(obj, "get_absolute_url") else None
        return saved and saved.get_absolute_url()

    @admin.display(description=_("level"))
    def level(self, obj):
        """The framework's own word for it."""
        return obj.term

    @admin.display(description=_("changed by"), ordering=Alphabetical("last_editor"))
    def changed_by(self, obj):
        return obj.last_editor or _("as shipped")

    def _tell_what_is_odd(self, request, obj):
        for _name, characters in lacking_in(obj):
            self.message_user(request, say_lacking(characters), messages.WARNING)
        if old := getattr(obj, "moved_from", None):
            text = (
                _("The page has moved. Its old address %s leads to the new one.")
                if obj.is_public
                else _("The page has moved. Once it is public, its old address %s leads to the new one.")
            )
            self.message_user(request, text % old, messages.INFO)

    def _count_column(self, relation, title):
        @admin.display(description=title, ordering=f"{relation}_count")
        def column(obj):
            return getattr(obj, f"{relation}_count")

        return column
