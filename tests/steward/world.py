"""Small worlds in which it is said outright how likely any two records are one customer."""

import datetime as dt

import attrs
from hypothesis import strategies as st

import custmdm as cm
from custmdm import compare, kinds
from custmdm.score import FellegiSunter, NonMatches
from custmdm.steward import Different, Ruling, Same, Unsure

AT = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
# What two records can be said to be; below the first they are as good as surely two.
CHANCES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
LETTERS = "abcdefg"


@attrs.frozen
class Told:
    """Compare by what is said of two records: {"ab": 0.9}."""

    chances: dict[str, float] = attrs.field(factory=dict)

    def __call__(self, left: str, right: str) -> float:
        return 1.0 if left == right else self.chances.get("".join(sorted(left + right)), 0.0)


def as_it_is(text):
    """Be the normalizer of what nobody writes otherwise."""
    return text or None


def everyone(_record):
    """Be the blocking rule that compares all with all."""
    return ("everyone",)


def linker_of(chances, **more):
    """Return a Linker that finds two records to be one customer with the chances given."""
    kind = kinds.Kind(name="who", normalize=as_it_is, comparator=Told(chances))
    return cm.Linker(
        kinds={"who": kind, "code": "identifier", "note": "text"},
        blocking=(everyone,),
        comparisons=(compare.Comparison("who", Told(chances), levels=CHANCES[::-1]),),
        vetoes=("code",),
        thresholds=cm.Thresholds(match=0.5, possible=0.2),
        model=FellegiSunter(
            0.5, ((0.01, *CHANCES),), (NonMatches(0.5, ((0.99, *(1 - p for p in CHANCES)),)),)
        ),
        **more,
    )


def rec(letter):
    """Return a record; `rec("a")` is t:a."""
    return cm.RecordId("t", letter)


def pair(letters):
    """Return the pair that two letters name."""
    return rec(letters[0]), rec(letters[1])


def letters_of(records):
    """Return records as their keys in one text."""
    return "".join(sorted(record.key for record in records))


def rows_of(letters, *, codes=None, notes=None):
    """Return a row for each letter."""
    codes, notes = codes or {}, notes or {}
    return [{"id": x, "who": x, "code": codes.get(x), "note": notes.get(x)} for x in letters]


def resolved(letters, chances, *, codes=None, notes=None, clusterer=None, **how):
    """Return who is whom."""
    more = {} if clusterer is None else {"clusterer": clusterer}
    rows = rows_of(letters, codes=codes, notes=notes)
    return linker_of(chances, **more).resolve(rows, key="id", source="t", **how)


def customers(result):
    """Return the customers, as {"ab", "c"}."""
    return {letters_of(cluster.members) for cluster in result.clusters}


def crosswalk(*groups):
    """Return a crosswalk of customers: crosswalk("ab", "c") calls them G-ab and G-c."""
    ids = {rec(x): f"G-{group}" for group in groups for x in group}
    return cm.Crosswalk(ids)


def day(n):
    """Return a later day."""
    return AT + dt.timedelta(days=n)


def said(cls, letters, on=0, by="li", **more):
    """Return a decision on two records."""
    return cls(*pair(letters), by=by, at=day(on), **more)


def ruled(holds, letters, on=0, by="legal", **more):
    """Return a ruling on two records."""
    return Ruling(holds(*pair(letters)), by=by, at=day(on), **more)


pairs = st.sampled_from([a + b for a in LETTERS for b in LETTERS if a < b])
chances = st.dictionaries(pairs, st.sampled_from(CHANCES))
_more = st.fixed_dictionaries(
    {
        "on": st.integers(0, 6),
        "by": st.sampled_from(["li", "wang"]),
        "expires": st.one_of(st.none(), st.none(), st.integers(1, 8).map(day)),
        "scope": st.sampled_from([None, None, None, "nightly", "trial"]),
        "reason": st.sampled_from(["", "phoned"]),
    }
)
seen = st.builds(
    lambda cls, letters, more: said(cls, letters, **more),
    st.sampled_from([Same, Same, Different, Unsure]), pairs, _more,
)  # fmt: skip
rulings = st.builds(
    lambda holds, letters, more: ruled(holds, letters, **more),
    st.sampled_from([cm.Always, cm.Never]), pairs, _more,
)  # fmt: skip
decisions = st.lists(st.one_of(seen, seen, seen, rulings), max_size=14)
