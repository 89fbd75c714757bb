import json

import pytest
from django.core.management import CommandError, call_command

from explorer.models import (
    Career,
    CareerPlacement,
    Cluster,
    ContentVersion,
    CrosswalkRow,
    Framework,
    LoadedEntry,
    Placement,
    Program,
    QuizItem,
    Source,
    SubCluster,
)
from explorer.publishing.loading import BrokenFixture, load_fixtures

from ..factories import create_career, create_framework, create_row

pytestmark = pytest.mark.django_db

CITED = {"source": ["guide"], "source_section": "p. 1"}


def entry(model, **fields):
    return {"model": f"explorer.{model}", "fields": fields}


def small_fixture():
    """A framework with one cluster, one sub-cluster and one program, as a fixture file writes them."""
    return [
        entry("source", slug="guide", title="A guide", publisher="A publisher", year=2024),
        entry("framework", slug="small", name="Small", summary="One.", publisher="A publisher", **CITED),
        entry(
            "cluster", framework=["small"], slug="construction", name="Construction", icon="hard-hat", tagline="Build it",
            summary="People here build.", what_people_do="Build.", you_might_like="You build.", **CITED,
        ),
        entry(
            "subcluster", cluster=["small", "construction"], slug="trades", name="Trades", tagline="Do it.",
            summary="You do it. You do it well.", **CITED,
        ),
        entry("program", slug="carpentry", name="Carpentry", summary="You learn wood.", **CITED),
        entry("placement", sub_cluster=["small", "construction", "trades"], program=["carpentry"], position=1),
    ]  # fmt: skip


@pytest.fixture
def load(tmp_path):
    def load(entries, **options):
        file = tmp_path / "small.json"
        file.write_text(json.dumps(entries) if not isinstance(entries, str) else entries)
        return load_fixtures([file], **options)

    return load


def changed(entries, model, **fields):
    for one in entries:
        if one["model"] == f"explorer.{model}":
            one["fields"].update(fields)
    return entries


def test_everything_is_added_to_an_empty_database(load):
    assert len(load(small_fixture()).added) == 6
    assert Placement.objects.get().program.name == "Carpentry"


def test_the_order_of_entries_and_files_does_not_matter(load):
    assert len(load(list(reversed(small_fixture()))).added) == 6


def test_loading_again_changes_nothing(load):
    load(small_fixture())
    before = Cluster.objects.get().updated_at
    report = load(small_fixture())
    assert (len(report.same), report.added, report.changed) == (6, [], [])
    assert Cluster.objects.get().updated_at == before


def test_a_row_without_an_old_cluster_is_found_again(load):
    """Its key has empty parts: an editor may have added the same row before it was shipped."""
    row = entry(
        "crosswalkrow", old=None, new=["small", "construction"], kind="new", summary="It is new.", position=1, **CITED
    )
    load(small_fixture())
    create_row(
        new=Cluster.objects.get(),
        summary="An editor's.",
        position=1,
        source=Source.objects.get(),
        source_section="p. 1",
    )
    report = load([*small_fixture(), row])
    assert report.left_alone == ["crosswalkrow  /  / small / construction: summary"]
    assert CrosswalkRow.objects.get().natural_key() == ("", "", "small", "construction")


@pytest.fixture
def rows():
    """Builds a fixture of two frameworks with rows between them; each row is given as (old, new, kind)."""

    def rows(*rows):
        more = [entry("framework", slug="former", name="Former", summary="One.", publisher="A publisher", **CITED)]
        cluster = next(one for one in small_fixture() if one["model"] == "explorer.cluster")
        for slug in ("building", "design"):
            more.append(entry("cluster", **{**cluster["fields"], "framework": ["former"], "slug": slug, "name": slug}))
        for old, new, kind in rows:
            ends = {"old": old and ["former", old], "new": ["small", new]}
            more.append(entry("crosswalkrow", **ends, kind=kind, summary="It is so.", position=1, **CITED))
        return [*small_fixture(), *more]

    return rows


