"""Short pages that explain things."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import GLOSSARY, GlossaryTerm, LearnPage, Placement, Practice, Resource
from ..pages.drafts import may_show_drafts, refuse_draft
from ..text.markdown import render_markdown, terms

# What a page shows beside its text: what draws it, and what it draws.
NOTHING = (None, lambda: None)
LISTINGS = {
    LearnPage.Shows.LEVELS: ("learn/_learn_levels.html", Placement.objects.for_levels_picture),
    LearnPage.Shows.PRACTICES: ("learn/_learn_practices.html", Practice.objects.all),
    LearnPage.Shows.GLOSSARY: ("learn/_learn_glossary.html", GlossaryTerm.objects.for_list),
    LearnPage.Shows.RESOURCES: ("learn/_learn_resources.html", Resource.objects.all),
}


@require_safe
def learn(request):
    context = {
        "parts": LearnPage.objects.by_topic(),
        "page_title": _("Learn"),
        "description": _(
            "Short answers: money for school, first jobs, age rules, the military, and how career clusters work."
        ),
    }
    return render(request, "learn/learn.html", context)


@require_safe
@may_show_drafts
def learn_detail(request, page):
    page = get_object_or_404(LearnPage.objects.for_page(), slug=page)
    refuse_draft(request, page)
    listing_template, listing = LISTINGS.get(page.shows, NOTHING)
    parts = dict(LearnPage.objects.by_topic())
    pages = parts.pop(page.topic, [])
    glosses = GlossaryTerm.objects.glosses(terms(page.body))
    context = {
        "page": page,
        "body": render_markdown(page.body, glosses, reverse("learn_detail", args=[GLOSSARY])),
        "listing": listing(),
        "listing_template": listing_template,
        "picture_first": page.shows == LearnPage.Shows.LEVELS,
        "pages": pages,
        "other_parts": parts,
        "next_page": next(iter(pages[pages.index(page) + 1 :]), None) if page in pages else None,
        "page_title": page.name,
        "description": page.summary,
    }
    return render(request, "learn/learn_detail.html", context)
