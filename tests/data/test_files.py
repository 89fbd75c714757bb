"""What stands in the data files, and that the same content is the same bytes."""

import pytest

from explorer.data.fields import CAREER, CLUSTER, CROSSWALK_ENTRY, FRAMEWORK, GROUPING, PROGRAM, SUB_CLUSTER
from explorer.data.files import career_file, crosswalk_file, framework_file
from explorer.data.writing import ABOUT
from explorer.models import Career, Cluster, Education, Framework, Grouping, Program, SubCluster

from ..data_files import all_files, read, rows
from ..factories import (
    add_course,
    add_major,
    create_career,
    create_careers,
    create_cluster,
    create_course,
    create_framework,
    create_grouping,
    create_major,
    create_part,
    create_program,
    create_row,
    create_skill,
    create_small_framework,
    create_source,
    create_sub_cluster,
    create_suggestion,
    lead_to,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db):
    framework = create_small_framework()
    return SubCluster.objects.get(slug="part-1", cluster__slug="cluster-1", cluster__framework=framework)


@pytest.fixture
def crosswalk(db):
    """An official row, one of what is new, a suggestion between clusters and one between sub-clusters."""
    new = create_small_framework(name="New", programs=0)
    old = create_small_framework(name="Old", programs=0, position=200, status="superseded")
    olds, news = (list(framework.clusters.order_by("slug")) for framework in (old, new))
    create_row(old=olds[0], new=news[0])
    create_row(new=news[3])
    create_suggestion(old=olds[1], new=news[0])
    parts = [cluster.sub_clusters.get(slug="part-1") for cluster in (olds[0], news[1])]
    create_suggestion(old=parts[0], new=parts[1], reason="Bricks are laid there.")
    return old, new


# What an entry says


def test_a_program_says_all_that_its_page_says():
    create_whole_program()
    assert programs_in(framework_file("modernized")) == [
        {
            "slug": "carpentry",
            "name": "Carpentry",
            "path": "/programs/carpentry/",
            "summary": "You learn to work with wood.",
            "study": "You build walls.",
            "skills": ["read a blueprint", "saw a board"],
            "work_based": "You could help a builder.",
            "student_groups": ["SkillsUSA", "TSA"],
            "courses": [{"code": "17002", "name": "General Construction"}, {"code": "17003", "name": "Carpentry"}],
            "majors": [{"code": "46.0201", "name": "Carpentry/Carpenter."}],
            "careers": [
                {"code": "47-2031.00", "name": "Carpenters", "origin": "official", "reason": None},
                {"code": "11-1011.00", "name": "Bosses", "origin": "ours", "reason": "Some run a shop."},
            ],
            "source_title": "A guide",
            "source_section": "p. 1",
        }
    ]


def create_whole_program():
    cluster = create_cluster(framework=create_framework(), grouping=None)
    part = create_sub_cluster(cluster=cluster)
    texts = {"study": "You build walls.", "work_based": "You could help a builder.", "student_groups": "SkillsUSA, TSA"}
    program = create_program(name="Carpentry", sub_clusters=[part], **texts)
    create_skill(program=program, text="saw a board", position=2)
    create_skill(program=program)
    add_course(program, create_course(code="17003", name="Carpentry"), position=2)
    add_course(program, create_course())
    add_major(program, create_major())
    bosses = create_career(code="11-1011.00", name="Bosses", sub_clusters=[part])
    lead_to(program, bosses, position=2, origin="ours", reason="Some run a shop.")
    lead_to(program, create_career(sub_clusters=[part]))
    return program


def programs_in(file):
    return read(file)["framework"]["groupings"][0]["clusters"][0]["sub_clusters"][0]["programs"]


def test_what_a_program_holds_is_a_cell_for_each_kind():
    create_whole_program()
    (row,) = rows(framework_file("modernized"))
    assert row["program_skills"] == "read a blueprint | saw a board"
    assert row["program_courses"] == "17002: General Construction | 17003: Carpentry"
    assert row["program_careers"] == "47-2031.00: Carpenters: official | 11-1011.00: Bosses: ours: Some run a shop."


def test_a_career_that_is_a_draft_is_no_career_of_a_program():
    create_whole_program()
    draft = Career.objects.get(name="Bosses")
    draft.is_draft = True
    draft.save()
    assert [one["name"] for one in programs_in(framework_file("modernized"))[0]["careers"]] == ["Carpenters"]


