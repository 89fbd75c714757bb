"""What one could take at school for a career: the first courses of a program of study that leads to it."""

from django.db.models import Subquery

from ..models import Career, Program, ProgramCareer, ProgramCourse

SHOWN = 3


def courses_toward(career: Career) -> list[ProgramCourse]:
    """Those of the public program that leads to it most of all, in order, with their names; [] if there is none."""
    leading = ProgramCareer.objects.filter(career=career, program__in=Program.objects.published())
    first = leading.order_by("position", "pk").values("program")[:1]
    courses = ProgramCourse.objects.filter(program=Subquery(first)).select_related("course", "program")
    return list(courses.order_by("position", "pk")[:SHOWN])
