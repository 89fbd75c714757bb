"""The real settings, and a process that kills itself, as a loss of power would, at a write that a test chooses.

The file VAR_DIR/kill_at has its number, counted from when the file is there, or "committed": right after the first
transaction with such writes.
"""

import os
import signal

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from clusterexplorer.settings import *  # noqa: F403
from clusterexplorer.settings import VAR_DIR

_file = VAR_DIR / "kill_at"
_writes = 0
_commit = BaseDatabaseWrapper._commit


def _die():
    _file.unlink()  # the process that comes next is to live
    os.kill(os.getpid(), signal.SIGKILL)


def _count(execute, sql, params, many, context):
    global _writes
    result = execute(sql, params, many, context)
    if "explorer_" in sql[:40] and sql.startswith(("INSERT", "UPDATE", "DELETE")) and _file.exists():
        _writes += 1
        if str(_writes) == _file.read_text():
            _die()
    return result


def _commit_and_die(self):
    _commit(self)
    if _writes and _file.exists() and _file.read_text() == "committed":
        _die()


BaseDatabaseWrapper._commit = _commit_and_die


def _hook(sender, connection, **kwargs):
    if _count not in connection.execute_wrappers:
        connection.execute_wrappers.append(_count)


connection_created.connect(_hook)
