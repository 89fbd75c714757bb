"""No regular expression of the product takes more than linear time, whatever somebody sends or types.

Each is found by itself and tried with texts made of what it looks for, over and over: the kind of text on which a pattern
starts anew at every place, or tries again what it has tried.
"""

import ast
import importlib
import re
import time
from pathlib import Path

import pytest
from django.apps import apps
from django.core.validators import RegexValidator
from django.urls import get_resolver

from explorer.data.writing import LIKE_A_FORMULA
from explorer.editing.tables.spreadsheets import LIKE_AN_ERROR

from ..server import ROOT

SHORT, GROWTH = 2_000, 8  # characters; how much longer the second text is
SUSPICIOUS = 0.0005  # seconds of CPU for the short text; a linear pattern needs less
MOST_GROWTH = 24  # in time: 8 is linear, 64 is quadratic
AT_THE_START_ONLY = {LIKE_A_FORMULA.pattern, LIKE_AN_ERROR.pattern}  # .match(): they look at one place of a text
FILES = [path for folder in ("explorer", "clusterexplorer") for path in sorted((ROOT / folder).rglob("*.py"))]
NGINX = ROOT / "deploy" / "nginx.conf"


def written_in_calls(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        first = node.args[0]
        if getattr(node.func.value, "id", "") == "re" and isinstance(getattr(first, "value", None), str):
            yield first.value, 0


def held_by(value, depth=0):
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value.pattern, value.flags
    elif isinstance(value, RegexValidator):
        yield from held_by(value.regex)
    elif isinstance(value, dict) and depth < 3:
        yield from (found for one in value.values() for found in held_by(one, depth + 1))
    elif isinstance(value, tuple | list) and depth < 3:
        yield from (found for one in value for found in held_by(one, depth + 1))


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def held_by_modules():
    for path in FILES:
        if not {"migrations", "commands"} & set(path.parts) and path.stem != "wsgi":
            for value in vars(importlib.import_module(module_of(path))).values():
                yield from held_by(value)


def held_by_fields():
    for model in apps.get_app_config("explorer").get_models():
        for field in model._meta.get_fields():
            for validator in getattr(field, "validators", ()):
                yield from held_by(validator)


def held_by_addresses(resolver):
    for one in resolver.url_patterns:
        yield from held_by(one.pattern.regex)
        if hasattr(one, "url_patterns") and one.app_name != "admin":  # Django's own
            yield from held_by_addresses(one)


def of_nginx():
    """They are PCRE, whose notation is the same but for named groups."""
    for pattern in re.findall(r'^\s*"~\*?(.*?)"\s', NGINX.read_text(), flags=re.MULTILINE):
        yield re.sub(r"\$\{[A-Z_]+\}", "name", pattern).replace("(?<s", "(?P<s").replace("(?<n", "(?P<n"), 0


def all_patterns():
    found = [one for path in FILES for one in written_in_calls(path)]
    found += [*held_by_modules(), *held_by_fields(), *held_by_addresses(get_resolver()), *of_nginx()]
    return sorted(set(found))


def atoms(parsed):
    """What a pattern looks for: runs of its letters, and one or two of each of its sets."""
    run = ""
    for operator, value in parsed:
        name = str(operator)
        if name == "LITERAL":
            run += chr(value)
            continue
        if run:
            yield run
        run = ""
        if name == "IN":
            members = [member for member in value if str(member[0]) != "NEGATE"]
            for kind, what in members[:4]:
                yield {"LITERAL": chr, "RANGE": lambda ends: chr(ends[0])}.get(str(kind), lambda _: " ")(what)
        elif isinstance(value, tuple | list):
            for part in value:
                if hasattr(part, "data"):
                    yield from atoms(part)
                elif isinstance(part, list):
                    yield from (atom for one in part if hasattr(one, "data") for atom in atoms(one))
    if run:
        yield run


def attacks(pattern, flags):
    found = list(dict.fromkeys([*atoms(re._parser.parse(pattern, flags)), " ", "0"]))[:9]
    for unit in [*found, *(one + other for one in found for other in found)]:
        for begin in ("", found[0]):
            yield begin, unit


def seconds(use, begin, unit, length):
    text = f"{begin}{unit * (length // len(unit))}\x00!"
    start = time.process_time()
    use(text)
    return time.process_time() - start


def uses(pattern, flags):
    compiled = re.compile(pattern, flags)
    yield compiled.fullmatch
    yield compiled.match if pattern in AT_THE_START_ONLY else lambda text: list(compiled.finditer(text))


def slow_texts(pattern, flags):
    for use in uses(pattern, flags):
        for begin, unit in attacks(pattern, flags):
            if seconds(use, begin, unit, SHORT) < SUSPICIOUS:
                continue
            short = min(seconds(use, begin, unit, SHORT) for _nth in range(3))
            long = min(seconds(use, begin, unit, GROWTH * SHORT) for _nth in range(2))
            if short > SUSPICIOUS / 2 and long > MOST_GROWTH * short:
                yield begin, unit


@pytest.mark.parametrize(("pattern", "flags"), all_patterns())
@pytest.mark.sampled(15)
def test_a_pattern_takes_no_more_than_linear_time(pattern, flags):
    assert next(slow_texts(pattern, flags), None) is None


def test_the_patterns_are_found():
    found = {pattern for pattern, _flags in all_patterns()}
    assert len(found) > 90
    assert {
        r"[aeiouy]+",
        r"^\d{2}-\d{4}\Z",
        r"[.?!…]$",
        r"(\d{4} )?national employment matrix (title and )?code",
    } <= found
    assert any("shortlist|search" in pattern for pattern in found)  # of nginx.conf


@pytest.mark.parametrize(("pattern", "unit"), [(r"/+x", "/"), (r"(/[^?]*\?)y", "/"), (r"<[a-z][^>]*>", "<a"), (r"\s+$", " ")])  # fmt: skip
@pytest.mark.sampled(2)
def test_a_slow_one_would_be_seen(pattern, unit):
    assert next(slow_texts(pattern, 0), None) is not None


def test_no_pattern_is_made_where_it_can_not_be_found():
    """One that is put together inside of a function is tried by nobody."""
    hidden = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            for call in ast.walk(node):
                is_re = isinstance(call, ast.Call) and getattr(getattr(call.func, "value", None), "id", "") == "re"
                if is_re and call.func.attr != "escape" and not isinstance(call.args[0], ast.Constant):
                    hidden.append(f"{Path(path).name}: {ast.unparse(call)}")
    known = (
        "balance.py: re.compile(f",  # its WORDINGS are found
        "workbooks.py: re.compile(b'<%b[vft]",  # each part of it ends at the next < or >; a sheet is read in pieces
    )
    assert [one for one in hidden if not one.startswith(known)] == []
