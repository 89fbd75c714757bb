"""The list that a visitor keeps: its buttons, its page, the link that carries it, and the cookie."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.http import SimpleCookie

from clusterexplorer.quiet_logs import quiet
from explorer.handouts.qr_code import draw_qr_code
from explorer.models import Career, Cluster, Framework, Program, SubCluster
from explorer.text.keys import join_kept, read_parts, split_keys

from ..factories import create_career, create_careers, create_cluster, create_program, create_small_framework
from ..markup import html_of, squeezed

pytestmark = pytest.mark.django_db

URL = "/shortlist/"
CLUSTER, SUB_CLUSTER = "modernized:cluster-1", "modernized:cluster-1:part-1"
PROGRAM, CAREER = "program-modernized-1-1-1", "47-2031.00"
KEYS = [CLUSTER, SUB_CLUSTER, PROGRAM, CAREER]
BUTTON = {"part": "my-list-button"}


@pytest.fixture(autouse=True)
def content(db):
    create_small_framework()
    create_career(sub_clusters=[SubCluster.objects.get(slug="part-1", cluster__slug="cluster-1")])


def add(client, *keys, part=None, **options):
    return client.post(URL, {"add": "~".join(keys)} | (part or {}), **options)


def keep(client, *keys):
    """As if they had been on the list since there were such entries."""
    client.cookies["my_list"] = "~".join(keys)


def take_off(client, *keys, part=None):
    return client.post(URL, {"take_off": "~".join(keys)} | (part or {}))


def kept(client):
    return [key for key in client.cookies.get("my_list", SimpleCookie()).value.split("~") if key]


def names(response):
    return re.findall(r'<li class="item listed__entry.*?class="item__name" href="[^"]*">(.*?)</a>', html_of(response))


@pytest.fixture
def full_list(client):
    add(client, *KEYS)


class TestAdding:
    @pytest.mark.parametrize("key", KEYS)
    def test_every_entrys_page_has_the_button_that_adds_it(self, client, key):
        path = {CLUSTER: Cluster, SUB_CLUSTER: SubCluster, PROGRAM: Program, CAREER: Career}[key]
        entry = next(entry for entry in path.objects.all() if entry.key == key)
        html = html_of(client.get(entry.get_absolute_url()))
        assert f'data-key="{key}"' in html
        assert re.search(rf'<form[^>]*method="post" action="{URL}".*?name="add" value="{key}"', html, re.DOTALL)

    @pytest.mark.parametrize("key", KEYS)
    def test_it_is_kept_in_a_cookie_that_holds_slugs_and_nothing_else(self, client, key):
        cookies = add(client, key).cookies
        assert {name: morsel.value for name, morsel in cookies.items()} == {"my_list": key}
        cookie = cookies["my_list"]
        assert (cookie["samesite"], cookie["httponly"], cookie["path"], cookie["domain"]) == ("Lax", True, "/", "")
        assert cookie["max-age"] == 365 * 24 * 60 * 60

    def test_the_cookie_goes_by_https_alone_where_the_site_does(self, client, settings):
        settings.SESSION_COOKIE_SECURE = True
        assert add(client, CLUSTER).cookies["my_list"]["secure"]

    def test_what_was_kept_before_stays_and_nothing_stands_twice(self, client):
        add(client, CLUSTER)
        add(client, PROGRAM)
        add(client, CLUSTER)
        assert kept(client) == [CLUSTER, PROGRAM]

    def test_without_htmx_it_leads_back_to_the_page_with_its_choices(self, client):
        referer = "http://testserver/frameworks/modernized/cluster-1/?sort=pay"
        response = add(client, CLUSTER, headers={"Referer": referer}, follow=True)
        assert response.redirect_chain[-1] == ("/frameworks/modernized/cluster-1/?sort=pay", 302)
        response = add(client, PROGRAM, headers={"Referer": referer})  # that cookies are kept has been seen
        assert (response.status_code, response["Location"]) == (302, "/frameworks/modernized/cluster-1/?sort=pay")

    @pytest.mark.parametrize(
        "referer",
        [
            "",
            "http://[",
            "http://evil.example/",
            "http://testserver/\\evil.example",
            "http://testserver//evil.example/",
            "http://testserver.evil.example/x",
            "http://testserver/shortlist/?added=modernized:cluster-1",
        ],
    )
    def test_it_leads_to_no_other_site(self, client, referer):
        chain = add(client, CLUSTER, headers={"Referer": referer}, follow=True).redirect_chain
        assert [address for address, _status in chain[1:]] == ["/frameworks/modernized/cluster-1/"]

    def test_htmx_gets_the_button_as_it_stands_now_and_the_words_for_it(self, client):
        response = add(client, CLUSTER, part=BUTTON, follow=True)
        html = html_of(response)
        assert "my-list-button--on" in html
        assert 'id="announcer" hx-swap-oob="innerHTML">It is on your list now.<' in html
        assert "<html" not in html

    def test_another_target_is_sent_back_to_the_page(self, client):
        assert add(client, CLUSTER, part={"part": "somewhere-else"}).status_code == 302

    @pytest.mark.parametrize("keys", [["no such key at all"], ["<script>"], ["a:b:c:d"], ["\x00"]])
    def test_what_is_no_key_is_not_kept(self, client, keys):
        add(client, CLUSTER)
        assert add(client, *keys).status_code == 302
        assert kept(client) == [CLUSTER]

    @pytest.mark.parametrize("data", [{}, {"add": ""}, {"other": "x"}])
    def test_a_form_that_says_nothing_is_told_so_and_changes_nothing(self, client, data):
        add(client, CLUSTER)
        response = client.post(URL, data)
        assert response.status_code == 400
        assert b"Say what to add" in response.content
        assert kept(client) == [CLUSTER]

    def test_a_full_list_says_so_and_loses_nothing(self, client):
        keys = [f"program-{number}" for number in range(60)]
        keep(client, *keys)
        response = add(client, CLUSTER)
        assert response.status_code == 422
        assert b"There is not enough room" in response.content
        assert kept(client) == keys

    def test_a_full_list_is_told_at_the_button_too(self, client):
        keep(client, *(f"program-{number}" for number in range(60)))
        response = add(client, CLUSTER, part=BUTTON)
        assert response.status_code == 422
        assert response.content.count(b"There is not enough room") == 2  # seen and announced
        assert b"my-list-button--off" in response.content

    def test_a_sent_list_that_does_not_fit_stays_in_sight(self, client):
        keep(client, *(f"program-{number}" for number in range(59)))
        response = client.post(URL, {"add": f"{CLUSTER}~{SUB_CLUSTER}", "stay": ""})
        assert response.status_code == 422
        assert names(response) == ["Cluster 1", "Part 1"]
        assert b"There is not enough room" in response.content

    def test_long_names_fill_it_sooner_because_a_cookie_is_small(self, client):
        keep(client, *(f"{'x' * 192}{number}" for number in range(18)))
        assert add(client, SUB_CLUSTER).status_code == 422

    def test_what_somebody_made_up_is_not_kept(self, client):
        add(client, CLUSTER, "made-up", "made:up", "99-9999.99", "modernized:cluster-1:made-up")
        assert kept(client) == [CLUSTER]

    @pytest.mark.parametrize("part", [{}, BUTTON])
    def test_nothing_but_what_is_made_up_changes_nothing(self, client, part):
        add(client, CLUSTER)
        assert add(client, "made-up", part=part).status_code in (200, 302)
        assert kept(client) == [CLUSTER]

    @pytest.mark.parametrize(
        "headers",
        [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {"Origin": "http://["},
         {"Origin": "null"}],
    )  # fmt: skip
    def test_a_form_on_another_site_changes_nothing(self, client, headers):
        add(client, CLUSTER)
        assert add(client, PROGRAM, headers=headers).status_code == 403
        assert kept(client) == [CLUSTER]

    @pytest.mark.parametrize(
        "headers", [{"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {"Origin": "http://testserver"}]
    )
    def test_a_form_on_this_site_does(self, client, headers):
        assert add(client, CLUSTER, headers=headers).status_code == 302


class TestWithoutCookies:
    """Whether a browser keeps a cookie is seen in its next request alone."""

    def next_request(self, client, part=None, **options):
        response = client.post(URL, {"add": CLUSTER} | (part or {}), **options)
        client.cookies.clear()
        return client.get(response["Location"], **options)

    def test_the_button_does_not_say_that_it_is_on_the_list(self, client):
        response = self.next_request(client, part=BUTTON)
        html = html_of(response)
        assert response.status_code == 422
        assert "my-list-button--off" in html
        assert "It is on your list now." not in html
        assert html.count("cookies are turned off for this site. Turn them on") == 2  # beside the button, and aloud

    def test_without_htmx_a_page_says_what_is_needed_and_offers_a_link_that_holds_the_entry(self, client):
        html = html_of(self.next_request(client, headers={"Referer": "http://testserver/frameworks/modernized/"}))
        assert "cookies are turned off for this site. Turn them on" in html
        assert f'href="/shortlist/?list={CLUSTER}"' in html
        assert f'name="add" value="{CLUSTER}">Add it again' in html

    def test_a_list_that_was_passed_on_is_not_said_to_be_on_ones_own_either(self, client):
        response = client.post(URL, {"add": "~".join(KEYS), "stay": ""})
        assert client.get(response["Location"], follow=True).redirect_chain == [(URL, 302)]
        client.cookies.clear()
        assert b"cookies are turned off" in client.get(response["Location"]).content

    def test_pressing_twice_adds_once_and_takes_nothing_off(self, client):
        for _press in range(2):
            add(client, CLUSTER)
        assert kept(client) == [CLUSTER]

    @pytest.mark.parametrize("added", ["", "~", "<script>", "a b", "\x00"])
    def test_what_is_no_key_is_nothing_added(self, client, added):
        response = client.get(URL, {"added": added})
        assert (response.status_code, b"cookies are turned off" in response.content) == (200, False)


class TestTakingOff:
    def test_it_takes_off_what_it_says_and_nothing_else(self, client, full_list):
        take_off(client, SUB_CLUSTER)
        assert kept(client) == [CLUSTER, PROGRAM, CAREER]

    def test_the_last_one_takes_the_cookie_along(self, client):
        add(client, CLUSTER)
        response = take_off(client, CLUSTER)
        assert response.cookies["my_list"]["max-age"] == 0

    def test_the_page_offers_to_put_it_back(self, client, full_list):
        response = client.post(URL, {"take_off": CAREER, "stay": ""}, follow=True)
        html = html_of(response)
        assert response.request["PATH_INFO"] == URL
        assert re.search(r"Taken off your list:\s+Carpenters\.", html)
        assert f'name="add" value="{CAREER}">Put it back' in html

    def test_all_of_it_can_be_taken_off_and_put_back(self, client, full_list):
        html = html_of(client.post(URL, {"take_off": "~".join(KEYS), "stay": ""}, follow=True))
        assert kept(client) == []
        add(client, re.search(r'name="add" value="([^"]*)">Put them back', html)[1])
        assert kept(client) == KEYS

    def test_htmx_gets_the_page_as_it_stands_now(self, client, full_list, panel_part):
        response = client.post(URL, {"take_off": CLUSTER, "stay": ""} | panel_part)
        assert names(response) == ["Part 1", "Program modernized 1 1 1", "Carpenters"]
        assert b"<html" not in response.content
        assert '<p id="announcer" hx-swap-oob="innerHTML">Taken off your list: Cluster 1.' in html_of(response)

    def test_htmx_gets_the_button_as_it_stands_now(self, client, full_list):
        assert b"my-list-button--off" in take_off(client, CLUSTER, part=BUTTON).content


class TestPage:
    def test_a_change_says_nothing_of_lines_where_none_were_written(self, client, full_list, panel_part):
        response = client.post(URL, {"take_off": CLUSTER, "stay": ""} | panel_part)
        assert b"can't be read" not in response.content

    def test_an_empty_list_says_how_to_fill_it(self, client):
        html = html_of(client.get(URL))
        assert "Nothing is on it yet." in html
        assert 'href="/quiz/"' in html

    def test_it_shows_each_entry_with_what_it_is(self, client, full_list):
        html = html_of(client.get(URL))
        for words in ("Career Cluster", "Sub-Cluster", "Program of Study", "$60,000 a year", "High school diploma"):
            assert words in html

    def test_it_stands_by_cluster_in_the_order_of_the_wheel(self, client):
        add(client, "modernized:digital-technology", "program-modernized-2-1-1", CAREER, CLUSTER, SUB_CLUSTER)
        response = client.get(URL)
        assert names(response) == [
            "Cluster 1", "Part 1", "Carpenters", "Program modernized 2 1 1", "Digital Technology",
        ]  # fmt: skip

    def test_what_stands_in_several_clusters_stands_with_the_kept_one(self, client):
        places = SubCluster.objects.filter(slug="part-1").order_by("cluster__position")
        create_program(name="Shared", sub_clusters=places)
        add(client, "shared", "modernized:cluster-2")
        assert names(client.get(URL)) == ["Cluster 2", "Shared"]

    def test_what_stands_nowhere_comes_last(self, client):
        create_program(name="Alone")
        add(client, "alone", CLUSTER)
        response = client.get(URL)
        assert names(response) == ["Cluster 1", "Alone"]
        assert b"In no field yet" in response.content

    def test_it_asks_as_few_questions_for_many_entries_as_for_one_of_each(
        self, client, full_list, django_assert_num_queries
    ):
        with django_assert_num_queries(9):
            client.get(URL)
        place = SubCluster.objects.get(slug="part-2", cluster__slug="cluster-3")
        careers = create_careers(10, sub_cluster=place)
        add(client, *(career.code for career in careers), *(program.slug for program in Program.objects.all()),
            *(cluster.key for cluster in Cluster.objects.all()))  # fmt: skip
        with django_assert_num_queries(9):
            assert len(names(client.get(URL))) == 4 + 10 + 11 + 3

    def test_an_empty_one_asks_none(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            client.get(URL)

    def test_its_fields_can_be_compared_if_there_are_two(self, client):
        add(client, CLUSTER, CAREER)
        assert b"/compare/" not in client.get(URL).content.partition(b"<footer")[0]
        add(client, "program-modernized-3-1-1")
        assert b"/compare/?c=modernized:cluster-1&amp;c=modernized:cluster-3" in client.get(URL).content

    def test_it_is_nobody_elses_business(self, client, full_list):
        response = client.get(URL)
        assert "private" in response["Cache-Control"]
        assert "Cookie" in response["Vary"]
        assert b'content="noindex"' in response.content

    def test_missing_figures_are_said_to_be_missing(self, client):
        Career.objects.update(median_pay=None, typical_entry_education="")
        add(client, CAREER)
        html = html_of(client.get(URL))
        assert "Pay not published" in html
        assert "School not published" in html

    def test_what_is_not_there_any_more_is_named_and_can_be_taken_off(self, client):
        keep(client, CLUSTER, "gone")
        html = html_of(client.get(URL))
        assert "This site does not have these" in html
        assert 'name="take_off" value="gone"' in html
        assert kept(client) == [CLUSTER, "gone"]

    def test_drafts_are_not_there(self, client):
        Framework.objects.update(is_draft=True)
        add(client, *KEYS)
        assert names(client.get(URL)) == []

    @pytest.mark.parametrize("model", [Cluster, SubCluster, Program])
    def test_what_an_editor_has_moved_is_found_and_kept_under_its_new_address(self, client, full_list, model):
        entry = next(entry for entry in model.objects.all() if entry.key in KEYS)
        old = entry.key
        entry.slug = "moved"
        entry.save()
        response = client.get(URL)
        assert len(names(response)) == 4
        assert entry.key in kept(client)
        assert old not in kept(client)

    def test_one_that_has_moved_can_be_taken_off_on_its_own_page(self, client):
        add(client, CLUSTER)
        cluster = Cluster.objects.get(slug="cluster-1")
        cluster.slug = "moved"
        cluster.save()
        add(client, cluster.key)
        assert kept(client) == [cluster.key]
        take_off(client, cluster.key)
        assert kept(client) == []

    def test_what_stands_in_a_draft_too_stands_with_a_public_cluster(self, client):
        draft = create_small_framework(name="Draft", clusters=1, is_draft=True, position=1)
        places = [
            *SubCluster.objects.filter(cluster__framework=draft),
            SubCluster.objects.get(cluster__slug="cluster-2", slug="part-1", cluster__framework__slug="modernized"),
        ]
        create_program(name="Shared", sub_clusters=places)
        add(client, "shared")
        html = html_of(client.get(URL))
        assert "Cluster 2" in html
        assert "Cluster 1<" not in html

    def test_of_many_unknown_keys_only_some_are_looked_for_elsewhere(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(35):
            client.get(URL, {"list": "~".join(f"gone-{number}" for number in range(300))})

    def test_what_is_on_the_list_was_not_taken_off(self, client, full_list):
        assert b"Taken off your list" not in client.get(URL, {"removed": CAREER}).content

    @pytest.mark.parametrize("cookie", ['"', "~~~", "a b", "%00", "\xff", "x" * 5000, "modernized:cluster-1~<b>"])
    def test_a_broken_cookie_breaks_nothing(self, client, cookie):
        client.cookies["my_list"] = cookie
        assert client.get(URL).status_code == 200
        assert client.get("/mine.css").status_code == 200
        assert add(client, PROGRAM).status_code in (302, 422)


class TestLink:
    def link(self, client):
        return re.search(r'id="list-link" readonly value="([^"]*)"', html_of(client.get(URL)))[1]

    def test_it_carries_the_list(self, client, full_list):
        link = self.link(client)
        assert link == f"http://testserver/shortlist/?list={'~'.join(KEYS)}"
        client.cookies.clear()
        assert len(names(client.get(link))) == 4

    def test_looking_at_it_changes_nothing(self, client, full_list):
        response = client.get(URL, {"list": "modernized:cluster-2"})
        assert response.cookies == {}
        assert names(response) == ["Cluster 2"]
        assert b"Take off" not in response.content

    def test_it_can_be_put_on_ones_own_list(self, client):
        add(client, PROGRAM)
        html = html_of(client.get(URL, {"list": f"{CLUSTER}~{PROGRAM}"}))
        assert re.search(rf'name="add" value="{CLUSTER}"><svg.*?</svg>Put these on my list', html)
        assert client.post(URL, {"add": CLUSTER, "stay": ""})["Location"] == URL
        assert kept(client) == [PROGRAM, CLUSTER]

    def test_who_has_all_of_it_is_told(self, client, full_list):
        assert b"All of these are on your list." in client.get(URL, {"list": CLUSTER}).content

    def test_a_link_that_was_cut_off_says_so(self, client):
        html = html_of(client.get(URL, {"list": "modernized:cluster-1~modernized:clus"}))
        assert "modernized:clus" in html
        assert "cut off" in html

    @pytest.mark.parametrize(
        "pasted",
        [
            "{list}.",
            "{list}>",
            "{list}).",
            "{list}, look",
            "{list}”",
            "{list}%22",
            "{link}",
            "<{link}>",
            "[my list]({link})",
            "Here is my list: {link}&utm_source=newsletter",
            "{link}#pass-on and more",
            "https://nam02.safelinks.protection.example/?url={quoted}&data=05%7C01",
            "https://mail.example/?u={twice}&x=1",
            "https://urldefense.proofpoint.com/v2/url?u={proofpoint}&d=DwMF",
            "https://urldefense.com/v3/__{link}__;!!abc",
            "https://www.google.com/url?q={quoted}&sa=D",
            "{broken}",
            "{hidden}",
        ],
    )
    def test_it_is_found_however_it_was_pasted(self, client, pasted):
        keys = "~".join(KEYS)
        link = f"http://testserver/shortlist/?list={keys}"
        proofpoint = link.replace("-", "-2D").replace("_", "-5F").replace("/", "_")
        for character in ":?=~":
            proofpoint = proofpoint.replace(character, f"-{ord(character):02X}")
        text = pasted.format(
            list=keys, link=link, quoted=quote(link, safe=""), twice=quote(quote(link, safe=""), safe=""),
            proofpoint=proofpoint, broken=keys.replace("~", "~\r\n"), hidden=keys.replace("-", "\u00ad-\u200b"),
        )  # fmt: skip
        assert sorted(names(client.get(URL, {"list": text}))) == [
            "Carpenters",
            "Cluster 1",
            "Part 1",
            "Program modernized 1 1 1",
        ]

    def test_of_two_lists_both_are_shown(self, client):
        text = f"http://testserver/shortlist/?list={CLUSTER} and http://testserver/shortlist/?list={PROGRAM}."
        assert names(client.get(URL, {"list": text})) == ["Cluster 1", "Program modernized 1 1 1"]

    def test_the_page_has_a_field_for_a_link_that_was_sent(self, client):
        assert re.search(r'<form[^>]* action="/shortlist/">.*name="list" required', html_of(client.get(URL)))

    def test_pasted_where_a_code_is_asked_for_it_opens_as_well(self, client):
        response = client.post(
            "/quiz/results/", {"code": f"see <http://testserver/shortlist/?list={CLUSTER}~{PROGRAM}>"}
        )
        assert response["Location"] == f"/shortlist/?list={CLUSTER}~{PROGRAM}"

    @pytest.mark.parametrize("text", ["", "~", "\x00", "<script>alert(1)</script>", "é" * 3000, "a:b:c:d", "x" * 9000])
    def test_nonsense_is_an_answer_too(self, client, text):
        response = client.get(URL, {"list": text})
        assert response.status_code == 200
        assert b"There is nothing on this list that we know." in response.content
        assert b"<script>alert" not in response.content

    def test_a_qr_code_stands_beside_it_unless_it_is_too_long(self, client, full_list):
        assert b'class="qr"' in client.get(URL).content
        keep(client, *(f"{'x' * 150}{number}" for number in range(10)))
        assert b'class="qr"' not in client.get(URL).content


def write(client, key, note, part=None, **more):
    return client.post(URL, {"note_for": key, "note": note, "stay": ""} | (part or {}) | more)


def noted(client):
    """What the cookie has of each entry: {key: the line about it}."""
    return read_parts(split_keys(client.cookies["my_list"].value))


WHY = {"part": "why"}
NOTE = "My aunt <b>builds</b> & I helped"
ESCAPED = "My aunt &lt;b&gt;builds&lt;/b&gt; &amp; I helped"


class TestNotes:
    """The visitor's own line about an entry: why I like it."""

    def test_it_is_kept_with_its_entry_and_shown_escaped(self, client, full_list):
        assert write(client, PROGRAM, NOTE)["Location"] == f"/shortlist/#why-{PROGRAM}"
        assert noted(client) == {CLUSTER: "", SUB_CLUSTER: "", PROGRAM: NOTE, CAREER: ""}
        html = html_of(client.get(URL))
        assert f'class="why__line">{ESCAPED}</span>' in html
        assert f'name="note" value="{ESCAPED}"' in html
        assert "<b>builds" not in html

    def test_htmx_gets_it_back_with_the_link_that_has_it_and_the_words_for_it(self, client, full_list):
        html = html_of(write(client, CAREER, NOTE, WHY))
        assert f'<details class="why why--said" id="why-{CAREER}"><summary autofocus>' in html
        assert html.count(f"{CAREER}.") >= 2  # in the link's field, and behind the button that shares it
        assert '<p id="announcer" hx-swap-oob="innerHTML">Saved on this device and in the link.</p>' in html
        assert "<html" not in html

    def test_it_survives_what_is_added_and_taken_off(self, client, full_list):
        write(client, PROGRAM, NOTE)
        add(client, "program-modernized-2-1-1")
        take_off(client, CLUSTER)
        add(client, PROGRAM)
        assert noted(client)[PROGRAM] == NOTE

    def test_it_comes_back_with_the_entry_that_is_put_back(self, client, full_list):
        write(client, PROGRAM, NOTE)
        html = html_of(client.post(URL, {"take_off": PROGRAM, "stay": ""}, follow=True))
        assert PROGRAM not in noted(client)
        add(client, re.search(r'name="add" value="([^"]*)">Put it back', html)[1])
        assert noted(client)[PROGRAM] == NOTE

    def test_it_moves_with_its_entry(self, client, full_list):
        write(client, PROGRAM, NOTE)
        program = Program.objects.get(slug=PROGRAM)
        program.slug = "moved"
        program.save()
        client.get(URL)
        assert noted(client)["moved"] == NOTE

    def test_an_empty_one_takes_the_line_away(self, client, full_list):
        write(client, PROGRAM, NOTE)
        html = html_of(write(client, PROGRAM, " \u200b ", WHY))
        assert noted(client)[PROGRAM] == ""
        assert "Nothing is written about it now." in html

    @pytest.mark.parametrize("part", [{}, WHY, {"part": "panel"}])
    def test_one_that_is_too_long_is_not_kept_and_not_lost(self, client, full_list, part):
        write(client, PROGRAM, NOTE)
        response = write(client, PROGRAM, "y" * 81, part)
        html = html_of(response)
        assert response.status_code == 422
        assert noted(client)[PROGRAM] == NOTE
        assert f'value="{"y" * 81}"' in html
        assert "make it 80 letters or fewer" in html

    def test_one_that_the_cookie_has_no_room_for_is_not_lost_either(self, client):
        keep(client, CLUSTER, *(f"{'x' * 190}{number:02}" for number in range(18)))
        response = write(client, CLUSTER, "z" * 80, WHY)
        html = html_of(response)
        assert response.status_code == 422
        assert noted(client)[CLUSTER] == ""
        assert f'value="{"z" * 80}"' in html
        assert "Your list has no room for this." in html

    def test_lines_that_are_open_are_kept_when_another_entry_is_taken_off(self, client, full_list):
        data = {"take_off": CLUSTER, "stay": "", "note_for": [PROGRAM, CAREER], "note": ["one", "two"]}
        client.post(URL, data)
        assert noted(client) == {SUB_CLUSTER: "", PROGRAM: "one", CAREER: "two"}

    def test_what_was_taken_off_elsewhere_comes_back_with_the_line(self, client, full_list):
        take_off(client, PROGRAM)
        write(client, PROGRAM, NOTE)
        assert noted(client)[PROGRAM] == NOTE

    @pytest.mark.parametrize("key", ["made-up", "<b>", "a:b:c:d"])
    def test_about_what_is_not_there_nothing_is_kept(self, client, full_list, key):
        write(client, key, NOTE)
        assert list(noted(client)) == KEYS

    def test_the_link_carries_it_to_another_visitor(self, client, full_list):
        write(client, PROGRAM, NOTE)
        link = unescape(re.search(r'id="list-link" readonly value="([^"]*)"', html_of(client.get(URL)))[1])
        client.cookies.clear()
        html = html_of(client.get(link))
        assert f'<p class="why why__line">{ESCAPED}</p>' in html
        assert "note_for" not in html  # it is somebody else's
        client.post(URL, {"add": re.search(r'name="add" value="([^"]*)"><svg.*?Put these', html)[1], "stay": ""})
        assert noted(client)[PROGRAM] == NOTE

    def test_ones_own_line_stays_where_a_list_that_was_sent_has_another(self, client, full_list):
        write(client, PROGRAM, "mine")
        client.post(URL, {"add": join_kept({PROGRAM: "theirs", CAREER: "theirs"}), "stay": ""})
        assert noted(client) == {CLUSTER: "", SUB_CLUSTER: "", PROGRAM: "mine", CAREER: "theirs"}

    @pytest.mark.parametrize(
        "wrapped", ["see {link}.", "<{link}>", "https://x.example/?url={quoted}&d=1", "{link}&utm_source=x"]
    )
    def test_it_comes_through_mail_programs(self, client, wrapped):
        link = f"http://testserver/shortlist/?list={join_kept({PROGRAM: NOTE, CAREER: 'last ☺'})}"
        html = html_of(client.get(URL, {"list": wrapped.format(link=link, quoted=quote(link, safe=""))}))
        assert ESCAPED in html
        assert "last ☺" in html

    @pytest.mark.parametrize("letters", ["_w", "IA", "a"])
    def test_one_that_cannot_be_read_is_said_and_its_entry_stays(self, client, letters):
        html = html_of(client.get(URL, {"list": f"{CLUSTER}~{PROGRAM}.{letters}"}))
        assert "What was written about these can't be read:" in html
        assert "Program modernized 1 1 1. Maybe the end of the link was cut off." in html
        keep(client, f"{PROGRAM}.{letters}")
        response = client.get(URL)
        assert names(response) == ["Program modernized 1 1 1"]
        assert b"Write it again" in response.content

    def test_a_code_that_would_be_too_fine_leaves_the_lines_out_and_says_so(self, client):
        codes = [career.code for career in create_careers(11, sub_cluster=SubCluster.objects.first())]
        keep(client, *(join_kept({code: "w" * 80}) for code in codes))
        html = html_of(client.get(URL))
        assert "The QR code opens the list without your own words" in html
        assert squeezed(draw_qr_code(f"http://testserver/shortlist/?list={'~'.join(codes)}", error="l")) in html

    def test_no_line_of_a_log_has_it(self, client, full_list):
        write(client, PROGRAM, NOTE)
        link = f"{URL}?list={client.cookies['my_list'].value}"
        assert quiet(f"Not Found: {link}") == "Not Found: /shortlist/…"

    def test_pages_are_marked_as_kept_with_a_line_as_without(self, client, full_list):
        write(client, PROGRAM, NOTE)
        css = html_of(client.get("/mine.css"))
        assert f'[data-key="{PROGRAM}"]' in css
        assert 'content: "4"' in css


