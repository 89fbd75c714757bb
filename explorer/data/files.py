"""Data files for other systems: fields.py says what stands in them, contents.py reads it, writing.py writes it.

Every process caches the files that were asked for last, for the version of the content: to ask again costs one short
query, and an edit is seen at once by all processes.
"""

from ..models.version import cached_for_version
from .contents import read_careers, read_crosswalk, read_framework
from .fields import CAREER, FRAMEWORK, OFFICIAL
from .writing import LICENSE_URL, DataFile, write

__all__ = [
    "CAREER",
    "FRAMEWORK",
    "LICENSE_URL",
    "OFFICIAL",
    "DataFile",
    "career_file",
    "crosswalk_file",
    "framework_file",
]

FILES_CACHED = 16  # each in both formats: 2 MB for the careers, 1.9 MB for a large framework


def framework_file(slug: str) -> DataFile:
    """Raise Framework.DoesNotExist if there is none of that slug, or a draft."""
    return _file(read_framework, slug)


def crosswalk_file() -> DataFile:
    return _file(read_crosswalk)


def career_file() -> DataFile:
    return _file(read_careers)


@cached_for_version(maxsize=FILES_CACHED)
def _file(read, *wanted):
    return write(read(*wanted))