def test_a_row_that_contradicts_another_of_the_same_file_is_named(load, rows):
    with pytest.raises(BrokenFixture, match=r"entry 11 \(crosswalkrow  /  / small / construction\): kind: Other rows"):
        load(rows(("building", "construction", "renamed"), (None, "construction", "new")))
    assert not CrosswalkRow.objects.exists()


def test_a_row_that_the_database_alone_refuses_is_named(load, rows):
    with pytest.raises(BrokenFixture, match=r"entry 11 \(crosswalkrow former / design / small / construction\): "):
        load(rows(("building", "construction", "renamed"), ("design", "construction", "new")))
    assert not CrosswalkRow.objects.exists()


def test_all_that_is_new_has_a_history_and_is_written_by_few_queries(load, django_assert_max_num_queries):
    entries = small_fixture()
    entries += [entry("program", slug=f"p-{n}", name=f"Program {n}", summary="You learn.", **CITED) for n in range(60)]
    with django_assert_max_num_queries(110):
        load(entries)
    records = Program.history.filter(history_type="+", history_change_reason="load_frameworks")
    assert records.count() == Program.objects.count() == 61


def test_what_is_new_moves_the_version_of_the_content_on(load):
    before = ContentVersion.objects.current()
    load(small_fixture())
    assert ContentVersion.objects.current() not in ("", before)


def test_a_new_shipped_text_arrives(load):
    load(small_fixture())
    report = load(changed(small_fixture(), "cluster", summary="People here build homes."))
    assert report.changed == ["cluster small / construction: summary"]
    assert Cluster.objects.get().summary == "People here build homes."


def test_an_editors_text_stays(load):
    load(small_fixture())
    Cluster.objects.update(summary="An editor's.")
    report = load(changed(small_fixture(), "cluster", summary="People here build homes."))
    assert report.left_alone == ["cluster small / construction: summary"]
    assert Cluster.objects.get().summary == "An editor's."


def test_an_editors_text_stays_at_every_later_load(load):
    load(small_fixture())
    Cluster.objects.update(summary="An editor's.")
    for text in ("Second.", "Third."):
        load(changed(small_fixture(), "cluster", summary=text))
    assert Cluster.objects.get().summary == "An editor's."


def test_a_field_that_came_with_an_upgrade_is_filled(load):
    load(small_fixture())
    forget(Framework.objects.get(), "short_name")
    report = load(changed(small_fixture(), "framework", short_name="the small one"))
    assert report.changed == ["framework small: short_name"]
    assert Framework.objects.get().short_name == "the small one"


def test_a_field_that_came_with_an_upgrade_and_that_an_editor_has_filled_stays(load):
    load(small_fixture())
    forget(Framework.objects.get(), "short_name")
    Framework.objects.update(short_name="an editor's")
    report = load(changed(small_fixture(), "framework", short_name="the small one"))
    assert report.left_alone == ["framework small: short_name"]
    assert Framework.objects.get().short_name == "an editor's"


def forget(entry, field):
    """As if the field had not been there when the entry was loaded."""
    base = LoadedEntry.objects.get(model=entry._meta.label_lower, object_id=entry.pk)
    del base.values[field]
    base.save()


def test_other_fields_of_an_edited_entry_are_still_updated(load):
    load(small_fixture())
    Cluster.objects.update(summary="An editor's.")
    load(changed(small_fixture(), "cluster", tagline="Build it well"))
    assert (Cluster.objects.get().summary, Cluster.objects.get().tagline) == ("An editor's.", "Build it well")


def test_overwrite_replaces_an_editors_text_and_says_so(load):
    load(small_fixture())
    Cluster.objects.update(summary="An editor's.")
    report = load(small_fixture(), overwrite=True)
    assert report.replaced == ["cluster small / construction: summary"]
    assert Cluster.objects.get().summary == "People here build."


def test_what_an_editor_deleted_stays_deleted_with_all_below_it(load):
    load(small_fixture())
    Cluster.objects.get().delete()
    report = load(small_fixture())
    assert report.left_alone == [
        "cluster small / construction: deleted",
        "subcluster small / construction / trades: deleted, with what it stands under",
        "placement small / construction / trades / carpentry: deleted, with what it stands under",
    ]
    assert not SubCluster.objects.exists()


