"""The page on accessibility: it is found from every page, in plain words, and says whom to write to."""

import re

import pytest

from clusterexplorer.environment import BadSetting, Environment
from explorer.text.reading import grade

from ..factories import create_small_framework
from ..markup import html_of

pytestmark = pytest.mark.django_db
URL = "/accessibility/"


def test_every_page_leads_there(client):
    create_small_framework()
    for path in ("/", "/quiz/", "/learn/", "/nothing/", URL):
        footer = html_of(client.get(path)).partition('<footer class="site-footer">')[2]
        assert f'<a href="{URL}">Accessibility</a>' in footer, path


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("mailto:web@district.example.org", '<a href="mailto:web@district.example.org">web@district.example.org</a>'),
        ("https://district.example.org/help", '<a href="https://district.example.org/help">https://district'),
    ],
)
def test_it_says_whom_to_write_to(client, settings, contact, link):
    settings.CONTACT = contact
    assert link in html_of(client.get(URL))


def test_without_a_contact_it_sends_to_the_school(client, settings):
    settings.CONTACT = ""
    html = html_of(client.get(URL))
    assert "Tell a teacher, your counselor or the school office" in html
    assert 'href=""' not in html


def test_it_says_what_nobody_has_tried(client):
    assert "nobody has gone through the site with a screen reader" in html_of(client.get(URL))


def test_its_words_are_for_grade_eight_or_below(client):
    prose = client.get(URL).content.decode().partition('<div class="prose">')[2].partition("</article>")[0]
    text = re.sub(r"<[^>]+>", " ", re.sub(r"</(?:li|p|h2)>", ".\n", prose)).replace("..", ".")
    names = ("Chromium", "JavaScript", "WCAG", "Safari", "Firefox", "PDF")
    assert grade(re.sub(r"\s+", " ", text), names) <= 8


@pytest.mark.parametrize("text", ["", "mailto:web@district.example.org", "https://district.example.org/help?about=it"])
def test_a_contact_is_mail_or_a_page(monkeypatch, text):
    monkeypatch.setenv("CONTACT", text)
    assert Environment().contact("CONTACT") == text


@pytest.mark.parametrize(
    "text",
    [
        "web@a.example",
        "javascript:alert(1)",
        "http://a.example",
        "mailto:nobody",
        "https://",
        "mailto:a@b.example?bcc=c",
    ],
)
def test_what_is_neither_is_refused(monkeypatch, text):
    monkeypatch.setenv("CONTACT", text)
    with pytest.raises(BadSetting, match="CONTACT"):
        Environment().contact("CONTACT")
