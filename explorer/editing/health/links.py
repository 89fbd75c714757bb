"""Links that lead nowhere, or to a draft."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from django.db import models
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from ...careers.choices import CareerChoices
from ...models import (
    Career,
    Cluster,
    Framework,
    GlossaryTerm,
    LearnPage,
    PickedList,
    Program,
    Resource,
    RetiredAddress,
    Signpost,
    SubCluster,
)
from ...text.markdown import addresses, terms
from ..content import Content, is_draft
from .findings import Finding, Severity, error


def broken_links(content: Content) -> Iterator[Finding]:
    site = _Site(content)
    known = {term.slug for term in content.of(GlossaryTerm)}
    for page in content.of(LearnPage):
        for slug in terms(page.body):
            if slug not in known:
                yield error(page, _("The glossary has no term with the slug %s.") % slug, "body")
        for address in addresses(page.body):
            yield from _fault(site, page, address, "body")
    for framework in content.of(Framework):
        yield from _fault(site, framework, framework.centre_path, "centre_path")
    for signpost in content.of(Signpost):
        yield from _fault(site, signpost, signpost.path, "path")
        for word in site.unknown_choices(signpost.path):
            text = _("The list of careers has no such choice: “%(choice)s” in “%(address)s”.")
            yield error(signpost, text % {"choice": word, "address": signpost.path}, "path")
    for resource in content.of(Resource):
        for name in ("url", "pdf_url"):
            yield from _fault(site, resource, getattr(resource, name), name)
    for retired in content.retired:
        yield from _fault(site, retired, retired.new_path, "new_path")


def _fault(site: _Site, entry: models.Model, address: str, field: str) -> Iterator[Finding]:
    path = unquote(address.partition("#")[0].partition("?")[0])
    if not path or address.startswith(("https://", "http://")):
        return
    found = site.find(path)
    if found is None:
        yield error(entry, _("This link leads nowhere: “%s”.") % address, field)
    elif is_draft(found):
        severity = Severity.WARNING if isinstance(entry, RetiredAddress) else Severity.ERROR
        yield Finding(
            severity, entry, _("This link leads to a draft, which visitors don't see: “%s”.") % address, field
        )


class _Site:
    """What stands at an address of this site."""

    def __init__(self, content: Content):
        self.retired = {one.old_path: one.new_path for one in content.retired}
        clusters = [one for one in content.of(Cluster) if one.framework.is_default and not is_draft(one)]
        self.fields: dict[str, Cluster | SubCluster] = {one.slug: one for one in clusters}
        for part in content.of(SubCluster):
            if part.cluster in clusters and not is_draft(part):
                self.fields[f"{part.cluster.slug}:{part.slug}"] = part
        self.lists = {one.slug: one for one in content.of(PickedList) if not is_draft(one)}
        self.entries: dict[tuple[str, ...], models.Model] = {}
        for entry in content.of(Framework, Cluster, SubCluster):
            self.entries["framework", *entry.natural_key()] = entry
        for kind, name in ((Program, "program"), (Career, "code"), (LearnPage, "page")):
            self.entries |= {(name, *entry.natural_key()): entry for entry in content.of(kind)}

    def unknown_choices(self, address: str) -> list[str]:
        """What the address of a part of the list of careers asks for and can't be chosen there."""
        path, _mark, query = address.partition("?")
        if path != reverse("career_list"):
            return []
        return CareerChoices(QueryDict(query), places=self.fields, lists=self.lists).unknown()

    def find(self, path: str) -> models.Model | str | None:
        """The entry at an address, the name of a page that is none, or None; old addresses lead to the new ones."""
        passed: set[str] = set()
        while not (found := self._here(path)):
            above = [old for old in self.retired.keys() - passed if path.startswith(old)]
            if not above:
                return None
            old = max(above, key=len)
            passed.add(old)  # each leads on once: some lead in circles
            path = self.retired[old] + path.removeprefix(old)
        return found

    def _here(self, path: str) -> models.Model | str | None:
        try:
            match = resolve(path)
        except Resolver404:
            return None
        given = match.kwargs
        if "framework" in given:
            key = [given[name] for name in ("framework", "cluster", "sub_cluster") if name in given]
            return self.entries.get(("framework", *key))
        for name in ("program", "page", "code"):
            if name in given and not match.url_name.startswith("quiz"):
                return self.entries.get((name, given[name]))
        return match.view_name
