import pytest
from django.contrib.auth.models import User

from explorer.models import SubCluster

from ..factories import (
    add_course,
    create_career,
    create_careers,
    create_course,
    create_program,
    create_small_framework,
    create_source,
    create_sub_cluster,
    lead_to,
)
from ..markup import html_of

pytestmark = pytest.mark.django_db

URL = "/careers/47-2031.00-carpenters/"


@pytest.fixture
def place(db):
    create_small_framework()
    return SubCluster.objects.first()


def page(client, url=URL, **options):
    return html_of(client.get(url, **options))


def test_it_says_what_one_does_and_shows_the_figures_with_their_years(client, place):
    create_career(sub_clusters=[place])
    html = page(client)
    assert "You cut and fit wood to build homes." in html
    assert "$60,000 <span>a year</span>" in html
    assert "That is about <b>$5,000 a month</b>, before taxes." in html
    assert "BLS OEWS, May 2025, whole country." in html
    assert "<b>Growing fast</b> <span>5 more jobs for every 100 by 2034</span>" in html
    assert "A forecast for 2024 to 2034: 4.5% more jobs." in html
    assert "About 74,100" in html
    assert "High school diploma" in html


def test_it_names_onet_and_the_bls_with_release_survey_and_licence(client, place):
    create_source(slug="onet", url="https://www.onetcenter.org/database.html")
    create_source(slug="bls-oews", url="https://www.bls.gov/oes/")
    create_source(slug="bls-projections", url="https://www.bls.gov/emp/")
    create_career(sub_clusters=[place], job_zone_release="30.1")
    html = page(client)
    assert (
        '<a href="https://www.onetcenter.org/database.html">O*NET 30.2 Database</a> (preparation from 1 to 5: 30.1)'
        in html
    )
    assert '(USDOL/ETA), <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>' in html
    assert '<a href="https://www.bls.gov/oes/">BLS OEWS, May 2025</a>' in html
    assert '<a href="https://www.bls.gov/emp/">BLS Employment Projections, 2024–34</a>' in html


def test_it_links_to_my_next_move(client, place):
    create_career(sub_clusters=[place])
    assert 'href="https://www.mynextmove.org/profile/summary/47-2031.00"' in page(client)


@pytest.mark.parametrize(
    ("growth", "words", "of_a_hundred", "forecast"),
    [
        (12, "Growing fast", "12 more jobs for every 100", "12% more jobs."),
        (3.4, "Growing", "3 more jobs for every 100", "3.4% more jobs."),
        (0.4, "Growing slowly", "Hardly any change", "0.4% more jobs."),
        (0, "As many as now", "Hardly any change", "as many jobs as now."),
        (-0.3, "Shrinking slowly", "Hardly any change", "0.3% fewer jobs."),
        (-3.5, "Shrinking", "4 fewer jobs for every 100", "3.5% fewer jobs."),
        (-25.9, "Shrinking fast", "26 fewer jobs for every 100", "25.9% fewer jobs."),
    ],
)
def test_growth_is_said_in_words_of_a_hundred_jobs_and_in_percent(client, place, growth, words, of_a_hundred, forecast):
    create_career(sub_clusters=[place], growth_percent=growth)
    html = page(client)
    assert f"<b>{words}</b> <span>{of_a_hundred} by 2034</span>" in html
    assert forecast in html


def test_missing_figures_are_said_to_be_missing(client, place):
    missing = dict.fromkeys(("median_pay", "pay_year", "growth_percent", "annual_openings", "job_zone"))
    create_career(sub_clusters=[place], typical_entry_education="", projected_from=None, projected_to=None, **missing)
    html = page(client)
    assert html.count("<b>Not published</b>") == 3
    assert "<h3>Not published</h3>" in html
    assert "The source we use has no pay in the middle" in html
    assert "No usual level of school is published" in html
    assert "How much preparation it takes, from 1 to 5, is not published." in html
    assert "BLS OEWS" not in html
    assert "Employment Projections" not in html


def test_figures_of_a_wider_group_are_said_to_be_its(client, place):
    create_career(sub_clusters=[place])
    assert "counted for a group" not in page(client)
    create_career(code="29-2011.00", sub_clusters=[place], counted_as="29-2010")
    assert "Pay, school and jobs are counted for a group of careers together (code 29-2010)." in page(
        client, "/careers/29-2011.00-carpenters/"
    )


