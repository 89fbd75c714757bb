from functools import lru_cache

from django.template import Library
from django.template.loader import render_to_string

register = Library()


@register.simple_tag
@lru_cache(maxsize=2048)
def quiz_question(question, answer, is_missing, choices):
    """A question with its answers: one of a few hundred pieces that look the same at every request."""
    context = {"question": question, "answer": answer, "is_missing": is_missing, "choices": choices}
    return render_to_string("quiz/_quiz_question.html", context)
