"""A Linker as JSON: the same Linker comes back, and a bad text is always a ModelError."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import custmdm as cm
from custmdm.typing import SurvivorshipRule
from tests.linker.world import AUSTRALIA, KINDS, Row, essence, people


def initial(record: Mapping[str, str | None]) -> Iterable[str]:
    """Block on the first letter of the name."""
    return [(record["name"] or "")[:1]]


def same_length(left: str, right: str) -> float:
    """Compare by length."""
    return min(len(left), len(right)) / max(len(left), len(right), 1)


def shortest(claims: Sequence[cm.Claim[Any]]) -> Sequence[cm.Claim[Any]]:
    """Keep the shortest value."""
    size = min(len(str(claim.value)) for claim in claims)
    return [claim for claim in claims if len(str(claim.value)) == size]


@attrs.frozen
class Near:
    """A comparator of the user's with an option."""

    days: int = 3

    def __call__(self, left: str, right: str) -> float:
        return 1.0 if left == right else 0.5


TIER = cm.kinds.Kind(name="tier", normalize=str.upper)
OWN = {"initial": initial, "len": same_length, "shortest": shortest, "near": Near(4), "tier": TIER}

LINKERS: dict[str, cm.Linker] = {
    "kinds alone": cm.Linker(kinds=KINDS),
    "a record type": cm.Linker(record=cm.Person, context=AUSTRALIA),
    "shipped parts with options": cm.Linker(
        kinds={"name": "person_name", "dob": "birth_date", "phone": "phone"},
        blocking=(
            cm.block.on("phone"),
            cm.block.on(("name", cm.block.Prefix(3)), ("dob", cm.block.year)),
        ),
        comparisons=(
            cm.compare.Comparison("name", cm.compare.JaroWinkler(0.2), levels=(1.0, 0.9)),
            cm.compare.Comparison("phone", cm.compare.exact),
        ),
        thresholds=cm.Thresholds(match=0.8, possible=0.3),
        survivorship={
            "phone": cm.survive.BySource(("crm", "web")),
            "dob": (cm.survive.most_frequent, cm.survive.most_recent),
        },
        context=cm.Context(country="CN", locale="zh", date_order="DMY"),
        max_block=50,
        max_pairs=5_000,
    ),
    "the best pairs": cm.Linker(
        kinds={"name": "person_name", "dob": "birth_date"},
        blocking=cm.block.BestPairs(
            [cm.block.on("dob"), cm.block.on(("name", cm.block.QGrams(3)))], pairs_per_record=9
        ),
        clusterer=cm.cluster.AverageLinkage(clip=9),
    ),
    "neighbors in order": cm.Linker(
        kinds={"name": "person_name", "dob": "birth_date"},
        blocking=cm.block.sorted_neighborhood("dob", ("name", cm.block.Prefix(2)), window=7),
    ),
    "parts of the user's": cm.Linker(
        kinds={"name": "text", "dob": "birth_date", "rank": TIER},
        blocking=(initial, cm.block.on(("name", cm.block.words))),
        comparisons=(
            cm.compare.Comparison("name", same_length, levels=(0.9,)),
            cm.compare.Comparison("dob", Near(4)),
        ),
        survivorship={"name": shortest},
    ),
    "a changed kind": cm.Linker(
        kinds={"name": attrs.evolve(cm.kinds.get("person_name"), levels=(1.0, 0.5))}
    ),
}
OWN_OF = {"parts of the user's": OWN, "a changed kind": {
    "strict": attrs.evolve(cm.kinds.get("person_name"), levels=(1.0, 0.5))}}  # fmt: skip


@pytest.mark.parametrize("name", LINKERS)
def test_the_same_linker_comes_back(name: str) -> None:
    linker, own = LINKERS[name], OWN_OF.get(name, {})
    text = linker.to_json(parts=own)
    again = cm.Linker.from_json(text, record=linker.record, parts=own)
    assert again == linker
    assert again.to_json(parts=own) == text


