import json
from pathlib import Path

import pytest

from explorer.text.slugs import make_slug, nearest_slugs


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Arts, A/V Technology & Communications", "arts-a-v-technology-communications"),
        ("Transportation Systems/Infrastructure Planning, Management & Regulation",
         "transportation-systems-infrastructure-planning-management-regulation"),
        ("Information Technology (IT) Support & Services", "information-technology-it-support-services"),
        ('"Your Place in Space" Program', "your-place-in-space-program"),
        ("HVAC-R", "hvac-r"),
    ],
)  # fmt: skip
def test_a_slash_becomes_a_hyphen_before_django_slugifies(name, slug):
    assert make_slug(name) == slug


def test_a_letter_too_few_finds_the_slug():
    assert nearest_slugs("constructon", ["education", "construction", "agriculture"]) == ["construction"]


def test_a_shared_word_counts_as_near():
    assert nearest_slugs("building-carpentry", ["carpentry", "nursing"]) == ["carpentry"]


def test_nothing_is_near_to_nonsense():
    assert nearest_slugs("qqqqqqqq", ["education", "construction"]) == []


def test_at_most_the_limit_is_returned():
    assert len(nearest_slugs("design", [f"design-{n}" for n in range(20)], limit=5)) == 5


def test_the_shipped_slugs_are_made_from_the_shipped_names():
    entries = json.loads(Path("fixtures/modernized.json").read_text())
    named = [
        entry["fields"] for entry in entries if "name" in entry["fields"] and entry["model"] != "explorer.framework"
    ]
    assert len(named) == 6 + 14 + 72 + 169
    assert [fields["slug"] for fields in named] == [make_slug(fields["name"]) for fields in named]
