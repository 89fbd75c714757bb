"""What a counselor hands out: a cluster on a sheet of paper, all of them, and the wheel as a poster."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from django.utils.translation import gettext as _

from ..careers.official_list import official_list
from ..careers.source_years import SourceYears
from ..models import Career, CareerPlacement, Cluster, Framework, Preparation, Source, SubCluster

CAREERS = 9  # on a sheet


MOST_NAMED = 2  # of our own places: a sheet has room for no more


@dataclass
class Handout:
    cluster: Cluster
    careers: list[Career] = field(default_factory=list)
    career_count: int = 0  # that stand in the cluster
    listed_in: Source | None = None  # the official list of which career stands where
    official: set[int] = field(default_factory=set)  # the keys of those that the official list has in the cluster

    @property
    def sub_clusters(self) -> list[SubCluster]:
        return self.cluster.sub_clusters.all()

    @property
    def questions(self) -> list[str]:
        return self.cluster.to_talk_over.splitlines()

    @property
    def has_programs(self) -> bool:
        return any(part.placements.all() for part in self.sub_clusters)

    @property
    def parts_title(self) -> str:
        parts = self.cluster.framework.sub_cluster_term_plural or _("Parts")
        return _("%(parts)s, and what you could study") % {"parts": parts} if self.has_programs else parts

    @property
    def note(self) -> str:
        """What a reader has to know about the programs and the figures."""
        notes = []
        if self.has_programs:
            notes.append(_("Programs are examples. Your state and your school district decide which ones they offer."))
        if self.careers:
            notes.append(_("Half of the people in a career earn less than its pay, half earn more."))
        return " ".join(notes)

    @property
    def sources(self) -> list[str]:
        """Where each thing comes from, a sentence or two for each."""
        source, years = self.cluster.source, SourceYears.of(self.careers)
        names = {"title": source.title, "publisher": source.publisher, "section": self.cluster.source_section}
        sentences = [_("Names: %(title)s, %(publisher)s, %(section)s.") % names]
        if self.careers:
            sentences += [*years.sentences, *self._who_places_careers()]
        return [*sentences, _("The words are ours (Cluster Explorer).")]

    def _who_places_careers(self) -> list[str]:
        ours = [career.name for career in self.careers if career.pk not in self.official]
        if len(ours) == len(self.careers):
            return [_("Which careers stand here is our suggestion.")]
        listed = self.listed_in
        named = f"{listed.title}, {listed.publisher}" if listed else _("of the framework's publisher")
        sentences = [_("Careers by the official list: %s.") % named]
        if len(ours) > MOST_NAMED:
            return [*sentences, _("Ours: %d of them; a career's page says so.") % len(ours)]
        return [*sentences, _("Ours: %s.") % "; ".join(ours)] if ours else sentences


def handouts_of(framework: Framework, slug: str | None = None) -> list[Handout]:
    """Return the handouts of all clusters of `framework` in the order of the wheel, or of the one with this slug.

    That one may be a draft.
    """
    clusters = framework.clusters.for_handouts()
    clusters = clusters.without_drafts() if slug is None else clusters.filter(slug=slug)
    listed_in = official_list()
    handouts = {cluster.pk: Handout(cluster, listed_in=listed_in) for cluster in clusters}
    careers = defaultdict(dict)  # each career once in a cluster, at its most typical place
    for placement in CareerPlacement.objects.for_handouts(handouts):
        cluster = placement.sub_cluster.cluster_id
        careers[cluster].setdefault(placement.career_id, placement.career)
        if not placement.is_ours:
            handouts[cluster].official.add(placement.career_id)
    for pk, found in careers.items():
        handouts[pk].careers = sample(list(found.values()))
        handouts[pk].career_count = len(found)
    return list(handouts.values())


def sample(careers: list[Career], count: int = CAREERS) -> list[Career]:
    """Choose careers of different preparation, the most typical of each, and put those with the shortest school first.

    `careers` stand with the most typical first. A level that has too few leaves its places to the others.
    """
    levels = [[career for career in careers if career.education in level.levels] for level in Preparation]
    unknown = [career for career in careers if career.education is None]
    in_turn = [career for career in chain(*zip_longest(*levels)) if career]
    chosen = [*in_turn, *unknown][:count]
    ranks = {career.pk: rank for rank, career in enumerate(chain(*levels, unknown))}
    order = [level.value for level in chain(*(level.levels for level in Preparation))]
    return sorted(
        chosen,
        key=lambda career: (
            order.index(career.education) if career.education else len(order),
            ranks[career.pk],
        ),
    )
