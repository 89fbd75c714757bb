"""What a cell of a table means for a field: read as people write it, or refused with what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from import_export.widgets import Widget
from rapidfuzz import fuzz, process

from ...pictures.icons import validate_icon, validate_icons
from ...text.tidy import fold, is_blank, one_kind_of_line_end, plain_signs, tidy_line, tidy_text
from ...text.validators import (
    OUTLOOKS,
    validate_cip_code,
    validate_course_code,
    validate_onet_code,
    validate_outlook,
    validate_soc_code,
)
from ...text.workbooks import BadCell, date_cell, error_cell
from .spreadsheets import LIKE_AN_ERROR, unprotect

JOINT = ":"
LISTED = 20  # allowed values that are named all
_YES = ("true", "yes", "y", "t", "1", "x", "✓", "✔", "on", "verdadero", "sí", "si")
_NO = ("false", "no", "n", "f", "0", "", "off", "falso")
_NAMES = ("name", "title")  # of one line
_BLANKS_IN_NUMBERS = re.compile(r"[\s'’]")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_SWAPPED = re.compile(rf"(\d{{1,2}})-({_MONTHS})", re.IGNORECASE)
_BY_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?")
_BY_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?")
_NUMBER = re.compile(r"[+-]?(?:\d{1,100}\.?\d{0,100}|\.\d{1,100})(?:[eE][+-]?\d{1,3})?")
_DATE = re.compile(
    rf"(?:\d{{1,2}}-)?(?:{_MONTHS})-\d{{2,4}}|\d{{1,2}}-(?:{_MONTHS})|\d{{1,2}}([/.])\d{{1,2}}\1\d{{2,4}}"
    r"|\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?"
)  # as spreadsheets show them: 'mar-24' as a person writes it is none


def as_text(value: Any) -> str:
    """What is in a cell: a spreadsheet makes numbers of what looks like one. Raises ValueError."""
    if isinstance(value, BadCell):
        raise ValueError(value.why)
    if isinstance(value, bool):
        return _YES[0] if value else _NO[0]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value)
    if LIKE_AN_ERROR.match(text.strip()):
        raise ValueError(error_cell(text.strip()).why)
    if "\x00" in text:
        raise ValueError(_("It has a NUL character, which no text can have."))
    return text


def nearest(wanted: str, known) -> str | None:
    found = process.extractOne(wanted, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return found and found[0]


def none_like(text: str, allowed: list[str], message: str) -> ValueError:
    """With the nearest of the allowed values, and with all if they are few."""
    if close := nearest(text, allowed):
        message += " " + _("Did you mean “%s”?") % close
    elif allowed:
        message += " " + _("It is written like “%s”.") % allowed[0]
    if 1 < len(allowed) <= LISTED:
        message += " " + _("These are allowed: %s.") % ", ".join(allowed)
    return ValueError(message)


class CellWidget(Widget):
    def means(self, value: Any, before: Any) -> bool:
        """Whether a cell says what an entry holds already, in other words."""
        return False


class TextWidget(CellWidget):
    def __init__(self, field: models.Field):
        self.is_line = field.name in _NAMES

    def render(self, value, obj=None, **kwargs):
        return value

    def clean(self, value, row=None, **kwargs):
        text = one_kind_of_line_end(as_text(value))
        bare = unprotect(text)
        if bare != text:
            return bare  # as it was exported
        return tidy_line(text) if self.is_line else tidy_text(text)

    def means(self, value, before):
        text = unprotect(one_kind_of_line_end(as_text(value)))
        return text == one_kind_of_line_end(before) or (isinstance(value, int | float) and _is_number(before, value))


class CodeWidget(TextWidget):
    """A slug, a code or the name of an icon: dashes and letters as they are there."""

    def __init__(self, field: models.Field):
        super().__init__(field)
        self.is_slug = isinstance(field, models.SlugField)
        self.write = str.lower if self.is_slug else writer_of(field)

    def clean(self, value, row=None, **kwargs):
        return self.write(plain_signs(tidy_line(super().clean(value))))

    def means(self, value, before):
        return super().means(value, before) or (self.is_slug and fold(before) in self.readings(value))

    def readings(self, value) -> list[str]:
        """What a slug can have been before a spreadsheet took it for a date: 24-Mar was mar-24."""
        text = fold(unprotect(as_text(value)))
        swapped = _SWAPPED.fullmatch(text)
        return [text, f"{swapped[2]}-{swapped[1]}"] if swapped else [text]

    def refuse_date(self, value):
        text = tidy_line(as_text(value))
        if self.is_slug and _DATE.fullmatch(text):
            raise ValueError(date_cell(text).why)


def as_onet_code(text: str) -> str:
    """29-1141 is 29-1141.00, and so is 291141."""
    found = re.fullmatch(r"(\d\d)-?(\d{4})(?:\.(\d{1,2}))?", text)
    return f"{found[1]}-{found[2]}.{(found[3] or '').ljust(2, '0')}" if found else text


def as_soc_code(text: str) -> str:
    found = re.fullmatch(r"(\d\d)-?(\d{4})(?:\.00?)?", text)
    return f"{found[1]}-{found[2]}" if found else text


def as_cip_code(text: str) -> str:
    """1.03 is 01.0300: a spreadsheet has taken it for a number."""
    found = re.fullmatch(r"([0-9]{1,2})(?:\.([0-9]{1,4}))?", text)
    return f"{found[1].zfill(2)}.{(found[2] or '').ljust(4, '0')}" if found else text


def as_course_code(text: str) -> str:
    """1001 is 01001."""
    return text.zfill(5) if re.fullmatch(r"[0-9]{4}", text) else text


def as_outlook(text: str) -> str:
    known = {fold(reason): reason for reason in OUTLOOKS}
    reasons = [reason for reason in map(tidy_line, re.split(r"[;,|/\n]", text)) if reason]
    return "; ".join(known.get(fold(reason), reason) for reason in reasons)


def as_icon(text: str) -> str:
    return text.lower().replace(" ", "-").replace("_", "-")


def as_icons(text: str) -> str:
    return " ".join(as_icon(name) for name in re.split(r"[\s,;|]+", text) if name)


_WRITTEN = (
    (validate_onet_code, as_onet_code),
    (validate_soc_code, as_soc_code),
    (validate_cip_code, as_cip_code),
    (validate_course_code, as_course_code),
    (validate_outlook, as_outlook),
    (validate_icon, as_icon),
    (validate_icons, as_icons),
)


def writer_of(field: models.Field) -> Callable[[str], str]:
    """What makes of a code as people and spreadsheets write it the one that stands in the database."""
    return next((write for rule, write in _WRITTEN if rule in field._validators), str)


class NumberWidget(CellWidget):
    """Whole numbers, and others: with signs of money, spaces and separators of thousands, as far as they are clear."""

    def __init__(self, field: models.Field):
        self.is_whole = not isinstance(field, models.FloatField)
        self.comma_is_decimal = False  # in the file

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value

    def clean(self, value, row=None, **kwargs):
        text = tidy_line(unprotect(as_text(value)))
        if not text:
            return None
        number = self._number(plain_signs(text))
        if self.is_whole:
            if number is None or number.adjusted() >= 18 or number != number.to_integral_value():
                raise ValueError(_("“%s” is no whole number.") % text[:40])
            return int(number)
        if number is None:
            raise ValueError(_("“%s” is no number.") % text[:40])
        return float(number)

    def _number(self, text):
        text = _BLANKS_IN_NUMBERS.sub("", text[:100])
        text = re.sub(r"^([+-]?)(?:\$|€|£|US\$|USD)", r"\1", text).removesuffix("USD")
        if not self.is_whole:
            text = text.removesuffix("%")
        if _BY_COMMAS.fullmatch(text) and (not self.comma_is_decimal or text.count(",") > 1 or "." in text):
            text = text.replace(",", "")
        elif _BY_POINTS.fullmatch(text) and (self.comma_is_decimal or text.count(".") > 1 or "," in text):
            text = text.replace(".", "").replace(",", ".")
        elif re.fullmatch(r"[+-]?\d{0,100},\d{1,100}", text):
            text = text.replace(",", ".")
        try:
            number = Decimal(text) if _NUMBER.fullmatch(text) else None
        except InvalidOperation:
            number = None
        return number if number is not None and abs(number) < Decimal("1e300") else None


class YesNoWidget(CellWidget):
    def render(self, value, obj=None, **kwargs):
        return _YES[0] if value else _NO[0]

    def clean(self, value, row=None, **kwargs):
        text = tidy_line(unprotect(as_text(value))).casefold()
        if text not in (*_YES, *_NO):
            raise ValueError(_("“%s” is neither true nor false.") % text[:40])
        return text in _YES


class ChoiceWidget(CellWidget):
    """One of a few values, or the words that the admin shows for it."""

    def __init__(self, field: models.Field):
        self.empty = None if field.null else ""
        self.values = [value for value, _label in field.flatchoices if value not in ("", None)]
        self.found = {fold(str(label)): value for value, label in field.flatchoices}
        self.found |= {fold(str(value)): value for value in self.values}

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value

    def clean(self, value, row=None, **kwargs):
        text = tidy_line(unprotect(as_text(value)))
        if not text:
            return self.empty
        if fold(text) not in self.found:
            message = _("“%s” is not one of the values that it can have.") % text[:80]
            raise none_like(text, [str(value) for value in self.values], message)
        return self.found[fold(text)]


class ReferenceWidget(CellWidget):
    """Another entry, by its key, 'modernized:construction', or by a name that it has alone.

    All that can be meant are fetched once for a file.
    """

    def __init__(self, field: models.ForeignKey):
        self.model = field.related_model

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else JOINT.join(value.natural_key())

    def clean(self, value, row=None, **kwargs):
        text = tidy_line(unprotect(as_text(value)))
        if not text:
            return None
        key = JOINT.join(fold(part) for part in text.split(JOINT))
        if key not in self.found and self.model.natural_key_fields == ("code",):
            key = writer_of(self.model._meta.get_field("code"))(key)
        found = self.found.get(key) or self.named.get(fold(text))
        if found is None:
            texts = {"name": self.model._meta.verbose_name, "key": text[:200]}
            raise none_like(key[:200], list(self.keys), _("There is no %(name)s “%(key)s”.") % texts)
        return found

    @cached_property
    def keys(self):
        return {JOINT.join(entry.natural_key()): entry for entry in with_keys(self.model._default_manager)}

    @cached_property
    def found(self):
        return {fold(key): entry for key, entry in self.keys.items()}

    @cached_property
    def named(self):
        """{name: entry}, None if several have it."""
        named = {}
        for entry in self.keys.values():
            name = fold(str(getattr(entry, "name", "") or getattr(entry, "title", "")))
            named[name] = None if name in named else entry
        return named


def with_keys(entries):
    """With what their natural keys and those of their references need, so that a row makes no query."""
    model = entries.model
    paths = {path.rpartition("__")[0] for path in model.natural_key_fields if "__" in path}
    for field in model._meta.concrete_fields:
        if field.is_relation:
            below = (path.rpartition("__")[0] for path in field.related_model.natural_key_fields)
            paths |= {f"{field.name}__{path}" if path else field.name for path in below}
    return entries.select_related(*paths) if paths else entries.all()


def widget_for(field: models.Field) -> CellWidget:
    if field.is_relation:
        return ReferenceWidget(field)
    if field.choices:
        return ChoiceWidget(field)
    if isinstance(field, models.BooleanField):
        return YesNoWidget()
    if isinstance(field, models.IntegerField | models.FloatField):
        return NumberWidget(field)
    is_code = isinstance(field, models.SlugField) or any(rule in field._validators for rule, _write in _WRITTEN)
    return CodeWidget(field) if is_code else TextWidget(field)


def is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and is_blank(value))


def _is_number(text, number):
    try:
        return float(text) == number
    except ValueError:
        return False
