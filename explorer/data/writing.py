"""Content as the bytes of a file. Pure: the same content gives the same bytes."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from .contents import Content
from .fields import Level

FORMAT = 1  # of the files: another number, if a field is renamed, moved or means something else
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"
LICENSE = {"name": "CC BY 4.0", "url": LICENSE_URL, "attribution": "Cluster Explorer"}
ABOUT = ("format", "version", "license", "source")  # the last columns of every row in CSV
BETWEEN = " | "  # the entries of a list in one cell
LIKE_A_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")

Record = dict[str, Any]  # an entry as JSON has it, with those below it
Cell = str | int | float


@dataclass(frozen=True)
class DataFile:
    version: str
    json: bytes
    csv: bytes


def write(content: Content) -> DataFile:
    about = {"title": content.title, "license": LICENSE, "rights": content.rights, "sources": content.sources}
    lists: Record = _tidy({level.many: records for level, records in content.lists.items()})
    whole = _tidy({"format": FORMAT, **about}) | lists
    canonical = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    version = sha256(canonical.encode()).hexdigest()[:12]
    whole = {"format": FORMAT, "version": version} | whole
    text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    return DataFile(version, text.encode(), _csv(content, lists, version).encode("utf-8-sig"))  # the mark: Excel


def _tidy(value: Any) -> Any:
    """Line ends as one kind: a browser's text area sends others than a fixture has. Nothing instead of ''."""
    if isinstance(value, dict):
        return {key: _tidy(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_tidy(one) for one in value]
    return "\n".join(value.splitlines()) or None if isinstance(value, str) else value


def _csv(content: Content, lists: Record, version: str) -> str:
    about = {
        "format": FORMAT,
        "version": version,
        "license": [LICENSE["name"], LICENSE_URL, *content.rights, *_rights(content.sources)],
        "source": [_named(source) for source in content.sources],
    }
    columns = dict.fromkeys(column for level in content.lists for column in level.columns)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*columns, *ABOUT], restval="", lineterminator="\r\n")
    writer.writeheader()
    about = {name: _cell(value) for name, value in about.items()}
    for level in content.lists:
        records = lists[level.many]
        for record in records if isinstance(records, list) else [records]:
            writer.writerows(row | about for row in _rows(level, record, {}))
    return out.getvalue()


def _rows(level: Level, record: Record, above: dict[str, Cell]) -> Iterator[dict[str, Cell]]:
    """One row for each of the lowest entries below `record`; one for itself if there is none."""
    row = above | {level.column(field): _cell(record[field.name]) for field in level.fields}
    if level.below is None or not record[level.below.many]:
        yield row
        return
    for entry in record[level.below.many]:
        yield from _rows(level.below, entry, row)


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = BETWEEN.join(": ".join(filter(None, one.values())) if isinstance(one, dict) else one for one in value)
    return f"'{value}" if isinstance(value, str) and LIKE_A_FORMULA.match(value) else value


def _rights(sources: Iterable[Record]) -> list[str]:
    return [f"{source['title']}: {source['rights']}" for source in sources if source["rights"]]


def _named(source: Record) -> str:
    return ", ".join(str(part) for part in (source["title"], source["publisher"], source["year"]) if part)
