"""Occupations that O*NET names and does not describe: "All Other". They have no page; the list of careers names them.

all_other.tsv: code and title by O*NET, and the clusters where Advance CTE's crosswalk of September 2025 has the code.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..models import Cluster

FILE = Path(__file__).with_name("all_other.tsv")


@dataclass(frozen=True)
class Occupation:
    code: str
    title: str
    clusters: tuple[str, ...]  # their slugs


@dataclass(frozen=True)
class OtherWork:
    cluster: Cluster | None  # None for work that the official list does not have
    occupations: list[Occupation]


def other_work(clusters: list[Cluster]) -> list[OtherWork]:
    """Return what stands in each of `clusters`, in their order, and then what stands in none of them."""
    occupations = _occupations()
    slugs = {cluster.slug for cluster in clusters}
    groups = [OtherWork(one, [work for work in occupations if one.slug in work.clusters]) for one in clusters]
    groups.append(OtherWork(None, [work for work in occupations if not slugs & set(work.clusters)]))
    return [group for group in groups if group.occupations]


@lru_cache(maxsize=1)
def _occupations() -> list[Occupation]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [Occupation(row["code"], row["title"], tuple(row["clusters"].split())) for row in rows]
