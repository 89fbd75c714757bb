from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class ExplorerConfig(AppConfig):
    name = "explorer"
    verbose_name = _("Career clusters")

    def ready(self):
        from .models import CONTENT_MODELS
        from .models.version import follow_changes

        for model in CONTENT_MODELS:
            for signal in (post_save, post_delete):
                signal.connect(follow_changes, sender=model, dispatch_uid=f"version of {model._meta.label}")


class ContentAdminConfig(AdminConfig):
    default_site = "explorer.admin_site.ContentAdminSite"
