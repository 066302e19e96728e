"""What somebody knows for certain no score overrules; what the data veto neither."""

import itertools
from collections.abc import Sequence

import attrs
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm.cluster import connected_components
from custmdm.linker._vetoes import conflict
from tests.linker.world import AUSTRALIA, KINDS, people

ANNA = {"name": "Anna Lee", "mail": "anna@mail.com"}
ROWS = [
    {"id": 1, **ANNA},
    {"id": 2, "name": "LEE, Anna", "mail": "Anna@Mail.com"},
    {"id": 3, "name": "Bob Ray", "mail": "bob@mail.com"},
    {"id": 4, **ANNA},
]
OF_ROWS = {"name": "person_name", "mail": "email"}


def name(key: object) -> cm.RecordId:
    return cm.RecordId("table", key)


def clusters(result: cm.Resolution) -> set[frozenset[object]]:
    return {frozenset(record.key for record in c.members) for c in result.clusters}


def resolved(constraints: Sequence[cm.Always | cm.Never | cm.OnePerSource]) -> cm.Resolution:
    return cm.resolve(ROWS, key="id", kinds=OF_ROWS, constraints=constraints)


def test_without_constraints_the_scores_decide() -> None:
    assert clusters(resolved(())) == {frozenset({1, 2, 4}), frozenset({3})}


def test_what_is_always_one_is_one_however_unlike() -> None:
    result = resolved([cm.Always(name(3), name(2))])
    assert clusters(result) == {frozenset({1, 2, 3, 4})}
    assert [(link.left.key, link.right.key) for link in result.links] == [(1, 2), (1, 4), (2, 4)]


def test_what_is_never_one_is_apart_however_alike_and_is_not_asked_again() -> None:
    result = resolved([cm.Never(name(1), name(4))])
    (apart,) = (c for c in clusters(result) if 1 in c)
    assert 4 not in apart
    assert (1, 4) not in {(link.left.key, link.right.key) for link in result.review}


def test_what_is_always_one_carries_what_is_never_one() -> None:
    result = resolved([cm.Always(name(3), name(1)), cm.Never(name(3), name(4))])
    assert not any({1, 4} <= c or {3, 4} <= c for c in clusters(result))
    assert any({1, 3} <= c for c in clusters(result))


def test_a_contradiction_is_told_with_the_chain_of_records() -> None:
    always = [cm.Always(name(1), name(2)), cm.Always(name(2), name(3))]
    with pytest.raises(cm.ContradictionError, match="table:1 - table:2 - table:3") as caught:
        resolved([*always, cm.Never(name(3), name(1))])
    assert caught.value.chains == ((name(1), name(2), name(3)),)


def test_one_per_source_contradicts_two_records_of_a_source_that_are_always_one() -> None:
    with pytest.raises(cm.ContradictionError, match="table:1 - table:2"):
        resolved([cm.Always(name(1), name(2)), cm.OnePerSource()])


def test_a_constraint_on_a_record_that_is_not_there_is_an_issue() -> None:
    result = resolved([cm.Never(name(1), name(99)), cm.Always("crm:7", name(2))])
    assert clusters(result) == clusters(resolved(()))
    found = [issue for issue in result.issues if issue.code == "constraint.not_applied"]
    assert sorted(tuple(i.params.values()) for i in found) == [
        ("crm:7", "table:2"), ("table:1", "table:99")
    ]  # fmt: skip


def test_what_is_no_constraint_raises_at_once() -> None:
    with pytest.raises(cm.ConfigurationError, match=r"Always\('crm:17', 'web:9'\).* got a tuple"):
        resolved([(name(1), name(2))])  # type: ignore[list-item]


@pytest.mark.parametrize("given", [None, 7, "crm:1"])
def test_constraints_that_are_no_list_raise_at_once(given: object) -> None:
    with pytest.raises(cm.ConfigurationError, match=f"got a {type(given).__name__}"):
        resolved(given)  # type: ignore[arg-type]


