"""The site map. These addresses are public: other people's links rely on them."""

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.http import require_safe

from . import views
from .parameters import reads
from .sitemaps import SITEMAPS, with_public_addresses
from .validators import ONET_CODE


class OnetCodeConverter(StringConverter):
    regex = ONET_CODE


class FileTypeConverter(StringConverter):
    regex = "json|csv"


register_converter(OnetCodeConverter, "onet")
register_converter(FileTypeConverter, "file_type")

urlpatterns = [
    path("", views.home, name="home"),
    path("frameworks/", views.framework_list, name="framework_list"),
    path("frameworks/<slug:framework>/", views.framework_detail, name="framework_detail"),
    path("frameworks/<slug:framework>/<slug:cluster>/", views.cluster_detail, name="cluster_detail"),
    path(
        "frameworks/<slug:framework>/<slug:cluster>/<slug:sub_cluster>/",
        views.sub_cluster_detail,
        name="sub_cluster_detail",
    ),
    path("programs/<slug:program>/", views.program_detail, name="program_detail"),
    path("careers/", views.career_list, name="career_list"),
    path("careers/<onet:code>/", views.career_by_code, name="career_by_code"),
    path("careers/<onet:code>-<slug:slug>/", views.career_detail, name="career_detail"),
    path("crosswalk/", views.crosswalk, name="crosswalk"),
    path("compare/", views.compare, name="compare"),
    path("data/", views.data, name="data"),
    path("data/frameworks/<slug:framework>.<file_type:file_type>", views.framework_data, name="framework_data"),
    path("data/crosswalk.<file_type:file_type>", views.crosswalk_data, name="crosswalk_data"),
    path("data/careers.<file_type:file_type>", views.career_data, name="career_data"),
    path("learn/", views.learn, name="learn"),
    path("learn/<slug:page>/", views.learn_detail, name="learn_detail"),
    path("search/", views.search, name="search"),
    path("quiz/", views.quiz, name="quiz"),
    path("quiz/results/", views.quiz_codes, name="quiz_codes"),
    path("quiz/results/<path:code>/", views.quiz_result, name="quiz_result"),
    path("quiz/compare/<str:code>/<path:other>/", views.quiz_compare, name="quiz_compare"),
    path("handouts/", views.handout_list, name="handout_list"),
    path("handouts/<slug:framework>/", views.handout_set, name="handout_set"),
    path("handouts/<slug:framework>/<slug:cluster>/", views.handout_detail, name="handout_detail"),
    path("qr/<slug:framework>/<slug:cluster>.svg", views.cluster_qr, name="cluster_qr"),
    path("handouts/<slug:framework>.pdf", views.handout_set_pdf, name="handout_set_pdf"),
    path("handouts/<slug:framework>/<slug:cluster>.pdf", views.handout_pdf, name="handout_pdf"),
    path("poster.pdf", views.poster_file, name="poster_pdf"),
    path("poster/", views.poster, name="poster"),
    path("my-school/", views.my_school, name="my_school"),
    path("shortlist/", views.shortlist, name="shortlist"),
    path("mine.css", views.mine_css, name="mine_css"),
    path("embed/", views.embedding, name="embedding"),
    path("embed/wheel/", views.embed_wheel, name="embed_wheel"),
    path("embed/<slug:framework>/<slug:cluster>/", views.embed_cluster, name="embed_cluster"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
    path(
        "sitemap.xml",
        reads("p")(require_safe(with_public_addresses(sitemap_index))),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    path(
        "sitemap-<slug:section>.xml",
        reads("p")(require_safe(with_public_addresses(sitemap))),
        {"sitemaps": SITEMAPS},
        name="sitemap_section",
    ),
    path("favicon.ico", views.favicon, name="favicon"),
]