def test_a_trained_linker_gives_the_same_results(linker: cm.Linker, frame: pd.DataFrame) -> None:
    again = cm.Linker.from_json(linker.to_json())
    assert again == linker
    one = linker.resolve(frame, key="id", source="crm")
    two = again.resolve(frame, key="id", source="crm")
    assert essence(two) == essence(one)


def test_a_trained_linker_of_records_gives_the_same_results(
    records: tuple[cm.Record[cm.Person], ...],
) -> None:
    linker = cm.Linker(record=cm.Person, context=AUSTRALIA).fit(records)
    again = cm.Linker.from_json(linker.to_json(), record=cm.Person)
    assert again == linker
    assert essence(again.resolve(records)) == essence(linker.resolve(records))


@pytest.mark.filterwarnings("ignore::custmdm.errors.UncertainResultWarning")
def test_parts_of_the_users_own_give_the_same_results(rows: list[Row]) -> None:
    linker = cm.Linker(
        kinds={"name": "text", "dob": "birth_date"},
        blocking=(initial,),
        comparisons=(
            cm.compare.Comparison("name", same_length, levels=(0.9,)),
            cm.compare.Comparison("dob", Near(4)),
        ),
        survivorship={"name": shortest},
        context=AUSTRALIA,
    ).fit(rows, key="id")
    again = cm.Linker.from_json(linker.to_json(parts=OWN), parts=OWN)
    assert essence(again.resolve(rows, key="id")) == essence(linker.resolve(rows, key="id"))


def test_the_text_is_plain_json_with_its_version() -> None:
    document = json.loads(LINKERS["kinds alone"].to_json())
    assert (document["format"], document["version"]) == ("custmdm.linker", 4)
    assert document["kinds"] == KINDS


def test_a_part_of_the_users_own_needs_a_name() -> None:
    """A function, an object, a kind: the error says how to name it."""
    for name, said in (("initial", "initial"), ("near", "Near"), ("tier", "tier")):
        with pytest.raises(cm.ModelError, match=rf"to_json\(parts=\{{'{said}': \.\.\.\}}\)"):
            LINKERS["parts of the user's"].to_json(parts={**OWN, name: None})


def test_a_name_in_a_text_is_never_imported() -> None:
    text = changed(lambda d: d.update(blocking=[{"part": "os.system"}]))
    with pytest.raises(cm.ModelError, match=r"there is no part 'os\.system'"):
        cm.Linker.from_json(text)


# -- what is wrong, and where -----------------------------------------------------------------

TRAINED = (
    cm.Linker(
        kinds={"name": "person_name", "mail": "email"},
        blocking=(cm.block.on("mail"), cm.block.on(("name", cm.block.Prefix(2)))),
        comparisons=(
            cm.compare.Comparison("name", cm.compare.JaroWinkler(), levels=(1.0, 0.9)),
            cm.compare.Comparison("mail", cm.compare.exact),
        ),
        thresholds=cm.Thresholds(match=0.9, possible=0.5),
        survivorship={"mail": cm.survive.BySource(("crm",))},
        context=cm.Context(country="CN"),
    )
    .fit(people(30)[0], key="id")
    .to_json()
)


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    """Return the saved Linker with a change."""
    document = json.loads(TRAINED)
    change(document)
    return json.dumps(document)


def set_at(*path: Any) -> Callable[[dict[str, Any]], object]:
    """Return a change that puts the last of the path at the rest of it."""
    *way, last, value = path

    def change(document: Any) -> None:
        for step in way:
            document = document[step]
        document[last] = value

    return change


def one_comparison_less(document: Any) -> None:
    model = document["model"]
    model["m"].pop()
    for non_matches in model["classes"]:
        non_matches["u"].pop()
        non_matches["owners"] = []


