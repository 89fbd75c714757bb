"""O*NET's text files, as releases before and since 30.3 have them."""

import pytest

from explorer.careers.imports.figures import WrongFile, write_figures
from explorer.careers.imports.onet import read_onet
from explorer.editing.content import Content
from explorer.editing.health.checks import find_all
from explorer.models import Career, ImportedCareer

from ...factories import create_career, create_framework, create_source
from .layouts import BEFORE_30_3, FROM_30_3, again, blank_career, nurse, write_onet

pytestmark = pytest.mark.django_db
ZONES = "O*NET-SOC Code\tJob Zone"
INTERESTS = "O*NET-SOC Code\tElement Name\tScale ID\tData Value"
BOTH = pytest.mark.parametrize(
    ("layout", "release"), [(BEFORE_30_3, "25.1"), (BEFORE_30_3, "30.1"), (FROM_30_3, "30.3"), (FROM_30_3, "31.0")]
)


@BOTH
def test_it_brings_titles_zones_interests_and_other_titles(onet, layout, release):
    career = create_career(code="29-1141.00", name="", job_zone=None, interest_code="", onet_release="", slug="nurses")
    write_figures(read_onet(onet(layout=layout, release=release)))
    career = again(career)
    assert career.name == "Registered Nurses"
    assert (career.job_zone, career.job_zone_release) == (3, release)
    assert (career.interest_code, career.onet_release) == ("SI", release)
    assert career.alternate_titles == "Staff Nurse\nRegistered Nurse\nRN"


@BOTH
def test_it_brings_reported_titles_school_software_and_related_careers(onet, layout, release):
    career = nurse()
    for code in ("11-1011.00", "47-2031.00"):
        blank_career(code=code)
    write_figures(read_onet(onet(layout=layout, release=release)))
    career = again(career)
    assert career.reported_titles == "Charge Nurse\nStaff Nurse"
    assert career.schooling == "certificate 22\nassociate 19\nbachelor 56\nmaster 1"
    assert career.technology == "Epic Systems\nMicrosoft Excel"
    assert career.related == "47-2031.00\n11-1011.00"


@pytest.mark.parametrize(("share", "told"), [("20.00", ""), ("19.90", "high-school 20\nbachelor 80")])
def test_a_survey_that_onet_would_suppress_in_large_part_is_not_told(onet, share, told):
    career = nurse()
    rows = [
        "O*NET-SOC Code\tScale ID\tCategory\tData Value\tRecommend Suppress",
        f"29-1141.00\tRL\t2\t{share}\tY",
        "29-1141.00\tRL\t6\t80.00\tN",
    ]
    write_figures(read_onet(onet(**{"Education, Training, and Experience": rows})))
    assert again(career).schooling == told


def test_no_list_grows_over_its_length(onet):
    career = nurse()
    codes = [f"11-10{number}.00" for number in range(10, 25)]
    for code in codes:
        blank_career(code=code)
    folder = onet(
        **{
            "Sample of Reported Titles": ["O*NET-SOC Code\tReported Job Title", *(f"29-1141.00\tNurse {n}" for n in range(20))],
            "Technology Skills": ["O*NET-SOC Code\tExample\tHot Technology", *(f"29-1141.00\tTool {n}\tY" for n in range(20))],
            "Related Occupations": [
                BEFORE_30_3["Related Occupations"][0],
                *(f"29-1141.00\t{code}\tPrimary-Long\t{index}" for index, code in enumerate(codes)),
            ],
        }
    )  # fmt: skip
    write_figures(read_onet(folder))
    career = again(career)
    assert [len(lines) for lines in (career.reported_title_lines, career.technology_lines, career.related_codes)] == [
        10,
        8,
        12,
    ]
    assert career.related_codes == codes[:12]


def test_tasks_stay_on_this_site_for_editors(onet):
    career = nurse()
    write_figures(read_onet(onet()))
    assert ImportedCareer.objects.get(career=career).tasks == "Care for patients.\nWrite reports."


OPTIONAL = ["Job Zone Reference", "Sample of Reported Titles", "Education, Training, and Experience", "Technology Skills",
            "Related Occupations", "Task Statements"]  # fmt: skip


