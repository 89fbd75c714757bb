"""An editor without a browser: logs in, opens forms, sends them back changed."""

import re
import uuid
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

PASSWORD = "a-long-passphrase-for-tests"
MAKE = f"from django.contrib.auth.models import User; User.objects.create_superuser('edith', password='{PASSWORD}')"


class _Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.values, self.text_of, self.select = {}, None, None

    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        kind = at.get("type", "text")
        if tag == "input" and at.get("name") and kind not in ("submit", "file", "checkbox", "radio"):
            self.values[at["name"]] = at.get("value") or ""
        elif tag == "input" and kind == "checkbox" and "checked" in at and at.get("name"):
            self.values[at["name"]] = at.get("value", "on")
        elif tag == "textarea":
            self.text_of = at["name"]
            self.values[self.text_of] = ""
        elif tag == "select":
            self.select = at.get("name")
        elif tag == "option" and "selected" in at and self.select:
            self.values[self.select] = at.get("value", "")

    def handle_data(self, data):
        if self.text_of:
            self.values[self.text_of] += data

    def handle_endtag(self, tag):
        self.text_of = None if tag == "textarea" else self.text_of
        self.select = None if tag == "select" else self.select


def fields_of(page: bytes) -> dict[str, str]:
    parser = _Fields()
    parser.feed(page.decode())
    return {name: value.removeprefix("\n") for name, value in parser.values.items()}


class Editor:
    def __init__(self, url: str):
        self.url, self.opener = url, build_opener(HTTPCookieProcessor(CookieJar()))

    def ask(self, path: str, data: bytes | None = None, kind="application/x-www-form-urlencoded"):
        """(status, headers, page) of what the last redirect leads to."""
        headers = {"Content-Type": kind, "Origin": self.url} if data is not None else {}
        try:
            with self.opener.open(Request(self.url + path, data, headers), timeout=90) as answer:
                return answer.status, answer.headers, answer.read()
        except HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    def log_in(self):
        fields = fields_of(self.ask("/admin/login/?next=/admin/")[2])
        return self.ask("/admin/login/", urlencode(fields | {"username": "edith", "password": PASSWORD}).encode())

    def send(self, path: str, **changed: str):
        """Open a form and send it back."""
        return self.ask(path, urlencode(fields_of(self.ask(path)[2]) | changed).encode())

    def look_at(self, path: str, content: bytes) -> dict[str, str]:
        """Choose a file for an import; what the look answers is to be confirmed by sending it."""
        token = fields_of(self.ask(path)[2])["csrfmiddlewaretoken"]
        mark = uuid.uuid4().hex
        body = (
            f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
        ).encode() + content + f"\r\n--{mark}--\r\n".encode()  # fmt: skip
        page = self.ask(path, body, f"multipart/form-data; boundary={mark}")[2].decode()
        found = re.search(r'name="pending" value="([^"]+)"', page)
        assert found, page[-3000:]
        return {"csrfmiddlewaretoken": fields_of(page.encode())["csrfmiddlewaretoken"], "pending": found[1]}
