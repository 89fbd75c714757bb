"""The interest quiz. Nothing is stored here: answers travel with the form, and a result is in its own address."""

from functools import wraps

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from .. import quiz as scoring
from ..answer_code import BadCode
from ..forms import AnswerSheet
from ..htmx import render_page, wants_panel
from ..models import Answer, Questionnaire
from ..quiz_result import Comparison, Result

SECONDS_A_QUESTION = 7


def keeps_quiet(view):
    """A page whose address or content holds answers: no referrer leads back to it and nobody indexes or shares it.

    It needs no CSRF token, which would be a cookie: whatever is posted changes nothing on the server.
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


@keeps_quiet
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request):
    questionnaire = Questionnaire.current()
    if questionnaire is None:
        return render(request, "explorer/no_quiz.html", {"page_title": _("Quiz")}, status=404)
    if request.method != "POST":
        return _questions(request, questionnaire, {}, request.GET.get("round"))
    if "code" in request.POST:
        return _take_up(request, questionnaire)
    sheet = AnswerSheet(questionnaire.questions, request.POST)
    if "round" in request.POST and not sheet.faults:
        return _questions(request, questionnaire, sheet.answers, request.POST["round"])
    missing = scoring.missing(questionnaire.questions, sheet.answers)
    if sheet.faults or missing:
        return _questions(request, questionnaire, sheet.answers, faults=sheet.faults, missing=missing)
    questionnaire.keep()
    return redirect("quiz_result", questionnaire.code(sheet.answers))


@keeps_quiet
@require_http_methods(["GET", "HEAD", "POST"])
def quiz_result(request, code):
    try:
        questionnaire, answers = Questionnaire.of_code(code)
    except BadCode as error:
        return _bad_codes(request, {"code": (code, error)})
    faults = []
    if request.method == "POST":
        sheet = AnswerSheet(questionnaire.questions, request.POST)
        answers, faults = answers | sheet.answers, sheet.faults
        questionnaire.keep()
    written = questionnaire.code(answers)
    if written != code and not faults:
        return redirect("quiz_result", written)
    context = {
        "result": Result(questionnaire, answers),
        "code": written,
        "address": request.build_absolute_uri(reverse("quiz_result", args=[written])),
        "choices": _choices(),
        "faults": faults,
        "is_private": True,
        "page_title": _("Your quiz result"),
    }
    response = render_page(request, "explorer/quiz_result.html", "explorer/_quiz_result_panel.html", context)
    response.status_code = 422 if faults else 200
    return response


@keeps_quiet
@require_safe
def quiz_compare(request, code, other):
    sheets, bad = [], {}
    for name, text in (("code", code), ("other", other)):
        try:
            sheets.append(Questionnaire.of_code(text))
        except BadCode as error:
            bad[name] = (text, error)
    if bad:
        return _bad_codes(request, {"code": (code, None), "other": (other, None)} | bad)
    written = [questionnaire.code(answers) for questionnaire, answers in sheets]
    if written != [code, other]:
        return redirect("quiz_compare", *written)
    context = {
        "comparison": Comparison(*(Result(*sheet) for sheet in sheets)),
        "codes": written,
        "address": request.build_absolute_uri(request.path),
        "is_private": True,
        "page_title": _("Two quiz results side by side"),
    }
    return render(request, "explorer/quiz_compare.html", context)


@keeps_quiet
@require_http_methods(["GET", "HEAD", "POST"])
def quiz_codes(request):
    """Where a code is typed in, or two to compare. Posted, so that no code gets into a query, and so into a log."""
    typed = {name: request.POST.get(name, "").strip()[:200] for name in ("code", "other")}
    if request.method == "POST":
        bad = {}
        for name, text in typed.items():
            try:
                if text or name == "code":
                    Questionnaire.of_code(text)
            except BadCode as error:
                bad[name] = (text, error)
        if bad:
            return _bad_codes(request, {name: (text, None) for name, text in typed.items()} | bad)
        if typed["other"]:
            return redirect("quiz_compare", typed["code"], typed["other"])
        return redirect("quiz_result", typed["code"])
    return _codes(request, {name: (text, None) for name, text in typed.items()})


def _questions(request, questionnaire, answers, now=None, *, faults=(), missing=()):
    """The form: all rounds on a page, one round in a panel with the answers of the others kept."""
    count, total = len(questionnaire.rounds), len(questionnaire.questions)
    number = {str(round_): round_ for round_ in range(1, count + 1)}.get(now)
    is_sent_back = bool(faults or missing)
    shown = [number or 1] if wants_panel(request) and not is_sent_back else range(1, count + 1)
    context = {
        "rounds": [(round_, _asked(questionnaire, round_, answers, missing)) for round_ in shown],
        "kept": _kept(questionnaire, shown, answers),
        "choices": _choices(),
        "now": number or 1,
        "is_start": number is None and not is_sent_back,
        "count": count,
        "total": total,
        "answered": len(answers),
        "minutes_left": _minutes(total - len(answers)),
        "minutes": _minutes(total),
        "faults": faults,
        "missing": missing,
        "page_title": _("Quiz: what would you like to do?"),
        "description": _("Answer short questions and see which career clusters are worth a look, and why. No login."),
    }
    response = render_page(request, "explorer/quiz.html", "explorer/_quiz_panel.html", context)
    response.status_code = 422 if is_sent_back else 200
    if wants_panel(request):
        response["HX-Push-Url"] = "false" if is_sent_back else f"{reverse('quiz')}?round={number or 1}"
    return response


def _asked(questionnaire, number, answers, missing):
    """The questions of a round, each with its answer and whether one is missing."""
    return [(one, answers.get(one.slug), one in missing) for one in questionnaire.rounds[number - 1]]


def _kept(questionnaire, shown, answers):
    """(name, value) of the fields that carry the answers of rounds that are not shown."""
    hidden = [one for number, asked in enumerate(questionnaire.rounds, start=1) if number not in shown for one in asked]
    return [(one.field, _field_value(answers[one.slug])) for one in hidden if one.slug in answers]


def _choices():
    """What can be answered: (value in the form, answer, label in the visitor's language)."""
    return tuple((_field_value(value), value, str(label)) for value, label in Answer.choices)


def _field_value(answer):
    return "unknown" if answer == scoring.UNKNOWN else str(answer)


def _minutes(questions):
    return -(-questions * SECONDS_A_QUESTION // 60)


def _take_up(request, questionnaire):
    """Go on with the answers of a code, as far as they are still asked."""
    try:
        earlier, answers = Questionnaire.of_code(request.POST["code"])
    except BadCode as error:
        return _bad_codes(request, {"code": (request.POST["code"], error)})
    asked = {(question.slug, question.text) for question in questionnaire.questions}
    still = {one.slug for one in earlier.questions if (one.slug, one.text) in asked}
    answers = {slug: answer for slug, answer in answers.items() if slug in still}
    return _questions(request, questionnaire, answers, request.POST.get("round", "1"))


def _bad_codes(request, codes):
    return _codes(request, codes, status=404)


def _codes(request, codes, status=200):
    """The page where codes are typed: {name: (what was typed, what is wrong with it or None)}."""
    context = {
        "codes": {name: {"text": text, "error": error} for name, (text, error) in codes.items()},
        "is_missing": status != 200,
        "page_title": _("Open a quiz result"),
        "description": _("Type the code of a quiz result, or two codes to compare them."),
    }
    return render(request, "explorer/quiz_codes.html", context, status=status)
