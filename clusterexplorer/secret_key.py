"""The secret key of an installation: what SECRET_KEY says, or one that is made once and kept in a file."""

import contextlib
import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from .environment import BadSetting

MADE = 50  # characters of a key that is made here: a file with fewer was cut
SHORTEST = 32  # of one that an operator made


def secret_key(given: str | None, path: Path) -> str:
    """`given` is SECRET_KEY as it stands in the environment; None is one that is not set."""
    if given is None:
        return read_or_make_secret_key(path)
    if fault := _fault_of(given.strip(), SHORTEST):
        raise BadSetting(
            f"SECRET_KEY {fault}: write {SHORTEST} or more random characters, always the same ones, or leave the "
            f"variable out; then a key is made once and kept in {path}"
        )
    return given.strip()


def read_or_make_secret_key(path: Path) -> str:
    """Return the key kept in `path`; make and keep a new one if there is none. Never in place of a damaged one."""
    try:
        if not os.path.lexists(path):
            _make(path)
        key = path.read_bytes().decode("utf-8", errors="replace").strip()
    except OSError as error:
        raise BadSetting(f"VAR_DIR can't be used, its secret key can't be read or made: {error}") from error
    if fault := _fault_of(key, MADE):
        raise BadSetting(
            f"The secret key in {path} {fault}: put the file back from a backup, or delete it; then the next start "
            f"makes a new one, and editors log in again"
        )
    return key


def _make(path):
    """Two processes that start at once agree: each makes a whole file; only one of them can link it into place."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f"{path.name}.", encoding="ascii") as draft:
        draft.write(get_random_secret_key())
        draft.flush()
        os.fsync(draft.fileno())  # a power cut leaves no empty file
        with contextlib.suppress(FileExistsError):  # the other process was first, and its key is the one
            os.link(draft.name, path)


def _fault_of(key, shortest):
    if not key:
        return "is empty"
    if not key.isprintable() or "\N{REPLACEMENT CHARACTER}" in key:
        return "is damaged"
    if len(key) < shortest:
        return f"is too short ({len(key)} characters)"
    return None
