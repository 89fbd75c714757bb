from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

LOGIN = "/admin/login/"
PASSWORD = "long enough for a test"


@pytest.fixture(autouse=True)
def editor(db):
    return User.objects.create_user("edith", password=PASSWORD, is_staff=True, last_name="Featherstonehaugh")


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


def test_a_colleague_at_the_same_address_is_not_locked_out(client):
    guess(client, 5)
    User.objects.create_user("carl", password=PASSWORD, is_staff=True, last_name="Featherstonehaugh")
    assert log_in(client, name="carl", password=PASSWORD).status_code == 302


def test_another_browser_is_no_other_visitor(client):
    assert [log_in(client, browser=f"Browser {n}").status_code for n in range(5)][-1] == 429


def test_one_address_can_not_try_one_account_after_another(client):
    statuses = [log_in(client, name=f"name-{n}").status_code for n in range(51)]
    assert (statuses[48], statuses[49], statuses[50]) == (200, 429, 429)


def test_an_own_account_does_not_help_to_go_on_with_others(client):
    for n in range(49):
        log_in(client, name=f"name-{n}")
    log_in(client, password=PASSWORD)
    client.logout()
    assert log_in(client, name="another").status_code == 429


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