class TestFieldsExplored:
    def test_those_of_the_home_pages_framework_are_counted_once_each(self, client, full_list):
        older = create_small_framework(name="Older", position=200)
        add(client, create_cluster(framework=older, name="Extra").key, "modernized:cluster-2")
        html = html_of(client.get(URL))
        assert "Fields on your list: 2 of 4" in html
        assert html.count('is-explored"') == 2

    def test_a_list_that_was_sent_says_it_too(self, client):
        assert "Fields on your list: 1 of 4" in html_of(client.get(URL, {"list": CAREER}))


class TestHearts:
    def test_one_that_was_pressed_comes_back_filled_and_is_announced(self, client, full_list):
        html = html_of(add(client, "modernized:cluster-2", part={"part": "heart"}))
        assert 'class="heart on-screen my-list-button--on" data-key="modernized:cluster-2"' in html
        assert "It is on your list now." in html

    @pytest.mark.parametrize(
        ("path", "key"),
        [
            ("/frameworks/modernized/cluster-1/", SUB_CLUSTER),
            ("/frameworks/modernized/cluster-1/", CAREER),
            ("/frameworks/modernized/cluster-1/part-1/", PROGRAM),
            (f"/programs/{PROGRAM}/", SUB_CLUSTER),
            ("/search/?q=carpenters", CAREER),
            ("/search/?q=cluster", CLUSTER),
            ("/compare/?c=cluster-1&c=cluster-2", CLUSTER),
            (f"/shortlist/?list={CLUSTER}", CLUSTER),
        ],
    )
    def test_cards_have_one(self, client, path, key):
        assert re.search(rf'<form class="heart [^>]*data-key="{key}"', html_of(client.get(path)))

    def test_on_the_list_itself_it_takes_off(self, client, full_list):
        html = html_of(client.get(URL))
        assert re.search(rf'name="take_off" value="{CAREER}"><svg.*?>Take Carpenters off my list</span>', html)


