"""An index as bytes: it comes back as it was, and what is no saved index is refused."""

import datetime as dt
import decimal
import io
import random
import uuid
import zipfile

import attrs
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import custmdm as cm
from custmdm.live import _bytes, _image
from tests.live.test_index import ANN, CRM, PEOPLE, person, record
from tests.live.test_neutral import customers_of, told
from tests.live.worlds import KINDS, RULES, linker_of, rows_of, stories

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
ROWS = rows_of(random.Random(4), 40)


@pytest.fixture(scope="module")
def linker():
    return linker_of("the kinds")


@pytest.fixture(scope="module")
def saved(linker):
    return cm.LiveIndex(linker, ROWS, key="id").to_bytes()


def looks(index, rows):
    """Return all that an index says of some rows."""
    found = [[(one.id, one.score, one.decision) for one in index.match(row)] for row in rows]
    return len(index), index.version, index.customers(), found


@pytest.mark.parametrize("rules", RULES)
@given(stories())
@settings(max_examples=15)
def test_an_index_that_is_saved_and_read_goes_on_as_if_nothing_had_been(rules, story):
    first, steps, _ = story
    linker = linker_of(rules)
    customers_of(linker, first)
    half = len(steps) // 2
    index = told(cm.LiveIndex(linker, first, key="id"), steps[:half])
    again = cm.LiveIndex.from_bytes(index.to_bytes(), linker)
    assert looks(again, first[:9]) == looks(index, first[:9])
    for part in steps[half:]:
        assert looks(told(again, [part]), first[:5]) == looks(told(index, [part]), first[:5])


@pytest.mark.parametrize("rules", RULES)
@given(stories())
@settings(max_examples=15)
def test_an_index_that_often_forgets_what_does_not_count_ends_as_one_that_never_does(rules, story):
    first, steps, _ = story
    linker = linker_of(rules)
    customers_of(linker, first)
    ends = []
    for few in (0, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_image, "FEW", few)
            ends.append(looks(told(cm.LiveIndex(linker, first, key="id"), steps), first[:9]))
    assert ends[0] == ends[1]


def test_typed_records_come_back_with_all_that_they_hold():
    people = PEOPLE.fit([*CRM, ANN])
    moved = attrs.evolve(
        ANN,
        data=attrs.evolve(
            ANN.data,
            addresses=(cm.PostalAddress(street="1 High St", city="Leeds", country="GB"),),
            country="GB",
        ),
        updated_at=dt.datetime(2026, 4, 1, 9, 30, tzinfo=dt.UTC),
    )
    known = [
        cm.Never(moved.id, CRM[1].id),
        cm.Always(CRM[2].id, CRM[3].id),
        cm.OnePerSource("web"),
        cm.IgnoreValue("phones", "+14155550102"),
        cm.AliasValue("emails", "eve@orr.com", same_as="eve@new.com"),
    ]
    index = cm.LiveIndex(people, [*CRM, moved], constraints=known)
    again = cm.LiveIndex.from_bytes(index.to_bytes(), people)
    stranger = person("Eva", "Orr", phones=("+14155550102",), emails=("eve@new.com",))
    assert [found.id for found in index.match(stranger)] == [CRM[4].id]
    assert index.match(stranger) == again.match(stranger)
    golden = [
        {name: attrs.asdict(one.data) for name, one in changes.golden.items()}
        for changes in (
            each.resolve([record("x", "Ann", "Lee", phones=("+14155550101",))], now=NOW)
            for each in (index, again)
        )
    ]
    assert golden[0] == golden[1]
    assert "Leeds" in str(golden)
    assert again.customers() == index.customers()
    assert (CRM[2].id, CRM[3].id) in again.customers()
    # All constraints are there still.
    again.upsert([attrs.evolve(moved, id=cm.RecordId("web", 10))])
    assert len(again.customers()) == len(index.customers()) + 1