def test_one_constraint_needs_no_list() -> None:
    one = cm.Never(name(1), name(4))
    result = cm.resolve(ROWS, key="id", kinds=OF_ROWS, constraints=one)  # type: ignore[call-overload]
    assert clusters(result) == clusters(resolved([one]))


def test_a_customer_has_one_record_a_source_where_that_is_said() -> None:
    records = [
        cm.Record(cm.RecordId(source, key), cm.Person(name=cm.PersonName(full=ANNA["name"]),
                  emails=(ANNA["mail"],)))
        for source, key in (("crm", 1), ("crm", 2), ("web", 1), ("web", 2), ("erp", 1))
    ]  # fmt: skip
    records.append(cm.Record(cm.RecordId("crm", 3), cm.Person(emails=("bob@mail.com",))))
    free = cm.resolve(records)
    assert max(len(c) for c in free.clusters) == 5
    held = cm.resolve(records, constraints=[cm.OnePerSource(["crm"])])
    for cluster in held.clusters:
        assert sum(record.source == "crm" for record in cluster.members) <= 1
    assert max(len(c) for c in held.clusters) == 4
    all_held = cm.resolve(records, constraints=[cm.OnePerSource()])
    for cluster in all_held.clusters:
        assert len({record.source for record in cluster.members}) == len(cluster)


def test_types_hold_their_own_constraints_and_never_link() -> None:
    person = cm.Record(cm.RecordId("crm", 1), cm.Person(emails=("a@mail.com",)))
    firm = cm.Record(cm.RecordId("crm", 2), cm.Organization(emails=("a@mail.com",)))
    apart = cm.resolve([person, firm], constraints=[cm.Never("crm:1", "crm:2")])
    # A key of text is another one.
    assert [i.code for i in apart.issues] == ["constraint.not_applied"]
    ids = cm.RecordId("crm", 1), cm.RecordId("crm", 2)
    apart = cm.resolve([person, firm], constraints=[cm.Never(*ids)])
    assert not apart.issues
    joined = cm.resolve([person, firm], constraints=[cm.Always(*ids)])
    assert len(joined.clusters) == 2
    assert [i.code for i in joined.issues] == ["constraint.not_applied"]


FEW = pd.DataFrame(people(10)[0])
KEYS = sorted(FEW["id"])
TWO = st.lists(st.sampled_from(KEYS), min_size=2, max_size=2, unique=True)
SOME = st.lists(st.tuples(st.sampled_from([cm.Always, cm.Never]), TWO), max_size=6)


@settings(max_examples=25)
@given(SOME, st.sampled_from([None, connected_components]), st.permutations(range(len(FEW))))
def test_no_run_breaks_a_constraint(
    linker: cm.Linker,
    said: list[tuple[type[cm.Always] | type[cm.Never], list[int]]],
    clusterer: object,
    order: list[int],
) -> None:
    """With any clusterer, and with the collective pass of persons, in any order of the rows."""
    constraints = [kind(cm.RecordId("crm", a), cm.RecordId("crm", b)) for kind, (a, b) in said]
    used = linker if clusterer is None else attrs.evolve(linker, clusterer=clusterer)
    try:
        result = used.resolve(FEW, key="id", source="crm", constraints=constraints)
    except cm.ContradictionError as error:
        for chain in error.chains:
            for one, next_one in itertools.pairwise(chain):
                assert cm.Always(one, next_one) in constraints
            assert cm.Never(chain[0], chain[-1]) in constraints
        return
    golden = result.crosswalk.ids
    for constraint in constraints:
        same = golden[constraint.left] == golden[constraint.right]
        assert same == isinstance(constraint, cm.Always)
    again = used.resolve(FEW.iloc[order], key="id", source="crm", constraints=constraints[::-1])
    assert again.crosswalk == result.crosswalk
    assert set(again.links) == set(result.links)
    assert again.expected_f1 == pytest.approx(result.expected_f1)


# -- vetoes -----------------------------------------------------------------------------------

US = cm.Context(country="US")
WITH_IDS = {**OF_ROWS, "ssn": "national_id"}


