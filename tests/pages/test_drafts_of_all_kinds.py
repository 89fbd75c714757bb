"""Drafts of all kinds: to visitors, the whole site is as if they were not there. Staff see their pages, marked."""

import json
import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.urls import resolve

from explorer.models import (
    Answer,
    Career,
    Cluster,
    ContentVersion,
    Grouping,
    LearnPage,
    Program,
    Questionnaire,
    RetiredAddress,
    SubCluster,
)
from explorer.publishing.loading import load_fixtures
from explorer.search.documents import read_documents
from explorer.urls import urlpatterns

from ..factories import (
    add_course,
    create_career,
    create_cluster,
    create_course,
    create_framework,
    create_learn_page,
    create_link,
    create_program,
    create_quiz_item,
    create_row,
    create_skill,
    create_small_framework,
    create_sub_cluster,
    create_suggestion,
    create_term,
    lead_to,
)

pytestmark = pytest.mark.django_db

MARK = "Quux"  # in the words of every draft and of all that stands in drafts alone, and nowhere else
DRAFTS = {
    "cluster": (Cluster, "/frameworks/modernized/cluster-quux/"),
    "sub-cluster": (SubCluster, "/frameworks/modernized/cluster-1/part-quux/"),
    "program": (Program, "/programs/program-quux/"),
    "career": (Career, "/careers/47-9999.00-career-quux/"),
    "Learn page": (LearnPage, "/learn/lesson-quux/"),
}
BELOW = [
    "/frameworks/modernized/cluster-quux/inside-quux/",
    "/programs/program-inside-quux/",
    "/programs/program-of-the-part-quux/",
    "/careers/47-9901.00-career-inside-quux/",
    "/careers/47-9902.00-career-of-the-part-quux/",
    "/handouts/modernized/cluster-quux/",
    "/handouts/modernized/cluster-quux.pdf",
    "/qr/modernized/cluster-quux.svg",
]
# Pages that say nothing of an entry, or only how many there are.
SAYING_NOTHING = {
    *(
        "accessibility",
        "career_by_code",
        "cluster_qr",
        "data",
        "favicon",
        "framework_list",
        "my_state",
        "personal_stylesheet",
        "my_school",
        "quiz_codes",
        "quiz_card",
    ),
    *("robots_txt", "sitemap", "surprise"),
}
PAGES = [*(path for _model, path in DRAFTS.values()), *BELOW]
# What no link leads to: wrong addresses near the drafts' own, and what a visitor types.
TYPED = [
    *("/robots.txt", "/sitemap.xml", "/mine.css", "/embed/wheel/", "/quiz/results/", "/poster.pdf"),
    *("/search/?q=quux", "/search/?q=program", "/search/?q=part", "/search/?q=lesson", "/search/?q=career"),
    *("/crosswalk/?view=pathways", "/crosswalk/?of=modernized:cluster-quux", "/crosswalk/?of=old:old-cluster"),
    *("/compare/?c=cluster-1&c=old:old-cluster", "/compare/?c=cluster-quux", "/compare/?c=cluster-quu&c=cluster-1"),
    *("/programs/program-quu/", "/learn/lesson-quu/", "/careers/career-quu/", "/frameworks/modernized/part-quu/"),
    *("/embed/modernized/cluster-quux/", "/embed/modernized/cluster-1/", "/embed/?show=modernized:cluster-quux"),
    *(
        "/frameworks/modernized/cluster-1/?sort=pay&all=1",
        "/careers/?sort=pay",
        "/careers/47-9999.00/",
        "/careers/surprise/47-9999.00/",
    ),
    "/shortlist/?list=modernized:cluster-quux~modernized:cluster-1:part-quux~program-quux~47-9999.00~cluster-1~shared~47-0001.00",
    *PAGES,
]


