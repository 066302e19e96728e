"""Explain says where a pair was decided, and why."""

from collections.abc import Mapping

import attrs
import pytest

import custmdm as cm
from tests.linker.world import AUSTRALIA, Row

KINDS = {"name": "person_name", "phone": "phone", "mail": "email", "dob": "birth_date"}


CHAIN: list[dict[str, object]] = [
    {"id": "a", "name": "Ludmilla Brontë", "phone": "0412 999 111"},
    {"id": "b", "name": "Ludmilla Brontë", "phone": "0412 999 111", "mail": "ludmilla@gmx.net",
     "dob": "1971-02-03"},
    {"id": "c", "name": "L. Bronte-Okonkwo", "mail": "ludmilla@gmx.net", "dob": "1971-02-03"},
    {"id": "d", "name": "Someone Else", "phone": "0499 123 555"},
]  # fmt: skip


@pytest.fixture(scope="module")
def linker(rows: list[Row]) -> cm.Linker:
    linker = cm.Linker(
        kinds=KINDS, context=AUSTRALIA, thresholds=cm.Thresholds(match=0.96, possible=0.4)
    )
    return linker.fit(rows, key="id")


@pytest.fixture(scope="module")
def found(linker: cm.Linker) -> cm.Resolution:
    return linker.resolve(CHAIN, key="id", source="crm")


def test_a_match_is_explained_by_its_score(found: cm.Resolution, linker: cm.Linker) -> None:
    told = found.explain("crm:a", "crm:b")
    assert (told.same, told.stage, told.decision) == (True, "scoring", cm.Decision.MATCH)
    assert told.score == linker.score(CHAIN[0], CHAIN[1])
    assert "phone" in told.rules
    assert told.path == ()
    assert "one customer, they match" in str(told)


def test_what_was_there_before_and_the_contributions_sum_to_the_weight(
    found: cm.Resolution, linker: cm.Linker
) -> None:
    told = found.explain("crm:a", "crm:b")
    assert told.score is not None
    contributions = told.score.contributions
    assert [c.comparison for c in contributions] == [c.on for c in linker.used_comparisons]
    (before,) = [line for line in str(told).splitlines() if "before anything" in line]
    total = float(before.split()[0]) + sum(c.weight for c in contributions)
    assert total == pytest.approx(told.score.weight, abs=0.006)
    assert all(c.weight > 0 for c in contributions if c.label == "equal")


def test_a_pair_that_no_rule_proposed_is_lost_in_blocking(linker: cm.Linker) -> None:
    narrow = attrs.evolve(linker, blocking=(cm.block.on("phone"),))
    told = narrow.resolve(CHAIN, key="id", source="crm").explain("crm:a", "crm:d")
    assert (told.same, told.stage, told.rules) == (False, "blocking", ())
    assert "no blocking rule brought them together" in str(told)


def test_a_pair_that_agrees_too_little_is_lost_in_scoring(linker: cm.Linker) -> None:
    rows = [
        {"id": "x", "name": "Otto Prager", "phone": "0412 777 000", "mail": "otto@posteo.net",
         "dob": "1950-01-20"},
        {"id": "y", "name": "Wilhelmina Sy", "phone": "0412 777 000", "mail": "w.sy@gmx.net",
         "dob": "1999-11-12"},
    ]  # fmt: skip
    told = linker.resolve(rows, key="id", source="crm").explain("crm:x", "crm:y")
    assert (told.same, told.stage) == (False, "scoring")
    assert "phone" in told.rules
    assert told.decision is not cm.Decision.MATCH
    assert "they do not agree enough" in str(told)


def test_a_pair_that_others_connect_is_explained_by_its_chain(found: cm.Resolution) -> None:
    told = found.explain("crm:a", "crm:c")
    assert (told.same, told.stage) == (True, "clustering")
    ids = [cm.RecordId("crm", key) for key in "abc"]
    assert [(link.left, link.right) for link in told.path] == [(ids[0], ids[1]), (ids[1], ids[2])]
    assert set(told.path) <= set(found.links)
    assert "other records connect them" in str(told)
    assert "link crm:a - crm:b" in str(told)


