"""The Learn pages that are shipped: where each leads, how hard it is to read, and what a student types to find it."""

import json
import re
from urllib.parse import urlsplit

import pytest

from explorer.models import LearnPage, Source
from explorer.search.engine import current_index
from explorer.text.markdown import addresses
from explorer.text.reading import grade, prose, words

from ..server import ROOT

ENTRIES = json.loads((ROOT / "fixtures" / "learn.json").read_text(encoding="utf-8"))
PAGES = {entry["fields"]["slug"]: entry["fields"] for entry in ENTRIES if entry["model"] == "explorer.learnpage"}
ANSWERS = [slug for slug, page in PAGES.items() if page.get("topic") == "questions" or slug == "for-parents"]
OF_AN_AGENCY = {"www.careeronestop.org", "www.miproximopaso.org", "www.asvabprogram.com"}  # without .gov or .mil
HIGHEST_GRADE = 8.0
HELP = "help-now"

# What students and parents type, and the page that answers it.
QUESTIONS = {
    "paying-for-training": (
        "fafsa", "pell", "pell grant", "scholarship", "scholarships", "financial aid", "student loans", "undocumented", "daca",
        "how do i pay for college", "pay for trade school", "college is too expensive", "grants for college", "work study",
    ),
    "resume-and-first-job": (
        "resume", "cv", "cover letter", "job interview", "interview questions", "first job", "how do i write a resume",
        "how to get a job", "resume with no experience", "job application",
    ),
    "age-and-work-permits": (
        "work permit", "working papers", "how old do i have to be", "how old do i have to be to get a job", "can i work at 14",
        "jobs for 14 year olds", "child labor laws", "how many hours can i work",
    ),
    "internships-and-job-shadowing": ("internship", "internships", "job shadowing", "volunteer", "work experience", "mentor"),
    "apprenticeship": ("apprenticeship", "apprentice", "earn while you learn", "how to get an apprenticeship"),
    "license-or-certificate": ("license", "certification", "certificate", "do i need a license", "certificate or degree"),
    "military": ("military", "asvab", "army", "recruiter", "rotc", "jrotc", "join the army", "enlist", "national guard"),
    "gap-year": ("gap year", "take a year off", "americorps"),
    "finish-high-school-another-way": ("ged", "hiset", "drop out", "not enough credits", "credit recovery", "i want to drop out"),
    "my-school-has-no-program": ("my school does not offer", "career center", "dual enrollment", "online classes"),
    "student-organizations": ("ffa", "skillsusa", "deca", "hosa", "fbla", "ctso", "student organizations", "school clubs"),
    "disability-and-iep": ("iep", "504", "504 plan", "special education", "dyslexia", "adhd", "vocational rehabilitation"),
    "english-learners": ("esl", "ell", "english learner", "learning english", "bilingual"),
    "help-now": (
        "suicide", "suicidal", "self harm", "i want to die", "kill myself", "depressed", "i am depressed", "hurting myself", "988",
        "help now", "child abuse", "suicide prevention", "depression", "i feel sad", "rape",
    ),
    "for-parents": ("my kid", "for parents", "my daughter", "help my child choose a career"),
}  # fmt: skip


@pytest.mark.parametrize(("query", "slug"), [(query, slug) for slug, queries in QUESTIONS.items() for query in queries])
@pytest.mark.sampled(25)
def test_what_people_ask_leads_to_the_page_that_answers_it(shipped, query, slug):
    assert f"/learn/{slug}/" in [hit.document.url for hit in current_index().search(query).hits[:3]]


@pytest.mark.parametrize(
    "query",
    [
        "suicide",
        "suicidal",
        "self harm",
        "self-harm",
        "i want to die",
        "want to die",
        "kill myself",
        "depressed",
        "help now",
        "988",
    ],
)
def test_who_is_in_a_crisis_is_led_to_help_before_any_job(shipped, query):
    assert current_index().search(query).hits[0].document.url == f"/learn/{HELP}/"