@pytest.fixture
def site(db):
    """A small site, and in it drafts of every kind, each with all that could show it."""
    framework = create_small_framework(is_default=True, embedding_sites="*", sub_clusters=1, programs=1, clusters=2)
    old = create_framework(name="Old", status="superseded", embedding_sites="*", position=200)
    old_cluster = create_cluster(framework=old, name="Old Cluster")
    old_part = create_sub_cluster(cluster=old_cluster, name="Old Part")
    create_sub_cluster(cluster=old_cluster, name="Old Part Quux", is_draft=True)
    first, digital = framework.clusters.get(slug="cluster-1"), framework.clusters.get(slug="digital-technology")
    part = first.sub_clusters.get()
    elsewhere = SubCluster.objects.get(cluster__slug="cluster-2")
    for cluster in framework.clusters.all():
        create_quiz_item(cluster=cluster)
    create_row(old=old_cluster, new=first)
    create_suggestion(old=old_part, new=part)
    create_term(name="Sub-Cluster")
    create_learn_page(name="Levels", shows="levels", position=1)
    create_learn_page(name="Glossary", shows="glossary", position=3)
    create_learn_page(name="Lesson Quux", position=2, summary="Quux.", body="Quux.", is_draft=True)
    shared = create_program(name="Shared", sub_clusters=[part])

    hidden = create_cluster(
        framework=framework, grouping=Grouping.objects.get(name="Building & Moving"), name="Cluster Quux", is_draft=True
    )
    create_quiz_item(cluster=hidden, text="quux", explanation="Quux.")
    create_link(cluster=hidden, cross_cutting=digital, summary="Quux.")
    secret_digital = create_cluster(framework=framework, name="Digital Quux", is_cross_cutting=True, is_draft=True)
    create_link(cluster=first, cross_cutting=secret_digital, summary="Quux.")
    create_row(old=old_cluster, new=hidden, kind="removed", summary="Quux.")
    create_suggestion(old=old_cluster, new=hidden, reason="Quux.")
    inside = create_sub_cluster(cluster=hidden, name="Inside Quux")
    create_suggestion(old=old_part, new=inside, reason="Quux.", position=2)
    hidden_part = create_sub_cluster(cluster=first, name="Part Quux", position=0, is_draft=True)
    create_suggestion(old=old_part, new=hidden_part, reason="Quux.", position=3)
    for new in (part, elsewhere):
        create_suggestion(old=old_cluster.sub_clusters.get(name="Old Part Quux"), new=new, reason="Quux.")

    create_program(name="Program Inside Quux", sub_clusters=[inside])
    create_program(name="Program of the Part Quux", sub_clusters=[hidden_part])
    create_program(name="Program Quux", sub_clusters=[part, elsewhere], is_draft=True)
    everywhere = [inside, hidden_part, part]
    shared.placements.all().delete()
    for position, one in enumerate(everywhere):
        shared.placements.create(sub_cluster=one, position=position)
    create_career(code="47-0001.00", name="Shared Career", sub_clusters=everywhere, median_pay=31_000)
    create_career(code="47-0002.00", name="Other Career", sub_clusters=[part], median_pay=52_000)
    create_career(code="47-9901.00", name="Career Inside Quux", sub_clusters=[inside], median_pay=33_000)
    create_career(code="47-9902.00", name="Career of the Part Quux", sub_clusters=[hidden_part], median_pay=33_000)
    create_career(
        code="47-9999.00", name="Career Quux", sub_clusters=[part, elsewhere], median_pay=33_000, is_draft=True
    )
    let_everything_lead_to_everything()


def let_everything_lead_to_everything():
    """From every program to every career, the hidden ones first; and every career is like all others."""
    codes = "\n".join(Career.objects.values_list("code", flat=True))
    Career.objects.update(related=codes)
    careers = sorted(Career.objects.all(), key=lambda career: MARK not in career.name)
    for program in Program.objects.all():
        words = MARK if MARK in program.name else "wood"
        create_skill(program=program, text=f"work with {words}")
        add_course(program, create_course(code="17999", name="Quux") if words == MARK else create_course())
        for position, career in enumerate(careers):
            lead_to(program, career, origin="ours", reason=f"{words}.", position=0 if words == MARK else position)


def delete_all_that_is_hidden():
    for model in (Cluster, SubCluster, Program, Career, LearnPage):
        model.objects.filter(name__contains=MARK).delete()


