"""What the admin says and does about drafts."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models.version import content_transaction


class DraftsMixin:
    """Entries that may be drafts: the list says which are, and changes that for many at once."""

    actions = ("publish", "make_drafts")

    def get_list_display(self, request):
        return [*super().get_list_display(request), "is_draft"]

    def get_list_filter(self, request):
        return ["is_draft", *super().get_list_filter(request)]

    @admin.action(description=gettext_lazy("Publish selected %(verbose_name_plural)s"), permissions=["change"])
    def publish(self, request, queryset):
        self._set(request, queryset, is_draft=False)

    @admin.action(description=gettext_lazy("Make selected %(verbose_name_plural)s drafts"), permissions=["change"])
    def make_drafts(self, request, queryset):
        self._set(request, queryset, is_draft=True)

    def _set(self, request, queryset, *, is_draft):
        """One by one, as the form would: each by the rules, with its own line in the history."""
        changed, message = 0, [{"changed": {"fields": [_("draft")]}}]
        with content_transaction():
            for entry in queryset.filter(is_draft=not is_draft):
                entry.is_draft = is_draft
                try:
                    entry.full_clean()
                except ValidationError as error:
                    self.message_user(request, f"{entry}: {' '.join(error.messages)}", messages.ERROR)
                    continue
                entry.save()
                self.log_change(request, entry, message)
                changed += 1
        words = (
            ngettext("%d is a draft now.", "%d are drafts now.", changed)
            if is_draft
            else ngettext("%d is public now.", "%d are public now.", changed)
        )
        self.message_user(request, words % changed)
