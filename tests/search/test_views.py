import pytest

from explorer.models import SubCluster

from ..factories import create_career, create_careers, create_signpost, create_small_framework
from ..markup import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(db):
    create_small_framework(is_default=True)
    create_career(sub_clusters=[SubCluster.objects.first()], search_words="carpenter\nwood worker")
    create_signpost(search_words="not sure")


def page(client, query=None):
    return html_of(client.get("/search/", {} if query is None else {"q": query}))


def test_it_starts_with_the_box_examples_the_quiz_and_the_wheel(client, content):
    html = page(client)
    assert 'name="q" value=""' in html
    assert 'href="/search/?q=fix%20cars"' in html
    assert 'href="/quiz/"' in html


def test_what_is_found_is_marked_and_says_where_it_stands(client, content):
    html = page(client, "carpenter")
    assert "<mark>Carpenters</mark>" in html
    assert "Career: Part 1, Cluster 1" in html
    assert "1 result for “carpenter”" in html


def test_results_are_grouped_by_kind(client, content):
    html = page(client, "part")
    assert "Best matches</h2>" in html
    assert "More: Sub-clusters and pathways</h2>" in html


def test_a_search_that_asks_for_help_leads_to_the_quiz(client, content):
    best = page(client, "not sure").partition("Best matches")[2]
    assert best.index('href="/quiz/"') < best.index("</a>")


def test_a_misspelled_word_says_what_it_was_taken_for(client, content):
    html = page(client, "carpnter")
    assert 'Did you mean <a href="/search/?q=carpenter">carpenter</a>?' in html
    assert "These results are for that. Nothing here is called “carpnter”." in html
    assert "result for “carpenter”" in html


def test_where_nothing_is_found_the_quiz_and_the_wheel_are_offered(client, content):
    html = page(client, "kpop")
    assert "Nothing found for" in html
    assert "Did you mean" not in html
    assert 'class="button" href="/quiz/"' in html
    assert 'class="button button--quiet" href="/"' in html


def test_only_empty_space_is_no_search(client, content):
    assert "Try one of these" in page(client, "   ")


def test_one_kind_can_be_asked_for_alone(client, content):
    html = html_of(client.get("/search/", {"q": "part", "kind": "sub-cluster"}))
    assert "Show all kinds" in html
    assert '<h2 id="results-sub-cluster">Sub-clusters and pathways</h2>' in html


@pytest.mark.parametrize("query", [{"q": "x" * 101}, {"q": "nurse\x00"}, {"q": "part", "kind": "nonsense"}])
def test_what_can_t_be_searched_for_is_said_and_not_lost(client, content, query):
    response = client.get("/search/", query)
    assert response.status_code == 422
    html = html_of(response)
    assert 'id="search-errors"' in html
    assert query["q"].replace("\x00", "")[:5] in html


def test_what_was_typed_is_escaped(client, content):
    assert "<script>alert" not in page(client, "<script>alert(1)</script>")


def test_what_people_search_for_is_no_page_for_search_engines(client, content):
    assert '<meta name="robots" content="noindex">' in page(client, "part")
    assert "noindex" not in page(client)


def test_every_other_page_has_the_box_and_this_one_only_its_own(client, content):
    assert 'id="site-q"' in html_of(client.get("/"))
    assert 'id="site-q"' not in page(client)


@pytest.mark.parametrize("query", ["carpenter", "carpenter fortnite"])
def test_it_names_onet_wherever_it_may_show_careers(client, content, query):
    html = page(client, query)
    assert "O*NET Database" in html
    assert "creativecommons.org/licenses/by/4.0/" in html


@pytest.mark.parametrize("careers", [1, 30])
def test_a_search_makes_one_query_however_much_is_found(client, django_assert_num_queries, content, careers):
    create_careers(careers, sub_cluster=SubCluster.objects.first())
    page(client, "career")
    with django_assert_num_queries(1):
        page(client, "career")


def test_an_empty_site_finds_nothing_and_says_so(client):
    assert "Nothing found for “nurse”" in page(client, "nurse")
