"""How often tokens occur: counted in any order, kept without a token in clear."""

import copy
import hashlib
import itertools
import json
import math
import pickle
from collections import Counter

import attrs
import cattrs
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.helpers import texts

from custmdm.model import MAX_RARITY, Counts, Frequencies, count_tokens

tokens = st.tuples(st.sampled_from(["given", "family", "key"]), texts())
counted = st.dictionaries(tokens, st.integers(1, 1000), max_size=12)

NAMES = {("given", "Annabella"): 30, ("given", "Xaver"): 1, ("family", "Oberhuber"): 2}


def shown(frequencies):
    """Return all that is written of frequencies, wherever they go."""
    return [
        repr(frequencies),
        str(attrs.asdict(frequencies)),
        json.dumps(attrs.asdict(frequencies), allow_nan=False),
        pickle.dumps(frequencies).decode("latin-1"),
        pickle.dumps(copy.deepcopy(frequencies)).decode("latin-1"),
    ]


def test_no_token_is_shown_in_clear_neither_before_nor_after_it_was_asked_for():
    frequencies = Frequencies.of(NAMES)
    before = shown(frequencies)
    assert [frequencies.count(token) for token in NAMES] == list(NAMES.values())
    for written in (*before, *shown(frequencies)):
        assert "given" in written
        assert not any(text.lower() in written.lower() for _, text in NAMES)


@given(counted)
def test_each_token_has_its_count_and_one_never_seen_counts_once(counts):
    frequencies = Frequencies.of(counts)
    assert {token: frequencies.count(token) for token in counts} == counts
    assert frequencies.count(("given", "a name that nobody has")) == 1
    assert frequencies.count(("another sort", "anna")) == 1
    for sort in ("given", "family", "key", "another sort"):
        assert frequencies.total(sort) == sum(n for t, n in counts.items() if t[0] == sort)


@given(counted)
def test_many_tokens_are_hashed_and_weighed_as_each_by_itself(counts):
    found = Frequencies.of(counts)
    for sort in ("given", "family", "key"):
        said = {text: n for (of, text), n in sorted(counts.items()) if of == sort}
        hashed = {
            hashlib.blake2b(
                f"{sort}\0{text}".encode("utf-8", "surrogatepass"),
                digest_size=8, key=found.salt.encode(),
            ).hexdigest(): n
            for text, n in said.items() if n > 1
        }  # fmt: skip
        if said:
            counted = Counts(sum(said.values()), sum(n * n for n in said.values()), hashed)
            assert found.sorts[sort] == counted
        else:
            assert sort not in found.sorts
        asked = [*said, "a name that nobody has", *said]
        rarities = [found.rarity((sort, text)) for text in asked]
        assert found.rarities(sort, asked).tolist() == rarities


@given(counted, st.randoms(use_true_random=False))
def test_the_order_of_counting_changes_nothing(counts, random):
    shuffled = list(counts.items())
    random.shuffle(shuffled)
    assert Frequencies.of(dict(shuffled)) == Frequencies.of(counts)
    assert json.dumps(attrs.asdict(Frequencies.of(dict(shuffled)))) == json.dumps(
        attrs.asdict(Frequencies.of(counts))
    )


@given(st.lists(st.tuples(st.lists(tokens, max_size=3), st.integers(1, 9)), max_size=6), st.data())
def test_values_are_counted_as_often_as_records_have_them(values, data):
    by_hand = Counter()
    for found, times in values:
        for token in found:
            by_hand[token] += times
    assert count_tokens(values) == Frequencies.of(by_hand)
    assert count_tokens(data.draw(st.permutations(values))) == Frequencies.of(by_hand)


@given(counted)
def test_frequencies_come_back_from_plain_json(counts):
    frequencies = Frequencies.of(counts)
    written = json.loads(json.dumps(attrs.asdict(frequencies), allow_nan=False))
    read = cattrs.structure(written, Frequencies)
    assert read == frequencies
    assert {token: read.count(token) for token in counts} == counts


