"""The search: documents.py reads them, index.py finds them, results.py and marking.py arrange what was found; here is
the index of what is now.

Every process keeps its own index in memory. It is built from the database, and built again by the first search after
anything has changed there: see models.ContentVersion. So all processes, on one machine or several, find the same.
"""

import threading

from django.utils.translation import get_language

from ..models import ContentVersion
from .documents import Document, Kind, read_documents
from .index import LONGEST_QUERY, SearchIndex
from .results import Results, find

__all__ = ["LONGEST_QUERY", "Document", "Kind", "Results", "SearchIndex", "current_index", "find"]

_lock = threading.Lock()
_built: dict[str, tuple[str, SearchIndex]] = {}  # by language: the version of the content, and its index


def current_index() -> SearchIndex:
    """Return the index of what the database holds now. It takes one short query, if nothing has changed."""
    language = get_language() or ""
    version = ContentVersion.objects.current()  # before the documents: they may be newer than it, and never older
    built = _built.get(language)
    if not (built and version and built[0] == version):
        with _lock:
            version = ContentVersion.objects.current()  # another thread may have built it meanwhile, of a newer one
            built = _built.get(language)
            if not (built and version and built[0] == version):
                built = _built[language] = (version, SearchIndex(read_documents()))
    return built[1]
