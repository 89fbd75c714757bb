"""One page for each entry that says who changed what and when, with a button for the way back; and what was deleted."""

from django.contrib import messages
from django.contrib.admin.utils import NestedObjects, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import DatabaseError, models, router
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import Program, RetiredAddress
from ..models.deletion import bring_back, counts_of, untied_counts_of
from ..models.history import ADDED, CHANGED, DELETED, deleted_records, entry_at, go_back, last_name, references
from ..models.version import content_transaction

PER_PAGE = 25
NOTES_SHOWN = 10
WHAT = {ADDED: gettext_lazy("Added"), CHANGED: gettext_lazy("Changed"), DELETED: gettext_lazy("Deleted")}


class _Labels:
    """The names of what records refer to, one query for each kind."""

    def __init__(self, records):
        self.entries = {}
        for field in (field for field in (records[0].tracked_fields if records else ()) if field.is_relation):
            keys = {getattr(record, field.attname) for record in records}
            self.entries[field.attname] = field.related_model._base_manager.in_bulk(keys - {None})

    def text(self, record, field):
        value = getattr(record, field.attname)
        if value is None:
            return ""
        if field.is_relation:
            return str(self.entries[field.attname].get(value) or _("an entry that is gone"))
        if isinstance(field, models.JSONField):  # what publishers say, {name of the figure: value}
            names = {one.name: capfirst(one.verbose_name) for one in record.tracked_fields}
            return ", ".join(f"{names.get(name, name)}: {figure}" for name, figure in value.items())
        if isinstance(field, models.BooleanField):
            return _("Yes") if value else _("No")
        return str(dict(field.flatchoices).get(value, value))

    def name(self, record):
        for name in ("name", "title", "text"):
            if hasattr(record, name):
                return self._of_program(record) + getattr(record, name)
        references = (field for field in record.tracked_fields if field.is_relation and field.name != "source")
        return " / ".join(self.text(record, field) for field in references) or str(entry_at(record))

    def _of_program(self, record):
        """'Carpentry: ' before what is said of things to learn, which many programs have alike."""
        if not hasattr(record, "program_id"):
            return ""
        programs, key = self.entries["program_id"], record.program_id
        if key not in programs:
            programs[key] = last_name(Program, key)
        return f"{programs[key]}: "


def _changes(labels, record, before):
    """[(field, before, after), ...]"""
    if before is None or DELETED in (record.history_type, before.history_type):
        return []
    return [
        (capfirst(field.verbose_name), labels.text(before, field), labels.text(record, field))
        for field in record.tracked_fields
        if getattr(record, field.attname) != getattr(before, field.attname)
    ]


