"""Who may try passwords, and how often. django-axes counts, in the database, for all processes.

A stranger must not be able to keep an editor out, and a school is one address. So no address is closed as a whole, and
a browser in which somebody has logged in before has a mark in a cookie: its failures are counted apart from all others.
SECURITY.md says what that leaves to somebody who guesses.
"""

from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from pathlib import Path

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.core.files import locks
from django.db.models import Max, QuerySet, Sum
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from explorer.editing import typed_again
from explorer.pages.refusals import refuse

from .client_address import client_address

COOKIE = SALT = "known_browser"
COOKIE_SECONDS = 365 * 24 * 60 * 60
ACCOUNTS_OF_A_BROWSER = 10  # in a staff room several people use one


class LoginLimits(AxesDatabaseHandler):
    """Counts failures by account and known browser; of others by account and address, and more of them by account."""

    def filter_user_attempts(self, request, credentials=None):
        request.axes_user_agent = known_browser(request, account_name(request, credentials))
        return super().filter_user_attempts(request, credentials)

    def get_failures(self, request, credentials=None):
        """As many as `AXES_FAILURE_LIMIT` if the way in is closed."""
        return settings.AXES_FAILURE_LIMIT if self.closing_attempts(request, credentials) else 0

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        if request is not None:  # of what the browser says nothing is needed
            request.axes_user_agent = known_browser(request, account_name(request, credentials))
            request.axes_http_accept = ""
        super().user_login_failed(sender, credentials, request, **kwargs)
        forget_made_up_names()

    def reset_user_attempts(self, request, credentials=None):
        """After a success this browser, or the account at this address, starts anew. What all others did stays."""
        return self.filter_user_attempts(request, credentials)[0].delete()[0]

    def closing_attempts(self, request, credentials) -> list[QuerySet]:
        """The attempts because of which nobody may try this account from here now."""
        counted = self.get_user_attempts(request, credentials)
        limits = settings.AXES_FAILURE_LIMIT, settings.LOGIN_FAILURES_OF_AN_ACCOUNT
        return [
            attempts
            for attempts, limit in zip(counted, limits, strict=False)
            if (attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0) >= limit
        ]

    def time_left(self, request, credentials) -> timedelta:
        """Until what counts now has been forgotten."""
        closing = self.closing_attempts(request, credentials)
        latest = [attempts.aggregate(latest=Max("attempt_time"))["latest"] for attempts in closing]
        now = timezone.now()
        return max(filter(None, latest), default=now) + settings.AXES_COOLOFF_TIME - now


def what_counts(request: HttpRequest, credentials: dict | None = None) -> list[list[str]]:
    """django-axes' lockout parameters, in the order of LoginLimits's limits. Its 'user_agent' is the known browser."""
    if request.axes_user_agent:
        return [["username", "user_agent"]]
    return [["username", "ip_address", "user_agent"], ["username", "user_agent"]]


def account_name(request: HttpRequest, credentials: dict | None = None) -> str:
    """As it was typed, as far as an account's name can be that long: PostgreSQL takes no more than it was told."""
    typed = (credentials or request.POST).get("username") or ""
    return typed[: get_user_model()._meta.get_field("username").max_length]


def known_browser(request: HttpRequest, account: str) -> str:
    """The mark of a browser in which this account has logged in before; '' of any other."""
    return _marks(request).get(_digest(account), "")


def limit_logins(login):
    """A login view that marks a browser in which somebody has logged in, and that no address can keep busy."""

    @wraps(login)
    def limited_login(request, *args, **kwargs):
        if request.method != "POST":
            return login(request, *args, **kwargs)
        with _turn(request) as may_try:
            if not may_try:
                text = _("Somebody at your network tries many passwords. Go back, and send yours again in a moment.")
                return _refuse(request, _("One moment, please"), text, retry_after=2)
            response = login(request, *args, **kwargs)
        return _mark_browser(request, response) if request.user.is_authenticated else response

    return limited_login


def forget_made_up_names() -> None:
    """Keep the latest attempts at accounts that are none, as many as fit: anybody can make up names without end.

    They are counted as long as that, so that an answer does not tell which accounts there are.
    """
    made_up = AccessAttempt.objects.exclude(username__in=get_user_model().objects.values("username"))
    oldest = made_up.order_by("-attempt_time", "-pk")[settings.MADE_UP_NAMES_STORED :]
    AccessAttempt.objects.filter(pk__in=list(oldest.values_list("pk", flat=True)[:1000])).delete()


@receiver(pre_save, sender=AccessAttempt)
def keep_no_more_than_needed(instance, **kwargs):
    """An account's name, an address, a known browser's mark, how often and when: nothing of what else was sent."""
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
    more = _("In a browser that you have used here before it may work now. If not, ask whoever runs this site.")
    return _refuse(request, _("The way in is closed for now"), f"{text} {more}", retry_after=60 * minutes)


def _refuse(request, title, text, *, retry_after):
    """With what was typed into a form before the login, and without the password."""
    kept = (typed_again.FIELD, "next", "csrfmiddlewaretoken")
    has_typed = typed_again.FIELD in request.POST
    return refuse(request, 429, title, text, retry_after=retry_after, offers_again=has_typed, fields=kept)


@contextmanager
def _turn(request):
    """Whether a password may be checked now. Of an address that has failed often, two at once are one too many.

    Each costs a third of a second of CPU time, and a colleague there who is in no known browser must get a turn.
    """
    with Path(__file__).open() as this:  # any file that all processes have
        failed = AccessAttempt.objects.filter(ip_address=client_address(request), user_agent="")
        is_busy = (failed.aggregate(failures=Sum("failures_since_start"))["failures"] or 0) >= settings.BUSY_ADDRESS
        if is_busy and not known_browser(request, account_name(request)):
            yield locks.lock(this, locks.LOCK_EX | locks.LOCK_NB)
        else:
            yield True


def _mark_browser(request, response):
    """OWASP calls it a device cookie. The mark is a new one each time, so that a thief's does not count with it."""
    account = _digest(request.user.get_username())
    others = {one: mark for one, mark in _marks(request).items() if one != account}
    marks = {account: get_random_string(22), **dict(list(others.items())[: ACCOUNTS_OF_A_BROWSER - 1])}
    response.set_cookie(
        COOKIE,
        signing.dumps(marks, salt=SALT),
        max_age=COOKIE_SECONDS,
        path=reverse("admin:index"),  # no public page is asked for with it
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _marks(request):
    """{account: mark} of the request's browser, as we have signed it."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_SECONDS)
    except signing.BadSignature:
        return {}


def _digest(account):
    """An account in the cookie: who reads it on a shared computer does not learn its name."""
    return salted_hmac(SALT, account).hexdigest()[:16]
