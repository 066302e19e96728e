"""Made-up results, with all that evaluation reads from one."""

import itertools
import math

from attrs import frozen
from hypothesis import strategies as st

from custmdm.model import Crosswalk, Decision, Link, MatchScore, RecordId


def record(key):
    return RecordId("crm", key)


@frozen
class Explanation:
    stage: str
    score: MatchScore | None
    path: tuple[Link, ...] = ()


@frozen
class Result:
    """A result that explains as the definition says: by looking at the pair."""

    crosswalk: Crosswalk
    links: tuple[Link, ...] = ()
    review: tuple[Link, ...] = ()
    proposed: frozenset = frozenset()

    def explain(self, left, right):
        ids = self.crosswalk.ids
        same = ids[left] == ids[right]
        link = next((k for k in self.links if (k.left, k.right) == (left, right)), None)
        score = link and MatchScore(link.weight, link.probability)
        if (link is not None) == same:
            stage = "scoring" if same or (left, right) in self.proposed else "blocking"
        else:
            stage = "clustering"
        return Explanation(stage, score)


def link(left, right, probability, decision):
    weight = math.log2(probability / (1 - probability)) if 0 < probability < 1 else 0.0
    return Link(record(left), record(right), probability, weight, decision)


def result_of(golden_ids, stated=None, match=0.9, proposed=()):
    """Return a result of the records crm:0, crm:1, ... with these golden ids.

    `stated` is the probability of each pair of keys that was scored; from `match` on it is a link,
    else a possible pair, which waits for review where the two are apart.
    """
    ids = {record(i): golden_id for i, golden_id in enumerate(golden_ids)}
    links, review = [], []
    for (left, right), p in (stated or {}).items():
        if p >= match:
            links.append(link(left, right, p, Decision.MATCH))
        elif golden_ids[left] != golden_ids[right]:
            review.append(link(left, right, p, Decision.POSSIBLE))
    pairs = frozenset((record(left), record(right)) for left, right in proposed)
    return Result(Crosswalk(ids), tuple(links), tuple(review), pairs)


def truth_of(entities):
    return dict(enumerate(entities))


@st.composite
def cases(draw, max_records=9):
    """Return golden ids, entities and stated probabilities of a few records."""
    n = draw(st.integers(0, max_records))
    golden = draw(st.lists(st.sampled_from("vwxyz"), min_size=n, max_size=n))
    entity = draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    every = list(itertools.combinations(range(n), 2))
    chosen = draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    probability = st.sampled_from([0.05, 0.1, 0.5, 0.55, 0.7, 0.9, 0.95, 0.99, 0.9999])
    return golden, entity, {pair: draw(probability) for pair in chosen}


def together(labels):
    """Return the pairs of positions that hold the same label, by looking at all."""
    return {
        (i, j) for i, j in itertools.combinations(range(len(labels)), 2) if labels[i] == labels[j]
    }
