"""What the O*NET database says of each occupation, from the text files that a user has unpacked."""

from collections import defaultdict
from collections.abc import Container, Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from ...models import Education
from .advice import TAKE_ONET
from .figures import Figures, WrongFile, as_number, quoted
from .onet_files import (
    CODE,
    EDUCATION,
    INTERESTS,
    OCCUPATIONS,
    RELATED,
    RELEASE,
    REPORTED,
    TABLES,
    TASKS,
    TECHNOLOGY,
    TITLES,
    ZONE_NAMES,
    ZONES,
    Folder,
)

HIGH_POINTS = ("First Interest High-Point", "Second Interest High-Point", "Third Interest High-Point")
LETTERS = ("", "R", "I", "A", "S", "E", "C")  # of interests, by the number that stands for them: 0 is none
# How the reference names the zones that pages explain: five of them, or, from release 30.2 on, the first two as one.
FIVE_ZONES = {1: "little or no", 2: "some", 3: "medium", 4: "considerable", 5: "extensive"}
FOUR_ZONES = FIVE_ZONES | {2: "very little to some"}
del FOUR_ZONES[1]
LEVELS = {  # of the survey of education: O*NET's twelve
    1: Education.NONE,
    2: Education.HIGH_SCHOOL,
    3: Education.CERTIFICATE,
    4: Education.SOME_COLLEGE,
    5: Education.ASSOCIATE,
    6: Education.BACHELOR,
    7: Education.BACHELOR,
    8: Education.MASTER,
    9: Education.MASTER,
    10: Education.DOCTOR,
    11: Education.DOCTOR,
    12: Education.DOCTOR,
}
MOST_REPORTED = 10
MOST_TECHNOLOGY = 8
MOST_RELATED = 12
LARGE_SHARE = 20  # of a hundred


def read_onet(path: Path, release: str = "") -> Figures:
    """Return what the files in the folder say. The release ('30.2') is read from Read Me.txt if it is not given."""
    folder = Folder(path)
    release = release or folder.release()
    if not RELEASE.fullmatch(release):
        raise WrongFile(_("“%s” is no release of O*NET, such as 30.2.") % release)
    titles = {row[CODE]: row["Title"] for _where, row in folder.rows(OCCUPATIONS)}
    zones, tasks, notes = _zones(folder), _tasks(folder), _missing(folder)
    by_code = {code: {"name": title, "onet_release": release} for code, title in titles.items()}
    if note := _unknown_zones(folder, zones):
        notes.append(note)
    else:
        _put(by_code, "job_zone", zones, None)
        _put(by_code, "job_zone_release", dict.fromkeys(zones, release))
    _put(by_code, "interest_code", _interests(folder))
    _put(by_code, "alternate_titles", _other_titles(folder))
    for table, name, read in (
        (REPORTED, "reported_titles", _reported),
        (EDUCATION, "schooling", _schooling),
        (TECHNOLOGY, "technology", _technology),
    ):
        if folder.has(table):
            _put(by_code, name, read(folder))
    return Figures(
        source=str(path),
        by_code=by_code,
        find=lambda code: code if code in titles else None,
        also=_related(folder),
        edition=("onet_release", release),
        advice=TAKE_ONET,
        tasks=tasks,
        new={code: title for code, title in titles.items() if code in zones or code in (tasks or ())},
        notes=notes,
    )


def _put(by_code, name, values, otherwise="") -> None:
    for code, figures in by_code.items():
        figures[name] = values.get(code, otherwise)


def _missing(folder) -> list[str]:
    absent = [table.shown for table in TABLES if not folder.has(table)]
    return [_("It has no %s: what comes from there stays as it is.") % name for name in absent]


def _zones(folder) -> dict[str, int]:
    zones = {}
    for where, row in folder.rows(ZONES):
        zone = as_number(row["Job Zone"], _("job zone"), where)
        if zone not in FIVE_ZONES:
            text = _("%(where)s: a job zone is 1 to 5, not “%(zone)s”.")
            raise WrongFile(text % {"where": where, "zone": quoted(row["Job Zone"])})
        zones[row[CODE]] = int(zone)
    return zones


def _unknown_zones(folder, zones) -> str:
    """Say that the zones can't be taken, if the reference explains them in another way than the pages do."""
    names = {row["Job Zone"]: row["Name"].lower() for _where, row in folder.rows(ZONE_NAMES)}
    if not names or any(_is_as_known(names, zones, known) for known in (FIVE_ZONES, FOUR_ZONES)):
        return ""
    text = _("Its Job Zone Reference.txt has other zones than pages can explain (%s): job zones stay as they are.")
    return text % "; ".join(names.values())