class HistoryAdmin:
    """For a ModelAdmin of content."""

    object_history_template = "admin/explorer/object_history.html"

    def get_urls(self):
        name = f"explorer_{self.opts.model_name}_deleted"
        return [path("deleted/", self.admin_site.admin_view(self.deleted_view), name=name), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {**(extra_context or {}), "has_deleted_list": True})

    def history_view(self, request, object_id, extra_context=None):
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        if request.method == "POST":
            return self._go_back(request, request.get_full_path())
        records = entry.history.select_related("history_user").order_by("-history_date", "-history_id")
        page = Paginator(records, PER_PAGE).get_page(request.GET.get("p"))
        shown = list(records[page.start_index() - 1 : page.end_index() + 1]) if page else []
        labels = _Labels(shown)
        rows = [
            {
                "record": record,
                "what": WHAT[record.history_type],
                "changes": _changes(labels, record, before),
                "is_now": page.number == 1 and number == 0,
            }
            for number, (record, before) in enumerate(zip(shown[:PER_PAGE], [*shown[1:], None], strict=False))
        ]
        return self._render(
            request,
            self.object_history_template,
            _("History of %s") % entry,
            object=entry,
            rows=rows,
            page=page,
            parts=self._lists_of_parts(entry),
            newest=records.values_list("history_id", flat=True).first(),
            may_go_back=self.has_change_permission(request, entry),
            **(extra_context or {}),
        )

    def _lists_of_parts(self, entry):
        """[(name, address of the list), ...] of what is edited in the form of `entry` and has histories of its own."""
        lists = []
        for inline in self.inlines:
            names = [one.name for one in references(inline.model) if one.related_model is self.model]
            url = reverse(f"admin:explorer_{inline.model._meta.model_name}_changelist")
            query = f"{inline.fk_name or names[0]}__id__exact={entry.pk}"
            lists.append((capfirst(inline.model._meta.verbose_name_plural), f"{url}?{query}"))
        return lists

    def deleted_view(self, request):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._go_back(request, reverse(f"admin:explorer_{self.opts.model_name}_deleted"))
        page = Paginator(deleted_records(self.model), PER_PAGE).get_page(request.GET.get("p"))
        records = list(page)
        labels = _Labels(records)
        steps = {record.step for record in records} - {""}
        counts, untied = counts_of(steps), untied_counts_of(steps)
        rows = [
            {
                "record": record,
                "name": labels.name(record),
                "went_along": [
                    (capfirst(model._meta.verbose_name_plural), count)
                    for model, number in counts.get(record.step, {}).items()
                    if (count := number - (model is self.model))
                ],
                "untied": untied.get(record.step, 0),
                "texts": [
                    (capfirst(field.verbose_name), text)
                    for field in record.tracked_fields
                    if not field.primary_key and (text := labels.text(record, field))
                ],
            }
            for record in records
        ]
        title = _("Deleted: %s") % self.opts.verbose_name_plural
        may_bring_back = self.has_add_permission(request)
        return self._render(
            request, "admin/explorer/deleted.html", title, rows=rows, page=page, may_go_back=may_bring_back
        )

    def render_delete_form(self, request, context):
        return super().render_delete_form(request, {**context, **_losses([context["object"]])})

    def response_action(self, request, queryset):
        response = super().response_action(request, queryset)
        if isinstance(response, TemplateResponse) and "deletable_objects" in response.context_data:
            response.context_data.update(_losses(list(response.context_data["queryset"])))
        return response

    def _render(self, request, template, title, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, template, context)

    def _go_back(self, request, url):
        try:
            with content_transaction():
                entry, others, notes = self._restore(request)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(url)
        except DatabaseError:
            self.message_user(request, _("The database refuses this version: nothing was changed."), messages.ERROR)
            return HttpResponseRedirect(url)
        self.message_user(request, _("“%s” is as it was then.") % entry, messages.SUCCESS)
        if others:
            text = ngettext(
                "%d entry that was deleted with it is back, too.",
                "%d entries that were deleted with it are back, too.",
                others,
            )
            self.message_user(request, text % others, messages.SUCCESS)
        for note in notes[:NOTES_SHOWN]:
            self.message_user(request, note, messages.WARNING)
        if more := notes[NOTES_SHOWN:]:
            text = ngettext("And %d more of this kind.", "And %d more of this kind.", len(more))
            self.message_user(request, text % len(more), messages.WARNING)
        return HttpResponseRedirect(reverse(f"admin:explorer_{self.opts.model_name}_history", args=[entry.pk]))

    def _restore(self, request):
        chosen, newest = request.POST.get("record", ""), request.POST.get("newest", "")
        is_number = chosen.isdecimal() and len(chosen) < 10
        record = self.model.history.filter(history_id=chosen).first() if is_number else None
        if record is None:
            raise ValidationError(_("There is no such version."))
        now = self.get_queryset(request).filter(pk=record.id).first()
        if not (self.has_change_permission(request, now) if now else self.has_add_permission(request)):
            raise PermissionDenied
        last = self.model.history.filter(id=record.id).order_by("-history_date", "-history_id").first()
        if newest and newest != str(last.history_id):
            raise ValidationError(
                _("Somebody has changed it since you saw this list. Look again, and choose once more.")
            )
        then = date_format(timezone.localtime(record.history_date), "DATETIME_FORMAT")
        reason = _("Back to the version of %s") % then if now else _("Brought back")
        if now:
            entry = go_back(record, reason[:100])
            self.log_change(request, entry, reason)
            return entry, 0, []
        back = bring_back(record, reason)
        self.log_addition(request, back.entry, reason)
        return back.entry, back.others, list(dict.fromkeys(back.notes))


def _losses(entries):
    """What a deletion of `entries` would untie, and which old addresses would lead nowhere."""
    here = Q()
    for entry in entries:
        address = entry.get_absolute_url() if hasattr(entry, "moved_from") else None
        here |= Q(new_path__startswith=address) if address else Q()
    return {
        "untied": [
            (entry, capfirst(entry._meta.verbose_name), ", ".join(str(one.verbose_name) for one in fields))
            for entry, fields in _would_untie(entries)
        ],
        "retired": list(RetiredAddress.objects.filter(here)) if here else [],
    }


def _would_untie(entries):
    """What would stay and lose what it refers to, were `entries` deleted: [(entry, its fields), ...]."""
    found = {}
    if entries:
        collector = NestedObjects(using=router.db_for_write(type(entries[0])), origin=entries)
        collector.collect(entries)
        for (field, _value), batches in collector.field_updates.items():
            for entry in (entry for batch in batches for entry in batch if hasattr(field.model, "history")):
                found.setdefault(entry, []).append(field)
    in_order = sorted(found, key=lambda entry: (entry._meta.label, str(entry)))
    return [(entry, [one for one in entry._meta.concrete_fields if one in found[entry]]) for entry in in_order]
