"""What is read from the database, and that the index is always of what is there now."""

import threading

import pytest
from django.db import connection
from django.utils import translation

from explorer.models import CareerPlacement, Cluster, ContentVersion, Framework, Program, SubCluster
from explorer.models.version import content_transaction
from explorer.search.documents import read_documents
from explorer.search.engine import Kind, current_index

from ..factories import (
    add_course,
    add_major,
    create_career,
    create_cluster,
    create_course,
    create_framework,
    create_learn_page,
    create_major,
    create_program,
    create_row,
    create_signpost,
    create_skill,
    create_small_framework,
    create_term,
)

pytestmark = pytest.mark.django_db


def found(query):
    return [hit.document.name for hit in current_index().search(query).hits]


def document(name):
    return next(document for document in read_documents() if document.name == name)


def test_everything_public_is_read(client):
    create_small_framework(clusters=1, sub_clusters=1, programs=1)
    create_career(sub_clusters=[SubCluster.objects.first()])
    create_learn_page()
    create_learn_page(name="Glossary", slug="glossary", shows="glossary")
    create_term()
    create_signpost()
    assert {document.kind for document in read_documents()} == set(Kind)
    for document in read_documents():
        assert client.get(document.url).status_code == 200 or document.url == "/quiz/", document


def test_each_says_where_it_stands():
    create_small_framework(clusters=1, sub_clusters=1, programs=1, is_default=True)
    place = SubCluster.objects.get()
    create_career(sub_clusters=[place])
    assert document("Cluster 1").place == "Career Cluster, in Building & Moving"
    assert document("Part 1").place == "Sub-Cluster of Cluster 1"
    assert document("Carpenters").place == "Part 1, Cluster 1"
    assert document("Program modernized 1 1 1").place == "Part 1, Cluster 1"


def test_a_program_is_found_by_what_it_holds_and_another_by_its_name_before_it():
    create_small_framework(clusters=1, sub_clusters=1, programs=1)
    part = SubCluster.objects.get()
    program = create_program(name="Carpentry", sub_clusters=[part], study="You plan a staircase.")
    create_skill(program=program, text="sharpen a chisel")
    add_course(program, create_course(name="Woodworking"))
    add_major(program, create_major(name="Cabinetmaking"))
    assert [found(word) for word in ("staircase", "chisel", "woodworking", "cabinetmaking")] == [["Carpentry"]] * 4
    create_program(name="Woodworking", sub_clusters=[part])
    assert found("woodworking") == ["Woodworking", "Carpentry"]


def test_several_places_are_counted():
    create_small_framework(clusters=2, sub_clusters=2)
    create_career(sub_clusters=list(SubCluster.objects.order_by("cluster__position", "position")))
    assert document("Carpenters").place == "Part 1, Cluster 1, and 3 more"


def test_titles_of_a_career_are_read_once_each_with_their_forms():
    create_career(reported_titles="Framer\nCFM (Certified Framer)", alternate_titles="Framer\nTrimmer")
    assert document("Carpenters").titles == ("Framer", "CFM (Certified Framer)", "CFM", "Certified Framer", "Trimmer")


def test_an_old_cluster_says_what_it_is_now():
    old = create_cluster(
        framework=create_framework(name="Original", short_name="the old one", status="superseded"), name="STEM"
    )
    create_row(old=old, new=create_cluster(framework=create_framework(is_default=True), name="Manufacturing"))
    assert document("STEM").text == "Now: Manufacturing."
    assert document("STEM").place == "Career Cluster in the old one"


def test_no_place_or_successor_in_a_draft_is_named():
    create_small_framework(clusters=1, sub_clusters=1, programs=1)
    draft = create_small_framework(name="Secret", is_draft=True, clusters=1, sub_clusters=1, programs=0)
    Cluster.objects.filter(framework=draft).update(name="Secret Cluster")
    SubCluster.objects.filter(cluster__framework=draft).update(name="Secret Part")
    hidden = SubCluster.objects.get(cluster__framework=draft)
    create_career(sub_clusters=[hidden, SubCluster.objects.exclude(pk=hidden.pk).get()])
    create_program(name="Secretly placed", sub_clusters=[hidden, SubCluster.objects.exclude(pk=hidden.pk).get()])
    create_row(old=Cluster.objects.get(framework__slug="modernized", slug="cluster-1"), new=hidden.cluster)
    assert [document for document in read_documents() if "Secret " in f"{document.place} {document.text}"] == []


