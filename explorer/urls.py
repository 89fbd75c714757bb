"""The site map. These addresses are public: other people's links rely on them."""

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.http import require_safe

from .careers.choices import CareerChoices
from .careers.views import career_by_code, career_detail, career_list, surprise, surprise_career
from .compare.views import compare
from .crosswalk.my_school import my_school
from .crosswalk.views import crosswalk
from .data.views import career_data, crosswalk_data, data, framework_data
from .embed.views import embed_cluster, embed_wheel, embedding
from .frameworks.views import cluster_detail, framework_detail, framework_list, home, program_detail, sub_cluster_detail
from .handouts.views import (
    cluster_qr,
    handout_detail,
    handout_list,
    handout_pdf,
    handout_set,
    handout_set_pdf,
    poster,
    poster_file,
)
from .learn.views import learn, learn_detail
from .pages.my_state import my_state
from .pages.parameters import reads
from .pages.personal_stylesheet import personal_stylesheet
from .pages.sitemaps import SITEMAPS, with_public_addresses
from .pages.views import accessibility, favicon, robots_txt
from .quiz.views import quiz, quiz_card, quiz_codes, quiz_compare, quiz_result
from .search.views import search
from .shortlist.views import shortlist
from .text.validators import ONET_CODE


class OnetCodeConverter(StringConverter):
    regex = ONET_CODE


class FileTypeConverter(StringConverter):
    regex = "json|csv"


register_converter(OnetCodeConverter, "onet")
register_converter(FileTypeConverter, "file_type")

urlpatterns = [
    path("", home, name="home"),
    path("frameworks/", framework_list, name="framework_list"),
    path("frameworks/<slug:framework>/", framework_detail, name="framework_detail"),
    path("frameworks/<slug:framework>/<slug:cluster>/", cluster_detail, name="cluster_detail"),
    path(
        "frameworks/<slug:framework>/<slug:cluster>/<slug:sub_cluster>/",
        sub_cluster_detail,
        name="sub_cluster_detail",
    ),
    path("programs/<slug:program>/", program_detail, name="program_detail"),
    path("careers/", career_list, name="career_list"),
    path("careers/surprise/", surprise, name="surprise"),
    path("careers/surprise/<onet:code>/", surprise_career, name="surprise_career"),
    path("careers/<onet:code>/", career_by_code, name="career_by_code"),
    path("careers/<onet:code>-<slug:slug>/", career_detail, name="career_detail"),
    path("crosswalk/", crosswalk, name="crosswalk"),
    path("compare/", compare, name="compare"),
    path("data/", data, name="data"),
    path("data/frameworks/<slug:framework>.<file_type:file_type>", framework_data, name="framework_data"),
    path("data/crosswalk.<file_type:file_type>", crosswalk_data, name="crosswalk_data"),
    path("data/careers.<file_type:file_type>", career_data, name="career_data"),
    path("learn/", learn, name="learn"),
    path("learn/<slug:page>/", learn_detail, name="learn_detail"),
    path("search/", search, name="search"),
    path("quiz/", quiz, name="quiz"),
    path("quiz/results/", quiz_codes, name="quiz_codes"),
    path("quiz/results/<path:code>/card.png", quiz_card, name="quiz_card"),
    path("quiz/results/<path:code>/", quiz_result, name="quiz_result"),
    path("quiz/compare/<str:code>/<path:other>/", quiz_compare, name="quiz_compare"),
    path("handouts/", handout_list, name="handout_list"),
    path("handouts/<slug:framework>/", handout_set, name="handout_set"),
    path("handouts/<slug:framework>/<slug:cluster>/", handout_detail, name="handout_detail"),
    path("qr/<slug:framework>/<slug:cluster>.svg", cluster_qr, name="cluster_qr"),
    path("handouts/<slug:framework>.pdf", handout_set_pdf, name="handout_set_pdf"),
    path("handouts/<slug:framework>/<slug:cluster>.pdf", handout_pdf, name="handout_pdf"),
    path("poster.pdf", poster_file, name="poster_pdf"),
    path("poster/", poster, name="poster"),
    path("my-school/", my_school, name="my_school"),
    path("my-state/", my_state, name="my_state"),
    path("accessibility/", accessibility, name="accessibility"),
    path("shortlist/", shortlist, name="shortlist"),
    path("mine.css", personal_stylesheet, name="personal_stylesheet"),
    path("embed/", embedding, name="embedding"),
    path("embed/wheel/", embed_wheel, name="embed_wheel"),
    path("embed/<slug:framework>/<slug:cluster>/", embed_cluster, name="embed_cluster"),
    path("robots.txt", robots_txt, {"list_parameters": tuple(CareerChoices.base_fields)}, name="robots_txt"),
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
    path("favicon.ico", favicon, name="favicon"),
]