class TestSavingSeveral:
    """The button of a quiz result: all its fields in one press, and back."""

    FIELDS = ("modernized:cluster-1", "modernized:cluster-2", "modernized:cluster-3")
    SAVE = {"part": "save-button", "of": "~".join(FIELDS)}

    def buttons(self, response):
        return dict(re.findall(r'name="(add|take_off)" value="([^"]*)"', html_of(response)))

    def test_one_press_adds_them_all(self, client):
        response = add(client, *self.FIELDS, part=self.SAVE, follow=True)
        assert kept(client) == list(self.FIELDS)
        assert "my-list-button--on" in html_of(response)
        assert self.buttons(response) == dict.fromkeys(("add", "take_off"), "~".join(self.FIELDS))

    def test_undo_takes_off_only_what_it_has_added(self, client):
        keep(client, self.FIELDS[1], CAREER)
        response = add(client, *self.FIELDS, part=self.SAVE)
        undo = self.buttons(response)["take_off"]
        assert undo == f"{self.FIELDS[0]}~{self.FIELDS[2]}"
        response = client.post(URL, {"take_off": undo} | self.SAVE)
        assert "my-list-button--off" in html_of(response)
        assert kept(client) == [self.FIELDS[1], CAREER]
        assert self.buttons(response)["add"] == "~".join(self.FIELDS)

    def test_without_javascript_it_leads_to_the_list(self, client):
        response = client.post(
            URL, {"add": "~".join(self.FIELDS), "of": "~".join(self.FIELDS), "stay": ""}, follow=True
        )
        assert (response.status_code, response.request["PATH_INFO"]) == (200, URL)
        assert kept(client) == list(self.FIELDS)

    def test_a_browser_that_keeps_none_of_them_is_told(self, client):
        response = client.post(URL, {"add": "~".join(self.FIELDS)} | self.SAVE)
        client.cookies.clear()
        response = client.get(response["Location"])
        assert response.status_code == 422
        assert "Your browser did not keep it." in html_of(response)

    def test_a_full_list_is_told_at_the_button(self, client):
        keep(client, *[f"made-up-{number}" for number in range(59)])
        response = add(client, *self.FIELDS, part=self.SAVE)
        assert response.status_code == 422
        assert "There is not enough room" in html_of(response)
        assert len(client.cookies["my_list"].value.split("~")) == 59


