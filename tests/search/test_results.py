"""How the page arranges what was found."""

import pytest

from explorer.search.engine import Document, Kind, SearchIndex, find
from explorer.search.marking import has_match, mark


def documents(count, kind, name="Cooks"):
    return [Document(kind, name, f"/{kind}/{number}/", place="", text="You cook.") for number in range(count)]


@pytest.fixture
def index():
    return SearchIndex([*documents(9, Kind.CAREER), *documents(2, Kind.PROGRAM)])


def results(index, query="cooks", **options):
    return find(index, query, "/search/", **options)


def test_the_best_three_stand_above_the_kinds_and_not_in_them_again(index):
    found = results(index)
    urls = [shown.document.url for shown in found.best] + [
        shown.document.url for group in found.groups for shown in group.results
    ]
    assert len(found.best) == 3
    assert len(urls) == len(set(urls))


def test_of_a_kind_five_are_shown_and_all_are_one_link_away(index):
    careers = next(group for group in results(index).groups if group.kind == Kind.CAREER)
    assert len(careers.results) == 5
    assert careers.all_url == "/search/?q=cooks&kind=career"
    programs = next(group for group in results(index).groups if group.kind == Kind.PROGRAM)
    assert programs.all_url == ""


def test_one_kind_alone_is_searched_for_and_not_picked_from_what_was_found_of_all():
    index = SearchIndex([*documents(300, Kind.CAREER), *documents(2, Kind.GLOSSARY, name="Kitchen cooks")])
    found = results(index, only=Kind.GLOSSARY)
    assert (found.total, len(found.groups[0].results), found.shown) == (2, 2, 0)


def test_of_very_many_the_first_hundred_are_shown_and_it_says_so():
    found = results(SearchIndex(documents(150, Kind.CAREER)), only=Kind.CAREER)
    assert (found.total, len(found.groups[0].results), found.shown) == (150, 100, 100)


def test_one_kind_alone_is_shown_whole(index):
    found = results(index, only=Kind.CAREER)
    assert found.best == []
    assert [group.kind for group in found.groups] == [Kind.CAREER]
    assert len(found.groups[0].results) == found.total == 9
    assert found.every_kind_url == "/search/?q=cooks"


def test_all_kinds_are_counted(index):
    assert results(index).total == 11


def test_a_word_that_may_be_several_is_asked_about_with_links_and_nothing_else_is_shown():
    index = SearchIndex([*documents(1, Kind.CAREER, "Archivists"), *documents(1, Kind.PROGRAM, "Activists")])
    found = results(index, "arctivists")
    assert (found.total, found.best, found.groups) == (0, [], [])
    assert set(found.guesses) == {
        ("archivists", "/search/?q=archivists"),
        ("activists", "/search/?q=activists"),
    }


def test_results_for_a_word_that_was_corrected_say_what_they_are_for():
    found = results(SearchIndex(documents(1, Kind.CAREER, "Veterinarians")), "vetinarian")
    assert (found.meant, found.meant_url) == ("veterinarian", "/search/?q=veterinarian")


def test_the_match_is_marked_in_name_and_text(index):
    shown = results(index).best[0]
    assert shown.name == [("Cooks", True)]
    assert shown.text == [("You ", False), ("cook", True), (".", False)]
    assert shown.also == []


def test_a_word_that_led_there_is_shown_where_nothing_else_is_marked():
    words = ("law enforcement", "cop", "police cop shop")
    index = SearchIndex([Document(Kind.CAREER, "Patrol Officers", "/1/", place="", text="You patrol.", words=words)])
    assert results(index, "cop").best[0].also == [("cop", True)]


def test_of_words_and_titles_the_one_with_the_largest_part_marked_is_shown():
    titles = ("Senior Patrol Captain", "Patrol Captain")
    index = SearchIndex(
        [Document(Kind.CAREER, "Officers", "/1/", place="", text="", words=("captain of a ship",), titles=titles)]
    )
    assert results(index, "patrol captain").best[0].also == [("Patrol", True), (" ", False), ("Captain", True)]


@pytest.mark.parametrize(
    ("text", "terms", "start", "expected"),
    [
        ("Nurses care.", ["nurse"], "", [("Nurses", True), (" care.", False)]),
        ("A nurse’s day", ["nurse"], "", [("A ", False), ("nurse", True), ("’s day", False)]),
        ("Veterinarians", [], "vet", [("Veterinarians", True)]),
        ("Nothing here", ["nurse"], "vet", [("Nothing here", False)]),
        ("<b>nurse</b>", ["nurse"], "", [("<b>", False), ("nurse", True), ("</b>", False)]),
        ("Cafés, Bars", ["cafe"], "", [("Cafés", True), (", Bars", False)]),
        ("", ["nurse"], "x", []),
    ],
)
def test_marking(text, terms, start, expected):
    assert mark(text, terms, start) == expected
    assert "".join(part for part, _is_match in mark(text, terms, start)) == text
    assert has_match(text, set(terms), start) == any(is_match for _part, is_match in expected)
