"""The colleges that the site ships, all of them: loaded once for this file, as it takes seconds."""

import pytest
from django.core.management import call_command
from django.db import transaction

from clusterexplorer.settings import SHIPPED_COLLEGES
from explorer.frameworks.colleges import colleges_of
from explorer.models import Awards, College, CollegeEdition, Program, Source, State
from explorer.pages.states import ChosenState
from explorer.publishing.colleges import load_shipped_colleges

LARGEST_FILE = 1_000_000  # bytes


@pytest.fixture(scope="module")
def _colleges(_loaded, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_shipped_colleges(SHIPPED_COLLEGES)
    yield
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def shipped_colleges(_colleges, db):
    """What the site ships, with its colleges."""


def test_the_file_is_small():
    assert SHIPPED_COLLEGES.stat().st_size < LARGEST_FILE


def test_all_that_awarded_something_are_there(shipped_colleges):
    assert (College.objects.count(), Awards.objects.count()) == (5827, 147768)
    assert CollegeEdition.objects.get().year == Source.objects.get(slug="ipeds").year == 2024


def test_nearly_all_have_a_web_address(shipped_colleges):
    assert College.objects.filter(website="").count() < 20


def test_every_program_with_majors_is_taught_somewhere(shipped_colleges):
    programs = Program.objects.filter(program_majors__isnull=False).distinct()
    assert programs.count() >= 160
    nowhere = [program.slug for program in programs if not colleges_of(program, ChosenState()).in_country]
    assert nowhere == []


def test_a_page_takes_few_queries_with_all_of_them(shipped_colleges, django_assert_num_queries):
    program = Program.objects.filter(program_majors__isnull=False).first()
    with django_assert_num_queries(5):
        colleges_of(program, ChosenState(State.CA))
