"""Faults reported to the collector of the operator (Sentry, GlitchTip), if SENTRY_DSN is set. Browsers never meet it.

A report says where in the program a fault was, and nothing of who met it: no addresses, cookies, headers, forms,
queries, values of variables, or what came before.
"""

from typing import Any

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration

from .quiet_logs import quiet
from .request_ids import current_request_id

REPORTED = (
    "event_id", "timestamp", "level", "logger", "platform", "exception", "message", "logentry", "release",
    "environment", "server_name", "transaction", "modules",
)  # fmt: skip


def start(dsn: str, **options: Any) -> None:
    sentry_sdk.init(
        dsn,
        include_local_variables=False,  # nor any personal data: that is the default of what the library collects
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        auto_enabling_integrations=False,
        integrations=[
            DjangoIntegration(transaction_style="function_name", middleware_spans=False, signals_spans=False),
            LoggingIntegration(level=None),
        ],
        before_send=scrub,
        **options,
    )


def scrub(event: dict, hint: dict | None = None) -> dict:
    """What is not named above is not sent, and of a request only its method and path."""
    request = event.get("request", {})
    path = "/" + str(request.get("url", "")).partition("://")[2].partition("/")[2].partition("?")[0]
    kept = {name: event[name] for name in REPORTED if name in event}
    kept["tags"] = {"request_id": current_request_id()}
    if request:
        kept["request"] = {"method": request.get("method"), "url": path}
    return _hide_all(kept)


def _hide_all(value):
    if isinstance(value, dict):  # what stands in a stacktrace is the program's, and its paths are no addresses
        return {name: one if name == "stacktrace" else _hide_all(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_hide_all(one) for one in value]
    return quiet(value) if isinstance(value, str) else value