def test_a_value_shared_by_too_many_brings_nobody_together() -> None:
    rows = [
        {"id": i, "name": name, "phone": "0412 345 670"}
        for i, name in enumerate(["Adam Quist", "Bela Renner", "Cora Sauer", "Dirk Tamm"])
    ]
    linker = cm.Linker(kinds={"name": "person_name", "phone": "phone"}, max_block=3,
                       context=AUSTRALIA)  # fmt: skip
    result = linker.fit(rows, key="id").resolve(rows, key="id")
    told = result.explain("table:0", "table:1")
    assert (told.same, told.stage, told.rules) == (False, "blocking", ())


def test_records_of_two_types_are_explained_by_their_types() -> None:
    phones = ("+61412345670",)
    records: list[cm.Record[cm.Person] | cm.Record[cm.Organization]] = [
        cm.Record(cm.RecordId("crm", 1), cm.Person(phones=phones)),
        cm.Record(cm.RecordId("erp", 1), cm.Organization(phones=phones)),
    ]
    told = cm.resolve(records).explain("crm:1", "erp:1")
    assert (told.same, told.stage, told.score, told.decision) == (False, "type", None, None)
    assert str(told).endswith("not one customer, records of different types never link")


def test_the_order_of_the_two_says_nothing(found: cm.Resolution) -> None:
    assert found.explain("crm:c", "crm:a") == found.explain("crm:a", "crm:c")


@pytest.mark.parametrize(
    "name", ["crm:a", cm.RecordId("crm", "a"), cm.RecordId.parse("crm:a")], ids=str
)
def test_a_record_is_named_by_its_id_or_its_text(found: cm.Resolution, name: object) -> None:
    assert found.explain(name, "crm:b") == found.explain("crm:a", "crm:b")


@pytest.mark.parametrize("name", ["crm:z", "a", cm.RecordId("crm", "z"), 17, None, ""])
def test_an_unknown_record_is_refused(found: cm.Resolution, name: object) -> None:
    with pytest.raises(cm.UnknownRecordError, match="no record"):
        found.explain(name, "crm:b")


def test_a_record_is_not_explained_against_itself(found: cm.Resolution) -> None:
    with pytest.raises(cm.ConfigurationError, match="one record; explain takes two"):
        found.explain("crm:a", cm.RecordId("crm", "a"))


def test_a_text_that_names_two_records_is_refused() -> None:
    rows = [{"id": 1, "name": "Ann Lee"}, {"id": "1", "name": "Ann Lee"}, {"id": 2, "name": "Bo"}]
    result = cm.resolve(rows, key="id", kinds={"name": "person_name"}, source="crm")
    with pytest.raises(cm.ConfigurationError, match="names 2 records; pass a RecordId"):
        result.explain("crm:1", "crm:2")
    told = result.explain(cm.RecordId("crm", 1), cm.RecordId("crm", "1"))
    assert {told.left, told.right} == {cm.RecordId("crm", 1), cm.RecordId("crm", "1")}


def test_every_stage_has_words(found: cm.Resolution) -> None:
    """Whatever pair is asked for, the text says who, whether, and why."""
    keys = [f"crm:{row['id']}" for row in CHAIN]
    for i, left in enumerate(keys):
        for right in keys[i + 1 :]:
            told = found.explain(left, right)
            first = str(told).splitlines()[0]
            assert first.startswith(f"{left} and {right}: ")
            assert ("not one customer" in first) == (not told.same)


def test_explain_agrees_with_the_clusters(result: cm.Resolution) -> None:
    """Same cluster, same answer; a match between two customers never is."""
    golden: Mapping[cm.RecordId, str] = result.crosswalk.ids
    some = list(golden)[:24]
    for i, left in enumerate(some):
        for right in some[i + 1 :]:
            told = result.explain(left, right)
            assert told.same == (golden[left] == golden[right])
            if told.decision is cm.Decision.MATCH and told.stage == "scoring":
                assert told.same


# -- with constraints, vetoes and two tables ------------------------------------------------------

ANNA = {"name": "Anna Lee", "mail": "anna@mail.com"}
SIMPLE = [
    {"id": 1, **ANNA},
    {"id": 2, "name": "LEE, Anna", "mail": "Anna@Mail.com"},
    {"id": 3, "name": "Bob Ray", "mail": "bob@mail.com"},
    {"id": 4, **ANNA},
]