def test_record_keys_and_cells_come_back_with_their_types():
    cells = {
        "id": [7, 9, 11, 13, 15, 17],
        "name": ["Ann Lee", "Lee, Ann", None, "王小明", "\ud800", "Bob Ray"],
        "born": [
            dt.date(1960, 1, 2), dt.datetime(1960, 1, 2), pd.Timestamp("1961-01-02"),
            None, "1962-01-02", dt.date(1963, 1, 2),
        ],
        "amount": [
            1, 1.5, decimal.Decimal("2.50"), np.int64(4), True, uuid.UUID(int=5),
        ],
    }  # fmt: skip
    kinds = {"name": "person_name", "born": "birth_date", "amount": "number"}
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    linker = cm.Linker(kinds=kinds).fit(rows, key="id")
    index = cm.LiveIndex(linker, rows, key="id")
    again = cm.LiveIndex.from_bytes(index.to_bytes(), linker)
    assert looks(again, rows) == looks(index, rows)
    for key in cells["id"]:
        assert cm.RecordId("table", key) in again
    assert cm.RecordId("table", "7") not in again


def test_two_saved_indexes_of_the_same_records_are_the_same_bytes(linker, saved):
    one_by_one = cm.LiveIndex(linker, [], key="id")
    for row in random.Random(1).sample(ROWS, len(ROWS)):
        one_by_one.upsert([row])
    other = cm.LiveIndex.from_bytes(one_by_one.to_bytes(), linker)
    other._store = attrs.evolve(other._store, version=0)
    assert other.to_bytes() == saved


@pytest.mark.parametrize("n", range(16))
def test_records_that_came_one_by_one_in_any_order_keep_their_ids(linker, n):
    """However they are joined inside: after seven all are in one part, as they came."""
    index = cm.LiveIndex(linker, [], key="id")
    for row in random.Random(n).sample(ROWS, n):
        index.upsert([row])
    again = cm.LiveIndex.from_bytes(index.to_bytes(), linker)
    assert looks(again, ROWS) == looks(index, ROWS)


def test_a_file_whose_records_are_out_of_order_is_refused(linker, saved):
    image, told = _bytes.read(saved)
    other = attrs.evolve(image, ids=tuple(reversed(image.ids)))
    with pytest.raises(cm.IndexFileError, match="does not hold what it should"):
        cm.LiveIndex.from_bytes(_bytes.written(other, told), linker)


def test_an_empty_index_is_saved_too(linker):
    again = cm.LiveIndex.from_bytes(cm.LiveIndex(linker, [], key="id").to_bytes(), linker)
    again.upsert(ROWS)
    assert again.customers() == cm.LiveIndex(linker, ROWS, key="id").customers()


@pytest.mark.parametrize("length", [0, 1, 12, 13, 14, 15, 40, 47, 48, 200, -1])
def test_a_cut_file_is_refused(linker, saved, length):
    with pytest.raises(cm.IndexFileError, match=r"no saved index|cut or changed"):
        cm.LiveIndex.from_bytes(saved[:length], linker)


def test_a_changed_file_is_refused_whatever_byte_it_is(linker, saved):
    rng = random.Random(3)
    for at in [0, 11, 12, 13, 14, 20, 46, 47, *rng.sample(range(len(saved)), 200)]:
        changed = bytearray(saved)
        changed[at] ^= 1 << rng.randrange(8)
        with pytest.raises(cm.IndexFileError, match=r"anew|no saved index") as told:
            cm.LiveIndex.from_bytes(bytes(changed), linker)
        assert told.value.__cause__ is None


def _closed(body):
    return b"custmdm.live 1\n" + _bytes._digest(memoryview(body)) + body


