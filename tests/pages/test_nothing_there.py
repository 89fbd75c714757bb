"""Every public page where the content that it is about is missing, wholly or in part: it says so and leads on."""

import pytest
from django.urls import reverse

from explorer.models import Career, Cluster, Framework, Program, QuizItem
from explorer.pages.sitemaps import SITEMAPS
from explorer.urls import urlpatterns

from ..factories import (
    create_career,
    create_cluster,
    create_framework,
    create_grouping,
    create_learn_page,
    create_program,
    create_quiz_item,
    create_small_framework,
    create_source,
    create_sub_cluster,
)
from ..sample import drawn

pytestmark = pytest.mark.django_db
CODE = "2-ABCD-EFGH"

# What each address is asked with. An address that is new has to be put here.
ADDRESSES = {
    "home": [{}], "framework_list": [{}], "framework_detail": [{"framework": "modernized"}],
    "cluster_detail": [{"framework": "modernized", "cluster": "construction"}],
    "sub_cluster_detail": [{"framework": "modernized", "cluster": "construction", "sub_cluster": "skilled-trades"}],
    "program_detail": [{"program": "carpentry"}], "career_list": [{}], "career_by_code": [{"code": "47-2031.00"}],
    "career_detail": [{"code": "47-2031.00", "slug": "carpenters"}], "crosswalk": [{}], "compare": [{}], "data": [{}],
    "framework_data": [{"framework": "modernized", "file_type": kind} for kind in ("json", "csv")],
    "crosswalk_data": [{"file_type": kind} for kind in ("json", "csv")], "career_data": [{"file_type": kind} for kind in ("json", "csv")],
    "learn": [{}], "learn_detail": [{"page": "glossary"}, {"page": "what-is-a-cluster"}], "search": [{}], "quiz": [{}], "quiz_codes": [{}],
    "quiz_result": [{"code": CODE}], "quiz_card": [{"code": CODE}], "quiz_compare": [{"code": CODE, "other": CODE}], "handout_list": [{}],
    "handout_set": [{"framework": "modernized"}], "handout_detail": [{"framework": "modernized", "cluster": "construction"}],
    "cluster_qr": [{"framework": "modernized", "cluster": "construction"}], "handout_set_pdf": [{"framework": "modernized"}],
    "handout_pdf": [{"framework": "modernized", "cluster": "construction"}], "poster_pdf": [{}], "poster": [{}], "my_school": [{}], "my_state": [{}],
    "shortlist": [{}], "personal_stylesheet": [{}], "embedding": [{}], "embed_wheel": [{}], "accessibility": [{}], "surprise": [{}],
    "surprise_career": [{"code": "47-2031.00"}],
    "embed_cluster": [{"framework": "modernized", "cluster": "construction"}], "robots_txt": [{}], "sitemap": [{}],
    "sitemap_section": [{"section": section} for section in SITEMAPS], "favicon": [{}],
}  # fmt: skip
QUERIES = {
    "crosswalk": ["?view=table", "?from=modernized", "?of=modernized:construction"], "compare": ["?c=modernized:construction&c=modernized:x", "?framework=modernized"],
    "search": ["?q=carpenter", "?q=nothing+like+it&kind=career"], "quiz": ["?round=2"], "quiz_codes": ["?code=x"], "my_school": ["?framework=modernized"],
    "shortlist": ["?list=modernized:construction~47-2031.00"], "poster": ["?framework=modernized"], "poster_pdf": ["?framework=modernized"],
    "embedding": ["?framework=modernized", "?show=construction"], "embed_wheel": ["?framework=modernized"], "career_list": ["?sort=pay&pay=high&page=9", "?field=construction&interest=A", "?field=construction:x"],
    "home": ["?school=x"],
}  # fmt: skip


def nothing():
    pass


def only_sources():
    create_source()


def empty_framework(**fields):
    return create_framework(is_default=True, embedding_sites="*", **fields)


def no_groupings():
    framework = empty_framework(
        grouping_term="", grouping_term_plural="", sub_cluster_term="", sub_cluster_term_plural="", program_term=""
    )
    create_cluster(framework=framework)


def empty_grouping():
    create_grouping(framework=empty_framework())


def all_clusters_drafts():
    framework = create_small_framework(is_default=True, embedding_sites="*")
    create_cluster(framework=framework, grouping=framework.groupings.first())
    Cluster.objects.update(is_draft=True)


def all_frameworks_drafts():
    create_small_framework(is_default=True)
    Framework.objects.update(is_draft=True, is_default=False)


def no_default_framework():
    create_cluster(framework=create_framework(is_default=False))


