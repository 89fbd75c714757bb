from explorer.frameworks.state_map import SHADES, map_of, shade_of
from explorer.models import State


def test_every_state_and_territory_has_one_tile():
    assert sorted(place.code for place in map_of({})) == sorted(State.values)


def test_each_tile_has_a_place_of_its_own():
    places = [(place.row, place.column) for place in map_of({})]
    assert len(set(places)) == len(places)


def test_a_tile_has_its_count_and_none_has_no_shade():
    tiles = {place.code: place for place in map_of({"CT": 4, "CA": 100})}
    assert (tiles["CT"].count, tiles["CT"].shade) == (4, 1)
    assert tiles["CA"].shade == SHADES
    assert (tiles["WY"].count, tiles["WY"].shade) == (0, 0)


def test_more_is_never_paler():
    shades = [shade_of(count, 200) for count in range(201)]
    assert shades == sorted(shades)
    assert set(shades) == {0, 1, 2, 3, 4}
