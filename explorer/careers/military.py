"""The ways into the armed forces, and what pays there: O*NET names these careers, and has no figures of them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..models import Career
from .preparation import Step

LEADERS = "55-2"  # enlisted people who lead others
ASVAB_URL = "https://www.asvabprogram.com/"
JOINING_URL = "https://www.usa.gov/join-military"
PAY_URL = "https://www.dfas.mil/MilitaryMembers/payentitlements/Pay-Tables/"


def way_into_service(career: Career) -> list[Step]:
    return _to_officer() if career.is_officer else _to_enlisted(career)


def _to_enlisted(career):
    steps = [
        Step(
            "school",
            _("In high school"),
            _("A diploma, and the ASVAB"),
            (
                _("The ASVAB is a test of words, math, science and how things work. It shows which jobs you can get."),
                _("Many high schools give it for free. Taking it does not mean that you join."),
            ),
            url=ASVAB_URL,
            link=_("About the ASVAB"),
        ),
        Step(
            "file-pen",
            _("At 18, or at 17 with your parents' consent"),
            _("Sign up"),
            (_("You talk with a recruiter, have a health check and sign up for some years. Ask for it in writing."),),
            url=JOINING_URL,
            link=_("How to join"),
        ),
        Step(
            "footprints",
            _("The first 7 to 13 weeks"),
            _("Basic training"),
            (_("You get fit, learn the rules and live with your group. You are paid from the first day."),),
        ),
        Step(
            "graduation-cap",
            _("Then"),
            _("A school for your job"),
            (_("It takes some weeks or more than a year. Some of what you learn counts in jobs outside, too."),),
        ),
    ]
    if career.code.startswith(LEADERS):
        steps[-1] = Step(
            "graduation-cap",
            _("Then"),
            _("A school for your job, and years of service"),
            (_("You rise in rank by time, tests and good work. Then you lead others."),),
        )
    return steps


def _to_officer():
    return [
        Step(
            "school",
            _("In high school"),
            _("Good grades, sports and leading a group"),
            (
                _("Service academies and ROTC scholarships choose in your last year. Begin to ask the year before."),
                _("The ASVAB, a test for enlisted people, can show you what you are good at. Officers take others."),
            ),
            url=ASVAB_URL,
            link=_("About the ASVAB"),
        ),
        Step(
            "graduation-cap",
            _("About four years"),
            _("A bachelor's degree"),
            (_("At a service academy, where you pay nothing and serve afterward, or at any other college."),),
            url=JOINING_URL,
            link=_("How to join"),
        ),
        Step(
            "footprints",
            _("Before, with or after college"),
            _("Training to be an officer"),
            (_("ROTC and the academies teach it along the way. Others go to a school for officers after college."),),
        ),
        Step(
            "id-card",
            _("Then"),
            _("A school for your job"),
            (_("You learn your own field, such as flying or running a ship. You serve for some years."),),
        ),
    ]
