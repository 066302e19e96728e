"""Golden values by columns are those of the golden records, made one after the other."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm.linker._flat import flat
from custmdm.model import field
from custmdm.survive import Attribute, BySource, Downgrade, Follow, MostTrusted, Trust
from tests.linker.test_golden import (
    AUSTRALIA,
    CLAIMED,
    KINDS,
    SAME_WHO,
    Customer,
    numbered,
    shortest,
)
from tests.linker.world import Row

RULES = [
    cm.survive.valid_first, cm.survive.most_recent, cm.survive.oldest, cm.survive.most_frequent,
    cm.survive.most_complete, cm.survive.longest, cm.survive.highest, cm.survive.lowest, shortest,
    MostTrusted({"crm": Trust(90, 10, dt.timedelta(days=900), "half_life")}),
    MostTrusted({}, 50, Downgrade(100)), BySource(["web", "crm"]),
]  # fmt: skip
CHAINS = st.lists(st.sampled_from(RULES), min_size=1, max_size=3)
FILL = st.sampled_from(["never", "missing"])
KEEP = st.none() | st.integers(1, 2)
OF_TABLE = st.fixed_dictionaries(
    {},
    optional={
        "name": CHAINS,
        "phone": CHAINS,
        "street": st.builds(Attribute, CHAINS, fill=FILL),
        "other/street": CHAINS.map(lambda rules: Attribute((Follow("street"), *rules))),
    },
)
OF_RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "note": CHAINS,
        "name": st.builds(Attribute, CHAINS, fill=FILL),
        "phones": st.builds(Attribute, CHAINS | st.just([]), keep=KEEP, primary=CHAINS),
        "addresses": st.just(Attribute(Follow("note"))) | st.builds(Attribute, fill=FILL),
    },
)
MAPPING = cm.FieldMapping(
    source="crm", key="id", record=Customer, updated_at="at", context=AUSTRALIA,
    fields={
        "who": "who", "name": "name", "phones": ["phone", "mobile"], "note": "city",
        "addresses": [{"street": "street", "city": "city", "postcode": "postcode"},
                      {"street": "other/street", "city": "other/city"}],
    },
)  # fmt: skip
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def same_as_records(result: cm.Resolution[Any]) -> None:
    """Check that frame and rows hold what the golden records do, in their order."""
    rows = [{"golden_id": g.id, **flat(g.data), "n_records": len(g.members)} for g in result.golden]
    assert result.golden_rows() == rows
    frame = result.golden_frame("pandas")
    found = frame if isinstance(frame, list) else frame.to_dict("records")
    names = dict.fromkeys(name for row in rows for name in row)
    assert [{n: row[n] for n in names} for row in found] == [
        {n: row.get(n) for n in names} for row in rows
    ]


@settings(max_examples=60)
@given(CLAIMED.map(numbered), OF_TABLE)
def test_golden_values_of_a_table_are_those_of_its_golden_records(
    rows: Sequence[Row], survivorship: Mapping[str, Any]
) -> None:
    linker = cm.Linker(
        kinds={"who": "identifier", **KINDS}, **SAME_WHO, survivorship=survivorship,
        context=AUSTRALIA,
    )  # fmt: skip
    same_as_records(linker.resolve(rows, key="id", updated_at="at", now=NOW))


@settings(max_examples=60)
@given(CLAIMED.map(numbered), OF_RECORDS)
def test_golden_values_of_records_are_those_of_their_golden_records(
    rows: Sequence[Row], survivorship: Mapping[str, Any]
) -> None:
    linker = cm.Linker(record=Customer, **SAME_WHO, survivorship=survivorship, context=AUSTRALIA)
    same_as_records(linker.resolve(MAPPING.read(rows).records, now=NOW))


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_golden_frame_is_of_the_type_that_came_in(library: str, result: cm.Resolution) -> None:
    pytest.importorskip(library)
    from custmdm.frames import make_frame

    columns = {"who": ["A", "A", "B"], "note": ["x", None, None], "none": [None, None, None]}
    given = make_frame(columns, library)
    kinds = {"who": "identifier", "note": "text", "none": "text"}
    golden = cm.Linker(kinds=kinds, **SAME_WHO).resolve(given).golden_frame()
    assert type(golden) is type(given)
    expected = {"who": ["A", "B"], "note": ["x", None], "none": [None, None]}
    wanted = make_frame({**expected, "n_records": np.array([2, 1])}, library)
    for name in (*expected, "n_records"):
        assert list(golden[name]) == list(wanted[name])
        dtypes = [getattr(f[name], "dtype", None) or f[name].type for f in (golden, wanted)]
        assert dtypes[0] == dtypes[1]


def test_golden_records_are_a_sequence_made_on_access(result: cm.Resolution) -> None:
    golden = result.golden
    listed = list(golden)
    assert len(golden) == len(listed) > 2
    assert (golden[0], golden[-1], golden[1:3]) == (listed[0], listed[-1], tuple(listed[1:3]))
    assert golden == listed == golden == tuple(listed)
    assert golden != listed[:-1]
    assert golden != listed[::-1]
    assert golden != "golden"
    with pytest.raises(IndexError):
        golden[len(golden)]
    assert all(result.golden_of(member) == g for g in listed for member in g.members)


def test_a_record_type_that_works_out_more_is_asked() -> None:
    @attrs.frozen(kw_only=True)
    class Loud:
        who: str = field(kind="identifier")
        note: str | None = field(kind="text")
        loud: str = attrs.Factory(lambda self: str(self.note).upper(), takes_self=True)

    records = [
        cm.Record(cm.RecordId("crm", i), Loud(who="A1", note=note))
        for i, note in enumerate(["yes", None])
    ]
    result = cm.Linker(record=Loud, **SAME_WHO).resolve(records)
    same_as_records(result)
    assert result.golden_rows()[0]["loud"] == "YES"


def test_one_golden_record_does_not_take_those_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": i, "who": f"A{i // 2}", "note": f"note {i}"} for i in range(2_000)]
    linker = cm.Linker(kinds={"who": "identifier", "note": "text"}, **SAME_WHO)
    result = linker.resolve(rows, key="id", source="crm")
    made = 0

    def counted(record: cm.RecordId, *given: Any) -> None:
        nonlocal made
        made += 1
        init(record, *given)

    init = cm.RecordId.__init__
    monkeypatch.setattr(cm.RecordId, "__init__", counted)
    golden = result.golden_of("crm:7")
    assert [member.key for member in golden.members] == [6, 7]
    assert made < 20
    made = 0
    assert len(result.golden_rows()) == 1_000
    assert made == 0
