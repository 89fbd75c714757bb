"""What the search finds: everything of the site as short documents, read from the database in a few queries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from math import log10

from django.db.models import F, TextChoices
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..careers.listing import codes_listed
from ..models import (
    GLOSSARY,
    HELP_NOW,
    Career,
    CareerPlacement,
    Cluster,
    CrosswalkRow,
    GlossaryTerm,
    Hue,
    LearnPage,
    PickedCareer,
    PickedList,
    Placement,
    Program,
    ProgramCourse,
    ProgramMajor,
    ProgramSkill,
    Signpost,
    Status,
    SubCluster,
)
from ..models.base import public_cluster, public_sub_cluster
from ..text.reading import prose
from .words import forms_of_title


class Kind(TextChoices):
    """What is found, in the order in which equal kinds of results stand on the page."""

    SIGNPOST = "signpost", gettext_lazy("On this site")
    CLUSTER = "cluster", gettext_lazy("Clusters")
    SUB_CLUSTER = "sub-cluster", gettext_lazy("Sub-clusters and pathways")
    CAREER = "career", gettext_lazy("Careers")
    PROGRAM = "program", gettext_lazy("Programs of study")
    LEARN = "learn", gettext_lazy("Learn pages")
    GLOSSARY = "glossary", gettext_lazy("Words explained")


# Which of equally good matches stands first: the one that tells a student most, and the framework of the home page.
WEIGHTS = {
    Kind.SIGNPOST: 1.07,
    Kind.SUB_CLUSTER: 1.06,
    Kind.CLUSTER: 1.06,
    Kind.CAREER: 1.025,
    Kind.PROGRAM: 1.0,
    Kind.LEARN: 1.0,
    Kind.GLOSSARY: 1.0,
}
OF_PICKED_LIST = 0.9  # an entry that has the same words says more
OF_OTHER_FRAMEWORKS = {Status.CURRENT: 0.97, Status.SUPERSEDED: 0.985, Status.HISTORICAL: 0.88}
PER_TENFOLD_OPENINGS = 0.006  # a career that more people have is meant more often


@dataclass(frozen=True, slots=True)
class Document:
    """One entry as the search sees it."""

    kind: Kind
    name: str
    url: str
    place: str  # where it stands, in words
    text: str  # a sentence that is shown
    short: str = ""  # another name: an abbreviation
    words: tuple[str, ...] = ()  # what people call it
    titles: tuple[str, ...] = ()  # what people in the job are called, by O*NET; the courses and majors of a program
    more: str = ""  # text that is searched and not shown
    weight: float = 1.0
    hue: str = Hue.SLATE
    icon: str = ""
    stands_alone: bool = False  # where it comes first nothing else is shown: who needs help needs no jobs
    careers: frozenset[str] = frozenset()  # the codes of those in it, if it is a list of careers
    code: str = ""  # of a career


def read_documents() -> Iterator[Document]:
    """Yield a document for everything that is public, in the same order on every database."""
    yield from _signposts()
    yield from _picked_lists()
    yield from _clusters()
    yield from _sub_clusters()
    yield from _careers()
    yield from _programs()
    yield from _learn_pages()
    yield from _glossary()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _titles(*texts: str) -> tuple[str, ...]:
    """The titles in `texts`, each once; of 'RN (Registered Nurse)' also its two forms."""
    titles = chain.from_iterable(map(_lines, texts))
    return tuple(dict.fromkeys(chain.from_iterable((title, *forms_of_title(title)) for title in titles)))


def _weight(kind: Kind, is_default: bool, status: str) -> float:
    return WEIGHTS[kind] * (1 if is_default else OF_OTHER_FRAMEWORKS[status])


def _signposts():
    for post in Signpost.objects.order_by("position", "pk"):
        yield Document(
            Kind.SIGNPOST,
            post.name,
            post.path,
            _("A page of this site"),
            post.summary,
            words=_lines(post.search_words),
            weight=WEIGHTS[Kind.SIGNPOST],
            hue=Hue.BLUE,
            icon=post.icon,
            careers=_listed(post.path),
        )


def _picked_lists():
    codes = defaultdict(set)
    for picked, code in PickedCareer.objects.filter(career__is_draft=False).values_list("picked_list", "career__code"):
        codes[picked].add(code)
    for picked in PickedList.objects.without_drafts().order_by("position", "pk"):
        yield Document(
            Kind.SIGNPOST,
            picked.name,
            picked.get_absolute_url(),
            _("Careers picked by hand"),
            picked.summary,
            words=_lines(picked.search_words),
            weight=OF_PICKED_LIST,
            hue=Hue.BLUE,
            icon=picked.icon,
            careers=frozenset(codes[picked.pk]),
        )


def _listed(url: str) -> frozenset[str]:
    """The codes of the careers that the list at `url` shows; none if it is the list of all, or another page."""
    path, _mark, query = url.partition("?")
    return frozenset(codes_listed(QueryDict(query).dict())) if query and path == reverse("career_list") else frozenset()


def _names_now() -> dict[int, list[str]]:
    """{key of an old cluster: the names of the clusters that official rows lead to}."""
    names = defaultdict(list)
    rows = CrosswalkRow.objects.filter(public_cluster("new__"), old__isnull=False).order_by("new__position", "pk")
    for old, name in rows.values_list("old", "new__name"):
        names[old].append(name)
    return names


def _clusters():
    names_now = _names_now()
    clusters = (
        Cluster.objects.published()
        .annotate(
            framework_slug=F("framework__slug"),
            framework_called=F("framework__short_name"),
            framework_name=F("framework__name"),
            term=F("framework__cluster_term"),
            status=F("framework__status"),
            is_default=F("framework__is_default"),
            grouping_name=F("grouping__name"),
            grouping_hue=F("grouping__hue"),
        )
        .order_by("framework__position", "framework", "position", "pk")
    )
    for row in clusters.values():
        called = row["framework_called"] or row["framework_name"]
        if row["is_default"]:
            place = _("%(term)s, in %(grouping)s") if row["grouping_name"] else _("%(term)s")
        else:
            place = _("%(term)s in %(framework)s")
        now = names_now.get(row["id"])
        yield Document(
            Kind.CLUSTER,
            row["name"],
            reverse("cluster_detail", args=[row["framework_slug"], row["slug"]]),
            place % {"term": row["term"], "grouping": row["grouping_name"], "framework": called},
            _("Now: %s.") % ", ".join(now) if now else f"{row['tagline']}.",
            short=row["abbreviation"],
            words=_lines(row["search_words"]),
            more=" ".join([row["tagline"], row["summary"], row["what_people_do"], row["you_might_like"]]),
            weight=_weight(Kind.CLUSTER, row["is_default"], row["status"]),
            hue=row["grouping_hue"] or Hue.SLATE,
            icon=row["icon"],
        )


def _sub_clusters():
    sub_clusters = (
        SubCluster.objects.published()
        .annotate(
            framework_slug=F("cluster__framework__slug"),
            framework_called=F("cluster__framework__short_name"),
            framework_name=F("cluster__framework__name"),
            term=F("cluster__framework__sub_cluster_term"),
            status=F("cluster__framework__status"),
            is_default=F("cluster__framework__is_default"),
            cluster_name=F("cluster__name"),
            cluster_slug=F("cluster__slug"),
            cluster_icon=F("cluster__icon"),
            hue=F("cluster__grouping__hue"),
        )
        .order_by("cluster__framework__position", "cluster__framework", "cluster__position", "position", "pk")
    )
    for row in sub_clusters.values():
        place = _("%(term)s of %(cluster)s") if row["is_default"] else _("%(term)s of %(cluster)s in %(framework)s")
        called = row["framework_called"] or row["framework_name"]
        yield Document(
            Kind.SUB_CLUSTER,
            row["name"],
            reverse("sub_cluster_detail", args=[row["framework_slug"], row["cluster_slug"], row["slug"]]),
            place % {"term": row["term"], "cluster": row["cluster_name"], "framework": called},
            row["tagline"],
            words=_lines(row["search_words"]),
            more=row["summary"],
            weight=_weight(Kind.SUB_CLUSTER, row["is_default"], row["status"]),
            hue=row["hue"] or Hue.SLATE,
            icon=row["icon"] or row["cluster_icon"],
        )


def _places(placements, entry: str) -> dict:
    """The places of each entry in public frameworks: {entry's key: [(sub-cluster, cluster, hue), ...]}."""
    found = {}
    rows = placements.filter(public_sub_cluster("sub_cluster__")).order_by(
        "sub_cluster__cluster__framework__position", "position", "sub_cluster__cluster__position", "pk"
    )
    for key, *place in rows.values_list(
        entry, "sub_cluster__name", "sub_cluster__cluster__name", "sub_cluster__cluster__grouping__hue"
    ):
        found.setdefault(key, []).append(place)
    return found


def _say(places: list) -> str:
    """The first place in words, and how many more there are."""
    if not places:
        return ""
    (sub_cluster, cluster, _hue), *others = places
    first = f"{sub_cluster}, {cluster}"
    return _("%(place)s, and %(number)d more") % {"place": first, "number": len(others)} if others else first


def _careers():
    places = _places(CareerPlacement.objects, "career")
    for row in Career.objects.published().order_by("code").values():
        where = places.get(row["id"], [])
        yield Document(
            Kind.CAREER,
            row["name"],
            reverse("career_detail", args=[row["code"], row["slug"]]),
            _say(where),
            row["summary"],
            words=(row["code"], *_lines(row["search_words"])),
            titles=_titles(row["reported_titles"], row["alternate_titles"]),
            weight=WEIGHTS[Kind.CAREER] + PER_TENFOLD_OPENINGS * log10(max(row["annual_openings"] or 1, 1)),
            hue=(where and where[0][2]) or Hue.SLATE,
            icon=row["icon"] or "briefcase",
            code=row["code"],
        )


def _held(parts, name: str) -> dict[int, list[str]]:
    """{program's key: the texts at `name` of its `parts`}"""
    found = defaultdict(list)
    for program, text in parts.order_by("program", "position", "pk").values_list("program", name):
        found[program].append(text)
    return found


def _programs():
    places = _places(Placement.objects, "program")
    skills = _held(ProgramSkill.objects, "text")
    courses, majors = _held(ProgramCourse.objects, "course__name"), _held(ProgramMajor.objects, "major__name")
    for row in sorted(Program.objects.published().values(), key=lambda row: row["slug"]):
        where = places.get(row["id"], [])
        yield Document(
            Kind.PROGRAM,
            row["name"],
            reverse("program_detail", args=[row["slug"]]),
            _say(where),
            row["summary"],
            words=_lines(row["search_words"]),
            titles=(*courses[row["id"]], *majors[row["id"]]),
            more=" ".join([row["study"], *skills[row["id"]]]),
            weight=WEIGHTS[Kind.PROGRAM],
            hue=(where and where[0][2]) or Hue.SLATE,
            icon=row["icon"] or "book-open",
        )


def _learn_pages():
    for row in LearnPage.objects.without_drafts().order_by("position", "pk").values():
        yield Document(
            Kind.LEARN,
            row["name"],
            reverse("learn_detail", args=[row["slug"]]),
            _("Learn"),
            row["summary"],
            words=_lines(row["search_words"]),
            more=prose(row["body"]),
            weight=WEIGHTS[Kind.LEARN],
            hue=Hue.BLUE,
            icon=row["icon"] or "lightbulb",
            stands_alone=row["slug"] == HELP_NOW,
        )


def _glossary():
    page = reverse("learn_detail", args=[GLOSSARY])
    for row in sorted(GlossaryTerm.objects.values(), key=lambda row: row["slug"]):
        yield Document(
            Kind.GLOSSARY,
            row["name"],
            f"{page}#{row['slug']}",
            _("Glossary"),
            row["gloss"],
            words=_lines(row["search_words"]),
            weight=WEIGHTS[Kind.GLOSSARY],
            hue=Hue.BLUE,
            icon="book-a",
        )
