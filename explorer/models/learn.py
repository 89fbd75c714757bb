"""The Learn pages and what they list."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _

from ..pictures.icons import validate_icon
from ..text.markdown import addresses, not_shown, terms, unknown_terms
from ..text.slugs import make_slug
from .alphabetical import Alphabetical
from .base import Cited, Draftable, DraftableQuerySet, Findable, Named, NaturalKeyManager, Page, Positioned

GLOSSARY = "glossary"
HELP_NOW = "help-now"  # where a crisis leads


class LearnPageQuerySet(DraftableQuerySet):
    def published(self):
        return self.without_drafts()

    def for_list(self):
        return self.without_drafts().order_by("position", Alphabetical("name"), "pk")

    def for_page(self):
        return self.select_related("source")

    def by_topic(self):
        """Return [(topic, [page, ...]), ...] of the pages in the list, without the topics that have none."""
        pages = list(self.for_list())
        parts = [(topic, [page for page in pages if page.topic == topic]) for topic in LearnPage.Topic]
        return [(topic, found) for topic, found in parts if found]


class LearnPage(Draftable, Page, Findable, Cited, Positioned):
    """A short page that explains something, in Markdown."""

    class Topic(models.TextChoices):
        """The parts of Learn, in the order in which they stand."""

        QUESTIONS = "questions", _("Your questions")
        CLUSTERS = "clusters", _("How career clusters work")
        ADULTS = "adults", _("For parents and counselors")

    class Shows(models.TextChoices):
        NOTHING = "", _("nothing but its text")
        LEVELS = "levels", _("the picture of how the levels nest")
        PRACTICES = "practices", _("the Career Ready Practices")
        GLOSSARY = "glossary", _("the glossary")
        RESOURCES = "resources", _("the further resources")

    topic = models.CharField(
        _("part of Learn"),
        max_length=10,
        choices=Topic,
        default=Topic.CLUSTERS,
        help_text=_("The heading under which it stands. “Next” leads to the next page of the same part."),
    )
    icon = models.CharField(
        _("icon"),
        max_length=60,
        blank=True,
        validators=[validate_icon],
        help_text=_("What stands before its name in the list of all Learn pages. If it is empty, a light bulb does."),
    )
    summary = models.CharField(_("summary"), max_length=250, help_text=_("What you learn here, in one sentence."))
    body = models.TextField(
        _("text"),
        help_text=_(
            "Markdown: ## for a heading, - for a list, **bold**, [words](/crosswalk/) for a link, | for a table. "
            "[[career-pathway]] links a term to the glossary and gives its meaning; "
            "[[career pathways|career-pathway]] does so with other words."
        ),
    )
    shows = models.CharField(
        _("shows besides"),
        max_length=10,
        choices=Shows,
        blank=True,
        help_text=_("A list or a picture made from other entries, which are edited under their own names."),
    )

    objects = NaturalKeyManager.from_queryset(LearnPageQuerySet)()

    class Meta:
        ordering = ["position", Alphabetical("name"), "pk"]
        verbose_name = _("Learn page")
        verbose_name_plural = _("Learn pages")
        constraints = [models.UniqueConstraint(fields=["slug"], name="learnpage_slug_unique")]

    def get_absolute_url(self):
        return reverse("learn_detail", args=[self.slug])

    def clean(self):
        super().clean()
        if self.is_draft and self.slug == GLOSSARY:
            raise ValidationError({"is_draft": _("The words of the glossary lead to this page: it can't be a draft.")})
        if self.body:
            self._refuse_what_would_be_lost()

    def _refuse_what_would_be_lost(self):
        unknown = unknown_terms(self.body, GlossaryTerm.objects.glosses())
        faults = [_("The glossary has no term with the slug %s.") % slug for slug in unknown]
        faults += [not_shown_on_a_page(text) for text in not_shown(self.body)]
        faults += [_("This link leads nowhere: “%s”.") % link for link in addresses(self.body) if not _leads_on(link)]
        if faults:
            raise ValidationError({"body": faults})


def not_shown_on_a_page(piece: str) -> str:
    return _("This can't be shown on a page: “%s”.") % piece


def _leads_on(address: str) -> bool:
    """Say whether an address is one of other sites, or one that this site has a page for."""
    path = address.partition("#")[0].partition("?")[0]
    if not path.startswith("/") or path.startswith("//"):
        return address.startswith(("https://", "http://", "#"))
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


class GlossaryTermQuerySet(models.QuerySet):
    def for_list(self):
        return self.select_related("source").order_by(Alphabetical("name"), "pk")

    def explaining(self, **terms):
        """Return {key: GlossaryTerm} for the terms given as key="Program of Study", those that the glossary has."""
        slugs = {key: make_slug(term) for key, term in terms.items() if term}
        found = {term.slug: term for term in self.filter(slug__in=slugs.values())} if slugs else {}
        return {key: found[slug] for key, slug in slugs.items() if slug in found}

    def glosses(self, slugs=None):
        """Return {slug: (name, gloss)}: of all terms, or of `slugs`."""
        terms = self.all() if slugs is None else self.filter(slug__in=slugs)
        return {slug: (name, gloss) for slug, name, gloss in terms.values_list("slug", "name", "gloss")}


class GlossaryTerm(Named, Findable, Cited):
    """A word of the field, and what it means in plain words."""

    gloss = models.CharField(
        _("meaning"),
        max_length=250,
        help_text=_(
            "One plain sentence that can stand behind the term: “A big group of jobs that …”. Don't begin with a name: "
            "inside a sentence its first letter becomes small."
        ),
    )

    objects = NaturalKeyManager.from_queryset(GlossaryTermQuerySet)()

    class Meta:
        ordering = [Alphabetical("name"), "pk"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        constraints = [models.UniqueConstraint(fields=["slug"], name="glossaryterm_slug_unique")]

    def get_absolute_url(self):
        return f"{reverse('learn_detail', args=[GLOSSARY])}#{self.slug}"

    def clean(self):
        super().clean()
        before = type(self).objects.filter(pk=self.pk).first()
        if before and before.slug != self.slug and (pages := before.pages_using_it()):
            names = ", ".join(page.name for page in pages)
            raise ValidationError({"slug": _("These Learn pages use the slug, change them first: %s.") % names})

    def pages_using_it(self) -> list[LearnPage]:
        return [page for page in LearnPage.objects.all() if self.slug in terms(page.body)]


class Practice(Named, Cited, Positioned):
    """One of the twelve Career Ready Practices."""

    summary = models.TextField(_("summary"), help_text=_("What it means, and an example from school or a first job."))

    class Meta:
        ordering = ["position", Alphabetical("name"), "pk"]
        verbose_name = _("Career Ready Practice")
        verbose_name_plural = _("Career Ready Practices")
        constraints = [models.UniqueConstraint(fields=["slug"], name="practice_slug_unique")]


class Resource(Named, Cited, Positioned):
    """Somebody else's guide to career clusters."""

    publisher = models.CharField(_("publisher"), max_length=200)
    url = models.URLField(_("web address"), max_length=300, help_text=_("From https:// on, as its publisher gives it."))
    pdf_url = models.URLField(
        _("web address of a printable version"), max_length=300, blank=True, help_text=_("If there is one.")
    )
    good_for = models.TextField(_("what it is good for"), help_text=_("One sentence: for what, and for whom."))

    class Meta:
        ordering = ["position", Alphabetical("name"), "pk"]
        verbose_name = _("further resource")
        verbose_name_plural = _("further resources")
        constraints = [models.UniqueConstraint(fields=["slug"], name="resource_slug_unique")]
