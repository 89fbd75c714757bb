"""import_onet and import_bls as they are typed."""

import re

import pytest
from django.core.management import CommandError, call_command

from explorer.models import Career, StatePay

from ...factories import create_career, create_source
from .layouts import again, nurse

pytestmark = pytest.mark.django_db
LEVELS = ("Bachelor's degree", "None", "None")


def test_import_onet_says_what_it_did(onet, capsys):
    nurse()
    create_career(code="99-9999.00", name="Nobodies", onet_release="")
    call_command("import_onet", onet(), verbosity=2)
    out = capsys.readouterr().out
    assert "Not in the file: 99-9999.00 Nobodies" in out
    assert "No career here: 11-1011.00" in out
    assert "New there, and no career here (--add adds it as a draft): 47-2031.00 Carpenters" in out
    assert re.search(
        r"1 careers changed, 0 as they were, 1 not in the file; \d+ times left to an editor\. 2 codes of the file have no career",
        out,
    )


def test_import_onet_adds_drafts_if_it_is_told_to(onet, capsys):
    nurse()
    create_source(slug="onet")
    call_command("import_onet", onet(), add=True)
    out = capsys.readouterr().out
    assert "Added as a draft: 47-2031.00 Carpenters" in out
    assert "1 careers were added as drafts." in out
    assert Career.objects.get(code="47-2031.00").is_draft


def test_import_onet_says_what_is_missing(onet, capsys):
    call_command("import_onet", onet(**{"Task Statements": None}))
    assert "Note: It has no Task Statements.txt: what comes from there stays as it is." in capsys.readouterr().out


def test_import_bls_takes_all_its_tables(wages, projections, capsys):
    career = nurse()
    call_command("import_bls", wages(("29-1141", "detailed", 95_000)))
    call_command("import_bls", projections(("29-1141", "Line item", 5, 10, *LEVELS)), verbosity=2)
    assert (again(career).median_pay, again(career).annual_openings) == (95_000, 10_000)
    assert "Changed: 29-1141.00 Registered Nurses: typical_entry_education" in capsys.readouterr().out
    call_command(
        "import_bls",
        wages(
            ("29-1141", "detailed", 84_000), name="state_M2025_dl", AREA_TITLE="Ohio", AREA_TYPE="2", PRIM_STATE="OH"
        ),
    )
    assert StatePay.objects.get().median_pay == 84_000
    assert "Pay of 1 careers in 1 states: 1 figures, 0 before, replaced." in capsys.readouterr().out


def test_older_figures_need_the_option(wages):
    career = nurse()
    call_command("import_bls", wages(("29-1141", "detailed", 95_000)))
    older = wages(("29-1141", "detailed", 70_000), name="national_M2024_dl")
    with pytest.raises(CommandError, match=r"--older\.\nNothing was changed"):
        call_command("import_bls", older)
    call_command("import_bls", older, older=True)
    assert again(career).median_pay == 70_000


def test_they_can_be_quiet(onet, wages, capsys):
    call_command("import_onet", onet(), verbosity=0)
    call_command("import_bls", wages(("29-1141", "detailed", 95_000)), verbosity=0)
    call_command(
        "import_bls",
        wages(("29-1141", "detailed", 1), name="state_M2025_dl", AREA_TITLE="Ohio", AREA_TYPE="2"),
        verbosity=0,
    )
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("command", ["import_onet", "import_bls"])
def test_a_wrong_file_is_one_clear_error(command, tmp_path):
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command(command, tmp_path / "nothing")