def test_two_valid_numbers_of_identity_veto_a_match() -> None:
    rows = [
        {**ROWS[0], "ssn": "536904399"},
        {**ROWS[1], "ssn": "219098888"},
        {**ROWS[2], "ssn": ""},
    ]
    result = cm.resolve(rows, key="id", kinds=WITH_IDS, context=US)
    assert clusters(result) == {frozenset({1}), frozenset({2}), frozenset({3})}
    without = cm.Linker(kinds=WITH_IDS, context=US, vetoes=()).fit(rows, key="id")
    assert without.used_vetoes == ()
    assert cm.Linker(kinds=WITH_IDS, context=US).used_vetoes == ("ssn",)


def test_a_slip_or_a_missing_or_a_wrong_number_is_no_veto() -> None:
    for other in ("536904398", "", "000000000", "not known"):
        rows = [{**ROWS[0], "ssn": "536904399"}, {**ROWS[3], "ssn": other}, {**ROWS[2], "ssn": ""}]
        result = cm.resolve(rows, key="id", kinds=WITH_IDS, context=US)
        assert any({1, 4} <= c for c in clusters(result)), other


def test_what_somebody_says_is_one_no_value_vetoes() -> None:
    rows = [{**ROWS[0], "ssn": "536904399"}, {**ROWS[1], "ssn": "219098888"}]
    said = [cm.Always(name(1), name(2))]
    result = cm.resolve(rows, key="id", kinds=WITH_IDS, context=US, constraints=said)
    assert clusters(result) == {frozenset({1, 2})}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({("a", "123456")}, {("a", "987654")}, True),
        ({("a", "123456")}, {("b", "987654")}, False),
        ({("a", "123456")}, {("a", "123465")}, False),  # two digits swapped are one slip
        ({("a", "123456")}, {("a", "987654"), ("a", "123456")}, False),
        ({("a", "123456"), ("b", "1111")}, {("a", "123456"), ("b", "9999")}, True),
        ({(None, "1990-01-02")}, {(None, "1985-06-30")}, True),
        (set(), {("a", "1")}, False),
    ],
)
def test_values_conflict_where_no_customer_has_both(
    one: set[tuple[str | None, str]], other: set[tuple[str | None, str]], *, expected: bool
) -> None:
    assert conflict(frozenset(one), frozenset(other)) is expected
    assert conflict(frozenset(other), frozenset(one)) is expected


def test_any_field_of_one_value_can_veto(frame: pd.DataFrame) -> None:
    strict = cm.Linker(kinds=KINDS, context=AUSTRALIA, vetoes="dob")
    assert strict.used_vetoes == ("dob",)
    result = strict.fit(frame, key="id").resolve(frame, key="id")
    born = {
        cm.RecordId("table", key): cm.kinds.get("birth_date")
        .standardize(raw, date_order="DMY")
        .value
        for key, raw in zip(frame["id"], frame["dob"], strict=True)
    }
    for cluster in result.clusters:
        dates = {born[record] for record in cluster.members} - {None}
        for a, b in itertools.combinations(dates, 2):
            assert not conflict(frozenset({(None, str(a))}), frozenset({(None, str(b))}))


@pytest.mark.parametrize(
    ("vetoes", "error", "said"),
    [
        ("born", cm.MissingColumnError, "no field 'born'"),
        (("name (person_name)",), cm.ConfigurationError, "names and addresses"),
    ],
)
def test_a_field_that_cannot_veto_is_told(vetoes: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        cm.Linker(kinds=KINDS, vetoes=vetoes)


def test_a_saved_linker_keeps_its_vetoes() -> None:
    for vetoes in (None, (), ("dob",)):
        linker = cm.Linker(kinds=KINDS, vetoes=vetoes)
        assert cm.Linker.from_json(linker.to_json()).vetoes == vetoes
    wrong = cm.Linker(kinds=KINDS).to_json().replace('"vetoes": null', '"vetoes": [7]')
    with pytest.raises(cm.ModelError, match=r"vetoes\[0\]: expected text"):
        cm.Linker.from_json(wrong)