def test_whose_courses_majors_and_careers_they_are_is_said_where_there_are_any(place):
    assert not any("NCES" in right for right in read(framework_file("modernized"))["rights"])
    create_source(slug="onet", title="O*NET Database")
    add_course(Program.objects.first(), create_course())
    content = read(framework_file("modernized"))
    assert any("NCES" in right for right in content["rights"])
    assert [source["slug"] for source in content["sources"]] == ["guide", "onet"]


def test_a_cluster_says_its_lists_parts_and_cross_cutting_clusters(place):
    create_part(cluster=place.cluster)
    found = read(framework_file("modernized"))["framework"]["groupings"][0]["clusters"][0]
    assert found["what_people_do"] == ["Lay bricks.", "Pour concrete.", "Read plans."]
    assert found["parts"] == [{"name": "Roads", "summary": "Roads and bridges."}]
    assert found["served_by"] == [{"cluster": "digital-technology", "summary": "Apps help."}]
    assert found["is_cross_cutting"] is False
    row = rows(framework_file("modernized"))[0]
    assert row["cluster_what_people_do"] == "Lay bricks. | Pour concrete. | Read plans."
    assert row["cluster_parts"] == "Roads: Roads and bridges."
    assert row["cluster_is_cross_cutting"] == "false"


def test_what_has_nothing_below_it_has_a_row_of_its_own():
    framework = create_framework()
    grouping = create_grouping(framework=framework, position=1)
    create_grouping(framework=framework, name="Empty grouping", position=2)
    create_cluster(framework=framework, grouping=None, name="Alone")
    create_cluster(framework=framework, grouping=grouping, name="Undivided", position=1)
    divided = create_cluster(framework=framework, grouping=grouping, name="Divided", position=2)
    create_sub_cluster(cluster=divided, name="Without programs", position=1)
    full = create_sub_cluster(cluster=divided, name="With programs", position=2)
    for name in ("One", "Two"):
        create_program(name=name, sub_clusters=[full])
    columns = ("grouping_slug", "cluster_slug", "sub_cluster_slug", "program_slug")
    assert [tuple(row[column] for column in columns) for row in rows(framework_file("modernized"))] == [
        ("", "alone", "", ""),
        ("building-moving", "undivided", "", ""),
        ("building-moving", "divided", "without-programs", ""),
        ("building-moving", "divided", "with-programs", "one"),
        ("building-moving", "divided", "with-programs", "two"),
        ("empty-grouping", "", "", ""),
    ]


def test_a_framework_without_anything_has_one_row():
    create_framework()
    assert [row["framework_slug"] for row in rows(framework_file("modernized"))] == ["modernized"]


def test_a_career_says_its_figures_and_their_years(place):
    create_career(sub_clusters=[place], growth_percent=-2.0, bright_outlook="Rapid Growth; New and Emerging")
    found = read(career_file())["careers"][0]
    expected = {
        "code": "47-2031.00",
        "path": "/careers/47-2031.00-carpenters/",
        "median_pay": 60_000,
        "pay_year": 2025,
        "growth_percent": -2.0,
        "projected_to": 2034,
        "onet_release": "30.2",
        "typical_entry_education": "high-school",
        "bright_outlook": ["Rapid Growth", "New and Emerging"],
    }
    assert expected.items() <= found.items()
    assert (found["places"][0]["cluster_slug"], found["places"][0]["sub_cluster_slug"]) == ("cluster-1", "part-1")
    assert (found["places"][0]["origin"], found["places"][0]["reason"]) == ("ours", "They work here.")
    row = rows(career_file())[0]
    assert (row["career_growth_percent"], row["career_bright_outlook"]) == ("-2.0", "Rapid Growth | New and Emerging")


def test_a_similar_career_is_one_of_the_file(place):
    create_career(sub_clusters=[place], related="11-1011.00\n13-1111.00\n11-1021.00")
    create_career(code="13-1111.00", name="Analysts", sub_clusters=[place])
    create_career(code="11-1021.00", name="Managers", sub_clusters=[place], is_draft=True)
    found = {one["code"]: one["related"] for one in read(career_file())["careers"]}
    assert found == {"47-2031.00": ["13-1111.00"], "13-1111.00": []}


def test_what_is_not_published_is_nothing(place):
    create_career(
        sub_clusters=[place], median_pay=None, typical_entry_education="", growth_percent=0.0, bright_outlook=""
    )
    found, row = read(career_file())["careers"][0], rows(career_file())[0]
    assert [found[name] for name in ("median_pay", "typical_entry_education", "growth_percent")] == [None, None, 0.0]
    assert [row[f"career_{name}"] for name in ("median_pay", "typical_entry_education", "growth_percent")] == [
        "", "", "0.0",
    ]  # fmt: skip


