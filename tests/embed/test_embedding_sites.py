"""The list of sites that an editor writes goes into a header: nothing else may."""

import random
import time

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from explorer.editing.forms import SitesField
from explorer.models import Framework
from explorer.text.validators import LONGEST_SITES, validate_sites

from ..factories import create_small_framework

GOOD = [
    "*",
    "https://www.our-school.org",
    "https://*.our-district.org",
    "http://localhost",
    "http://localhost:8000",
    "http://127.0.0.1:8000",
    "https://xn--schle-3ya.de",
    "https://a.org\nhttps://b.org:8443\nhttp://c",
]
NASTY = [
    "our-school.org", "https://", "https:", "https://a.org/", "https://a.org/page", "https://a.org?x", "https://a.org#x",
    "https://a.org;", "https://a.org; script-src *", "https://a.org, https://b.org", "https://a.org https://b.org",
    "https://a.org\r\nSet-Cookie: x=1", "https://a.org\r", "https://a.org\t", "https://a.org\x0b", "https://a.org\x00",
    "https://a.org\x85https://b.org", "https://a.org\u2028https://b.org", "https://a.org\n", "\nhttps://a.org",
    "https://a.org\n\nhttps://b.org", "'self'", "'none'", "'unsafe-inline'", "none", "data:", "javascript:alert(1)", "blob:",
    "ftp://a.org", "//a.org", "https:a.org", "https://user@a.org", "https://user:pass@a.org", "https://a..org", "https://.a.org",
    "https://a.org.", "https://-a.org", "https://a-.org", "https://a.*.org", "https://*", "https://**.a.org", "https://*a.org",
    "**", "* *", "https://a.org:", "https://a.org:x", "https://a.org:0", "https://a.org:*", "https://a.org:123456", "https://[::1]",
    "https://schüle.de", "https://ａ.org", "https://a。org", "https://a.org\u200b", "https://1\u0664.org", "HTTPS://A.ORG", "https://A.org",
    '"https://a.org"', "https://a.org'", "https://a.org\\", "https://a_b.org", "https://%61.org", "<b>", "*;", "*\n;",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_addresses_of_sites_are_taken(text):
    validate_sites(text)


@pytest.mark.parametrize("text", NASTY)
def test_everything_else_is_refused_with_an_example(text):
    with pytest.raises(ValidationError) as refused:
        validate_sites(text)
    assert "is no site's address. Write it from https://" in refused.value.messages[0]
    assert len(refused.value.messages[0]) < 300


def test_whatever_is_taken_is_one_source_of_the_header_for_each_line():
    alphabet = [
        "https://",
        "http://",
        "*",
        "*.",
        "a",
        "Z",
        "-",
        ".",
        ":",
        "80",
        "/",
        ";",
        ",",
        " ",
        "\n",
        "\r",
        "'",
        '"',
        "\x00",
        "\u2028",
        "é",
    ]
    dice, taken = random.Random(6), 0
    for _number in range(50_000):
        text = "https://a" * dice.randrange(2) + "".join(dice.choices(alphabet, k=dice.randrange(1, 6)))
        try:
            validate_sites(text)
        except ValidationError:
            continue
        taken += 1
        sites = Framework(embedding_sites=text).embedding_list
        assert sites == text.split("\n")
        assert set("".join(sites)) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-:/*")
        HttpResponse()["Content-Security-Policy"] = " ".join(sites)
    assert taken > 500


@pytest.mark.parametrize(
    "text", ["https://" + "a" * 100_000 + "!", "https://" + "a." * 50_000 + "!", "https://a" + "-" * 100_000]
)
def test_endless_text_is_refused_at_once(text):
    start = time.perf_counter()
    with pytest.raises(ValidationError):
        validate_sites(text)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(("typed", "kept"), [
    ("  HTTPS://WWW.Our-School.org/ ", "https://www.our-school.org"),
    ("https://a.org\r\n\r\n  https://b.org/\r\n", "https://a.org\nhttps://b.org"),
    ("https://a.org\nhttps://A.org/", "https://a.org"),
    ("", ""),
    (" \n ", ""),
])  # fmt: skip
def test_what_an_editor_types_is_put_in_order(typed, kept):
    assert SitesField(required=False).clean(typed) == kept


@pytest.mark.django_db
def test_a_list_that_no_header_can_carry_is_refused():
    framework = create_small_framework()
    framework.embedding_sites = "\n".join(f"https://school-{number}.org" for number in range(LONGEST_SITES // 10))
    with pytest.raises(ValidationError, match="at most 2000 characters"):
        framework.full_clean()


OURS, THEIRS = "https://www.our-school.org", "https://www.their-school.org"


def frames_of(response):
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if " " in part.strip()
    )
    assert "X-Frame-Options" not in response
    return policy["frame-ancestors"].split()


@pytest.mark.parametrize(
    ("address", "sites"),
    [
        ("/embed/modernized/nowhere/", [OURS]),
        ("/embed/modernized/", [OURS]),
        ("/embed/gone/construction/", [OURS, THEIRS]),
        ("/embed/nonsense", [OURS, THEIRS]),
        ("/embed/wheel/x/y/", [OURS, THEIRS]),
        ("/embed/closed/cluster-1/", [OURS, THEIRS]),
    ],
)
def test_a_missing_page_shows_in_the_frames_that_could_show_one(client, db, address, sites):
    create_small_framework(name="Modernized", embedding_sites=OURS, position=1)
    create_small_framework(name="Theirs", embedding_sites=THEIRS, position=2)
    create_small_framework(name="Closed", position=3)
    response = client.get(address)
    assert response.status_code == 404
    assert frames_of(response) == ["'self'", *sites]
    assert "There is nothing to show here" in response.content.decode()


def test_a_missing_page_shows_nowhere_if_nothing_does(client, db):
    create_small_framework()
    assert frames_of(client.get("/embed/wheel/")) == ["'self'"]


def test_sites_of_very_many_frameworks_fit_a_header(client, db):
    for number in range(60):
        sites = "\n".join(f"https://school-{number}-{n}.org" for n in range(3))
        create_small_framework(name=f"State {number}", embedding_sites=sites, clusters=1, sub_clusters=0, programs=0)
    assert len(client.get("/embed/nowhere/nothing/")["Content-Security-Policy"]) < 4000


def test_a_typed_address_of_a_frame_leads_to_its_page(client, db):
    create_small_framework(name="Modernized", embedding_sites=OURS, is_default=True)
    assert client.get("/embed/Wheel")["Location"] == "/embed/wheel/"
    assert client.get("/embed/Modernized/Cluster-1/")["Location"] == "/embed/modernized/cluster-1/"
