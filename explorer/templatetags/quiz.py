from functools import lru_cache

import segno
from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

register = Library()


@register.simple_tag
@lru_cache(maxsize=2048)
def quiz_question(question, answer, is_missing, choices):
    """A question with its answers: one of a few hundred pieces that look the same at every request."""
    context = {"question": question, "answer": answer, "is_missing": is_missing, "choices": choices}
    return render_to_string("explorer/_quiz_question.html", context)


@register.simple_tag
def qr_code(address):
    """A QR code of an address, dark on light in every theme: cameras want it so."""
    code = segno.make_qr(address, error="m")
    svg = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None, light="#fff")
    return mark_safe(svg)  # noqa: S308  the library draws squares; nothing of the address is in it
