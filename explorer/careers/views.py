"""Careers: all of them, and one."""

import random

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..models import FIGURE_SOURCES, Career, Framework, Program, Source
from ..pages.drafts import may_show_drafts, refuse_draft, shown_placements, shows_draft
from ..pages.htmx import render_page, render_part, wanted_part
from ..pages.parameters import reads
from ..pages.redirects import redirect_within_site
from ..pages.states import ChosenState, chosen_state, tidy_state
from ..pages.wheels import wheel_of
from .all_other import other_work
from .choices import LISTED_BY
from .listing import list_careers, surprises
from .military import JOINING_URL, PAY_URL, way_into_service
from .official_list import official_list
from .pay import pay_of
from .preparation import explain_zone, way_to
from .school_courses import courses_toward
from .state_pay import pay_by_state

CAREERS_A_PAGE = 24
SIMILAR_SHOWN = 6
MOST_TYPICAL = 2  # places of a career, whose programs and other careers are near to it
PLACES_SHOWN = 4  # if there are more than one more, the others are folded


@reads(*LISTED_BY, "part")
@require_safe
@may_show_drafts
def career_list(request):
    listing = list_careers(request.path, request.GET, page_size=CAREERS_A_PAGE)
    picked = listing.picked and listing.picked.entry
    if picked:
        refuse_draft(request, picked)
    context = {
        "listing": listing,
        "page_title": _("%(list)s: careers") % {"list": picked.name} if picked else _("Careers"),
        "description": picked.summary
        if picked
        else _("What you could be: what people do, what it pays and what school it takes."),
    }
    if wanted_part(request) == "careers":
        response = render_part(request, "careers/_careers.html", context)
        response["HX-Push-Url"] = listing.url  # the form sends what is not chosen too
        return response
    context["other_work"] = other_work(listing.clusters)
    return render_page(request, "careers/career_list.html", "", context)


@require_safe
@never_cache
def surprise(request):
    """To any of the careers worth a look: the way through them begins somewhere else for everybody."""
    codes = surprises()
    return redirect("surprise_career", random.choice(codes)) if codes else redirect("career_list")  # noqa: S311


@reads("part")
@require_safe
def surprise_career(request, code):
    """One career, and the way to the next of those worth a look."""
    career = get_object_or_404(Career.objects.published().with_cluster(), code=code)
    codes = surprises()
    following = codes[(codes.index(code) + 1) % len(codes)] if code in codes else next(iter(codes), code)
    context = {
        "career": career,
        "next_url": reverse("surprise_career", args=[following]),
        "page_title": _("%(name)s: surprise me") % {"name": career.name},
        "description": career.summary,
        "is_unlisted": True,
    }
    return render_page(request, "careers/surprise_career.html", "careers/_surprise_panel.html", context)


@reads("part", state=tidy_state)
@require_safe
@may_show_drafts
def career_detail(request, code, slug):
    career = get_object_or_404(Career.objects.for_page(), code=code)
    refuse_draft(request, career)
    placements = shown_placements(request, career)
    places = [placement.sub_cluster for placement in placements]
    if slug != career.slug:  # a title that has changed, or a link that was cut off
        return redirect_within_site(request, career.get_absolute_url(), permanent=True)
    framework = places[0].cluster.framework if places else Framework.objects.default()
    if framework is None:
        raise Http404
    chosen = chosen_state(request)
    shown = PLACES_SHOWN if len(placements) > PLACES_SHOWN + 1 else len(placements)
    context = {
        "framework": framework,
        "career": career,
        "places": places,
        "placements": placements[:shown],
        "more_placements": placements[shown:],
        "official_list": official_list(),
        "steps": _steps(career),
        "zone_words": explain_zone(career),
        "leads_from": career.program_careers.for_career_page(),
        "other_programs": Program.objects.beside(career, places[:MOST_TYPICAL]),
        "similar": _similar(career, places),
        "pay": pay_of(career),
        "chosen": chosen,
        "is_unlisted": chosen != ChosenState(),
        "state_pay": pay_by_state(career, chosen.state),
        "military_pay_url": PAY_URL,
        "joining_url": JOINING_URL,
        "sources": _figure_sources(),
        "wheel": wheel_of(framework, selected=frozenset(), shows_draft=shows_draft(request)),
        "page_title": _("%(name)s: career") % {"name": career.name},
        "description": career.summary,
    }
    response = render_page(request, "careers/career_detail.html", "careers/_career_panel.html", context)
    response.status_code = 404 if chosen.unknown else 200
    return response


@reads("part", state=tidy_state)
@require_safe
def career_by_code(request, code):
    """The address without its name: people copy codes."""
    return career_detail(request, code, "")


def _steps(career):
    return way_into_service(career) if career.is_military else way_to(career, courses_toward(career))


def _similar(career, places):
    if career.related_codes:
        return Career.objects.related_to(career)[:SIMILAR_SHOWN]
    return Career.objects.beside(career, places[0])[:SIMILAR_SHOWN] if places else []


def _figure_sources():
    """{slug as a template writes it: the source of names or figures}"""
    found = Source.objects.in_bulk(FIGURE_SOURCES, field_name="slug")
    return {slug.replace("-", "_"): source for slug, source in found.items()}
