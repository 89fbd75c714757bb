"""A figure that an editor has set is not its publisher's: all that shows it says so."""

import io
import json

import pytest
from django.urls import reverse
from pypdf import PdfReader

from explorer.careers.imports.figures import Figures, write_figures
from explorer.editing.content import Content
from explorer.editing.health.checks import find_all
from explorer.editing.tables.resources import ContentResource, faults
from explorer.editing.tables.spreadsheets import Row, Table
from explorer.models import CONTENT_MODELS, Career, LoadedEntry, SubCluster
from explorer.publishing.fixture_files import fixture_texts
from explorer.publishing.loading import load_fixtures

from ..admin import change_url, form_data
from ..factories import create_career, create_small_framework
from ..markup import html_of

SAYS_SO = "Set by an editor of this site"


@pytest.fixture
def career(editor):
    create_small_framework(is_default=True)
    return create_career(sub_clusters=[SubCluster.objects.get(cluster__slug="cluster-1", slug="part-1")])


def set_here(client, career, **figures):
    """As an editor does it."""
    data = form_data(client.get(change_url(career))) | figures
    response = client.post(change_url(career), data)
    assert response.status_code == 302, response.context["errors"]
    career.refresh_from_db()
    return career


@pytest.fixture
def overtyped(client, career):
    return set_here(client, career, median_pay=77_000, typical_entry_education="bachelor", annual_openings="1")


def test_what_was_imported_is_the_publishers(client, career):
    assert career.overtyped == {}
    html = html_of(client.get(career.get_absolute_url()))
    assert SAYS_SO not in html
    assert "BLS OEWS, May 2025" in html


def test_saving_other_things_leaves_it_the_publishers(client, career):
    assert set_here(client, career, summary="You build.").overtyped == {}


def test_what_an_editor_types_back_is_the_publishers_again(client, overtyped):
    assert overtyped.overtyped == {
        "median_pay": 60_000,
        "typical_entry_education": "high-school",
        "annual_openings": 74_100,
    }
    published = {"median_pay": 60_000, "typical_entry_education": "high-school", "annual_openings": 74_100}
    assert set_here(client, overtyped, **published).overtyped == {}


def test_what_is_emptied_is_left_out_and_not_unpublished(client, career):
    set_here(client, career, median_pay="", typical_entry_education="")
    html = html_of(client.get(career.get_absolute_url()))
    assert html.count("<b>Left out</b>") == 1
    assert "<h3>Left out</h3>" in html
    assert html.count(SAYS_SO) >= 2
    assert "Pay left out (set here)" in html_of(client.get("/careers/"))


def test_a_growth_of_nothing_is_a_figure(client, career):
    assert set_here(client, career, growth_percent="0").overtyped == {"growth_percent": 4.5}


def test_figures_of_a_career_that_an_editor_adds_are_the_editors(editor, db):
    source = create_career().source
    career = Career.objects.create(
        code="11-1011.00", name="Chiefs", summary="You lead.", source=source, source_section="x", median_pay=50_000
    )
    assert career.overtyped == {"name": None, "median_pay": None}


def test_the_careers_page_says_it_by_each_figure_and_names_no_survey(client, overtyped):
    create_career(code="11-1011.00", name="Beside it")
    html = html_of(client.get(overtyped.get_absolute_url()))
    assert html.count(f'<span class="badge badge--ours">{SAYS_SO}</span>') == 3
    assert "BLS OEWS" not in html
    assert "May 2025" not in html
    assert (
        f"{SAYS_SO}, and not the publisher&#x27;s: median pay, " in html
        or f"{SAYS_SO}, and not the publisher's: median pay, " in html
    )
    assert f'<meta itemprop="name" content="{SAYS_SO}">' in html


@pytest.mark.parametrize("address", ["/careers/", "/frameworks/modernized/cluster-1/", "/frameworks/modernized/cluster-1/part-1/",
                                     "/handouts/modernized/cluster-1/", "/shortlist/?list=47-2031.00", "/shortlist/"])  # fmt: skip
def test_lists_and_handouts_say_it_by_each_figure(client, overtyped, address):
    client.cookies["my_list"] = "47-2031.00"
    html = " ".join(html_of(client.get(address)).split())
    assert "$77,000" in html
    assert html.count("(set here)") == 2
    assert "Carpenters (pay, school)" in html
    assert "BLS OEWS" not in html


def test_the_comparison_says_it_below(client, overtyped):
    html = html_of(client.get("/compare/?c=modernized:cluster-1&c=modernized:cluster-2"))
    assert "Carpenters (pay, school)" in html


def test_the_pdf_says_it(client, overtyped):
    content = b"".join(client.get("/handouts/modernized/cluster-1.pdf"))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    assert "$77,000 a year (set here)" in text
    assert "Carpenters (pay, school)" in text


def test_the_data_files_name_the_figures(client, overtyped):
    (found,) = client.get("/data/careers.json").json()["careers"]
    assert found["set_here"] == ["median_pay", "typical_entry_education", "annual_openings"]
    assert "set_here" in html_of(client.get("/data/careers.csv"))


def test_the_form_says_what_the_publisher_says(client, overtyped):
    html = html_of(client.get(change_url(overtyped)))
    assert "median pay: 77000 (the publisher: 60000)" in html


def pay_of(year, pay):
    return Figures(f"oews_M{year}.xlsx", {"47-2031": {"median_pay": pay, "pay_year": year}}, lambda code: code[:7])


def test_an_import_leaves_an_editors_figure_and_remembers_the_publishers(overtyped):
    write_figures(pay_of(2026, 61_000))
    overtyped.refresh_from_db()
    assert overtyped.median_pay == 77_000
    assert overtyped.overtyped["median_pay"] == 61_000