def test_what_is_missing_is_said_and_stays_as_it_is(onet):
    career = nurse(reported_titles="Nurse", schooling="bachelor 9", technology="A pen", related="47-2031.00")
    ImportedCareer.objects.create(career=career, tasks="Care.")
    report = write_figures(read_onet(onet(**dict.fromkeys(OPTIONAL))))
    assert [note.partition(":")[0] for note in report.notes] == [
        "It has no Job Zone Reference.txt",
        "It has no Sample of Reported Titles.txt",
        "It has no Education.txt or Education, Training, and Experience.txt",
        "It has no Software Skills.txt or Technology Skills.txt",
        "It has no Related Occupations.txt",
        "It has no Task Statements.txt",
    ]
    career = again(career)
    assert career.reported_titles == "Nurse"
    assert (career.schooling, career.technology, career.related) == ("bachelor 9", "A pen", "47-2031.00")
    assert career.imported.tasks == "Care."
    assert career.job_zone == 3


def test_what_the_release_no_longer_says_goes(onet):
    career = create_career(code="11-1011.00", name="Chief Executives", job_zone=None, interest_code="")
    write_figures(read_onet(onet(**{"Job Zones": [ZONES, "11-1011.00\t5"]})))
    assert again(career).job_zone == 5
    write_figures(read_onet(onet(release="31.1")))
    assert (again(career).job_zone, again(career).job_zone_release) == (None, "")


def test_zones_that_no_page_can_explain_are_not_taken(onet):
    career = nurse(job_zone=4, job_zone_release="30.1")
    names = ["Job Zone\tName", "1\tShort", "2\tMedium", "3\tLong"]
    report = write_figures(read_onet(onet(**{"Job Zone Reference": names})))
    assert (again(career).job_zone, again(career).job_zone_release) == (4, "30.1")
    assert report.notes == [
        "Its Job Zone Reference.txt has other zones than pages can explain (short; medium; long): job zones stay as they are."
    ]
    assert again(career).onet_release == "31.0"


class TestRelease:
    def test_it_is_read_from_read_me_whatever_the_folder_is_called(self, onet):
        assert read_onet(onet(folder="my downloads", release="30.3")).edition == ("onet_release", "30.3")
        assert read_onet(onet(folder="db_29_0_text", release="30.2")).edition == ("onet_release", "30.2")

    def test_without_read_me_it_is_read_from_the_folder(self, onet):
        assert read_onet(onet(folder="db_31_0_text", release="")).edition == ("onet_release", "31.0")

    def test_it_can_be_given(self, onet):
        assert read_onet(onet(), release="30.9").by_code["29-1141.00"]["onet_release"] == "30.9"

    @pytest.mark.parametrize("release", ["thirty", "30", "30.2.1", "٣٠.٢", "30.2\n"])
    def test_what_is_no_release_is_refused(self, onet, release):
        with pytest.raises(WrongFile, match="is no release of O"):
            read_onet(onet(), release=release)

    def test_a_folder_that_does_not_say_it_is_refused(self, onet):
        with pytest.raises(WrongFile, match=r"add --release 30\.2"):
            read_onet(onet(release=""))

    def test_an_older_release_is_refused_unless_it_is_wanted(self, onet):
        career = nurse(onet_release="30.10")
        figures = read_onet(onet(release="30.9"))
        with pytest.raises(WrongFile, match=r"is of 30\.9, and there are figures of 30\.10 here.*onetcenter.*--older"):
            write_figures(figures)
        assert again(career).reported_titles == ""
        write_figures(figures, older=True)
        assert again(career).reported_titles

    def test_the_same_release_again_is_none_that_is_older(self, onet):
        nurse(onet_release="31.0")
        assert len(write_figures(read_onet(onet())).changed) == 1


