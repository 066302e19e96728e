"""A table whose candidate pairs are not all held at once: any order, any input, one answer."""

import numpy as np
import pandas as pd
import pytest
from benchmarks import synthetic

import custmdm as cm

pytestmark = pytest.mark.slow

UNITED_STATES = cm.Context(country="US")


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return synthetic.customers(60_000, seed=3)[0]


def resolved(table: pd.DataFrame) -> cm.Resolution:
    return cm.resolve(table, key="unique_id", kinds=synthetic.KINDS, context=UNITED_STATES)


def golden_ids(result: cm.Resolution) -> pd.Series:
    return result.to_frame().set_index("unique_id")["golden_id"].sort_index()


def test_the_order_of_the_rows_changes_nothing(table: pd.DataFrame) -> None:
    one = resolved(table)
    # Two passes: a table that goes in one has forty pairs a record.
    assert one.n_pairs < 10 * len(table)
    other = resolved(table.sample(frac=1.0, random_state=1))
    assert golden_ids(one).equals(golden_ids(other))
    assert one.links == other.links
    assert (one.n_pairs, one.expected_f1) == (other.n_pairs, other.expected_f1)


def test_a_phone_on_nine_rows_in_ten_and_hostile_text_stop_nothing(table: pd.DataFrame) -> None:
    odd = table.copy()
    common = np.random.default_rng(0).random(len(odd)) < 0.92
    odd["phone"] = odd["phone"].where(~common, "2015550123")
    odd.loc[:10, "given_name"] = "\x00\ud800"
    odd.loc[:10, "email"] = "x" * 5_000
    result = resolved(odd)
    # Seven rows in ten are customers.
    assert 0.65 < len(set(golden_ids(result))) / len(odd) < 0.75


@pytest.mark.parametrize("value", [None, "2015550123"])
def test_where_all_rows_say_the_same_nobody_is_told_apart_or_joined(
    table: pd.DataFrame, value: str | None
) -> None:
    alike = table.assign(**dict.fromkeys(synthetic.KINDS, value))
    result = resolved(alike)
    assert result.n_pairs == 0
    assert len(set(golden_ids(result))) == len(table)
