"""What all content has in common: a natural key, a name and its slug, a place in an order, a source."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..pictures.icons import validate_icon, validate_icons
from ..text.slugs import make_slug
from ..text.tidy import is_blank
from .addresses import RetiredAddress
from .alphabetical import Alphabetical
from .history import ContentHistory


def public_cluster(path: str = "") -> Q:
    """That no draft is the cluster at `path` ("sub_cluster__cluster__"), nor above it."""
    return Q(**{f"{path}is_draft": False, f"{path}framework__is_draft": False})


def public_sub_cluster(path: str = "") -> Q:
    """That no draft is the sub-cluster at `path` ("new__"), nor above it."""
    return Q(**{f"{path}is_draft": False}) & public_cluster(f"{path}cluster__")


class NaturalKeyManager(models.Manager):
    """Finds a row by the values of `natural_key_fields`, the way fixtures name it.

    A reference that is empty has empty parts in the key.
    """

    def get_by_natural_key(self, *key):
        parts = {}
        for path, value in zip(self.model.natural_key_fields, key, strict=True):
            reference, _separator, rest = path.partition("__")
            parts |= {f"{reference}__isnull": True} if rest and value == "" else {path: value}
        return self.get(**parts)


class Entry(models.Model):
    """What all content has: a natural key for fixtures, and the time of its last change."""

    natural_key_fields: tuple[str, ...] = ("slug",)

    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    history = ContentHistory()
    objects = NaturalKeyManager()

    class Meta:
        abstract = True

    def natural_key(self):
        key = []
        for path in self.natural_key_fields:
            value = self
            for name in path.split("__"):
                value = "" if value is None or value == "" else getattr(value, name)
            key.append(value)
        return tuple(key)

    def clean_fields(self, exclude=None):
        """Take a text in which nothing can be seen for an empty one: blanks are no name."""
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            if isinstance(field, models.CharField | models.TextField) and value and is_blank(value):
                setattr(self, field.attname, "")
        super().clean_fields(exclude)


class Named(Entry):
    """An entry with a name and the slug that stands in addresses."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        blank=True,
        help_text=_("The part of the address that names this page. Leave it empty to have it made from the name."),
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self._fill_slug()
        super().save(**kwargs)

    def clean_fields(self, exclude=None):
        self._fill_slug()
        super().clean_fields(exclude)
        if not self.slug:
            raise ValidationError({"slug": _("No address can be made from this name: write one.")})

    def _fill_slug(self):
        self.slug = self.slug or make_slug(self.name)


class Page(Named):
    """An entry with a page of its own. When its address changes, the old one leads to the new one."""

    moved_from: str | None = None  # the address that the last save retired
    is_public = True
    was_public = True  # now or ever. Nobody has the address of a page that only staff have seen, so none is retired

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, **kwargs):
        before = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        old = before.get_absolute_url() if before and before.was_public else None
        super().save(**kwargs)
        self.moved_from = old if old != self.get_absolute_url() else None
        if self.moved_from:
            RetiredAddress.objects.retire(self.moved_from, self.get_absolute_url())


class DraftableQuerySet(models.QuerySet):
    def without_drafts(self):
        """Those that are no drafts themselves, of what stands below something whose own state is asked elsewhere."""
        return self.filter(is_draft=False)


class Draftable(models.Model):
    """An entry that visitors see only when it is ready. What stands below a draft is hidden with it."""

    is_draft = models.BooleanField(
        _("draft"), default=False, help_text=_("Only people who can log in here see it, by “View on site”.")
    )

    class Meta:
        abstract = True

    @property
    def is_public(self):
        return not self.is_draft

    @property
    def was_public(self):
        return not self.is_draft or self.history.filter(is_draft=False).exists()


class Findable(models.Model):
    """An entry that the search finds by its name, and by the words that people have for it."""

    search_words = models.TextField(
        _("words that lead here"),
        blank=True,
        help_text=_(
            "What people type into the search when they mean this, one on each line: “cop”, “fix cars”, “RN”. Names "
            "and texts are found anyway, and misspellings too."
        ),
    )

    class Meta:
        abstract = True


class Pictured(models.Model):
    """An entry with a picture: a plate of icons in the hue of its grouping, see pictures/plates.py."""

    icon = models.CharField(
        _("icon"),
        max_length=60,
        blank=True,
        validators=[validate_icon],
        help_text=_("What stands in the middle of its picture. Leave it empty for the icon of what it belongs to."),
    )
    icons_around = models.CharField(
        _("icons around it"),
        max_length=300,
        blank=True,
        validators=[validate_icons],
        help_text=_("Up to six more for its page, separated by spaces: “sprout wheat fish”."),
    )

    class Meta:
        abstract = True


class Source(Entry):
    """A document that statements come from."""

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    title = models.CharField(_("title of the document"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    url = models.URLField(_("web address"), blank=True, help_text=_("Where a reader finds it, if it is online."))
    rights = models.TextField(
        _("rights"), blank=True, help_text=_("What may be used of it and how it has to be named.")
    )

    class Meta:
        ordering = [Alphabetical("title"), "pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.title


class Cited(models.Model):
    """A statement that says where it comes from."""

    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        verbose_name=_("source"),
        help_text=_("The document that this entry is taken from. The words on the page are our own."),
    )
    source_section = models.CharField(
        _("page or section"), max_length=200, help_text=_("Where in the document: “p. 4, grid view”.")
    )

    class Meta:
        abstract = True


class Positioned(models.Model):
    position = models.PositiveIntegerField(
        _("position"), default=100, help_text=_("Entries stand in the order of this number, smallest first.")
    )

    class Meta:
        abstract = True
