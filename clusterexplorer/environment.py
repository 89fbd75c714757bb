"""The variables of the environment: what each may be, and one sentence that names the one that is wrong.

Nothing, or blanks, is the same as a variable that is not set. Values that may hold a password are not repeated.
"""

from __future__ import annotations  # methods are named as types are

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured
from environ import Env

YES, NO = {"1", "true", "yes", "on", "y", "t"}, {"0", "false", "no", "off", "n", "f"}
MAIL = re.compile(r"mailto:[^\s@<>\"'?&:]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
HOST_NAME = re.compile(r"\*|\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


class BadSetting(ImproperlyConfigured):
    """manage.py shows the sentence and nothing else."""


class Environment(Env):
    def str(self, var: str, default: str = "", **_options) -> str:
        return self.ENVIRON.get(var, "").strip() or default

    def int(self, var: str, default: int = 0, *, least: int = 0, most: int = 2**31 - 1) -> int:
        text = self.str(var) or str(default)
        if not (re.fullmatch(r"-?[0-9]{1,10}", text) and least <= int(text) <= most):
            range_ = f"from {least} to {most}" if most < 2**31 - 1 else f"of {least} or more"
            raise BadSetting(f"{var}={text!r} can't be used: write a whole number {range_}, such as {var}={default}")
        return int(text)

    def bool(self, var: str, default: bool = False) -> bool:
        text = self.str(var)
        if text.lower() not in YES | NO | {""}:
            raise BadSetting(f"{var}={text!r} can't be used: write {var}=1 for yes or {var}=0 for no")
        return text.lower() in YES if text else default

    def list(self, var: str, default: Sequence[str] = (), **_options) -> list[str]:
        """Separated by commas, with blanks around them or not."""
        return [one for text in self.str(var).split(",") if (one := text.strip())] or list(default)

    def choice(self, var: str, choices: Sequence[str], default: str) -> str:
        text = self.str(var, default)
        for one in choices:
            if one.lower() == text.lower():
                return one
        raise BadSetting(f"{var}={text!r} can't be used: write one of {', '.join(choices)}")

    def time_zone(self, var: str, default: str) -> str:
        name = self.str(var, default)
        if name not in available_timezones():
            raise BadSetting(f"{var}={name!r} is no time zone: write one such as {var}={default}")
        return name

    def hosts(self, var: str, default: Sequence[str]) -> list[str]:
        hosts = self.list(var, default)
        for host in hosts:
            if not HOST_NAME.fullmatch(host):
                raise BadSetting(
                    f"{var}: {host!r} is no host name: write names alone, without https:// or a port, separated by "
                    f"commas, such as {var}=clusters.example.org,www.example.org"
                )
        return hosts

    def origins(self, var: str) -> list[str]:
        """Without a slash at their end, as browsers send them."""
        return [self._origin(var, text, wildcard="*.") for text in self.list(var)]

    def origin(self, var: str) -> str:
        text = self.str(var)
        return self._origin(var, text) if text else ""

    def _origin(self, var, text, wildcard=""):
        url = _split(text)
        host = (url.hostname or "").removeprefix(wildcard) if url else ""
        if not (
            url
            and url.scheme in ("http", "https")
            and (HOST_NAME.fullmatch(host) or ":" in host)
            and not (url.path.strip("/") or url.query or url.fragment or url.username)
        ):
            raise BadSetting(
                f"{var}: {text!r} can't be used: write https:// and the host name, such as "
                f"{var}=https://clusters.example.org"
            )
        return f"{url.scheme}://{url.netloc.lower()}"

    def contact(self, var: str) -> str:
        """An address to write to, for people: mailto: or a page."""
        text = self.str(var)
        url = _split(text)
        is_page = bool(url) and url.scheme == "https" and bool(HOST_NAME.fullmatch(url.hostname or ""))
        if text and not (MAIL.fullmatch(text) or (is_page and not re.search(r"\s", text))):
            raise BadSetting(
                f"{var}: {text!r} can't be used: write mailto: and an address, or https:// and a page, such as "
                f"{var}=mailto:web@district.example.org"
            )
        return text

    def db_url(self, var: str, default: str = "", **_options) -> dict:
        text = self.str(var, default)
        if not text:
            return {}
        url = _split(text)
        is_file = bool(url) and url.scheme == "sqlite" and not url.netloc and len(url.path) > 1
        if is_file and not (folder := Path(unquote(url.path[1:])).absolute().parent).is_dir():
            raise BadSetting(f"{var} can't be used: there is no folder {folder}")
        is_server = bool(url) and url.scheme in ("postgres", "postgresql") and len(url.path) > 1
        if not (is_file or is_server) or url.fragment:
            raise BadSetting(
                f"{var} can't be read: write {var}=postgres://user:password@host:5432/name (in the password, %23 for # "
                f"and %40 for @, and so on), or {var}=sqlite:////folder/file.sqlite3"
            )
        return self.db_url_config(text)

    def redis_url(self, var: str) -> str:
        text = self.str(var)
        url = _split(text)
        if text and not (
            url and url.scheme in ("redis", "rediss") and url.hostname and re.fullmatch(r"(/[0-9]*)?", url.path)
        ):
            raise BadSetting(f"{var} can't be read: write {var}=redis://host:6379/0")
        return text

    def dsn(self, var: str) -> str:
        """The address of a collector of faults, with its key."""
        text = self.str(var)
        url = _split(text)
        if text and not (
            url and url.scheme in ("http", "https") and url.username and url.hostname and url.path.strip("/")
        ):
            raise BadSetting(
                f"{var} can't be read: write the address that your collector shows, https://key@host/number"
            )
        return text


def _split(text: str) -> SplitResult | None:
    """None of what is no address; a port that is no number is found here too."""
    try:
        url = urlsplit(text)
        return url if url.port is None or url.port > 0 else None
    except ValueError:
        return None
