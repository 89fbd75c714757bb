"""Simulated students: how often the quiz shows somebody's true favorite. `python -m tests.bench.students`

A student has an interest in each of 14 clusters: numbers from a normal distribution, of which every two correlate (R
within a grouping, less between groupings). An answer is the interest in its cluster plus noise, cut into five steps. The
noise is such that four answers of a cluster would have a reliability of 0.80 (Spearman-Brown: 0.50 for one answer, so
the noise varies as much as the interest). The true favorite is the cluster with the highest interest.

These are not people. The figures say how the scoring behaves if answers are like that, and nothing about students.
"""

import json
import random
import sys
from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from explorer.quiz.scoring import Question, rank

STUDENTS = 4_000
SEED = 2026
RELIABILITY_OF_FOUR = 0.80
WITHIN_GROUPING, BETWEEN_GROUPINGS = 0.40, 0.20
STEPS = (-1.5, -0.5, 0.5, 1.5)  # where an answer goes from 1 to 2, 2 to 3 ..., in standard deviations
CARELESS = 0.10

LEAST_FOUND, MOST_BELOW_SUM, MOST_LOST = 0.72, 0.015, 0.10
FIXTURES = Path(__file__).parent.parent.parent / "fixtures"


@dataclass
class Found:
    """Of how many students something holds, from 0 to 1."""

    shown: float  # the true favorite is in the shown list
    first: float  # ... and first in it
    by_sum: float  # ... among as many clusters by plain sums, ties in the order of the list
    length: float  # how many are shown on average
    confidence: dict[str, float]


def shipped() -> tuple[list[Question], dict[str, str]]:
    """The shipped questions, and the grouping of each cluster."""
    items = json.loads((FIXTURES / "quiz.json").read_text(encoding="utf-8"))
    entries = json.loads((FIXTURES / "modernized.json").read_text(encoding="utf-8"))
    groupings = {
        entry["fields"]["slug"]: entry["fields"]["grouping"][1]
        for entry in entries
        if entry["model"] == "explorer.cluster"
    }
    return [Question(item["fields"]["slug"], item["fields"]["cluster"][1]) for item in items], groupings


def interests(chance: random.Random, groupings: dict[str, str]) -> dict[str, float]:
    """One student's: a part for all clusters, a part for each grouping, a part for each cluster alone."""
    of_all = chance.gauss(0, sqrt(BETWEEN_GROUPINGS))
    of_grouping = {
        grouping: chance.gauss(0, sqrt(WITHIN_GROUPING - BETWEEN_GROUPINGS))
        for grouping in sorted(set(groupings.values()))
    }
    return {
        cluster: of_all + of_grouping[grouping] + chance.gauss(0, sqrt(1 - WITHIN_GROUPING))
        for cluster, grouping in groupings.items()
    }


def answers(chance, questions, interest, careless) -> dict[str, int]:
    of_one = RELIABILITY_OF_FOUR / (4 - 3 * RELIABILITY_OF_FOUR)
    noise = sqrt((1 - of_one) / of_one)
    spread = sqrt(1 + noise**2)
    return {
        one.slug: chance.randint(1, 5)
        if chance.random() < careless
        else 1 + bisect(STEPS, (interest[one.cluster] + chance.gauss(0, noise)) / spread)
        for one in questions
    }


def simulate(questions, groupings, *, careless=0.0, students=STUDENTS, seed=SEED) -> Found:
    chance = random.Random(seed)
    counts, confidence = Counter(), Counter()
    for _student in range(students):
        interest = interests(chance, groupings)
        favorite = max(interest, key=interest.get)
        sheet = answers(chance, questions, interest, careless)
        ranking = rank(questions, sheet)
        shown = [standing.cluster for standing in ranking.shown]
        sums = Counter(
            {cluster: sum(sheet[one.slug] for one in questions if one.cluster == cluster) for cluster in groupings}
        )
        by_sum = [cluster for cluster, _sum in sums.most_common(len(shown))]
        counts["shown"] += favorite in shown
        counts["first"] += favorite in shown[:1]
        counts["by_sum"] += favorite in by_sum
        counts["length"] += len(shown)
        confidence[ranking.confidence.value] += 1
    return Found(
        *(counts[name] / students for name in ("shown", "first", "by_sum", "length")),
        {name: count / students for name, count in confidence.items()},
    )


def main():
    questions, groupings = shipped()
    careful = simulate(questions, groupings)
    careless = simulate(questions, groupings, careless=CARELESS)
    print(f"{STUDENTS:,} simulated students, {len(questions)} questions, seed {SEED}.\n")
    print(
        "| simulated students | true favorite shown | by plain sums | first of all | shown on average | clear | few | none |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name, found in (("careful", careful), (f"{CARELESS:.0%} careless answers", careless)):
        share = [f"{found.confidence.get(key, 0):.0%}" for key in ("clear", "few", "none")]
        print(
            f"| {name} | {found.shown:.3f} | {found.by_sum:.3f} | {found.first:.3f} | {found.length:.1f} | {' | '.join(share)} |"
        )
    fails = [
        f"the favorite is shown to {careful.shown:.3f} (at least {LEAST_FOUND})" if careful.shown < LEAST_FOUND else "",
        f"plain sums do better: {careful.by_sum:.3f}" if careful.by_sum - careful.shown > MOST_BELOW_SUM else "",
        f"careless answers lose {careful.shown - careless.shown:.3f}"
        if careful.shown - careless.shown > MOST_LOST
        else "",
    ]
    for fail in filter(None, fails):
        print(f"Over the limit: {fail}")
    return any(fails)


if __name__ == "__main__":
    sys.exit(main())