@pytest.mark.parametrize("nothing", [Frequencies(), Frequencies.of({}), count_tokens([])])
def test_where_nothing_was_counted_nothing_is_rare(nothing):
    assert nothing.count(("given", "anna")) == 1
    assert nothing.total("given") == 0
    assert nothing.rarity(("given", "anna")) == 0.0
    assert nothing.weight(("given", "anna")) == 1.0
    assert cattrs.structure(json.loads(json.dumps(attrs.asdict(nothing))), Frequencies) == nothing
    assert json.loads(json.dumps(attrs.asdict(Counts()))) == {
        "total": 0, "squares": 0, "repeated": {}
    }  # fmt: skip


def test_the_same_text_is_another_token_in_another_sort():
    frequencies = Frequencies.of({("given", "wei"): 3, ("family", "wei"): 2})
    assert frequencies.count(("given", "wei")) == 3
    assert frequencies.count(("family", "wei")) == 2
    hashes = [hashed for of in frequencies.sorts.values() for hashed in of.repeated]
    assert len(set(hashes)) == 2


def test_one_token_has_another_hash_in_other_data():
    one, other = (Frequencies.of({("given", "anna"): n}) for n in (2, 3))
    assert set(one.sorts["given"].repeated).isdisjoint(other.sorts["given"].repeated)


@given(counted, tokens)
def test_rarity_is_bounded(counts, token):
    assert -MAX_RARITY <= Frequencies.of(counts).rarity(token) <= MAX_RARITY


@given(st.lists(st.integers(1, 100), min_size=1, max_size=20))
def test_the_odds_of_strangers_who_share_a_token_are_on_average_what_they_were(counts):
    """They share a token with the chance of its share squared; rarity divides their odds."""
    tokens = {("given", str(i)): n for i, n in enumerate(counts)}
    rarities = np.array([Frequencies.of(tokens).rarity(token) for token in tokens])
    assume(np.abs(rarities).max() < MAX_RARITY)
    squares = np.array(counts, dtype=np.float64) ** 2
    assert np.average(2.0**-rarities, weights=squares) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("count", "others", "bits"),
    [
        (1, [1, 1, 1], 0.0),
        (30, [2], math.log2(30 * 32 / 904)),
        (2, [30], math.log2(2 * 32 / 904)),
        (1, [10**6], -MAX_RARITY),
    ],
)
def test_a_token_is_rarer_the_less_often_it_occurs(count, others, bits):
    counts = {("given", "anna"): count} | {("given", f"b{i}"): n for i, n in enumerate(others)}
    assert Frequencies.of(counts).rarity(("given", "anna")) == pytest.approx(bits)


@given(counted.filter(bool))
def test_of_two_tokens_of_a_sort_the_commoner_is_less_rare_and_weighs_less(counts):
    frequencies = Frequencies.of(counts)
    ranked = sorted(counts, key=lambda token: (token[0], counts[token]))
    for one, two in itertools.pairwise(ranked):
        if one[0] == two[0]:
            assert frequencies.rarity(one) <= frequencies.rarity(two)
            assert frequencies.weight(one) >= frequencies.weight(two) > 0.0


def test_tokens_are_hashed_when_somebody_asks():
    frequencies = Frequencies.of({("given", "anna"): 3, ("given", "xaver"): 1})
    counts = frequencies.sorts["given"]
    assert frequencies.count(("given", "anna")) == 3
    assert "repeated" not in vars(counts)
    copied = pickle.loads(pickle.dumps(frequencies))  # noqa: S301
    assert b"anna" not in pickle.dumps(frequencies)
    assert copied == frequencies
    assert copied.count(("given", "anna")) == 3
    assert vars(counts) == {"total": 4, "squares": 10, "repeated": counts.repeated}
    assert list(counts.repeated.values()) == [3]
    with pytest.raises(AttributeError):
        counts.nothing  # noqa: B018
