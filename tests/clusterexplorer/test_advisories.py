import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from .. import advisories

GONE = {"id": "PYSEC-2", "aliases": [], "summary": "No.", "withdrawn": "2026-01-01T00:00:00Z"}
KNOWN = {"id": "PYSEC-1", "aliases": ["CVE-2026-1"], "summary": "It breaks.", "withdrawn": None}


@pytest.fixture
def registry(monkeypatch, tmp_path):
    """A registry of our own: {path: what it answers}."""
    answers, asked = {}, []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200 if self.path in answers else 404)
            self.end_headers()
            self.wfile.write(answers.get(self.path, "").encode())

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setattr(advisories, "registry", lambda: f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setattr(advisories, "LOCK", tmp_path / "requirements.txt")
        (tmp_path / "requirements.txt").write_text(
            "# locked\none==1.0 \\\n    --hash=sha256:a\ntwo[x]==2.0 ; python_version < '4' \\\n"
        )
        answers["asked"] = asked
        yield answers
        server.shutdown()


def answer(*vulnerabilities):
    return json.dumps({"vulnerabilities": vulnerabilities})


def test_every_pinned_package_is_asked_about(registry, capsys):
    registry |= {"/pypi/one/1.0/json": answer(), "/pypi/two/2.0/json": answer(GONE)}
    assert advisories.main() == 0
    assert "2 packages asked about, 0 known" in capsys.readouterr().out


def test_an_advisory_is_named_and_fails(registry, capsys):
    registry |= {"/pypi/one/1.0/json": answer(KNOWN), "/pypi/two/2.0/json": answer()}
    assert advisories.main() == 1
    assert "one 1.0: CVE-2026-1: It breaks." in capsys.readouterr().out


@pytest.mark.parametrize("text", [None, "{}", "<html>", "[]", '{"vulnerabilities": null}'])
def test_a_registry_that_does_not_say_is_said_to_be_skipped_after_one_question(registry, capsys, text):
    if text is not None:
        registry["/pypi/one/1.0/json"] = text
    assert advisories.main() == 0
    assert capsys.readouterr().out.startswith("Advisories: skipped: ")
    assert registry["asked"] == ["/pypi/one/1.0/json"]


def test_no_network_is_said_to_be_skipped(registry, capsys, monkeypatch):
    monkeypatch.setattr(advisories, "registry", lambda: "http://127.0.0.1:1")
    assert advisories.main() == 0
    assert "skipped" in capsys.readouterr().out


def test_every_line_of_the_real_lock_that_pins_is_read():
    lines = [
        line
        for line in advisories.LOCK.read_text("utf-8").splitlines()
        if line.endswith(" \\") and "--hash" not in line
    ]
    assert len(advisories.pinned("\n".join(lines))) == len(lines) > 30
