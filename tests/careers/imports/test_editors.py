"""What an editor has changed, what is shipped, and what imports write."""

import json

import pytest

from explorer.careers.imports.bls import read_bls
from explorer.careers.imports.figures import WrongFile, write_figures
from explorer.careers.imports.onet import read_onet
from explorer.models import Career, ContentVersion
from explorer.publishing.loading import load_fixtures

from .layouts import again, blank_career, nurse, write_projections_of_2016

pytestmark = pytest.mark.django_db


def shipped_nurse(tmp_path, **fields):
    career = {"code": "29-1141.00", "slug": "registered-nurses", "name": "Registered Nurses", "summary": "You care.", "median_pay": 90_000,
              "pay_year": 2025, "source": ["guide"], "source_section": "p. 1"}  # fmt: skip
    source = {"slug": "guide", "title": "A guide", "publisher": "A publisher", "year": 2025}
    file = tmp_path / "shipped.json"
    file.write_text(
        json.dumps(
            [{"model": "explorer.source", "fields": source}, {"model": "explorer.career", "fields": career | fields}]
        )
    )
    return load_fixtures([file])


class TestEditorsAndImports:
    def test_a_shipped_figure_is_replaced_and_replaced_again(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        report = write_figures(read_bls(wages(("29-1141", "detailed", 97_000), name="national_M2027_dl")))
        assert report.left_alone == []
        assert (Career.objects.get().median_pay, Career.objects.get().pay_year) == (97_000, 2027)

    def test_an_editors_change_stays_with_its_year_and_is_reported(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        Career.objects.update(median_pay=99_999)
        report = write_figures(read_bls(wages(("29-1141", "detailed", 97_000), name="national_M2027_dl")))
        assert report.left_alone == ["29-1141.00 Registered Nurses: median_pay"]
        assert (Career.objects.get().median_pay, Career.objects.get().pay_year) == (99_999, 2026)

    def test_a_figure_that_an_editor_took_away_stays_away(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        Career.objects.update(median_pay=None, pay_year=None)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        assert Career.objects.get().median_pay is None

    def test_what_an_editor_left_empty_on_a_new_career_is_filled_in(self, wages):
        career = nurse()
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        assert again(career).median_pay == 95_000

    def test_what_an_editor_wrote_on_a_new_career_stays(self, wages):
        career = nurse(median_pay=12_345)
        report = write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        assert again(career).median_pay == 12_345
        assert len(report.left_alone) == 1

    def test_loading_the_shipped_content_does_not_undo_an_import(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        report = shipped_nurse(tmp_path, median_pay=91_000)
        assert Career.objects.get().median_pay == 95_000
        assert report.left_alone == []
        assert len(report.imported) == 2

    def test_newer_shipped_figures_leave_an_imported_or_an_editors_one_with_its_year(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000), name="national_M2025_dl")))
        shipped_nurse(tmp_path, median_pay=97_000, pay_year=2026)
        assert (Career.objects.get().median_pay, Career.objects.get().pay_year) == (95_000, 2025)
        Career.objects.update(median_pay=88_000)
        report = shipped_nurse(tmp_path, median_pay=98_000, pay_year=2027)
        assert (Career.objects.get().median_pay, Career.objects.get().pay_year) == (88_000, 2025)
        assert report.left_alone

    def test_what_an_editor_put_back_as_it_was_shipped_stays(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        Career.objects.update(median_pay=90_000)
        write_figures(read_bls(wages(("29-1141", "detailed", 97_000), name="national_M2027_dl")))
        assert Career.objects.get().median_pay == 90_000

    def test_loading_with_overwrite_forgets_the_import_and_a_later_one_counts_again(self, wages, tmp_path):
        shipped_nurse(tmp_path)
        write_figures(read_bls(wages(("29-1141", "detailed", 95_000))))
        load_fixtures([tmp_path / "shipped.json"], overwrite=True)
        assert Career.objects.get().median_pay == 90_000
        write_figures(read_bls(wages(("29-1141", "detailed", 97_000), name="national_M2027_dl")))
        assert Career.objects.get().median_pay == 97_000

    def test_an_import_a_second_time_changes_nothing(self, onet, wages):
        nurse()
        for figures in (read_onet(onet()), read_bls(wages(("29-1141", "detailed", 95_000)))):
            write_figures(figures)
            version = ContentVersion.objects.current()
            report = write_figures(figures)
            assert (report.changed, report.same) == ([], 1)
            assert ContentVersion.objects.current() == version

    def test_a_value_that_no_career_can_have_changes_nothing_at_all(self, projections):
        first, second = blank_career(code="11-1011.00", name="First"), nurse()
        levels = ("Bachelor's degree", "None", "None")
        file = projections(("11-1011", "Line item", 1, 1, *levels), ("29-1141", "Line item", -400, 1, *levels))
        with pytest.raises(WrongFile, match=r"29-1141\.00: growth_percent"):
            write_figures(read_bls(file))
        assert (again(first).growth_percent, again(second).growth_percent) == (None, None)

    def test_what_an_editor_set_stays_though_the_file_has_only_a_part_of_its_group(self, projections, tmp_path):
        career = nurse(growth_percent=99)
        file = write_projections_of_2016(tmp_path, ("29-1141", "Line item", 14.8, 203.7))
        report = write_figures(read_bls(file))
        assert report.left_alone == ["29-1141.00 Registered Nurses: growth_percent"]
        assert (again(career).growth_percent, again(career).projected_from, again(career).jobs) == (99, None, 2_955_200)

    @pytest.mark.parametrize(
        ("field", "text"),
        [("reported_titles", "Nurse"), ("schooling", "none 9"), ("technology", "A pen"), ("related", "11-1011.00")],
    )
    def test_lists_that_an_editor_wrote_stay(self, onet, field, text):
        career = nurse(**{field: text})
        report = write_figures(read_onet(onet()))
        assert getattr(again(career), field) == text
        assert report.left_alone == [f"29-1141.00 Registered Nurses: {field}"]
        write_figures(read_onet(onet()), overwrite=True)
        assert getattr(again(career), field) != text
