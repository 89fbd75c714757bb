"""The database as the files of fixtures/, in one form that the content alone decides.

What stands in a framework is in `<slug>.json`, all else in a file for its kind, in the order in which pages show it.
Fields stand in the order of the model, those of the natural key first. One that may be blank, or has a default, is left
out where it has that value.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
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
    Course,
    CrossCuttingLink,
    CrosswalkRow,
    Framework,
    GlossaryTerm,
    Grouping,
    LearnPage,
    Major,
    PickedCareer,
    PickedList,
    Placement,
    Practice,
    Program,
    ProgramCareer,
    ProgramCourse,
    ProgramMajor,
    ProgramSkill,
    QuizItem,
    Resource,
    Signpost,
    Source,
    SubCluster,
    SubClusterSuggestion,
)
from .loading import shipped_fields

_LABELS = {model._meta.label_lower for model in CONTENT_MODELS}
# The kinds that have a file of their own; all others stand in their framework's.
_FILES = {
    "sources": [Source],
    "crosswalk": [CrosswalkRow, ClusterSuggestion, SubClusterSuggestion],
    "learn": [LearnPage, GlossaryTerm, Resource],
    "practices": [Practice],
    "quiz": [QuizItem],
    "careers": [Career, CareerPlacement],
    "study": [Course, Major, ProgramSkill, ProgramCourse, ProgramMajor, ProgramCareer],
    "lists": [PickedList, PickedCareer],
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
    key = [path.partition("__")[0] for path in entry.natural_key_fields]
    fields = {}
    for name, model_field in sorted(shipped_fields(type(entry)).items(), key=lambda item: item[0] not in key):
        value = getattr(entry, name if model_field.is_relation else model_field.attname)
        is_optional = name not in key and (model_field.blank or model_field.has_default())
        if is_optional and value == model_field.get_default():
            continue
        if isinstance(value, models.Model):
            value = list(value.natural_key())
        fields[name] = dict(sorted(value.items())) if isinstance(value, dict) else value
    return {"model": entry._meta.label_lower, "fields": fields}


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
            ready[name] = write_beside(folder, name, text)
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


def write_beside(folder: Path, name: str, text: bytes) -> Path:
    """Write a file that can take the place of `name` in `folder`, with its mode, and return its path."""
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
