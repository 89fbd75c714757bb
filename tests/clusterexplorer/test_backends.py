"""PostgreSQL or Redis away: one request finds out, the others do not wait for it too. tests/deploy has them for real."""

import socket

import psycopg
import pytest
import redis
from django.core.cache import caches
from django.db import OperationalError
from django.test import override_settings
from environ import Env
from psycopg_pool import PoolTimeout

from clusterexplorer import redis_connection
from clusterexplorer.backends import caches as caches_of
from clusterexplorer.backends import database
from clusterexplorer.faults import is_passing
from clusterexplorer.postgresql import base
from clusterexplorer.redis_connection import PatientConnection, PatientTlsConnection
from tests.server import free_port


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(base, "monotonic", clock)
    monkeypatch.setattr(base.DatabaseWrapper, "away_until", 0.0)
    monkeypatch.setattr(redis_connection, "monotonic", clock)
    monkeypatch.setattr(redis_connection._Patient, "away_until", 0.0)
    return clock


class TestPostgresql:
    @pytest.fixture
    def server(self, monkeypatch):
        """Asked for a connection, it says what `answers` has."""

        def get_new_connection(wrapper, parameters):
            server.asked += 1
            if isinstance(server.answer, Exception):
                raise server.answer
            return server.answer

        class Server:
            asked = 0
            answer = PoolTimeout("couldn't get a connection")

        server = Server()
        monkeypatch.setattr("django.db.backends.postgresql.base.DatabaseWrapper.get_new_connection", get_new_connection)
        return server

    @pytest.fixture
    def connect(self):
        settings = database(read({"DATABASE_URL": "postgres://someone@127.0.0.1/nothing"}), None)

        def connect():
            return base.DatabaseWrapper(settings).get_new_connection({})  # each thread has a wrapper of its own

        return connect

    def test_while_it_is_away_the_next_requests_do_not_wait(self, clock, server, connect):
        for _ in range(5):
            with pytest.raises(PoolTimeout):
                connect()
        assert server.asked == 1

    def test_after_a_while_one_of_them_tries_again(self, clock, server, connect):
        for _ in range(3):
            with pytest.raises(PoolTimeout):
                connect()
            clock.now += base.AWAY_SECONDS
        assert server.asked == 3

    def test_as_soon_as_it_is_back_each_gets_a_connection(self, clock, server, connect):
        with pytest.raises(PoolTimeout):
            connect()
        clock.now += base.AWAY_SECONDS
        server.answer = "a connection"
        assert [connect(), connect()] == ["a connection"] * 2

    def test_another_fault_is_not_taken_for_it(self, clock, server, connect):
        server.answer = ValueError("a wrong option")
        for _ in range(2):
            with pytest.raises(ValueError, match="a wrong option"):
                connect()
        assert server.asked == 2

    def test_the_visitor_is_told_to_come_back(self, clock, server, connect):
        for _ in range(2):  # one that waited, one that did not
            with pytest.raises(PoolTimeout) as caught:
                connect()
            assert isinstance(caught.value, psycopg.OperationalError)  # of which Django makes its own
        assert is_passing(OperationalError())


def read(variables):
    class OfATest(Env):
        ENVIRON = variables

    return OfATest()


def test_a_connection_is_waited_for_only_a_second():
    settings = database(read({"DATABASE_URL": "postgres://someone@127.0.0.1/nothing"}), None)
    assert settings["ENGINE"] == "clusterexplorer.postgresql"
    assert settings["OPTIONS"]["pool"]["timeout"] == 1
    assert settings["OPTIONS"]["pool"]["reconnect_timeout"] < 1


class TestRedis:
    @pytest.fixture
    def dials(self, monkeypatch):
        """Every attempt to reach a server, as (host, port); none of them is one of Redis."""
        made = []
        dial = PatientConnection._connect

        def count(connection):
            made.append((connection.host, connection.port))
            return dial(connection)

        monkeypatch.setattr(PatientConnection, "_connect", count)
        return made

    @pytest.fixture
    def nowhere(self):
        return f"redis://127.0.0.1:{free_port()}/0"

    def test_a_cache_without_it_is_empty_and_takes_all(self, clock, nowhere):
        with override_settings(CACHES=caches_of(read({"CACHE_URL": nowhere}))):
            for name in ("default", "limits", "pages"):
                caches[name].set("key", "value")
                assert caches[name].get("key") is None
                assert caches[name].incr("key") is None

    def test_a_page_that_looks_ten_times_tries_once(self, clock, nowhere, dials):
        with override_settings(CACHES=caches_of(read({"CACHE_URL": nowhere}))):
            for _ in range(5):
                caches["default"].get("key")
                caches["pages"].get("key")
        assert len(dials) == 1

    def test_one_that_takes_what_it_is_sent_and_says_nothing_is_tried_once_too(self, clock, dials):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            connections = [
                PatientConnection(port=silent.getsockname()[1], socket_timeout=0.05, protocol=3) for _ in range(4)
            ]
            for connection in connections:
                with pytest.raises((redis.TimeoutError, redis.ConnectionError)):
                    connection.connect()
        assert len(dials) == 1

    def test_after_a_while_it_is_tried_again(self, clock, nowhere, dials):
        with override_settings(CACHES=caches_of(read({"CACHE_URL": nowhere}))):
            for _ in range(3):
                caches["default"].get("key")
                clock.now += redis_connection.AWAY_SECONDS
        assert len(dials) == 3

    def test_a_connection_that_is_open_is_used_whatever_befell_another(self, clock, monkeypatch):
        connection = PatientConnection()
        connection._sock = "open"
        monkeypatch.setattr(redis_connection._Patient, "away_until", clock.now + 1)
        connection.connect()
        connection._sock = None

    @pytest.mark.parametrize(
        ("url", "connection"),
        [("redis://a.example/0", PatientConnection), ("rediss://a.example/0", PatientTlsConnection)],
    )
    def test_rediss_is_encrypted(self, url, connection):
        made_by = caches_of(read({"CACHE_URL": url}))["pages"]["OPTIONS"]["CONNECTION_POOL_KWARGS"]
        assert made_by == {"connection_class": connection}
