"""Quality before and after: what records say, and what golden records say; how right it may be."""

from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.charts._report._came_in import by_type, type_of
from custmdm.charts._report._html import Html, Piece, bar, percent, table, value_of
from custmdm.charts._report._page import Section, heading, key, paragraph, warning
from custmdm.charts._words import count
from custmdm.linker import Resolution, ResolvedTable
from custmdm.linker._clustered import ScoredPairs, probabilities
from custmdm.linker._golden import Claims
from custmdm.linker._one_to_one import contested
from custmdm.survive import Records, SaidColumns, SurvivedColumn, survive_columns
from custmdm.tables import sources_of

Int64 = npt.NDArray[np.int64]


@frozen
class BeforeAfter:
    """Say how many records, and how many customers, have a good value of one attribute.

    Attributes:
        type: what the records are called.
        attribute: the attribute.
        records: how many records.
        valid: how many of them say a valid value.
        said: how many say any.
        customers: how many customers.
        golden_valid: how many of their golden records have a valid value.
        golden_said: how many have any.
    """

    type: str
    attribute: str
    records: int
    valid: int
    said: int
    customers: int
    golden_valid: int
    golden_said: int


def before_after(result: Resolution[Any]) -> list[BeforeAfter]:
    """Return how good values are in the records, and in the golden records.

    A collection is valid where one of the records says a valid element.
    """
    found = []
    for part in result.tables:
        claims, table_ = Claims.of(part.table), part.table
        groups = part.clusters
        records = Records(table_.ids, table_.updated_at, *sources_of(table_.ids))
        said = {cells.shape.name: cells.said(groups) for cells in claims.cells}
        policy = part.matching.policy.at(result.as_of)
        survived = survive_columns(said, policy, records, len(groups))
        for name, of_name in said.items():
            golden_said, golden_valid = _golden(of_name, survived[name], len(groups))
            found.append(
                BeforeAfter(
                    type_of(part), name, len(table_), _distinct(of_name.record[of_name.valid]),
                    _distinct(of_name.record), len(groups), golden_valid, golden_said,
                )
            )  # fmt: skip
    return found


def _distinct(rows: Int64) -> int:
    return int(np.count_nonzero(np.bincount(rows)))


def _golden(said: SaidColumns, survived: SurvivedColumn, n: int) -> tuple[int, int]:
    """Return how many golden records have a value of an attribute, and how many a valid one."""
    held, valid = survived.place >= 0, np.zeros(n, dtype=np.bool_)
    valid[held] = said.valid[survived.place[held]]
    any_valid = np.zeros(n, dtype=np.bool_)
    any_valid[said.group[said.valid]] = True
    for customer, value in survived.made.items():
        held[customer] = value is not None and value != ()
        valid[customer] = held[customer] and any_valid[customer]
    return int(held.sum()), int(valid.sum())


@frozen
class Expected:
    """Say how right the merges promise to be, by the match probabilities of the model itself.

    Attributes:
        precision: of the pairs that were made one customer, the share that is right.
        recall: of the pairs that are one customer, the share that was found.
        f1: the two in one number.
    """

    precision: float
    recall: float
    f1: float


def expected(result: Resolution[Any]) -> Expected | None:
    """Return what the model promises of all records; None where no two are one customer.

    A pair inside a customer that would not be possible by itself counts as wrong.
    """
    of_parts = [_expected_pairs(part) for part in result.tables]
    together, right, every = np.sum(of_parts, axis=0).tolist() if of_parts else (0.0, 0.0, 0.0)
    if not together:
        return None
    recall = min(1.0, right / every) if every else 0.0
    return Expected(right / together, recall, 2.0 * right / (together + every))


def _expected_pairs(part: ResolvedTable) -> tuple[float, float, float]:
    """Return how many pairs are together, how many of them are true, and how many are at all."""
    held, n = part.weighed.held.together, len(part.table)
    pairs = ScoredPairs(part.left, part.right, part.weight)
    if part.weighed.run.one_to_one:
        pairs = contested(n, pairs)
    chance = probabilities(pairs.decided(part.constraints, held).weight)
    size = part.clusters.sizes.astype(np.float64)
    together = float((size * (size - 1.0) / 2.0).sum())
    right = float(chance[part.labels[pairs.left] == part.labels[pairs.right]].sum())
    # F1 is of all pairs that were compared, also those that were not kept.
    known = together and right and part.expected_f1
    every = 2.0 * right / part.expected_f1 - together if known else float(chance.sum())
    return together, right, every


def quality(result: Resolution[Any], told: Expected | None) -> Section:
    """Return the section."""
    customers = sum(len(part.clusters) for part in result.tables)
    repeated = result.n_records - customers
    share = percent(repeated / max(result.n_records, 1))
    return Section(
        "quality",
        "Quality, before and after",
        (
            paragraph(
                f"{repeated:,} of {count(result.n_records, 'record')} ({share}) repeated a "
                "customer that was there already. In the golden records each customer stands once, "
                "as far as the repeated ones were found."
            ),
            heading("How right the merges promise to be"),
            *_promise(told),
            heading("Values of records and of golden records"),
            paragraph(
                "Before: the share of the records that have a value. After: the share of the "
                "customers, one golden record each."
            ),
            key(("valid", "valid"), ("doubtful", "a value, not known to be valid"),
                ("missing", "missing")),
            _table(result),
        ),
    )  # fmt: skip


def _promise(told: Expected | None) -> list[Html]:
    if told is None:
        return [paragraph("No two records were taken for one customer.")]
    rows: list[tuple[Piece, ...]] = [
        ("Precision", percent(told.precision),
         "Of the pairs of records that were made one customer, so many are right."),
        ("Recall", percent(told.recall),
         "Of the pairs of records that are one customer, so many were found."),
        ("F1", percent(told.f1), "The two in one number."),
    ]  # fmt: skip
    return [
        table(("", "Expected", ""), rows),
        warning(
            "These numbers are what the model itself expects, from its match probabilities. Nobody "
            "has checked them, and pairs that were never compared are not in them. To measure "
            "them, label a sample of pairs: custmdm.evaluate.sampling_plan says which."
        ),
    ]


def _table(result: Resolution[Any]) -> Html:
    heads = ("Of", "Field", "Before", "Valid", "Missing", "After", "Valid", "Missing")
    rows = (
        (
            value_of(one.type), value_of(one.attribute),
            *_side(one.valid, one.said, one.records),
            *_side(one.golden_valid, one.golden_said, one.customers),
        )
        for one in before_after(result)
    )  # fmt: skip
    return by_type(result, heads, rows)


def _side(valid: int, said: int, n: int) -> tuple[Piece, Piece, Piece]:
    n = max(n, 1)
    shares = [("valid", valid / n), ("doubtful", (said - valid) / n), ("missing", (n - said) / n)]
    told = f"{percent(valid / n)} valid, {percent((n - said) / n)} missing"
    return bar(shares, told), percent(valid / n), percent((n - said) / n)
