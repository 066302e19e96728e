"""Who is whom, as values and as a table."""

import narwhals as nw
import pytest

from custmdm.model import Cluster, Crosswalk, RecordId

WALK = Crosswalk({RecordId("crm", 1): "g1", RecordId("crm", 2): "g2", RecordId("web", 9): "g1"})
backends = pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])


@backends
def test_a_crosswalk_becomes_a_table_of_any_library(backend):
    pytest.importorskip(backend)
    frame = nw.from_native(WALK.to_frame(backend))
    assert frame.implementation.name.lower() == backend
    assert frame.to_dict(as_series=False) == {
        "source": ["crm", "crm", "web"],
        "key": [1, 2, 9],
        "golden_id": ["g1", "g2", "g1"],
    }


@backends
def test_an_empty_crosswalk_is_an_empty_table(backend):
    pytest.importorskip(backend)
    frame = nw.from_native(Crosswalk({}).to_frame(backend))
    assert (frame.columns, len(frame)) == (["source", "key", "golden_id"], 0)


@backends
@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ([1, 2], [1, 2]),
        (["1", "2"], ["1", "2"]),
        ([1, "9"], ["1", "9"]),
        ([True, 2], ["True", "2"]),
        ([("a", 1), ("b", 2)], ["('a', 1)", "('b', 2)"]),
    ],
)
def test_keys_of_several_types_become_text(backend, keys, written):
    pytest.importorskip(backend)
    walk = Crosswalk({RecordId("crm", key): "g1" for key in keys})
    assert nw.from_native(walk.to_frame(backend))["key"].to_list() == written


def test_a_repr_shows_no_record():
    assert repr(WALK) == "<Crosswalk of 3 records, 2 customers>"


def test_a_cluster_has_the_length_of_its_members():
    assert len(Cluster(0, (RecordId("crm", 1), RecordId("web", 9)), "g1")) == 2
