"""Addresses that were public once."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from ..text.addresses import on_this_site
from ..text.validators import validate_site_path
from .alphabetical import Alphabetical
from .history import ContentHistory

LONGEST_PATH = 700  # of a framework, a cluster and a sub-cluster, each with the longest slug
MOST_MOVES = 20  # looked after; what goes on longer goes in circles

# What has to be there for an address to be a page's: {name of the address: (model, {its part: where it stands})}
_ENTRIES = {
    "framework_detail": ("Framework", {"framework": "slug"}),
    "cluster_detail": ("Cluster", {"framework": "framework__slug", "cluster": "slug"}),
    "sub_cluster_detail": (
        "SubCluster",
        {"framework": "cluster__framework__slug", "cluster": "cluster__slug", "sub_cluster": "slug"},
    ),
    "program_detail": ("Program", {"program": "slug"}),
    "career_detail": ("Career", {"code": "code"}),
    "learn_detail": ("LearnPage", {"page": "slug"}),
}


def is_page(path: str) -> bool:
    """Say whether visitors find a page at `path`; of an entry's page, whether the entry is there and no draft."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.url_name not in _ENTRIES:
        return True
    model, parts = _ENTRIES[match.url_name]
    entries = apps.get_model("explorer", model)._default_manager.published()
    return entries.filter(**{parts[name]: value for name, value in match.kwargs.items() if name in parts}).exists()


class RetiredAddressQuerySet(models.QuerySet):
    def new_path_for(self, path: str) -> str | None:
        """Where a page that stood at `path`, or below a retired address, stands now; None if nobody moved it."""
        if len(path) > LONGEST_PATH or "\x00" in path:
            return None
        steps = path.strip("/").split("/")
        above = ["/" + "/".join(steps[:n]) + "/" for n in range(1, len(steps) + 1)]
        retired = self.filter(old_path__in=above).order_by(Length("old_path").desc(), "pk").first()
        return retired and on_this_site(retired.new_path + path[len(retired.old_path) :].lstrip("/"))

    def where_now(self, path: str) -> str | None:
        """The page of what stood at `path`, if there is no page at `path` any more; None if there is none of it.

        Two pages may have changed places: then each address leads to the other, and means it only once it is no page's.
        """
        new_path = self.new_path_for(path)
        if new_path is None or is_page(path):
            return None
        for _move in range(MOST_MOVES):
            if new_path is None or is_page(new_path):
                return new_path
            new_path = self.new_path_for(new_path)
        return None

    def retire(self, old_path: str, new_path: str) -> None:
        """Lead visitors of `old_path` to `new_path`, in one step, wherever older addresses led before.

        If others led on from `new_path`, they do so again once it is no page's any more: see where_now.
        """
        for earlier in self.filter(new_path__startswith=old_path):
            earlier.new_path = new_path + earlier.new_path.removeprefix(old_path)
            if earlier.new_path == earlier.old_path:
                earlier.delete()
            else:
                earlier.save()
        self.update_or_create(old_path=old_path, defaults={"new_path": new_path})


class RetiredAddress(models.Model):
    """An address that was public once, and the one that replaces it, with everything below it."""

    old_path = models.CharField(
        _("old address"),
        max_length=LONGEST_PATH,
        unique=True,
        validators=[validate_site_path],
        help_text=_("From the first slash to the last: /frameworks/modernized/health/. Pages below it move along."),
    )
    new_path = models.CharField(
        _("new address"),
        max_length=LONGEST_PATH,
        validators=[validate_site_path],
        help_text=_("Where visitors are sent."),
    )

    history = ContentHistory()
    objects = RetiredAddressQuerySet.as_manager()

    class Meta:
        ordering = [Alphabetical("old_path"), "pk"]
        verbose_name = _("retired address")
        verbose_name_plural = _("retired addresses")
        constraints = [
            models.CheckConstraint(condition=~Q(old_path=F("new_path")), name="retiredaddress_leads_elsewhere"),
            models.CheckConstraint(
                condition=Q(
                    old_path__startswith="/", old_path__endswith="/", new_path__startswith="/", new_path__endswith="/"
                ),
                name="retiredaddress_from_slash_to_slash",
            ),
        ]

    def __str__(self):
        return self.old_path

    def clean(self):
        super().clean()
        for field in ("old_path", "new_path"):
            if not getattr(self, field).endswith("/"):
                raise ValidationError({field: _("Write the whole address, up to its last slash.")})
        if self._leads_back():
            raise ValidationError({"new_path": _("This leads back to the old address: visitors would go in circles.")})

    def _leads_back(self):
        others = RetiredAddress.objects.exclude(pk=self.pk)
        path, passed = self.new_path, set()
        while path and path not in passed:
            if path.startswith(self.old_path):
                return True
            if is_page(path):
                return False
            passed.add(path)
            path = others.new_path_for(path)
        return False