def test_help_names_the_numbers_to_call():
    assert [number for number in ("988", "911", "1-800-422-4453") if number not in PAGES[HELP]["body"]] == []


def test_no_career_is_found_by_the_words_of_somebody_in_a_crisis():
    """They lead to help-now, and a career in mental health is found by other words."""
    found = [
        (entry["fields"]["slug"], word)
        for file in ("careers", "modernized")
        for entry in json.loads((ROOT / "fixtures" / f"{file}.json").read_text(encoding="utf-8"))
        for word in entry["fields"].get("search_words", "").split("\n")
        if re.search(r"suicid|self.harm|want to die|depressed", word)
    ]
    assert found == []


@pytest.mark.parametrize("query", ["i want to die", "suicide", "i feel like dying", "my dad hits me", "unalive"])
def test_who_is_in_a_crisis_is_shown_help_and_nothing_else(shipped, query):
    assert [hit.document.url for hit in current_index().search(query).hits] == [f"/learn/{HELP}/"]


def test_every_answer_is_asked_for(shipped):
    assert set(QUESTIONS) == set(ANSWERS)


@pytest.mark.parametrize("slug", ANSWERS)
def test_an_answer_links_to_an_official_site(slug):
    hosts = {urlsplit(address).hostname or "" for address in addresses(PAGES[slug]["body"])}
    assert [host for host in hosts if host.endswith((".gov", ".mil")) or host in OF_AN_AGENCY] != []


@pytest.mark.parametrize("slug", PAGES)
def test_links_of_a_page_are_of_this_site_or_encrypted(slug):
    assert [address for address in addresses(PAGES[slug]["body"]) if not address.startswith(("/", "https://"))] == []


@pytest.mark.parametrize("slug", ANSWERS)
def test_an_answer_names_a_document_that_is_online(shipped, slug):
    source = Source.objects.get(slug=PAGES[slug]["source"][0])
    assert source.url.startswith("https://")
    assert source.publisher


@pytest.mark.parametrize("slug", ANSWERS)
def test_an_answer_is_short_and_has_headings_and_a_list(slug):
    body = PAGES[slug]["body"]
    shortest = 100 if slug == HELP else 150
    assert shortest <= len(words(prose(body))) <= 350
    assert len(re.findall(r"^## ", body, re.MULTILINE)) >= 3
    assert re.search(r"^- ", body, re.MULTILINE)


@pytest.mark.parametrize("slug", ANSWERS)
def test_an_answer_says_no_sum_of_money(slug):
    """Sums change every year, and a page has no date."""
    assert "$" not in PAGES[slug]["body"]


@pytest.mark.parametrize("slug", PAGES)
def test_no_page_needs_more_than_the_eighth_grade(slug):
    assert grade(prose(PAGES[slug]["body"])) <= HIGHEST_GRADE


def test_the_readability_of_all_pages_stands_in_the_documentation():
    documented = (ROOT / "docs" / "learn.md").read_text(encoding="utf-8")
    rows = [f"| {slug} | {len(words(text))} | {grade(text):.1f} |" for slug, text in bodies()]
    assert [row for row in rows if row not in documented] == [], (
        "The table of docs/learn.md, as it should be:\n" + "\n".join(rows)
    )


def bodies():
    return [(slug, prose(page["body"])) for slug, page in PAGES.items()]


def test_the_definition_of_a_cluster_goes_by_industry(shipped):
    gloss = next(entry["fields"]["gloss"] for entry in ENTRIES if entry["fields"]["slug"] == "career-cluster")
    assert "industry" in gloss
    assert "14" in gloss
    assert "skill" not in gloss


def test_questions_stand_first_and_every_part_has_pages(shipped):
    parts = LearnPage.objects.by_topic()
    assert [topic for topic, _pages in parts] == ["questions", "clusters", "adults"]
    assert min(len(pages) for _topic, pages in parts) >= 2


def test_every_page_has_an_icon_of_its_own():
    icons = [page["icon"] for page in PAGES.values()]
    assert len(set(icons)) == len(icons) == len(PAGES)