class TestStylesheet:
    def css(self, client):
        return html_of(client.get("/mine.css"))

    def test_without_a_list_it_says_nothing(self, client):
        assert self.css(client) == ""

    def test_it_shows_the_right_button_for_each_entry_and_how_many_there_are(self, client, full_list):
        css = self.css(client)
        for key in KEYS:
            assert f'[data-key="{key}"]' in css
        assert 'content: "4"' in css

    def test_it_has_the_schools_names_too(self, client, full_list):
        client.cookies["my_school"] = "original"
        assert self.css(client).startswith(".school-name--original { display: block; }")

    @pytest.mark.parametrize("key", ['a"]{}', "a{color:red}", "</style>", "a\\", "é"])
    def test_nothing_but_keys_gets_into_it(self, client, key):
        client.cookies["my_list"] = f"{CLUSTER}~{key}"
        assert self.css(client).count("data-key") == 1
        assert key not in self.css(client)

    def test_a_browser_never_shows_an_old_one(self, client, full_list):
        assert "no-store" in client.get("/mine.css")["Cache-Control"]
        assert "no-store" in client.get(URL)["Cache-Control"]

    def test_pages_stay_the_same_for_everyone(self, client):
        path = "/frameworks/modernized/cluster-1/"
        before = client.get(path)
        add(client, *KEYS)
        after = client.get(path)
        assert before.content == after.content
        assert "Cookie" not in after.get("Vary", "")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(URL).status_code == 405


def test_two_frameworks_stand_one_after_the_other(client):
    older = create_small_framework(name="Older", position=200)
    create_cluster(framework=older, name="Extra")
    add(client, "older:extra", CLUSTER)
    assert names(client.get(URL)) == ["Cluster 1", "Extra"]
