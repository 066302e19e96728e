"""What results look like in a notebook and elsewhere: readable, escaped, and without values."""

import contextlib
import datetime as dt
import html.parser
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest

import custmdm as cm
from custmdm import ledger
from custmdm._html import SHOWN, html_table
from custmdm.ledger import feed
from custmdm.steward import side_by_side

# A value of each kind that is seen nowhere else, part by part.
MARKS = ("Quorndwell", "Zyxenia", "79460958", "qd.zyx", "1961-03-17", "Vlimmerstraat", "9981X")
KINDS = {
    "name": "person_name", "phone": "phone", "email": "email", "born": "birth_date",
    "street": "street", "city": "city", "no": "identifier",
}  # fmt: skip
MARKED = {
    "id": 1, "name": "Zyxenia Quorndwell", "phone": "+442079460958", "email": "qd.zyx@example.com",
    "born": "1961-03-17", "street": "Vlimmerstraat 7", "city": "Leeds", "no": "AB9981X",
}  # fmt: skip
OTHER = {**MARKED, "id": 2, "name": "Quorndwell, Zyxenia", "street": "Vlimmerstraat 9"}
ROWS = [MARKED, OTHER, {"id": 3, "name": "Bob Ray", "phone": "+14155550102", "city": "York"}]
# What shows values because it is made to: the data itself.
SHOWING = {"to_frame", "golden_frame", "golden_rows", "links_frame", "data"}


@pytest.fixture(scope="module")
def result() -> cm.Resolution[Any]:
    return cm.resolve(ROWS, key="id", source="crm", kinds=KINDS)


@pytest.fixture(scope="module")
def typed() -> cm.Resolution[cm.Person]:
    people = [
        cm.Record(
            cm.RecordId("crm", i),
            cm.Person(
                name=cm.PersonName(full=row["name"]),
                phones=(row["phone"],),
                emails=(row["email"],),
                birth_date=row["born"],
                addresses=(cm.PostalAddress(street=row["street"], city=row["city"]),),
                identifiers=(row["no"],),
            ),
        )
        for i, row in enumerate([MARKED, OTHER])
    ]
    return cm.resolve(people)


def shown(one: Any) -> Iterator[str]:
    yield repr(one)
    yield str(one)
    if hasattr(one, "_repr_html_"):
        yield one._repr_html_()