class TestNewOccupations:
    def test_they_are_offered_and_not_added(self, onet):
        nurse()
        report = write_figures(read_onet(onet()))
        assert report.new == ["47-2031.00 Carpenters"]
        assert Career.objects.count() == 1

    def test_one_that_is_not_described_is_not_offered(self, onet):
        assert "11-1011.00" not in read_onet(onet()).new  # no job zone and no tasks: an 'All Other'

    def test_they_are_added_as_drafts_with_their_figures(self, onet):
        nurse()
        create_source(slug="onet")
        report = write_figures(read_onet(onet()), add=True)
        career = Career.objects.get(code="47-2031.00")
        assert report.added == ["47-2031.00 Carpenters"]
        assert (career.name, career.slug, career.job_zone, career.onet_release) == (
            "Carpenters",
            "carpenters",
            2,
            "31.0",
        )
        assert (career.is_draft, career.summary, career.overtyped) == (True, "", {})
        assert career not in Career.objects.published()

    def test_one_whose_name_no_career_can_have_is_refused_and_none_is_added(self, onet):
        create_source(slug="onet")
        folder = onet()
        data = folder / "Occupation Data.txt"
        data.write_text(data.read_text(encoding="utf-8").replace("Carpenters", "x" * 5000), encoding="utf-8")
        with pytest.raises(WrongFile, match=r"47-2031\.00: name: "):
            write_figures(read_onet(folder), add=True)
        assert not Career.objects.exists()

    def test_content_health_names_what_an_added_one_lacks(self, onet):
        create_source(slug="onet")
        write_figures(read_onet(onet()), add=True)
        found = {(str(one.entry), one.field) for one in find_all(Content())["texts"]}
        assert ("Carpenters", "summary") in found

    def test_editors_read_an_added_one_and_its_tasks_and_cannot_publish_it_as_it_is(self, onet, admin_client):
        create_framework()
        create_source(slug="onet")
        write_figures(read_onet(onet()), add=True)
        career = Career.objects.get(code="29-1141.00")
        form = admin_client.get(f"/admin/explorer/career/{career.pk}/change/")
        assert "Care for patients.<br>Write reports." in form.content.decode()
        assert admin_client.get(career.get_absolute_url()).status_code == 200
        admin_client.post("/admin/explorer/career/", {"action": "publish", "_selected_action": [career.pk]})
        assert again(career).is_draft

    def test_an_added_draft_is_no_obstacle_to_the_next_import(self, onet):
        create_source(slug="onet")
        write_figures(read_onet(onet()), add=True)
        report = write_figures(read_onet(onet(release="31.1")), add=True)
        assert (len(report.changed), report.added) == (2, [])

    def test_related_careers_count_what_is_added_with_them(self, onet):
        career = nurse()
        create_source(slug="onet")
        write_figures(read_onet(onet()), add=True)
        assert again(career).related == "47-2031.00"

    def test_without_their_source_nothing_is_added(self, onet):
        with pytest.raises(WrongFile, match="when there is a source “onet”"):
            write_figures(read_onet(onet()), add=True)
        assert Career.objects.count() == 0


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({"Job Zones": None}, r"has no Job Zones\.txt\. Take the newest database from https://www\.onetcenter\.org/database\.html"),
        ({"Alternate Titles": None}, r"has no Job Titles\.txt or Alternate Titles\.txt\. Take"),
        ({"Interests": None}, r"has no Career Interest Types\.txt or Interests\.txt\. Take"),
        ({"Job Zones": [ZONES]}, r"Job Zones.txt has no lines but its first\. Take"),
        ({"Interests": [f"{INTERESTS}\x00"]}, r"Interests.txt is no text\. Take"),
        ({"Job Zones": ["Something else"]}, r"Job Zones.txt is not O\*NET's: its first line lacks O\*NET-SOC Code, Job Zone\. Take"),
        ({"Technology Skills": ["O*NET-SOC Code\tTool"]}, r"Technology Skills\.txt is not O\*NET's: its first line lacks Example, Hot"),
        ({"Job Zones": [ZONES, "29-1141.00"]}, r"Job Zones.txt, line 2: it has 1 columns, not 2"),
        ({"Job Zones": [ZONES, "29-1141.00\t9"]}, r"line 2: a job zone is 1 to 5, not “9”"),
        ({"Job Zones": [ZONES, "29-1141.00\tmany"]}, r"line 2: “many” is no job zone"),
        ({"Job Zones": [ZONES, "29-1141\t3"]}, r"line 2: “29-1141” is no O\*NET-SOC code"),
        ({"Occupation Data": ["O*NET-SOC Code\tTitle"]}, r"Occupation Data\.txt has no lines but its first"),
        ({"Interests": [INTERESTS, "29-1141.00\tFirst Interest High-Point\tIH\t7"]}, r"Interests.txt, line 2: an interest is 0 to 6, not “7”"),
        (
            {"Education, Training, and Experience": ["O*NET-SOC Code\tScale ID\tCategory\tData Value", "29-1141.00\tRL\t13\t1"]},
            r"line 2: a level of education is 1 to 12, not “13”",
        ),
    ],
)  # fmt: skip
def test_a_wrong_folder_is_refused_with_a_clear_line(onet, files, complaint):
    with pytest.raises(WrongFile, match=complaint):
        read_onet(onet(**files))


def test_what_is_no_text_or_no_folder_is_refused(tmp_path):
    folder = write_onet(tmp_path / "unpacked")
    (folder / "Interests.txt").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(WrongFile, match=r"Interests\.txt is no text"):
        read_onet(folder)
    with pytest.raises(WrongFile, match=r"is not a folder\. Take .*“Text” \(db_30_2_text\.zip\), unpack it"):
        read_onet(tmp_path / "nowhere")