def test_overwrite_brings_back_what_an_editor_deleted(load):
    load(small_fixture())
    Cluster.objects.get().delete()
    report = load(small_fixture(), overwrite=True)
    assert "cluster small / construction" in report.replaced
    assert Placement.objects.count() == 1


def test_an_entry_whose_slug_an_editor_changed_is_still_known(load):
    load(small_fixture())
    Cluster.objects.update(slug="building")
    report = load(changed(small_fixture(), "cluster", tagline="Build it well"))
    assert report.left_alone == ["cluster small / construction: slug"]
    assert [(cluster.slug, cluster.tagline) for cluster in Cluster.objects.all()] == [("building", "Build it well")]


def test_an_entry_that_an_editor_made_under_the_same_key_is_the_editors(load):
    Source.objects.create(slug="guide", title="An editor's guide", publisher="An editor")
    report = load(small_fixture())
    assert Source.objects.get().title == "An editor's guide"
    assert "source guide: title" in report.left_alone


def test_what_the_editor_left_out_of_it_is_filled_once(load):
    editors = Source.objects.create(slug="guide", title="An editor's guide", publisher="An editor")
    fixture = changed(small_fixture(), "source", url="https://example.org/guide")
    assert "source guide: url" in load(fixture).changed
    assert Source.objects.get().url == "https://example.org/guide"
    Source.objects.filter(pk=editors.pk).update(url="")
    load(fixture)
    assert Source.objects.get().url == ""


def place_of_an_editor(load, **fields):
    """What a load of an official place makes of an editor's, which stood there before it was shipped."""
    load(small_fixture())
    career = create_career(sub_clusters=SubCluster.objects.all(), **fields)
    place = entry(
        "careerplacement", sub_cluster=["small", "construction", "trades"], career=[career.code], position=1, origin="official"
    )  # fmt: skip
    load([*small_fixture(), entry("career", code=career.code, slug=career.slug, name="X", summary="Y", **CITED), place])
    return CareerPlacement.objects.get()


def test_a_place_that_said_nothing_of_whose_it_is_becomes_the_official_one(load):
    assert place_of_an_editor(load, reason="").origin == "official"


def test_a_place_for_which_an_editor_gave_a_reason_stays_ours(load):
    assert place_of_an_editor(load, reason="They work here.").origin == "ours"


def test_a_living_entry_outlives_the_source_that_an_editor_replaced(load):
    load(small_fixture())
    mine = Source.objects.create(slug="mine", title="Mine", publisher="An editor")
    for model in (Framework, Cluster, SubCluster, Program):
        model.objects.update(source=mine)
    Source.objects.get(slug="guide").delete()
    report = load(changed(small_fixture(), "cluster", tagline="Build it well"))
    assert Cluster.objects.get().tagline == "Build it well"
    assert "cluster small / construction: source" in report.left_alone
    assert not [line for line in report.left_alone if "what it stands under" in line]


def test_an_editors_framework_stays_on_the_home_page(load):
    create_framework(name="Mine", is_default=True)
    report = load(changed(small_fixture(), "framework", is_default=True))
    assert Framework.objects.default().name == "Mine"
    assert "framework small: is_default" in report.left_alone


def test_overwrite_puts_the_shipped_framework_on_the_home_page(load):
    create_framework(name="Mine", is_default=True)
    report = load(changed(small_fixture(), "framework", is_default=True), overwrite=True)
    assert Framework.objects.default().name == "Small"
    assert "framework mine: is_default" in report.replaced


def test_an_address_that_a_load_changes_leads_on(load, client):
    load(small_fixture())
    cluster = Cluster.objects.get()
    cluster.slug = "building"
    cluster.save()
    load(small_fixture(), overwrite=True)
    assert client.get("/frameworks/small/building/")["Location"] == "/frameworks/small/construction/"


def test_an_entry_that_is_no_longer_shipped_is_left_in_place_and_named(load):
    load(small_fixture())
    report = load(small_fixture()[:-1])
    assert report.no_longer_shipped == ["placement small / construction / trades / carpentry"]
    assert Placement.objects.exists()