@pytest.mark.parametrize(
    ("zone", "release", "text"),
    [
        (3, "30.1", "3 (Medium).</b> It may take one or two years"),
        (3, "30.2", "3 (Medium).</b> It may take one or two years"),
        (2, "27.3", "2 (Some).</b> It may take a few months to a year"),
        (2, "30.2", "1–2 (Little to some).</b> It may take a few days to a year"),
        (2, "31.0", "1–2 (Little to some).</b> It may take a few days to a year"),
    ],
)
def test_the_job_zone_of_every_release_is_explained(client, place, zone, release, text):
    create_career(sub_clusters=[place], job_zone=zone, job_zone_release=release)
    assert f"<b>Preparation, from 1 to 5: {text}" in page(client)


def test_few_openings_are_not_said_to_be_none(client, place):
    create_career(sub_clusters=[place], annual_openings=0)
    assert "Fewer than 100" in page(client)


def test_the_strip_is_drawn_where_percentiles_are_known_and_said_in_words(client, place):
    create_career(sub_clusters=[place])
    assert 'class="strip"' not in page(client)
    known = {"pay_10": 33_990, "pay_25": 39_400, "pay_75": 71_600, "pay_90": 90_250}
    create_career(code="29-2011.00", sub_clusters=[place], hourly_pay=28.85, **known)
    html = page(client, "/careers/29-2011.00-carpenters/")
    assert html.count('class="strip"') == 1
    assert "The middle half earn $39,000 to $72,000 a year." in html
    assert "1 in 10 earns under $34,000 a year, 1 in 10 over $90,000 a year." in html
    assert "That is <b>$28.85 an hour</b>, or about <b>$5,000 a month</b>, before taxes." in html


def test_pay_by_the_hour_alone_is_shown_as_that(client, place):
    career = create_career(sub_clusters=[place], median_pay=None, hourly_pay=22.65)
    html = page(client)
    assert "$22.65 <span>an hour</span>" in html
    assert "no pay for a year is published" in html
    assert "a month" not in html
    create_career(code="29-2011.00", name="Others", sub_clusters=[place])
    assert "$23 an hour" in page(client, "/careers/29-2011.00-others/").partition("Close to this")[2]
    career.counted_as = "47-2030"
    career.save()
    assert "$23 an hour (group figure)" in page(client, "/careers/29-2011.00-others/")


def test_pay_in_a_state_stands_beside_it_where_it_was_imported(client, place):
    career = create_career(sub_clusters=[place])
    assert "Pay in your state" not in page(client, f"{URL}?state=CT")
    career.state_pay.create(state="CT", median_pay=71_230, pay_year=2025)
    assert "Pay in your state" in page(client)
    html = page(client, f"{URL}?state=CT")
    assert "<b>Connecticut:</b> $71,230 a year, in the middle." in html
    assert '<option value="CT" selected>' in html
    assert "<b>Texas:</b> its pay for this career is not published." in page(client, f"{URL}?state=TX")
    assert f'href="/my-state/?next={URL}"' in html  # shown by the personal stylesheet
    client.cookies["my_state"] = "CT"
    assert client.get(f"/my-state/?next={URL}")["Location"] == f"{URL}?state=CT#pay"
    assert 'id="pay"' in html


@pytest.mark.parametrize(
    ("state", "shown"), [("XX", "XX"), ("%00", "?"), ("ct" * 500, "ct" * 20), ("%EF%BC%A3T", "ＣT")]
)
@pytest.mark.parametrize("is_imported", [True, False])
def test_what_is_no_state_is_named(client, place, state, shown, is_imported):
    career = create_career(sub_clusters=[place])
    if is_imported:
        career.state_pay.create(state="CT", hourly_pay=20.5, pay_year=2025)
    response = client.get(f"{URL}?state={state}")
    assert response.status_code == 404
    assert f"We don’t know a state called “{shown}”." in html_of(response)


@pytest.mark.parametrize("state", ["ct", "%20Ct", "XX&state=CT"])
def test_a_state_is_known_in_any_writing(client, place, state):
    create_career(sub_clusters=[place]).state_pay.create(state="CT", hourly_pay=20.5, pay_year=2025)
    assert "<b>Connecticut:</b> $20.50 an hour" in page(client, f"{URL}?state={state}")


def test_the_address_by_code_keeps_the_state(client, place):
    create_career(sub_clusters=[place])
    assert client.get("/careers/47-2031.00/?state=ct")["Location"] == f"{URL}?state=CT"


