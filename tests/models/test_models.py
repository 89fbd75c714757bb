import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import RestrictedError

from explorer.models import (
    CONTENT_MODELS,
    Cluster,
    CrossCuttingLink,
    Framework,
    Grouping,
    Placement,
    Program,
    RetiredAddress,
    SubCluster,
)

from ..factories import (
    create_cluster,
    create_framework,
    create_grouping,
    create_link,
    create_program,
    create_small_framework,
    create_sub_cluster,
)

pytestmark = pytest.mark.django_db


def test_a_slug_is_made_from_the_name():
    assert create_framework(name="Arts, A/V Technology").slug == "arts-a-v-technology"


def test_a_name_that_makes_no_slug_is_refused():
    cluster = create_cluster(framework=create_framework())
    cluster.name, cluster.slug = "漢字", ""
    with pytest.raises(ValidationError) as error:
        cluster.full_clean()
    assert "slug" in error.value.message_dict


@pytest.mark.parametrize("constraint", [
    "framework_slug_unique",
    "framework_one_default",
    "grouping_slug_unique_in_framework",
    "cluster_slug_unique_in_framework",
    "subcluster_slug_unique_in_cluster",
    "program_slug_unique",
    "placement_unique",
    "framework_default_is_no_draft",
    "clusterpart_unique",
    "crosswalkrow_unique",
    "crosswalkrow_new_once",
    "crosswalkrow_new_has_no_old",
    "clustersuggestion_unique",
    "subclustersuggestion_unique",
    "learnpage_slug_unique",
    "glossaryterm_slug_unique",
    "practice_slug_unique",
    "resource_slug_unique",
    "crosscuttinglink_unique",
    "crosscuttinglink_not_itself",
    "retiredaddress_leads_elsewhere",
    "retiredaddress_from_slash_to_slash",
])  # fmt: skip
@pytest.mark.sampled(8)
def test_the_database_holds_each_invariant_by_name(constraint):
    models = [*CONTENT_MODELS, RetiredAddress]
    with connection.cursor() as cursor:
        held = {
            name for model in models for name in connection.introspection.get_constraints(cursor, model._meta.db_table)
        }
    assert constraint in held


