"""The handouts of the shipped content show what a student expects."""

import pytest

from explorer.handouts.sheets import CAREERS, handouts_of
from explorer.models import Framework

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


def names(slug):
    return [career.name for career in handouts_of(Framework.objects.default(), slug)[0].careers]


def test_health_care_has_nurses():
    assert {"Registered Nurses", "Nursing Assistants"} <= set(names("healthcare-human-services"))


def test_marketing_has_market_researchers_and_no_order_clerks():
    found = names("marketing-sales")
    assert "Market Research Analysts and Marketing Specialists" in found
    assert "Order Clerks" not in found


def test_every_sheet_is_full_and_goes_over_all_levels_of_preparation():
    handouts = handouts_of(Framework.objects.default())
    assert len([handout for handout in handouts if len(handout.careers) < CAREERS]) <= 2  # their names are long
    for handout in handouts:
        assert CAREERS - 2 <= len(handout.careers) <= CAREERS
        assert len({career.education for career in handout.careers}) >= 3