def _zip(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in files.items():
            made.writestr(f"{name}.npy", content)
    return file.getvalue()


def _pickled():
    file = io.BytesIO()
    np.save(file, np.array([{"a": 1}], object), allow_pickle=True)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("text", "bytes, got str"),
        (None, "bytes, got NoneType"),
        (b"PK\x03\x04", "no saved index"),
        (b"\x80\x04}", "no saved index"),
        (b"custmdm.live 2\n" + bytes(40), "version 2 of the format, and this release reads 1"),
        (b"custmdm.live x\n" + bytes(40), "no saved index"),
        (b"custmdm.live 99999999999999999999\n" + bytes(40), "no saved index|version"),
        (_closed(b""), "does not hold what it should"),
        (_closed(b"garbage"), "does not hold what it should"),
        (_closed(_zip()), "does not hold what it should: KeyError"),
        (_closed(_zip(json=b"no array")), "does not hold what it should"),
        (_closed(_zip(json=_pickled())), "does not hold what it should: ValueError"),
    ],
)
def test_what_is_no_saved_index_is_refused(linker, data, says):
    with pytest.raises(cm.IndexFileError, match=says):
        cm.LiveIndex.from_bytes(data, linker)


def test_an_index_of_another_linker_or_another_release_is_refused(linker, saved, monkeypatch):
    with pytest.raises(cm.IndexFileError, match="with another Linker: make it anew"):
        cm.LiveIndex.from_bytes(saved, linker_of("rules by hand"))
    with pytest.raises(cm.ConfigurationError, match="takes a fitted Linker, got str"):
        cm.LiveIndex.from_bytes(saved, "linker")
    with pytest.raises(cm.NotTrainedError):
        cm.LiveIndex.from_bytes(saved, cm.Linker(kinds=KINDS))
    read_again = cm.Linker.from_json(linker.to_json())
    assert len(cm.LiveIndex.from_bytes(saved, read_again)) == len(ROWS)
    monkeypatch.setattr(_bytes, "__version__", "99.0")
    with pytest.raises(cm.IndexFileError, match="which may read values otherwise"):
        cm.LiveIndex.from_bytes(saved, linker)


def test_values_that_are_read_otherwise_than_then_are_noticed(linker, saved, monkeypatch):
    """As when another release of a library that the kinds use knows more."""
    image, told = _bytes.read(saved)
    phones = image.columns["phone"]
    changed = attrs.evolve(phones, values=("+14155550999", *phones.values[1:]))
    other = attrs.evolve(image, columns={**image.columns, "phone": changed})
    with pytest.raises(cm.IndexFileError, match="another release of a library"):
        cm.LiveIndex.from_bytes(_bytes.written(other, told), linker)


def test_a_value_that_cannot_be_saved_is_told_by_its_type_alone():
    rows = [{"id": 1, "name": ("Ann", frozenset({"Secret"}))}, {"id": 2, "name": "Bob Ray"}]
    linker = cm.Linker(kinds={"name": "person_name"}).fit(rows, key="id")
    with pytest.raises(cm.IndexFileError, match="a cell of type tuple") as told:
        cm.LiveIndex(linker, rows, key="id").to_bytes()
    assert "Secret" not in str(told.value)


def test_a_record_type_that_changed_is_told():
    @attrs.frozen
    class Lead:
        name: str | None = cm.field(kind="person_name", default=None)
        age: int = 0

    people = [cm.Record(cm.RecordId("crm", i), Lead(f"Ann {n}")) for i, n in enumerate("ABCD")]
    linker = cm.Linker(record=Lead).fit(people)
    data = cm.LiveIndex(linker, people).to_bytes()
    assert len(cm.LiveIndex.from_bytes(data, linker)) == 4
    image, told = _bytes.read(data)
    wrong = attrs.evolve(image, data=[{"name": "Ann A", "age": "x"}] * 4)
    with pytest.raises(cm.IndexFileError, match=r"no Lead can be made .*: ValueError"):
        _bytes.with_data(wrong, Lead)
    assert told.version == 0


def test_writing_and_reading_an_index_tell_how_far_they_are():
    linker, told = linker_of(next(iter(RULES))), []
    index = cm.LiveIndex(linker, rows_of(random.Random(4), 60), key="id")
    data = index.to_bytes(progress=lambda *one: told.append(one))
    again = cm.LiveIndex.from_bytes(data, linker, progress=lambda *one: told.append(one))
    assert told == [(stage, done, 2) for stage in ("save", "load") for done in range(3)]
    assert again.customers() == index.customers()
