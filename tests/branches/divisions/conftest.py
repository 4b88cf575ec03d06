import pytest

from branches.divisions.names import PlaceIndex, place_index


@pytest.fixture
def places(db: None) -> PlaceIndex:
    """The index of all divisions, as the importer uses it."""
    return place_index()