def walked(one: Any, path: str, seen: dict[int, Any], depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield an object of ours and all public ones that it leads to, with the way there."""
    if depth > 6 or id(one) in seen:
        return
    if isinstance(one, (str, int, float, bytes, type(None), dt.datetime)):
        return
    seen[id(one)] = one  # held, so that no other gets its number
    ours = type(one).__module__.startswith("custmdm")
    if ours:
        yield path, one
    if isinstance(one, Mapping):
        children: Any = list(one.items())[:20]
    elif isinstance(one, (tuple, list)) or (ours and hasattr(one, "__getitem__")):
        children = list(enumerate(one))[:20]
    elif ours:
        names = [n for n in dir(type(one)) if not n.startswith("_") and n not in SHOWING]
        fields = [a.name for a in attrs.fields(type(one))] if attrs.has(type(one)) else []
        public = [n for n in fields if not n.startswith("_") and n not in SHOWING]
        children = []
        for name in dict.fromkeys([*names, *public]):
            with contextlib.suppress(Exception):
                children.append((name, getattr(one, name)))
    else:
        return
    for name, child in children:
        if not callable(child):
            yield from walked(child, f"{path}.{name}", seen, depth + 1)


VALUES = (cm.Person, cm.PersonName, cm.PostalAddress)


def leaks(one: Any, path: str) -> list[str]:
    """Return where a mark is seen. A typed record shows what it holds, as a text does."""
    return [
        f"{way}: {type(found).__name__}"
        for way, found in walked(one, path, {})
        if not isinstance(found, VALUES)
        for text in shown(found)
        if any(mark in text for mark in MARKS)
    ]


def test_no_part_of_a_result_shows_a_value(
    result: cm.Resolution[Any], typed: cm.Resolution[cm.Person]
) -> None:
    """Whatever is printed, logged or left as the last line of a cell."""
    assert leaks(result, "result") == []
    assert leaks(typed, "typed") == []


def test_the_walk_gets_to_the_values(result: cm.Resolution[Any]) -> None:
    """So that it could fail: it sees claims, and the marks are in them."""
    claims = [one for _, one in walked(result, "result", {}) if isinstance(one, cm.Claim)]
    said = str([claim.value for claim in claims])
    assert [mark for mark in MARKS if mark not in said] == []
    assert leaks(attrs.make_class("Held", ["value"], frozen=True)("Zyxenia"), "held") == []
    shows = attrs.make_class("Shows", {"value": attrs.field()}, frozen=True)
    shows.__module__ = "custmdm.made_up"
    assert leaks(shows("Zyxenia"), "held") == ["held: Shows", "held: Shows"]


JUNE = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


def other_parts(result: cm.Resolution[Any], typed: cm.Resolution[cm.Person]) -> dict[str, Any]:
    """Return what else is made of results and holds values."""
    first, second = (golden.id for golden in list(result.golden)[:2])
    state = ledger.LedgerState()
    by: dict[str, Any] = {"at": JUNE, "actor": "job"}
    state = state.apply(ledger.events_between(state, result.crosswalk, **by))
    preview = ledger.preview_merge(state, [first, second], result.states, result.policy)
    rows = [{k: v for k, v in row.items() if k != "id"} for row in ROWS]
    record = cm.Record(cm.RecordId("crm", 7), typed.golden[0].data)
    survived = cm.survive.survive(result.states[first], result.policy)
    attributes = result.policy.attributes.items()
    highest, lowest = (
        cm.survive.Policy({name: attrs.evolve(one, rules=(rule,)) for name, one in attributes})
        for rule in (cm.survive.highest, cm.survive.lowest)
    )
    pair = result.golden_of("crm:1").members[:2]
    before = feed.Replica.of(result.golden, result.crosswalk)
    events = feed.diff(feed.Replica(), before)
    after = feed.Replica.of(preview.after, state.crosswalk())
    return {
        "preview": preview,
        "events": [*events, *feed.diff(before, after)],
        "replica": before,
        "survived": survived,
        "what_if": cm.survive.what_if(result.states, old=lowest, new=highest),
        "pin": [cm.survive.Pin("name", "Zyxenia"), cm.survive.Ignore("name", "Zyxenia")],
        "said": cm.survive.Said("Zyxenia", key="zyxenia"),
        "cells": result.states[first].cells,
        "record": record,
        "standardized": cm.standardize(rows, kinds=KINDS),
        "records": cm.standardize([record]),
        "side by side": side_by_side(result, *pair),
        "prepared": cm.Linker(kinds=KINDS).fit(rows).prepare(rows[0]),
    }  # fmt: skip


def test_nothing_that_is_made_of_a_result_shows_a_value(
    result: cm.Resolution[Any], typed: cm.Resolution[cm.Person]
) -> None:
    made = other_parts(result, typed)
    assert made["preview"].conflicts
    assert made["what_if"].changes
    assert {type(event) for event in made["events"]} >= {feed.Created, feed.FieldChanged}
    assert [leak for name, one in made.items() for leak in leaks(one, name)] == []


def test_a_golden_record_shows_its_values_by_their_masks(result: cm.Resolution[Any]) -> None:
    golden = result.golden_of("crm:1")
    assert str(golden) == golden.text()
    lines = dict(line.strip().split(": ", 1) for line in golden.text().splitlines()[1:])
    said = {path: text.split(", from ")[0] for path, text in lines.items()}
    kind = cm.kinds.get
    assert said["phone"] == kind("phone").mask(golden.data["phone"]) == "+4420****0958"
    assert said["born"] == "1961-**-**"
    assert said["name"] == kind("person_name").mask(golden.data["name"])
    assert said["street + city"] == "***, Leeds"
    assert "Zyxenia" in golden.text(masked=False)
    assert "Zyxenia" in golden.trace("name").text(masked=False)


def test_a_golden_record_of_typed_records_shows_units_and_collections_masked(
    typed: cm.Resolution[cm.Person],
) -> None:
    (golden,) = typed.golden
    assert "Z*** Q***" in golden.text()
    assert "phones: +4420****0958, from" in golden.text()
    assert "Vlimmerstraat" in golden.text(masked=False)
    assert "Z*** Q***" in golden._repr_html_()


def test_of_a_value_that_is_not_standard_nothing_is_shown() -> None:
    """A mask is made for standard values: of other texts it might show too much."""
    (golden,) = cm.resolve(
        [{"id": 1, "phone": "Zyxenia12"}], key="id", kinds={"phone": "phone"}
    ).golden
    assert golden.data["phone"] == "Zyxenia12"
    assert golden.text().splitlines()[1].startswith("  phone: ***, from table:")
    assert "12" not in golden.text().splitlines()[1]


def test_how_a_value_is_shown_makes_no_other_trace() -> None:
    """Equal, and with one hash: a mask is not what is known."""
    claim = cm.Claim("Ann", cm.RecordId("crm", 1))
    plain = cm.Trace("name", (claim,), ("oldest",), value="Ann")
    masked = attrs.evolve(plain, mask=lambda value: "A***")
    assert plain == masked
    assert hash(plain) == hash(masked)
    assert (str(plain), str(masked)) == (
        "name: ***, from crm:1; settled by oldest",
        "name: A***, from crm:1; settled by oldest",
    )


def test_claims_that_differ_only_in_their_value_are_two() -> None:
    """What tells claims apart is no repr: it hides the value."""
    state = cm.survive.SurvivorState.of(cm.RecordId("crm", 1), {"phones": ["+861", "+862"]})
    assert [claim.value for claim in state.claims("phones")] == ["+861", "+862"]


class Page(html.parser.HTMLParser):
    """Read which tags a page has, whether they close, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert all(name == "style" for name, _ in attrs)
        self.open.append(tag)
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


EVIL = "<script>alert(1)</script>\"'&"


def test_every_table_is_whole_and_escaped() -> None:
    rows = [{"id": f"{EVIL}{i}", EVIL: f"Ann {i}"} for i in range(3)]
    table = {"key": "id", "source": EVIL.replace(":", "")}
    linker = cm.Linker(kinds={EVIL: "person_name"})
    trained = linker.fit(rows)
    result = trained.resolve(rows, **table)
    told = result.explain(*[golden.members[0] for golden in result.golden][:2])
    empty = cm.resolve([], key="id", kinds={"name": "person_name"})
    for one in (
        result, linker, trained, trained.training, result.golden, result.golden[0], told,
        result.golden[0].trace(EVIL), trained.plan(rows, **table), empty, empty.golden,
    ):  # fmt: skip
        page = Page(one._repr_html_())
        assert page.open == []
        assert set(page.tags) <= {"div", "table", "thead", "tbody", "tr", "th", "td", "pre"}
        assert page.said
    assert EVIL in "".join(Page(result.golden[0]._repr_html_()).said)


def test_a_long_table_shows_its_first_rows_and_tells_the_rest() -> None:
    rows = [(f"r{i}", i) for i in range(1234)]
    for page in (
        Page(html_table("t", ("a", "b"), rows)),
        Page(html_table("t", ("a", "b"), iter(rows), n_rows=1234)),
    ):
        assert page.tags.count("tr") == SHOWN + 1
        assert "and 1,214 more" in "".join(page.said)
    assert "more" not in html_table("t", ("a", "b"), rows[:SHOWN])


def test_a_chinese_name_shows_masked() -> None:
    (golden,) = cm.resolve(
        [{"id": 1, "姓名": "张三"}], key="id", kinds={"姓名": "person_name"}
    ).golden
    assert "张*" in golden._repr_html_()
    assert "张三" not in golden._repr_html_()


def test_the_bits_of_an_explanation_add_up_to_its_weight(result: cm.Resolution[Any]) -> None:
    told = result.explain("crm:1", "crm:2")
    assert told.score is not None
    said = Page(told._repr_html_()).said
    bits = [float(s) for s in said if s.lstrip("-").replace(".", "", 1).isdigit()]
    assert len(bits) == len(told.score.contributions) + 1
    assert sum(bits) == pytest.approx(told.score.weight, abs=0.01 * len(bits))
    assert any(f"match weight {told.score.weight:+.2f} bits" in s for s in said)
