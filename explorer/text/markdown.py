"""What editors write in Markdown, as HTML that can be trusted.

Besides Markdown there is one thing of our own: `[[career-pathway]]`, or `[[career pathways|career-pathway]]`, links a
term to the glossary and says what it means right behind its first use.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

Glosses = Mapping[str, tuple[str, str]]  # {slug: (name, gloss)}

# What a pattern looks for ends where it could begin again, so that no text is read more than once.
TERM = re.compile(r"\[\[(?:(?P<words>[^\[\]|]+)\|)?(?P<slug>[\w-]+)\]\]")
HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
HTML = re.compile(r"</?[a-zA-Z][^<>]*>")
NOT_SHOWN = re.compile(
    rf"^#(?!##? |# ).*$|!\[(?:[^\[\]]*\](?:\([^)\[]*\))?)?|{HTML.pattern}|\[\[[^\]]*\]?\]?", re.MULTILINE
)
LINK = re.compile(r"\]\(\s*([^)\s]*)")
TAGS = {"h2", "h3", "p", "ul", "ol", "li", "a", "strong", "em", "blockquote", "br", "code", "span", "table", "thead",
        "tbody", "tr", "th", "td", "hr"}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
CLASSES = {"a": {"term"}, "span": {"gloss"}}


def render_markdown(text: str, glosses: Glosses, glossary_url: str) -> SafeString:
    """Return `text` as sanitized HTML; a term that is not in `glosses` is left as plain words."""
    used = tuple((slug, *glosses[slug]) for slug in terms(text) if slug in glosses)
    return _render(text, used, glossary_url)


def terms(text: str) -> list[str]:
    """The slugs of the terms that `text` names, each once, in order."""
    return list(dict.fromkeys(match["slug"] for match in TERM.finditer(text)))


def not_shown(text: str) -> list[str]:
    """The pieces of `text` that a page can't show: headings but ## and ###, pictures, HTML, and what is no term."""
    return [match[0] for match in NOT_SHOWN.finditer(TERM.sub("", text))]


def html_in(text: str) -> list[str]:
    """The tags in a text that is no Markdown: a page would show them as they are."""
    return HTML.findall(text)


def addresses(text: str) -> list[str]:
    """The addresses that the links of `text` lead to."""
    return LINK.findall(TERM.sub("", text))


def unknown_terms(text: str, glosses: Glosses) -> list[str]:
    return [slug for slug in terms(text) if slug not in glosses]


@lru_cache(maxsize=256)  # a pure function of what the database holds: an edited text is another key
def _render(text: str, used: tuple[tuple[str, str, str], ...], glossary_url: str) -> SafeString:
    glosses = {slug: (name, gloss) for slug, name, gloss in used}
    found: list[re.Match[str]] = []  # the terms, out of reach of Markdown's own signs: a table's | is not a term's

    def set_aside(match: re.Match[str]) -> str:
        found.append(match)
        return f"\ue000{len(found) - 1}\ue001"

    text = HEADING.sub(lambda heading: TERM.sub(lambda match: _words(match, glosses), heading[0]), text)
    text = TERM.sub(set_aside, re.sub("[\ue000\ue001]", "", text))
    html = Markdown(extensions=["tables", "sane_lists", _Terms(found, glosses, glossary_url)]).convert(text)
    clean: str = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, allowed_classes=CLASSES, link_rel=None)
    return mark_safe(clean.replace("<th>", '<th scope="col">'))  # noqa: S308  sanitized one line above


class _Terms(Extension):
    def __init__(self, found: list[re.Match[str]], glosses: Glosses, glossary_url: str) -> None:
        super().__init__()
        self.found, self.glosses, self.glossary_url = found, glosses, glossary_url

    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(_TermProcessor(md, self.found, self.glosses, self.glossary_url), "term", 185)


class _TermProcessor(InlineProcessor):
    explained: set[str]

    def __init__(self, md: Markdown, found: list[re.Match[str]], glosses: Glosses, glossary_url: str) -> None:
        super().__init__("\ue000(\\d+)\ue001", md)
        self.found, self.glosses, self.glossary_url, self.explained = found, glosses, glossary_url, set()

    def handleMatch(self, match: re.Match[str], data: str) -> tuple[etree.Element | str, int, int]:
        term = self.found[int(match[1])]
        slug, words = term["slug"], _words(term, self.glosses)
        if slug not in self.glosses:
            return words, match.start(0), match.end(0)
        both = etree.Element("span")
        link = etree.SubElement(both, "a", {"class": "term", "href": f"{self.glossary_url}#{slug}"})
        link.text = AtomicString(words)
        if slug not in self.explained:
            self.explained.add(slug)
            link.tail = " "
            meaning = etree.SubElement(both, "span", {"class": "gloss"})
            meaning.text = AtomicString(f"({_inside_a_sentence(self.glosses[slug][1]).rstrip('.')})")
        return both, match.start(0), match.end(0)


def _words(term: re.Match[str], glosses: Glosses) -> str:
    """The words that stand for a term: those written with it, or its name."""
    name, _gloss = glosses.get(term["slug"], (term["slug"].replace("-", " "), ""))
    return term["words"] or _inside_a_sentence(name)


def _inside_a_sentence(words: str) -> str:
    """'Career cluster' -> 'career cluster', but 'GPA', 'US' and 'I' stay as they are."""
    stays = words[1:2].isupper() or words.startswith("I ")
    return words if stays else words[:1].lower() + words[1:]
