"""Writes what a publisher's file says into careers, without running over an editor."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ...models import Career, ImportedCareer, LoadedEntry
from ...models.history import change_reason_of_import
from ...models.version import content_transaction


class WrongFile(Exception):
    """A file that is not what it should be; says which one, and where. Nothing has been changed."""


@dataclass
class Figures:
    """What a file says: {code: {field: value}} for every career in it, whole groups of Career.figure_groups.

    find: the code under which the file has a career, or None.
    """

    source: str
    by_code: dict[str, dict[str, Any]]
    find: Callable[[str], str | None]
    also: Callable[[str, str], dict[str, Any]] = lambda onet_code, code: {}  # what depends on both codes
    above: frozenset[str] = frozenset()  # codes whose figure is above what the publisher prints


@dataclass
class Report:
    """What an import did. Lists of 'code name: fields', or of codes."""

    changed: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)  # an editor's
    unknown: list[str] = field(default_factory=list)  # careers here that the file does not have
    above: list[str] = field(default_factory=list)  # careers whose figure is above what the publisher prints: left
    unused: list[str] = field(default_factory=list)  # codes of the file that no career here has
    same: int = 0  # careers that were already so


@content_transaction()
def write_figures(figures: Figures, *, overwrite: bool = False) -> Report:
    """Bring every career up to date with `figures`, or, on a WrongFile, none. `overwrite`: an editor's figures too."""
    report, used = Report(), set()
    shipped = {base.object_id: base.values for base in LoadedEntry.objects.filter(model=Career._meta.label_lower)}
    memories = {memory.career_id: memory for memory in ImportedCareer.objects.all()}
    for career in Career.objects.order_by("code"):
        code = figures.find(career.code)
        if code is None:
            report.unknown.append(f"{career.code} {career.name}")
            continue
        used.add(code)
        if code in figures.above:
            report.above.append(f"{career.code} {career.name}")
            continue
        memory = memories.get(career.pk) or ImportedCareer(career=career, values={})
        _write(
            career,
            figures,
            figures.by_code[code] | figures.also(career.code, code),
            shipped.get(career.pk, {}),
            memory,
            report,
            overwrite,
        )
    report.unused = sorted(figures.by_code.keys() - used)
    return report


def _write(career, figures, wanted, shipped, memory, report, overwrite):
    changed, remembered = [], dict(memory.values)
    for group in (group for group in Career.figure_groups if group[0] in wanted):
        left_alone = [name for name in group if not _may_change(career, name, wanted[name], shipped, memory.values)]
        if left_alone and not overwrite:
            report.left_alone.append(f"{career.code} {career.name}: {', '.join(left_alone)}")
            continue
        for name in group:
            if getattr(career, name) != wanted[name]:
                setattr(career, name, wanted[name])
                changed.append(name)
            remembered[name] = wanted[name]
    is_overtyped_otherwise = career.publish(wanted)
    if changed:
        try:
            career.full_clean()
        except ValidationError as error:
            why = "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
            raise WrongFile(f"{figures.source}: {career.code}: {why}") from error
        career._change_reason = change_reason_of_import(Path(figures.source).name)
        career.save(update_fields=[*changed, "updated_at"])
        report.changed.append(f"{career.code} {career.name}: {', '.join(changed)}")
    else:
        report.same += 1
        if is_overtyped_otherwise:
            career.skip_history_when_saving = True  # no value is another one
            career.save(update_fields=["overtyped"])
    if remembered != memory.values:
        memory.values = remembered
        memory.save()


def _may_change(career, name, wanted, shipped, imported) -> bool:
    """Say whether a value is not an editor's: it is as it was imported or shipped last, or nobody has filled it in."""
    current = getattr(career, name)
    if current == wanted:
        return True
    for memory in (imported, shipped):  # what was written last counts, even if it was shipped differently
        if name in memory:
            return current == memory[name]
    return current in ("", None)


def as_number(text: Any, of: str, where: str) -> float | None:
    """Return the number that a publisher writes as `text`: '1,234.5', or a mark that there is none ('*', '#', '—')."""
    text = str("" if text is None else text).strip().replace(",", "")
    if text in ("", "*", "**", "#", "-", "–", "—", "N/A", "n/a"):
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise WrongFile(_("%(where)s: “%(text)s” is no %(of)s.") % {"where": where, "text": text, "of": of})
    return number