def test_an_import_that_overwrites_makes_it_the_publishers(overtyped):
    write_figures(pay_of(2026, 61_000), overwrite=True)
    overtyped.refresh_from_db()
    assert (overtyped.median_pay, overtyped.pay_year) == (61_000, 2026)
    assert not overtyped.pay_is_ours


def test_an_import_of_the_very_figure_makes_it_the_publishers(overtyped):
    Career.objects.update(pay_year=2026)
    write_figures(pay_of(2026, 77_000))
    overtyped.refresh_from_db()
    assert not overtyped.pay_is_ours


def test_an_export_and_a_load_keep_it(overtyped, tmp_path):
    (tmp_path / "all.json").write_text(
        json.dumps([one for text in fixture_texts().values() for one in json.loads(text)])
    )
    for model in (LoadedEntry, *reversed(CONTENT_MODELS)):
        model._base_manager.all().delete()
    load_fixtures([tmp_path / "all.json"])
    assert Career.objects.get().overtyped == {
        "annual_openings": 74_100,
        "median_pay": 60_000,
        "typical_entry_education": "high-school",
    }
    load_fixtures([tmp_path / "all.json"])
    assert Career.objects.get().overtyped["median_pay"] == 60_000


def test_newer_shipped_figures_are_remembered_beside_an_editors(client, career, tmp_path):
    file = tmp_path / "all.json"
    entries = [one for text in fixture_texts().values() for one in json.loads(text)]
    file.write_text(json.dumps(entries))
    load_fixtures([file])
    set_here(client, career, median_pay=77_000)
    next(one for one in entries if one["model"] == "explorer.career")["fields"] |= {
        "median_pay": 65_000,
        "pay_year": 2026,
    }
    file.write_text(json.dumps(entries))
    load_fixtures([file])
    career.refresh_from_db()
    assert career.median_pay == 77_000
    assert career.overtyped == {"median_pay": 65_000, "pay_year": 2026}
    load_fixtures([file], overwrite=True)
    career.refresh_from_db()
    assert (career.median_pay, career.overtyped) == (65_000, {})


def test_an_improbable_figure_is_asked_about_and_saved_at_the_second_time(client, career):
    data = form_data(client.get(change_url(career))) | {"median_pay": "99999999"}
    response = client.post(change_url(career), data)
    html = html_of(response)
    assert "This is more than any occupation" in html
    assert 'value="99999999"' in html
    assert 'name="save_improbable" id="save-improbable" value="median_pay=99999999"' in html
    assert client.post(change_url(career), data).status_code == 200, "a second click alone is not enough"
    assert client.post(change_url(career), data | {"save_improbable": "median_pay=99999999"}).status_code == 302
    career.refresh_from_db()
    assert career.median_pay == 99_999_999
    assert client.post(change_url(career), form_data(client.get(change_url(career)))).status_code == 302, "asked once"


@pytest.mark.parametrize(("figures", "field"), [
    ({"median_pay": "-1"}, "median_pay"), ({"annual_openings": "-1"}, "annual_openings"), ({"growth_percent": "-101"}, "growth_percent"),
    ({"projected_from": "2034", "projected_to": "2024"}, "projected_to"), ({"pay_year": "25"}, "pay_year"), ({"growth_percent": "nan"}, "growth_percent"),
    ({"median_pay": "3"}, "median_pay"), ({"growth_percent": "900"}, "growth_percent"), ({"counted_as": "47"}, "counted_as"),
    ({"pay_75": "59999"}, "pay_75"), ({"pay_10": "60001"}, "pay_10"), ({"hourly_25": "20", "hourly_90": "19.5"}, "hourly_90"),
    ({"interest_code": "RXC"}, "interest_code"), ({"interest_code": "rc"}, "interest_code"), ({"interest_code": "RR"}, "interest_code"),
])  # fmt: skip
def test_negative_and_reversed_figures_are_refused_at_their_field(client, career, figures, field):
    response = client.post(change_url(career), form_data(client.get(change_url(career))) | figures)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors.keys() == {field}


def test_an_import_may_bring_what_an_editors_median_does_not_fit(client, career):
    """Else the editor's figure would stop imports and upgrades for all careers."""
    career.pay_90, career.interest_code = 50_000, "XX"
    career.full_clean()
    career.save()
    assert set_here(client, career, summary="You build homes of wood.").pay_90 == 50_000
    found = find_all(Content())["figures"]
    assert [(one.field, one.what) for one in found] == [
        ("pay_90", "Pay rises from the 10th percentile over the median to the 90th. This does not fit “median pay”."),
        ("interest_code", "Write up to three of the letters R, I, A, S, E and C, each once."),
    ]  # fmt: skip


def test_a_table_is_refused_for_figures_that_the_form_refuses(career):
    rows = [Row(2, {"code": career.code, "pay_75": "59999", "interest_code": "XX"})]
    table = Table(["code", "pay_75", "interest_code"], rows)
    result = ContentResource.of(Career)().import_rows(*table, dry_run=False, file_name="x.csv")
    ((number, texts),) = faults(result, [2])
    assert (number, {name for name, _text in texts}) == (2, {"pay_75", "interest_code"})


def test_related_careers_that_are_not_here_are_named(career):
    Career.objects.update(related=f"{career.code}\n11-1011.00")
    assert [one.what for one in find_all(Content())["figures"]] == ["Related careers that are not here: 11-1011.00."]


def test_the_history_says_what_the_publisher_said(client, editor):
    career = create_career(median_pay=60_000)
    career.median_pay = 65_000
    career.save()
    url = reverse("admin:explorer_career_history", args=[career.pk])
    assert "Median pay: 60000" in client.get(url).content.decode()
