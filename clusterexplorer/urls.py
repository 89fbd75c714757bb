from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path(settings.ADMIN_PATH, admin.site.urls),
    path("", include("explorer.urls")),
]

handler404 = "explorer.views.page_not_found"
handler400 = "explorer.refusals.bad_request"
handler403 = "explorer.refusals.no_permission"
handler500 = "clusterexplorer.faults.server_error"
