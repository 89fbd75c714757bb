"""Lists of careers that are picked by hand: for what people ask about work, and no official source sorts careers by."""

from urllib.parse import urlencode

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..pictures.icons import validate_icon
from .alphabetical import Alphabetical
from .base import Draftable, DraftableQuerySet, Entry, Findable, Named, NaturalKeyManager, Positioned
from .careers import Career


class PickedList(Draftable, Named, Findable, Positioned):
    """A list of careers that this site has picked: 'Work outside'. It narrows down the list of all careers."""

    icon = models.CharField(
        _("icon"), max_length=60, validators=[validate_icon], help_text=_("A name from lucide.dev/icons: “trees”.")
    )
    summary = models.CharField(
        _("summary"), max_length=250, help_text=_("Which careers stand in it, in one sentence in plain words.")
    )
    note = models.TextField(
        _("how it was picked"), help_text=_("What decided whether a career is in it. The page of the list shows it.")
    )
    caution = models.TextField(
        _("caution"),
        blank=True,
        help_text=_("What a reader must not take from it: “State and federal laws say what you may do at 16.”"),
    )
    learn_page = models.SlugField(
        _("Learn page"),
        max_length=200,
        blank=True,
        help_text=_("The slug of a Learn page that says more. The list links to it as soon as there is one."),
    )
    careers = models.ManyToManyField(Career, through="PickedCareer", related_name="picked_lists")

    objects = NaturalKeyManager.from_queryset(DraftableQuerySet)()

    class Meta:
        ordering = ["position", Alphabetical("name"), "pk"]
        verbose_name = _("hand-picked list of careers")
        verbose_name_plural = _("hand-picked lists of careers")
        constraints = [models.UniqueConstraint(fields=["slug"], name="pickedlist_slug_unique")]

    def get_absolute_url(self):
        return f"{reverse('career_list')}?{urlencode({'list': self.slug})}"


class PickedCareer(Entry):
    """That a career stands in a hand-picked list."""

    natural_key_fields = ("picked_list__slug", "career__code")

    picked_list = models.ForeignKey(
        PickedList,
        on_delete=models.CASCADE,
        related_name="picks",
        verbose_name=_("list"),
        help_text=_("The list that shows the career."),
    )
    career = models.ForeignKey(Career, on_delete=models.CASCADE, related_name="picks", verbose_name=_("career"))

    class Meta:
        ordering = ["picked_list", "pk"]
        verbose_name = _("career of a hand-picked list")
        verbose_name_plural = _("careers of hand-picked lists")
        constraints = [models.UniqueConstraint(fields=["picked_list", "career"], name="pickedcareer_unique")]

    def __str__(self):
        return f"{self.career} / {self.picked_list}"
