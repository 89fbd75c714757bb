"""The questions of the quiz, and a check of them."""

from django.contrib import admin, messages
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ..models import Framework, QuizItem
from ..quiz.balance import find_faults
from .base import ContentAdmin


@admin.register(QuizItem)
class QuizItemAdmin(ContentAdmin):
    change_list_template = "admin/explorer/quizitem/change_list.html"
    list_display = ["text", "cluster", "kind", "position"]
    ordering = [
        "cluster__framework__position",
        F("cluster__grouping__position").asc(nulls_first=True),
        "cluster__position",
        "position",
        "pk",
    ]
    list_editable = ["position"]
    list_filter = ["kind", "cluster__framework", "cluster"]
    list_select_related = ["cluster"]
    search_fields = ["text", "explanation", "cluster__name"]
    autocomplete_fields = ["cluster", "sub_cluster"]
    prepopulated_fields = {"slug": ["text"]}
    fieldsets = [
        (None, {"fields": ["text", "slug", "explanation", "icon"]}),
        (_("Where it belongs"), {"fields": ["cluster", "sub_cluster", "kind", "position"]}),
    ]

    def changelist_view(self, request, extra_context=None):
        check = {"quiz_faults": _faults(), "has_quiz": QuizItem.objects.exists()}
        return super().changelist_view(request, {**(extra_context or {}), **check})

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        for fault in _faults():
            if fault.item == obj:
                self.message_user(request, fault.text, messages.WARNING)
            elif fault.cluster and fault.cluster == obj.cluster:
                text = _("%(cluster)s: %(fault)s") % {"cluster": fault.cluster, "fault": fault.text}
                self.message_user(request, text, messages.WARNING)


def _faults():
    """What is wrong with the quiz that visitors get."""
    framework = Framework.objects.with_quiz() or Framework.objects.default()
    clusters = list(framework.clusters.in_order()) if framework else []
    return find_faults(list(QuizItem.objects.for_check()), clusters)
