"""The search: documents.py reads them, index.py finds them, results.py and marking.py arrange what was found; here is
the index of what is now.

Every process keeps its own index in memory. It is built from the database, and built again by the first search after
anything has changed there: see models.ContentVersion. So all processes, on one machine or several, find the same.
"""

import threading

from django.utils.translation import get_language

from ..models.version import cached_for_version
from .documents import Document, Kind, read_documents
from .index import LONGEST_QUERY, SearchIndex
from .results import Results, find

__all__ = ["LONGEST_QUERY", "Document", "Kind", "Results", "SearchIndex", "current_index", "find"]

LANGUAGES = 2  # whose indexes a process has in memory
_lock = threading.Lock()


def current_index() -> SearchIndex:
    """Return the index of what the database holds now. It takes one short query, if nothing has changed."""
    with _lock:  # who asks while it is built waits for it, instead of building another one
        return _index(get_language() or "")


@cached_for_version(maxsize=LANGUAGES)
def _index(language):
    return SearchIndex(read_documents())
