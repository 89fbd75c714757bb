from functools import wraps

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from clusterexplorer.public_address import public_address

from ..models import Career, Cluster, Framework, LearnPage, Program, SubCluster


class ContentSitemap(Sitemap):
    """The pages of one kind of content, with the day of their last change.

    In files of 100 addresses, so that a site with a framework for every state answers as fast as one with three.
    """

    limit = 100

    def __init__(self, queryset):
        self.queryset = queryset

    def items(self):
        return self.queryset.all()

    def lastmod(self, entry):
        return entry.updated_at

    def get_latest_lastmod(self):
        return self.queryset.aggregate(latest=Max("updated_at"))["latest"]


class PageSitemap(Sitemap):
    """The pages that stand for themselves."""

    def items(self):
        names = "home framework_list career_list compare quiz crosswalk learn handout_list poster data embedding"
        return [*names.split(), "accessibility"]

    def location(self, name):
        return reverse(name)


def with_public_addresses(view):
    """Django's views of sitemaps take the host that was asked for into every address."""

    @wraps(view)
    def publicly(request, **kwargs):
        response = view(request, **kwargs)
        here = request.build_absolute_uri("/").removesuffix("/")
        for file in response.context_data.get("sitemaps", ()):
            file.location = public_address(request, file.location.removeprefix(here))
        for page in response.context_data.get("urlset", ()):
            page["location"] = public_address(request, page["location"].removeprefix(here))
        return response

    return publicly


SITEMAPS = {
    "pages": PageSitemap,
    "frameworks": ContentSitemap(Framework.objects.published().order_by("pk")),
    "clusters": ContentSitemap(Cluster.objects.published().select_related("framework").order_by("pk")),
    "sub-clusters": ContentSitemap(SubCluster.objects.published().select_related("cluster__framework").order_by("pk")),
    "programs": ContentSitemap(Program.objects.published().order_by("pk")),
    "careers": ContentSitemap(Career.objects.published().order_by("pk")),
    "learn": ContentSitemap(LearnPage.objects.without_drafts().order_by("pk")),
}
