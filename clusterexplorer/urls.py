from django.conf import settings
from django.contrib import admin
from django.urls import include, path, reverse

from clusterexplorer.request_limits import count, too_many
from explorer.embed.views import embed_not_found
from explorer.pages import views as pages

urlpatterns = [
    path(settings.ADMIN_PATH, admin.site.urls),
    path("", include("explorer.urls")),
]


def page_not_found(request, exception):
    """A page of the site that leads on; in a frame of another site, a small one."""
    if request.resolver_match is None and (wait := count(request, "pages")):  # else it is counted as the view's
        return too_many(request, wait)
    is_framed = request.path.startswith(reverse("embedding"))
    return embed_not_found(request) if is_framed else pages.page_not_found(request, exception)


handler404 = page_not_found
handler400 = "explorer.pages.refusals.bad_request"
handler403 = "explorer.pages.refusals.no_permission"
handler500 = "clusterexplorer.faults.server_error"
