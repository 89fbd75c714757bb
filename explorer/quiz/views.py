"""The interest quiz. No answer is stored: answers travel with the form, and a result is in its own address."""

from functools import wraps
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from clusterexplorer.public_address import public_address
from clusterexplorer.request_limits import limited

from ..models import Answer, Questionnaire
from ..pages.htmx import redirect_to_part, render_page, wants_panel
from ..pages.parameters import reads
from ..text.keys import is_list_link, join_keys, split_sent
from ..text.pasted import LONGEST
from . import scoring
from .answer_form import AnswerSheet
from .card import draw_card
from .code import BadCode
from .progress import filling_wheel
from .result import Comparison, Result

SECONDS_A_QUESTION = 7


def keeps_quiet(view):
    """A page whose address or content holds answers: no referrer leads back to it and nobody indexes or shares it.

    It needs no CSRF token, which would be a cookie: nothing is posted here that changes anything for anybody.
    """

    @csrf_exempt
    @wraps(view)
    def quiet(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        if request.method == "POST" or kwargs:
            response["X-Robots-Tag"] = "noindex"
            patch_cache_control(response, private=True)
        return response

    return quiet


@reads("round", "part")
@limited("quizzes")
@keeps_quiet
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request):
    questionnaire = Questionnaire.current()
    if questionnaire is None:
        return render(request, "quiz/no_quiz.html", {"page_title": _("Quiz")}, status=404)
    if request.method != "POST":
        return _questions(request, questionnaire, {}, _round(questionnaire, request.GET.get("round")))
    if "code" in request.POST:
        return _take_up(request, questionnaire)
    sheet = AnswerSheet(questionnaire.questions, request.POST)
    if "round" in request.POST and not sheet.faults:
        return _questions(request, questionnaire, sheet.answers, _round(questionnaire, request.POST["round"]))
    missing = scoring.missing(questionnaire.questions, sheet.answers)
    if sheet.faults or missing:
        return _sent_back(request, questionnaire, sheet, missing)
    questionnaire.keep()
    return redirect("quiz_result", questionnaire.code(sheet.answers))


@reads("part")
@limited("quizzes")
@keeps_quiet
@require_http_methods(["GET", "HEAD", "POST"])
def quiz_result(request, code):
    sheet, fault = _read(code)
    if fault:
        return _codes(request, {"code": (code, fault)}, status=404)
    questionnaire, answers = sheet
    faults = []
    if request.method == "POST":
        changes = AnswerSheet(questionnaire.questions, request.POST)
        answers, faults = answers | changes.answers, changes.faults
        questionnaire.keep()
    written = questionnaire.code(answers)
    if written != code and not faults:
        return redirect_to_part(request, "quiz_result", written)
    result = Result(questionnaire, answers)
    context = {
        "result": result,
        "code": written,
        "address": public_address(request, reverse("quiz_result", args=[written])),
        "picture": public_address(request, reverse("quiz_card", args=[written])),
        "picture_words": result.in_words,
        "choices": _choices(),
        "faults": faults,
        "is_private": True,
        "page_title": _("Your quiz result"),
    }
    response = render_page(request, "quiz/quiz_result.html", "quiz/_quiz_result_panel.html", context)
    response.status_code = 422 if faults else 200
    return response


@limited("sheets")
@keeps_quiet
@require_safe
def quiz_card(request, code):
    """The first fields of a result as a picture to pass on. It says nothing else about anybody."""
    sheet, fault = _read(code)
    if fault:
        return _codes(request, {"code": (code, fault)}, status=404)
    written = _written(sheet)
    if written != code:
        return redirect("quiz_card", written)
    picture = draw_card(Result(*sheet), public_address(request, reverse("home")))
    return HttpResponse(picture, content_type="image/png")


@limited("quizzes")
@keeps_quiet
@require_safe
def quiz_compare(request, code, other):
    (one, fault), (second, other_fault) = _read(code), _read(other)
    if fault or other_fault:
        return _codes(request, {"code": (code, fault), "other": (other, other_fault)}, status=404)
    written = [_written(one), _written(second)]
    if written != [code, other]:
        return redirect("quiz_compare", *written)
    context = {
        "comparison": Comparison(Result(*one), Result(*second)),
        "codes": written,
        "is_private": True,
        "page_title": _("Two quiz results side by side"),
    }
    return render(request, "quiz/quiz_compare.html", context)


@limited("quizzes")
@keeps_quiet
@require_http_methods(["GET", "HEAD", "POST"])
def quiz_codes(request):
    """Where a code is typed in, or two to compare. Posted, so that no code gets into a query, and so into a log."""
    typed = {name: request.POST.get(name, "").strip() for name in ("code", "other")}
    if request.method != "POST":
        return _codes(request, {name: ("", None) for name in typed})
    if is_list_link(typed["code"]):
        return redirect(
            f"{reverse('shortlist')}?{urlencode({'list': join_keys(split_sent(typed['code']))}, safe=':~')}"
        )
    read = {name: _read_all(text) for name, text in typed.items() if text or name == "code"}
    faults = {name: fault for name, (_sheets, fault) in read.items()}
    if any(faults.values()):
        return _codes(request, {name: (text, faults.get(name)) for name, text in typed.items()}, status=422)
    sheets = [sheets for sheets, _fault in read.values()]
    written = [_written(sheet) for sheet in ([found[0] for found in sheets] if len(sheets) > 1 else sheets[0][:2])]
    return redirect("quiz_compare" if len(written) > 1 else "quiz_result", *written)


