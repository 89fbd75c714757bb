"""The page that says when to come back, wherever the database's fault is met. tests/deploy has the faults themselves."""

import sqlite3

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError


def fault(cause):
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


def of_sqlite(name):
    cause = sqlite3.OperationalError(name)
    cause.sqlite_errorname = name
    return fault(cause)


@pytest.fixture
def saving_a_session_meets(admin_client, monkeypatch, settings):
    """The session is saved after the view, where no middleware looks at exceptions."""
    settings.SESSION_SAVE_EVERY_REQUEST = True
    admin_client.raise_request_exception = False

    def meet(error):
        def save(*args, **kwargs):
            raise error

        monkeypatch.setattr(SessionStore, "save", save)
        return admin_client

    return meet


def test_a_session_that_a_full_disk_keeps_from_being_saved_is_no_500(saving_a_session_meets):
    response = saving_a_session_meets(of_sqlite("SQLITE_FULL")).get("/admin/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "We will be back in a moment" in response.content.decode()


def test_an_editor_is_told_that_the_disk_is_full(saving_a_session_meets):
    response = saving_a_session_meets(of_sqlite("SQLITE_FULL")).post("/quiz/")
    assert "Nothing was saved: the disk of this site is full." in response.content.decode()


def test_a_fault_that_stays_is_a_500(saving_a_session_meets):
    assert saving_a_session_meets(of_sqlite("SQLITE_ERROR")).get("/admin/").status_code == 500


def test_a_fault_of_the_program_is_a_500(saving_a_session_meets):
    assert saving_a_session_meets(ValueError("a mistake")).get("/admin/").status_code == 500


@pytest.mark.parametrize("name", ["SQLITE_BUSY", "SQLITE_IOERR_WRITE", "SQLITE_READONLY"])
def test_a_view_that_meets_it_makes_no_report_of_a_fault(admin_client, monkeypatch, name):
    def refuse(*args, **kwargs):
        raise of_sqlite(name)

    monkeypatch.setattr(User, "has_module_perms", refuse)
    assert admin_client.get("/admin/").status_code == 503  # the client would raise what Django reports
