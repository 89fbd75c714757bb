"""Every field of the data files, once: JSON, CSV and the page that explains them are made from this."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models.alphabetical import alphabetical_key


@dataclass(frozen=True)
class Field:
    name: str
    meaning: str
    read: str | Callable[[Any], Any] = ""  # the way to it, "source.title", if it is not an attribute of that name

    def value(self, entry) -> Any:
        if callable(self.read):
            return self.read(entry)
        value = entry
        for name in (self.read or self.name).split("."):
            value = None if value is None else getattr(value, name)
        return value


@dataclass(frozen=True)
class Level:
    """One kind of entry: a list in JSON, columns in CSV that begin with its name."""

    many: str  # the name of the list in JSON
    title: str
    fields: tuple[Field, ...]
    name: str = ""
    below: Level | None = None

    def record(self, entry) -> dict[str, Any]:
        return {field.name: field.value(entry) for field in self.fields}

    def column(self, field: Field) -> str:
        return f"{self.name}_{field.name}" if self.name else field.name

    @property
    def columns(self) -> list[str]:
        return [self.column(field) for field in self.fields] + (self.below.columns if self.below else [])

    def with_below(self) -> Iterator[Level]:
        yield self
        if self.below:
            yield from self.below.with_below()


def _lines(name):
    return lambda entry: [line for line in getattr(entry, name).splitlines() if line.strip()]


def _in_order(parts, key: str):
    """The parts of a program as its page has them; those of one position by `key`, which no database decides."""
    return sorted(parts.all(), key=lambda part: (part.position, attrgetter(key)(part)))


def _coded(parts: str, name: str):
    """[{code, name}, ...] of what the parts of a program refer to."""
    return lambda program: [
        {"code": one.code, "name": one.name}
        for one in (getattr(part, name) for part in _in_order(getattr(program, parts), f"{name}.code"))
    ]


def _careers_of(program):
    return [
        {"code": one.career.code, "name": one.career.name, "origin": one.origin, "reason": one.reason}
        for one in _in_order(program.program_careers, "career.code")
    ]


_SLUG = Field("slug", _("The short name in addresses. It names the entry here and on the site."))
_NAME = Field("name", _("The name."))
_PATH = Field("path", _("The address of its page on this site."), lambda entry: entry.get_absolute_url())
_CITED = (
    Field("source_title", _("The document that the entry is taken from."), "source.title"),
    Field("source_section", _("Where in that document.")),
)

SOURCE = (
    _SLUG,
    Field("title", _("The title of the document.")),
    Field("publisher", _("Who published it.")),
    Field("year", _("The year, if the document has one.")),
    Field("url", _("Where to find it.")),
    Field("rights", _("What may be used of it, and how it has to be named.")),
)

PROGRAM = Level(
    name="program",
    many="programs",
    title=_("A program of study"),
    fields=(
        _SLUG,
        _NAME,
        _PATH,
        Field("summary", _("What a student would study, in our words.")),
        Field("study", _("More about that, in our words.")),
        Field(
            "skills",
            _("A list of things that one learns to do, in our words. They go after “You learn to …”."),
            lambda program: [skill.text for skill in _in_order(program.skills, "text")],
        ),
        Field("work_based", _("Ways in while at school, in our words.")),
        Field("student_groups", _("A list of student organizations whose events fit. Our judgment."), "group_names"),
        Field(
            "courses",
            _(
                "A list of courses at school in the order in which one might take them, each with its SCED code and "
                "its name by NCES. An example of ours: schools decide what they offer."
            ),
            _coded("program_courses", "course"),
        ),
        Field(
            "majors",
            _(
                "A list of college majors that teach it, the most fitting first, each with its CIP code (2020) and its "
                "name by NCES. Our judgment."
            ),
            _coded("program_majors", "major"),
        ),
        Field(
            "careers",
            _(
                "A list of careers that it leads to, the most typical first, each with its O*NET-SOC code, its name, "
                "and who says so. The origin is “official” where the framework's own crosswalk joins the career with a "
                "major of the program in its sub-cluster, “nces” where the NCES crosswalk of majors and jobs does, and "
                "“ours” where we suggest it: then it has a reason."
            ),
            _careers_of,
        ),
        *_CITED,
    ),
)
SUB_CLUSTER = Level(
    name="sub_cluster",
    many="sub_clusters",
    title=_("A sub-cluster or career pathway"),
    fields=(
        _SLUG,
        _NAME,
        _PATH,
        Field("tagline", _("What one does here, in a few of our words.")),
        Field("summary", _("What it is, in our words.")),
        Field("origin_note", _("Why it is new, where no older framework has it. Our judgment.")),
        *_CITED,
    ),
    below=PROGRAM,
)
CLUSTER = Level(
    name="cluster",
    many="clusters",
    title=_("A cluster"),
    fields=(
        _SLUG,
        _NAME,
        _PATH,
        Field("abbreviation", _("What people call it for short.")),
        Field("is_cross_cutting", _("True if its work is done in every other cluster.")),
        Field("tagline", _("What it is, in a few of our words.")),
        Field("summary", _("What people do in it, in our words.")),
        Field("what_people_do", _("A list of things done at work, in our words."), _lines("what_people_do")),
        Field("you_might_like", _("A list of reasons to like it, in our words."), _lines("you_might_like")),
        Field("to_talk_over", _("A list of questions to talk over with a counselor."), _lines("to_talk_over")),
        Field(
            "parts",
            _("A list of parts that the source names, each with a name and a summary."),
            lambda cluster: [
                {"name": part.name, "summary": part.summary}
                for part in sorted(
                    cluster.parts.all(), key=lambda part: (part.position, alphabetical_key(part.name), part.pk)
                )
            ],
        ),
        Field(
            "served_by",
            _("A list of the cross-cutting clusters that help here: the slug of each, and how. Our judgment."),
            lambda cluster: [
                {"cluster": link.cross_cutting.slug, "summary": link.summary}
                for link in sorted(
                    cluster.served_by.all(), key=lambda link: (link.cross_cutting.position, link.cross_cutting.slug)
                )
            ],
        ),
        *_CITED,
    ),
    below=SUB_CLUSTER,
)
GROUPING = Level(
    name="grouping",
    many="groupings",
    title=_("A grouping"),
    fields=(
        _SLUG,
        _NAME,
        Field("starter", _("How a student who belongs here might end “I like to …”. Our words.")),
        Field("summary", _("What its clusters share, in our words.")),
        *_CITED,
    ),
    below=CLUSTER,
)
FRAMEWORK = Level(
    name="framework",
    many="framework",
    title=_("The framework"),
    fields=(
        _SLUG,
        _NAME,
        _PATH,
        Field("summary", _("What it is and whom it is for, in our words.")),
        Field("note", _("What else a reader has to know about it.")),
        Field("publisher", _("Who published it.")),
        Field("year", _("The year, if it has one.")),
        Field("status", _("Where it stands in time: current, superseded or historical.")),
        Field("cluster_term", _("Its own word for a cluster.")),
        Field("grouping_term", _("Its own word for a grouping.")),
        Field("sub_cluster_term", _("Its own word for a sub-cluster.")),
        Field("program_term", _("Its own word for a program.")),
        *_CITED,
    ),
    below=GROUPING,
)


CROSSWALK_ENTRY = (
    Field("origin", _("“official” for a row of the official crosswalk, “suggestion” for a judgment of our own.")),
    Field(
        "old_framework_slug",
        _("The framework it leads from. Empty where the new cluster is new."),
        "old_cluster.framework.slug",
    ),
    Field("old_cluster_slug", _("The cluster it leads from."), "old_cluster.slug"),
    Field("old_cluster_name", _("Its name."), "old_cluster.name"),
    Field(
        "old_sub_cluster_slug",
        _("The part of that cluster. Empty where the row is about the whole of it."),
        "old_sub_cluster.slug",
    ),
    Field("old_sub_cluster_name", _("Its name."), "old_sub_cluster.name"),
    Field("new_framework_slug", _("The framework it leads to."), "new_cluster.framework.slug"),
    Field("new_cluster_slug", _("The cluster it leads to."), "new_cluster.slug"),
    Field("new_cluster_name", _("Its name."), "new_cluster.name"),
    Field(
        "new_sub_cluster_slug",
        _("The part of that cluster. Empty where the row is about the whole of it."),
        "new_sub_cluster.slug",
    ),
    Field("new_sub_cluster_name", _("Its name."), "new_sub_cluster.name"),
    Field("kind", _("What happened, in official rows: renamed, combined, removed (and spread) or new.")),
    Field("rank", _("Of several suggestions for one entry, 1 is the closest match. Empty in official rows.")),
    Field("explanation", _("What became of it, or why we suggest it, in our words.")),
    *_CITED,
)
OFFICIAL = Level(many="official", title=_("An official row or a suggestion"), fields=CROSSWALK_ENTRY)
SUGGESTION = replace(OFFICIAL, many="suggestions")

PLACE = Level(
    name="place",
    many="places",
    title=_("A place where the career stands"),
    fields=(
        Field("framework_slug", _("The framework."), "sub_cluster.cluster.framework.slug"),
        Field("cluster_slug", _("The cluster."), "sub_cluster.cluster.slug"),
        Field("cluster_name", _("Its name."), "sub_cluster.cluster.name"),
        Field("sub_cluster_slug", _("The sub-cluster."), "sub_cluster.slug"),
        Field("sub_cluster_name", _("Its name."), "sub_cluster.name"),
        Field("path", _("The address of its page on this site."), lambda place: place.sub_cluster.get_absolute_url()),
        Field(
            "position", _("How typical the career is there, by our judgment: the smallest number is the most typical.")
        ),
        Field("origin", _("“official” where the publisher's list has the career, “ours” where we suggest it.")),
        Field("reason", _("Why we suggest it. Empty at official places.")),
    ),
)
CAREER = Level(
    name="career",
    many="careers",
    title=_("A career"),
    fields=(
        Field("code", _("The O*NET-SOC code. It names the career here and on the site.")),
        Field("name", _("The name, by O*NET.")),
        _PATH,
        Field("summary", _("What one does, in our words.")),
        Field("day", _("A list of what one might do on a day, in our words."), "day_lines"),
        Field(
            "license",
            _(
                "Whether one needs a license of the state or the country, by our own reading: always, most-states, "
                "some-states or no. Empty if we don't say."
            ),
        ),
        Field("license_note", _("What is to be added about the license.")),
        Field(
            "reported_titles", _("A list of what people in the job call themselves, by O*NET."), "reported_title_lines"
        ),
        Field(
            "technology", _("A list of software that employers often ask for by name, by O*NET."), "technology_lines"
        ),
        Field(
            "related",
            _("A list of codes of similar careers of this file, the most similar first, by O*NET."),
            "related_codes",
        ),
        Field(
            "schooling",
            _(
                "What people who know the job say that a new worker needs, by O*NET's survey: a list of levels with "
                "how many of a hundred say each: “bachelor 57”."
            ),
            lambda career: [f"{level.value} {share}" for level, share in career.schooling_shares.items()],
        ),
        Field(
            "job_zone",
            _("How much preparation it takes, from 1 to 5, by O*NET. From release 30.2 on, 2 stands for 1 and 2."),
        ),
        Field("job_zone_release", _("The O*NET release of the job zone. It may be an older one.")),
        Field("interest_code", _("Its highest interests by their first letters, by O*NET: “SIR”.")),
        Field(
            "bright_outlook",
            _("A list of O*NET's reasons to call its outlook bright."),
            lambda career: [reason.value for reason in career.outlooks],
        ),
        Field("onet_release", _("The O*NET release of the name, interests and outlook.")),
        Field("median_pay", _("US dollars a year, by the BLS: half of the people earn less.")),
        Field("pay_10", _("US dollars a year, by the BLS: 1 in 10 earns less.")),
        Field("pay_25", _("US dollars a year, by the BLS: 1 in 4 earns less.")),
        Field("pay_75", _("US dollars a year, by the BLS: 1 in 4 earns more.")),
        Field("pay_90", _("US dollars a year, by the BLS: 1 in 10 earns more.")),
        Field("hourly_pay", _("US dollars an hour, by the BLS: half of the people earn less.")),
        Field("hourly_10", _("US dollars an hour, by the BLS: 1 in 10 earns less.")),
        Field("hourly_25", _("US dollars an hour, by the BLS: 1 in 4 earns less.")),
        Field("hourly_75", _("US dollars an hour, by the BLS: 1 in 4 earns more.")),
        Field("hourly_90", _("US dollars an hour, by the BLS: 1 in 10 earns more.")),
        Field("pay_year", _("The pay is of May of this year.")),
        Field(
            "typical_entry_education",
            _(
                "School to start, by the BLS: none, high-school, some-college, certificate, associate, bachelor, "
                "master or doctor."
            ),
        ),
        Field(
            "training",
            _("Training on the job, by the BLS: none, short, moderate, long, apprenticeship or residency."),
        ),
        Field("experience", _("Work in a related job before it, by the BLS: none, some (under five years) or long.")),
        Field("jobs", _("Jobs in the whole country in the first year of the projection, by the BLS.")),
        Field("growth_percent", _("How many percent more jobs there will be, by the BLS. Less than 0 means fewer.")),
        Field("annual_openings", _("Openings a year in the whole country, by the BLS.")),
        Field("projected_from", _("The first year of the BLS's projection.")),
        Field("projected_to", _("The last year of the BLS's projection.")),
        Field(
            "counted_as", _("The code of the wider group whose BLS figures these are. Empty if it is counted alone.")
        ),
        Field(
            "set_here",
            _("A list of the fields above that an editor of this site has set: these are not the publisher's."),
            lambda career: [name for name in career.published_figures if career.is_ours(name)],
        ),
        *_CITED,
    ),
    below=PLACE,
)
