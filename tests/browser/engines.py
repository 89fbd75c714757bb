"""Chromium, Firefox and WebKit, each driven by the standard's own protocol: what Playwright can't do without downloads.

WebDriver is HTTP with JSON. Firefox without its geckodriver speaks the same commands on a socket (Marionette). Unlike
Playwright's, these browsers keep their back-forward caches, as those of visitors do.
"""

import contextlib
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from glob import glob
from pathlib import Path

import pytest

from ..server import free_port
from .visit import eventually

# Two of them in `make test-long` alone.
ENGINES = ("chromium", *(pytest.param(engine, marks=pytest.mark.long) for engine in ("firefox", "webkit")))
START_SECONDS = 60
# What Marionette calls the commands of WebDriver that are used here.
MARIONETTE = {
    ("POST", "/url"): "Navigate",
    ("GET", "/url"): "GetCurrentURL",
    ("POST", "/back"): "Back",
    ("POST", "/forward"): "Forward",
    ("POST", "/refresh"): "Refresh",
    ("POST", "/execute/sync"): "ExecuteScript",
    ("POST", "/actions"): "PerformActions",
    ("POST", "/window/rect"): "SetWindowRect",
    ("GET", "/window/handles"): "GetWindowHandles",
    ("POST", "/window/new"): "NewWindow",
    ("POST", "/window"): "SwitchToWindow",
    ("DELETE", "/cookie"): "DeleteAllCookies",
}


class Tab:
    """A browser as a visitor has it before them: `send(method, path, body)` carries out a command of WebDriver."""

    def __init__(self, send, base_url):
        self._send, self.base_url = send, base_url

    def goto(self, path):
        self._send("POST", "/url", {"url": self.base_url + path})

    def back(self):
        self._send("POST", "/back", {})

    def forward(self):
        self._send("POST", "/forward", {})

    def reload(self):
        self._send("POST", "/refresh", {})

    def resize(self, width, height):
        self._send("POST", "/window/rect", {"width": width, "height": height})

    def new_tab(self):
        """Open a tab, and go on in it; return how to get back to the one before."""
        before = self._send("GET", "/window/handles")[-1]
        self._send("POST", "/window", {"handle": self._send("POST", "/window/new", {"type": "tab"})["handle"]})
        return lambda: self._send("POST", "/window", {"handle": before})

    def read(self, expression, *arguments):
        """The value of an expression of JavaScript in the page."""
        return self._send("POST", "/execute/sync", {"script": f"return {expression}", "args": list(arguments)})

    def do(self, script, *arguments):
        self._send("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def click(self, selector, times=1):
        """Press the mouse on the first element that the selector finds and that can be seen."""
        self.press(*self.middle_of(selector), times)

    def middle_of(self, selector):
        """Scroll an element into sight, and return where it is."""
        self.until(f"{_shown(selector)} !== undefined", True)
        self.do(f"{_shown(selector)}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        box = f"(one => {{ const box = one.getClientRects()[0]; return [box.x, box.y, box.width, box.height]; }})({_shown(selector)})"
        x, y, width, height = self.read(box)
        return round(x + width / 2), round(y + height / 2)

    def press(self, x, y, times=1):
        move = {"type": "pointerMove", "x": x, "y": y, "duration": 0, "origin": "viewport"}
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}}
        self._act({**mouse, "actions": [move, *press * times]})

    def type(self, text):
        """Press keys, wherever the focus is."""
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": keys})

    def _act(self, source):
        self._send("POST", "/actions", {"actions": [source]})

    def until(self, expression, expected):
        """Wait until an expression has the expected value, on whatever page is there by then."""
        eventually(lambda: self._try(expression), expected, seconds=20)

    def stays(self, expression):
        """Look for half a second whether an expression stays true: nothing tells that no late answer will come."""
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            assert self.read(expression)

    def forget_everything(self):
        """As if this browser had never been on the site of the page."""
        self._send("DELETE", "/cookie")
        self.do("localStorage.clear(); sessionStorage.clear()")

    def _try(self, expression):
        try:
            return self.read(expression)
        except BrowserError as error:  # one page is gone and the next one is not there yet
            return str(error)

    @property
    def path(self):
        return self._send("GET", "/url").removeprefix(self.base_url)


class BrowserError(Exception):
    pass


def _shown(selector):
    return f"[...document.querySelectorAll({json.dumps(selector)})].find(one => one.getClientRects().length)"


