"""What the search leads to besides entries: the quiz, the wheel, the way from the old names to the new."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from ..pictures.icons import validate_icon
from ..text.validators import validate_site_link
from .alphabetical import Alphabetical
from .base import Findable, Named, Positioned


class Signpost(Named, Findable, Positioned):
    """A page of this site that is no entry, with the words of those who need it: 'not sure' leads to the quiz."""

    path = models.CharField(
        _("where it leads"),
        max_length=200,
        validators=[validate_site_link],
        help_text=_(
            "An address of this site, from its first slash: /quiz/, or /careers/?school=high-school for a part of it."
        ),
    )
    icon = models.CharField(
        _("icon"), max_length=60, validators=[validate_icon], help_text=_("A name from lucide.dev/icons: “compass”.")
    )
    summary = models.CharField(
        _("summary"), max_length=250, help_text=_("What one finds there, in one sentence in plain words.")
    )

    class Meta:
        ordering = ["position", Alphabetical("name"), "pk"]
        verbose_name = _("signpost of the search")
        verbose_name_plural = _("signposts of the search")
        constraints = [models.UniqueConstraint(fields=["slug"], name="signpost_slug_unique")]

    def clean(self):
        super().clean()
        path, _mark, query = self.path.partition("?")
        try:
            match = resolve(path)
        except Resolver404:
            raise ValidationError({"path": _("This site has no page at this address.")}) from None
        known = getattr(match.func, "parameters", ())
        if unknown := [name for name in QueryDict(query) if name not in known]:
            text = _("The page at this address reads nothing that is called %s.") % ", ".join(unknown)
            raise ValidationError({"path": text})

    def get_absolute_url(self):
        return self.path
