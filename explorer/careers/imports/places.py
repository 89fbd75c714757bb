"""Which career stands where by the publisher's list of occupations: Advance CTE's crosswalk workbooks.

One has a row for each occupation and sub-cluster (SOC Code, Occupation Title, Career Cluster, Sub-Cluster), another
repeats them for each instructional program. Columns are found by their names, on any sheet, below any title.
"""

import math
import re
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import Max
from django.utils.translation import gettext as _

from ...models import Career, CareerPlacement, Framework, Origin, SubCluster
from ...models.history import change_reason_of_import
from ...models.version import content_transaction
from ...text.slugs import make_slug
from ...text.workbooks import BadFile, Workbook
from .figures import WrongFile, quoted
from .opening import LARGEST_FILE, MOST_COLUMNS, ROWS_OF_A_HEADER
from .soc import finder

NEW_FROM = 101  # the position of the first place that an import adds: behind those that a person has put in order
COLUMNS = {
    "code": ("SOC Code", re.compile(r"(2018 )?(o\*?net-?)?soc ?(2018)? ?codes?( 2018)?")),
    "cluster": ("Career Cluster", re.compile(r"(national )?(career )?clusters?( name)?")),
    "sub_cluster": ("Sub-Cluster", re.compile(r"(career )?sub-? ?clusters?( name)?")),
}
CODE = re.compile(r"(\d\d)-?(\d{4})(?:\.?\d\d)?", re.ASCII)

Place = tuple[tuple[str, ...], tuple[str, ...]]  # the telling words of a cluster's name and of its sub-cluster's


@dataclass
class Places:
    """What a file says: {code of the SOC: {place: where it stands first}}, and what of it can't be read."""

    source: str
    by_code: dict[str, dict[Place, str]]
    odd: list[str] = field(default_factory=list)


@dataclass
class Report:
    """What an import did. Lists of 'code name / sub-cluster', of codes, or of sentences with sheet and row."""

    added: list[str] = field(default_factory=list)
    made_official: list[str] = field(default_factory=list)  # stood there by our suggestion
    gone: list[str] = field(default_factory=list)  # official here, and no longer in the file
    odd: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)  # careers here that the file has nowhere
    unused: list[str] = field(default_factory=list)  # codes of the file that no career here has
    same: int = 0
    removed: bool = False  # whether `gone` was deleted


