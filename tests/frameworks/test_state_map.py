from explorer.frameworks.state_map import ROWS, SHADES, map_of, shade_of
from explorer.models import State


def test_every_state_and_territory_has_one_tile():
    assert sorted(place.code for place in map_of({})) == sorted(State.values)


def test_tiles_can_stand_in_a_grid_that_is_filled_row_by_row():
    """A grid goes on to the next row when a tile's column is not behind the last one's."""
    for row, below in zip(ROWS, [*ROWS[1:], "PR"], strict=True):
        last = max(column for column, code in enumerate(row.split()) if code != "..")
        first = min(column for column, code in enumerate(below.split()) if code != "..")
        assert first <= last, below


def test_a_tile_has_its_count_and_none_has_no_shade():
    tiles = {place.code: place for place in map_of({"CT": 4, "CA": 100})}
    assert (tiles["CT"].count, tiles["CT"].shade) == (4, 1)
    assert tiles["CA"].shade == SHADES
    assert (tiles["WY"].count, tiles["WY"].shade) == (0, 0)


def test_more_is_never_paler():
    shades = [shade_of(count, 200) for count in range(201)]
    assert shades == sorted(shades)
    assert set(shades) == {0, 1, 2, 3, 4}
