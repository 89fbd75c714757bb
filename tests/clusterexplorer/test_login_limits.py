from base64 import b64decode
from datetime import timedelta
from pathlib import Path
from time import time

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.models import User
from django.core import signing
from django.core.files import locks
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clusterexplorer import login_limits
from clusterexplorer.login_limits import COOKIE, COOKIE_SECONDS

LOGIN = "/admin/login/"
PASSWORD = "long enough for a test"


@pytest.fixture(autouse=True)
def editor(db):
    return User.objects.create_user("edith", password=PASSWORD, is_staff=True, last_name="Featherstonehaugh")


@pytest.fixture
def colleague():
    return User.objects.create_user("carl", password=PASSWORD, is_staff=True, last_name="Featherstonehaugh")


@pytest.fixture
def at_home():
    """A browser in which Edith has logged in before."""
    browser = Client()
    log_in(browser, password=PASSWORD)
    browser.post("/admin/logout/")
    return browser


def record_failures(*attempts):
    AccessAttempt.objects.bulk_create(
        AccessAttempt(username=name, ip_address=address, failures_since_start=1) for name, address in attempts
    )


def log_in(client, *, name="edith", password="a guess", address="192.0.2.1", browser="Firefox", **headers):
    data = {"username": name, "password": password, "next": "/admin/"}
    return client.post(LOGIN, data, REMOTE_ADDR=address, headers={"User-Agent": browser, **headers})


def guess(client, times, **options):
    return [log_in(client, **options).status_code for _nth in range(times)]


def test_the_fifth_wrong_password_closes_the_way_in(client):
    assert guess(client, 6) == [200, 200, 200, 200, 429, 429]


def test_then_the_right_password_does_not_help_either(client):
    guess(client, 5)
    assert log_in(client, password=PASSWORD).status_code == 429


def test_the_page_says_when_to_try_again(client):
    guess(client, 5)
    response = log_in(client)
    assert "Try again in 15 minutes." in response.content.decode()
    assert response["Retry-After"] == "900"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "site-header" in response.content.decode()


def test_trying_on_does_not_make_it_longer(client):
    guess(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=9, seconds=30))
    guess(client, 3)
    assert "Try again in 6 minutes." in log_in(client).content.decode()


