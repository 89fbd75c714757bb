"""Functions that write a publisher's file into the test's own folder."""

from functools import partial

import pytest

from .layouts import write_onet, write_projections, write_wages


@pytest.fixture
def onet(tmp_path):
    return lambda folder="unpacked", **files: write_onet(tmp_path / folder, **files)


@pytest.fixture
def wages(tmp_path):
    return partial(write_wages, tmp_path)


@pytest.fixture
def projections(tmp_path):
    return partial(write_projections, tmp_path)
