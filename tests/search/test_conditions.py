"""What people ask about the conditions of work leads to a list of careers."""

import pytest

from explorer.search.engine import Document, Kind, SearchIndex


def career(code, name, **fields):
    return Document(Kind.CAREER, name, f"/careers/{code}/", **{"place": "", "text": "", "code": code, **fields})


def condition(name, url, words, careers):
    return Document(Kind.SIGNPOST, name, url, "", "", words=words, careers=frozenset(careers))


@pytest.fixture
def index():
    return SearchIndex(
        [
            career("1", "Registered Nurses", words=("nurse",)),
            career("2", "Nursing Assistants", text="You help a nurse."),
            career("3", "Park Rangers", words=("outside with kids",)),
            career("4", "Travel Agents"),
            condition("No degree", "/careers/?school=no-degree", ("no college", "without college"), {"2"}),
            condition("Outside", "/careers/?list=outside", ("outside", "fresh air"), {"3"}),
            condition("Travel", "/careers/?list=travel", ("travel",), {"1"}),
            Document(Kind.SIGNPOST, "Take the quiz", "/quiz/", "", "", words=("not sure",)),
            Document(Kind.LEARN, "Paying for college", "/learn/pay/", "", "", words=("fafsa",)),
        ]
    )


def names(found):
    return [hit.document.name for hit in found.hits]


@pytest.mark.parametrize("query", ["no college", "jobs with no college", "i want a job without college please"])
def test_a_condition_alone_leads_to_its_list(index, query):
    assert names(index.search(query))[0] == "No degree"


def test_with_a_field_the_careers_that_fit_stand_first_and_the_list_is_named(index):
    found = index.search("nurse without college")
    assert names(found) == ["Nursing Assistants", "Registered Nurses"]
    assert found.listed.url == "/careers/?school=no-degree"


def test_words_beside_a_condition_that_name_nothing_do_not_stand_before_its_list(index):
    assert names(index.search("outside where they help")) == ["Outside"]


def test_a_question_that_leaves_something_out_still_finds_its_answer_in_learn(index):
    assert names(index.search("my parents dont have papers can i get fafsa")) == ["Paying for college"]


def test_lists_that_one_address_cannot_join_stand_side_by_side():
    lists = [condition(name, f"/careers/?list={name}", (name,), {"1"}) for name in ("outside", "animals")]
    found = SearchIndex([career("1", "Park Rangers"), *lists]).search("outside animals")
    assert [hit.document.url for hit in found.hits] == ["/careers/?list=outside", "/careers/?list=animals"]


@pytest.mark.parametrize("query", ["i dont want to work outside", "i do not like to be outside", "nothing bad outside"])
def test_what_follows_a_not_is_not_asked_for(index, query):
    found = index.search(query)
    assert "Outside" not in names(found)
    assert found.listed is None


def test_two_conditions_lead_to_what_fits_both(index):
    found = index.search("outside without college")
    assert names(found) == ["Outside + No degree", "Outside", "No degree"]
    assert found.hits[0].document.url == "/careers/?list=outside&school=no-degree"


@pytest.mark.parametrize(("query", "name"), [("travel agent", "Travel Agents"), ("outside with kids", "Park Rangers")])
def test_words_that_name_an_entry_are_no_condition(index, query, name):
    found = index.search(query)
    assert names(found)[0] == name
    assert found.listed is None


@pytest.mark.parametrize("query", ["never outside", "nurse no travel", "i hate nurses"])
def test_what_is_not_wanted_leads_nowhere(index, query):
    found = index.search(query)
    assert found.hits == []
    assert found.is_negated


def test_a_question_with_a_no_in_it_still_leads_to_the_quiz(index):
    found = index.search("not sure")
    assert names(found) == ["Take the quiz"]
    assert not found.is_negated


def test_a_condition_with_a_word_that_nobody_knows_leads_to_its_list(index):
    assert names(index.search("fortnite without college"))[0] == "No degree"