def test_a_career_has_one_row_for_each_place_and_one_if_it_has_none(place):
    create_career(code="11-1011.00", name="Nowhere")
    create_career(code="11-1021.00", name="Twice", sub_clusters=list(place.cluster.sub_clusters.all()))
    assert [(row["career_code"], row["place_sub_cluster_slug"]) for row in rows(career_file())] == [
        ("11-1011.00", ""), ("11-1021.00", "part-1"), ("11-1021.00", "part-2"),
    ]  # fmt: skip


def test_official_rows_and_suggestions_are_told_apart_and_never_mixed(crosswalk):
    content = read(crosswalk_file())
    assert {one["origin"] for one in content["official"]} == {"official"}
    assert {one["origin"] for one in content["suggestions"]} == {"suggestion"}
    assert {one["kind"] for one in content["official"]} == {"renamed", "new"}
    assert {one["kind"] for one in content["suggestions"]} == {None}
    assert [row["origin"] for row in rows(crosswalk_file())] == ["official"] * 2 + ["suggestion"] * 2


def test_an_entry_of_the_crosswalk_names_both_ends(crosswalk):
    content = read(crosswalk_file())
    ends = ("framework_slug", "cluster_slug", "cluster_name", "sub_cluster_slug", "sub_cluster_name")
    new, part = content["official"][-1], content["suggestions"][-1]
    assert [new[f"old_{end}"] for end in ends] == [None] * 5
    assert [new[f"new_{end}"] for end in ends] == ["new", "digital-technology", "Digital Technology", None, None]
    assert [part[f"old_{end}"] for end in ends] == ["old", "cluster-1", "Cluster 1", "part-1", "Part 1"]
    assert [part[f"new_{end}"] for end in ends] == ["new", "cluster-2", "Cluster 2", "part-1", "Part 1"]
    assert (part["rank"], part["explanation"]) == (1, "Bricks are laid there.")


def test_only_official_rows_have_a_source(crosswalk):
    content = read(crosswalk_file())
    assert {one["source_title"] for one in content["official"]} == {"A guide"}
    assert {one["source_title"] for one in content["suggestions"]} == {None}


# Drafts


def test_drafts_are_in_no_file(crosswalk, place):
    create_career(
        code="11-1011.00", sub_clusters=[SubCluster.objects.filter(cluster__framework__slug="old").first(), place]
    )
    create_career(code="11-1021.00", sub_clusters=[SubCluster.objects.filter(cluster__framework__slug="old").first()])
    old, _new = crosswalk
    old.is_draft = True
    old.save()
    with pytest.raises(Framework.DoesNotExist):
        framework_file("old")
    assert [one["kind"] for one in read(crosswalk_file())["official"]] == ["new"]
    assert read(crosswalk_file())["suggestions"] == []
    careers = read(career_file())["careers"]
    assert [(one["code"], [place["framework_slug"] for place in one["places"]]) for one in careers] == [
        ("11-1011.00", ["modernized"])
    ]


def test_an_entry_of_the_crosswalk_to_a_draft_is_left_out_too(crosswalk):
    _old, new = crosswalk
    new.is_draft = True
    new.save()
    assert read(crosswalk_file())["official"] == read(crosswalk_file())["suggestions"] == []


# Version, license, source


def test_every_cited_document_is_among_the_sources(place):
    other = create_source(slug="another", title="Another guide")
    Program.objects.update(source=other)
    assert [source["slug"] for source in read(framework_file("modernized"))["sources"]] == ["another", "guide"]


def test_the_version_changes_with_the_content_and_comes_back_with_it(place):
    first = framework_file("modernized")
    place.name = "Another name"
    place.save()
    second = framework_file("modernized")
    place.name = "Part 1"
    place.save()
    assert second.version != first.version
    assert framework_file("modernized") == first


def test_a_change_elsewhere_leaves_the_version_alone(place):
    first = framework_file("modernized")
    create_career(sub_clusters=[place])
    assert framework_file("modernized") == first


def test_a_source_that_changes_its_rights_changes_the_version(place):
    first = framework_file("modernized").version
    source = place.source
    source.rights = "Ask first."
    source.save()
    assert framework_file("modernized").version != first


# How it is written


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "-"])
def test_no_text_is_a_formula_in_a_spreadsheet(place, text):
    Cluster.objects.filter(slug="cluster-1").update(summary=text, what_people_do=f"{text}\nB")
    framework = Framework.objects.get()
    framework.save()
    row = rows(framework_file("modernized"))[0]
    assert row["cluster_summary"] == f"'{text}"
    assert row["cluster_what_people_do"] == f"'{text} | B"
    assert read(framework_file("modernized"))["framework"]["groupings"][0]["clusters"][0]["summary"] == text