def test_after_a_quarter_of_an_hour_it_is_open_again(client):
    guess(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert log_in(client, password=PASSWORD).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_an_editor_elsewhere_is_not_locked_out_by_a_stranger(client):
    guess(client, 5)
    assert log_in(client, password=PASSWORD, address="198.51.100.7").status_code == 302


def test_a_colleague_at_the_same_address_is_not_locked_out(client, colleague):
    guess(client, 5)
    assert log_in(client, name="carl", password=PASSWORD).status_code == 302


def test_another_browser_is_no_other_visitor(client):
    assert [log_in(client, browser=f"Browser {n}").status_code for n in range(5)][-1] == 429


def test_made_up_names_lock_nobody_out_at_the_same_address(client):
    assert {log_in(client, name=f"name-{n}").status_code for n in range(60)} == {200}
    assert log_in(client, password=PASSWORD).status_code == 302


def test_five_thousand_made_up_names_do_not_either(client):
    record_failures(*((f"name-{n}", "192.0.2.1") for n in range(5000)))
    log_in(client, name="another")
    assert log_in(client, password=PASSWORD).status_code == 302


def test_made_up_names_do_not_fill_the_database(client, settings):
    settings.MADE_UP_NAMES_STORED = 20
    guess(client, 3)
    for n in range(50):
        log_in(client, name=f"name-{n}")
    names = set(AccessAttempt.objects.values_list("username", flat=True))
    assert names == {"edith", *(f"name-{n}" for n in range(30, 50))}


def test_made_up_names_do_not_make_room_for_more_guesses(client, settings):
    settings.MADE_UP_NAMES_STORED = 5
    guess(client, 4)
    for n in range(10):
        log_in(client, name=f"name-{n}")
    assert guess(client, 2) == [429, 429]


def test_a_made_up_account_is_closed_like_a_real_one(client):
    assert guess(client, 6, name="nobody-of-this-name") == [200, 200, 200, 200, 429, 429]


def test_a_student_at_the_same_address_can_not_close_the_way_of_a_known_browser(client, at_home):
    guess(client, 8)
    assert log_in(at_home, password=PASSWORD).status_code == 302


def test_a_guess_from_very_many_addresses_is_stopped(client):
    statuses = [log_in(client, address=f"198.51.{n // 250}.{n % 250}").status_code for n in range(110)]
    assert statuses == [200] * 99 + [429] * 11
    assert log_in(client, password=PASSWORD).status_code == 429


def test_a_guess_from_very_many_addresses_leaves_a_known_browser_alone(client, at_home):
    record_failures(*(("edith", f"198.51.{n // 250}.{n % 250}") for n in range(1000)))
    assert log_in(at_home, password=PASSWORD).status_code == 302


def test_a_guess_from_very_many_addresses_leaves_other_accounts_alone(client, colleague):
    record_failures(*(("edith", f"198.51.{n // 250}.{n % 250}") for n in range(1000)))
    assert log_in(client, name="carl", password=PASSWORD).status_code == 302


def test_a_known_browser_has_five_tries_wherever_it_is(at_home):
    assert [log_in(at_home, address=f"198.51.100.{n}").status_code for n in range(6)] == [200] * 4 + [429] * 2


def test_the_failures_of_a_known_browser_close_no_other(client, at_home):
    guess(at_home, 5)
    assert log_in(client, password=PASSWORD).status_code == 302


def test_a_known_browser_is_not_known_to_another_account(at_home, client, colleague):
    guess(client, 5, name="carl")
    assert log_in(at_home, name="carl", password=PASSWORD).status_code == 429


def test_a_browser_that_several_use_is_known_to_each(at_home, client, colleague):
    log_in(at_home, name="carl", password=PASSWORD)
    at_home.post("/admin/logout/")
    guess(client, 5)
    guess(client, 5, name="carl")
    assert log_in(at_home, password=PASSWORD).status_code == 302
    assert log_in(at_home, name="carl", password=PASSWORD).status_code == 302


def test_a_browser_keeps_no_more_than_ten_accounts(client):
    for n in range(12):
        User.objects.create_user(f"carl-{n}", password=PASSWORD, is_staff=True)
        log_in(client, name=f"carl-{n}", password=PASSWORD)
        client.post("/admin/logout/")
    assert len(client.cookies[COOKIE].value) < 1000
    guess(Client(), 5, name="carl-2")
    assert log_in(client, name="carl-2", password=PASSWORD).status_code == 302


def test_an_own_account_does_not_help_to_guess_on(at_home, colleague):
    """At a computer that both use: who logs in is not given new tries at the other's account."""
    guess(at_home, 5)
    log_in(at_home, name="carl", password=PASSWORD)
    at_home.post("/admin/logout/")
    assert log_in(at_home, password=PASSWORD).status_code == 429


def test_a_stolen_mark_gives_five_tries_and_keeps_its_owner_out_of_nothing_else(at_home, client):
    thief = Client()
    thief.cookies[COOKIE] = at_home.cookies[COOKIE].value
    log_in(at_home, password=PASSWORD)  # now it has another
    assert guess(thief, 6) == [200, 200, 200, 200, 429, 429]
    assert log_in(at_home, password=PASSWORD).status_code == 302
    assert log_in(client, password=PASSWORD).status_code == 302


@pytest.mark.parametrize("value", ["", "x", "e30:1abcde:forged", "{}", "é" * 50, "a" * 4000, "of another kind"])
def test_a_forged_mark_is_none(client, value):
    client.cookies[COOKIE] = signing.dumps({"edith": "mine"}, salt="other") if value == "of another kind" else value
    assert guess(client, 6) == [200, 200, 200, 200, 429, 429]


def test_a_mark_is_forgotten_after_a_year(at_home, client, monkeypatch):
    guess(client, 5)
    later = time() + COOKIE_SECONDS + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert log_in(at_home, password=PASSWORD).status_code == 429


def test_the_mark_goes_to_the_admin_alone_and_names_nobody(at_home):
    cookie = at_home.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")
    assert not any(b"edith" in b64decode(part + "==", b"-_") for part in cookie.value.split(":")[:1])


def test_who_does_not_log_in_gets_no_mark(client):
    client.get(LOGIN)
    log_in(client)
    client.get("/")
    assert COOKIE not in client.cookies


def test_a_busy_address_gets_one_password_checked_at_a_time(client, at_home):
    record_failures(*((f"name-{n}", "192.0.2.1") for n in range(50)))
    with Path(login_limits.__file__).open() as somebody_elses:
        assert locks.lock(somebody_elses, locks.LOCK_EX | locks.LOCK_NB)
        response = log_in(client, password=PASSWORD)
        assert (response.status_code, response["Retry-After"]) == (429, "2")
        assert log_in(client, password=PASSWORD, address="192.0.2.2").status_code == 302
        assert log_in(at_home, password=PASSWORD).status_code == 302
    assert log_in(client, password=PASSWORD).status_code == 302


def test_a_success_forgets_the_failures_of_this_account(client):
    guess(client, 4)
    log_in(client, password=PASSWORD)
    client.logout()
    assert guess(client, 4) == [200] * 4


def test_a_made_up_forwarded_header_is_no_other_visitor(client):
    assert [log_in(client, **{"X-Forwarded-For": f"203.0.113.{n}"}).status_code for n in range(5)][-1] == 429


def test_behind_a_proxy_visitors_are_told_apart(client, settings):
    settings.BEHIND_PROXY = True
    for n in range(5):
        log_in(client, address="10.0.0.1", **{"X-Forwarded-For": f"{n}.2.3.4, 203.0.113.1"})
    assert log_in(client, address="10.0.0.1", **{"X-Forwarded-For": "203.0.113.1"}).status_code == 429
    other = {"X-Forwarded-For": "203.0.113.1, 203.0.113.2"}
    assert log_in(client, password=PASSWORD, address="10.0.0.1", **other).status_code == 302


def test_the_record_keeps_a_name_an_address_and_a_count(client):
    guess(client, 2)
    attempt = AccessAttempt.objects.get()
    kept = {name: getattr(attempt, name) for name in ("username", "ip_address", "failures_since_start")}
    assert kept == {"username": "edith", "ip_address": "192.0.2.1", "failures_since_start": 2}
    assert (attempt.get_data, attempt.post_data, attempt.user_agent, attempt.http_accept) == ("", "", "", "")


def test_no_record_is_kept_of_who_logged_in(client):
    log_in(client, password=PASSWORD)
    client.logout()
    assert not AccessLog.objects.exists()


def test_no_password_and_no_address_gets_into_the_log(client, caplog):
    guess(client, 6, password="hunter2-hunter2")
    assert caplog.text
    assert not any(word in caplog.text for word in ("hunter2", "192.0.2.1", "edith", "Firefox"))


@pytest.mark.parametrize("command", [["axes_reset"], ["axes_reset_username", "edith"], ["axes_reset_ip", "192.0.2.1"]])
def test_who_runs_the_site_opens_it_at_once(client, command):
    guess(client, 5)
    call_command(*command, verbosity=0)
    assert log_in(client, password=PASSWORD).status_code == 302


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "é" * 200, "", "\ud7ff"])
def test_odd_names_are_wrong_and_nothing_more(client, name):
    assert log_in(client, name=name).status_code == 200


def test_a_locked_account_costs_no_password_hash(client, monkeypatch):
    guess(client, 5)
    monkeypatch.setattr(User, "check_password", lambda *args: pytest.fail("hashed"))
    log_in(client)


@pytest.mark.parametrize("password", ["short-one-9", "password1234", "123456789012345", "Featherstonehaugh1"])
def test_weak_passwords_are_refused(client, editor, password):
    client.force_login(editor)
    data = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    response = client.post(reverse("admin:password_change"), data)
    assert response.context["form"].errors, password


@pytest.mark.parametrize("way", ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example",
                                 "/\t/evil.example", "javascript:alert(1)", "///evil.example", "http:evil.example"])  # fmt: skip
def test_the_login_leads_nowhere_else(client, way):
    response = client.post(LOGIN, {"username": "edith", "password": PASSWORD, "next": way})
    assert response.status_code == 302
    assert response["Location"] in ("/admin/", "/accounts/profile/")
