"""Content as CSV and XLSX: out, and in again after a look at what would change."""

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from ...models import ContentVersion, PendingImport
from ...models.alphabetical import Alphabetical
from ...models.history import change_reason_of_import
from ...models.version import content_transaction
from ..forms import question_about
from .resources import ContentResource, faults
from .spreadsheets import CONTENT_TYPES, LARGEST_FILE, MOST_ROWS, BadFile, read, write

FAULTS_SHOWN = 200
DOUBTS_NAMED = 10


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class NotAsShown(Exception):
    """What an import would do is no longer what the editor has seen."""


class Refused(Exception):
    """A file with faults: nothing of it is imported."""

    def __init__(self, found):
        self.found = found


class TablesAdmin:
    """For a ModelAdmin of content."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, f"explorer_{self.opts.model_name}"
        return [
            path("import/", view(self.import_view), name=f"{name}_import"),
            path("export/<str:kind>/", view(require_safe(self.export_view)), name=f"{name}_export"),
            *super().get_urls(),
        ]

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def export_view(self, request, kind):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if kind not in CONTENT_TYPES:
            raise Http404
        try:
            listed = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse(f"admin:explorer_{self.opts.model_name}_changelist"))
        entries = self.model._default_manager.filter(pk__in=list(listed.values_list("pk", flat=True)))
        resource = ContentResource.of(self.model)()
        try:
            rows = resource.export_rows(entries.order_by(*map(Alphabetical, self.model.natural_key_fields), "pk"))
            content = write(kind, resource.columns(), rows)
        except BadFile as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse(f"admin:explorer_{self.opts.model_name}_changelist"))
        name = content_disposition_header(True, f"{self.opts.model_name}.{kind}")
        return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers={"Content-Disposition": name})

    def import_view(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        if request.method == "POST" and "pending" in request.POST:
            return self._confirm(request)
        form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                if file.size > LARGEST_FILE:
                    text = _("The file is too large: it may have %(most)d MB.")
                    raise BadFile(text % {"most": LARGEST_FILE // 1024 // 1024})
                return self._preview(request, file.read(), file.name.replace("\x00", "")[-200:], form)
            except BadFile as error:
                form.add_error("file", str(error))
        return self._page(request, form=form)

    def _run(self, content, file_name, *, dry_run):
        resource = ContentResource.of(self.model)()
        table = read(content, resource.columns(), resource.key)
        result = resource.import_rows(*table, dry_run=dry_run, file_name=file_name)
        if result.base_errors:
            raise BadFile(str(result.base_errors[0].error))
        return result, faults(result, resource.row_numbers), table.notes

    def _preview(self, request, content, file_name, form):
        version = ContentVersion.objects.current()  # before the look: a change during it is noticed
        result, found, notes = self._run(content, file_name, dry_run=True)
        if found:
            return self._page(request, form=form, found=found[:FAULTS_SHOWN], found_count=len(found), notes=notes)
        PendingImport.tidy_up(request.user)
        changed = [row for row in result.rows if row.is_new() or row.is_update()]
        pending = changed and PendingImport.objects.create(
            user=request.user,
            model=self.opts.model_name,
            file_name=file_name,
            content=content,
            content_version=version,
        )
        return self._page(
            request,
            form=ImportForm(),
            pending=pending,
            changed=changed,
            same=len(result.rows) - len(changed),
            looked=True,
            notes=[*notes, *_doubts(changed)],
        )

    def _confirm(self, request):
        pending = self._pending(request)
        if pending is None:
            self.message_user(
                request, _("This file was imported already, or it is gone. Choose it again."), messages.ERROR
            )
            return HttpResponseRedirect(request.path)
        content = bytes(pending.content)
        try:
            with content_transaction():
                if not PendingImport.objects.filter(pk=pending.pk).delete()[0]:
                    raise NotAsShown  # a second click
                if ContentVersion.objects.current() != pending.content_version:
                    raise NotAsShown
                result, found, _notes = self._run(content, pending.file_name, dry_run=False)
                if found:
                    raise Refused(found)
                self._log(request, result, pending.file_name)
        except NotAsShown:
            text = _(
                "Content was changed since you looked: nothing is imported yet. This is what the file would change now."
            )
            self.message_user(request, text, messages.WARNING)
            return self._preview(request, content, pending.file_name, ImportForm())
        except Refused as refused:
            found = refused.found
            return self._page(request, form=ImportForm(), found=found[:FAULTS_SHOWN], found_count=len(found))
        totals = result.totals
        text = _("Imported: %(new)d added, %(update)d changed.")
        self.message_user(request, text % {"new": totals["new"], "update": totals["update"]}, messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:explorer_{self.opts.model_name}_changelist"))

    def _pending(self, request):
        """The file that this editor has looked at and confirms, or None."""
        key = request.POST["pending"]
        try:
            return PendingImport.objects.filter(pk=key, user=request.user, model=self.opts.model_name).first()
        except (ValueError, forms.ValidationError):
            return None

    def _log(self, request, result, file_name):
        reason = change_reason_of_import(file_name)
        for flag, is_one in ((ADDITION, "is_new"), (CHANGE, "is_update")):
            entries = [row.instance for row in result.rows if getattr(row, is_one)()]
            if entries:
                LogEntry.objects.log_actions(request.user.pk, entries, flag, reason)

    def _page(self, request, **context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import %s") % self.opts.verbose_name_plural,
            "columns": ContentResource.of(self.model).columns(),
            "key": ContentResource.of(self.model).key,
            "largest": LARGEST_FILE // 1024 // 1024,
            "most_rows": MOST_ROWS,
            **context,
        }
        return TemplateResponse(request, "admin/explorer/import.html", context)


def _doubts(rows):
    """A note for each value in `rows` that is asked about in a form, too."""
    doubts = [
        _("%(entry)s: %(column)s %(value)s. %(question)s")
        % {"entry": row.instance, "column": name, "value": after, "question": question}
        for row in rows
        for name, _before, after in row.diff
        if (question := question_about(name, getattr(row.instance, name, None)))
    ]
    more = len(doubts) - DOUBTS_NAMED
    return doubts[:DOUBTS_NAMED] + (
        [ngettext("And %d more like that.", "And %d more like these.", more) % more] if more > 0 else []
    )
