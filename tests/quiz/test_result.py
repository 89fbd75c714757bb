"""The result of the quiz, in its own address; and two of them side by side."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from explorer.models import Career, Cluster, Questionnaire, QuestionSet, QuizItem

from ..factories import create_careers, create_quiz, create_sub_cluster
from ..markup import html_of

pytestmark = pytest.mark.django_db

# What people paste: LINK is the address of a result without its last slash, CODE its code.
PASTED = [
    "LINK/.", "<LINK/>", "(LINK/)", '"LINK/"', "[my result](LINK/)", "LINK/?utm_source=newsletter", "LINK/#top",
    "LINK/ check this out", "Code: CODE", "https://nam02.safelinks.protection.example/?url=QUOTED%2F&data=05",
    "https://nam02.safelinks.protection.example/?url=TWICE%252F&amp;data=05%7C01%7C&sdata=x%3D&reserved=0",
    "https://urldefense.proofpoint.com/v2/url?u=HYPHENS_&d=DwMF&c=x", "https://urldefense.com/v3/__LINK/__;!!abc!x$",
    "https://www.google.com/url?q=QUOTED%2F&sa=D&source=editors", "https://l.example/l.php?u=QUOTED&h=AT0",
    "[LINK/](LINK/)", "**LINK**", "`CODE`", "> LINK/\n> see you", "LINK,", "LINK)", "LINK/).", "LINK/!", "“LINK/”", "‘CODE’", "«CODE»",
    "<a href=\"LINK/\">my result</a>", "&lt;LINK/&gt;", "LINK/<LINK/>", "<LINK/|my result>", "my code is CODE, ok?",
    "SPACES", "code SPACES thanks", "LOWER", "see LOWER.", "BROKEN", "HIDDEN", "SOURCE", "WIDE", "CODE\u200b", "\ufeffLINK/",
    "JOINED", "code:JOINED", "Schöne Grüße! CODE – Jo", "DASHES", "CODE%3E", "LINK/\r\n\r\nSent from my phone",
]  # fmt: skip


def fill(text, link, code):
    """One of PASTED, about a result."""
    hyphens = link.replace("-", "-2D").replace(":", "-3A").replace("/", "_")
    for name, value in {
        "LINK": link, "CODE": code, "QUOTED": quote(link, safe=""), "TWICE": quote(quote(link, safe=""), safe=""),
        "HYPHENS": hyphens, "SPACES": code.replace("-", " "), "LOWER": code.lower(), "BROKEN": code.replace("-", "-\r\n", 2),
        "HIDDEN": code.replace("-", "\u00ad-\u200b"), "SOURCE": link[:-9] + "=\r\n" + link[-9:], "JOINED": code.replace("-", ""),
        "WIDE": "".join(chr(ord(character) + 0xFEE0) for character in code), "DASHES": code.replace("-", "\u2011"),
    }.items():  # fmt: skip
        text = text.replace(name, value)
    return text


@pytest.fixture
def quiz():
    create_quiz(clusters=8)
    Cluster.objects.update(to_talk_over="One, and why?\nTwo, and why?\nThree, and why?")
    return Questionnaire.current()


def sheet(quiz, value=2, **changed):
    """Answers: `value` for all questions, but for whole clusters (a=5) and single questions (a_1=5); None is left out."""
    answers = {question.slug: value for question in quiz.questions}
    for name, other in changed.items():
        slug = name.replace("_", "-")
        answers |= {one.slug: other for one in quiz.questions if slug in (one.cluster, one.slug)}
    return {slug: answer for slug, answer in answers.items() if answer is not None}


def address(quiz, value=2, **changed):
    return reverse("quiz_result", args=[quiz.code(sheet(quiz, value, **changed))])


def shown(html):
    """(cluster, rank) of the list of those shown first."""
    listed = re.search(r'<ol class="ranked" data-confidence="\w+">(.*?)</ol>', html, re.DOTALL)[1]
    return re.findall(r'data-cluster="([^"]+)" data-rank="(\d+)"', listed)


def all_ranked(html):
    listed = re.search(r'<ol class="bars">(.*?)</ol>', html, re.DOTALL)[1]
    return re.findall(r'data-cluster="([^"]+)" data-rank="(\d+)"', listed)


def title(html):
    return re.search(r'<h1 class="top__title" tabindex="-1">(.*?)</h1>', html)[1]


def names(html):
    """Those on the poster."""
    listed = re.search(r'<ol class="top__names">(.*?)</ol>', html, re.DOTALL)
    return re.findall(r"<span>(.*?)</span>", listed[1]) if listed else []


def section(html, css_class):
    found = re.search(rf'<section class="{css_class}[^"]*">(.*?)</section>', html, re.DOTALL)
    return found[1] if found else ""


class TestPrivacy:
    def test_nobody_indexes_it_no_referrer_leads_back_and_there_is_no_cookie(self, client, quiz):
        response = client.get(address(quiz, a=5))
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"
        assert dict(response.cookies) == {}
        assert '<meta name="robots" content="noindex">' in html_of(response)

    def test_no_shared_cache_keeps_it(self, client, quiz):
        assert "private" in client.get(address(quiz, a=5))["Cache-Control"]

    def test_no_link_carries_the_code_elsewhere_than_to_the_picture(self, client, quiz):
        path = address(quiz, a=5)
        html = html_of(client.get(path))
        code = path.split("/")[3]
        links = re.findall(r'(?:href|content|src)="([^"]*)"', html)
        assert {link.removeprefix("http://testserver") for link in links if code in link} == {f"{path}card.png"}

    def test_nothing_about_it_is_stored(self, client, quiz):
        before = QuestionSet.objects.count()
        client.get(address(quiz, a=5))
        client.get(address(quiz, b=5))
        assert QuestionSet.objects.count() == before == 0

    def test_it_is_the_same_for_everyone(self, client, quiz):
        path = address(quiz, a=5)
        assert client.get(path).content == Client().get(path).content

    def test_the_history_cache_of_htmx_does_not_keep_it(self, client, quiz):
        assert 'hx-history="false"' in html_of(client.get(address(quiz, a=5)))


class TestRanking:
    def test_the_list_can_be_read_by_a_program(self, client, quiz):
        html = html_of(client.get(address(quiz, a=5, b=4, c=4)))
        assert shown(html)[0] == ("a", "1")
        assert sorted(shown(html)[1:]) == [("b", "2"), ("c", "2")]
        assert 'data-confidence="clear"' in html

    def test_all_clusters_stand_below_with_the_same_ranks(self, client, quiz):
        html = html_of(client.get(address(quiz, a=5, b=4, c=4, d=1)))
        assert all_ranked(html)[:3] == shown(html)
        assert len(all_ranked(html)) == 8
        assert all_ranked(html)[-1] == ("d", "8")

    def test_a_tie_is_marked(self, client, quiz):
        html = html_of(client.get(address(quiz, a=5, b=4, c=4)))
        assert html.count('<span class="badge">tied</span>') == 2

    def test_more_that_tie_are_counted(self, client, quiz):
        html = html_of(client.get(address(quiz, 4, h=1)))
        assert len(shown(html)) == 5
        assert "2 more fields are tied with the last one here. Chance picked which ones you see." in html

    def test_bars_are_as_long_as_the_average(self, client, quiz):
        html = html_of(client.get(address(quiz, a=5, b=3, b_1=4, c=1)))
        entry = re.compile(r'data-cluster="(\w+)" data-rank="\d+">.*?class="bar__fill" width="([\d.]+)"', re.DOTALL)
        widths = dict(entry.findall(html[html.index('<ol class="bars">') :]))
        assert (widths["a"], widths["b"], widths["c"]) == ("100", "58.3", "0")

    def test_no_slice_of_the_wheel_is_filled_for_the_lowest_answer_and_more_is_more(self, client, quiz):
        html = html_of(client.get(address(quiz, a=5, b=4, c=1)))
        wheel = re.search(r'<svg class="score-wheel".*?</svg>', html, re.DOTALL)[0]
        assert wheel.count('class="score__ground"') == 8
        assert wheel.count("score--top") == 2  # whose edges are filled too
        assert wheel.count('class="score__fill"') == 7 + 2

    def test_there_is_no_match_percentage(self, client, quiz):
        assert "%" not in re.sub(r"<[^>]+>", "", html_of(client.get(address(quiz, a=5))))

    @pytest.mark.parametrize(
        ("changed", "confidence", "says"),
        [
            ({}, "flat", "All your answers are the same"),
            ({"a_1": 3}, "none", "Nothing stands out yet"),
            ({"a_1": 4}, "few", "One to start with"),
            ({"a": 3}, "few", "Nothing stands out yet"),
            ({"a": 3, "a_1": 4}, "clear", "One field stands out"),
            ({"a": 3, "b": 3, "c": 3, "d": 3, "a_1": 4}, "none", "One to start with"),
            ({"a": 5}, "clear", "One field stands out"),
            ({"a": 5, "b": 5}, "clear", "Your top two"),
            ({"a": 5, "b": 5, "c": 4}, "clear", "Your top three"),
            ({"a": 5, "b": 5, "c": 4, "c_3": None}, "clear", "Three to start with"),
            ({"a": 5, "b": 5, "c": 4, "d": 4}, "few", "Your top four"),
        ],
    )
    def test_it_says_how_sure_it_is(self, client, quiz, changed, confidence, says):
        html = html_of(client.get(address(quiz, **changed)))
        assert re.findall(r'data-confidence="(\w+)"', html) == [confidence]
        assert title(html) == says

    @pytest.mark.parametrize(
        ("value", "changed", "says"),
        [
            (3, {}, "All your answers are the same"),
            (3, {"a": 0}, "All your ratings are the same"),
            (0, {}, "Not enough to say yet"),
            (0, {"a_1": 5}, "All your ratings are the same"),
            (
                2,
                {f"{cluster}_{part}": part for cluster in "abcdefgh" for part in (1, 3)},
                "so their order says nothing",
            ),
            (2, {"a": 5, "b": 5, "c": 5, "d": 5, "e": 5}, "5 fields share the first place."),
            (2, {"a": 5}, "A is far ahead. A place to start, not a verdict."),
            (2, {"a": 3}, "None of the fields that come first got a Yes from you."),
        ],
    )
    def test_what_it_says_is_true_in_odd_cases(self, client, quiz, value, changed, says):
        assert says in html_of(client.get(address(quiz, value, **changed)))

    def test_all_the_same_is_no_ranking_but_the_groupings_and_another_try(self, client, quiz):
        html = html_of(client.get(address(quiz)))
        assert "data-rank" not in html
        assert '<ul class="starters" data-confidence="flat">' in html
        assert 'href="/frameworks/modernized/a/"' in html
        assert "Try again" in html


class TestReasons:
    def test_the_answers_that_put_it_there_strongest_first(self, client, quiz):
        html = html_of(client.get(address(quiz, a_1=4, a_2=5, a_3=3)))
        assert re.findall(r"<span[^>]*>“(.*?)”, <b>(.*?)</b></span>", html) == [
            ("try a-2", "Definitely"),
            ("try a-1", "Yes"),
        ]

    def test_a_cluster_that_got_no_yes_stands_apart_and_is_no_favorite(self, client, quiz):
        html = html_of(client.get(address(quiz, 1, a=5, b=3)))
        assert (title(html), names(html)) == ("One field stands out", ["A"])
        assert [cluster for cluster, _rank in shown(html)][:2] == ["a", "b"]
        assert re.findall(r'<h2 class="next-in-line__title">(.*?)</h2>', html) == ["Next in line, no Yes yet"]

    def test_one_that_is_far_behind_is_not_called_the_next(self, client, quiz):
        html = html_of(client.get(address(quiz, 1, a=5)))
        assert re.findall(r'<h2 class="next-in-line__title">(.*?)</h2>', html) == ["A low average, no Yes yet"]

    def test_where_a_higher_average_has_no_yes_the_poster_has_no_numbers(self, client, quiz):
        html = html_of(client.get(address(quiz, 1, a=3, b_1=4, b_2=2)))
        assert [cluster for cluster, _rank in shown(html)][:2] == ["a", "b"]
        assert (title(html), names(html)) == ("One to start with", ["B"])
        assert "A high average, but no Yes" in html
        assert "top__rank" not in html

    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"a": 5, "b": 4}, ""),
            ({"a": 5, "b": 5}, "Both are tied."),
            ({"a": 5, "b": 5, "b_1": 4}, "Both are nearly tied."),
            ({"a": 5, "b": 5, "c": 5}, "All three are tied."),
            ({"a": 5, "b": 5, "c": 4}, "The first two are tied."),
            ({"a": 5, "b": 4, "c": 4, "c_1": 3}, "The last two are nearly tied."),
            ({"a": 5, "b": 5, "b_1": 4, "c": 4, "c_1": 5}, "All three are close together."),
            ({"a": 5, "b": 4, "c": 4, "d": 4}, "The last three are tied."),
            ({"a": 5, "b": 5, "c": 4, "d": 4}, "The first two are tied. The last two are tied."),
        ],
    )
    def test_ties_are_said_in_words(self, client, quiz, changed, says):
        html = html_of(client.get(address(quiz, **changed)))
        assert re.search(r'<p class="top__foot">.*?<span>(.*?)</span></p>', html)[1] == says

    def test_three_careers_of_a_favorite_with_their_pay(self, client, quiz):
        cluster = Cluster.objects.get(slug="a")
        create_careers(4, sub_cluster=create_sub_cluster(cluster=cluster))
        Career.objects.filter(name="Career 2").update(median_pay=None)
        html = html_of(client.get(address(quiz, a=5)))
        paid = re.findall(r'<a href="/careers/[^"]+">([^<]*)</a> <span class="paid__pay">(.*?)</span>', html)
        assert [(name, " ".join(pay.split())) for name, pay in paid] == [
            ("Career 1", "$31,000 a year"),
            ("Career 3", "$33,000 a year"),
            ("Career 4", "$34,000 a year"),
        ]

    def test_it_leads_on_to_its_fields_side_by_side(self, client, quiz):
        html = html_of(client.get(address(quiz, a=5, b=4, c=4, d=4)))
        query = re.search(r'href="/compare/\?([^"]*)"', html)[1].replace("&amp;", "&")
        assert len(set(query.split("&"))) == 3
        assert query.startswith("c=modernized:a&")
        assert 'href="/compare/?' not in html_of(client.get(address(quiz, a=5)))

    def test_all_favorites_are_saved_in_one_press(self, client, quiz):
        html = html_of(client.get(address(quiz, a=5, b=5)))
        (keys,) = re.findall(r'name="add" value="([^"]*~[^"]*)"', html)
        assert sorted(keys.split("~")) == ["modernized:a", "modernized:b"]
        response = client.post("/shortlist/", {"add": keys, "stay": ""}, follow=True)
        assert response.request["PATH_INFO"] == "/shortlist/"
        assert client.cookies["my_list"].value == keys

    def test_one_cluster_to_stretch_with_a_reason_and_a_question(self, client, quiz):
        stretch = section(html_of(client.get(address(quiz, 1, a=5, b=5, c=5, d=3))), "stretch")
        assert 'href="/frameworks/modernized/d/"' in stretch
        assert "<b>Not sure</b> to “try d-1”" in stretch
        assert "One, and why?" in stretch

    def test_one_with_a_not_at_all_is_turned_down(self, client, quiz):
        changed = {"a": 5, "b": 5, "c": 5, "d": 4, "d_1": 1, "e": 3, "e_1": 3}  # d is as near to the middle
        stretch = section(html_of(client.get(address(quiz, 1, **changed))), "stretch")
        assert 'href="/frameworks/modernized/e/"' in stretch
        changed["e_1"] = 1
        assert section(html_of(client.get(address(quiz, 1, **changed))), "stretch") == ""

    def test_none_if_everything_else_is_refused(self, client, quiz):
        assert section(html_of(client.get(address(quiz, 1, a=5, b=5, c=5))), "stretch") == ""

    def test_three_questions_for_a_talk_one_of_each_kind(self, client, quiz):
        talk = section(html_of(client.get(address(quiz, a=5, b=4, c=4))), "talk")
        assert re.findall(r"<li>(.*?)</li>", talk) == ["One, and why?", "Two, and why?", "Three, and why?"]

    def test_none_about_a_field_that_got_no_yes(self, client, quiz):
        talk = section(html_of(client.get(address(quiz, 1, a=5))), "talk")
        assert re.findall(r"<li>(.*?)</li>", talk)[0] == "One, and why?"
        assert "Two, and why?" not in talk

    def test_ours_where_clusters_have_none(self, client, quiz):
        Cluster.objects.update(to_talk_over="")
        talk = section(html_of(client.get(address(quiz, a=5))), "talk")
        assert len(re.findall(r"<li>.+?\?</li>", talk)) == 3


class TestNotEnough:
    def test_a_cluster_of_unknowns_is_not_ranked_but_listed_with_a_link(self, client, quiz):
        html = html_of(client.get(address(quiz, a=5, b_1=0, b_2=0)))
        assert 'href="/frameworks/modernized/b/"' in section(html, "not-enough")
        assert "b" not in dict(all_ranked(html))

    def test_a_stretch_names_only_what_was_answered(self, client, quiz):
        html = html_of(client.get(address(quiz, 1, a=5, b=5, c=5, d=3, d_3=None)))
        assert re.findall(r"to “try (d-\d)”", section(html, "stretch")) == ["d-1", "d-2"]

    def test_with_two_rated_answers_it_is_ranked(self, client, quiz):
        html = html_of(client.get(address(quiz, a=5, b_1=0)))
        assert section(html, "not-enough") == ""
        assert "b" in dict(all_ranked(html))

    def test_two_ranked_clusters_are_no_error(self, client, quiz):
        html = html_of(client.get(address(quiz, 0, a=5, b=4)))
        assert [cluster for cluster, _rank in shown(html)] == ["a", "b"]
        assert "You rated enough questions to place only a few fields." in html

    def test_one_rated_answer_each_is_no_ranking(self, client, quiz):
        html = html_of(client.get(address(quiz, 0, a_1=5, b_1=1)))
        assert "Not enough to say yet" in html
        assert '<ul class="starters" data-confidence="none">' in html
        assert "data-rank" not in html


def test_it_names_the_framework_its_publisher_and_its_year_on_screen_and_on_paper(client, quiz):
    html = html_of(client.get(address(quiz, a=5)))
    assert html.count("Where the clusters come from: Modernized, A publisher, 2024.") == 2


class TestRough:
    def test_a_result_of_two_rounds_says_that_it_is_rough_and_leads_on(self, client, quiz):
        third = {question.slug.replace("-", "_"): None for question in quiz.rounds[2]}
        html = html_of(client.get(address(quiz, a=5, **third)))
        assert "Questions answered: 16 of 24." in html
        assert '<button class="button on-screen" name="round" value="3">' in html

    def test_a_whole_one_does_not(self, client, quiz):
        assert "Rough result" not in html_of(client.get(address(quiz, a=5)))


class TestWhyNot:
    def why_not(self, html, name):
        return re.search(rf'<div class="why-not__words"><p><b>Why not {name}\?</b>(.*?)</div>', html, re.DOTALL)[1]

    def test_each_other_field_says_what_it_would_have_needed(self, client, quiz):
        html = html_of(client.get(address(quiz, a=5, b=5, c=4, d=3, d_1=4)))
        words = self.why_not(html, "D")
        assert "Its average is 3.3. Third place has 4.0." in words
        assert "2 steps more in all would have brought it in" in words
        assert "Then it would be tied with C or ahead of it." in words
        assert re.findall(r"<li><b>(.*?)</b>(?: → <b>(.*?)</b>)? “try (.*?)”", words) == [
            ("Yes", "", "d-1"),
            ("Not sure", "Yes", "d-2"),
            ("Not sure", "Yes", "d-3"),
        ]
        assert "Why not A?" not in html

    def test_one_that_can_not_be_ranked_says_which_are_open_or_unknown(self, client, quiz):
        words = self.why_not(html_of(client.get(address(quiz, a=5, b=5, c=4, d=5, d_1=0, d_2=None))), "D")
        assert "Too few of its statements are rated to place it." in words
        answered = re.findall(r"<li><b>(.*?)</b>", words)
        assert answered == ["I don&#x27;t know what that is", "Open", "Definitely"]

    def test_one_that_ranks_high_needs_a_yes(self, client, quiz):
        words = self.why_not(html_of(client.get(address(quiz, 1, a=5, b=5, c=3))), "C")
        assert "none of its statements got a Yes. It needs one." in words
        assert "The answer after the arrow would be enough." in words
        assert "<b>Not sure</b> → <b>Yes</b> “try c-1”" in words

    def test_where_as_many_as_fit_have_the_highest_answers_there_is_no_room(self, client, quiz):
        html = html_of(client.get(address(quiz, a=5, b=5, c=5, d=5, e=5)))
        assert "There is no room for one more." in self.why_not(html, "F")


class TestChange:
    """An answer changed on the result's page."""

    def test_the_list_follows(self, client, quiz):
        response = client.post(address(quiz, a=5, b=4), {"item-a-1": "1", "item-a-2": "1", "item-a-3": "1"})
        assert response.status_code == 302
        assert shown(html_of(client.get(response["Location"])))[0] == ("b", "1")

    def test_everything_else_stays(self, client, quiz):
        location = client.post(address(quiz, a=5, b=0), {"item-a-1": "unknown"})["Location"]
        assert location == address(quiz, a=5, b=0, a_1=0)

    def test_htmx_gets_the_panel_under_the_new_address(self, client, quiz, panel_part):
        response = client.post(address(quiz, a=5), {"item-a-1": "4"} | panel_part, follow=True)
        html = html_of(response)
        new = address(quiz, a=5, a_1=4)
        assert response.redirect_chain == [(f"{new}?part=panel", 302)]
        assert response["HX-Push-Url"] == new
        assert "<html" not in html_of(client.get(address(quiz, a=5), panel_part))
        assert 'data-confidence="clear"' in html

    def test_a_wrong_value_is_told_and_nothing_is_lost(self, client, quiz):
        response = client.post(address(quiz, a=5), {"item-a-1": "7", "item-x": "1"})
        html = html_of(response)
        assert response.status_code == 422
        assert "“7” is no answer to “try a-1”" in html
        assert shown(html)[0] == ("a", "1")

    def test_it_stays_with_the_questions_of_its_time(self, client, quiz):
        quiz.keep()
        path = address(quiz, a=5)
        QuizItem.objects.get(slug="b-1").delete()
        location = client.post(path, {"item-b-1": "5"})["Location"]
        html = html_of(client.get(location))
        assert "The questions have changed since this quiz was taken." in html
        assert "“try b-1”" in html


