"""Where an address leads that somebody has typed or pasted: to a page that exists, if no other can be meant."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.urls import Resolver404, resolve

from ..models import Career, Cluster, Framework, LearnPage, Program, SubCluster
from ..models.base import public_sub_cluster
from ..text.slugs import tidy_path

_CAREER = re.compile(r"/careers/(\d\d)-?(\d{4})(?:\.?(\d\d))?(?:-[a-z0-9-]*)?/", re.ASCII)


_ABOUT = ("framework", "cluster", "sub_cluster", "program", "page", "code")  # parts of an address that name an entry


class Meant(NamedTuple):
    path: str
    is_spelling: bool  # the same address in another spelling; else a page that is found by a part of it


def meant_page(path: str) -> Meant | None:
    """The public page that `path` means, or None: with a handful of queries, whatever was typed.

    '/Careers/29-1141.00-Registered-Nurses' and '/frameworks//modernized/' are other spellings; '/careers/29-1141/',
    '/careers/registered-nurses/' and '/construction/' are parts.
    """
    tidy = tidy_path(path)
    if not tidy:
        return None
    if tidy != path and _is_page(tidy):
        return Meant(tidy, True)
    page = _page_of_a_part(tidy)
    return Meant(page, False) if page and page != path else None


def _is_page(path):
    """Say whether a public page stands there. The admin does not count, nor do results of quizzes: they are private."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.namespaces or match.url_name in ("quiz_result", "quiz_compare", "sitemap_section"):
        return False
    asked = {name: value for name, value in match.kwargs.items() if name in _ABOUT}
    return not asked or _entries(match.url_name, **asked).exists()


def _entries(url_name, *, framework="", cluster="", sub_cluster="", program="", page="", code=""):
    """The public entries that a page is about: none or one."""
    if code:
        return Career.objects.published().filter(code=code)
    if program:
        return Program.objects.published().filter(slug=program)
    if page:
        return LearnPage.objects.without_drafts().filter(slug=page)
    if sub_cluster:
        place = {"cluster__slug": cluster, "cluster__framework__slug": framework}
        return SubCluster.objects.filter(public_sub_cluster(), slug=sub_cluster, **place)
    if cluster:
        clusters = Cluster.objects.embeddable() if url_name == "embed_cluster" else Cluster.objects.published()
        return clusters.filter(slug=cluster, framework__slug=framework)
    return Framework.objects.published().filter(slug=framework)


def _page_of_a_part(path):
    """The address of the one page that a code, a slug, or the end of an address means."""
    if career := _CAREER.fullmatch(path):
        return _address_of_one(_careers(*career.groups()))
    steps = path.strip("/").split("/")
    if steps[0] == "careers" and len(steps) == 2:
        return _address_of_one(Career.objects.published().filter(slug=steps[1]))
    if _is_page(f"/frameworks{path}"):
        return f"/frameworks{path}"
    if len(steps) == 1 or (len(steps) == 2 and steps[0] in ("frameworks", "clusters")):
        return _address_of_one(*_named(steps[-1]))
    return None


def _careers(group, number, detail):
    """Those with a code, or with its beginning: then the one that stands for all of them, if there is one."""
    code = f"{group}-{number}.{detail or ''}"
    careers = Career.objects.published().filter(code__startswith=code)
    general = careers.filter(code=f"{code}00")
    return general if not detail and general.exists() else careers


def _named(slug):
    """A cluster of the framework on the home page, or whatever else is called so."""
    framework = Framework.objects.default()
    cluster = Cluster.objects.published().filter(framework=framework, slug=slug).select_related("framework")
    if cluster:
        return [cluster]
    parts = SubCluster.objects.filter(public_sub_cluster(), slug=slug).select_related("cluster__framework")
    return [
        Cluster.objects.published().filter(slug=slug).select_related("framework"),
        parts.filter(cluster__framework=framework),
        Program.objects.published().filter(slug=slug),
        LearnPage.objects.without_drafts().filter(slug=slug),
        Career.objects.published().filter(slug=slug),
    ]


def _address_of_one(*querysets):
    """Of the only entry in all of them; None if there are none or several."""
    found = [entry for entries in querysets for entry in entries[:2]]
    return found[0].get_absolute_url() if len(found) == 1 else None
