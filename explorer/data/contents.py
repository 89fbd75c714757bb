"""What a data file holds, read from the database in an order that depends on the content alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from ..models import (
    FIGURE_SOURCES,
    PLACES_SOURCE,
    Career,
    ClusterSuggestion,
    CrosswalkRow,
    Framework,
    Program,
    ProgramCareer,
    Source,
    SubCluster,
    SubClusterSuggestion,
)
from .fields import (
    CAREER,
    CLUSTER,
    FRAMEWORK,
    GROUPING,
    OFFICIAL,
    PLACE,
    PROGRAM,
    SOURCE,
    SUB_CLUSTER,
    SUGGESTION,
    Level,
)

# These stand in the files, which are the same in every language.
_OUR_WORDS = (
    "The words and judgments are Cluster Explorer's own: summaries, taglines, lists, reasons, suggestions, and what "
    "stands where by our own judgment. They are licensed CC BY 4.0, to be attributed to Cluster Explorer."
)
_NAMES = (
    "Names and structure of a framework are facts, taken from the sources named here. The National Career Clusters "
    "Framework is a trademark and work of Advance CTE, which has not approved this."
)
_ONET = (
    "Codes, names, job zones, interest codes and outlook: O*NET Database (the release stands with each career), US "
    "Department of Labor, Employment and Training Administration (USDOL/ETA), CC BY 4.0. This is a part of it, with "
    "words of our own. USDOL/ETA, whose trademark O*NET is, has not approved this."
)
_BLS = (
    "Pay: BLS OEWS. School to start, growth and openings: BLS Employment Projections. Both are by the US Bureau of "
    "Labor Statistics and in the public domain; their years stand with each career. "
    "What stands in set_here is not theirs: an editor of this site has set it."
)
_STUDY = (
    "Codes and names of courses (SCED) and majors (CIP 2020): National Center for Education Statistics (NCES), US "
    "Department of Education, in the public domain. Which of them a program has is our judgment. A career of a program "
    "whose origin is official or nces follows from these majors, by Advance CTE's crosswalk or the CIP-SOC crosswalk "
    "of NCES and the BLS. Names and codes of careers: O*NET Database, USDOL/ETA, CC BY 4.0."
)
_PLACES = (
    "A place whose origin is official is where Advance CTE, the publisher of the National Career Clusters Framework, "
    f"puts the SOC code of the career: the source {PLACES_SOURCE} says in which edition. All other places are ours, "
    "each with its reason. So is the order."
)
_OF_CAREERS = ("onet", PLACES_SOURCE)  # slugs of the sources of what a program leads to


@dataclass(frozen=True)
class Content:
    title: str
    rights: tuple[str, ...]
    sources: list[dict[str, Any]]
    lists: dict[Level, Any]  # records, or of the framework the one


def read_framework(slug: str) -> Content:
    framework = Framework.objects.published().for_page().get(slug=slug)
    groupings = sorted(framework.groupings.select_related("source"), key=_order)
    clusters = sorted(framework.clusters.for_data(), key=lambda cluster: (_order_of_grouping(cluster), _order(cluster)))
    members = {grouping: list(them) for grouping, them in groupby(clusters, key=lambda cluster: cluster.grouping)}
    in_order = ([None] if None in members else []) + groupings
    sub_clusters = [one for cluster in clusters for one in cluster.sub_clusters.all()]
    programs = [placement.program for one in sub_clusters for placement in one.placements.all()]
    _read_parts(programs)
    record = FRAMEWORK.record(framework)
    record[GROUPING.many] = [
        GROUPING.record(grouping) | {CLUSTER.many: [_cluster(cluster) for cluster in members.get(grouping, ())]}
        for grouping in in_order
    ]
    sources = [one.source for one in (framework, *groupings, *clusters, *sub_clusters, *programs)]
    rights = [_OUR_WORDS, _NAMES]
    if any(map(_has_parts, programs)):
        rights.append(_STUDY)
        sources += Source.objects.filter(slug__in=_OF_CAREERS)
    return Content(framework.name, tuple(rights), _sources(sources), {FRAMEWORK: record})


def _read_parts(programs: list[Program]):
    """Read what stands in `programs`, but for careers that visitors don't see."""
    careers = ProgramCareer.objects.filter(career__in=Career.objects.published()).select_related("career")
    careers = careers.only("program_id", "position", "origin", "reason", "career__code", "career__name")
    parts = ("skills", "program_courses__course", "program_majors__major", Prefetch("program_careers", careers))
    prefetch_related_objects(programs, *parts)


