"""The secret key of an installation that was not given one."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def read_or_make_secret_key(path: Path) -> str:
    """Return the key kept in `path`; make and keep a new one, readable by its owner alone, if there is none.

    Two processes that start at once agree: the file is made whole under another name and then
    linked into place, which only one of them can do.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # the other process was first, and its key is the one
        finally:
            draft.unlink()
    return path.read_text().strip()
