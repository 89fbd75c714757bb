"""Colleges and their awards, from small files in the layout of IPEDS."""

import gzip
import zipfile

import pytest
from django.core.management import CommandError, call_command

from explorer.careers.imports.colleges import from_text
from explorer.careers.imports.figures import WrongFile
from explorer.careers.imports.ipeds import read_ipeds
from explorer.models import AWARD_KINDS, Awards, College, CollegeEdition, ContentVersion
from explorer.publishing.colleges import load_shipped_colleges, write_file

pytestmark = pytest.mark.django_db

HD = [
    '"UNITID","INSTNM","IALIAS","CITY","STABBR","CONTROL","WEBADDR"',
    '100001,"Hill Community College","HCC","Hartford","CT",1,"www.hill.example.edu/"',
    '100002,"Academia de Mayagüez","","Mayagüez","PR",3,"https://academia.example.com"',
    '100003,"An office of a system","","Boston","MA",1,""',
]
C_A = [
    "UNITID,CIPCODE,MAJORNUM,AWLEVEL,XCTOTALT,CTOTALT",
    '100001,"46.0201",1,20,"R",3',
    '100001,"46.0201",1,21,"R",4',
    '100001,"46.0201",1,03,"R",5',
    '100001,"46.0201",2,3,"R",70',
    '100001,"99",1,3,"R",80',
    '100002,"46.0201",1,2,"R",6',
    '100002,"51.3801",1,5,"R",7',
    '100002,"51.3801",1,17,"R",8',
    '100002,"51.3801",1,19,"R",0',
]


def replaced(lines, old, new):
    assert any(old in line for line in lines)
    return [line.replace(old, new) for line in lines]


@pytest.fixture
def files(tmp_path):
    """A function that writes both files and returns their paths."""

    def write(hd=HD, c_a=C_A, year=2024, encoding="utf-8"):
        paths = tmp_path / f"hd{year}.csv", tmp_path / f"c{year}_a.csv"
        for path, lines in zip(paths, (hd, c_a), strict=True):
            path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
        return paths

    return write


@pytest.fixture
def run(files, capsys):
    """A function that imports such files and returns what the command says."""

    def run(*options, **changes):
        call_command("import_ipeds", *files(**changes), *options)
        return capsys.readouterr().out

    return run


def awards_of(unitid, cip):
    row = Awards.objects.get(college__unitid=unitid, cip=cip)
    return [getattr(row, kind) for kind in AWARD_KINDS]


def test_first_majors_count_by_kind_of_award(run):
    run()
    assert awards_of(100001, "46.0201") == [7, 0, 5, 0, 0]
    assert awards_of(100002, "46.0201") == [0, 6, 0, 0, 0]
    assert awards_of(100002, "51.3801") == [0, 0, 0, 7, 8]
    assert Awards.objects.count() == 3


def test_colleges_come_with_what_ipeds_says_of_them(run):
    assert "IPEDS 2024: 2 colleges, 3 rows of awards." in run()
    hill = College.objects.get(unitid=100001)
    assert (hill.name, hill.town, hill.state, hill.control) == ("Hill Community College", "Hartford", "CT", 1)
    assert hill.site == "https://www.hill.example.edu/"


def test_who_awards_nothing_is_left_out(run):
    run()
    assert not College.objects.filter(unitid=100003).exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_letters_are_right_in_every_encoding_that_ipeds_used(run, encoding):
    run(encoding=encoding)
    assert College.objects.get(unitid=100002).town == "Mayagüez"


@pytest.mark.parametrize("pack", ["zip", "gz"])
def test_packed_files_are_read_as_they_are_offered(files, pack):
    packed = []
    for path in files():
        if pack == "zip":
            packed.append(path.with_suffix(".zip"))
            with zipfile.ZipFile(packed[-1], "w") as archive:
                archive.write(path, path.name)
        else:
            packed.append(path.with_name(f"{path.name}.gz"))
            packed[-1].write_bytes(gzip.compress(path.read_bytes()))
    found, _left_out = read_ipeds(*packed)
    assert (found.year, sorted(found.colleges)) == (2024, [100001, 100002])


