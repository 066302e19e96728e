"""A record of a result is found by its id or the text of it."""

from collections.abc import Hashable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm.tables._ids import ids_in_order
from tests.linker.test_golden import SAME_WHO

NUMBERS = st.integers(-3, 30) | st.just(10**25)
TEXTS = st.sampled_from(["1", "01", "-1", "--1", "x y", "a", "a:1", "٣", "30"])
KEYS = (
    st.lists(NUMBERS, unique=True, max_size=6)
    | st.lists(TEXTS, unique=True, max_size=6)
    | st.lists(NUMBERS | TEXTS | st.just((1, "a")), unique=True, max_size=6)
)
SOURCES = st.dictionaries(st.sampled_from(["crm", "erp", "web"]), KEYS, min_size=1)


@given(SOURCES)
def test_an_id_stands_where_it_is_found(keys: Mapping[str, Sequence[Hashable]]) -> None:
    ids, _ = ids_in_order(list(keys.items()))
    wanted = [
        cm.RecordId(source, key)
        for source in ("crm", "dms", "web")
        for key in (*range(-3, 31), "1", "a", True, 1.0, None, (1, "a"))
    ]
    if hasattr(ids, "row_of"):
        rows = {record: row for row, record in enumerate(ids)}
        assert [ids.row_of(record) for record in [*ids, *wanted]] == [
            rows.get(record) for record in [*ids, *wanted]
        ]


@settings(max_examples=40)
@given(SOURCES)
def test_a_record_is_found_by_its_id_and_by_its_text_where_it_is_the_only_one(
    keys: Mapping[str, Sequence[Hashable]],
) -> None:
    (source, of_source), *_ = keys.items()
    rows = [{"id": key, "who": "A1"} for key in of_source]
    linker = cm.Linker(kinds={"who": "identifier"}, **SAME_WHO)
    result = linker.resolve(rows, key="id", source=source)
    ids = sorted(result.crosswalk.ids)
    texts = [str(record) for record in ids]
    for record, text in zip(ids, texts, strict=True):
        assert result.find(record) == record
        assert record in result.golden_of(record).members
        if texts.count(text) == 1:
            assert result.find(text) == record
        else:
            with pytest.raises(cm.ConfigurationError, match="pass a RecordId"):
                result.find(text)
    for unknown in (f"{source}:none", "crm", "", "dms:1", 7, cm.RecordId(source, 1.5)):
        with pytest.raises(cm.UnknownRecordError):
            result.find(unknown)