def test_titles_and_software_are_o_nets(client, place):
    create_career(sub_clusters=[place], reported_titles="Framer\nJoiner", technology="Microsoft Excel")
    html = page(client)
    assert "Framer · Joiner" in html
    assert "Microsoft Excel" in html
    assert "By O*NET 30.2. Titles: what people in the job call themselves." in html


def test_a_military_career_tells_of_ranks_and_the_asvab_and_names_no_wage(client, place):
    nothing = dict.fromkeys(("median_pay", "pay_year", "growth_percent", "annual_openings", "job_zone"))
    create_career(code="55-3016.00", name="Infantry", sub_clusters=[place], typical_entry_education="", **nothing)
    create_career(code="55-1011.00", name="Officers", sub_clusters=[place], typical_entry_education="", **nothing)
    enlisted, officer = (page(client, f"/careers/{one}/") for one in ("55-3016.00-infantry", "55-1011.00-officers"))
    for html in (enlisted, officer):
        assert "Military pay has a table of its own." in html
        assert "ASVAB" in html
        assert "not published" not in html.lower()
        assert "$" not in html.partition("What it pays")[2].partition("</section>")[0]
        assert "name and other titles:" in html
        assert "similar careers, software" not in html
        assert "Ways in and pay by rank: US Department of Defense." in html
    assert "<h3>Basic training</h3>" in enlisted
    assert "<h3>A bachelor&#x27;s degree</h3>" in officer


def test_a_row_of_a_military_career_says_what_school_one_needs_to_join(client, place):
    create_career(code="55-3016.00", name="Infantry", sub_clusters=[place], typical_entry_education="")
    create_career(code="55-1011.00", name="Officers", sub_clusters=[place], typical_entry_education="", position=2)
    html = html_of(client.get(place.get_absolute_url()))
    rows = [row.partition("</li>")[0] for row in html.partition('id="careers"')[2].split('<li class="item')[1:3]]
    assert "High school diploma" in rows[0]
    assert "Bachelor&#x27;s degree" in rows[1]


def test_it_says_how_to_prepare(client, place):
    create_career(sub_clusters=[place])
    html = page(client)
    assert "The usual way in is a high school diploma, or a GED." in html
    assert "Preparation, from 1 to 5: 2 (Some)" in html


def folds_named(html):
    """{title: what is inside} of the folds of a page."""
    folds = html.split('<details class="fold">')[1:]
    return {fold.partition("<h2>")[2].partition("</h2>")[0]: fold.partition("</details>")[0] for fold in folds}


def test_programs_that_lead_to_it_stand_apart_from_others_of_its_sub_cluster(client, place):
    career = create_career(sub_clusters=[place])
    leading, other = (placement.program for placement in place.placements.all())
    lead_to(leading, career)
    folds = folds_named(page(client))
    assert f'href="{leading.get_absolute_url()}"' in folds["Programs that lead here"]
    assert other.get_absolute_url() not in folds["Programs that lead here"]
    assert f'href="{other.get_absolute_url()}"' in folds["Other programs of the same sub-cluster"]
    assert leading.get_absolute_url() not in folds["Other programs of the same sub-cluster"]


def test_a_program_of_another_field_that_leads_to_it_is_listed_and_ours_is_marked(client, place):
    career = create_career(sub_clusters=[place])
    lead_to(create_program(name="From Afar"), career, origin="ours", reason="They do it too.")
    fold = folds_named(page(client))["Programs that lead here"]
    assert 'href="/programs/from-afar/"' in fold
    assert "our suggestion" in fold


def test_a_program_in_draft_leads_nowhere_yet(client, place):
    lead_to(create_program(name="Hidden One", is_draft=True), create_career(sub_clusters=[place]))
    assert "hidden-one" not in page(client)


def test_without_programs_that_lead_to_it_those_of_its_sub_cluster_are_called_that(client, place):
    create_career(sub_clusters=[place])
    folds = folds_named(page(client))
    assert "Programs that lead here" not in folds
    fold = folds["Programs of the same sub-cluster"]
    assert f'href="{place.placements.first().program.get_absolute_url()}"' in fold
    assert "They lead mostly to other careers." in fold


def test_an_official_place_says_so_and_names_the_list_with_its_date(client, place):
    create_source(slug="clusters-crosswalk", title="A crosswalk, May 2030", url="https://example.org/list")
    create_career(sub_clusters=[place], origin="official", reason="")
    html = page(client)
    assert f'<a href="{place.get_absolute_url()}"' in html
    assert 'Part 1</a> <span class="badge">official list</span>' in html
    assert (
        'Official list: <cite>A crosswalk, May 2030</cite>, <a href="https://example.org/list">A publisher</a>' in html
    )