def test_of_a_file_with_revised_data_beside_the_first_ones_these_are_read(files, tmp_path):
    hd, _c_a = files()
    with zipfile.ZipFile(tmp_path / "c2024_a.zip", "w") as archive:
        archive.writestr("c2024_a.csv", "\n".join(replaced(C_A, ",6", ",600")))
        archive.writestr("c2024_a_rv.csv", "\n".join(C_A))
    found, _left_out = read_ipeds(hd, tmp_path / "c2024_a.zip")
    assert found.awards[100002]["46.0201"] == [0, 6, 0, 0, 0]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("www.hill.example.edu/", "https://www.hill.example.edu/"),
        ("http://hill.example.edu", "http://hill.example.edu"),
        ("HTTPS://hill.example.edu", "https://hill.example.edu"),
        ("hill.example.edu:8080/x", "https://hill.example.edu:8080/x"),
        ("https://hill.example.edu/ and https://other.example.edu", "https://hill.example.edu/"),
        ("hill.example.edu/a#location=Austin, TX", "https://hill.example.edu/a"),
        ("javascript:alert(1)", ""),
        ("ftp://hill.example.edu", ""),
        ("https://hill@gmail.example/", ""),
        ("not an address", ""),
    ],
)
def test_a_web_address_is_one_that_a_page_may_link_to(run, written, shown):
    said = run(hd=replaced(HD, "www.hill.example.edu/", written))
    assert College.objects.get(unitid=100001).website == shown
    assert (f"hd2024.csv, row 2: the web address “{written}” of Hill Community College" in said) == (not shown)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"hd": replaced(HD, "INSTNM", "NAME")},
            "hd2024.csv has no column INSTNM: it is not the file of colleges (HD)",
        ),
        ({"c_a": replaced(C_A, "CTOTALT", "X")}, "c2024_a.csv has no column CTOTALT"),
        ({"hd": C_A, "c_a": HD}, "c2024_a.csv has no column CIPCODE, AWLEVEL, CTOTALT"),
        ({"c_a": replaced(C_A, ",20,", ",77,")}, "c2024_a.csv, row 2, column AWLEVEL: “77”"),
        ({"c_a": replaced(C_A, "51.3801", "nursing")}, "c2024_a.csv, row 8, column CIPCODE: “nursing”"),
        ({"c_a": replaced(C_A, '"R",6', '"R",six')}, "c2024_a.csv, row 7, column CTOTALT: “six”"),
        ({"hd": replaced(HD, '"CT",1', '"ZZ",1')}, "hd2024.csv, row 2: “ZZ” is no state (STABBR)"),
        ({"hd": replaced(HD, '"CT",1', '"CT",-3')}, "hd2024.csv, row 2: “-3” is none of 1, 2 and 3"),
        ({"hd": [*HD, "100009"]}, "hd2024.csv, row 5: it has 1 cells, and column INSTNM is missing"),
        ({"hd": HD[:1]}, "have no college in common"),
        ({"hd": []}, "hd2024.csv has no column UNITID"),
        ({"hd": [*HD, HD[1]]}, "hd2024.csv, row 5: the file has a row for the same before"),
        ({"hd": [*HD, HD[1].replace("100001", "0100001")]}, "hd2024.csv, row 5: the file has a row for the same"),
        ({"c_a": [*C_A, C_A[1]]}, "c2024_a.csv, row 11: the file has a row for the same before"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_changes(run, changes, said):
    with pytest.raises(CommandError) as error:
        run(**changes)
    assert said in str(error.value)
    assert str(error.value).endswith("Nothing was changed.")
    assert not College.objects.exists()


@pytest.mark.parametrize(
    "row", ['{},"X","Hartford","CT",1,""', '100001,"X","","Hartford","{}",1,""', '100001,"X","","Hartford","CT",{},""']
)
def test_a_cell_of_a_hundred_thousand_characters_does_not_bury_the_message(run, row):
    filled = row.format("9" * 100_000)
    with pytest.raises(CommandError) as error:
        run(hd=[HD[0], filled], c_a=[C_A[0], f'{filled.partition(",")[0]},"46.0201",1,3,"R",3'])
    assert len(str(error.value)) < 300


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_zip_file_says_what_to_take_instead(files, tmp_path, packing):
    file, content = tmp_path / "hd2024.zip", "\n".join(HD * 50)
    with zipfile.ZipFile(file, "w", packing) as archive:
        archive.writestr("hd2024.csv", content)
    data = bytearray(file.read_bytes())
    data[50:80] = b"\xff" * 30
    file.write_bytes(data)
    with pytest.raises(WrongFile, match=r"hd2024\.zip can't be read.*DataFiles\.aspx"):
        read_ipeds(file, files()[1])


def test_a_zip_file_whose_names_are_no_text_says_what_to_take_instead(files, tmp_path):
    file = tmp_path / "hd2024.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hdé.csv", "\n".join(HD))
    file.write_bytes(file.read_bytes().replace("é".encode(), b"\xff\xfe"))
    with pytest.raises(WrongFile, match=r"hd2024\.zip can't be read"):
        read_ipeds(file, files()[1])


def test_what_is_no_zip_file_says_what_to_take_instead(files, tmp_path):
    (tmp_path / "hd2024.zip").write_bytes(b"<html>")
    with pytest.raises(WrongFile, match=r"hd2024\.zip can't be read.*DataFiles\.aspx"):
        read_ipeds(tmp_path / "hd2024.zip", files()[1])


def test_files_of_two_years_are_refused(files):
    hd, _c_a = files(year=2023)
    with pytest.raises(WrongFile, match="of different years"):
        read_ipeds(hd, files()[1])


def test_without_a_year_in_the_names_it_has_to_be_told(files):
    hd, c_a = (path.rename(path.with_name(f"my-{path.name}")) for path in files())
    with pytest.raises(WrongFile, match="--year 2024"):
        read_ipeds(hd, c_a)
    assert read_ipeds(hd, c_a, 2022)[0].year == 2022


