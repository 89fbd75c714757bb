"""Every check of the content finds what it is for, and nothing in content that is whole."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from explorer.editing.content import Content
from explorer.editing.health.checks import CHECKS, find_all
from explorer.editing.health.findings import Severity
from explorer.editing.health.reading import TEXT_FIELDS, readings
from explorer.models import (
    CONTENT_MODELS,
    CareerPlacement,
    Cluster,
    CrosswalkRow,
    Framework,
    Grouping,
    LoadedEntry,
    Program,
    QuizItem,
    RetiredAddress,
    SubCluster,
)
from explorer.models.history import change_reason_of_import

from ...factories import (
    add_course,
    add_major,
    create_career,
    create_careers,
    create_cluster,
    create_course,
    create_framework,
    create_grouping,
    create_learn_page,
    create_major,
    create_part,
    create_picked_list,
    create_program,
    create_quiz,
    create_signpost,
    create_skill,
    create_small_framework,
    create_sub_cluster,
    create_suggestion,
    create_term,
    lead_to,
)

pytestmark = pytest.mark.django_db


def found(kind, severity=None):
    """[(entry, what, field)] of one kind of check."""
    many = find_all(Content())[kind]
    return [(str(one.entry), one.what, one.field) for one in many if severity in (None, one.severity)]


def errors(kind):
    return found(kind, Severity.ERROR)


def warnings(kind):
    return found(kind, Severity.WARNING)


@pytest.fixture
def small():
    return create_small_framework(slug="small", status="current")


def set_draft():
    Framework.objects.update(is_draft=True, is_default=False)


class TestPickedLists:
    def test_one_that_shows_no_career_is_an_error(self, small):
        create_picked_list(name="Empty", search_words="empty")
        draft = create_career(is_draft=True, sub_clusters=[SubCluster.objects.first()])
        create_picked_list(name="Drafts", search_words="drafts", careers=[draft])
        assert [entry for entry, _what, _field in errors("lists")] == ["Empty", "Drafts"]
        assert [entry for entry, _what, _field in warnings("lists")] == ["Carpenters / Drafts"]

    def test_what_it_leads_to_and_what_leads_to_it_is_looked_at(self, small):
        career = create_career(sub_clusters=[SubCluster.objects.first()])
        create_picked_list(careers=[career], learn_page="age-and-work-permits")
        assert [field for _entry, _what, field in warnings("lists")] == ["search_words", "learn_page"]
        create_learn_page(name="Age and work permits")
        assert [field for _entry, _what, field in warnings("lists")] == ["search_words"]


def test_an_empty_database_has_nothing_to_find():
    assert not any(find_all(Content()).values())


@pytest.mark.parametrize("more", [0, 5])
def test_all_checks_together_take_one_query_for_each_kind(small, django_assert_num_queries, more):
    sub_cluster = SubCluster.objects.first()
    create_careers(more, sub_cluster=sub_cluster)
    for number in range(more):
        create_learn_page(name=f"Page {number}", body="[nowhere](/nowhere/) and [[no-term]]")
        create_program(name=f"Nowhere {number}")
        RetiredAddress.objects.create(old_path=f"/a{number}/", new_path="/nowhere/")
    with django_assert_num_queries(len(CONTENT_MODELS) + 3):
        for many in find_all(Content()).values():
            assert all(one.mend_url and str(one.entry) for one in many)


class TestTexts:
    def test_an_empty_text_is_an_error_in_its_field(self, small):
        Cluster.objects.filter(name="Cluster 1").update(summary="  ")
        assert errors("texts") == [("Cluster 1", "“Summary” is empty.", "summary")]

    def test_a_thin_text_and_too_few_lines_are_warnings(self, small):
        Cluster.objects.filter(name="Cluster 1").update(summary="People build.", what_people_do="Build.\nMend.")
        mine = [(what, field) for entry, what, field in warnings("texts") if entry == "Cluster 1"]
        assert mine == [
            ("“Summary” has 2 words only.", "summary"),
            ("“What people here do” has 2 lines. It should have 3 to 5.", "what_people_do"),
        ]

    def test_what_a_page_cant_show_is_a_warning(self):
        create_learn_page(body="# Too large a heading\n" + "word " * 40)
        assert "# Too large a heading" in next(what for _e, what, field in warnings("texts") if field == "body")

    def test_html_in_a_plain_text_is_a_warning(self, small):
        Cluster.objects.filter(name="Cluster 1").update(summary="People here <i>build</i> all kinds of houses.")
        mine = [what for entry, what, field in warnings("texts") if (entry, field) == ("Cluster 1", "summary")]
        assert mine == [f"This can't be shown on a page: “{tag}”." for tag in ("<i>", "</i>")]

    def test_a_long_text_of_a_program_is_a_warning(self, small):
        Program.objects.update(study="You build. " * 91)
        text = "“What you would study” has 1001 characters. Two or three sentences are wanted, and 1000 at most."
        assert {what for _entry, what, field in warnings("texts") if field == "study"} == {text}
        Program.objects.update(study="You build. " * 90)
        assert "study" not in [field for _entry, _what, field in warnings("texts")]


class TestReading:
    HARD = "Notwithstanding institutional considerations, comprehensive interdisciplinary collaboration necessitates deliberation."

    def test_a_hard_text_is_found(self, small):
        Cluster.objects.filter(name="Cluster 1").update(summary=self.HARD)
        alone = [(entry, field) for entry, what, field in warnings("reading") if what.startswith("It needs school")]
        assert alone == [("Cluster 1", "summary")]

    def test_the_hardest_text_stands_first_and_names_dont_count(self, small):
        Cluster.objects.filter(name="Cluster 1").update(summary=self.HARD)
        Cluster.objects.filter(name="Cluster 2").update(name="Interdisciplinary", summary="Interdisciplinary is fun.")
        graded = readings(Content())
        assert graded[0].text == self.HARD
        assert next(one for one in graded if one.text == "Interdisciplinary is fun.").grade < 3

    def test_what_one_learns_is_read_with_the_words_before_it(self, small):
        create_skill(program=Program.objects.first(), text="take body measurements")
        assert [one.text for one in readings(Content()) if one.field == "text"] == [
            "You learn to take body measurements."
        ]


class TestPictures:
    def test_what_has_no_icon_of_its_own_or_none_around_it_is_a_warning(self):
        cluster = create_cluster(framework=create_framework(), icons_around="sun", short_name="Build")
        part = create_sub_cluster(cluster=cluster, icon="drill", icons_around="sun")
        create_program(sub_clusters=[part], icons_around="sun")
        create_career(sub_clusters=[part], icon="hammer")
        create_grouping(framework=cluster.framework)
        assert sorted(warnings("pictures")) == [
            ("Building & Moving", "No icons stand around its own: its picture is bare.", "icons_around"),
            ("Carpenters", "No icons stand around its own: its picture is bare.", "icons_around"),
            ("Carpentry", "It has no icon of its own.", "icon"),
        ]

    def test_a_cluster_without_a_short_name_is_a_warning(self):
        create_cluster(framework=create_framework(), icons_around="sun")
        text = "It has no short name for its slice of the wheel on a phone."
        assert warnings("pictures") == [("Construction", text, "short_name")]

    def test_a_cluster_without_an_icon_is_an_error_among_the_texts_and_told_once(self):
        create_cluster(framework=create_framework(), icons_around="sun", short_name="Build", icon="")
        assert ("Construction", "“Icon” is empty.", "icon") in errors("texts")
        assert found("pictures") == []


class TestSources:
    def test_an_entry_that_names_no_section_is_an_error(self, small):
        Program.objects.filter(name="Program small 1 1 1").update(source_section="")
        assert errors("sources") == [
            ("Program small 1 1 1", "It doesn't say where in its source it is found.", "source_section")
        ]

    def test_a_figure_without_its_year_is_an_error(self, small):
        create_career(sub_clusters=SubCluster.objects.all()[:1], pay_year=None, job_zone_release="30.1")
        assert [(entry, field) for entry, _what, field in errors("sources")] == [("Carpenters", "pay_year")]


class TestPlaces:
    def test_programs_and_careers_that_stand_nowhere_are_errors(self, small):
        create_program(name="Nowhere")
        create_career(name="No place")
        assert [entry for entry, _what, _field in errors("places")] == ["Nowhere", "No place"]

    def test_a_term_that_no_page_uses_is_a_warning(self):
        create_term(name="Used")
        create_term(name="Unused")
        create_learn_page(body="[[used]]")
        assert [entry for entry, _what, _field in warnings("places")] == ["Unused"]


class TestQuiz:
    def test_a_cluster_with_another_number_of_questions_is_an_error(self):
        create_quiz(clusters=3)
        QuizItem.objects.filter(cluster__name="B").first().delete()
        assert ("B", "In the quiz: It has 2 questions; most clusters have 3.", "") in errors("quiz")

    def test_a_question_without_a_cluster_is_a_warning(self):
        create_quiz(clusters=2)
        QuizItem.objects.filter(slug="a-1").update(cluster=None)
        assert ("try a-1", "It has no cluster: it is not asked.", "cluster") in warnings("quiz")


class TestCrosswalk:
    @pytest.fixture
    def old(self, small):
        return create_framework(name="Old", status="superseded", position=200, sub_cluster_term="Pathway")

    def test_a_cluster_of_an_old_framework_that_leads_nowhere_is_an_error(self, old):
        create_cluster(framework=old, name="Lost")
        led = create_cluster(framework=old, name="Led")
        create_suggestion(old=led, new=Cluster.objects.get(name="Cluster 1"))
        assert [entry for entry, _what, _field in errors("crosswalk")] == ["Lost"]

    def test_an_official_row_or_a_pathway_is_a_way_on_too(self, old):
        new = Cluster.objects.get(name="Cluster 1")
        by_row = create_cluster(framework=old, name="By row")
        CrosswalkRow.objects.create(
            old=by_row, new=new, kind="renamed", summary="It is.", source=new.source, source_section="p. 1"
        )
        by_part = create_cluster(framework=old, name="By part")
        create_suggestion(old=create_sub_cluster(cluster=by_part), new=new.sub_clusters.first())
        assert errors("crosswalk") == []

    def test_a_pathway_without_a_suggestion_is_an_error(self, old):
        new = SubCluster.objects.first()
        cluster = create_cluster(framework=old)
        create_suggestion(old=create_sub_cluster(cluster=cluster, name="Led"), new=new)
        create_sub_cluster(cluster=cluster, name="Lost")
        assert [entry for entry, _what, _field in errors("crosswalk")] == ["Lost"]

    def test_a_way_that_leads_to_a_draft_is_none(self, old):
        create_suggestion(old=create_cluster(framework=old, name="Lost"), new=Cluster.objects.get(name="Cluster 1"))
        Framework.objects.exclude(pk=old.pk).update(is_draft=True, is_default=False)
        assert [entry for entry, _what, _field in errors("crosswalk")] == ["Lost"]

    def test_two_closest_matches_are_a_warning(self, old):
        cluster = create_cluster(framework=old, name="Twice")
        for number in (1, 2):
            create_suggestion(old=cluster, new=Cluster.objects.get(name=f"Cluster {number}"), position=1)
        assert ("Twice", "Two of its suggestions are both the closest match.", "") in warnings("crosswalk")


class TestLinks:
    FINE = [
        "/", "/quiz/", "/crosswalk/?view=pathways", "/frameworks/small/", "/frameworks/small/cluster-1/part-1/#top",
        "/programs/program-small-1-1-1/", "/careers/47-2031.00-carpenters/", "/careers/47-2031.00/", "#here",
        "/learn/a-page/", "https://example.org/", "/data/frameworks/small.json", "/old/", "/old/cluster-1/",
    ]  # fmt: skip
    BROKEN = [
        "/nowhere/", "/frameworks/other/", "/frameworks/small/cluster-9/", "/frameworks/small/cluster-1/part-9/",
        "/programs/none/", "/careers/11-1011.00/", "/learn/none/", "/handouts/other/", "//example.org/", "nowhere",
        "/old/cluster-9/", "/circle/",
    ]  # fmt: skip

    @pytest.fixture(autouse=True)
    def _site(self, small):
        create_career(sub_clusters=SubCluster.objects.all()[:1])
        create_learn_page(name="A page")
        RetiredAddress.objects.create(old_path="/old/", new_path="/frameworks/small/")

    @pytest.mark.parametrize("address", FINE)
    def test_a_link_to_what_is_there_is_fine(self, address):
        create_learn_page(name="Links", body=f"[words]({address})")
        assert errors("links") == []

    @pytest.mark.parametrize("address", BROKEN)
    def test_a_link_to_what_is_not_there_is_an_error(self, address):
        if address == "/circle/":
            RetiredAddress.objects.create(old_path="/circle/", new_path="/circle/round/")
        create_learn_page(name="Links", body=f"[words]({address})")
        assert ("Links", f"This link leads nowhere: “{address}”.", "body") in errors("links")

    def test_what_visitors_are_told_of_a_link_is_what_is_found(self, client):
        """The checks know by the addresses alone what the site answers."""
        entries = re.compile("/(frameworks|programs|careers|learn|handouts|data|old|nowhere)/")
        for address in filter(entries.match, self.FINE + self.BROKEN):
            status = client.get(address, follow=True).status_code
            assert status == (200 if address in self.FINE else 404), address

    def test_centres_signposts_and_retired_addresses_are_looked_at_too(self):
        Framework.objects.update(centre_path="/learn/none/")
        create_signpost(name="Post", path="/programs/none/")
        RetiredAddress.objects.create(old_path="/gone/", new_path="/learn/gone/")
        assert [(entry, field) for entry, _what, field in errors("links")] == [
            ("Modernized", "centre_path"),
            ("Post", "path"),
            ("/gone/", "new_path"),
        ]

    @pytest.mark.parametrize(
        ("query", "choice"),
        [("school=none", "none"), ("list=coming", "coming"), ("list=gone&pay=high", "gone"), ("field=gone", "gone")],
    )
    def test_a_signpost_to_careers_that_can_t_be_chosen_is_an_error(self, query, choice):
        create_picked_list(name="Coming", is_draft=True)
        create_signpost(path=f"/careers/?{query}")
        assert f"no such choice: “{choice}”" in errors("links")[0][1]

    def test_a_signpost_to_a_part_of_the_careers_is_fine(self, small):
        create_picked_list(name="Outside")
        create_signpost(path="/careers/?school=no-degree&pay=high&list=outside&sort=pay")
        assert errors("links") == []

    def test_a_term_that_the_glossary_does_not_have_is_an_error(self):
        create_learn_page(name="Links", body="[[no-such-term]]")
        assert errors("links") == [("Links", "The glossary has no term with the slug no-such-term.", "body")]

    def test_a_link_to_a_draft_is_an_error(self):
        create_framework(name="Coming", slug="coming", is_draft=True)
        create_learn_page(name="Links", body="[words](/frameworks/coming/)")
        assert "leads to a draft" in errors("links")[0][1]


class TestCareers:
    def test_a_sub_cluster_with_fewer_than_six_careers_is_a_warning(self, small):
        full, few, *_others = SubCluster.objects.filter(cluster__framework=small, cluster__name="Cluster 1")
        create_careers(6, sub_cluster=full)
        create_careers(5, sub_cluster=few, start=100)
        mine = {one.entry: one.what for one in find_all(Content())["careers"]}
        assert mine[few] == "It has 5 careers only."
        assert full not in mine

    def test_a_framework_without_careers_needs_none(self, small):
        assert found("careers") == []


class TestOfficialPlaces:
    @pytest.fixture
    def part(self, small):
        return SubCluster.objects.first()

    def test_ours_without_a_reason_is_a_warning(self, part):
        create_career(sub_clusters=[part], reason=" ")
        assert warnings("official") == [
            (f"Carpenters / {part}", "It is our suggestion, and it doesn't say why.", "reason")
        ]

    def test_an_official_place_that_was_shipped_and_is_gone_is_a_warning(self, part):
        career = create_career(sub_clusters=[part])
        values = {"career_id": career.pk, "sub_cluster_id": part.pk, "origin": "official"}
        base = LoadedEntry.objects.create(model="explorer.careerplacement", key=["x"], object_id=1, values=values)
        text = f"The official list has it under “{part}”, and here it isn't said to be there."
        assert warnings("official") == [("Carpenters", text, "")]
        base.values |= {"origin": "ours"}
        base.save()
        assert warnings("official") == []

    def test_a_career_without_any_is_a_warning_where_others_have_some(self, part):
        create_career(sub_clusters=[part])
        assert warnings("official") == []
        ship(create_career(code="11-1011.00", name="Bosses", sub_clusters=[part], origin="official", reason=""))
        text = "No place of it is an official one. import_places adds those that the list has."
        assert warnings("official") == [("Carpenters", text, "")]

    def test_an_official_place_that_no_list_has_is_a_warning(self, part):
        career = create_career(sub_clusters=[part], origin="official")
        (entry, text, field), *others = warnings("official")
        assert (entry, field, others) == (f"Carpenters / {part}", "origin", [])
        assert text.startswith("It says “official list”, and no list that was shipped or imported has it there.")
        ship(career)
        assert warnings("official") == []

    def test_an_import_of_the_list_makes_a_place_official_and_a_table_of_an_editor_does_not(
        self, part, django_user_model
    ):
        placement = create_career(sub_clusters=[part]).placements.get()
        placement.origin, placement._change_reason = "official", change_reason_of_import("SOC.xlsx")
        placement._history_user = django_user_model.objects.create_user("edith")
        placement.save()
        assert [field for _entry, _text, field in warnings("official")] == ["origin"]
        placement._history_user = None
        placement.save()
        assert warnings("official") == []

    def test_a_program_leads_by_the_list_only_to_careers_that_stand_in_a_sub_cluster_of_it(self, part):
        program, career = Program.objects.first(), create_career()
        lead_to(program, career)
        (entry, text, field), *others = warnings("official")
        assert (entry, field, others) == (f"{program}: Carpenters", "origin", [])
        assert "the career has no official place in a sub-cluster of this program" in text
        place = {"sub_cluster": program.placements.first().sub_cluster, "origin": "official"}
        CareerPlacement.objects.create(career=career, **place)
        ship(career)
        assert warnings("official") == []


def ship(career):
    """As if the official places of a career had been shipped."""
    for one in career.placements.all():
        values = {"career_id": career.pk, "sub_cluster_id": one.sub_cluster_id, "origin": one.origin}
        LoadedEntry.objects.create(model="explorer.careerplacement", key=[one.pk], object_id=one.pk, values=values)


class TestPrograms:
    @pytest.fixture
    def program(self, db):
        cluster = create_cluster(framework=create_framework())
        part = create_sub_cluster(cluster=cluster)
        program = create_program(
            sub_clusters=[part], study="You learn to build.", work_based="You could help a builder."
        )
        create_skill(program=program)
        add_course(program, create_course())
        add_major(program, create_major())
        lead_to(program, create_career(sub_clusters=[part]))
        return program

    def test_one_that_has_all_of_it_is_no_finding(self, program):
        assert found("programs") == []

    def test_what_a_bare_one_lacks_is_named_once(self, program):
        create_program(name="Bare")
        assert warnings("programs") == [
            (
                "Bare",
                "Its page lacks: what one would study, ways in while at school, things to learn, courses at school, "
                "college majors and careers that it leads to.",
                "study",
            )
        ]

    @pytest.mark.parametrize(
        ("part", "name"),
        [
            ("skills", "things to learn"),
            ("program_courses", "courses at school"),
            ("program_majors", "college majors"),
            ("program_careers", "careers that it leads to"),
        ],
    )
    def test_each_part_that_is_missing_is_named(self, program, part, name):
        getattr(program, part).all().delete()
        assert ("Carpentry", f"Its page lacks: {name}.", "") in warnings("programs")

    def test_careers_that_are_drafts_are_named_and_lead_nowhere(self, program):
        program.program_careers.update(career=create_career(code="11-1011.00", name="Secret", is_draft=True))
        assert warnings("programs") == [
            ("Carpentry", "Its page lacks: careers that it leads to.", ""),
            (
                "Carpentry: Secret",
                "This career is a draft: visitors don't see it on the program's page.",
                "career",
            ),
        ]

    def test_ours_without_a_reason_is_a_warning(self, program):
        program.program_careers.update(origin="ours", reason=" ")
        text = "It is our suggestion, and it doesn't say why."
        assert warnings("programs") == [("Carpentry: Carpenters", text, "reason")]

    def test_courses_and_majors_that_no_program_has_are_named(self, program):
        create_course(code="14151", name="Nursing")
        create_major(code="51.3801", name="Registered Nursing")
        names = [entry for entry, _what, _field in warnings("programs")]
        assert names == ["Nursing (14151)", "Registered Nursing (51.3801)"]


class TestLevels:
    def test_empty_frameworks_and_clusters_are_errors(self, small):
        create_framework(name="Bare", position=200)
        create_cluster(framework=small, name="Empty", is_cross_cutting=True)
        SubCluster.objects.filter(cluster__name="Cluster 1").delete()
        assert {entry for entry, _what, _field in errors("levels")} == {
            "Bare", "Cluster 1", "Digital Technology", "Empty",
        }  # fmt: skip

    def test_empty_groupings_and_parts_without_programs_are_warnings(self, small):
        create_grouping(framework=small, name="Nobody here")
        create_sub_cluster(cluster=Cluster.objects.get(name="Cluster 1"), name="No programs")
        assert {"Nobody here", "No programs"} <= {entry for entry, _what, _field in warnings("levels")}

    def test_a_cluster_that_a_cross_cutting_one_does_not_serve_is_a_warning(self, small):
        Cluster.objects.get(name="Cluster 1").served_by.all().delete()
        assert ("Cluster 1", "It doesn't say how Digital Technology serves it.", "") in warnings("levels")

    def test_a_framework_that_is_not_divided_needs_no_second_level(self):
        create_cluster(framework=create_framework(sub_cluster_term=""))
        assert errors("levels") == []


class TestDuplicates:
    def test_two_of_a_name_in_one_place_are_errors_and_in_two_places_none(self, small):
        cluster = Cluster.objects.get(name="Cluster 1")
        create_sub_cluster(cluster=cluster, name="part 1", slug="again")
        assert [entry for entry, _what, _field in errors("duplicates")] == ["Part 1", "part 1"]

    def test_two_programs_may_teach_the_same_thing(self, small):
        for program in Program.objects.all()[:2]:
            create_skill(program=program, text="read a blueprint of a house")
        assert not [entry for entry, _what, _field in found("duplicates") if "blueprint" in entry]

    def test_the_same_text_at_two_entries_is_a_warning(self, small):
        Cluster.objects.filter(name__in=["Cluster 1", "Cluster 2"]).update(
            summary="People here do the very same thing."
        )
        assert ("Cluster 2", "“Summary” is the same as at “Cluster 1”.", "summary") in warnings("duplicates")


def test_what_stands_in_a_draft_is_a_warning_at_most(small):
    SubCluster.objects.filter(cluster__name="Cluster 1").delete()
    Cluster.objects.filter(name="Cluster 2").update(summary="")
    set_draft()
    for kind in ("levels", "texts"):
        assert errors(kind) == []
        assert {"Cluster 1", "Cluster 2"} & {entry for entry, _what, _field in warnings(kind)}


class TestCommand:
    def test_errors_make_it_fail_and_say_how_many_there_are(self, small, capsys):
        create_program(name="Nowhere")
        with pytest.raises(CommandError, match=r"has \d+ errors? and \d+ warnings"):
            call_command("check_content")
        assert "error [places] Program of study Nowhere: It stands under no sub-cluster" in capsys.readouterr().out

    def test_warnings_alone_are_no_failure(self, capsys):
        create_term(name="Unused")
        call_command("check_content")
        assert capsys.readouterr().out.endswith("The content has no errors; warnings: 1.\n")

    def test_it_says_only_what_it_is_asked_for(self, capsys):
        create_term(name="Unused")
        for options in ({"level": "error"}, {"kind": ["links"]}, {"quiet": True}):
            call_command("check_content", **options)
        assert "Unused" not in capsys.readouterr().out


class TestPage:
    @pytest.fixture
    def staff(self, client, django_user_model):
        client.force_login(django_user_model.objects.create_superuser("root", password="a long password"))
        return client

    @pytest.fixture
    def page(self, staff, small):
        create_program(name="Nowhere")
        create_term(name="<b>Unused</b>", slug="unused")
        return staff.get("/admin/health/")

    def test_it_names_what_is_wrong_errors_first_with_counts(self, page):
        html = page.content.decode()
        assert html.index("Program of study: Nowhere") < html.index("Glossary term: &lt;b&gt;Unused")
        assert "Stands nowhere (2)" in html

    def test_every_row_leads_to_the_field_where_it_is_mended(self, staff, small):
        create_part(cluster=Cluster.objects.get(name="Cluster 1"), summary="Thin.")
        create_learn_page(body="[x](/nowhere/)")
        create_signpost(path="/nowhere/")
        RetiredAddress.objects.create(old_path="/gone/", new_path="/learn/gone/")
        create_career(pay_year=None, summary="Thin.")
        create_cluster(framework=small, name="Thin", tagline="", summary="Thin.")
        Framework.objects.update(centre_path="/nowhere/")
        Grouping.objects.update(summary="Thin.")
        everything = [one for many in find_all(Content()).values() for one in many]
        one_of_each = {(type(one.entry), one.field): one.mend_url for one in everything}
        assert len(one_of_each) > 8
        for url in one_of_each.values():
            path, _hash, anchor = url.partition("#")
            assert not anchor or f'id="{anchor}"' in staff.get(path).content.decode(), url

    def test_it_can_be_narrowed_to_one_kind(self, page, staff):
        html = staff.get("/admin/health/?kind=places").content.decode()
        assert "Nowhere" in html
        assert "has 2 words only" not in html

    def test_the_texts_stand_there_with_their_grades(self, staff, small):
        html = staff.get("/admin/health/?kind=reading").content.decode()
        assert re.search(r"<td>\d+\.\d</td>", html)
        assert "Every text, the hardest first" in html

    @pytest.mark.parametrize("query", ["?kind=%00", "?kind=nothing", "?page=-1", "?page=%00", "?kind=" + "x" * 5000])
    def test_odd_wishes_are_no_fault(self, page, staff, query):
        assert staff.get(f"/admin/health/{query}").status_code == 200

    def test_long_lists_have_pages(self, staff):
        for number in range(101):
            create_program(name=f"Nowhere {number}")
        assert "Page 1 of" in staff.get("/admin/health/?kind=places").content.decode()
        assert staff.get("/admin/health/?kind=places&page=2").content.decode().count("Program of study: Nowhere") == 1

    def test_the_admins_first_page_leads_to_it(self, staff):
        assert 'href="/admin/health/"' in staff.get("/admin/").content.decode()

    def test_staff_without_a_part_in_the_content_dont_get_it(self, client, django_user_model):
        client.force_login(django_user_model.objects.create_user("s", password="a long password", is_staff=True))
        assert client.get("/admin/health/").status_code == 403
        assert "/admin/health/" not in client.get("/admin/").content.decode()

    def test_visitors_are_asked_to_log_in(self, client):
        assert client.get("/admin/health/").url.startswith("/admin/login/")


def test_every_kind_of_check_has_a_name_of_its_own():
    assert len({str(label) for label, _check in CHECKS.values()}) == len(CHECKS)


NOT_READ_BY_STUDENTS = {"search_words", "alternate_titles", "rights", "embedding_sites"}
LISTS_OF_PUBLISHERS = {"related", "reported_titles", "schooling", "technology"}  # names and figures, no prose


def test_every_text_that_students_read_is_graded():
    """Who adds a text to a model says here if students do not read it."""
    texts = {
        field.name
        for model in CONTENT_MODELS
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField)
    }
    assert texts - NOT_READ_BY_STUDENTS - LISTS_OF_PUBLISHERS <= set(TEXT_FIELDS)