def test_a_question_of_the_quiz_that_is_no_longer_shipped_is_no_longer_asked(load):
    """An upgrade would else ask the old questions beside those that took their places."""
    asked = [
        entry(
            "quizitem", slug=slug, text=f"{slug} a board", explanation="You do it.", kind="familiar",
            cluster=["small", "construction"], sub_cluster=["small", "construction", "trades"], position=1,
        )
        for slug in ("saw", "nail")
    ]  # fmt: skip
    load([*small_fixture(), *asked])
    report = load([*small_fixture(), asked[0]])
    assert report.removed == ["quizitem nail"]
    assert [item.slug for item in QuizItem.objects.all()] == ["saw"]
    QuizItem.objects.update(text="saw a plank")
    assert load(small_fixture()).removed == []


class TestPlacesThatAreNoLongerShipped:
    """An official list changes: a place that we shipped goes with it, an editor's stays."""

    CODE = "47-2031.00"

    @pytest.fixture
    def places(self):
        """The fixture with a career in two sub-clusters."""
        career = entry("career", code=self.CODE, name="Carpenters", summary="You cut wood.", **CITED)
        part = entry(
            "subcluster", cluster=["small", "construction"], slug="more", name="More", tagline="Do it.",
            summary="You do it. You do it well.", **CITED,
        )  # fmt: skip
        placed = [
            entry(
                "careerplacement", sub_cluster=["small", "construction", slug], career=[self.CODE], position=1,
                origin="official",
            )
            for slug in ("trades", "more")
        ]  # fmt: skip
        return [*small_fixture(), part, career, *placed]

    def test_one_that_nobody_has_changed_goes(self, load, places):
        load(places)
        report = load(places[:-1])
        assert report.removed == [f"careerplacement small / construction / more / {self.CODE}"]
        assert report.no_longer_shipped == []
        assert [one.sub_cluster.slug for one in CareerPlacement.objects.all()] == ["trades"]
        assert CareerPlacement.history.filter(history_type="-").get().history_change_reason == "load_frameworks"

    def test_shipped_again_it_comes_back(self, load, places):
        load(places)
        load(places[:-1])
        assert len(load(places).added) == 1
        assert CareerPlacement.objects.count() == 2

    @pytest.mark.parametrize("change", [{"position": 7}, {"origin": "ours", "reason": "They work here."}])
    def test_one_that_an_editor_has_changed_stays(self, load, places, change):
        load(places)
        CareerPlacement.objects.filter(sub_cluster__slug="more").update(**change)
        report = load(places[:-1])
        assert report.no_longer_shipped == [f"careerplacement small / construction / more / {self.CODE}"]
        assert CareerPlacement.objects.count() == 2

    def test_overwrite_takes_it_out_as_well(self, load, places):
        load(places)
        CareerPlacement.objects.filter(sub_cluster__slug="more").update(position=7)
        load(places[:-1], overwrite=True)
        assert CareerPlacement.objects.count() == 1

    def test_one_that_an_editor_has_deleted_is_only_named(self, load, places):
        load(places)
        CareerPlacement.objects.filter(sub_cluster__slug="more").delete()
        assert load(places[:-1]).removed == []

    def test_a_load_without_its_career_takes_nothing_out(self, load, places):
        """Somebody loads a part of the files."""
        load(places)
        assert load(places[:-3]).removed == []
        assert CareerPlacement.objects.count() == 2

    def test_an_editors_own_place_stays(self, load, places):
        load(places[:-1])
        CareerPlacement.objects.create(career=Career.objects.get(), sub_cluster=SubCluster.objects.get(slug="more"))
        assert load(places[:-1]).removed == []

    def test_a_database_of_before_knows_nothing_of_origins_and_follows(self, load, places):
        """Loaded before the columns came: what an upgrade has filled in is nobody's change."""
        load(places)
        CareerPlacement.objects.update(origin="ours", reason="")
        for base in LoadedEntry.objects.filter(model="explorer.careerplacement"):
            del base.values["origin"], base.values["reason"]
            base.save()
        report = load(places[:-1])
        assert (report.left_alone, len(report.removed)) == ([], 1)
        assert CareerPlacement.objects.get().origin == "official"


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (lambda entries: changed(entries, "cluster", icon="no-such-icon"), "small.json, entry 3 (cluster small / construction): icon"),
        (lambda entries: changed(entries, "cluster", framework=["missing"]), "names missing, which is not there"),
        (lambda entries: changed(entries, "cluster", framework="small"), "as a list"),
        (lambda entries: changed(entries, "cluster", summary=""), "entry 3 (cluster small / construction): summary"),
        (lambda entries: changed(entries, "cluster", position="first"), "entry 3 (cluster small / construction): position"),
        (lambda entries: changed(entries, "cluster", sumary="typo"), "entry 3: unknown field sumary"),
        (lambda entries: [*entries, entries[-1]], "entry 7 (placement small / construction / trades / carpentry): it stands in the fixtures twice"),
        (lambda entries: [*entries, entry("user", name="x")], "entry 7: “explorer.user” is not one of"),
        (lambda entries: [*entries, entry("program", name="x")], "entry 7: its key needs slug"),
        (lambda entries: [*entries, entry("placement", program=["x"], sub_cluster=None)], "entry 7: its key needs"),
        (lambda entries: [*entries, "text"], "entry 7: it has to have"),
        (lambda entries: [*entries, {"model": [], "fields": {}}], "entry 7: “[]” is not one of"),
        (lambda entries: {"model": "x"}, "it has to be a list"),
        (lambda entries: "[{", "small.json: "),
    ],
)  # fmt: skip
def test_a_broken_fixture_changes_nothing_and_names_the_file_and_the_entry(load, break_it, message):
    with pytest.raises(BrokenFixture) as error:
        load(break_it(small_fixture()))
    assert message in str(error.value)
    assert "small.json" in str(error.value)
    assert not Framework.objects.exists()
    assert not LoadedEntry.objects.exists()


