"""Files that are made once for each state of the content and kept on disk for all processes of a machine.

Making one takes CPU time that every visitor shares, so one is made at a time, and so many a minute.
"""

import json
import logging
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.files import locks

logger = logging.getLogger(__name__)
WAIT = 1  # seconds for the file that another process is making; whoever waits serves nobody else meanwhile
A_MINUTE = 150  # of what `cost` counts: all shipped files together cost 77


class Busy(Exception):
    """Too much is being made; `seconds` from now it can be tried again."""

    def __init__(self, seconds: int):
        super().__init__(seconds)
        self.seconds = seconds


def kept_file(key: str, cost: int, make: Callable[[], bytes], must_wait: Callable[[], int]) -> bytes:
    """Return what is kept under `key`, or make it. Raises Busy. Without a folder to keep it in, it is made anew.

    `must_wait` is asked before it is made: so many seconds, if the visitor has had too much made already.
    """
    kept = _read(key)
    if kept is None:
        if seconds := must_wait():
            raise Busy(seconds)
        with _in_turn(cost):
            kept = make()
        _write(key, kept)
    return kept


def _read(key):
    try:
        return caches["files"].get(key)
    except Exception:  # the folder or the file is damaged, in any of many ways
        logger.exception("A kept file can't be read and is made anew.")
        return None


def _write(key, content):
    try:
        caches["files"].set(key, content)
    except OSError:
        logger.exception("A file can't be kept.")


@contextmanager
def _in_turn(cost):
    try:
        path = Path(settings.VAR_DIR) / "cache" / "making.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        account = path.open("a+")
    except OSError:
        logger.exception("Nothing can be written to the folder for files: they are made without a limit.")
        yield
        return
    with account:
        until = time.monotonic() + WAIT
        while not locks.lock(account, locks.LOCK_EX | locks.LOCK_NB):
            if time.monotonic() > until:
                raise Busy(2)
            time.sleep(0.02)
        _spend(account, cost)
        yield  # the lock ends with the file


def _spend(account, cost):
    """Note what is made in this minute."""
    minute = int(time.time() // 60)
    account.seek(0)
    try:
        noted, spent = json.loads(account.read())
    except (ValueError, TypeError):  # empty, or cut off
        noted, spent = minute, 0
    spent = cost + (spent if noted == minute else 0)
    if spent > A_MINUTE:
        raise Busy(60)
    account.seek(0)
    account.truncate()
    account.write(json.dumps([minute, spent]))
    account.flush()
