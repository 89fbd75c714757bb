import pytest

from explorer.pictures.icons import icon_shapes

from ..factories import (
    create_cluster,
    create_framework,
    create_grouping,
    create_learn_page,
    create_practice,
    create_program,
    create_resource,
    create_sub_cluster,
    create_term,
)

pytestmark = pytest.mark.django_db

LIST = "/learn/"


def page(client, **fields):
    return " ".join(client.get(create_learn_page(**fields).get_absolute_url()).content.decode().split())


class TestList:
    def test_pages_stand_by_position_with_what_one_learns_there(self, client):
        create_learn_page(name="Second", position=2)
        create_learn_page(name="First", summary="You learn the first thing.", position=1)
        html = client.get(LIST).content.decode()
        assert html.index('href="/learn/first/"') < html.index('href="/learn/second/"')
        assert "You learn the first thing." in html

    def test_the_parts_stand_under_their_headings_with_the_questions_first(self, client):
        create_learn_page(name="A field", topic="clusters", position=1)
        create_learn_page(name="An answer", topic="questions", position=2)
        html = client.get(LIST).content.decode()
        order = [">Your questions</h2>", "/learn/an-answer/", ">How career clusters work</h2>", "/learn/a-field/"]
        places = [html.index(text) for text in order]
        assert places == sorted(places)

    def test_a_part_without_pages_has_no_heading(self, client):
        create_learn_page(topic="clusters")
        html = client.get(LIST).content.decode()
        assert "How career clusters work" in html
        assert "Your questions" not in html

    def test_a_draft_is_in_no_part(self, client):
        create_learn_page(name="Not ready", topic="adults", is_draft=True)
        html = client.get(LIST).content.decode()
        assert "Not ready" not in html
        assert "For parents and counselors" not in html

    def test_a_page_without_an_icon_has_a_light_bulb(self, client):
        create_learn_page(name="Plain")
        create_learn_page(name="With a hammer", icon="hammer")
        html = client.get(LIST).content.decode()
        assert str(icon_shapes("lightbulb")) in html
        assert str(icon_shapes("hammer")) in html

    @pytest.mark.parametrize("count", [1, 9])
    def test_more_pages_make_no_more_queries(self, client, django_assert_num_queries, count):
        for number in range(count):
            create_learn_page(name=f"Page {number}", topic=("questions", "clusters", "adults")[number % 3])
        with django_assert_num_queries(1):
            client.get(LIST)


class TestPage:
    def test_it_shows_its_text_as_html_and_its_source(self, client):
        html = page(client, body="## Why\n\nA **cluster** is a group.")
        assert "<h2>Why</h2> <p>A <strong>cluster</strong> is a group.</p>" in html
        assert "A guide</cite>, A publisher, 2024, p. 1." in html

    def test_what_an_editor_types_can_do_no_harm(self, client):
        assert "<script>alert" not in page(client, body="<script>alert(1)</script> [x](javascript:alert(1))")

    def test_a_term_is_linked_to_the_glossary_and_explained_in_place(self, client):
        create_term(name="Career Pathway", gloss="A road to a job.")
        html = page(client, body="A [[career-pathway]].")
        assert 'href="/learn/glossary/#career-pathway"' in html
        assert "(a road to a job)" in html

    def test_the_other_pages_are_linked_and_this_one_is_marked(self, client):
        create_learn_page(name="Another")
        html = page(client, name="This one")
        assert '<a href="/learn/another/">Another</a>' in html
        assert '<a href="/learn/this-one/" aria-current="page">' in html

    def test_the_next_page_is_of_the_same_part_and_the_last_leads_to_the_wheel(self, client):
        create_learn_page(name="Elsewhere", topic="clusters", position=2)
        create_learn_page(name="Last answer", topic="questions", position=3)
        first = page(client, name="First answer", topic="questions", position=1)
        assert 'href="/learn/last-answer/"> Next: Last answer </a>' in first
        assert '<a href="/learn/elsewhere/">' not in first
        last = client.get("/learn/last-answer/").content.decode()
        assert "Next:" not in last
        assert "Go to the wheel" in last

    def test_the_other_parts_of_learn_are_linked(self, client):
        create_learn_page(name="For a parent", topic="adults")
        html = page(client, topic="questions")
        assert '<a href="/learn/#adults">For parents and counselors</a>' in html
        assert html.count('href="/learn/#questions"') == 1  # in the breadcrumb

    def test_the_picture_of_the_levels_nests_a_real_example(self, client):
        framework = create_framework(is_default=True)
        grouping = create_grouping(framework=framework, name="Building")
        sub_cluster = create_sub_cluster(cluster=create_cluster(framework=framework, grouping=grouping))
        create_program(name="Carpentry", sub_clusters=[sub_cluster])
        html = page(client, shows="levels")
        places = [html.index(f">{name}</a>") for name in ("Building", "Construction", "Skilled Trades", "Carpentry")]
        assert places == sorted(places)
        for term in ("Cluster Grouping", "Career Cluster", "Sub-Cluster", "Program of Study"):
            assert f"<span>{term}</span>" in html

    def test_the_picture_does_without_a_grouping_and_without_any_example(self, client):
        assert "levels" not in page(client, shows="levels", name="Empty")
        framework = create_framework(is_default=True)
        create_program(name="Carpentry", sub_clusters=[create_sub_cluster(cluster=create_cluster(framework=framework))])
        html = page(client, shows="levels")
        assert ">Carpentry</a>" in html
        assert "Cluster Grouping" not in html

    def test_the_practices_stand_by_position(self, client):
        create_practice(name="Second", position=2)
        create_practice(name="First", summary="You come first.", position=1)
        html = page(client, shows="practices")
        assert html.index("<b>First</b>") < html.index("<b>Second</b>")
        assert "You come first." in html

    def test_the_glossary_stands_by_name_and_each_term_has_an_anchor(self, client):
        create_term(name="Program")
        create_term(name="Cluster", gloss="A group of jobs.")
        html = page(client, shows="glossary")
        assert html.index('id="cluster"') < html.index('id="program"')
        assert "<dd>A group of jobs.</dd>" in html

    def test_resources_say_what_they_are_good_for_and_link_out(self, client):
        create_resource(
            name="A guide", url="https://example.org/g", pdf_url="https://example.org/g.pdf", good_for="For a plan."
        )
        html = page(client, shows="resources")
        for part in ('href="https://example.org/g"', 'href="https://example.org/g.pdf"', "For a plan.", "A state"):
            assert part in html

    def test_an_unknown_page_is_not_found_and_the_nearest_is_offered(self, client):
        create_learn_page(name="What is a cluster")
        response = client.get("/learn/what-is-a-clustr/")
        assert response.status_code == 404
        assert b'href="/learn/what-is-a-cluster/"' in response.content

    @pytest.mark.parametrize("shows", ["practices", "glossary", "resources"])
    def test_a_longer_list_makes_no_more_queries(self, client, django_assert_num_queries, shows):
        address = create_learn_page(shows=shows, body="A [[term-0]].").get_absolute_url()
        for number in range(8):
            create_term(name=f"Term {number}")
            create_practice(name=f"Practice {number}")
            create_resource(name=f"Resource {number}")
        with django_assert_num_queries(4):
            client.get(address)

    def test_the_picture_makes_few_queries(self, client, django_assert_num_queries):
        framework = create_framework(is_default=True)
        create_program(sub_clusters=[create_sub_cluster(cluster=create_cluster(framework=framework))])
        address = create_learn_page(shows="levels").get_absolute_url()
        with django_assert_num_queries(4):
            client.get(address)
