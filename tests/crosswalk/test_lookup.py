import pytest

from explorer.crosswalk.lookup import ClusterMatches, FrameworkCrosswalk, frameworks_leading_to
from explorer.crosswalk.school_names import offered_to_schools, school_names
from explorer.models import Cluster, Framework, SubClusterSuggestion

from ..factories import (
    create_cluster,
    create_framework,
    create_grouping,
    create_row,
    create_sub_cluster,
    create_suggestion,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def new():
    framework = create_framework(name="New", is_default=True, position=1)
    grouping = create_grouping(framework=framework, hue="green")
    for position, name in enumerate(("Care", "Energy", "Making"), start=1):
        cluster = create_cluster(framework=framework, grouping=grouping, name=name, position=position)
        create_sub_cluster(cluster=cluster, name=f"{name} work")
    return framework


@pytest.fixture
def old():
    framework = create_framework(name="Old", short_name="the old one", status="superseded", position=2)
    for position, name in enumerate(("Health", "Human", "Stem"), start=1):
        cluster = create_cluster(framework=framework, name=name, position=position)
        create_sub_cluster(cluster=cluster, name=f"{name} path", position=1)
        create_sub_cluster(cluster=cluster, name=f"{name} other", position=2)
    return framework


def cluster(name):
    return Cluster.objects.get(name=name)


def sub(name):
    from explorer.models import SubCluster

    return SubCluster.objects.get(name=name)


def names_of(found):
    return [(framework.name, [match.cluster.name for match in matches]) for framework, matches in found]


class TestClusterMatches:
    def test_an_official_row_stands_before_suggestions(self, old, new):
        create_suggestion(old=sub("Health path"), new=sub("Energy work"))
        create_row(old=cluster("Health"), new=cluster("Care"), kind="combined")
        assert names_of(ClusterMatches(cluster("Health")).became) == [("New", ["Care", "Energy"])]

    def test_what_is_official_and_what_is_suggested_stays_apart(self, old, new):
        create_row(old=cluster("Health"), new=cluster("Care"), kind="combined")
        create_suggestion(old=sub("Health path"), new=sub("Energy work"))
        ((_framework, (official, ours)),) = ClusterMatches(cluster("Health")).became
        assert (official.row.kind, official.sub_clusters) == ("combined", [])
        assert (ours.row, [one.name for one in ours.sub_clusters]) == (None, ["Health path"])

    def test_it_leads_back_from_the_new_cluster(self, old, new):
        create_row(old=cluster("Health"), new=cluster("Care"), kind="combined")
        create_row(old=cluster("Human"), new=cluster("Care"), kind="combined")
        assert names_of(ClusterMatches(cluster("Care")).was) == [("Old", ["Health", "Human"])]

    def test_a_current_framework_is_nothing_that_a_cluster_was(self, old, new):
        Framework.objects.filter(name="Old").update(status="current")
        create_row(old=cluster("Health"), new=cluster("Care"))
        assert ClusterMatches(cluster("Care")).was == []
        assert names_of(ClusterMatches(cluster("Health")).became) == [("New", ["Care"])]

    def test_a_draft_leads_nowhere_and_nothing_leads_to_it(self, old, new):
        create_row(old=cluster("Health"), new=cluster("Care"))
        create_suggestion(old=sub("Health path"), new=sub("Energy work"))
        Framework.objects.filter(name="Old").update(is_draft=True)
        assert ClusterMatches(cluster("Care")).was == []
        assert ClusterMatches(cluster("Energy")).was == []

    def test_nothing_leads_on_to_a_draft(self, old, new):
        create_suggestion(old=cluster("Health"), new=cluster("Care"))
        Framework.objects.filter(name="New").update(is_draft=True, is_default=False)
        assert ClusterMatches(cluster("Health")).became == []

    def test_only_the_closest_match_of_a_pathway_counts(self, old, new):
        create_suggestion(old=sub("Health path"), new=sub("Care work"), position=3)
        create_suggestion(old=sub("Health path"), new=sub("Energy work"), position=5)
        assert names_of(ClusterMatches(cluster("Health")).became) == [("New", ["Care"])]

    def test_of_a_cluster_that_was_spread_every_match_counts(self, old, new):
        create_row(old=cluster("Stem"), new=cluster("Making"), kind="removed")
        create_suggestion(old=sub("Stem path"), new=sub("Care work"), position=1)
        create_suggestion(old=sub("Stem path"), new=sub("Energy work"), position=2)
        assert names_of(ClusterMatches(cluster("Stem")).became) == [("New", ["Making", "Care", "Energy"])]

    def test_a_page_says_it_of_the_first_three_earlier_frameworks(self, old, new):
        for number in range(5):
            framework = create_framework(name=f"State {number}", status="historical", position=10 + number)
            create_suggestion(old=create_cluster(framework=framework, name="Helping"), new=cluster("Care"))
        assert [name for name, _clusters in names_of(ClusterMatches(cluster("Care")).was)] == ["State 0", "State 1"]
        create_row(old=cluster("Health"), new=cluster("Care"))
        assert [name for name, _ in names_of(ClusterMatches(cluster("Care")).was)] == ["Old", "State 0", "State 1"]

    def test_a_drafts_row_is_not_what_is_official_about_a_public_cluster(self, old, new):
        Framework.objects.filter(name="Old").update(is_draft=True)
        create_row(old=cluster("Health"), new=cluster("Care"))
        third = create_framework(name="Third", status="historical")
        create_suggestion(old=create_cluster(framework=third, name="Helping"), new=cluster("Care"))
        cluster_matches = ClusterMatches(cluster("Care"))
        assert (cluster_matches.any_row, cluster_matches.new_row) == (None, None)
        assert names_of(cluster_matches.was) == [("Third", ["Helping"])]

    def test_a_new_cluster_has_a_row_of_its_own(self, old, new):
        row = create_row(new=cluster("Energy"))
        cluster_matches = ClusterMatches(cluster("Energy"))
        assert (cluster_matches.new_row, cluster_matches.was) == (row, [])

    def test_a_cluster_that_nothing_touches_was_and_became_nothing(self, old, new):
        cluster_matches = ClusterMatches(cluster("Energy"))
        assert (cluster_matches.was, cluster_matches.became, cluster_matches.new_row, cluster_matches.any_row) == (
            [],
            [],
            None,
            None,
        )


QUERIES = 9  # of all names at school, with the framework of the cluster: once for each version of the content


class TestSchoolNames:
    def names(self, name):
        return {one.framework_slug: one for one in school_names(cluster(name))}

    def olds(self, name, framework="old"):
        """{old name: (is it official, [where else it is split to])}"""
        return {
            old.name: (old.is_official, [other for _slug, other in old.elsewhere])
            for old in self.names(name)[framework].olds
        }

    def test_a_cluster_that_two_became_has_both_their_names(self, old, new):
        create_row(old=cluster("Health"), new=cluster("Care"), kind="combined")
        create_row(old=cluster("Human"), new=cluster("Care"), kind="combined")
        assert self.names("Care")["old"].framework_called == "the old one"
        assert self.olds("Care") == {"Health": (True, []), "Human": (True, [])}

    def test_a_name_that_is_split_says_where_else_its_work_is(self, old, new):
        create_suggestion(old=cluster("Health"), new=cluster("Care"))
        create_suggestion(old=cluster("Health"), new=cluster("Energy"))
        assert self.olds("Care") == {"Health": (False, ["Energy"])}
        assert self.olds("Energy") == {"Health": (False, ["Care"])}

    def test_only_the_name_that_is_split_says_so(self, old, new):
        create_row(old=cluster("Health"), new=cluster("Care"), kind="combined")
        create_row(old=cluster("Human"), new=cluster("Care"), kind="combined")
        create_suggestion(old=sub("Human path"), new=sub("Energy work"))
        assert self.olds("Care") == {"Health": (True, []), "Human": (True, ["Energy"])}

    @pytest.mark.parametrize("is_official", [True, False])
    def test_a_split_that_is_our_suggestion_is_told_from_an_official_one(self, old, new, is_official):
        create_row(old=cluster("Health"), new=cluster("Care"), kind="removed")
        if is_official:
            create_row(old=cluster("Health"), new=cluster("Energy"), kind="removed")
        else:
            create_suggestion(old=cluster("Health"), new=cluster("Energy"))
        (health,) = self.names("Care")["old"].olds
        assert health.elsewhere == [("energy", "Energy")]
        assert health.is_split_officially == is_official

    def test_a_pathway_that_moved_splits_its_clusters_name(self, old, new):
        create_row(old=cluster("Health"), new=cluster("Care"))
        create_suggestion(old=sub("Health path"), new=sub("Care work"))
        create_suggestion(old=sub("Health other"), new=sub("Energy work"))
        assert self.olds("Care") == {"Health": (True, ["Energy"])}

    def test_suggestions_name_what_no_official_row_does(self, old, new):
        create_row(new=cluster("Energy"))
        create_suggestion(old=sub("Health other"), new=sub("Energy work"))
        assert self.olds("Energy") == {"Health": (False, [])}

    def test_official_names_leave_no_room_for_suggested_ones(self, old, new):
        create_row(old=cluster("Health"), new=cluster("Care"))
        create_suggestion(old=sub("Human path"), new=sub("Care work"))
        assert self.olds("Care") == {"Health": (True, [])}

    def test_a_cluster_that_was_spread_is_named_wherever_its_work_is(self, old, new):
        create_row(old=cluster("Stem"), new=cluster("Making"), kind="removed")
        create_row(old=cluster("Health"), new=cluster("Care"))
        create_suggestion(old=sub("Stem path"), new=sub("Making work"), position=1)
        create_suggestion(old=sub("Stem path"), new=sub("Care work"), position=2)
        assert self.olds("Making") == {"Stem": (True, ["Care"])}
        assert self.olds("Care") == {"Health": (True, []), "Stem": (False, ["Making"])}

    def test_only_the_closest_match_of_a_pathway_gives_a_name(self, old, new):
        create_suggestion(old=sub("Health path"), new=sub("Care work"), position=4)
        create_suggestion(old=sub("Health path"), new=sub("Energy work"), position=7)
        assert self.olds("Care") == {"Health": (False, [])}
        assert self.names("Energy") == {}

    def test_every_published_framework_has_its_own_line(self, old, new):
        ours = create_cluster(framework=create_framework(name="Ours"), name="Helping")
        draft = create_cluster(framework=create_framework(name="Draft", is_draft=True), name="Hidden")
        for one in (cluster("Health"), ours, draft):
            create_suggestion(old=one, new=cluster("Care"))
        assert list(self.names("Care")) == ["old", "ours"]

    def test_the_first_frameworks_by_position_are_named_as_many_as_are_offered(self, old, new, settings):
        settings.MY_SCHOOL_FRAMEWORKS = 2
        for number in range(4):
            one = create_cluster(
                framework=create_framework(name=f"State {number}", position=9 - number), name="Helping"
            )
            create_suggestion(old=one, new=cluster("Care"))
        assert list(self.names("Care")) == ["state-3"]  # the first by position is the old one, which does not meet it
        assert [framework.slug for framework in offered_to_schools()] == ["state-3"]
        create_suggestion(old=cluster("Health"), new=cluster("Care"))
        assert list(self.names("Care")) == ["old", "state-3"]
        assert [framework.slug for framework in offered_to_schools()] == ["old", "state-3"]

    def test_many_frameworks_take_no_more_queries(self, old, new, django_assert_num_queries):
        for number in range(5):
            one = create_cluster(framework=create_framework(name=f"State {number}"), name="Helping")
            create_suggestion(old=one, new=cluster("Care"))
        care = cluster("Care")
        with django_assert_num_queries(QUERIES):
            assert len(school_names(care)) == 5


class TestFrameworkCrosswalk:
    def test_each_pathway_counts_once_however_many_ways_it_takes(self, old, new):
        create_row(old=cluster("Health"), new=cluster("Care"))
        create_suggestion(old=sub("Health path"), new=sub("Care work"))
        create_suggestion(old=sub("Health other"), new=sub("Care work"), position=1)
        create_suggestion(old=sub("Health other"), new=sub("Energy work"), position=2)
        lanes = {c.name: [band.flow for band, _hue in bands] for c, bands in FrameworkCrosswalk(old, new).lanes["old"]}
        assert {(flow.new, flow.weight, flow.is_official) for flow in lanes["Health"]} == {
            ("care", 1.5, True),
            ("energy", 0.5, False),
        }

    def test_both_sides_carry_the_same_bands_in_the_new_clusters_hue(self, old, new):
        create_row(old=cluster("Health"), new=cluster("Care"))
        lanes = FrameworkCrosswalk(old, new).lanes
        left = [band for _cluster, bands in lanes["old"] for band in bands]
        right = [band for _cluster, bands in lanes["new"] for band in bands]
        assert left == right
        assert [hue for _band, hue in left] == ["green"]

    def test_what_is_new_is_new_to_the_official_crosswalk_alone(self, old, new):
        create_row(new=cluster("Energy"))
        create_suggestion(old=cluster("Health"), new=cluster("Care"))
        assert FrameworkCrosswalk(old, new).rows == []
        create_row(old=cluster("Health"), new=cluster("Care"))
        assert len(FrameworkCrosswalk(old, new).rows) == 2

    def test_the_answer_for_a_pathway_is_all_its_suggestions_closest_first(self, old, new):
        create_suggestion(old=sub("Health path"), new=sub("Energy work"), position=2)
        create_suggestion(old=sub("Health path"), new=sub("Care work"), position=1)
        crosswalk = FrameworkCrosswalk(old, new)
        answer = crosswalk.answer(crosswalk.entries["old:health:health-path"])
        assert [one.new.name for one in answer["sub_suggestions"]] == ["Care work", "Energy work"]

    def test_suggestions_stand_old_cluster_by_old_cluster_the_closest_first(self, old, new):
        create_suggestion(old=cluster("Human"), new=cluster("Care"), position=1)
        create_suggestion(old=cluster("Health"), new=cluster("Energy"), position=2)
        create_suggestion(old=cluster("Health"), new=cluster("Care"), position=1)
        found = [(one.old.name, one.new.name) for one in FrameworkCrosswalk(old, new).suggestions]
        assert found == [("Health", "Care"), ("Health", "Energy"), ("Human", "Care")]

    def test_the_answer_for_a_new_cluster_is_where_it_came_from(self, old, new):
        create_row(old=cluster("Health"), new=cluster("Care"))
        crosswalk = FrameworkCrosswalk(old, new)
        answer = crosswalk.answer(crosswalk.entries["new:care"])
        assert not answer["is_old"]
        assert [match.cluster.name for match in answer["matches"]] == ["Health"]


def test_frameworks_lead_on_by_a_row_or_by_a_suggestion_of_either_kind(old, new):
    assert list(frameworks_leading_to(new)) == []
    create_suggestion(old=sub("Health path"), new=sub("Care work"))
    assert list(frameworks_leading_to(new)) == [old]
    SubClusterSuggestion.objects.all().delete()
    create_suggestion(old=cluster("Health"), new=cluster("Care"))
    assert list(frameworks_leading_to()) == [old]
    assert list(frameworks_leading_to(old)) == []
    Framework.objects.filter(pk=old.pk).update(is_draft=True)
    assert list(frameworks_leading_to(new)) == []
