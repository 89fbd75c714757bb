from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ExplorerConfig(AppConfig):
    name = "explorer"
    verbose_name = _("Career clusters")


class ContentAdminConfig(AdminConfig):
    default_site = "explorer.admin_site.ContentAdminSite"
