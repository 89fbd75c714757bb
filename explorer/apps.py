from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_delete, post_save, pre_delete, pre_migrate, pre_save
from django.utils.translation import gettext_lazy as _


class ExplorerConfig(AppConfig):
    name = "explorer"
    verbose_name = _("Career clusters")

    def ready(self):
        from simple_history.signals import pre_create_historical_record

        from .models import CONTENT_MODELS, College
        from .models.deletion import after_deletion, before_deletion, models_with_history
        from .models.history import note_step
        from .models.version import after_change, before_change
        from .publishing.old_databases import add_what_is_lacking

        for model in (*CONTENT_MODELS, College):
            for signal in (pre_save, pre_delete):
                signal.connect(before_change, sender=model, dispatch_uid=f"version before {model._meta.label}")
            for signal in (post_save, post_delete):
                signal.connect(after_change, sender=model, dispatch_uid=f"version after {model._meta.label}")
        for model in models_with_history():
            pre_delete.connect(before_deletion, sender=model, dispatch_uid=f"deletion before {model._meta.label}")
            post_delete.connect(after_deletion, sender=model, dispatch_uid=f"deletion after {model._meta.label}")
        pre_migrate.connect(add_what_is_lacking, sender=self, dispatch_uid="what old databases lack")
        pre_create_historical_record.connect(note_step, dispatch_uid="step of a history")


class ContentAdminConfig(AdminConfig):
    default_site = "explorer.editing.site.ContentAdminSite"