def _has_parts(program: Program) -> bool:
    """Say whether something of other publishers stands in it."""
    return any(part.all() for part in (program.program_courses, program.program_majors, program.program_careers))


def _cluster(cluster):
    sub_clusters = sorted(cluster.sub_clusters.all(), key=_order)
    return CLUSTER.record(cluster) | {SUB_CLUSTER.many: [_sub_cluster(one) for one in sub_clusters]}


def _sub_cluster(sub_cluster):
    placements = sorted(sub_cluster.placements.all(), key=lambda place: (place.position, place.program.slug))
    return SUB_CLUSTER.record(sub_cluster) | {PROGRAM.many: [PROGRAM.record(place.program) for place in placements]}


def read_crosswalk() -> Content:
    rows = list(CrosswalkRow.objects.for_data().select_related("source"))
    official = sorted((_CrosswalkEntry("official", row) for row in rows), key=_CrosswalkEntry.order)
    ours = [*ClusterSuggestion.objects.for_data(), *SubClusterSuggestion.objects.for_data()]
    suggestions = sorted((_CrosswalkEntry("suggestion", one) for one in ours), key=_CrosswalkEntry.order)
    lists = {
        OFFICIAL: [OFFICIAL.record(one) for one in official],
        SUGGESTION: [SUGGESTION.record(one) for one in suggestions],
    }
    clusters = [
        cluster for one in (*official, *suggestions) for cluster in (one.old_cluster, one.new_cluster) if cluster
    ]
    sources = _sources([*(row.source for row in rows), *(cluster.framework.source for cluster in clusters)])
    return Content("Crosswalk", (_OUR_WORDS, _NAMES), sources, lists)


class _CrosswalkEntry:
    """An official row or a suggestion, with both ends as clusters and, where it is about parts, as sub-clusters."""

    def __init__(self, origin, entry):
        is_official = origin == "official"
        self.origin = origin
        self.old_cluster, self.old_sub_cluster = _ends(entry.old)
        self.new_cluster, self.new_sub_cluster = _ends(entry.new)
        self.kind = entry.kind if is_official else None
        self.rank = None if is_official else entry.position
        self.explanation = entry.summary if is_official else entry.reason
        self.source = entry.source if is_official else None
        self.source_section = entry.source_section if is_official else None
        self.position = entry.position

    def order(self):
        """As the old framework goes, whole clusters before their parts; what is new comes last."""
        old, new = self.old_cluster, self.new_cluster
        return (
            old is None,
            _order(old and old.framework),
            self.old_sub_cluster is not None,
            *(_order(old), _order(self.old_sub_cluster)),
            self.position,
            *(_order(new.framework), _order(new), _order(self.new_sub_cluster)),
        )


def _ends(entry):
    return (entry.cluster, entry) if isinstance(entry, SubCluster) else (entry, None)


def read_careers() -> Content:
    careers = sorted(Career.objects.published().for_data(), key=lambda career: career.code)
    codes = {career.code for career in careers}
    records = [
        CAREER.record(career)
        | {"related": [code for code in career.related_codes if code in codes]}
        | {PLACE.many: [PLACE.record(place) for place in sorted(career.placements.all(), key=_order_of_place)]}
        for career in careers
    ]
    figures = Source.objects.filter(slug__in=[*FIGURE_SOURCES, PLACES_SOURCE])
    frameworks = [place.sub_cluster.cluster.framework for career in careers for place in career.placements.all()]
    sources = _sources([*figures, *(cited.source for cited in (*careers, *frameworks))])
    return Content("Careers", (_OUR_WORDS, _PLACES, _ONET, _BLS, _NAMES), sources, {CAREER: records})


def _order(entry):
    """By position; what is not there comes first."""
    return (entry.position, entry.slug) if entry else (-1, "")


def _order_of_grouping(cluster):
    return _order(cluster.grouping)


def _order_of_place(place):
    sub_cluster = place.sub_cluster
    cluster = sub_cluster.cluster
    return _order(cluster.framework), place.position, _order(cluster), _order(sub_cluster)


def _sources(sources):
    by_slug = {source.slug: source for source in sources}
    return [{field.name: field.value(source) for field in SOURCE} for _slug, source in sorted(by_slug.items())]
