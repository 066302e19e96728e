"""What keys alone say a pair can weigh is never less than what it weighs."""

import random

import numpy as np
import pytest

import custmdm as cm
from custmdm import block, compare, kinds
from custmdm.linker._one_pair import PairScorer
from custmdm.linker._read import read_one
from custmdm.live._signatures import PairBounds, signature, what_of
from custmdm.model import Standardized, Status
from custmdm.score import FellegiSunter, NonMatches
from tests.live.worlds import RULES, linker_of, rows_of


class ByCase:
    """Read a code that is matched by how it was written, and shown in capitals."""

    def parse(self, text):
        return Standardized(text, text.upper(), Status.VALID, match_keys=(text,))

    def __call__(self, text):
        return text.upper()


CODE = kinds.Kind(name="code", normalize=ByCase(), comparator=compare.EditSimilarity())
CODES = cm.Linker(
    kinds={"code": CODE},
    blocking=(block.on("code"),),
    comparisons=(compare.Comparison("code", compare.EditSimilarity(), levels=(1.0, 0.8)),),
    model=FellegiSunter(0.5, ((0.001, 0.001, 0.998),), (NonMatches(0.5, ((0.5, 0.49, 0.01),)),)),
)
WRITTEN = [{"code": text} for text in ("k7x9q", "K7X9Q", "k7x9p", "wr41t", "Wr41t", None)]


@pytest.mark.parametrize(
    ("linker", "rows"),
    [
        *((linker_of(name), rows_of(random.Random(6), 60)) for name in RULES),
        pytest.param(CODES, WRITTEN),
    ],
    ids=[*RULES, "one value under two keys"],
)
def test_no_pair_weighs_more_than_its_bound(linker, rows):
    matching = linker.matching
    scorer = PairScorer.of(matching)
    bounds = PairBounds.of(matching.comparisons, matching.model)
    records = [read_one(linker.reader, row) for row in rows]
    told = [signature([r.terms(c.on) for c in matching.comparisons]) for r in records]
    values = [scorer.prepare(record) for record in records]
    for left in range(len(rows)):
        own = bounds.of_record(values[left])
        what = what_of(told[left], np.stack(told))
        for right in range(len(rows)):
            weight = scorer.score(values[left], values[right]).weight
            assert own.reach(what[[right]], weight).all()
            assert bounds.reach(what[[right]], weight).all()


def test_one_value_under_two_keys_is_as_similar_as_can_be():
    linker = cm.Linker(
        kinds=CODES.kinds,
        blocking=(block.on(("code", lambda value: (value[:1],))),),
        comparisons=CODES.comparisons,
        model=CODES.model,
    )
    index = cm.LiveIndex(linker, [{"id": 1, "code": "k7x9q"}], key="id")
    assert [found.id.key for found in index.match({"code": "K7X9Q"})] == [1]
    index.upsert([{"id": 2, "code": "K7X9Q"}])
    assert len(index.customers()) == 1
