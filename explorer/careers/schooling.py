"""The usual school to start, and what people who know the job say a new worker needs, in sentences that agree. Pure.

The BLS names one level for each career. O*NET asks people who do the work, or experts of it, which level somebody new
would need. The two differ often, so each is said with its own name, and what the second one says is counted from the
first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from ..models import Education

WITH_ARTICLE = {
    Education.NONE: gettext_lazy("less than a high school diploma"),
    Education.HIGH_SCHOOL: gettext_lazy("a high school diploma"),
    Education.SOME_COLLEGE: gettext_lazy("some college, without a degree"),
    Education.CERTIFICATE: gettext_lazy("a certificate after high school"),
    Education.ASSOCIATE: gettext_lazy("an associate's degree"),
    Education.BACHELOR: gettext_lazy("a bachelor's degree"),
    Education.MASTER: gettext_lazy("a master's degree"),
    Education.DOCTOR: gettext_lazy("a doctoral or professional degree"),
}
NEARLY_ALL = 95  # of a hundred
FEW = 5  # fewer of a hundred are not spoken of
NEARLY_ALL_SAY = {
    "less": gettext_lazy("nearly all people who know the job say less than that"),
    "same": gettext_lazy("nearly all people who know the job say just that"),
    "more": gettext_lazy("nearly all people who know the job say more than that"),
}
MOST_SAY = {
    "less": gettext_lazy("about %(number)s of 10 people who know the job say less than that"),
    "same": gettext_lazy("about %(number)s of 10 people who know the job say just that"),
    "more": gettext_lazy("about %(number)s of 10 people who know the job say more than that"),
}
OTHERS_SAY = {
    "less": ngettext_lazy("%(number)s says less", "%(number)s say less", "number"),
    "same": ngettext_lazy("%(number)s says just that", "%(number)s say just that", "number"),
    "more": ngettext_lazy("%(number)s says more", "%(number)s say more", "number"),
}


@dataclass(frozen=True)
class Survey:
    """Of a hundred people asked: how many name less than the usual level, just that, and more."""

    usual: Education
    less: int
    same: int
    more: int


def survey_of(usual: Education, shares: Mapping[Education, int]) -> Survey:
    order = list(Education)
    rank = order.index(usual)
    return Survey(
        usual,
        less=sum(share for level, share in shares.items() if order.index(level) < rank),
        same=shares.get(usual, 0),
        more=sum(share for level, share in shares.items() if order.index(level) > rank),
    )


def say_survey(usual: Education | None, shares: Mapping[Education, int]) -> str:
    """Return what people who know the job say, beside the usual level (None if none is published); '' if unknown."""
    shares = {level: share for level, share in shares.items() if share}
    if not shares:
        return ""
    return _beside_usual(survey_of(usual, shares), shares) if usual else _most_named(shares)


def _beside_usual(survey: Survey, shares: Mapping[Education, int]) -> str:
    """'Asked what a new worker needs, about 6 of 10 people who know the job say just that and 3 say more.'"""
    named = tenths(survey)
    if not named:
        return ""
    first, *others = sorted(named, key=lambda part: (-getattr(survey, part), part != "same"))
    if getattr(survey, first) >= NEARLY_ALL:
        sentence, others = str(NEARLY_ALL_SAY[first]), []
    else:
        sentence = MOST_SAY[first] % {"number": named[first]}
    parts = [sentence, *(OTHERS_SAY[part] % {"number": named[part]} for part in others)]
    sentences = [_("Asked what a new worker needs, %(parts)s.") % {"parts": _joined(parts)}]
    top, _share = _top(shares)
    if top != survey.usual:
        sentences.append(_("The level that they name most is %(level)s.") % {"level": WITH_ARTICLE[top]})
    return " ".join(sentences)


def _most_named(shares: Mapping[Education, int]) -> str:
    top, share = _top(shares)
    level = WITH_ARTICLE[top]
    if share >= NEARLY_ALL:
        return _("Nearly all people who know the job say that a new worker needs %(level)s.") % {"level": level}
    return _(
        "Asked what a new worker needs, people who know the job most often name %(level)s: about %(number)s in 10 do."
    ) % {"level": level, "number": max(1, round(share / 10))}


def _top(shares: Mapping[Education, int]) -> tuple[Education, int]:
    """What most people name; of two that as many name the one that takes less school."""
    order = list(Education)
    return max(shares.items(), key=lambda one: (one[1], -order.index(one[0])))


def tenths(survey: Survey) -> dict[str, int]:
    """{"less", "same", "more": so many of ten}, of those worth a word; never more than ten together."""
    shares = {"less": survey.less, "same": survey.same, "more": survey.more}
    shares = {part: share for part, share in shares.items() if share >= FEW}
    whole = {part: max(1, share // 10) for part, share in shares.items()}
    left = round(min(100, sum(shares.values())) / 10) - sum(whole.values())
    if left < 0:
        whole[max(whole, key=lambda part: shares[part])] += left
    by_rest = sorted((part for part in shares if shares[part] >= 10), key=lambda part: -(shares[part] % 10))
    for part in by_rest[: max(0, left)]:
        whole[part] += 1
    return whole


def _joined(parts: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'"""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