def name(key: int) -> cm.RecordId:
    return cm.RecordId("table", key)


def constrained(*constraints: cm.Always | cm.Never | cm.OnePerSource) -> cm.Resolution:
    return cm.resolve(
        SIMPLE, key="id", kinds={"name": "person_name", "mail": "email"}, constraints=constraints
    )


def test_a_constraint_that_decides_is_told() -> None:
    result = constrained(cm.Always(name(3), name(1)), cm.Never(name(3), name(4)))
    always, never = result.explain(name(1), name(3)), result.explain(name(3), name(4))
    assert (always.same, always.stage) == (True, "constraint")
    assert (never.same, never.stage) == (False, "constraint")
    by_chain = result.explain(name(1), name(4))
    assert (by_chain.same, by_chain.stage) == (False, "constraint")
    assert by_chain.constraint is not None
    assert by_chain.constraint.records == (name(1), name(3), name(4))
    assert by_chain.constraint.apart == (name(3), name(4))
    assert "  table:1 is always table:3\n  table:3 is never table:4\n" in str(by_chain)
    assert "without the constraint: by themselves they match" in str(by_chain)


def test_who_took_the_place_is_told() -> None:
    """Three that match, two of them never one: the third can be with one of them only."""
    result = constrained(cm.Never(name(1), name(4)))
    apart = [key for key in (1, 4) if not result.explain(name(key), name(2)).same]
    (loser,) = apart
    told = result.explain(name(loser), name(2))
    assert (told.stage, told.decision) == ("clustering", cm.Decision.MATCH)
    assert told.clusters is not None
    assert told.clusters.apart is not None
    assert told.clusters.apart.kind == "never"
    assert f"{name(2)} is with {name(5 - loser)}" in str(told)
    assert "records that they are with must stay apart" in str(told)


# So low that whatever agrees on anything is a match: what decides is not the score.
EASY = cm.Thresholds(match=1e-6, possible=0.0)


def test_one_to_one_tells_the_stronger_partner_that_took_the_place() -> None:
    left = [{"id": 1, **ANNA}, {"id": 2, "name": "Anna Lee", "mail": None}]
    right = [{"id": 3, **ANNA}]
    linker = cm.Linker(kinds={"name": "person_name", "mail": "email"}, thresholds=EASY)
    fitted = linker.fit([*left, *right], key="id")
    result = fitted.link(left, right, key="id", one_to_one=True)
    one, two, three = sorted((*result.crosswalk.ids,), key=lambda record: str(record.key))
    assert result.explain(one, three).same
    told = result.explain(two, three)
    assert (told.same, told.stage, told.decision) == (False, "clustering", cm.Decision.MATCH)
    assert "of one source, and a customer has one record a source" in str(told)
    assert f"{three} is with {one}" in str(told)
    same_table = result.explain(one, two)
    assert (same_table.same, same_table.stage) == (False, "constraint")


def test_two_records_of_one_linked_table_are_told_to_be() -> None:
    left = [{"id": 1, **ANNA}, {"id": 2, **ANNA}]
    right = [{"id": 3, "name": "Bob Ray", "mail": "bob@mail.com"}]
    result = cm.link(left, right, key="id", kinds={"name": "person_name", "mail": "email"})
    told = result.explain("left:1", "left:2")
    assert (told.same, told.stage, told.rules, told.changes) == (False, "table", (), ())
    assert "only pairs across are compared" in str(told)


def test_a_veto_is_told_with_its_field() -> None:
    rows = [{"id": 1, **ANNA, "ssn": "536904399"}, {"id": 2, **ANNA, "ssn": "219098888"}]
    kinds = {"name": "person_name", "mail": "email", "ssn": "national_id"}
    linker = cm.Linker(kinds=kinds, context=cm.Context(country="US"), thresholds=EASY)
    told = linker.fit(rows, key="id").resolve(rows, key="id").explain(name(1), name(2))
    assert (told.same, told.stage, told.decision) == (False, "constraint", cm.Decision.MATCH)
    assert told.constraint is not None
    assert (told.constraint.kind, told.constraint.fields) == ("veto", ("ssn",))
    assert "values that contradict keep them apart" in str(told)
    assert "differ in ssn, which vetoes it" in str(told)