BAD: list[tuple[str, str, str]] = [
    ("cut", TRAINED[:-20], "no JSON, or it was cut"),
    ("nothing", "", "no JSON"),
    ("not JSON", "<html>", "no JSON"),
    ("deep", "[" * 100_000, "no JSON"),
    ("other JSON", '{"a": 1}', "format: this is no saved Linker"),
    ("a list", "[]", "format"),
    ("a number", "5", "format"),
    ("a newer version", changed(set_at("version", 5)), "version 5; this release reads 2, 3 and 4"),
    ("a version as text", changed(set_at("version", "1")), "version"),
    ("a missing entry", changed(lambda d: d.pop("context")), "lacks 'context'"),
    ("an unknown entry", changed(set_at("weights", 1)), "unknown entry 'weights'"),
    ("NaN", TRAINED.replace('"rarity_step": ', '"rarity_step": NaN, "old": '), "no JSON"),
    ("Infinity", changed(set_at("model", "share", float("inf"))), "no JSON"),
    ("more than a float", changed(set_at("model", "m", 0, 0, 10**400)), r"model\.m\[0\]\[0\]"),
    ("overflow to infinity", TRAINED.replace('"rarity_step": ', '"rarity_step": 1e999, "x": '),
     "model"),
    ("a negative probability", changed(set_at("model", "classes", 0, "u", 0, 0, -0.1)), "model"),
    ("text for a probability", changed(set_at("model", "m", 0, 0, "a")), r"model\.m\[0\]\[0\]"),
    ("null for a probability", changed(set_at("model", "share", None)), r"model\.share"),
    ("a list for a model", changed(set_at("model", [])), "model: expected an object"),
    ("a model of other levels", changed(set_at("model", "m", 0, [0.5])), "levels"),
    ("a model of one comparison", changed(one_comparison_less), "fit again"),
    ("a class of an owner that is not there", changed(set_at("model", "classes", 1, "owners", [7])),
     "owner"),
    ("no classes", changed(set_at("model", "classes", [])), "model"),
    ("frequencies of one comparison", changed(lambda d: d["frequencies"].pop()), "fit again"),
    ("frequencies as text", changed(set_at("frequencies", 0, "rare")),
     r"frequencies\[0\]: expected an object"),
    ("an unknown clusterer", changed(set_at("clusterer", {"part": "cluster.Nearest"})),
     r"clusterer: there is no part"),
    ("an unknown entry in the model", changed(set_at("model", "x", 1)), "model"),
    ("thresholds turned", changed(set_at("thresholds", "match", 0.1)), "thresholds"),
    ("thresholds as text", changed(set_at("thresholds", "high")), "thresholds: expected an object"),
    ("an unknown kind", changed(set_at("kinds", "mail", "emial")), "kinds.mail: .*'email'"),
    ("kinds as a list", changed(set_at("kinds", ["name"])), "kinds: expected an object"),
    ("a kind as a number", changed(set_at("kinds", "mail", 5)), r"kinds\.mail"),
    ("a shipped part for a kind", changed(set_at("kinds", "mail", {"part": "compare.exact"})),
     r"kinds\.mail: there is no part"),
    ("no kinds", changed(set_at("kinds", None)), "record=.*kinds="),
    ("an unknown part", changed(set_at("comparisons", 0, "comparator", {"part": "compare.jaro"})),
     r"comparisons\[0\]\.comparator: there is no part 'compare\.jaro'"),
    ("a part of another stage",
     changed(set_at("comparisons", 0, "comparator", {"part": "survive.most_recent"})),
     r"comparisons\[0\]\.comparator: there is no part"),
    ("an option that does not exist",
     changed(set_at("comparisons", 0, "comparator", "prefix", 1)), r"comparisons\[0\]\.comparator"),
    ("an option of another type",
     changed(set_at("comparisons", 0, "comparator", "prefix_weight", "x")),
     r"comparisons\[0\]\.comparator\.prefix_weight"),
    ("an option out of range",
     changed(set_at("comparisons", 0, "comparator", "prefix_weight", 9)),
     r"comparisons\[0\]\.comparator"),
    ("an option of a function",
     changed(set_at("comparisons", 1, "comparator", "x", 1)), "takes no options"),
    ("a part that is not handed over", changed(set_at("blocking", 0, {"own": "mine"})),
     r"blocking\[0\]: uses the part 'mine' of your own; pass parts=\{'mine': \.\.\.\}"),
    ("a part as text", changed(set_at("blocking", 0, "phones")), r"blocking\[0\]"),
    ("a rule on nothing", changed(set_at("blocking", 0, {"on": []})), r"blocking\[0\]"),
    ("a rule on a number", changed(set_at("blocking", 0, "on", 0, 7)), r"blocking\[0\]\.on\[0\]"),
    ("a rule on half a pair", changed(set_at("blocking", 1, "on", 0, ["name"])),
     r"blocking\[1\]\.on\[0\]"),
    ("a neighborhood of one key", changed(set_at("blocking", 0, {
        "sorted_neighborhood": {"on": ["name"], "window": 1}})), r"blocking\[0\]: a window"),
    ("a neighborhood without a window", changed(set_at("blocking", 0, {
        "sorted_neighborhood": {"on": ["name"]}})), r"blocking\[0\]\..*: lacks 'window'"),
    ("a neighborhood on a number", changed(set_at("blocking", 0, {
        "sorted_neighborhood": {"on": [7], "window": 5}})), r"sorted_neighborhood\.on\[0\]"),
    ("a neighborhood as text", changed(set_at("blocking", 0, {"sorted_neighborhood": "name"})),
     r"blocking\[0\]\.sorted_neighborhood: expected an object"),
    ("a rule on no field", changed(set_at("blocking", 0, {"on": ["fone"]})), "no field 'fone'"),
    ("blocking as an object", changed(set_at("blocking", {})), "blocking: expected a list"),
    ("no blocking", changed(set_at("blocking", [])), "blocking"),
    ("a comparison as text", changed(set_at("comparisons", 0, "name")), r"comparisons\[0\]"),
    ("a comparison without levels", changed(lambda d: d["comparisons"][0].pop("levels")),
     r"comparisons\[0\]: lacks 'levels'"),
    ("rising levels", changed(set_at("comparisons", 0, "levels", [0.5, 0.9])),
     r"comparisons\[0\]\.levels"),
    ("levels as text", changed(set_at("comparisons", 0, "levels", "high")),
     r"comparisons\[0\]\.levels: expected a list"),
    ("a comparison on a number", changed(set_at("comparisons", 0, "on", 3)),
     r"comparisons\[0\]\.on"),
    ("survivorship of nothing", changed(set_at("survivorship", "mial", [])), "mial"),
    ("survivorship as a list", changed(set_at("survivorship", [])), "survivorship: expected"),
    ("survivorship as text", changed(set_at("survivorship", "mail", "newest")),
     r"survivorship\.mail: expected a list"),
    ("a survivorship rule as text", changed(set_at("survivorship", "mail", ["newest"])),
     r"survivorship\.mail\[0\]"),
    ("a context of another shape", changed(set_at("context", {"land": "CN"})), "context"),
    ("no context", changed(set_at("context", None)), "context"),
    ("an unknown date order", changed(set_at("context", "date_order", "DYM")),
     r"context\.date_order"),
    ("blocks of nothing", changed(set_at("max_block", 0)), "max_block"),
    ("no pairs", changed(set_at("max_pairs", 0)), "max_pairs"),
    ("pairs as text", changed(set_at("max_pairs", "200")), "max_pairs"),
    ("blocks as text", changed(set_at("max_block", "200")), "max_block"),
    ("endless blocks", TRAINED.replace('"max_block": ', '"max_block": 1e999, "x": '), "x"),
    ("a record type", changed(set_at("record", "Person")), "record: .*'Person'; pass it"),
    ("more than one", " " * 100_000_001, "too long"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"), [pytest.param(text, says, id=name) for name, text, says in BAD]
)
def test_a_bad_text_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(cm.ModelError, match=says):
        cm.Linker.from_json(text)


@pytest.mark.parametrize("text", [None, 5, b"{}", {}])
def test_what_is_no_text_is_refused(text: Any) -> None:
    with pytest.raises(cm.ModelError, match="a saved Linker is text, got"):
        cm.Linker.from_json(text)


@pytest.mark.parametrize(
    ("record", "says"),
    [(cm.Organization, "made with 'Person', not"), (None, "made with 'Person'; pass it")],
)
def test_another_record_type_is_refused(record: type | None, says: str) -> None:
    text = cm.Linker(record=cm.Person).to_json()
    with pytest.raises(cm.ModelError, match=says):
        cm.Linker.from_json(text, record=record)


def test_a_record_type_for_a_linker_of_a_table_is_refused() -> None:
    with pytest.raises(cm.ModelError, match="leave out record="):
        cm.Linker.from_json(TRAINED, record=cm.Person)


@pytest.mark.parametrize("part", [5, Near, "initial"])
def test_a_part_that_cannot_be_one_is_refused(part: object) -> None:
    text = changed(set_at("blocking", 0, {"own": "mine"}))
    with pytest.raises(cm.ModelError):
        cm.Linker.from_json(text, parts={"mine": part})


# -- any text at all --------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
    | st.sampled_from(["own", "part", "on", "block.words", "compare.exact", 10**400, 1e308]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["on", "part", "own", "length", "m"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values inside a JSON value."""
    inside = value.items() if isinstance(value, dict) else ()
    inside = enumerate(value) if isinstance(value, list) else inside
    return [path] * bool(path) + [p for key, v in inside for p in places(v, (*path, key))]


PLACES = places(json.loads(TRAINED))


def loads_or_says_why(text: str) -> None:
    try:
        linker = cm.Linker.from_json(text)
    except cm.ModelError:
        return
    assert cm.Linker.from_json(linker.to_json()) == linker


@given(st.lists(st.tuples(st.sampled_from(PLACES), JSON), min_size=1, max_size=3))
def test_any_value_at_any_place_loads_or_is_a_model_error(
    changes: list[tuple[tuple[Any, ...], Any]],
) -> None:
    document = json.loads(TRAINED)
    for path, value in changes:
        try:
            set_at(*path, value)(document)
        except (TypeError, KeyError, IndexError):
            continue  # an earlier change took the place away
    loads_or_says_why(json.dumps(document))


@given(st.sampled_from(PLACES), st.sampled_from(["drop", "twice", "rename"]))
def test_any_entry_may_be_missing_or_too_much(path: tuple[Any, ...], how: str) -> None:
    document = json.loads(TRAINED)
    inside = document
    for step in path[:-1]:
        inside = inside[step]
    if isinstance(inside, list):
        inside[:] = inside * 2 if how == "twice" else inside[1:]
    else:
        value = inside.pop(path[-1])
        inside |= {} if how == "drop" else {f"{path[-1]}2": value}
    loads_or_says_why(json.dumps(document))


@given(st.integers(0, len(TRAINED)), st.integers(0, 40), st.text(max_size=4))
def test_any_cut_and_any_slip_loads_or_is_a_model_error(at: int, n: int, typed: str) -> None:
    loads_or_says_why(TRAINED[:at] + typed + TRAINED[at + n :])


# -- bad settings raise where they are written ------------------------------------------------

SETTINGS: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({}, cm.ConfigurationError, "record=, for typed records, or kinds="),
    ({"record": cm.Person, "kinds": KINDS}, cm.ConfigurationError, "record=.*or kinds="),
    ({"kinds": {}}, cm.ConfigurationError, "kinds names no column"),
    ({"kinds": ["name"]}, cm.ConfigurationError, "kinds names no column"),
    ({"kinds": {"name": "person_nmae"}}, cm.UnknownKindError, "'person_name'"),
    ({"kinds": {3: "person_name"}}, cm.ConfigurationError, "the name of a column is text, got 3"),
    ({"kinds": {"land": "country"}}, cm.ConfigurationError, "too little of who somebody is: land"),
    ({"kinds": {"golden_id": "text"}}, cm.ConfigurationError, "golden_frame adds 'golden_id'"),
    ({"kinds": {"a": "city", "b": "city", "c": "city"}}, cm.ConfigurationError, "other/"),
    ({"record": dict}, cm.ConfigurationError, "an attrs class whose fields name their kinds"),
    ({"kinds": KINDS, "context": "CN"}, cm.ConfigurationError, r"write Context\(country='CN'\)"),
    ({"kinds": KINDS, "max_block": 1}, cm.ConfigurationError, "from 2, got 1"),
    ({"kinds": KINDS, "max_pairs": 0}, cm.ConfigurationError, "max_pairs is .* from 1, got 0"),
    ({"kinds": KINDS, "max_pairs": 1e9}, cm.ConfigurationError, "from 1, got 1000000000.0"),
    ({"kinds": KINDS, "blocking": ("phone",)}, cm.ConfigurationError, r"block\.on"),
    ({"kinds": KINDS, "blocking": "phone"}, cm.ConfigurationError, "got 'phone'"),
    ({"kinds": KINDS, "blocking": ()}, cm.ConfigurationError, "a blocking rule"),
    ({"kinds": KINDS, "blocking": (cm.block.on("fone"),)}, cm.MissingColumnError, "'phone'"),
    ({"kinds": KINDS, "blocking": (cm.block.Prefix,)}, cm.ConfigurationError, "a blocking rule"),
    ({"kinds": KINDS, "comparisons": ("phone",)}, cm.ConfigurationError, "Comparison"),
    ({"kinds": KINDS, "comparisons": (cm.compare.Comparison("fone", cm.compare.exact),)},
     cm.MissingColumnError, "'phone'"),
    ({"kinds": KINDS, "survivorship": {"fone": cm.survive.most_recent}}, cm.MissingColumnError,
     "survivorship names 'fone', which is no attribute. Did you mean 'phone'"),
    ({"kinds": KINDS, "survivorship": {"phone": "newest"}}, cm.ConfigurationError,
     "the survivorship of 'phone' is a rule or several"),
    ({"kinds": KINDS, "survivorship": {"phone": ()}}, cm.ConfigurationError, "'phone'"),
    ({"kinds": KINDS, "survivorship": {"phone": cm.survive.BySource}}, cm.ConfigurationError,
     "'phone'"),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "error", "says"), SETTINGS)
def test_a_setting_that_cannot_work_raises_where_it_is_written(
    settings: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        cm.Linker(**settings)


@pytest.mark.parametrize("row", ["Ann", None, 5, cm.Person(), ["Ann"]], ids=repr)
def test_what_cannot_be_scored_is_refused(row: object, linker: cm.Linker) -> None:
    with pytest.raises(cm.ConfigurationError, match="this Linker scores rows of a table as dicts"):
        linker.score({"name": "Ann"}, row)
    of_records = cm.Linker(record=cm.Organization).fit([])
    with pytest.raises(cm.ConfigurationError, match="this Linker scores Organization, got"):
        of_records.score(cm.Organization(), row)


def test_records_for_a_table_and_a_table_for_records_are_refused(linker: cm.Linker) -> None:
    record = cm.Record(cm.RecordId("crm", 1), cm.Person())
    of_records = cm.Linker(record=cm.Person)
    for use, says in (
        (lambda: linker.fit([record]), "row 0 is a Record, expected a dict"),
        (lambda: of_records.fit([{"name": "Ann"}]), "expected Records, got dict"),
        (lambda: of_records.fit(pd.DataFrame({"name": ["Ann"]})), "with kinds="),
        (lambda: cm.Linker(record=cm.Organization).fit([record]), "Organization, got Person"),
    ):
        with pytest.raises(cm.ConfigurationError, match=says):
            use()


def test_one_rule_or_comparison_needs_no_tuple() -> None:
    rule, comparison = cm.block.on("phone"), cm.compare.Comparison("phone", cm.compare.exact)
    one: Any = cm.Linker(kinds=KINDS, blocking=rule, comparisons=comparison)  # type: ignore[arg-type]
    assert (one.blocking, one.comparisons) == ((rule,), (comparison,))


def test_a_linker_does_not_change_with_the_dicts_it_was_given() -> None:
    rules: dict[str, SurvivorshipRule] = {"name": cm.survive.most_recent}
    kinds = dict(KINDS)
    linker = cm.Linker(kinds=kinds, survivorship=rules)
    kinds["extra"], rules["mail"] = "text", cm.survive.most_recent
    assert linker == cm.Linker(kinds=KINDS, survivorship={"name": cm.survive.most_recent})