class TestCode:
    def test_it_stands_on_the_page_with_its_address_and_a_qr_code(self, client, quiz):
        path = address(quiz, a=5)
        html = html_of(client.get(path))
        assert f'<b class="code">{path.split("/")[3]}</b>' in html
        assert f'value="http://testserver{path}"' in html
        assert re.search(r'<svg xmlns="[^"]*" viewBox="0 0 (\d+) \1" class="qr">', html)

    def test_small_letters_and_missing_hyphens_lead_to_the_right_address(self, client, quiz):
        path = address(quiz, a=5)
        typed = path.split("/")[3].replace("-", "").lower()
        assert client.get(f"/quiz/results/{typed}/")["Location"] == path

    @pytest.mark.parametrize("code", ["x", "0", "22222-22222", "a" * 3000, "é", "%20", "..", "<b>", "%00"])
    def test_a_wrong_code_gets_a_page_that_says_why_and_can_be_mended(self, client, quiz, code):
        response = client.get(f"/quiz/results/{code}/")
        html = html_of(response)
        assert response.status_code == 404
        assert "This code can&#x27;t be read" in html or "This code can't be read" in html
        assert 'aria-invalid="true"' in html
        assert "Take the quiz" in html

    def test_a_damaged_code_is_shown_again_to_be_mended(self, client, quiz):
        path = address(quiz, a=5)
        damaged = path.split("/")[3][:-1] + ("2" if path[-2] != "2" else "3")
        html = html_of(client.get(f"/quiz/results/{damaged}/"))
        assert f'value="{damaged}"' in html
        assert "a character is wrong, or two have changed places" in html

    @pytest.mark.parametrize(
        "end",
        [
            "./",
            "%3E",
            "%3E/",
            ",",
            ")/",
            "%22/",
            "/).",
            "/%3E",
            "/ check this out",
            "./?x=1",
            "%E2%80%9D",
            "%C2%AD/",
            "//",
        ],
    )
    def test_an_address_with_something_behind_it_leads_to_the_result(self, client, quiz, end):
        path = address(quiz, a=5)
        response = client.get(path[:-1] + end, follow=True)
        assert (response.status_code, response.redirect_chain[-1][0]) == (200, path)

    @pytest.mark.parametrize("end", ["./", "%3E", "/).", ","])
    def test_so_does_that_of_a_comparison(self, client, quiz, end):
        path = reverse("quiz_compare", args=[quiz.code(sheet(quiz, **{cluster: 5})) for cluster in "ab"])
        assert client.get(path[:-1] + end, follow=True).redirect_chain[-1][0] == path

    @pytest.mark.parametrize("text", PASTED)
    def test_it_is_found_however_it_was_pasted(self, client, quiz, text):
        path = address(quiz, a=5, b=1)
        link = f"http://testserver{path[:-1]}"
        text = fill(text, link, path.split("/")[3])
        assert client.post("/quiz/results/", {"code": text}).get("Location") == path

    def test_a_text_with_two_results_shows_them_side_by_side(self, client, quiz):
        one, other = (quiz.code(sheet(quiz, **{cluster: 5})) for cluster in "ab")
        text = f"mine http://testserver/quiz/results/{one}/ and yours: {other}"
        compared = f"/quiz/compare/{one}/{other}/"
        assert client.post("/quiz/results/", {"code": text})["Location"] == compared
        assert client.post("/quiz/results/", {"code": f"http://testserver{compared}"})["Location"] == compared

    def test_an_old_and_a_new_one_are_found_in_one_text(self, client, quiz):
        quiz.keep()
        old = quiz.code(sheet(quiz, a=5))
        QuizItem.objects.get(slug="b-1").delete()
        now = Questionnaire.current()
        new = now.code(sheet(now, a=4))
        assert client.post("/quiz/results/", {"code": f"{old}, {new}"})["Location"] == f"/quiz/compare/{old}/{new}/"

    def test_it_says_which_group_is_wrong(self, client, quiz):
        groups = quiz.code(sheet(quiz, a=5)).split("-")
        groups[2] = groups[2][:-1]
        response = client.post("/quiz/results/", {"code": f"http://testserver/quiz/results/{'-'.join(groups)}/"})
        assert response.status_code == 422
        assert f"Group 3, “{groups[2]}”, is too short: it has 4 characters and not 5." in html_of(response)

    def test_the_field_takes_a_whole_message(self, client, quiz):
        html = html_of(client.get("/quiz/results/"))
        assert re.findall(r'name="(?:code|other)"[^>]* maxlength="(\d+)"', html) == ["4000", "4000"]

    def test_a_code_of_older_questions_still_gives_its_result(self, client, quiz):
        quiz.keep()
        path = address(quiz, a=5)
        QuizItem.objects.all().delete()
        html = html_of(client.get(path))
        assert shown(html)[0] == ("a", "1")
        assert "Rough result" not in html

    def test_one_that_can_not_be_read_any_more_says_so(self, client, quiz):
        path = address(quiz, a=5)
        QuizItem.objects.get(slug="a-1").delete()
        response = client.get(path)
        assert response.status_code == 404
        assert "other questions than this site asks now" in html_of(response)

    def test_a_code_is_typed_in_and_posted(self, client, quiz):
        path = address(quiz, a=5)
        assert 'name="code"' in html_of(client.get("/quiz/results/"))
        response = client.post("/quiz/results/", {"code": path.split("/")[3]}, follow=True)
        assert response.redirect_chain[-1][0] == path

    @pytest.mark.parametrize("posted", [{}, {"code": ""}, {"code": "  "}])
    def test_no_code_at_all_is_told(self, client, quiz, posted):
        response = client.post("/quiz/results/", posted)
        assert response.status_code == 422
        assert "There is no code." in html_of(response)

    def test_it_makes_few_queries(self, client, quiz, django_assert_num_queries):
        client.get(address(quiz, a=5))
        with django_assert_num_queries(2):  # the version of the content, of which questions and A's careers are known
            client.get(address(quiz, a=5))


