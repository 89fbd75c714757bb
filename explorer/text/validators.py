import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

validate_site_path = RegexValidator(
    r"^/(?![/\\])[^\s\\?#]*\Z",
    _("Write an address of this site, from its first slash and without the host: /frameworks/modernized/construction/"),
    code="not_a_site_path",
)

validate_site_link = RegexValidator(
    r"^/(?![/\\])[^\s\\?#]*(\?[^\s\\?#]+)?\Z",
    _("Write an address of this site, from its first slash and without the host: /careers/?school=high-school"),
    code="not_a_site_link",
)

ONET_CODE = r"\d{2}-\d{4}\.\d{2}"
validate_onet_code = RegexValidator(
    rf"^{ONET_CODE}\Z", _("Write the code as O*NET does: 29-1141.00"), code="not_an_onet_code"
)
validate_soc_code = RegexValidator(
    r"^\d{2}-\d{4}\Z", _("Write the code as the BLS does: 29-1141"), code="not_a_soc_code"
)
OUTLOOKS = ("Rapid Growth", "Numerous Job Openings", "New and Emerging")


def validate_outlook(value: str) -> None:
    """Refuse what is no list of O*NET's reasons, joined by '; '."""
    reasons = value.split("; ")
    if not set(reasons) <= set(OUTLOOKS) or len(set(reasons)) < len(reasons):
        raise ValidationError(
            _("Write one or more of these, joined by “; ”: %(reasons)s."),
            code="no_such_outlook",
            params={"reasons": ", ".join(OUTLOOKS)},
        )


SCHOOLING = ("none", "high-school", "some-college", "certificate", "associate", "bachelor", "master", "doctor")
_SHARE = re.compile(rf"({'|'.join(SCHOOLING)}) (\d{{1,3}})", re.ASCII)


def validate_schooling(text: str) -> None:
    """Refuse what is no list of levels of school and how many of a hundred people name each, one on each line."""
    found = [_SHARE.fullmatch(line.strip()) for line in text.splitlines() if line.strip()]
    levels = [one[1] for one in found if one]
    if not all(found) or len(set(levels)) < len(levels) or sum(int(one[2]) for one in found if one) > 104:
        raise ValidationError(
            _(
                "Write a level and how many of a hundred name it, each level once, one on each line: “bachelor 57”. "
                "The levels: %(levels)s. Together they are no more than 100."
            ),
            code="no_schooling",
            params={"levels": ", ".join(SCHOOLING)},
        )


def validate_related(text: str) -> None:
    """Refuse what is no list of O*NET-SOC codes, one on each line."""
    for line in text.splitlines():
        validate_onet_code(line.strip())


validate_cip_code = RegexValidator(
    r"^[0-9]{2}\.[0-9]{4}\Z", _("Write the code as NCES does: 51.3801"), code="not_a_cip_code"
)
validate_course_code = RegexValidator(
    r"^[0-9]{5}\Z", _("Write the code of the course as SCED does, with five digits: 14151"), code="not_a_course_code"
)

LONGEST_SITES = 2000  # they go into a header, and servers in between take no endless ones
_NAME = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_SITE = re.compile(rf"\*|https?://(\*\.)?{_NAME}(\.{_NAME})*(:[1-9]\d{{0,4}})?", re.ASCII)


def validate_sites(text: str) -> None:
    """Refuse what is no list of sites, one on each line, that can go into a header as it is."""
    for line in text.split("\n"):
        if not _SITE.fullmatch(line):
            raise ValidationError(
                _(
                    "“%(line)s” is no site's address. Write it from https:// to the end of the name, without a page: "
                    "https://www.our-school.org. One address on each line."
                ),
                code="no_site",
                params={"line": line[:80]},
            )
