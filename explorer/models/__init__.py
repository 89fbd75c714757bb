"""base: what content has in common; frameworks: the content; addresses: retired ones; loaded: the loader's memory."""

from .addresses import RetiredAddress
from .base import Source
from .frameworks import (
    Cluster,
    CrossCuttingLink,
    Framework,
    Grouping,
    Hue,
    Placement,
    Program,
    SubCluster,
)
from .loaded import LoadedEntry

__all__ = [
    "Cluster",
    "CrossCuttingLink",
    "Framework",
    "Grouping",
    "Hue",
    "LoadedEntry",
    "Placement",
    "Program",
    "RetiredAddress",
    "Source",
    "SubCluster",
]
