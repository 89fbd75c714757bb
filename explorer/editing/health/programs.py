"""Programs of study that lead nowhere, and what stands in none."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models import Course, Major, Program, ProgramCareer, ProgramCourse, ProgramMajor, ProgramSkill
from ..content import Content, is_draft
from .findings import Finding, warning

TEXTS = {"study": gettext_lazy("what one would study"), "work_based": gettext_lazy("ways in while at school")}


PARTS: dict[type[models.Model], str] = {
    ProgramSkill: gettext_lazy("things to learn"),
    ProgramCourse: gettext_lazy("courses at school"),
    ProgramMajor: gettext_lazy("college majors"),
    ProgramCareer: gettext_lazy("careers that it leads to"),
}


def bare_programs(content: Content) -> Iterator[Finding]:
    there = {kind: {one.program_id for one in content.of(kind) if not _is_hidden(one)} for kind in PARTS}
    for program in content.of(Program):
        texts = [name for name in TEXTS if not getattr(program, name).strip()]
        lacking = [TEXTS[name] for name in texts] + [PARTS[kind] for kind in PARTS if program.pk not in there[kind]]
        if lacking:
            names = get_text_list([str(one) for one in lacking], _("and"))
            yield warning(program, _("Its page lacks: %s.") % names, texts[0] if texts else "")
    for one in content.of(ProgramCareer):
        if one.is_ours and not one.reason.strip():
            yield warning(one, _("It is our suggestion, and it doesn't say why."), "reason")
        if is_draft(one.career) and not is_draft(one.program):
            yield warning(one, _("This career is a draft: visitors don't see it on the program's page."), "career")
    for kind, links, name in ((Course, ProgramCourse, "course_id"), (Major, ProgramMajor, "major_id")):
        used = {getattr(one, name) for one in content.of(links)}
        for entry in content.of(kind):
            if entry.pk not in used:
                yield warning(entry, _("No program of study has it."))


def _is_hidden(part) -> bool:
    """Say whether a public program does not show this part of it."""
    return isinstance(part, ProgramCareer) and is_draft(part.career) and not is_draft(part.program)