def missing(engine):
    """What this machine lacks to run an engine, or None."""
    needed = {
        "chromium": [("chromium", shutil.which("chromium")), ("chromedriver", shutil.which("chromedriver"))],
        "firefox": [("firefox", _firefox())],
        "webkit": [
            ("WebKitWebDriver", shutil.which("WebKitWebDriver")),
            ("MiniBrowser", _mini_browser()),
            ("xvfb-run", shutil.which("xvfb-run")),
        ],
    }[engine]
    names = [name for name, found in needed if not found]
    return f"{engine} can't be run: there is no {' and no '.join(names)} here" if names else None


def _firefox():
    return shutil.which("firefox-esr") or shutil.which("firefox")


def _mini_browser():
    return next(iter(sorted(glob("/usr/lib/*/webkit*gtk-*/MiniBrowser"))), None)


@contextlib.contextmanager
def opened(engine, base_url, folder: Path, cookies=True):
    """A Tab in a fresh profile; `cookies=False`: the visitor's browser refuses to keep anything."""
    start = {"chromium": _chromium, "firefox": _gecko, "webkit": _webkit}[engine]
    with contextlib.ExitStack() as stack:
        tab = Tab(start(stack, folder, cookies), base_url)
        tab.resize(1280, 900)
        yield tab


def _chromium(stack, folder, cookies):
    port = free_port()
    _process(stack, ["chromedriver", f"--port={port}"], folder)
    arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        f"--user-data-dir={folder}/profile",
    ]
    prefs = {} if cookies else {"profile.default_content_setting_values.cookies": 2}
    options = {"binary": shutil.which("chromium"), "args": arguments, "prefs": prefs}
    return _http_session(stack, port, {"browserName": "chrome", "goog:chromeOptions": options})


def _webkit(stack, folder, cookies):
    port = free_port()
    _process(
        stack, ["xvfb-run", "-a", "WebKitWebDriver", f"--port={port}"], folder, WEBKIT_DISABLE_COMPOSITING_MODE="1"
    )
    arguments = ["--automation"] + ["--cookies-policy=never"] * (not cookies)
    options = {"binary": _mini_browser(), "args": arguments}
    return _http_session(stack, port, {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options})


def _gecko(stack, folder, cookies):
    port, profile = free_port(), folder / "profile"
    profile.mkdir()
    prefs = {"marionette.port": port, "app.update.disabledForTesting": True, "browser.shell.checkDefaultBrowser": False}
    prefs |= {} if cookies else {"network.cookie.cookieBehavior": 2}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in prefs.items())
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [_firefox(), "--headless", "--no-remote", "--marionette", "--profile", str(profile)]
    _process(stack, command, folder, MOZ_REMOTE_SETTINGS_DEVTOOLS="1")
    connection = stack.enter_context(
        _when_it_listens(lambda: socket.create_connection(("127.0.0.1", port), timeout=30))
    )
    stream, numbers = connection.makefile("rb"), itertools.count(1)

    def receive():
        size = b"".join(iter(lambda: stream.read(1), b":"))
        return json.loads(stream.read(int(size)))

    def call(name, body):
        message = json.dumps([0, next(numbers), f"WebDriver:{name}", body]).encode()
        connection.sendall(b"%d:%s" % (len(message), message))
        _kind, _number, error, result = receive()
        if error:
            raise BrowserError(error["message"])
        return result.get("value", result) if isinstance(result, dict) else result

    receive()  # its greeting
    call("NewSession", {})
    return lambda method, path, body=None: call(MARIONETTE[method, path], body or {})


def _http_session(stack, port, capabilities):
    def call(method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            raise BrowserError(json.load(error)["value"]["message"]) from error

    _when_it_listens(lambda: call("GET", "/status"))
    session = f"/session/{call('POST', '/session', {'capabilities': {'alwaysMatch': capabilities}})['sessionId']}"
    stack.callback(call, "DELETE", session)
    return lambda method, path, body=None: call(method, session + path, body)


def _when_it_listens(connect):
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return connect()
        except OSError:  # refused: it is still starting
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _process(stack, command, folder, **variables):
    """Start a driver or a browser, and end it with all that it has started: they are a group of processes."""
    log = stack.enter_context((folder / f"{Path(command[0]).name}.log").open("w"))
    environment = {**os.environ, **variables, "HOME": str(folder)}
    process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)

    def end():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)

    stack.callback(end)
