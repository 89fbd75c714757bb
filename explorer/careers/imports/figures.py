"""Writes what a publisher's file says into careers, without running over an editor."""

import math
import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ...models import Career, ImportedCareer, LoadedEntry, Source
from ...models.careers import FIGURE_SOURCES
from ...models.history import change_reason_of_import
from ...models.version import content_transaction

LONGEST_QUOTED = 50  # characters


class WrongFile(Exception):
    """A file that is not what it should be; says which one, and where. Nothing has been changed."""


@dataclass
class Figures:
    """What a file says: {code: {field: value}} for every career in it, of groups in Career.figure_groups.

    find: the code under which the file has a career, or None.
    also: what depends on both codes, the career's and the file's, and on which careers are here.
    """

    source: str
    by_code: dict[str, dict[str, Any]]
    find: Callable[[str], str | None]
    also: Callable[[str, str, Container[str]], dict[str, Any]] = lambda onet_code, code, here: {}
    above: frozenset[str] = frozenset()  # codes whose figure is above what the publisher prints
    edition: tuple[str, Any] = ("", None)  # the field that says of which release or year it is, and which it is
    advice: Any = ""  # what to download instead
    tasks: dict[str, str] | None = None  # what people do, by code; None if the file does not say
    new: dict[str, str] = field(default_factory=dict)  # {code: name}: what could be added as a career
    notes: list[str] = field(default_factory=list)  # what is to be said of the file


@dataclass
class Report:
    """What an import did. Lists of 'code name: fields', or of codes."""

    changed: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)  # an editor's
    unknown: list[str] = field(default_factory=list)  # careers here that the file does not have
    above: list[str] = field(default_factory=list)  # careers whose figure is above what the publisher prints: left
    unused: list[str] = field(default_factory=list)  # codes of the file that no career here has
    added: list[str] = field(default_factory=list)  # careers that are new here, as drafts
    new: list[str] = field(default_factory=list)  # those that could be added
    notes: list[str] = field(default_factory=list)
    same: int = 0  # careers that were already so


@content_transaction()
def write_figures(figures: Figures, *, overwrite: bool = False, older: bool = False, add: bool = False) -> Report:
    """Bring every career up to date with `figures`, or, on a WrongFile, none.

    overwrite: an editor's figures too. older: also if there are newer figures here. add: new careers too, as drafts.
    """
    report, used = Report(notes=list(figures.notes)), set()
    careers = list(Career.objects.order_by("code"))
    if not older:
        refuse_older(figures, (career.published(figures.edition[0]) for career in careers if figures.edition[0]))
    known = {career.code for career in careers}
    report.new = [f"{code} {name}" for code, name in figures.new.items() if code not in known]
    if add:
        careers, report.added, report.new = _with_new(careers, figures), report.new, []
    here = {career.code for career in careers}
    shipped = {base.object_id: base.values for base in LoadedEntry.objects.filter(model=Career._meta.label_lower)}
    memories = {memory.career_id: memory for memory in ImportedCareer.objects.all()}
    for career in careers:
        code = figures.find(career.code)
        if code is None:
            report.unknown.append(f"{career.code} {career.name}")
            continue
        used.add(code)
        if code in figures.above:
            report.above.append(f"{career.code} {career.name}")
            continue
        memory = memories.get(career.pk) or ImportedCareer(career=career, values={})
        wanted = figures.by_code[code] | figures.also(career.code, code, here)
        _write(career, figures, wanted, shipped.get(career.pk, {}), memory, report, overwrite)
        _remember_tasks(memory, figures.tasks, code)
    report.unused = sorted(figures.by_code.keys() - used)
    return report


def refuse_older(figures, editions: Iterable[Any]) -> None:
    """Raise a WrongFile if one of `editions` is newer than what is to be imported. 30.10 is newer than 30.9."""
    newest = max((edition for edition in editions if edition not in ("", None)), key=_in_order, default=None)
    edition = figures.edition[1]
    if newest is not None and _in_order(newest) > _in_order(edition):
        text = _("%(file)s is of %(edition)s, and there are figures of %(newest)s here. %(advice)s")
        text += " " + _("If the older figures are wanted, add --older.")
        values = {"file": figures.source, "edition": edition, "newest": newest, "advice": figures.advice}
        raise WrongFile(text % values)


def _in_order(edition) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"[0-9]+", str(edition)))


def _with_new(careers, figures) -> list[Career]:
    """Those that are here, and the others that the publisher describes: drafts that an editor has to write."""
    here = {career.code for career in careers}
    source = Source.objects.filter(slug=FIGURE_SOURCES[0]).first()
    if source is None:
        raise WrongFile(_("Careers can be added when there is a source “%s”.") % FIGURE_SOURCES[0])
    added = []
    for code, name in figures.new.items():
        if code not in here:
            career = Career(code=code, name=name, is_draft=True, source=source, source_section=_("Occupation Data"))
            career.publish({"name": name})
            _check(career, ["code", "name", "slug"], figures)
            career._change_reason = change_reason_of_import(Path(figures.source).name)
            career.save()  # without a summary: no form lets it out of the drafts so, and content health names it
            added.append(career)
    return sorted([*careers, *added], key=lambda career: career.code)


def _remember_tasks(memory, tasks, code) -> None:
    """They are the publisher's own sentences, for editors of this site to read: no page and no file has them."""
    if tasks is not None and memory.tasks != tasks.get(code, ""):
        memory.tasks = tasks.get(code, "")
        memory.save()


def _write(career, figures, wanted, shipped, memory, report, overwrite):
    changed, remembered = [], dict(memory.values)
    for group in Career.figure_groups:
        group = [name for name in group if name in wanted]  # a file may lack a part of what belongs together
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
        _check(career, changed, figures)
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


def _check(career, changed, figures) -> None:
    """Of what was there before nothing is checked: an editor's draft may lack what it needs."""
    others = {one.name for one in career._meta.get_fields()} - {*changed}
    try:
        career.clean_fields(exclude=others)
        career.clean()
    except ValidationError as error:
        why = "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
        raise WrongFile(f"{figures.source}: {career.code}: {why}") from error


def _may_change(career, name, wanted, shipped, imported) -> bool:
    """Say whether a value is not an editor's: it is as it was imported or shipped last, or nobody has filled it in."""
    current = getattr(career, name)
    if current == wanted:
        return True
    for memory in (imported, shipped):  # what was written last counts, even if it was shipped differently
        if name in memory:
            return current == memory[name]
    return current in ("", None)


def quoted(text: Any) -> str:
    """A cell as a message shows it: one with a hundred thousand characters would bury the message."""
    text = str(text)
    return f"{text[:LONGEST_QUOTED]}…" if len(text) > LONGEST_QUOTED else text


def note_once(found: dict, key: Any, value: Any, where: str) -> None:
    """Take `value` down under `key`. A file that says something else of the same key before is no use."""
    if found.setdefault(key, value) != value:
        text = _("%(where)s: “%(key)s” stands in the file before, with other figures.")
        raise WrongFile(text % {"where": where, "key": quoted(key)})


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
        raise WrongFile(_("%(where)s: “%(text)s” is no %(of)s.") % {"where": where, "text": quoted(text), "of": of})
    return number
