"""In two passes a large table comes to the result that it has in one."""

import numpy as np
import pytest
from attrs import evolve

import custmdm as cm
from custmdm.linker._candidates import Candidates
from custmdm.linker._compared import CHUNK, VectorsOf
from custmdm.linker._input import Input, frame_input
from custmdm.linker._training import count_frequencies, random_pairs, train
from custmdm.score import Labelled
from custmdm.tables import FrameSource
from tests.linker.world import AUSTRALIA, KINDS, people

BY_HAND = (cm.block.on("phone"), cm.block.on("mail"), cm.block.on("postcode"))


def silent(stage: str, done: int, total: int) -> None:
    del stage, done, total


@pytest.fixture(scope="module")
def given() -> Input:
    rows = people(400, seed=5)[0]
    kinds = cm.Linker(kinds=KINDS).kinds or {}
    source = FrameSource.of(rows, kinds=kinds, key="id", source="crm", updated_at=None)
    return frame_input((source,), AUSTRALIA)[0]


def candidates_of(given: Input, linker: cm.Linker, at_once: int) -> Candidates:
    frequencies = count_frequencies(given.table, linker.used_comparisons)
    vectors_of = VectorsOf.by(given.table, linker.used_comparisons, frequencies)
    return Candidates.of(
        given.table, linker.used_blocking, vectors_of, max_block=200, progress=silent,
        at_once=at_once,
    )  # fmt: skip


@pytest.mark.parametrize("blocking", [None, BY_HAND])
def test_what_two_passes_keep_is_what_one_pass_weighs_enough(given, blocking) -> None:
    linker = cm.Linker(kinds=KINDS, context=AUSTRALIA, blocking=blocking)
    at_once, in_two = (candidates_of(given, linker, n) for n in (10**9, 300))
    every = at_once.some(silent)
    nothing = np.zeros(0, np.int64)
    model = train(
        given.table, linker.used_comparisons, every,
        Labelled(at_once.vectors_of(nothing, nothing), np.zeros(0, np.bool_)),
        at_once.vectors_of(*random_pairs(len(given.table), 0)), progress=silent,
    ).model  # fmt: skip
    some = in_two.some(silent)
    assert some.every > 1
    assert len(some.pairs) < len(every.pairs)
    for possible, floor in ((0.0, -13.0), (-30.0, -30.0), (5.0, -13.0)):
        found = in_two.likely(model, some, possible, silent)
        weights = model.vector_weights(every.vectors)[every.vector_of]
        kept = weights >= floor
        assert 0 < kept.sum() < len(kept)
        assert found.n_compared == len(every.pairs)
        np.testing.assert_array_equal(found.pairs.left, every.pairs.left[kept])
        np.testing.assert_array_equal(found.pairs.right, every.pairs.right[kept])
        np.testing.assert_array_equal(
            found.vectors[found.vector_of], every.vectors[every.vector_of][kept]
        )


def test_any_number_of_workers_and_pairs_at_a_time_keeps_the_same_pairs(given) -> None:
    linker = cm.Linker(kinds=KINDS, context=AUSTRALIA).fit(people(400, seed=5)[0], key="id")
    assert linker.model is not None
    found = []
    for workers, chunk in ((1, 10**6), (1, 1), (2, 10), (5, 100)):
        pairs = candidates_of(given, linker, 300)
        vectors_of = evolve(pairs.vectors_of, workers=workers)
        pairs = evolve(pairs, vectors_of=vectors_of, chunk=chunk)
        found.append(pairs.likely(linker.model, pairs.some(silent), 0.0, silent))
    first, *others = found
    assert len(first.pairs) > 300
    for other in others:
        np.testing.assert_array_equal(first.pairs.left, other.pairs.left)
        np.testing.assert_array_equal(first.pairs.right, other.pairs.right)
        np.testing.assert_array_equal(first.vectors, other.vectors)
        np.testing.assert_array_equal(first.vector_of, other.vector_of)
        assert first.n_compared == other.n_compared


def test_many_pairs_are_compared_as_some_of_them_are(given) -> None:
    linker = cm.Linker(kinds=KINDS, context=AUSTRALIA).fit(people(400, seed=5)[0], key="id")
    vectors_of = candidates_of(given, linker, 300).vectors_of
    left, right = np.random.default_rng(0).integers(0, 300, (2, 2 * CHUNK + 5))
    every = vectors_of(left, right)
    some = [slice(None, 7), slice(CHUNK - 3, CHUNK + 3), slice(-9, None)]
    for part in some:
        np.testing.assert_array_equal(every[part], vectors_of(left[part], right[part]))


def test_who_cancels_at_the_progress_gets_the_own_error_back(given) -> None:
    class CancelError(Exception):
        pass

    def cancel(stage: str, done: int, total: int) -> None:
        del stage, done, total
        raise CancelError

    linker = cm.Linker(kinds=KINDS, context=AUSTRALIA).fit(people(400, seed=5)[0], key="id")
    assert linker.model is not None
    pairs = candidates_of(given, linker, 300)
    some = pairs.some(silent)
    with pytest.raises(CancelError):
        pairs.likely(linker.model, some, 0.0, cancel)


def test_where_all_are_held_the_likely_ones_are_all(given) -> None:
    pairs = candidates_of(given, cm.Linker(kinds=KINDS, context=AUSTRALIA), 10**9)
    some = pairs.some(silent)
    assert some.every == 1
    model = cm.Linker(kinds=KINDS).fit(people(60, seed=1)[0], key="id").model
    assert model is not None
    assert pairs.likely(model, some, 0.0, silent) is some