def one_cross_cutting_cluster_alone():
    create_cluster(framework=empty_framework(), is_cross_cutting=True)


def empty_sub_clusters():
    create_sub_cluster(cluster=create_cluster(framework=empty_framework()))


def all_sub_clusters_drafts():
    sub_cluster = create_sub_cluster(cluster=create_cluster(framework=empty_framework()), is_draft=True)
    create_program(sub_clusters=[sub_cluster])
    create_career(sub_clusters=[sub_cluster])


NOTHING_KNOWN = {
    "job_zone": None, "interest_code": "", "onet_release": "", "typical_entry_education": "", "median_pay": None, "pay_year": None,
    "growth_percent": None, "annual_openings": None, "projected_from": None, "projected_to": None,
}  # fmt: skip


def a_career_of_which_nothing_is_known():
    sub_cluster = create_sub_cluster(cluster=create_cluster(framework=empty_framework()))
    create_career(sub_clusters=[sub_cluster], **NOTHING_KNOWN)


def entries_without_a_place():
    create_cluster(framework=empty_framework())
    create_program()
    create_career()


def entries_without_any_framework():
    create_program()
    create_career(**NOTHING_KNOWN)
    create_learn_page()


def a_cluster_with_no_text():
    framework = empty_framework(summary="", publisher="", year=None)
    create_cluster(framework=framework, tagline="", summary="", what_people_do="", you_might_like="")


def questions_without_a_cluster():
    cluster = create_cluster(framework=empty_framework())
    create_quiz_item(cluster=cluster)
    QuizItem.objects.update(cluster=None)


def one_question():
    create_quiz_item(cluster=create_cluster(framework=empty_framework()))


def all_entries_drafts():
    sub_cluster = create_sub_cluster(cluster=create_cluster(framework=empty_framework()))
    create_program(sub_clusters=[sub_cluster])
    create_career(sub_clusters=[sub_cluster])
    create_learn_page()
    for model in (Program, Career):
        model.objects.update(is_draft=True)


STATES = [
    nothing, only_sources, empty_framework, no_groupings, empty_grouping, all_clusters_drafts, all_frameworks_drafts, no_default_framework,
    one_cross_cutting_cluster_alone, empty_sub_clusters, all_sub_clusters_drafts, a_career_of_which_nothing_is_known, entries_without_a_place,
    entries_without_any_framework, a_cluster_with_no_text, questions_without_a_cluster, one_question, all_entries_drafts,
]  # fmt: skip


def test_every_address_of_the_site_map_is_in_the_table():
    assert {pattern.name for pattern in urlpatterns} == set(ADDRESSES)
    assert set(QUERIES) <= set(ADDRESSES)


@pytest.mark.parametrize("number", [20, pytest.param(len(ADDRESSES), marks=pytest.mark.long)])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.sampled(6)
def test_no_page_breaks_where_nothing_is_there(client, state, number):
    """So many kinds of pages, others at each run."""
    state()
    client.raise_request_exception = False
    wrong = []
    for name, all_arguments in drawn(ADDRESSES.items(), number, state.__name__):
        for arguments in all_arguments:
            for query in ["", *QUERIES.get(name, [])]:
                address = reverse(name, kwargs=arguments) + query
                response = client.get(address)
                content = b"".join(response) if response.streaming else response.content
                if response.status_code == 503 and b"There is nothing here yet" in content:
                    continue
                if response.status_code not in (200, 301, 302, 404):
                    wrong.append((address, response.status_code))
                elif response.status_code in (301, 302):
                    continue
                elif response.headers.get("Content-Type", "").startswith("text/html") and not name.startswith("embed_"):
                    if content.count(b"<a ") < 2 or content.count(b"<h1") != 1:
                        wrong.append((address, response.status_code, "leads nowhere"))
                elif response.status_code == 200 and not content and name != "personal_stylesheet":
                    wrong.append((address, "is empty"))
    assert wrong == []


@pytest.mark.parametrize(
    "state", [empty_framework, all_clusters_drafts, empty_grouping], ids=lambda state: state.__name__
)
@pytest.mark.parametrize(
    "address", ["/handouts/modernized.pdf", "/handouts/modernized/", "/handouts/", "/poster.pdf", "/poster/"]
)
def test_paper_of_a_framework_without_clusters_says_so_and_leads_on(client, settings, state, address):
    settings.A_MINUTE = settings.A_MINUTE | {"sheets": 80}
    state()
    response = client.get(address, follow=True)
    assert response.status_code == 200
    assert "has no clusters yet" in response.content.decode()
    assert 'href="/frameworks/' in response.content.decode()