def test_a_mistyped_address_of_a_result_sends_no_referrer_either(client, quiz):
    for path in ("/quiz/compare/CODE/", "/quiz/results/CODE/x/", "/quiz/result/CODE/"):
        response = client.get(path)
        assert (response.status_code, response["Referrer-Policy"]) == (404, "no-referrer")


class TestCompare:
    def compare(self, client, quiz, one, other):
        codes = [quiz.code(sheet(quiz, **changed)) for changed in (one, other)]
        return client.get(reverse("quiz_compare", args=codes))

    def test_what_stands_ahead_in_both(self, client, quiz):
        html = html_of(self.compare(client, quiz, {"a": 5, "b": 4, "c": 3}, {"a": 4, "d": 5, "e": 3}))
        both = re.search(r'<ul class="fields">(.*?)</ul>', html, re.DOTALL)[1]
        assert re.findall(r'href="/frameworks/modernized/(\w+)/"', both) == ["a"]

    def test_a_field_that_got_no_more_than_a_no_does_not_stand_ahead(self, client, quiz):
        html = html_of(self.compare(client, quiz, {"a": 5}, {"b": 5}))
        assert "No field is a favorite in both." in html

    def test_the_same_answers_twice(self, client, quiz):
        assert "The answers of the two are the same." in html_of(self.compare(client, quiz, {"a": 5}, {"a": 5}))

    def test_what_ties_is_in_no_order_of_a_list(self, client, quiz):
        orders = set()
        for value in (1, 3, 4, 5):
            html = html_of(self.compare(client, quiz, {"a": value}, {"a": value, "b": value}))
            rows = re.findall(r'<th scope="row"><a href="/frameworks/modernized/(\w+)/"', html)
            orders.add("".join(row for row in rows if row not in "ab"))
        assert len(orders) == 4

    def test_both_averages_of_every_cluster_highest_together_first(self, client, quiz):
        html = html_of(self.compare(client, quiz, {"a": 5, "b": 4}, {"b": 4}))
        rows = re.findall(r"modernized/(\w+)/.*?<td>([\d.–]+)</td><td>([\d.–]+)</td></tr>", html)
        assert rows[:2] == [("b", "4.0", "4.0"), ("a", "5.0", "2.0")]
        assert len(rows) == 8

    def test_where_they_differ_most(self, client, quiz):
        html = html_of(self.compare(client, quiz, {"a": 5, "b": 4}, {"b": 5}))
        moved = re.findall(r"<li><b>(\w)</b>: ([\d.]+) in the first, ([\d.]+) in the second</li>", html)
        assert moved == [("A", "5.0", "2.0"), ("B", "4.0", "5.0")]

    def test_of_equal_changes_none_is_named_for_its_place_in_a_list(self, client, quiz):
        named = set()
        for value in (3, 4, 5):
            html = html_of(self.compare(client, quiz, {}, {cluster: value for cluster in "abcdefgh"}))
            named.add("".join(re.findall(r"<li><b>(\w)</b>: ", html)))
        assert len(named) == 3

    def test_less_than_a_step_is_not_worth_a_word(self, client, quiz):
        html = html_of(self.compare(client, quiz, {"a": 5}, {"a": 5, "b_1": 3, "b_2": 3}))
        assert "Where they differ most" not in html

    def test_a_cluster_that_could_not_be_ranked_has_a_dash(self, client, quiz):
        html = html_of(self.compare(client, quiz, {"a": 5}, {"a": 0, "b": 4}))
        assert "<td>5.0</td><td>–</td>" in html

    def test_two_flat_ones_are_no_error(self, client, quiz):
        assert self.compare(client, quiz, {}, {}).status_code == 200

    def test_codes_of_different_times_can_be_compared(self, client, quiz):
        quiz.keep()
        autumn = quiz.code(sheet(quiz, a=5))
        QuizItem.objects.get(slug="b-1").delete()
        now = Questionnaire.current()
        response = client.get(reverse("quiz_compare", args=[autumn, now.code(sheet(now, a=4))]))
        assert "<td>5.0</td><td>4.0</td>" in html_of(response)
        assert "The questions have changed since one of these was taken." in html_of(response)

    def test_it_is_as_private_as_a_result(self, client, quiz):
        response = self.compare(client, quiz, {"a": 5}, {"b": 5})
        assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "no-referrer")
        assert dict(response.cookies) == {}

    def test_it_says_which_of_two_codes_is_wrong_and_keeps_both(self, client, quiz):
        good = quiz.code(sheet(quiz, a=5))
        response = client.get(f"/quiz/compare/{good}/WRONG/")
        html = html_of(response)
        assert response.status_code == 404
        assert f'name="code" value="{good}"' in html
        assert re.findall(r'name="(\w+)" value="[^"]*"[^>]* aria-invalid', html) == ["other"]

    def test_a_second_code_typed_in_leads_here(self, client, quiz):
        one, other = (quiz.code(sheet(quiz, **{cluster: 5})) for cluster in "ab")
        response = client.post("/quiz/results/", {"code": one, "other": other.lower()}, follow=True)
        assert response.redirect_chain[-1][0] == f"/quiz/compare/{one}/{other}/"

    def test_a_wrong_second_code_is_told(self, client, quiz):
        one = quiz.code(sheet(quiz, a=5))
        response = client.post("/quiz/results/", {"code": one, "other": "0"})
        assert response.status_code == 422
        assert "Codes don&#x27;t have the character “0”." in html_of(response)


def test_careers_near_what_was_liked_stand_first_on_its_card(client, quiz):
    usual, liked = (create_sub_cluster(cluster=quiz.clusters["a"], name=name) for name in ("Usual", "Liked"))
    create_careers(4, sub_cluster=usual)
    create_careers(4, sub_cluster=liked, start=11)
    page = html_of(client.get(address(Questionnaire.current(), 1, a_1=5, a_2=4)))
    assert re.findall(r">(Career \d+)</a>", page)[:3] == ["Career 1", "Career 2", "Career 3"]
    item = QuizItem.objects.get(slug="a-1")
    item.sub_cluster = liked
    item.save()
    page = html_of(client.get(address(Questionnaire.current(), 1, a_1=5, a_2=4)))
    assert re.findall(r">(Career \d+)</a>", page)[:3] == ["Career 11", "Career 12", "Career 1"]
