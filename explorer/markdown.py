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

Glosses = Mapping[str, tuple[str, str]]  # {slug: (name, gloss)}

TERM = re.compile(r"\[\[(?:(?P<words>[^\]|]+)\|)?(?P<slug>[\w-]+)\]\]")
TAGS = {"h2", "h3", "p", "ul", "ol", "li", "a", "strong", "em", "blockquote", "br", "code", "span", "table", "thead",
        "tbody", "tr", "th", "td"}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
CLASSES = {"a": {"term"}, "span": {"gloss"}}


def render_markdown(text: str, glosses: Glosses, glossary_url: str) -> SafeString:
    """Return `text` as sanitized HTML; a term that is not in `glosses` is left as plain words."""
    used = tuple((slug, *glosses[slug]) for slug in terms(text) if slug in glosses)
    return _render(text, used, glossary_url)


def terms(text: str) -> list[str]:
    """The slugs of the terms that `text` names, each once, in order."""
    return list(dict.fromkeys(match["slug"] for match in TERM.finditer(text)))


def unknown_terms(text: str, glosses: Glosses) -> list[str]:
    return [slug for slug in terms(text) if slug not in glosses]


@lru_cache(maxsize=256)  # a pure function of what the database holds: an edited text is another key
def _render(text: str, used: tuple[tuple[str, str, str], ...], glossary_url: str) -> SafeString:
    glosses = {slug: (name, gloss) for slug, name, gloss in used}
    html = Markdown(extensions=["tables", "sane_lists", _Terms(glosses, glossary_url)]).convert(text)
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, allowed_classes=CLASSES, link_rel=None)
    return mark_safe(clean.replace("<th>", '<th scope="col">'))  # noqa: S308  sanitized one line above


class _Terms(Extension):
    def __init__(self, glosses: Glosses, glossary_url: str):
        super().__init__()
        self.glosses, self.glossary_url = glosses, glossary_url

    def extendMarkdown(self, md):
        md.inlinePatterns.register(_TermProcessor(md, self.glosses, self.glossary_url), "term", 185)  # before links


class _TermProcessor(InlineProcessor):
    def __init__(self, md, glosses, glossary_url):
        super().__init__(TERM.pattern, md)
        self.glosses, self.glossary_url, self.explained = glosses, glossary_url, set()

    def handleMatch(self, match, data):
        slug = match["slug"]
        name, gloss = self.glosses.get(slug, (slug.replace("-", " "), ""))
        words = match["words"] or _inside_a_sentence(name)
        if not gloss:
            return words, match.start(0), match.end(0)
        both = etree.Element("span")
        link = etree.SubElement(both, "a", {"class": "term", "href": f"{self.glossary_url}#{slug}"})
        link.text = words
        if slug not in self.explained:
            self.explained.add(slug)
            link.tail = " "
            meaning = etree.SubElement(both, "span", {"class": "gloss"})
            meaning.text = f"({_inside_a_sentence(gloss).rstrip('.')})"
        return both, match.start(0), match.end(0)


def _inside_a_sentence(words: str) -> str:
    """'Career cluster' -> 'career cluster', but 'GPA' and 'US' stay as they are."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