def test_older_ones_are_refused_unless_it_is_meant(run):
    run(year=2024)
    with pytest.raises(CommandError, match=r"of 2023, and the site has the colleges of 2024.*--older"):
        run(year=2023)
    run("--older", year=2023)
    assert CollegeEdition.objects.get().year == 2023


def test_an_editors_address_stays_and_what_is_gone_goes(run):
    run()
    College.objects.filter(unitid=100001).update(own_website="https://better.example/")
    key = College.objects.get(unitid=100001).pk
    run(year=2025, hd=HD[:1] + replaced(HD[1:2], "Hartford", "New Haven"), c_a=C_A[:3])
    hill = College.objects.get()
    assert (hill.pk, hill.town, hill.site) == (key, "New Haven", "https://better.example/")
    assert Awards.objects.count() == 1


def test_the_version_of_the_content_moves_on(run):
    before = ContentVersion.objects.current()
    run()
    assert ContentVersion.objects.current() != before


class TestShipped:
    @pytest.fixture
    def shipped(self, files, tmp_path):
        """A function that writes the file that the site would ship, with the colleges of a year."""

        def write(year=2024, **changes):
            file = tmp_path / f"shipped{year}.tsv.gz"
            write_file(read_ipeds(*files(year=year, **changes))[0].text(), file)
            return file

        return write

    def test_it_holds_what_was_imported(self, files, shipped):
        found, _left_out = read_ipeds(*files())
        assert from_text(found.text(), "x") == found
        assert load_shipped_colleges(shipped())
        assert awards_of(100001, "46.0201") == [7, 0, 5, 0, 0]

    def test_it_is_loaded_once(self, shipped, django_assert_num_queries):
        file = shipped()
        load_shipped_colleges(file)
        with django_assert_num_queries(1):
            assert not load_shipped_colleges(file)

    def test_a_newer_one_takes_its_place(self, shipped):
        load_shipped_colleges(shipped(2024))
        assert load_shipped_colleges(shipped(2025))
        assert CollegeEdition.objects.get().year == 2025

    def test_it_is_not_loaded_over_newer_ones(self, run, shipped):
        run(year=2025)
        assert not load_shipped_colleges(shipped(2024))
        assert CollegeEdition.objects.get().year == 2025

    def test_it_is_not_loaded_over_imported_ones_of_its_year(self, run, shipped):
        run(c_a=replaced(C_A, '"R",6', '"R",60'))
        assert not load_shipped_colleges(shipped())
        assert awards_of(100002, "46.0201") == [0, 60, 0, 0, 0]

    def test_a_corrected_one_of_the_same_year_is_loaded(self, shipped):
        load_shipped_colleges(shipped())
        assert load_shipped_colleges(shipped(c_a=replaced(C_A, '"R",6', '"R",60')))

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("2024\n", "line 1"),
            ("year\t2024\n" + "college\t1\tHill\tHartford\tCT\t1\t\n" * 2, "line 3: the college 1 stands in the file"),
            ("year\t2024\ncollege\t1\tHill\tHartford\tZZ\t1\t\n", "line 2: “ZZ” is no state"),
            ("year\t2024\ncollege\t1\tHill\tHartford\tCT\t1\tjavascript:x\n", "line 2: “javascript:x”"),
            ("year\t2024\ncollege\t1\tHill\tHartford\tCT\t1\t\n46.0201\tx\n", "line 3: “x” is no number"),
            ("year\t2024\ncollege\t1\tHill\tHartford\tCT\t1\t\n46\t1\n", "line 3: Write the code"),
            ("year\t2024\n46.0201\t1\n", "line 2"),
        ],
    )
    def test_a_line_that_is_wrong_is_named(self, tmp_path, text, said):
        write_file(text, tmp_path / "x.tsv.gz")
        with pytest.raises(WrongFile, match=said):
            load_shipped_colleges(tmp_path / "x.tsv.gz")
        assert not College.objects.exists()

    def test_load_frameworks_loads_it_and_says_so(self, shipped, settings, tmp_path, capsys):
        settings.FIXTURE_DIRS, settings.SHIPPED_COLLEGES = [tmp_path], shipped()
        call_command("load_frameworks")
        assert "Loaded: shipped2024.tsv.gz" in capsys.readouterr().out
        assert College.objects.count() == 2

    def test_the_command_writes_it(self, run, settings, tmp_path):
        settings.SHIPPED_COLLEGES = tmp_path / "colleges.tsv.gz"
        run("--write")
        assert not load_shipped_colleges(settings.SHIPPED_COLLEGES)
        assert settings.SHIPPED_COLLEGES.stat().st_mode & 0o777 == 0o644
        assert "college\t100001\tHill" in gzip.decompress(settings.SHIPPED_COLLEGES.read_bytes()).decode()

    def test_where_it_can_not_be_written_nothing_is_changed(self, run, settings, tmp_path):
        settings.SHIPPED_COLLEGES = tmp_path / "gone" / "colleges.tsv.gz"
        with pytest.raises(CommandError, match=r"Nothing was changed\."):
            run("--write")
        assert not College.objects.exists()