def read_places(file: Path) -> Places:
    """Return the rows of every sheet that has the columns."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise BadFile(_("It is too large: it may have %d MB.") % (LARGEST_FILE // 1024 // 1024))
        return _read(file, Workbook(file.read_bytes()))
    except (BadFile, OSError) as error:
        text = _("%(file)s can't be read as an .xlsx file: %(error)s")
        raise WrongFile(text % {"file": file, "error": error}) from error


def _read(file: Path, book: Workbook) -> Places:
    by_code: dict[str, dict[Place, str]] = defaultdict(dict)
    places, nearest = Places(str(file), by_code), (0, "")
    for sheet in book.sheets:
        lines, columns = book.lines(sheet), None
        for line in lines:
            found = _columns_of(line.cells)
            if len(found) == len(COLUMNS):
                columns, nearest = found, (len(COLUMNS) + 1, _("it has no rows below the names of its columns"))
                break
            where = _("sheet “%(sheet)s”, row %(row)d") % {"sheet": sheet.name, "row": line.number}
            nearest = max(nearest, (len(found), _lacking(where, found)), key=lambda one: one[0])
            if line.number >= ROWS_OF_A_HEADER:
                break
        for line in lines if columns else ():
            where = _("sheet “%(sheet)s”, row %(row)d") % {"sheet": sheet.name, "row": line.number}
            cells = {what: str(line.cells.get(index, "")).strip() for what, index in columns.items()}
            if cells["code"] and cells["sub_cluster"]:
                _take(cells, where, places)
    if not by_code:
        why = nearest[1] or _("it has no column “SOC Code”, “Career Cluster” or “Sub-Cluster”")
        raise WrongFile(_("%(file)s is not the crosswalk of occupations: %(why)s.") % {"file": file, "why": why})
    return places


def _columns_of(cells) -> dict[str, int]:
    """Where the columns stand, if this row has their names: {what: index}."""
    found: dict[str, int] = {}
    for index, value in sorted(cells.items())[:MOST_COLUMNS]:
        name = " ".join(re.sub(r"[^a-z0-9*-]", " ", str(value).lower().replace("®", "")).split())
        for what, (_shown, pattern) in COLUMNS.items():
            if pattern.fullmatch(name):
                found.setdefault(what, index)
    return found


def _lacking(where, found) -> str:
    names = ", ".join(f"“{shown}”" for what, (shown, _pattern) in COLUMNS.items() if what not in found)
    return _("%(where)s lacks the columns %(names)s") % {"where": where, "names": names}


def _take(cells, where, places) -> None:
    match = CODE.fullmatch(cells["code"].removesuffix(".0"))
    if not match:
        places.odd.append(_("%(where)s: “%(code)s” is no SOC code.") % {"where": where, "code": quoted(cells["code"])})
        return
    place = telling_words(cells["cluster"]), telling_words(cells["sub_cluster"])
    said = f"{where}: “{cells['cluster']}”, “{cells['sub_cluster']}”"
    places.by_code[f"{match[1]}-{match[2]}"].setdefault(place, said)


def telling_words(name: str) -> tuple[str, ...]:
    """'Hospitality, Events, & Tourism' and 'Hospitality Events and Tourism' -> ('hospitality', 'events', 'tourism')."""
    return tuple(word for word in make_slug(name).split("-") if word not in ("and", "the"))


@content_transaction()
def write_places(places: Places, framework: Framework, *, remove: bool = False) -> Report:
    """Let every career stand where the file has it, each under `framework`; what editors have placed stays there.

    remove: official places that the file does not have are deleted. Raises WrongFile if it names a sub-cluster that
    is not here: it may be a new name of one whose places would be lost.
    """
    by_code, odd = _sub_clusters_of(places, framework)
    report = Report(odd=places.odd + odd, removed=remove)
    if remove and report.odd:
        text = _("Nothing is removed while the file has rows that are not understood:\n%s")
        raise WrongFile(text % "\n".join(report.odd))
    careers = list(Career.objects.order_by("code"))
    find = finder(by_code)
    found = {career: code for career in careers if (code := find(career.code))}
    report.without = [f"{career.code} {career.name}" for career in careers if career not in found]
    report.unused = sorted(by_code.keys() - set(found.values()))
    placements = CareerPlacement.objects.filter(sub_cluster__cluster__framework=framework)
    there = {(one.career_id, one.sub_cluster_id): one for one in placements.select_related("career", "sub_cluster")}
    reason, new = change_reason_of_import(Path(places.source).name), defaultdict(list)
    for career, code in found.items():
        for sub_cluster in by_code[code]:
            placement = there.pop((career.pk, sub_cluster.pk), None)
            if placement is None:
                typical = how_typical(
                    career.name, career.annual_openings, len(by_code[code]), career.code, sub_cluster.name
                )
                new[sub_cluster].append((-typical, career.code, career))
            elif placement.is_ours:
                placement.origin, placement.reason = Origin.OFFICIAL, ""
                _save(placement, reason)
                report.made_official.append(_said(career, sub_cluster))
            else:
                report.same += 1
    for placement in there.values():
        if placement.origin == Origin.OFFICIAL:
            report.gone.append(_said(placement.career, placement.sub_cluster))
            if remove:
                placement._change_reason = reason
                placement.delete()
    _add(new, reason, report)
    return report


def _sub_clusters_of(places, framework) -> tuple[dict[str, list[SubCluster]], list[str]]:
    """{code: its sub-clusters here}, and the rows that name others."""
    parts = list(SubCluster.objects.filter(cluster__framework=framework).select_related("cluster"))
    known = {(telling_words(part.cluster.name), telling_words(part.name)): part for part in parts}
    by_code, odd = {}, {}
    for code, found in places.by_code.items():
        by_code[code] = [known[place] for place in found if place in known]
        odd |= {place: said for place, said in found.items() if place not in known and place not in odd}
    unknown = [_("%(row)s is no sub-cluster of %(name)s.") % {"row": one, "name": framework} for one in odd.values()]
    return {code: parts for code, parts in by_code.items() if parts}, unknown


def _add(new, reason, report) -> None:
    """Behind what stands there, the most typical first."""
    for sub_cluster, careers in new.items():
        last = sub_cluster.career_placements.aggregate(last=Max("position"))["last"] or 0
        for position, (*_rank, career) in enumerate(sorted(careers, key=lambda one: one[:2]), max(last + 1, NEW_FROM)):
            placement = CareerPlacement(career=career, sub_cluster=sub_cluster, position=position)
            placement.origin = Origin.OFFICIAL
            _save(placement, reason)
            report.added.append(_said(career, sub_cluster))


def _save(placement, reason) -> None:
    placement.full_clean()
    placement._change_reason = reason
    placement.save()


def _said(career, sub_cluster) -> str:
    return f"{career.code} {career.name} / {sub_cluster.name}"


def how_typical(name: str, openings: int | None, places: int, code: str, sub_cluster: str) -> float:
    """How much a student expects a career in a sub-cluster: many jobs, few other places, a word of its name in both."""
    shared = set(_stems(name)) & set(_stems(sub_cluster))
    is_whole = code.endswith(".00")  # not a finer occupation that the list has no row for
    return math.log10((openings or 0) + 100) - 0.8 * math.log2(max(places, 1)) + 1.5 * bool(shared) + 0.7 * is_whole


def _stems(name: str) -> Iterator[str]:
    """'Environmental Engineers' -> 'enviro', 'engine': the beginnings of its words."""
    return (word[:6] for word in telling_words(name) if len(word) > 3 and word not in TELLING_NOTHING)


TELLING_NOTHING: Container[str] = frozenset({"services", "service", "workers", "systems", "other", "except", "general"})
