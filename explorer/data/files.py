"""Data files for other systems: fields.py says what stands in them, contents.py reads it, writing.py writes it.

Every process keeps the files that were asked for last, each under the version of the content (models.ContentVersion):
so who asks again costs one short query, and an edit is seen at once by all processes.
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

FILES_CACHED = 16  # each in both formats: 2 MB for the careers, 0.8 MB for a large framework


def framework_file(slug: str) -> DataFile:
    """Raise Framework.DoesNotExist if there is none of that slug, or a draft."""
    return _kept(read_framework, slug)


def crosswalk_file() -> DataFile:
    return _kept(read_crosswalk)


def career_file() -> DataFile:
    return _kept(read_careers)


@cached_for_version(maxsize=FILES_CACHED)
def _kept(read, *wanted):
    return write(read(*wanted))