def crawl(client):
    """{address: (status, content)} of every page that the site links to, and of what can be typed."""
    questionnaire = Questionnaire.current()
    code = questionnaire.code({question.slug: Answer.YES for question in questionnaire.questions})
    queue = ["/", *TYPED, f"/quiz/results/{code}/", f"/quiz/compare/{code}/{code}/"]
    found = {}
    while queue:
        path = queue.pop()
        if path in found:
            continue
        response = client.get(path)
        found[path] = response.status_code, response.content
        if response.headers.get("Content-Type", "").startswith(("text/html", "application/xml")):
            text = unescape(response.content.decode()).replace("http://testserver", "")
            links = re.findall(r"(?:(?:href|src)=\"|<loc>)(/(?!static/)[^\"<#]*)", text)
            queue += [link for link in links if "?" not in link or "?view=" in link or "?show=" in link]
    return found


def test_to_visitors_the_site_is_as_if_drafts_were_not_there(client, site):
    with_drafts = crawl(client)
    delete_all_that_is_hidden()
    without = crawl(client)
    assert {path for path in with_drafts.keys() & without.keys() if with_drafts[path] != without[path]} == set()
    assert with_drafts.keys() == without.keys()


def test_that_look_at_the_site_would_have_seen_them(client, site):
    for model, _path in DRAFTS.values():
        model.objects.update(is_draft=False)
    ContentVersion.objects.move_on()
    shown = {
        path
        for path, (status, content) in crawl(client).items()
        if status == 200 and MARK.lower().encode() in content.lower()
    }
    kinds = {resolve(urlsplit(path).path).url_name for path in shown}
    assert {page.name for page in urlpatterns} - kinds == SAYING_NOTHING


def test_the_search_knows_nothing_of_them(site):
    assert [document for document in read_documents() if MARK in repr(document)] == []


@pytest.fixture
def staff(client, db):
    client.force_login(User.objects.create_user("edith", is_staff=True))


@pytest.mark.parametrize("path", PAGES[:-2])
def test_staff_see_its_page_marked_and_kept_by_nobody(client, site, staff, path):
    response = client.get(path)
    html = response.content.decode()
    assert (response.status_code, html.count("<b>Draft.</b>")) == (200, 1)
    assert MARK in re.search("<h1.*?</h1>", html, re.DOTALL)[0]
    assert response["Cache-Control"] == "private, no-store"
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("path", PAGES[-2:])
def test_staff_see_its_files_which_nobody_keeps(client, site, staff, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]


def test_its_panel_is_marked_and_kept_by_nobody_too(client, site, staff, panel_part):
    for kind in ("cluster", "sub-cluster", "program", "career"):
        response = client.get(DRAFTS[kind][1], panel_part)
        html = response.content.decode()
        assert "<html" not in html
        assert html.count("<b>Draft.</b>") == 1
        assert response["Cache-Control"] == "private, no-store"


def test_a_draft_cluster_is_on_the_wheel_of_its_own_page_alone(client, site, staff):
    path = DRAFTS["cluster"][1]
    assert f'href="{path}"' in client.get(path).content.decode()
    assert path not in client.get("/frameworks/modernized/cluster-1/").content.decode()


def test_staff_see_public_pages_as_everybody_does(client, site, staff):
    for path in ("/", "/?view=grid", "/frameworks/modernized/cluster-1/", "/careers/", "/learn/"):
        response = client.get(path)
        assert MARK not in response.content.decode()
        assert "no-store" not in response.get("Cache-Control", "")


def test_nothing_leads_to_a_draft_whose_address_changes(site):
    draft = Cluster.objects.get(slug="cluster-quux")
    draft.slug = "cluster-quux-two"
    draft.save()
    below = SubCluster.objects.get(slug="inside-quux")
    below.slug = "inside-two"
    below.save()
    assert RetiredAddress.objects.count() == 0


def test_the_glossary_stays_public(db):
    page = create_learn_page(name="Glossary", shows="glossary")
    page.is_draft = True
    with pytest.raises(ValidationError, match="can't be a draft"):
        page.full_clean()


def test_loading_again_leaves_an_editors_drafts(tmp_path, site):
    fields = {"name": "Lesson", "slug": "lesson", "summary": "A lesson.", "body": "Words.", "position": 9}
    entry = {"model": "explorer.learnpage", "fields": fields | {"source": ["guide"], "source_section": "p. 1"}}
    file = tmp_path / "learn.json"
    file.write_text(json.dumps([entry]))
    load_fixtures([file])
    page = LearnPage.objects.get(slug="lesson")
    assert not page.is_draft
    page.is_draft = True
    page.save()
    load_fixtures([file])
    page.refresh_from_db()
    assert page.is_draft
