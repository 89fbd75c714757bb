"""What an editor should know about the quiz: clusters out of balance, questions without one, wordings against a rule.

Pure: it is given the questions and the clusters. The word lists are for statements in English that go after 'Would you
like to ...'; words that are verbs too ('cook', 'judge') are not in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..text.reading import grade, words
from .scoring import NEEDED

MOST_WORDS = 12
HIGHEST_GRADE, HIGHEST_AVERAGE = 9, 7
KINDS = 3  # familiar, hands-on, thinking
STEM = "Would you like to {}?"


def _any_of(text: str) -> re.Pattern:
    return re.compile(rf"\b(?:{'|'.join(text.split())})\b", re.IGNORECASE)


WORDINGS = (
    (re.compile(r"\b(?:not|no|never|without|stop|quit)\b|n['’]t\b", re.IGNORECASE),
     _("“%s” says what one would not do.")),
    (re.compile(r"[,;]|\b(?:and|or)\b", re.IGNORECASE), _("“%s”: it seems to hold two ideas.")),
    (_any_of(
        "accountant actor architect artist banker boss builder carpenter cashier chef chemist counselor dancer dentist "
        "detective developer director driver electrician farmer firefighter lawyer leader manager mechanic musician "
        "officer paramedic plumber police politician programmer ranger reporter sailor scientist secretary singer "
        "soldier surgeon teacher technician therapist vet waiter welder writer"
    ), _("“%s” names a job.")),
    (_any_of("algebra biology chemistry economics geography geometry history math maths mathematics physics science"),
     _("“%s” names a school subject.")),
    (_any_of("he she him her his hers man men woman women boy boys girl girls guy guys lady ladies mom moms dad dads "
             "mother mothers father fathers"), _("“%s” is about one gender.")),
    (_any_of("best elite expert experts famous genius leading prestigious professional rich richest top"),
     _("“%s” promises prestige.")),
    (_any_of("abroad buy car cars drive pay rent travel trip trips vacation"),
     _("“%s” may need money, travel or a car.")),
    (re.compile(r"^[A-Z]"), _("“%s”: start with a small letter, because it goes after “Would you like to …”.")),
    (re.compile(r"[.?!…]$"), _("“%s”: leave out the mark at the end.")),
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """A sentence about a question, about a cluster, or, with neither, about the quiz as a whole."""

    text: str
    item: Any = None
    cluster: Any = None


def find_faults(items: Sequence[Any], clusters: Sequence[Any]) -> list[Fault]:
    """What is wrong with `items` (QuizItem), of which each of `clusters` (Cluster) should have as many."""
    faults = [fault for item in items for fault in find_item_faults(item)]
    if items:
        average = grade(" ".join(STEM.format(item.text) for item in items))
        if average > HIGHEST_AVERAGE:
            text = gettext("All statements together need school grade %(grade).1f; at most %(most)d is wanted.")
            faults.append(Fault(text % {"grade": average, "most": HIGHEST_AVERAGE}))
    by_cluster = {cluster.pk: [item for item in items if item.cluster_id == cluster.pk] for cluster in clusters}
    usual = Counter(len(members) for members in by_cluster.values()).most_common(1)
    for cluster in clusters:
        faults += _cluster_faults(cluster, by_cluster[cluster.pk], usual[0][0])
    asked = {cluster.pk for cluster in clusters}
    faults += [
        Fault(gettext("It stands in another framework than the quiz: it is not asked."), item)
        for item in items
        if item.cluster_id and item.cluster_id not in asked
    ]
    return faults


def find_item_faults(item: Any) -> Iterable[Fault]:
    """What is wrong with one question by itself."""
    if not item.cluster_id:
        yield Fault(gettext("It has no cluster: it is not asked."), item)
    if item.cluster_id and not item.sub_cluster_id:
        yield Fault(gettext("It doesn't say from which part of its cluster it is taken."), item)
    if len(words(item.text)) > MOST_WORDS:
        yield Fault(gettext("It has more than %d words.") % MOST_WORDS, item)
    for pattern, why in WORDINGS:
        if found := pattern.search(item.text):
            yield Fault(why % found[0], item)
    if (needs := grade(STEM.format(item.text))) > HIGHEST_GRADE:
        yield Fault(gettext("It needs school grade %.1f: use shorter words.") % needs, item)


def _cluster_faults(cluster: Any, items: list[Any], usual: int) -> Iterable[Fault]:
    count = len(items)
    if count != usual:
        text = ngettext(
            "It has %(count)d question; most clusters have %(usual)d.",
            "It has %(count)d questions; most clusters have %(usual)d.",
            count,
        )
        yield Fault(text % {"count": count, "usual": usual}, cluster=cluster)
    elif count < NEEDED:
        yield Fault(gettext("It has too few questions for a result that says much."), cluster=cluster)
    kinds = {item.kind for item in items}
    if len(kinds) < min(count, KINDS):
        yield Fault(gettext("Its questions are not of different kinds."), cluster=cluster)
    parts = [item.sub_cluster_id for item in items if item.sub_cluster_id]
    if len(set(parts)) < len(parts):
        yield Fault(gettext("Two of its questions are taken from the same part of it."), cluster=cluster)