def test_the_database_refuses_two_default_frameworks():
    create_framework(is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        create_framework(name="Other", is_default=True)


def test_the_database_refuses_a_slug_twice_in_a_framework():
    framework = create_framework()
    create_cluster(framework=framework)
    with pytest.raises(IntegrityError), transaction.atomic():
        create_cluster(framework=framework)


def test_two_frameworks_may_have_clusters_of_the_same_name():
    create_cluster(framework=create_framework())
    create_cluster(framework=create_framework(name="Original"))
    assert Cluster.objects.count() == 2


def test_a_program_stands_under_a_sub_cluster_only_once():
    sub_cluster = create_sub_cluster(cluster=create_cluster(framework=create_framework()))
    program = create_program(sub_clusters=[sub_cluster])
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(program=program, sub_cluster=sub_cluster)


def test_a_cluster_does_not_serve_itself():
    cluster = create_cluster(framework=create_framework())
    with pytest.raises(IntegrityError), transaction.atomic():
        create_link(cluster=cluster, cross_cutting=cluster)


def test_a_grouping_of_another_framework_is_refused():
    cluster = create_cluster(framework=create_framework())
    cluster.grouping = create_grouping(framework=create_framework(name="Original"))
    with pytest.raises(ValidationError, match="another framework"):
        cluster.full_clean()


def test_a_link_between_frameworks_is_refused():
    cluster = create_cluster(framework=create_framework())
    other = create_cluster(framework=create_framework(name="Original"), name="Digital", is_cross_cutting=True)
    with pytest.raises(ValidationError, match="another framework"):
        CrossCuttingLink(cluster=cluster, cross_cutting=other, summary="Apps.").full_clean()


def test_a_cluster_that_is_being_added_with_a_link_to_another_framework_is_refused():
    other = create_cluster(framework=create_framework(name="Original"), name="Digital", is_cross_cutting=True)
    new = Cluster(framework=create_framework(), name="New")
    with pytest.raises(ValidationError, match="another framework"):
        CrossCuttingLink(cluster=new, cross_cutting=other, summary="Apps.").clean()


def test_a_grouping_does_not_move_away_from_its_clusters():
    framework = create_framework()
    grouping = create_grouping(framework=framework)
    create_cluster(framework=framework, grouping=grouping)
    grouping.framework = create_framework(name="Original")
    with pytest.raises(ValidationError, match="another framework"):
        grouping.full_clean()


def test_a_cluster_that_serves_others_stays_cross_cutting():
    create_small_framework()
    digital = Cluster.objects.get(is_cross_cutting=True)
    digital.is_cross_cutting = False
    with pytest.raises(ValidationError, match="no longer cross-cutting"):
        digital.full_clean()


def test_a_framework_is_deleted_with_its_groupings_and_clusters():
    create_small_framework().delete()
    assert not Cluster.objects.exists()


def test_a_grouping_with_clusters_is_not_deleted_alone():
    create_small_framework()
    with pytest.raises(RestrictedError):
        Grouping.objects.get(slug="building-moving").delete()


def test_a_second_framework_on_the_home_page_is_refused_in_plain_words():
    create_framework(is_default=True)
    second = create_framework(name="Second")
    second.is_default = True
    with pytest.raises(ValidationError, match="Another framework is on the home page"):
        second.full_clean()


def test_an_icon_that_does_not_exist_is_refused():
    cluster = create_cluster(framework=create_framework())
    cluster.icon = "no-such-icon"
    with pytest.raises(ValidationError, match="no icon named"):
        cluster.full_clean()


def test_every_entry_is_found_by_its_natural_key():
    create_small_framework(clusters=1, sub_clusters=1, programs=1)
    for model in (Framework, Grouping, Cluster, SubCluster, Program, Placement, CrossCuttingLink):
        entry = model.objects.first()
        assert model.objects.get_by_natural_key(*entry.natural_key()) == entry


def test_the_default_framework_is_the_marked_one():
    create_framework(name="Early", position=1)
    marked = create_framework(name="Marked", position=2, is_default=True)
    assert Framework.objects.default() == marked


def test_without_a_mark_the_first_framework_is_the_default():
    create_framework(name="Late", position=2)
    early = create_framework(name="Early", position=1)
    assert Framework.objects.default() == early


def test_clusters_come_grouping_by_grouping_and_then_by_position():
    framework = create_framework()
    second = create_grouping(framework=framework, name="Second", position=2)
    first = create_grouping(framework=framework, name="First", position=1)
    for name, grouping, position in [("D", second, 2), ("C", second, 1), ("B", first, 2), ("A", first, 1)]:
        create_cluster(framework=framework, name=name, grouping=grouping, position=position)
    assert [cluster.name for cluster in framework.clusters.in_order()] == ["A", "B", "C", "D"]


class TestRetiredAddress:
    def test_a_retired_address_leads_to_the_new_one(self):
        RetiredAddress.objects.create(old_path="/old/", new_path="/new/")
        assert RetiredAddress.objects.new_path_for("/old/") == "/new/"

    def test_pages_below_it_move_along(self):
        RetiredAddress.objects.create(old_path="/old/", new_path="/new/")
        assert RetiredAddress.objects.new_path_for("/old/page/") == "/new/page/"

    def test_the_longest_one_counts(self):
        RetiredAddress.objects.create(old_path="/old/", new_path="/new/")
        RetiredAddress.objects.create(old_path="/old/page/", new_path="/elsewhere/")
        assert RetiredAddress.objects.new_path_for("/old/page/") == "/elsewhere/"

    def test_a_name_that_only_begins_alike_does_not_count(self):
        RetiredAddress.objects.create(old_path="/old/", new_path="/new/")
        assert RetiredAddress.objects.new_path_for("/older/") is None

    @pytest.mark.parametrize("path", ["/\x00/", "/" + "a/" * 5000])
    def test_odd_paths_lead_nowhere(self, path):
        assert RetiredAddress.objects.new_path_for(path) is None

    @pytest.mark.parametrize(
        "path", ["//evil.example/", "https://evil.example/", "/\\evil.example/", "evil/", "/a b/", "/new"]
    )
    def test_only_an_address_of_this_site_is_accepted(self, path):
        with pytest.raises(ValidationError):
            RetiredAddress(old_path="/old/", new_path=path).full_clean()

    @pytest.mark.parametrize("new_path", ["/old/", "/old/below/"])
    def test_an_address_that_leads_to_itself_is_refused(self, new_path):
        with pytest.raises(ValidationError):
            RetiredAddress(old_path="/old/", new_path=new_path).full_clean()

    def test_a_circle_of_two_is_refused(self):
        RetiredAddress.objects.create(old_path="/b/", new_path="/a/")
        with pytest.raises(ValidationError, match="circles"):
            RetiredAddress(old_path="/a/", new_path="/b/").full_clean()

    def test_retiring_twice_leads_there_in_one_step(self):
        RetiredAddress.objects.retire("/one/", "/two/")
        RetiredAddress.objects.retire("/two/", "/three/")
        assert RetiredAddress.objects.new_path_for("/one/") == "/three/"

    def test_an_address_that_is_a_pages_again_leads_nowhere_else(self):
        RetiredAddress.objects.create(old_path="/learn/", new_path="/quiz/")
        assert RetiredAddress.objects.where_now("/learn/") is None

    def test_moving_what_lies_above_leaves_no_circle(self):
        RetiredAddress.objects.retire("/one/part/", "/two/part/")
        RetiredAddress.objects.retire("/two/", "/one/")
        assert RetiredAddress.objects.new_path_for("/one/part/") is None

    def test_moving_back_makes_the_old_address_a_page_again(self):
        RetiredAddress.objects.retire("/one/", "/two/")
        RetiredAddress.objects.retire("/two/", "/one/")
        assert list(RetiredAddress.objects.values_list("old_path", "new_path")) == [("/two/", "/one/")]