def test_a_place_of_ours_says_so_with_its_reason(client, place):
    create_career(sub_clusters=[place], reason="They work on film sets too.")
    html = page(client)
    assert 'Part 1</a> <span class="badge badge--ours">our suggestion</span>' in html
    assert '<span class="item__line">They work on film sets too.</span>' in html


@pytest.mark.parametrize(("places", "folded"), [(5, 0), (6, 2)])
def test_many_places_are_folded_and_none_is_left_out(client, place, places, folded):
    career = create_career(sub_clusters=[place])
    for number in range(2, places + 1):
        other = create_sub_cluster(cluster=place.cluster, name=f"Place {number}", position=number)
        career.placements.create(sub_cluster=other, position=number, origin="official")
    section = page(client).partition("Where it belongs")[2].partition("</section>")[0]
    before, _summary, after = section.partition("<details")
    assert (before.count("item__name"), after.count("item__name")) == (places - folded, folded)


def test_similar_careers_are_o_nets_related_ones_in_its_order(client, place):
    create_career(sub_clusters=[place], related="11-1021.00\n11-9999.00\n11-1011.00")
    create_career(code="11-1011.00", name="Second ones")
    create_career(code="11-1021.00", name="First ones")
    create_career(code="11-1031.00", name="Neighbors", sub_clusters=[place])
    similar = page(client).partition("Close to this")[2].partition("</section>")[0]
    assert similar.index("First ones") < similar.index("Second ones")
    assert "Neighbors" not in similar
    assert "By O*NET" in similar


def test_without_related_ones_those_of_the_same_sub_cluster_are_similar(client, place):
    create_career(sub_clusters=[place])
    create_career(code="11-1011.00", name="Neighbors", sub_clusters=[place])
    create_career(code="11-1021.00", name="Strangers")
    similar = page(client).partition("Close to this")[2].partition("</section>")[0]
    assert "Neighbors" in similar
    assert "Strangers" not in similar
    assert "By O*NET" not in similar


def test_a_career_without_a_place_says_so(client, place):
    create_career()
    assert "It is in no part of a framework yet." in page(client)


@pytest.mark.parametrize("url", ["/careers/47-2031.00-joiners/", "/careers/47-2031.00/"])
def test_an_address_with_another_name_or_none_leads_to_the_career(client, place, url):
    create_career(sub_clusters=[place])
    response = client.get(url)
    assert response.status_code == 301
    assert response["Location"] == URL
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.parametrize("url", ["/careers/99-9999.00-nobody/", "/careers/99-9999.00/", "/careers/carpenters/"])
def test_an_unknown_career_is_not_found(client, place, url):
    assert client.get(url).status_code == 404


def test_a_career_of_a_draft_alone_is_for_staff(client):
    create_small_framework(name="Ours", is_draft=True)
    create_career(sub_clusters=[SubCluster.objects.first()])
    assert client.get(URL).status_code == 404
    client.force_login(User.objects.create_user("edith", is_staff=True))
    assert client.get(URL).status_code == 200


def test_places_in_drafts_are_not_shown(client, place):
    draft = create_small_framework(name="Ours", is_draft=True, programs=0)
    hidden = SubCluster.objects.filter(cluster__framework=draft).first()
    create_career(sub_clusters=[place, hidden])
    assert hidden.get_absolute_url() not in page(client)


@pytest.mark.parametrize("others", [1, 9])
def test_more_careers_make_no_more_queries(client, django_assert_num_queries, place, others):
    create_career(sub_clusters=[place], related="\n".join(f"47-{number:04}.00" for number in range(1, 10)))
    create_careers(others, sub_cluster=place)
    with django_assert_num_queries(11):
        client.get(URL)


def test_a_career_is_not_like_itself_nor_like_one_in_a_draft(client, place):
    draft = create_small_framework(name="Ours", is_draft=True, programs=0)
    create_career(sub_clusters=[place], related="47-2999.00")
    create_career(
        code="47-2999.00",
        name="Secret careers",
        sub_clusters=[SubCluster.objects.filter(cluster__framework=draft).first()],
    )
    html = page(client)
    assert "Close to this" not in html
    assert "Secret" not in html


