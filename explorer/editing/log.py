"""Old addresses, and who changed what."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import RetiredAddress
from .history import HistoryAdmin


@admin.register(RetiredAddress)
class RetiredAddressAdmin(HistoryAdmin, admin.ModelAdmin):
    list_display = ["old_path", "new_path"]
    search_fields = ["old_path", "new_path"]


@admin.register(LogEntry)
class LogEntryAdmin(admin.ModelAdmin):
    """Who changed what, and when. Nobody can change that."""

    date_hierarchy = "action_time"
    list_display = ["action_time", "user", "content_type", "entry", "what_changed"]
    list_filter = ["user", "content_type"]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("entry"))
    def entry(self, log):
        url = log.get_admin_url()
        return (
            format_html('<a href="{}">{}</a>', url, log.object_repr)
            if url and not log.is_deletion()
            else log.object_repr
        )

    @admin.display(description=_("what changed"))
    def what_changed(self, log):
        return log.get_change_message() or log.get_action_flag_display()
