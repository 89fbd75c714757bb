"""Who may try passwords, and how often. django-axes counts, in the database, for all processes."""

from datetime import timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Max, Sum
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from explorer.refusals import refuse


class LoginGuard(AxesDatabaseHandler):
    """Counts failures by account and address together, and by address alone, where more of them are fine.

    Not by account alone: anybody could lock out an editor.
    """

    def get_failures(self, request, credentials=None):
        of_both, of_address = (
            attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(of_both, of_address * settings.AXES_FAILURE_LIMIT // settings.LOGIN_FAILURES_OF_AN_ADDRESS)

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        if request is not None:  # what nothing here needs; and a made-up browser would get a row of its own
            request.axes_user_agent = request.axes_http_accept = ""
        super().user_login_failed(sender, credentials, request, **kwargs)

    def reset_user_attempts(self, request, credentials=None):
        """After a success the account starts anew; its address does not, so that no own account helps to go on."""
        of_both, _of_address = self.filter_user_attempts(request, credentials)
        return of_both.delete()[0]

    def time_left(self, request, credentials) -> timedelta:
        """Until what counts now has been forgotten."""
        latest = [
            attempts.aggregate(latest=Max("attempt_time"))["latest"]
            for attempts in self.get_user_attempts(request, credentials)
        ]
        now = timezone.now()
        return max(filter(None, latest), default=now) + settings.AXES_COOLOFF_TIME - now


def account_name(request: HttpRequest, credentials: dict | None = None) -> str:
    """As it was typed, as far as an account's name can be that long: PostgreSQL takes no more than it was told."""
    typed = (credentials or request.POST).get("username") or ""
    return typed[: User._meta.get_field("username").max_length]


@receiver(pre_save, sender=AccessAttempt)
def keep_no_more_than_needed(instance, **kwargs):
    """An account's name, an address, how often and when: nothing of what else was sent."""
    instance.get_data = instance.post_data = ""


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """The page for who has tried too often."""
    seconds = AxesProxyHandler.get_implementation().time_left(request, credentials).total_seconds()
    minutes = max(1, -int(-seconds // 60))
    text = ngettext(
        "There were too many wrong passwords. Try again in %(n)d minute.",
        "There were too many wrong passwords. Try again in %(n)d minutes.",
        minutes,
    ) % {"n": minutes}
    more = _("If it is urgent, whoever runs this site can let you in at once.")
    return refuse(request, 429, _("The way in is closed for now"), f"{text} {more}", retry_after=60 * minutes)
