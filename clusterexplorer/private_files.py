"""Files that only their owner may read, however the program is started: settings.py begins with this."""

import os
import stat
from pathlib import Path

PRIVATE = ("*.sqlite3*", "secret_key*", "serve.lock", "static.version", "cache", "cache/**/*")


def keep_private(folder: Path, *, proxy_reads_static: bool) -> None:
    """From now on, what this process makes is its owner's alone; what an older version left open is closed.

    A proxy in front may serve folder/static, which anybody may read: then others may go through `folder`, to what
    they know the name of and may read. Nobody but its owner may list it.
    """
    os.umask(0o077)
    if proxy_reads_static and folder.is_dir() and _is_ours(folder.stat()):
        folder.chmod(0o711)
    for path in (folder, *(path for pattern in PRIVATE for path in folder.glob(pattern))):
        _close(path, 0o711 if path == folder and proxy_reads_static else 0o700)


def keep_database_private(database: dict) -> None:
    """An SQLite that stands elsewhere, and what it has beside it."""
    if database["ENGINE"].endswith("sqlite3"):
        path = Path(database["NAME"])
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
            _close(path.with_name(name), 0o700)


def _close(path, most):
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return  # the -wal and -shm of a database come and go
    mode = stat.S_IMODE(found.st_mode)
    if _is_ours(found) and mode & ~most:
        path.chmod(mode & most)


def _is_ours(found):
    """What others own, devices (/dev/null), and folders that all may write to (/tmp), are not ours to change."""
    is_plain = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return is_plain and found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX
