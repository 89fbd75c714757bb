from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from .models import Cluster, Framework, Program, SubCluster


class ContentSitemap(Sitemap):
    """The pages of one kind of content, with the day of their last change."""

    def __init__(self, queryset):
        self.queryset = queryset

    def items(self):
        return self.queryset.all()

    def lastmod(self, entry):
        return entry.updated_at


class HomeSitemap(Sitemap):
    def items(self):
        return ["home"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {
    "home": HomeSitemap,
    "frameworks": ContentSitemap(Framework.objects.order_by("pk")),
    "clusters": ContentSitemap(Cluster.objects.select_related("framework").order_by("pk")),
    "sub-clusters": ContentSitemap(SubCluster.objects.select_related("cluster__framework").order_by("pk")),
    "programs": ContentSitemap(Program.objects.order_by("pk")),
}
