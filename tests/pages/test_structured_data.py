"""What other systems read from the pages: schema.org data in microdata."""

import html5lib
import pytest

from explorer.models import Career, Cluster, SubCluster

from ..factories import (
    create_career,
    create_cluster,
    create_framework,
    create_program,
    create_small_framework,
    lead_to,
)
from ..microdata import HERE, PROPERTIES, SCHEMA, only

pytestmark = pytest.mark.django_db


def test_a_sub_cluster_is_a_term_of_its_framework(client):
    create_small_framework()
    assert only(client, "/frameworks/modernized/cluster-1/part-2/") == (
        "DefinedTerm",
        {
            "name": "Part 2",
            "description": "You do the work. You do it well.",
            "termCode": "part-2",
            "url": f"{HERE}/frameworks/modernized/cluster-1/part-2/",
            "inDefinedTermSet": f"{HERE}/frameworks/modernized/",
        },
    )


@pytest.mark.parametrize("view", ["", "?view=wheel"])
def test_a_framework_is_a_set_of_terms(client, view):
    create_small_framework(name="Ours", summary="All of it.")
    url = f"{HERE}/frameworks/ours/"
    assert only(client, f"/frameworks/ours/{view}") == (
        "DefinedTermSet",
        {"name": "Ours", "description": "All of it.", "url": url},
    )


def test_the_grid_of_a_framework_names_its_terms(client):
    create_small_framework(clusters=2)
    kind, properties = only(client, "/frameworks/modernized/?view=grid")
    assert (kind, properties["name"], properties["description"]) == ("DefinedTermSet", "Modernized", "A framework.")
    assert properties["hasDefinedTerm"] == [
        {
            "type": f"{SCHEMA}DefinedTerm",
            "properties": {
                "name": cluster.name,
                "url": HERE + cluster.get_absolute_url(),
                "description": cluster.tagline,
            },
        }
        for cluster in Cluster.objects.for_grid()
    ]


def test_a_career_is_an_occupation_with_its_code_school_and_pay(client):
    create_small_framework()
    create_career(sub_clusters=[SubCluster.objects.first()], median_pay=1_060_000)
    assert only(client, "/careers/47-2031.00-carpenters/") == (
        "Occupation",
        {
            "name": "Carpenters",
            "description": Career.objects.get().summary,
            "url": f"{HERE}/careers/47-2031.00-carpenters/",
            "occupationalCategory": "47-2031.00",
            "educationRequirements": "High school diploma",
            "estimatedSalary": {
                "type": f"{SCHEMA}MonetaryAmountDistribution",
                "properties": {"median": "1060000", "currency": "USD", "duration": "P1Y"},
            },
        },
    )


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"median_pay": None}, {"estimatedSalary"}),
        ({"typical_entry_education": ""}, {"educationRequirements"}),
        ({"median_pay": None, "typical_entry_education": ""}, {"estimatedSalary", "educationRequirements"}),
    ],
)
def test_what_is_not_published_is_not_said(client, fields, missing):
    create_small_framework()
    create_career(sub_clusters=[SubCluster.objects.first()], **fields)
    _kind, properties = only(client, "/careers/47-2031.00-carpenters/")
    everything = PROPERTIES["Occupation"]
    assert properties.keys() == everything - missing


def test_similar_careers_do_not_mix_into_an_occupation(client):
    create_small_framework()
    for number, name in enumerate(("Carpenters", "Joiners", "Roofers"), start=1):
        create_career(code=f"47-203{number}.00", name=name, sub_clusters=[SubCluster.objects.first()])
    assert only(client, "/careers/47-2031.00-carpenters/")[1]["name"] == "Carpenters"


def test_a_program_is_an_educational_program(client):
    framework = create_framework()
    create_cluster(framework=framework)
    create_program()
    assert only(client, "/programs/carpentry/") == (
        "EducationalOccupationalProgram",
        {"name": "Carpentry", "description": "You learn to work with wood.", "url": f"{HERE}/programs/carpentry/"},
    )


def test_a_program_names_the_codes_of_the_careers_that_it_leads_to(client):
    create_small_framework()
    program = create_program()
    for code in ("47-2031.00", "47-2111.00"):
        lead_to(program, create_career(code=code, name=code))
    create_career(code="47-9999.00", name="Another")
    kind, properties = only(client, "/programs/carpentry/")
    assert kind == "EducationalOccupationalProgram"
    assert properties["occupationalCategory"] == ["47-2031.00", "47-2111.00"]
    assert properties.keys() <= PROPERTIES[kind]


@pytest.mark.parametrize(
    "path",
    [
        "/frameworks/modernized/cluster-1/",
        "/frameworks/modernized/cluster-1/part-1/",
        "/programs/program-modernized-1-1-1/",
        "/careers/47-2031.00-carpenters/",
    ],
)
def test_the_panel_alone_is_well_formed_and_says_what_its_page_says(client, panel_part, path):
    create_small_framework()
    create_career(sub_clusters=[SubCluster.objects.first()], growth_percent=None, median_pay=None)
    html = client.get(path, panel_part).content.decode()
    assert "<html" not in html
    html5lib.HTMLParser(strict=True).parseFragment(html, container="section")
    assert only(client, f"{path}?part=panel") == only(client, path)


def test_names_with_special_characters_are_read_as_they_are(client):
    framework = create_framework(name='A & B "quoted" <i>', slug="odd", summary="<b>&amp;")
    create_cluster(framework=framework, name='C & "D" <i>', slug="c")
    assert only(client, "/frameworks/odd/?view=grid")[1]["name"] == 'A & B "quoted" <i>'
    assert only(client, "/frameworks/odd/c/")[1]["name"] == 'C & "D" <i>'