class TestCommand:
    @pytest.fixture
    def small(self, settings, tmp_path):
        """A small fixture in the place of the shipped ones."""
        settings.FIXTURE_DIRS = [tmp_path]
        (tmp_path / "small.json").write_text(json.dumps(small_fixture()))

    def test_it_says_in_its_last_line_what_it_did(self, capsys, settings):
        shipped = sum(len(json.loads(file.read_text("utf-8"))) for file in settings.FIXTURE_DIRS[0].glob("*.json"))
        assert shipped > 2000
        call_command("load_frameworks")
        assert capsys.readouterr().out.splitlines()[-1] == (
            f"{shipped} added, 0 removed, 0 as they were; fields: 0 changed, 0 replaced, 0 left to editors."
        )

    def test_it_lists_what_it_left_to_an_editor(self, capsys, small):
        call_command("load_frameworks")
        Program.objects.filter(slug="carpentry").update(summary="An editor's.")
        call_command("load_frameworks")
        assert "Left alone, because it was changed here: program carpentry: summary" in capsys.readouterr().out

    def test_it_lists_what_it_replaced(self, capsys, small):
        call_command("load_frameworks")
        Program.objects.filter(slug="carpentry").update(summary="An editor's.")
        call_command("load_frameworks", overwrite=True)
        assert "Replaced an editor's: program carpentry: summary" in capsys.readouterr().out

    def test_a_broken_fixture_is_one_clear_error(self, settings, tmp_path):
        (tmp_path / "broken.json").write_text("[{}]")
        settings.FIXTURE_DIRS = [tmp_path]
        with pytest.raises(CommandError, match=r"broken.json, entry 1.*\nNothing was changed"):
            call_command("load_frameworks")


def test_the_sites_that_may_embed_a_framework_reach_a_database_that_is_older_than_they_are(load):
    load(small_fixture())
    forget(Framework.objects.get(), "embedding_sites")
    report = load(changed(small_fixture(), "framework", embedding_sites="*"))
    assert (report.changed, report.left_alone) == (["framework small: embedding_sites"], [])
    assert Framework.objects.get().embedding_sites == "*"
    assert load(changed(small_fixture(), "framework", embedding_sites="*")).left_alone == []


def test_a_shipped_list_of_sites_that_no_header_may_carry_is_refused(load):
    with pytest.raises(BrokenFixture, match="embedding_sites: “https://a"):
        load(changed(small_fixture(), "framework", embedding_sites="https://a.org; script-src *"))
