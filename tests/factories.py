"""Data for tests: every function makes one entry, and says in its keywords what the test is about."""

from explorer.models import (
    Awards,
    Career,
    CareerPlacement,
    Cluster,
    ClusterPart,
    ClusterSuggestion,
    College,
    Course,
    CrossCuttingLink,
    CrosswalkRow,
    Framework,
    GlossaryTerm,
    Grouping,
    LeadsBy,
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
from explorer.models.history import write_history
from explorer.text.slugs import make_slug

OF_A_SUB_CLUSTER = {"tagline": "Do the work.", "summary": "You do the work. You do it well."}
OF_A_PROGRAM = {"summary": "You learn to work with wood."}


def create_source(*, slug="guide", **fields):
    defaults = {"title": "A guide", "publisher": "A publisher", "year": 2024}
    return Source.objects.get_or_create(slug=slug, defaults=defaults | fields)[0]


def _cited(fields):
    """Where an entry comes from, unless its fields say so."""
    return {"source": fields["source"] if "source" in fields else create_source(), "source_section": "p. 1"}


def create_framework(*, name="Modernized", **fields):
    defaults = {
        "summary": "A framework.",
        "publisher": "A publisher",
        "year": 2024,
        "grouping_term": "Cluster Grouping",
        "grouping_term_plural": "Cluster Groupings",
        "sub_cluster_term": "Sub-Cluster",
        "sub_cluster_term_plural": "Sub-Clusters",
        "program_term": "Program of Study",
        "program_term_plural": "Programs of Study",
    }
    return Framework.objects.create(name=name, **{**_cited(fields), **defaults, **fields})


def create_grouping(*, framework, name="Building & Moving", **fields):
    defaults = {"hue": "copper", "icon": "hammer", "starter": "build things", "summary": "Work with your hands."}
    return Grouping.objects.create(framework=framework, name=name, **{**_cited(fields), **defaults, **fields})


def create_cluster(*, framework, name="Construction", **fields):
    defaults = {
        "icon": "hard-hat",
        "tagline": "Build it",
        "summary": "People here build.",
        "what_people_do": "Lay bricks.\nPour concrete.\nRead plans.",
        "you_might_like": "You build.\nYou fix.\nYou plan.",
    }
    return Cluster.objects.create(framework=framework, name=name, **{**_cited(fields), **defaults, **fields})


def create_sub_cluster(*, cluster, name="Skilled Trades", **fields):
    return SubCluster.objects.create(cluster=cluster, name=name, **{**_cited(fields), **OF_A_SUB_CLUSTER, **fields})


def create_program(*, name="Carpentry", sub_clusters=(), **fields):
    program = Program.objects.create(name=name, **{**_cited(fields), **OF_A_PROGRAM, **fields})
    for position, sub_cluster in enumerate(sub_clusters, start=1):
        Placement.objects.create(program=program, sub_cluster=sub_cluster, position=position)
    return program


def create_link(*, cluster, cross_cutting, summary="Apps help."):
    return CrossCuttingLink.objects.create(cluster=cluster, cross_cutting=cross_cutting, summary=summary)


def create_part(*, cluster, name="Roads", summary="Roads and bridges."):
    return ClusterPart.objects.create(cluster=cluster, name=name, summary=summary)


def create_row(*, new, old=None, **fields):
    defaults = {"kind": "renamed" if old else "new", "summary": "It has another name now."}
    return CrosswalkRow.objects.create(old=old, new=new, **{**_cited(fields), **defaults, **fields})


def create_suggestion(*, old, new, position=1, reason="Its work is found here."):
    """Between two clusters, or between two sub-clusters."""
    model = ClusterSuggestion if isinstance(old, Cluster) else SubClusterSuggestion
    return model.objects.create(old=old, new=new, position=position, reason=reason)


def create_term(*, name="Career Pathway", gloss="A road to a job.", **fields):
    return GlossaryTerm.objects.create(name=name, gloss=gloss, **{**_cited(fields), **fields})


def create_learn_page(*, name="What is a cluster", **fields):
    defaults = {"summary": "What a cluster is.", "body": "A **cluster** is a group."}
    return LearnPage.objects.create(name=name, **{**_cited(fields), **defaults, **fields})


def create_practice(*, name="Work in teams", **fields):
    return Practice.objects.create(name=name, **{**_cited(fields), "summary": "You work with others.", **fields})


def create_resource(*, name="A guide", **fields):
    defaults = {"publisher": "A state", "url": "https://example.org/guide", "good_for": "It is good for reading."}
    return Resource.objects.create(name=name, **{**_cited(fields), **defaults, **fields})


def create_career(
    *,
    code="47-2031.00",
    name="Carpenters",
    sub_clusters=(),
    position=1,
    origin="ours",
    reason="They work here.",
    **fields,
):
    defaults = {
        "summary": "You cut and fit wood to build homes.",
        "job_zone": 2,
        "interest_code": "RC",
        "onet_release": "30.2",
        "typical_entry_education": "high-school",
        "median_pay": 60_000,
        "pay_year": 2025,
        "growth_percent": 4.5,
        "annual_openings": 74_100,
        "projected_from": 2024,
        "projected_to": 2034,
    }
    career = Career(code=code, name=name, **{**_cited(fields), **defaults, **fields})
    career.publish({figure: getattr(career, figure) for figure in Career.published_figures})  # as if imported
    career.save()
    for sub_cluster in sub_clusters:
        CareerPlacement.objects.create(
            career=career, sub_cluster=sub_cluster, position=position, origin=origin, reason=reason
        )
    return career


def create_careers(count, *, sub_cluster, start=1, **fields):
    """So many careers of a sub-cluster: Career 1, Career 2 ..., each with a thousand dollars more."""
    return [
        create_career(
            code=f"47-{number:04}.00",
            name=f"Career {number}",
            sub_clusters=[sub_cluster],
            position=number,
            **{"median_pay": 30_000 + 1000 * number, **fields},
        )
        for number in range(start, start + count)
    ]


def create_signpost(*, name="Take the quiz", **fields):
    defaults = {"path": "/quiz/", "icon": "compass", "summary": "It asks what you like."}
    return Signpost.objects.create(name=name, **{**defaults, **fields})


def create_course(*, code="17002", name="General Construction", **fields):
    return Course.objects.get_or_create(code=code, defaults={"name": name, **fields})[0]


def create_major(*, code="46.0201", name="Carpentry/Carpenter.", **fields):
    return Major.objects.get_or_create(code=code, defaults={"name": name, **fields})[0]


def create_skill(*, program, text="read a blueprint", **fields):
    return ProgramSkill.objects.create(program=program, text=text, **{"icon": "ruler", "position": 1, **fields})


def add_course(program, course, **fields):
    return ProgramCourse.objects.create(program=program, course=course, **{"position": 1, **fields})


def add_major(program, major, **fields):
    return ProgramMajor.objects.create(program=program, major=major, **{"position": 1, **fields})


def lead_to(program, career, **fields):
    return ProgramCareer.objects.create(
        program=program, career=career, **{"position": 1, "origin": LeadsBy.OFFICIAL, **fields}
    )


def create_college(*, unitid=100001, name="Hill Community College", **fields):
    defaults = {"town": "Hartford", "state": "CT", "control": 1, "website": "https://hill.example/"}
    return College.objects.create(unitid=unitid, name=name, **{**defaults, **fields})


def create_awards(*, college, cip="46.0201", **counts):
    return Awards.objects.create(college=college, cip=cip, **counts)


def create_picked_list(*, name="Work outside", careers=(), **fields):
    defaults = {
        "icon": "trees",
        "summary": "Careers with most of the day outside.",
        "note": "The daily tasks are outside.",
    }
    picked = PickedList.objects.create(name=name, **{**defaults, **fields})
    for career in careers:
        PickedCareer.objects.create(picked_list=picked, career=career)
    return picked


def create_quiz_item(*, cluster, slug="", **fields):
    position = fields.get("position") or cluster.quiz_items.count() + 1
    slug = slug or f"{cluster.slug}-{position}"
    return QuizItem.objects.create(cluster=cluster, **{**_asking(slug), "position": position, **fields})


def _asking(slug):
    return {"text": f"try {slug}", "explanation": f"You do {slug}.", "kind": "familiar", "slug": slug}


def create_quiz(*, clusters=5, items=3, **fields):
    """A framework whose clusters (a, b, c ...) have `items` questions each: a-1, a-2, a-3, b-1 ..."""
    cited = _cited({})
    framework = create_framework(**cited | fields)
    grouping = create_grouping(framework=framework, **cited)
    questions = []
    for position, letter in enumerate("abcdefghijklmn"[:clusters], start=1):
        name = letter.upper()
        cluster = create_cluster(framework=framework, grouping=grouping, name=name, position=position, **cited)
        for number in range(1, items + 1):
            questions.append(QuizItem(cluster=cluster, position=number, **_asking(f"{letter}-{number}")))
    _create_at_once(QuizItem, questions)
    return framework


def create_small_framework(*, clusters=3, sub_clusters=2, programs=2, **fields):
    """A framework with one cross-cutting cluster that serves `clusters` others, each with all that a page shows."""
    cited = _cited({})
    framework = create_framework(**cited | fields)
    grouping = create_grouping(framework=framework, position=1, **cited)
    crossing = create_grouping(framework=framework, name="Cross-Cutting Clusters", hue="blue", position=2, **cited)
    name = "Digital Technology"
    digital = create_cluster(
        framework=framework, grouping=crossing, name=name, icon="cpu", is_cross_cutting=True, **cited
    )
    parts, taught, placements = [], [], []
    for number in range(1, clusters + 1):
        name = f"Cluster {number}"
        cluster = create_cluster(framework=framework, grouping=grouping, name=name, position=number, **cited)
        create_link(cluster=cluster, cross_cutting=digital)
        for position in range(1, sub_clusters + 1):
            place = {"cluster": cluster, "name": f"Part {position}", "slug": f"part-{position}", "position": position}
            part = SubCluster(**place, **OF_A_SUB_CLUSTER, **cited)
            parts.append(part)
            for program in range(1, programs + 1):
                name = f"Program {framework.slug} {number} {position} {program}"
                taught.append(Program(name=name, slug=make_slug(name), **OF_A_PROGRAM, **cited))
                placements.append(Placement(program=taught[-1], sub_cluster=part, position=1))
    _create_at_once(SubCluster, parts)
    _create_at_once(Program, taught)
    _create_at_once(Placement, placements)
    return framework


def _create_at_once(model, entries):
    """With their history, in two statements: thousands of tests begin with these."""
    model.objects.bulk_create(entries)
    write_history(entries, [], None)
