"""A plan says what a run would do; what would be too much is split or refused."""

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from attrs import evolve
from benchmarks import synthetic

import custmdm as cm
from tests.linker.world import AUSTRALIA, KINDS, people

BY_HAND = (cm.block.on("postcode"), cm.block.on("mail"), cm.block.on("city"))


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Return customers of one city, nine in ten of them under one postcode."""
    rows = people(80, seed=11)[0]
    for i, row in enumerate(rows):
        row["city"] = "Sydney"
        if i % 10:
            row["postcode"] = "2000"
    return pd.DataFrame(rows)


def linker_of(**settings: Any) -> cm.Linker:
    return cm.Linker(kinds=KINDS, context=AUSTRALIA, **settings)


@pytest.fixture(scope="module")
def by_hand(table: pd.DataFrame) -> cm.Linker:
    return linker_of(blocking=BY_HAND, max_block=20).fit(table, key="id")


def test_a_plan_says_what_the_run_does(table: pd.DataFrame, by_hand: cm.Linker) -> None:
    plan, result = by_hand.plan(table, key="id"), by_hand.resolve(table, key="id")
    assert plan.pairs == result.n_pairs
    assert [rule.rule for rule in plan.rules] == ["postcode", "mail", "city"]
    assert [rule.split for rule in plan.rules] == [1, 0, 1]
    told = {(issue.path, issue.code): issue.params.get("count") for issue in result.issues}
    for rule in plan.rules:
        assert told.get((rule.rule, "block.split"), 0) == rule.split
        assert told.get((rule.rule, "block.too_large"), 0) == rule.dropped
    assert (plan.is_sampled, plan.refused, plan.seconds) == (False, None, None)


def test_who_shares_a_split_value_meets_by_another_field_and_is_told_which(
    table: pd.DataFrame, by_hand: cm.Linker
) -> None:
    result = by_hand.resolve(table, key="id")
    told = {rule for link in result.links for rule in result.explain(link.left, link.right).rules}
    assert {"postcode & mail", "city & mail", "mail"} <= told
    # A city and a postcode that nearly all have tell nobody from another.
    assert told.isdisjoint({"city", "postcode & city"})


def test_no_order_of_the_rows_changes_what_a_split_value_finds(
    table: pd.DataFrame, by_hand: cm.Linker
) -> None:
    order = list(range(len(table)))
    random.Random(1).shuffle(order)
    one = by_hand.resolve(table, key="id")
    other = by_hand.resolve(table.iloc[order], key="id")
    assert (one.links, one.n_pairs) == (other.links, other.n_pairs)
    plans = [by_hand.plan(rows, key="id") for rows in (table, table.iloc[order])]
    assert plans[0].rules == plans[1].rules


def test_rules_that_make_too_many_pairs_are_refused_before_they_make_any(
    table: pd.DataFrame, by_hand: cm.Linker
) -> None:
    n = len(table)
    narrow = evolve(by_hand, max_block=n, max_pairs=n * (n - 1) // 2)
    stages: list[str] = []

    def told(stage: str, done: int, total: int) -> None:
        del done, total
        stages.append(stage)

    said = set()
    for run in (
        lambda: narrow.resolve(table, key="id", progress=told),
        lambda: narrow.fit(table, key="id", progress=told),
    ):
        with pytest.raises(cm.ConfigurationError, match="'city' would make") as error:
            run()
        said.add(str(error.value))
    # Keys are counted, pairs are neither made nor compared.
    assert set(stages) == {"read", "standardize", "prepare", "block"}
    (message,) = said
    for part in (f"{n * (n - 1) // 2:,} pairs of the", f"{n} records share s***", "max_block"):
        assert part in message
    assert "ydney" not in message
    plan = narrow.plan(table, key="id")
    assert plan.refused == message
    assert f"refused: {message}" in str(plan)
    assert plan.rules[2].proposed == n * (n - 1) // 2
    unfitted = linker_of(blocking=BY_HAND, max_block=n, max_pairs=1000)
    assert "max_pairs is 1,000: " in str(unfitted.plan(table, key="id").refused)
    enough = evolve(narrow, max_pairs=10**9)
    assert enough.plan(table, key="id").refused is None
    assert enough.resolve(table, key="id").n_pairs == n * (n - 1) // 2


def test_of_two_tables_the_pairs_across_are_counted(by_hand: cm.Linker) -> None:
    empty = dict.fromkeys(KINDS, "")
    rows = [{**empty, "id": i, "mail": f"{i}@posteo.net", "city": "Perth"} for i in "abc"]
    left, right = rows[:1], rows[1:]
    linker = evolve(by_hand, max_pairs=2)
    assert linker.link(left, right, key="id").n_pairs == 2
    with pytest.raises(cm.ConfigurationError, match="would make 2 pairs, and max_pairs is 1"):
        evolve(linker, max_pairs=1).link(left, right, key="id")


def test_the_best_pairs_have_a_budget_and_are_never_refused(table: pd.DataFrame) -> None:
    linker = linker_of(max_pairs=1)
    assert linker.plan(table, key="id").refused is None
    assert linker.fit(table, key="id").resolve(table, key="id").n_pairs > 1


def test_one_phone_on_most_rows_and_one_city_on_all_do_not_stop_a_run() -> None:
    n = 4000
    names = ("Ann", "Bela", "Cora", "Dirk", "Emil", "Fay", "Gil", "Hal", "Ida", "Jon")
    rows = [
        {"id": i, "name": f"{names[i % 10]} {names[i // 10 % 10]}son",
         "phone": "0293741856" if i % 25 < 23 else f"04{i // 2:08}",
         "mail": f"m{i // 2}@posteo.net", "city": "Sydney"}
        for i in range(n)
    ]  # fmt: skip
    kinds = {name: KINDS[name] for name in ("name", "phone", "mail", "city")}
    rules = (cm.block.on("phone"), cm.block.on("mail"), cm.block.on("city"))
    linker = cm.Linker(kinds=kinds, context=AUSTRALIA, blocking=rules)
    start = time.process_time()
    plan = linker.plan(rows, key="id")
    result = linker.fit(rows, key="id").resolve(rows, key="id")
    assert time.process_time() - start < 60
    assert result.n_pairs == plan.pairs < n


# -- seconds ------------------------------------------------------------------------------------


def test_seconds_are_told_by_a_rate(table: pd.DataFrame, by_hand: cm.Linker) -> None:
    plan = by_hand.plan(table, key="id", pairs_per_second=100)
    assert plan.seconds == plan.pairs / 100
    assert f"about {plan.pairs / 100:,.0f} s to compare, at 100 pairs a s" in str(plan)
    assert f"about {plan.memory_mb:,.0f} MB of memory" in str(plan)
    assert evolve(plan, pairs_per_second=None) == by_hand.plan(table, key="id")


def test_a_rate_is_measured_with_the_users_timer(table: pd.DataFrame, by_hand: cm.Linker) -> None:
    ticks = iter(range(10**6))
    plan = by_hand.plan(table, key="id", timer=lambda: float(next(ticks)))
    # One tick for the one chunk that these are.
    assert (plan.pairs_per_second, plan.seconds) == (plan.pairs, 1.0)
    stopped = by_hand.plan(table, key="id", timer=lambda: 0.0)
    assert (stopped.pairs_per_second, stopped.seconds) == (None, None)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"pairs_per_second": 0}, "a number above 0, got 0"),
        ({"pairs_per_second": float("nan")}, "above 0"),
        ({"timer": 5}, "time.perf_counter"),
        ({"timer": time.perf_counter, "pairs_per_second": 5}, "not both"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(
    table: pd.DataFrame, by_hand: cm.Linker, options: dict[str, Any], says: str
) -> None:
    with pytest.raises(cm.ConfigurationError, match=says):
        by_hand.plan(table, key="id", **options)


# -- memory -------------------------------------------------------------------------------------

MEASURED = """
import pickle, sys
import custmdm as cm
linker, table = pickle.load(open(sys.argv[1], "rb"))

def peak_kb():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

# A peak from now on: that of the process begins as that of its parent.
open("/proc/self/clear_refs", "w").write("5")
before = peak_kb()
linker.fit(table, key="unique_id").resolve(table, key="unique_id")
print(peak_kb() - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read as Linux tells it")
@pytest.mark.parametrize("rules", [None, [("surname",), ("email",)]])
def test_a_run_takes_about_the_memory_that_the_plan_says(rules: Any, tmp_path: Path) -> None:
    table = synthetic.customers(30_000, seed=3)[0]
    blocking = None if rules is None else [cm.block.on(*rule) for rule in rules]
    linker = cm.Linker(kinds=synthetic.KINDS, blocking=blocking, context=cm.Context(country="US"))
    path = tmp_path / "run.pickle"
    pd.to_pickle((linker, table), path)
    told = linker.plan(table, key="unique_id").memory_mb
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True
    )
    measured = int(run.stdout) * 1024 / 1e6
    assert told is not None
    assert measured / 1.6 < told < measured * 1.6, (told, measured)
