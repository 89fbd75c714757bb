"""Codes of occupations: O*NET's are finer than those under which the BLS and Advance CTE count."""

import re
from collections.abc import Callable, Container, Iterator

from django.utils.translation import gettext as _

from .figures import WrongFile, quoted

SOC_CODE = re.compile(r"\d\d-\d{4}", re.ASCII)
# What the BLS counts together under a code of its own; other groups have the broad code, which ends in 0.
COUNTED_TOGETHER = {
    "21-1011": "21-1018",
    "21-1014": "21-1018",
    "25-2055": "25-2052",
    "25-2056": "25-2052",
    "25-9042": "25-9045",
    "25-9043": "25-9045",
    "25-9049": "25-9045",
    "51-2022": "51-2028",
    "51-2023": "51-2028",
    "53-1042": "53-1047",
    "53-1043": "53-1047",
    "53-1044": "53-1047",
    "53-1049": "53-1047",
}


def soc_code(text, where) -> str:
    code = str(text).strip()
    if not SOC_CODE.fullmatch(code):
        raise WrongFile(
            _("%(where)s: “%(code)s” is no code of an occupation.") % {"where": where, "code": quoted(code)}
        )
    return code


def counted_as(onet_code: str, code: str, _here: Container[str]) -> dict[str, str]:
    """The wider group whose figures a career has, if it is not counted alone."""
    return {"counted_as": "" if onet_code == f"{code}.00" else code}


def finder(by_code: Container[str]) -> Callable[[str], str | None]:
    """A function from O*NET's code to the one under which the BLS counts: the same, or the one of a wider group."""

    def ways(onet_code: str) -> Iterator[str]:
        code = onet_code.partition(".")[0]
        yield code
        if code in COUNTED_TOGETHER:
            yield COUNTED_TOGETHER[code]
        yield f"{code[:-1]}0"

    return lambda onet_code: next((code for code in ways(onet_code) if code in by_code), None)