def test_drafts_are_not_found():
    draft = create_small_framework(name="Ours", is_draft=True)
    create_career(sub_clusters=[SubCluster.objects.first()])
    assert {document.kind for document in read_documents()} == set()
    draft.is_draft = False
    draft.save()
    assert "Carpenters" in found("carpenters")


def test_more_content_makes_no_more_queries(django_assert_num_queries):
    for number in (1, 5):
        framework = create_small_framework(name=f"Framework {number}", clusters=number)
        create_career(
            code=f"47-200{number}.00", sub_clusters=list(SubCluster.objects.filter(cluster__framework=framework))
        )
        with django_assert_num_queries(15):
            list(read_documents())


class TestChanges:
    def test_an_edit_is_found_at_once(self):
        create_small_framework()
        assert found("falconry") == []
        cluster = Cluster.objects.get(slug="cluster-1")
        cluster.search_words = "falconry"
        cluster.save()
        assert found("falconry") == ["Cluster 1"]

    def test_so_are_what_was_added_moved_and_deleted(self):
        create_small_framework(programs=1)
        career = create_career(sub_clusters=[SubCluster.objects.first()])
        assert "Carpenters" in found("carpenters")
        CareerPlacement.objects.get().delete()
        assert (
            next(
                hit.document for hit in current_index().search("carpenters").hits if hit.document.kind == Kind.CAREER
            ).place
            == ""
        )
        career.delete()
        assert found("carpenters") == []

    def test_without_a_change_the_index_is_kept_and_costs_one_query(self, django_assert_num_queries):
        create_small_framework()
        index = current_index()
        with django_assert_num_queries(1):
            assert current_index() is index

    def test_many_changes_in_one_step_have_one_new_version_and_none_if_nothing_changes(self):
        create_small_framework()
        versions = {ContentVersion.objects.current()}
        with content_transaction():
            for program in Program.objects.all():
                program.save()
        versions.add(ContentVersion.objects.current())
        with content_transaction():
            list(Program.objects.all())
        assert versions == {*versions, ContentVersion.objects.current()}
        assert len(versions) == 2

    def test_who_changes_rows_behind_djangos_back_can_say_so(self):
        create_small_framework()
        assert found("falconry") == []
        Cluster.objects.filter(slug="cluster-1").update(search_words="falconry")
        ContentVersion.objects.move_on()
        assert found("falconry") == ["Cluster 1"]

    @pytest.mark.django_db(transaction=True)
    def test_threads_that_search_at_once_after_a_change_share_one_new_index(self, monkeypatch):
        create_small_framework()
        builds, together, found_by = [], threading.Barrier(4), []

        def read():
            builds.append(1)
            return read_documents()

        def search():
            together.wait()
            found_by.append(current_index())
            connection.close()

        monkeypatch.setattr("explorer.search.engine.read_documents", read)
        threads = [threading.Thread(target=search) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found_by) == 4
        assert len(set(map(id, found_by))) == len(builds) == 1

    def test_an_index_in_each_language(self):
        create_small_framework(clusters=1)
        with translation.override("es"):
            other = current_index()
        assert current_index() is not other

    @pytest.mark.parametrize("change", [lambda entry: entry.save(), lambda entry: entry.delete()])
    def test_every_change_moves_the_version_on_to_one_that_never_was(self, change):
        create_small_framework()
        versions = [ContentVersion.objects.current()]
        for program in Program.objects.all()[:3]:
            change(program)
            versions.append(ContentVersion.objects.current())
        assert len(set(versions)) == 4
        assert ContentVersion.objects.count() == 1

    def test_a_change_that_is_rolled_back_is_not_found(self):
        from django.db import transaction

        create_framework(is_default=True)
        create_cluster(framework=Framework.objects.get(), name="Carpentry")
        assert found("carpentry") == ["Carpentry"]
        with transaction.atomic():
            Cluster.objects.all().delete()
            assert found("carpentry") == []
            transaction.set_rollback(True)
        assert found("carpentry") == ["Carpentry"]
