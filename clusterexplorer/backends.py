"""Where data is: SQLite and the process's own memory for one machine, PostgreSQL and Redis for several."""

from pathlib import Path

from environ import Env

from .redis_connection import PatientConnection, PatientTlsConnection

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"


def database(env: Env, embedded: Path) -> dict:
    """What DATABASE_URL says, or SQLite in the file `embedded`. Its query (?sslmode=require) goes to the driver."""
    settings = env.db_url("DATABASE_URL") if env.str("DATABASE_URL", default="") else {}
    settings = settings or {"ENGINE": SQLITE, "NAME": embedded}
    options = settings.setdefault("OPTIONS", {})
    if settings["ENGINE"] == SQLITE:
        settings["CONN_MAX_AGE"] = None  # a file does not go away
        options |= {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000; PRAGMA foreign_keys=ON;"
            ),
        }
    elif settings["ENGINE"] == POSTGRESQL:
        settings["ENGINE"] = "clusterexplorer.postgresql"
        settings["CONN_HEALTH_CHECKS"] = True  # a connection that a restart has cut is noticed and replaced
        options.setdefault("connect_timeout", 3)
        options["pool"] = {
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL", default=4),
            "timeout": 1,
            # Then the next request tries at once. By itself the pool would wait twice as long after each failure.
            "reconnect_timeout": 0.1,
        }
    return settings


def caches(env: Env) -> dict:
    """What CACHE_URL says (redis://host:port/number), or the memory of each process.

    `pages` is the page cache; `limits` counts requests: processes that share no cache count apart, and each allows as
    much.
    """
    url = env.str("CACHE_URL", default="")
    return {
        "default": _shared(url, "") if url else _own("default", 1_000),
        "limits": _shared(url, "limits") if url else _own("limits", 10_000),
        "pages": _shared(url, "pages") if url else _own("pages", 1_500),
    }


def _own(name, entries):
    options = {"MAX_ENTRIES": entries}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name, "OPTIONS": options}


def _shared(url, prefix):
    """A Redis that is gone counts as empty: the site is slower then, and right."""
    connection = PatientTlsConnection if url.startswith("rediss:") else PatientConnection
    options = {
        "IGNORE_EXCEPTIONS": True,
        "SOCKET_CONNECT_TIMEOUT": 0.3,
        "SOCKET_TIMEOUT": 0.3,
        "CONNECTION_POOL_KWARGS": {"connection_class": connection},
    }
    return {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": url, "KEY_PREFIX": prefix, "OPTIONS": options}
