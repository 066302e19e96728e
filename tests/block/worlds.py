"""Small views and rules for the tests of blocking."""

import itertools
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st
from tests.helpers import ListView, columns, flat_column, ragged_column

from custmdm import block
from custmdm.block import BestPairs
from custmdm.columns import Term

TERMS = [
    Term("ann", "Ann"),
    Term("ann", "ANN"),
    Term("anna", "Anna"),
    Term("bob", "Bob"),
    Term(None, "Ann"),  # knows too little to be equal to anything
    Term("", "Bob"),
    Term("empty", ""),
]
ann, bob = Term("ann", "Ann"), Term("bob", "Bob")


def initial(value):
    return (value[:1],)


def letters(value):
    return list(value.lower())


def numbers(value):
    return [0, len(value), None, ""][len(value) % 2 :]


def nothing(value):
    return ()


def cities(row):
    return row["cities"]


def parity(row):
    return (row["number"] % 2, row["number"] % 2)


RULES = [
    block.on("name"),
    block.on("phones"),
    block.on("name", "phones"),
    block.on("phones", "phones"),
    block.on(("name", initial)),
    block.on(("phones", letters), "name"),
    block.on(("name", numbers), ("phones", block.words), "city"),
    block.on(("phones", block.Prefix(2))),
    block.on(("name", block.QGrams(2))),
    block.on(("name", block.QGrams(2)), ("phones", block.QGrams(3))),
    block.on(("name", nothing), "phones"),
    cities,
    parity,
    lambda row: (row["number"] // 3, None, ""),
]


@st.composite
def views(draw, max_rows=7):
    n = draw(st.integers(0, max_rows))
    term = st.sampled_from(TERMS)
    city = st.sampled_from(["Leeds", "York", "", None])
    row = st.fixed_dictionaries({"cities": st.lists(city, max_size=2), "number": st.integers(0, 5)})
    rows = draw(st.lists(row, min_size=n, max_size=n))
    return ListView({f: draw(columns(term, n)) for f in ("name", "phones", "city")}, rows)


def shuffled(view, random):
    """Return the view in another order, and the old row of each new one."""
    order = list(range(len(view)))
    random.shuffle(order)
    rows = np.array(order, dtype=np.int64)
    taken = {name: column.take(rows) for name, column in view.columns.items()}
    return ListView(taken, [view.rows[row] for row in order]), order


class BlocksOf(NamedTuple):
    """What a rule brings together, by the scalar definition: lists of rows."""

    whole: list
    further: dict
    split: list
    dropped: list

    @property
    def used(self):
        return [*self.whole, *itertools.chain.from_iterable(self.further.values())]

    def told(self, name, pair):
        """Return what a pair is told of the rule: with which field, or None."""
        if any(set(pair) <= set(rows) for rows in self.whole):
            return name
        for path, parts in self.further.items():
            if any(set(pair) <= set(rows) for rows in parts):
                return f"{name} & {path}"
        return None


def blocks_of(view, rule, rules, max_records):
    """Return the blocks of one rule among several, whose fields split those that are too large."""
    of_rule = block.as_rule(rule)
    holders = {}
    for row in range(len(view)):
        for key in of_rule.keys_of(view, row):
            holders.setdefault(key, []).append(row)
    own = {path for path, key in getattr(of_rule, "parts", ()) if key is None}
    further = [path for path in fields_of(rules) if path not in own]
    found = BlocksOf([], {path: [] for path in further}, [], [])
    for members in holders.values():
        if len(members) <= max_records:
            found.whole.append(members)
        elif not further:
            found.dropped.append(members)
        else:
            found.split.append(members)
            for path in further:
                for part in agreeing(view, path, members).values():
                    kept = found.further[path] if len(part) <= max_records else found.dropped
                    kept.append(part)
    return found


def fields_of(rules):
    """Return the fields of all rules, in their order."""
    flat = flat_rules(rules)
    return list(dict.fromkeys(path for r in flat for path in block.as_rule(r).fields))


def flat_rules(rules):
    return [r for rule in rules for r in (rule.rules if isinstance(rule, BestPairs) else [rule])]


def agreeing(view, path, rows):
    """Return those of some rows that have each value of a field."""
    found = {}
    for row in rows:
        for key in {term.key for term in view.column(path).row(row)} - {None, ""}:
            found.setdefault(key, []).append(row)
    return found


def pairs_of(found):
    return list(zip(found.left.tolist(), found.right.tolist(), strict=True))


def term_of(text):
    return Term(text, text)


def view_of(**cells):
    made = {
        name: ragged_column(rows) if any(isinstance(r, list) for r in rows) else flat_column(rows)
        for name, rows in cells.items()
    }
    n = len(next(iter(made.values())))
    return ListView(made, [{"number": i} for i in range(n)])


@st.composite
def one_rule_each(draw):
    """Return some rules, no name twice: by hand, and the best pairs of others."""
    rules = draw(st.permutations(RULES))
    by_hand, of_best = draw(st.integers(0, 3)), draw(st.integers(1, 4))
    best = block.BestPairs(
        rules[by_hand : by_hand + of_best],
        max_records=draw(st.integers(2, 8)),
        pairs_per_record=0,
        min_pairs=draw(st.integers(1, 12)),
    )
    return draw(st.permutations([*rules[:by_hand], best]))