def test_a_program_of_several_of_its_sub_clusters_is_named_once(client, place):
    other = SubCluster.objects.exclude(pk=place.pk).first()
    program = place.placements.first().program
    other.placements.create(program=program, position=9)
    create_career(sub_clusters=[place, other])
    assert page(client).count(f'<a class="chip" href="{program.get_absolute_url()}"') == 1


def test_a_picture_of_its_own_stands_in_the_head_else_that_of_its_place(client, place):
    SubCluster.objects.filter(pk=place.pk).update(icon="sprout", icons_around="wheat fish")
    create_career(sub_clusters=[place])
    assert 'href="#panel-sprout"' in page(client)
    assert 'href="#panel-wheat"' in page(client)
    create_career(code="29-2011.00", sub_clusters=[place], icon="syringe", icons_around="bone")
    html = page(client, "/careers/29-2011.00-carpenters/").partition("head__words")[0]
    assert 'href="#panel-syringe"' in html
    assert 'href="#panel-bone"' in html
    assert 'href="#panel-sprout"' not in html


def test_the_sentence_stands_in_the_head_and_the_button_of_the_list_too(client, place):
    career = create_career(sub_clusters=[place])
    head = page(client).partition('<header class="head">')[2].partition("</header>")[0]
    assert f'<p class="head__tagline" itemprop="description">{career.summary}</p>' in head
    assert 'class="button" name="add"' in head


def test_reasons_of_a_bright_outlook_have_a_tile(client, place):
    create_career(sub_clusters=[place])
    assert "Bright outlook" not in page(client).partition("Close to this")[0]
    create_career(code="29-2011.00", bright_outlook="Rapid Growth; Numerous Job Openings", sub_clusters=[place])
    html = page(client, "/careers/29-2011.00-carpenters/")
    assert "<b>Bright outlook</b> <span>Growing fast · Many openings</span>" in html


def test_what_one_might_do_on_a_day_is_a_list(client, place):
    career = create_career(sub_clusters=[place], day="check a pulse\n\nwrite a report\n")
    page = client.get(career.get_absolute_url()).content.decode()
    assert page.count("<li>check a pulse</li>") == page.count("<li>write a report</li>") == 1
    career.day = ""
    career.save()
    assert "On a day you might" not in client.get(career.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [("always", "You need a license"), ("no", "No license needed"), ("", "")],
)
def test_it_says_whether_one_needs_a_license_and_where_to_ask(client, place, given, words):
    career = create_career(sub_clusters=[place], license=given)
    page = client.get(career.get_absolute_url()).content.decode()
    assert words in page
    assert ("careeronestop.org/Toolkit/Training/find-licenses" in page) == bool(given)


def test_courses_of_the_program_that_leads_to_it_most_of_all_come_first_on_the_way(client, place):
    career = create_career(sub_clusters=[place])
    assert "In high school" not in page(client)
    first, other = place.placements.first().program, place.placements.last().program
    for number, name in enumerate(("Geometry", "Woodworking", "Framing", "A fourth"), start=1):
        add_course(first, create_course(code=f"1700{number}", name=name), position=number)
    add_course(other, create_course(code="99001", name="Another"))
    lead_to(other, career, position=2)
    lead_to(first, career, position=1)
    html = page(client)
    assert "<h3>Geometry · Woodworking · Framing</h3>" in html
    assert f'<a class="on-screen" href="{first.get_absolute_url()}">See the program</a>' in html


def test_a_note_on_the_license_is_a_sentence(client, place):
    career = create_career(sub_clusters=[place], license="no", license_note="contractors may need one")
    assert "<p>Contractors may need one.</p>" in client.get(career.get_absolute_url()).content.decode()


def test_a_panel_of_a_career_brings_its_stylesheet_and_the_page_has_it_in_its_head(client, place):
    career = create_career(sub_clusters=[place])
    page, panel = (client.get(career.get_absolute_url(), data).content.decode() for data in ({}, {"part": "panel"}))
    assert page.count("css/careers") == 1
    assert page.index("css/careers") < page.index("</head>")
    assert panel.count("css/careers") == 1
    assert "awaits-style" in panel
    assert "awaits-style" not in page


def test_no_career_is_like_itself(client, place):
    create_career(sub_clusters=[place], related="47-2031.00\n29-2011.00")
    create_career(code="29-2011.00", name="Others", sub_clusters=[place])
    similar = page(client).partition("Close to this")[2]
    assert "/careers/29-2011.00-others/" in similar
    assert f'href="{URL}"' not in similar
