"""What a counselor hands out: a cluster on a sheet of paper, all of them, and the wheel as a poster."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from math import ceil

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..careers.here import FIRST_OF_SUB_CLUSTER
from ..careers.official_list import official_list
from ..careers.source_years import SourceYears
from ..models import Career, CareerPlacement, Cluster, Framework, Preparation, Source, SubCluster

CAREERS = 9  # on a sheet, fewer where their names take more than LINES of CHARACTERS
LINES, CHARACTERS = 13, 40
OF_A_GROUP = "*"  # behind a pay, explained at the foot: the words would not fit into the column
MOST_NAMED = 2  # of our own places: a sheet has room for no more


@dataclass
class Handout:
    cluster: Cluster
    careers: list[Career] = field(default_factory=list)
    career_count: int = 0  # that stand in the cluster
    listed_in: Source | None = None  # the official list of which career stands where
    official: set[int] = field(default_factory=set)  # the keys of those that the official list has in the cluster

    @property
    def rows(self) -> list[tuple[Career, str, str]]:
        """[(career, its growth, its pay), ...], both in words"""
        return [(career, growth_in_words(career), pay_in_words(career)) for career in self.careers]

    @property
    def growth_title(self) -> str:
        years = {career.projected_to for career in self.careers if career.projected_to}
        return _("Jobs by %d") % years.pop() if len(years) == 1 else _("Jobs to come")

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
            notes.append(_("Careers with many jobs are here. Half of the people in one earn less than its pay."))
        if any(career.counted_as for career in self.careers):
            notes.append(_("%s Pay of the group that the career is counted in.") % OF_A_GROUP)
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
            return [_("Which careers are here is our suggestion.")]
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
    careers, typical, seen = defaultdict(dict), defaultdict(dict), Counter()  # each career once in a cluster
    for placement in CareerPlacement.objects.for_handouts(handouts):
        cluster = placement.sub_cluster.cluster_id
        careers[cluster].setdefault(placement.career_id, placement.career)
        seen[placement.sub_cluster_id] += 1
        if seen[placement.sub_cluster_id] <= FIRST_OF_SUB_CLUSTER:
            typical[cluster].setdefault(placement.career_id, placement.career)
        if not placement.is_ours:
            handouts[cluster].official.add(placement.career_id)
    for pk, found in careers.items():
        expected = typical[pk] if len(typical[pk]) >= CAREERS else found
        handouts[pk].careers = sample_that_fits(list(expected.values()))
        handouts[pk].career_count = len(found)
    return list(handouts.values())


def sample_that_fits(careers: list[Career]) -> list[Career]:
    """As many careers as a sheet of paper has room for: long names take two lines."""
    for count in range(CAREERS, 1, -1):
        chosen = sample(careers, count)
        if sum(ceil(len(career.name) / CHARACTERS) for career in chosen) <= LINES:
            return chosen
    return sample(careers, 1)


def sample(careers: list[Career], count: int = CAREERS) -> list[Career]:
    """Choose careers of different preparation, of each those with the most jobs; those with the shortest school first.

    `careers` stand with the most typical first: so do those whose own jobs nobody has counted, behind the others. A
    level that has too few leaves its places to the others.
    """
    by_jobs = sorted(careers, key=lambda career: 0 if career.counted_as else -(career.jobs or 0))
    levels = [[career for career in by_jobs if career.education in level.levels] for level in Preparation]
    unknown = [career for career in by_jobs if career.education is None]
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


def pay_in_words(career: Career) -> str:
    """'$60,000 a year', '$23 an hour', '$23 an hour*' of a group"""
    if career.median_pay is not None:
        words, is_ours = _("$%s a year") % intcomma(career.median_pay), career.pay_is_ours
    elif career.is_paid_by_hour:
        words, is_ours = _("$%s an hour") % f"{career.hourly_pay:.0f}", career.hourly_pay_is_ours
    elif career.is_military:
        words, is_ours = _("By rank"), career.pay_is_ours
    else:
        words, is_ours = _("Not published"), career.pay_is_ours
    words += OF_A_GROUP if career.counted_as else ""
    set_here = _set_here(is_ours)
    return f"{words} ({set_here})" if set_here else words


def growth_in_words(career: Career) -> str:
    """'6% more', '20% fewer', 'As many'"""
    if career.growth_percent is None:
        words = _("Not published")
    elif not career.of_a_hundred:
        words = _("As many")
    elif career.growth_percent > 0:
        words = _("%s%% more") % career.of_a_hundred
    else:
        words = _("%s%% fewer") % career.of_a_hundred
    set_here = _set_here(career.growth_is_ours)
    return f"{words} ({set_here})" if set_here else words


def _set_here(is_ours):
    return pgettext("a figure, by an editor of this site", "set here") if is_ours else ""
