"""The laws of a run: the order of the rows says nothing, the same inputs give the same bytes."""

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from tests.linker.world import AUSTRALIA, KINDS, Row, essence, people, resolved


@pytest.fixture(scope="module")
def whole(result: cm.Resolution) -> object:
    return essence(result)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_rows_says_nothing(seed: int, frame: pd.DataFrame, whole: object) -> None:
    shuffled = frame.sample(frac=1, random_state=seed)
    assert essence(resolved(shuffled)) == whole


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_typed_records_says_nothing(
    seed: int, records: tuple[cm.Record[cm.Person], ...], typed: cm.Resolution
) -> None:
    turned = random.Random(seed).sample(records, len(records))
    assert essence(cm.resolve(turned, context=AUSTRALIA)) == essence(typed)


def test_the_order_of_the_columns_says_nothing_of_who_is_whom(
    frame: pd.DataFrame, result: cm.Resolution
) -> None:
    """Columns of one kind, and of one unit, may stand anywhere."""
    turned = resolved(frame[list(frame.columns)[::-1]])
    assert turned.links == result.links


SOME = st.lists(st.sampled_from(people(30)[0]), max_size=14, unique_by=lambda row: row["id"])


@settings(max_examples=20)
@given(SOME, st.data())
def test_the_order_of_any_rows_says_nothing(rows: list[Row], data: st.DataObject) -> None:
    turned = data.draw(st.permutations(rows))
    assert essence(resolved(turned)) == essence(resolved(rows))


def test_the_same_seed_gives_the_same_bytes(frame: pd.DataFrame, linker: cm.Linker) -> None:
    again = cm.Linker(kinds=KINDS, context=AUSTRALIA).fit(frame, key="id", source="crm", seed=0)
    assert again == linker
    assert again.to_json() == linker.to_json()


def test_another_seed_is_another_draw_of_pairs() -> None:
    """Beyond a few hundred records u comes from random pairs, which hang on the seed alone."""
    rows = [{"id": i, "name": f"{n['name']} {i % 7}"} for i, n in enumerate(people(300)[0] * 2)]
    models = [
        cm.Linker(kinds={"name": "text"}).fit(rows, key="id", seed=seed).model for seed in (1, 1, 2)
    ]
    assert models[0] == models[1]
    assert models[0] != models[2]


PROGRAM = """
import custmdm as cm
from tests.linker.world import AUSTRALIA, KINDS, MAPPING, people, resolved

rows = people(40)[0]
print(cm.Linker(kinds=KINDS, context=AUSTRALIA).fit(rows, key="id").to_json())
print([(c.golden_id, c.members) for c in resolved(rows).clusters])
result = cm.resolve(MAPPING.read(rows).records, context=AUSTRALIA)
print([(g.id, g.data) for g in result.golden], result.links, result.issues)
"""


def test_the_hash_seed_says_nothing() -> None:
    """Sets and dicts of text are in another order in each process; nothing may hang on it."""
    root = str(Path(__file__).parents[2])
    package = str(Path(cm.__file__).parents[1])
    said = set()
    for seed in ("0", "1", "42"):
        environment = os.environ | {
            "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([package, root])
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, check=True, stdout=subprocess.PIPE
        )
        said.add(done.stdout)
    assert len(said) == 1


def test_one_pair_scores_as_the_columnar_run_does(
    linker: cm.Linker, rows: list[Row], result: cm.Resolution
) -> None:
    by_key = {row["id"]: row for row in rows}
    kept = [*result.links, *result.review]
    assert len(kept) > 40
    for link in kept:
        score = linker.score(by_key[link.left.key], by_key[link.right.key])
        assert (score.weight, score.probability) == (link.weight, link.probability)


def test_one_typed_pair_scores_as_the_columnar_run_does(
    records: tuple[cm.Record[cm.Person], ...], typed: cm.Resolution
) -> None:
    linker = cm.Linker(record=cm.Person, context=AUSTRALIA).fit(records)
    by_id = {record.id: record for record in records}
    for link in typed.links:
        left, right = by_id[link.left], by_id[link.right]
        assert linker.score(left, right).weight == link.weight
        # Standardizing a standard value changes nothing, and a pair has no first.
        assert linker.score(right.data, left.data).weight == link.weight


@pytest.mark.slow
def test_one_pair_scores_as_the_columnar_run_does_on_the_sample() -> None:
    """Pairs of the bundled sample, likely and not: two countries, two scripts."""
    sample = cm.datasets.sample()
    rows = [row for row in sample.erp if row["kind"] == "P"]
    kinds = {
        "first_name": "given_name", "last_name": "family_name", "phone": "phone",
        "e_mail": "email", "birth_date": "birth_date", "tax_id": "national_id",
        "street": "street", "city": "city", "state": "region", "postcode": "postcode",
        "country": "country",
    }  # fmt: skip
    linker = cm.Linker(kinds=kinds, thresholds=cm.Thresholds(match=0.9, possible=0.0))
    linker = linker.fit(rows, key="customer_no", source="erp")
    result = linker.resolve(rows, key="customer_no", source="erp")
    by_key = {row["customer_no"]: row for row in rows}
    kept = [*result.links, *result.review[::50]]
    assert len(kept) > 500
    for link in kept:
        score = linker.score(by_key[str(link.left.key)], by_key[str(link.right.key)])
        assert score.weight == link.weight


def test_threads_may_share_a_linker(linker: cm.Linker, frame: pd.DataFrame) -> None:
    """Eight threads, one frozen Linker, each the answer of one thread alone."""
    fresh = cm.Linker.from_json(linker.to_json())
    alone = essence(linker.resolve(frame, key="id", source="crm"))
    left, right = frame.to_dict("records")[:2]
    expected = linker.score(left, right)
    found: list[object] = []
    start = threading.Barrier(8)

    def run() -> None:
        start.wait()
        found.append(fresh.score(left, right))
        found.append(essence(fresh.resolve(frame, key="id", source="crm")))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert all(one == (expected if isinstance(one, cm.MatchScore) else alone) for one in found)
