"""The database as the files of fixtures/, in one form that the content alone decides.

What stands in a framework is in `<slug>.json`, all else in a file for its kind, in the order in which pages show it. A
field marked with `?` is written where it differs from its default, and so is any field that the lists below don't name.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from ..editing.content import Content, order
from ..models import (
    CONTENT_MODELS,
    Career,
    CareerPlacement,
    Cluster,
    ClusterPart,
    ClusterSuggestion,
    ContentVersion,
    CrossCuttingLink,
    CrosswalkRow,
    Framework,
    GlossaryTerm,
    Grouping,
    LearnPage,
    Placement,
    Practice,
    Program,
    QuizItem,
    Resource,
    Signpost,
    Source,
    SubCluster,
    SubClusterSuggestion,
)
from .loading import shipped_fields

_LABELS = {model._meta.label_lower for model in CONTENT_MODELS}
_CITED = "source source_section"
_FIELDS = {
    Source: "slug title publisher year url rights",
    Framework: "slug name short_name? summary note? publisher year status is_draft? is_default? position "
    "grouping_term? grouping_term_plural? cluster_term cluster_term_plural sub_cluster_term? sub_cluster_term_plural? "
    f"program_term? program_term_plural? centre_title? centre_text? centre_path? embedding_sites? {_CITED}",
    Grouping: f"framework slug name hue icon starter summary position {_CITED}",
    Cluster: "framework grouping? slug name abbreviation? icon is_cross_cutting? tagline summary what_people_do "
    f"you_might_like to_talk_over? position {_CITED} search_words?",
    ClusterPart: "cluster name summary position",
    SubCluster: f"cluster slug name tagline summary origin_note? position {_CITED} search_words?",
    Program: f"slug name summary {_CITED} search_words?",
    Placement: "sub_cluster program position",
    CrossCuttingLink: "cluster cross_cutting summary",
    CrosswalkRow: f"old new kind summary position {_CITED}",
    ClusterSuggestion: "old new reason position",
    SubClusterSuggestion: "old new reason position",
    GlossaryTerm: f"slug name gloss {_CITED} search_words?",
    LearnPage: f"slug name summary body shows position {_CITED} search_words?",
    Practice: f"slug name summary position {_CITED}",
    Resource: f"slug name publisher url pdf_url good_for position {_CITED}",
    QuizItem: "slug cluster sub_cluster kind position text explanation",
    Career: "code slug name summary search_words? job_zone interest_code onet_release job_zone_release "
    "typical_entry_education median_pay pay_year growth_percent annual_openings projected_from projected_to counted_as "
    f"bright_outlook {_CITED}",
    CareerPlacement: "sub_cluster career position",
    Signpost: "slug name path icon summary search_words? position",
}

# The kinds that have a file of their own; all others stand in their framework's.
_FILES = {
    "sources": [Source],
    "crosswalk": [CrosswalkRow, ClusterSuggestion, SubClusterSuggestion],
    "learn": [LearnPage, GlossaryTerm, Resource],
    "practices": [Practice],
    "quiz": [QuizItem],
    "careers": [Career, CareerPlacement],
    "signposts": [Signpost],
}


class CannotExport(Exception):
    """Why nothing has been written."""


@dataclass
class Written:
    """What an export did: names of files."""

    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


def export_fixtures(folder: Path) -> Written:
    """Let `folder` hold what the database holds: all files that differ are replaced, or none."""
    texts = fixture_texts()
    try:
        before = {file.name: file.read_bytes() for file in folder.glob("*.json")}
        if not folder.is_dir():
            raise CannotExport(_("%s is not a folder.") % folder)
        now = {name: text.encode() for name, text in texts.items()}
        written = Written(
            changed=sorted(name for name, text in now.items() if before.get(name) != text),
            removed=sorted(name for name, text in before.items() if name not in now and _is_fixture(text)),
            same=sorted(name for name, text in now.items() if before.get(name) == text),
        )
        _replace(folder, {name: now[name] for name in written.changed}, written.removed, before)
    except OSError as error:
        why = error.strerror or error
        raise CannotExport(_("%(folder)s can't be written: %(why)s.") % {"folder": folder, "why": why}) from error
    return written


def fixture_texts() -> dict[str, str]:
    """{file name: its text} for all content."""
    with transaction.atomic():
        version = ContentVersion.objects.current()
        content = Content()
        if ContentVersion.objects.current() != version:
            raise CannotExport(_("Somebody saved an entry just now. Try again."))
    entries: dict[str, list[models.Model]] = defaultdict(list)
    for name, kinds in _FILES.items():
        for kind in kinds:
            entries[name] += sorted(content.of(kind), key=order)
    for name, entry in _in_frameworks(content):
        entries[name].append(entry)
    return {
        f"{name}.json": json.dumps([_as_fixture(entry) for entry in found], ensure_ascii=False, indent=1) + "\n"
        for name, found in entries.items()
        if found
    }


def _in_frameworks(content: Content) -> Iterator[tuple[str, models.Model]]:
    """(file, entry) pairs of each framework: as the wheel goes round, then its programs and what serves what."""
    below = _below(content)
    home: dict[int, str] = {}  # of a program: the file of the first framework in which it stands
    for placement in sorted(content.of(Placement), key=order):
        home.setdefault(placement.program_id, placement.sub_cluster.cluster.framework.slug)
    for framework in sorted(content.of(Framework), key=order):
        yield framework.slug, framework
        for grouping in below[Grouping, framework.pk]:
            yield framework.slug, grouping
        for cluster in below[Cluster, framework.pk]:
            yield framework.slug, cluster
            for part in below[ClusterPart, cluster.pk]:
                yield framework.slug, part
            for sub_cluster in below[SubCluster, cluster.pk]:
                yield framework.slug, sub_cluster
                for placement in below[Placement, sub_cluster.pk]:
                    yield framework.slug, placement
    for program in sorted(content.of(Program), key=order):
        yield home.get(program.pk, "programs"), program
    for link in sorted(content.of(CrossCuttingLink), key=order):
        yield link.cluster.framework.slug, link


def _below(content: Content) -> Mapping[tuple[type[models.Model], int], list]:
    """{(kind, key of what it stands under): entries in order}."""
    found = defaultdict(list)
    above = {
        Grouping: "framework",
        Cluster: "framework",
        ClusterPart: "cluster",
        SubCluster: "cluster",
        Placement: "sub_cluster",
    }
    for kind, name in above.items():
        for entry in sorted(content.of(kind), key=order):
            found[kind, getattr(entry, f"{name}_id")].append(entry)
    return found


def _as_fixture(entry: models.Model) -> dict[str, Any]:
    fields = {}
    for model_field, is_optional in _written_fields(type(entry)):
        value = getattr(entry, model_field.name if model_field.is_relation else model_field.attname)
        if is_optional and value == model_field.get_default():
            continue
        if isinstance(value, models.Model):
            value = list(value.natural_key())
        fields[model_field.name] = dict(sorted(value.items())) if isinstance(value, dict) else value
    return {"model": entry._meta.label_lower, "fields": fields}


@cache
def _written_fields(model: type[models.Model]) -> list[tuple[models.Field, bool]]:
    """(field, whether it is left out where it has its default), in the order of the files."""
    listed = [(name.rstrip("?"), name.endswith("?")) for name in _FIELDS[model].split()]
    names = [name for name, _is_optional in listed]
    rest = [(name, True) for name in shipped_fields(model) if name not in names]
    return [(shipped_fields(model)[name], is_optional) for name, is_optional in [*listed, *rest]]


def _is_fixture(text: bytes) -> bool:
    """Say whether a file holds our content and nothing else: then entries that are gone from it have moved or ended."""
    try:
        entries = json.loads(text)
        return bool(entries) and all(entry["model"] in _LABELS for entry in entries)
    except (ValueError, TypeError, KeyError):
        return False


def _replace(folder: Path, texts: Mapping[str, bytes], removed: Iterable[str], before: Mapping[str, bytes]) -> None:
    """Write every text beside its file first, so that what can fail has failed before any file is touched."""
    ready: dict[str, Path] = {}
    done: list[str] = []
    try:
        for name, text in texts.items():
            ready[name] = _write_beside(folder, name, text)
        for name in [*texts, *removed]:
            done.append(name)
            if name in ready:
                ready[name].replace(folder / name)
            else:
                (folder / name).unlink()
    except BaseException:
        for name in done:
            _put_back(folder / name, before.get(name))
        raise
    finally:
        for file in ready.values():
            file.unlink(missing_ok=True)


def _write_beside(folder: Path, name: str, text: bytes) -> Path:
    handle, path = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(path).chmod(_mode(folder / name))
    except BaseException:
        Path(path).unlink()
        raise
    return Path(path)


def _mode(file: Path) -> int:
    return file.stat().st_mode & 0o777 if file.exists() else 0o644


def _put_back(file: Path, text: bytes | None) -> None:
    with suppress(OSError):
        if text is None:
            file.unlink(missing_ok=True)
        elif not file.exists() or file.read_bytes() != text:
            file.write_bytes(text)
