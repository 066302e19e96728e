"""Small views and rules for the tests of blocking."""

import numpy as np
from hypothesis import strategies as st
from tests.helpers import ListView, columns, flat_column, ragged_column

from custmdm import block
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