def _is_as_known(names, zones, known) -> bool:
    has_them = names.keys() == {str(zone) for zone in known} and {*zones.values()} <= known.keys()
    return has_them and all(words in names[str(zone)] for zone, words in known.items())


def _interests(folder) -> dict[str, str]:
    """The letters of each occupation's highest interests: 'SIR'."""
    points: dict[str, dict[str, str]] = defaultdict(dict)
    for where, row in folder.rows(INTERESTS):
        if row["Scale ID"] == "IH" and row["Element Name"] in HIGH_POINTS:
            number = as_number(row["Data Value"], _("interest"), where)
            if number not in range(len(LETTERS)):
                text = _("%(where)s: an interest is 0 to 6, not “%(value)s”.")
                raise WrongFile(text % {"where": where, "value": quoted(row["Data Value"])})
            points[row[CODE]][row["Element Name"]] = LETTERS[int(number)]
    return {code: "".join(letters.get(point, "") for point in HIGH_POINTS) for code, letters in points.items()}


def _other_titles(folder) -> dict[str, str]:
    """The other titles of each occupation and their short forms, each once, in the file's order."""
    titles = defaultdict(list)
    for _where, row in folder.rows(TITLES):
        titles[row[CODE]] += [title for title in (row["Job Title"], row["Short Title"]) if title and title != "n/a"]
    return {code: "\n".join(dict.fromkeys(found)) for code, found in titles.items()}


def _reported(folder) -> dict[str, str]:
    titles = defaultdict(list)
    for _where, row in folder.rows(REPORTED):
        titles[row[CODE]].append(row["Reported Job Title"])
    return {code: _first_of(found, MOST_REPORTED) for code, found in titles.items()}


def _schooling(folder) -> dict[str, str]:
    r"""How many of a hundred name each level: 'bachelor 57\nmaster 20', the least school first.

    A survey of which O*NET would suppress a large share says nothing.
    """
    shares: dict[str, dict[Education, float]] = defaultdict(lambda: defaultdict(float))
    unsure = set()
    for where, row in folder.rows(EDUCATION):
        if row["Scale ID"] != "RL":
            continue
        category = as_number(row["Category"], _("category"), where)
        if category not in LEVELS:
            text = _("%(where)s: a level of education is 1 to 12, not “%(category)s”.")
            raise WrongFile(text % {"where": where, "category": quoted(row["Category"])})
        share = as_number(row["Data Value"], _("share"), where) or 0
        shares[row[CODE]][LEVELS[category]] += share
        if row.get("Recommend Suppress") == "Y" and share >= LARGE_SHARE:
            unsure.add(row[CODE])
    return {code: "" if code in unsure else "\n".join(_in_words(found)) for code, found in shares.items()}


def _in_words(shares) -> Iterable[str]:
    return (f"{level} {round(shares[level])}" for level in Education if round(shares.get(level, 0)))


def _technology(folder) -> dict[str, str]:
    """What employers often ask for by name: in this occupation, where the release says it, else in any."""
    examples = defaultdict(list)
    for _where, row in folder.rows(TECHNOLOGY):
        if row["Hot Technology"] == "Y" and row.get("In Demand", "Y") == "Y":
            examples[row[CODE]].append(row["Workplace Example"])
    return {code: _first_of(found, MOST_TECHNOLOGY) for code, found in examples.items()}


def _first_of(texts: Iterable[str], most: int) -> str:
    """Up to `most` of them, each once, however it is spelled, one on each line."""
    once: dict[str, str] = {}
    for text in texts:
        if text:
            once.setdefault(text.casefold(), text)
    return "\n".join(list(once.values())[:most])


def _related(folder):
    """A function that gives a career those of its related ones that are here: the primary ones first, then by index."""
    related = defaultdict(list)
    for where, row in folder.rows(RELATED):
        rank = as_number(row["Index"], _("index"), where) or 0
        is_supplemental = not row["Relatedness Tier"].startswith("Primary")
        related[row[CODE]].append((is_supplemental, rank, row["Related O*NET-SOC Code"]))

    def also(onet_code: str, code: str, here: Container[str]) -> dict[str, str]:
        codes = (other for *_rank, other in sorted(related.get(code, ())) if other in here and other != code)
        return {"related": _first_of(codes, MOST_RELATED)}

    return also if folder.has(RELATED) else lambda onet_code, code, here: {}


def _tasks(folder) -> dict[str, str] | None:
    """What people do, the core of the work first; None if the file is not there."""
    if not folder.has(TASKS):
        return None
    tasks = defaultdict(list)
    for _where, row in folder.rows(TASKS):
        tasks[row[CODE]].append((row["Task Type"] != "Core", row["Task"]))
    return {
        code: "\n".join(task for _rank, task in sorted(found, key=lambda one: one[0])) for code, found in tasks.items()
    }
