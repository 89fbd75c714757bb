"""The queries of careers, each named for the page that needs it."""

from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce

from .alphabetical import Alphabetical
from .base import DraftableQuerySet, public_sub_cluster
from .career_choices import HOURS_A_YEAR, Education

# What is left of a group says nothing without the group, and college teachers have a name for each subject.
DULL_NAMES = (", Except", "All Other", "Postsecondary")


class CareerQuerySet(DraftableQuerySet):
    def published(self):
        """Those that stand somewhere in public, or nowhere yet; not those that stand in drafts alone."""
        places = self._placements().filter(career=OuterRef("pk"))
        public = places.filter(public_sub_cluster("sub_cluster__"))
        return self.without_drafts().filter(Exists(public) | ~Exists(places))

    def for_rows(self):
        """What a row of a list shows."""
        return self.only(*self.model.row_fields)

    def in_sub_cluster(self, sub_cluster):
        """With `place`: where an editor has put it, the most typical first."""
        places = self.without_drafts().filter(placements__sub_cluster=sub_cluster)
        return places.annotate(place=F("placements__position"), part=Value(0))

    def in_sub_clusters(self, sub_clusters):
        """Each once, with `place`: the most typical of every sub-cluster first."""
        places = self.without_drafts().filter(placements__sub_cluster__in=sub_clusters)
        return places.annotate(place=Min("placements__position")).order_by("place", Alphabetical("name"), "pk")

    def in_cluster(self, cluster):
        """Each once, with `place` and `part`: first the most typical of every sub-cluster, then the second of each."""
        return self._standing_in(placements__sub_cluster__cluster=cluster).annotate(
            place=Min("placements__position"), part=Min("placements__sub_cluster__position")
        )

    def for_comparison(self, clusters):
        """Once for each of `clusters` in which they stand, with `in_cluster`."""
        places = self._standing_in(placements__sub_cluster__cluster__in=clusters)
        places = places.annotate(in_cluster=F("placements__sub_cluster__cluster")).for_rows().defer("summary")
        return places.distinct().order_by(Alphabetical("name"), "pk")

    def _standing_in(self, **clusters):
        return self.without_drafts().filter(**clusters, placements__sub_cluster__is_draft=False)

    def with_cluster(self, cluster=None):
        """With names, hue and icon of the cluster where it is most typical, None where it stands in none.

        Or of `cluster`, for a list of what stands there.
        """
        places = self._placements().filter(public_sub_cluster("sub_cluster__"), career=OuterRef("pk"))
        if cluster:
            places = places.filter(sub_cluster__cluster=cluster)
        first = places.most_typical_first()
        return self.annotate(
            cluster_name=Subquery(first.values("sub_cluster__cluster__name")[:1]),
            cluster_short_name=Subquery(first.values("sub_cluster__cluster__short_name")[:1]),
            cluster_icon=Subquery(first.values("sub_cluster__cluster__icon")[:1]),
            cluster_hue=Subquery(first.values("sub_cluster__cluster__grouping__hue")[:1]),
        )

    def with_origin(self, **places):
        """With `origin`: official if the official list has it at any of these places, else ours."""
        found = self._placements().filter(**places, career=OuterRef("pk"))
        official_first = found.order_by("origin", "pk")  # "official" stands before "ours" in the alphabet
        return self.annotate(origin=Subquery(official_first.values("origin")[:1]))

    def for_list(self, cluster=None):
        """What a row of the list of all careers shows."""
        return self.for_rows().with_cluster(cluster)

    def for_page(self):
        return self.select_related("source").prefetch_related(Prefetch("placements", self._placements().for_page()))

    def for_data(self):
        """With their public places."""
        public = self._placements().filter(public_sub_cluster("sub_cluster__"))
        places = public.select_related("sub_cluster__cluster__framework__source")
        return self.select_related("source").prefetch_related(Prefetch("placements", places))

    def for_surprises(self):
        """Those whose name and pay say something by themselves."""
        dull = Q()
        for words in DULL_NAMES:
            dull |= Q(name__contains=words)
        return self.published().exclude(median_pay=None, hourly_pay=None).exclude(dull)

    def related_to(self, career):
        """Those that O*NET finds similar, the most similar first."""
        codes = career.related_codes
        nearest = Case(
            *(When(code=code, then=Value(place)) for place, code in enumerate(codes)), default=Value(len(codes))
        )
        return (
            self.published()
            .filter(code__in=codes)
            .exclude(pk=career.pk)
            .for_rows()
            .with_cluster()
            .order_by(nearest, "code")
        )

    def beside(self, career, sub_cluster):
        """Those of the same sub-cluster, the most typical first."""
        return (
            self.in_sub_cluster(sub_cluster).exclude(pk=career.pk).for_rows().with_cluster().order_by("place", "code")
        )

    def with_full_time_pay(self):
        """With `full_time_pay`: dollars a year; where pay by the hour alone is published, for 2,080 hours of it."""
        by_hour = Cast(F("hourly_pay") * HOURS_A_YEAR, IntegerField())
        return self.annotate(full_time_pay=Coalesce("median_pay", by_hour))

    def education_rank(self):
        """With `rank`: the level of preparation as a number, for sorting; unknown ones last."""
        whens = [When(typical_entry_education=level, then=Value(number)) for number, level in enumerate(Education)]
        return self.annotate(rank=Case(*whens, default=Value(len(Education)), output_field=IntegerField()))

    def _placements(self):
        """The places of careers; their module stands above this one."""
        return self.model._meta.get_field("placements").related_model.objects
