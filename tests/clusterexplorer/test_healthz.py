"""/healthz and /readyz, which machines ask every second."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


@pytest.fixture
def machine():
    """Who asks by IP address."""
    return Client(headers={"host": "10.0.0.7"})


def test_a_process_that_is_up_says_so_without_a_database(machine):
    response = machine.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_an_answer_is_plain_kept_by_nobody_and_sets_no_cookie(db, machine, path):
    response = machine.get(path)
    assert (response["Content-Type"], response["Cache-Control"], response.cookies) == ("text/plain", "no-store", {})


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_its_length_is_said_so_that_the_connection_stays_open(db, machine, path):
    response = machine.get(path)
    assert response["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_there_is_no_redirect_to_https(db, machine, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    assert machine.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nothing_can_be_sent_there(machine, path):
    assert machine.post(path).status_code == 405


def test_a_site_that_is_ready_says_so_of_every_part(db, machine):
    response = machine.get("/readyz")
    assert (response.status_code, response.content) == (200, b"database: ok\nmigrations: ok\ncache: ok\n")


def test_migrations_are_looked_at_once(db, machine, django_assert_num_queries):
    machine.get("/readyz")
    with django_assert_num_queries(1):
        machine.get("/readyz")


def test_a_migration_that_is_not_applied_makes_it_unready_until_it_is(db, machine):
    last = MigrationRecorder.Migration.objects.filter(app="explorer").latest("name")
    last.delete()
    response = machine.get("/readyz")
    assert response.status_code == 503
    assert b"migrations: 1 not applied\n" in response.content
    last.save(force_insert=True)
    assert machine.get("/readyz").status_code == 200


def test_a_database_that_is_away_is_named_and_no_more_is_told(machine, monkeypatch):
    def refuse(*args, **kwargs):
        raise connection.Database.OperationalError("no route to user@db.internal")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = machine.get("/readyz")
    assert response.status_code == 503
    assert b"database: OperationalError\n" in response.content
    assert b"internal" not in response.content


def test_a_cache_that_forgets_is_named(db, machine, monkeypatch):
    monkeypatch.setattr(caches["default"], "get", lambda key: None)
    response = machine.get("/readyz")
    assert (response.status_code, response.content.splitlines()[-1]) == (503, b"cache: no answer")


def test_no_log_line_is_written_however_often_it_is_unready(machine, monkeypatch, caplog):
    monkeypatch.setattr(connection, "cursor", None)
    assert machine.get("/readyz").status_code == 503
    assert caplog.records == []
