from html.parser import HTMLParser

import pytest

from explorer.text.markdown import addresses, not_shown, render_markdown, terms, unknown_terms

GLOSSES = {
    "career-pathway": ("Career pathway", "A road to a job."),
    "gpa": ("GPA", "US schools' average of your marks."),
}


def render(text):
    return render_markdown(text, GLOSSES, "/learn/glossary/")


@pytest.mark.parametrize(("text", "html"), [
    ("## Why", "<h2>Why</h2>"),
    ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
    ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
    ("**bold**", "<p><strong>bold</strong></p>"),
    ("[here](/crosswalk/)", '<p><a href="/crosswalk/">here</a></p>'),
    ("| Then | Now |\n|---|---|\n| a | b |", '<th scope="col">Then</th>'),
])  # fmt: skip
def test_markdown_becomes_html(text, html):
    assert html in render(text)


@pytest.mark.parametrize("text", [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<a href="/x" onclick="alert(1)" style="color:red">x</a>',
    "<iframe src=//evil.example></iframe>",
    "<style>body{display:none}</style>",
    "<svg onload=alert(1)>",
    '<p class="slice" id="panel" hx-get="/admin/">x</p>',
    "![x](https://evil.example/pixel.png)",
    "[[<script>alert(1)</script>|career-pathway]]",
    '[[" onmouseover="alert(1)|career-pathway]]',
])  # fmt: skip
def test_nothing_that_could_do_harm_comes_through(text):
    found = Parts(render(text))
    assert found.tags <= {"p", "a", "span"}
    assert found.attributes <= {"href", "class"}
    assert all(address.startswith("/") for address in found.addresses)


class Parts(HTMLParser):
    """The tags, attributes and addresses of a piece of HTML, as a browser would see them."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.addresses = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attributes}
        self.addresses += [value for name, value in attributes if name in ("href", "src")]
        assert dict(attributes).get("class", "term") in ("term", "gloss", "")


def test_a_term_is_linked_and_explained_in_place():
    assert render("A [[career-pathway]] helps.") == (
        '<p>A <span><a class="term" href="/learn/glossary/#career-pathway">career pathway</a> '
        '<span class="gloss">(a road to a job)</span></span> helps.</p>'
    )


def test_other_words_can_stand_for_a_term():
    assert ">many career pathways</a>" in render("See [[many career pathways|career-pathway]].")


def test_a_term_is_explained_once_a_page():
    html = render("A [[career-pathway]] and a [[career-pathway]].\n\nA [[career-pathway]].")
    assert html.count('class="term"') == 3
    assert html.count('class="gloss"') == 1


def test_capitals_stay_where_they_belong():
    html = render("Your [[gpa]].")
    assert ">GPA</a>" in html
    assert "(US schools" in html


def test_an_unknown_term_is_left_as_plain_words():
    assert render("A [[dual-credit]] and [[some words|nope]].") == "<p>A dual credit and some words.</p>"


def test_the_terms_of_a_text_are_found_once_each_in_order():
    assert terms("[[b]] [[words|a]] [[b]]") == ["b", "a"]


def test_unknown_terms_are_named():
    assert unknown_terms("[[career-pathway]] [[dual-credit]]", GLOSSES) == ["dual-credit"]


def test_a_changed_gloss_is_used_at_once():
    render("A [[career-pathway]].")
    changed = GLOSSES | {"career-pathway": ("Career pathway", "Another meaning.")}
    assert "(another meaning)" in render_markdown("A [[career-pathway]].", changed, "/learn/glossary/")


def test_a_term_may_stand_in_a_table():
    html = render("| Then | Now |\n|---|---|\n| [[many pathways|career-pathway]] | b |")
    assert ">many pathways</a>" in html
    assert html.count("<td>") == 2


def test_a_heading_keeps_a_terms_words_without_its_link():
    assert render("## A [[career-pathway]]") == "<h2>A career pathway</h2>"


def test_a_gloss_is_text_and_not_markdown():
    glosses = {"x": ("X-ray", "*Not* a [link](/x/).")}
    assert "(*not* a [link](/x/))" in render_markdown("An [[x]].", glosses, "/g/").replace("*Not*", "*not*")


@pytest.mark.parametrize(
    "text", ["# One", "#### Four", "![a](b.png)", "<b>x</b>", "<script>", "[[Career Pathway]]", "[[open"]
)
def test_what_a_page_cannot_show_is_named(text):
    assert not_shown(f"Before.\n\n{text}\n\nAfter.") != []


@pytest.mark.parametrize(
    "text", ["## Two", "### Three", "a < b", "[[career-pathway]]", "[[my words|career-pathway]]", "5 # 6", "- one"]
)
def test_what_it_can_show_is_not(text):
    assert not_shown(f"Before.\n\n{text}\n\nAfter.") == []


def test_the_addresses_of_links_are_found():
    assert addresses("[a](/crosswalk/) and [b]( https://example.org ) [[c|career-pathway]]") == [
        "/crosswalk/",
        "https://example.org",
    ]