def _read_all(text):
    """([(questionnaire, answers), ...], None) of the codes in a text, or (None, what is wrong with it)."""
    try:
        return Questionnaire.all_in(text), None
    except BadCode as error:
        return None, error


def _read(text):
    """((questionnaire, answers), None) of the first code in a text, or (None, what is wrong with it)."""
    sheets, fault = _read_all(text)
    return (None, fault) if fault else (sheets[0], None)


def _written(sheet):
    questionnaire, answers = sheet
    return questionnaire.code(answers)


def _round(questionnaire, wanted):
    """The number of the round that an address or a button names; None if there is no such round."""
    return next((number for number in range(1, len(questionnaire.rounds) + 1) if str(number) == wanted), None)


def _questions(request, questionnaire, answers, number):
    """The form at a round, or at its start: all rounds on a page, one round in a panel, with the other answers kept."""
    shown = [number or 1] if wants_panel(request) else _all_rounds(questionnaire)
    context = _form(questionnaire, answers, shown) | {
        "now": number or 1,
        "is_start": number is None,
        "page_title": _title(number, len(questionnaire.rounds)),
        "description": _("Answer short questions and see which career clusters are worth a look, and why. No login."),
    }
    response = render_page(request, "quiz/quiz.html", "quiz/_quiz_panel.html", context)
    if wants_panel(request):
        response["HX-Push-Url"] = f"{reverse('quiz')}?round={number or 1}"
    return response


def _title(number, count):
    if number is None:
        return _("Quiz: what would you like to do?")
    return _("Quiz, round %(number)s of %(count)s: what would you like to do?") % {"number": number, "count": count}


def _sent_back(request, questionnaire, sheet, missing):
    """The form with all that could be read, and what is still to be answered."""
    asked_again = [question for question in questionnaire.questions if question in missing or question in sheet.faulty]
    context = _form(questionnaire, sheet.answers, _all_rounds(questionnaire), asked_again) | {
        "is_sent_back": True,
        "faults": sheet.faults,
        "missing": missing,
        "asked_again": asked_again,
        "page_title": _("Almost done: some answers are missing"),
    }
    response = render_page(request, "quiz/quiz.html", "quiz/_quiz_panel.html", context)
    response.status_code = 422
    if wants_panel(request):
        response["HX-Push-Url"] = "false"
    return response


def _form(questionnaire, answers, shown, asked_again=()):
    """What the form shows: `shown` are the numbers of the rounds in it."""
    total = len(questionnaire.questions)
    return {
        "rounds": [(number, _asked(questionnaire, number, answers, asked_again)) for number in shown],
        "hidden_fields": _hidden_fields(questionnaire, shown, answers),
        "choices": _choices(),
        "filling": filling_wheel(questionnaire),
        "count": len(questionnaire.rounds),
        "total": total,
        "answered": len(answers),
        "seconds": SECONDS_A_QUESTION,
        "minutes": _minutes(total),
        "minutes_left": _minutes(total - len(answers)),
    }


def _all_rounds(questionnaire):
    return range(1, len(questionnaire.rounds) + 1)


def _asked(questionnaire, number, answers, asked_again):
    """The questions of a round, each with its answer and whether it needs another."""
    return [(one, answers.get(one.slug), one in asked_again) for one in questionnaire.rounds[number - 1]]


def _hidden_fields(questionnaire, shown, answers):
    """(round, name, value) of the fields that carry the answers of rounds that are not shown; '' for none yet."""
    return [
        (number, one.field, _field_value(answers[one.slug]) if one.slug in answers else "")
        for number, asked in enumerate(questionnaire.rounds, start=1)
        if number not in shown
        for one in asked
    ]


def _choices():
    """What can be answered: (value in the form, answer, label in the visitor's language)."""
    return tuple((_field_value(value), value, str(label)) for value, label in Answer.choices)


def _field_value(answer):
    return "unknown" if answer == scoring.UNKNOWN else str(answer)


def _minutes(questions):
    return -(-questions * SECONDS_A_QUESTION // 60)


def _take_up(request, questionnaire):
    """Go on with the answers of a code, as far as they are still asked."""
    sheet, fault = _read(request.POST["code"])
    if fault:
        return _codes(request, {"code": (request.POST["code"], fault)}, status=422)
    earlier, answers = sheet
    asked = {(question.slug, question.text) for question in questionnaire.questions}
    still = {one.slug for one in earlier.questions if (one.slug, one.text) in asked}
    answers = {slug: answer for slug, answer in answers.items() if slug in still}
    return _questions(request, questionnaire, answers, _round(questionnaire, request.POST.get("round")) or 1)


def _codes(request, codes, status=200):
    """The page where codes are typed: {name: (what was typed, what is wrong with it or None)}."""
    context = {
        "codes": {name: {"text": text[:LONGEST], "error": error} for name, (text, error) in codes.items()},
        "is_missing": status != 200,
        "page_title": _("Open a quiz result") if status == 200 else _("This code can't be read"),
        "description": _("Type the code of a quiz result, or two codes to compare them."),
    }
    return render(request, "quiz/quiz_codes.html", context, status=status)