def test_commas_quotes_and_line_ends_survive(place):
    place.cluster.summary = 'One, "two"\r\nthree – é'
    place.cluster.save()
    assert rows(framework_file("modernized"))[0]["cluster_summary"] == 'One, "two"\nthree – é'


def test_line_ends_of_a_browser_are_no_other_content(place):
    place.cluster.what_people_do, place.cluster.summary = "A.\nB.", "C.\nD."
    place.cluster.save()
    first = framework_file("modernized")
    place.cluster.what_people_do, place.cluster.summary = "A.\r\nB.\r\n", "C.\r\nD."
    place.cluster.save()
    assert framework_file("modernized") == first


def test_every_column_and_every_name_in_json_is_described(place, crosswalk):
    create_career(sub_clusters=[place])
    described = {column for column in FRAMEWORK.columns + CAREER.columns} | {field.name for field in CROSSWALK_ENTRY}
    for file in all_files():
        assert set(rows(file)[0]) - set(ABOUT) <= described
        assert all(field.meaning for field in CROSSWALK_ENTRY)


# What serves the site alone: how it looks, and how it finds things.
OF_THE_SITE = {
    "updated_at", "is_draft", "is_default", "embedding_sites", "hue", "icon", "icons_around", "short_name", "centre_title", "centre_text", "centre_path",
    "cluster_term_plural", "grouping_term_plural", "sub_cluster_term_plural", "program_term_plural",
    "position", "search_words",
}  # fmt: skip
IN_O_NET = {"alternate_titles", "slug"}  # there in full; the slug is in the path
NAMED_OTHERWISE = {"overtyped": "set_here"}  # the files name the figures that are an editor's own


@pytest.mark.parametrize(
    ("model", "level", "left_out"),
    [
        (Framework, FRAMEWORK, OF_THE_SITE),
        (Grouping, GROUPING, OF_THE_SITE),
        (Cluster, CLUSTER, OF_THE_SITE),
        (SubCluster, SUB_CLUSTER, OF_THE_SITE),
        (Program, PROGRAM, OF_THE_SITE),
        (Career, CAREER, OF_THE_SITE | IN_O_NET),
    ],
)
def test_all_that_an_editor_types_is_in_the_files_but_for_what_serves_the_site_alone(model, level, left_out):
    names = {field.name for field in model._meta.fields if not field.is_relation and not field.primary_key}
    typed = {NAMED_OTHERWISE.get(name, name) for name in names}
    assert typed - {field.name for field in level.fields} - left_out == set()


def test_every_level_of_education_is_explained():
    meaning = next(field.meaning for field in CAREER.fields if field.name == "typical_entry_education")
    assert [level for level in Education.values if level not in meaning] == []


# What it costs


@pytest.mark.parametrize("clusters", [1, 6])
def test_a_larger_framework_makes_no_more_queries(django_assert_num_queries, clusters):
    create_small_framework(clusters=clusters, sub_clusters=clusters, programs=clusters)
    career = create_career()
    for program in Program.objects.all():
        create_skill(program=program)
        add_course(program, create_course())
        add_major(program, create_major())
        lead_to(program, career)
    with django_assert_num_queries(15):
        framework_file("modernized")


@pytest.mark.parametrize("careers", [1, 10])
def test_more_careers_make_no_more_queries(place, django_assert_num_queries, careers):
    create_careers(careers, sub_cluster=place)
    with django_assert_num_queries(4):
        career_file()


@pytest.mark.parametrize("more", [0, 3])
def test_more_rows_make_no_more_queries(crosswalk, django_assert_num_queries, more):
    old, new = crosswalk
    olds, news = (list(SubCluster.objects.filter(cluster__framework=one)) for one in (old, new))
    for number in range(more):
        create_suggestion(old=olds[number + 2], new=news[number])
        create_suggestion(old=olds[number + 2].cluster, new=news[-1 - 2 * number].cluster)
    with django_assert_num_queries(4):
        crosswalk_file()


def test_a_file_is_read_once_for_one_state_of_the_content(place, django_assert_num_queries):
    framework_file("modernized")
    with django_assert_num_queries(1):
        framework_file("modernized")


def test_a_csv_file_shows_all_letters_in_a_spreadsheet_and_json_stays_as_programs_expect_it():
    create_framework(summary="Café")
    file = framework_file("modernized")
    assert file.csv.startswith("\ufeffframework_slug,".encode())
    assert file.json.startswith(b"{")
