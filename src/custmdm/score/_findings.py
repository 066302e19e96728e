"""What to distrust in a trained model."""

from collections.abc import Iterator, Sequence

from custmdm.score._learned import Dependence, Finding, LearnedComparison

# A comparison that tells matches from strangers by less than this says next to nothing, in bits.
_LITTLE = 0.1
# A comparison of fewer pairs is seldom there, a share.
_SELDOM = 0.1
# A level is seen among the matches from half a match on.
_SEEN = 0.5


def findings_of(
    pairs: int,
    matches: float,
    settled: bool,
    moved: float,
    belief: float,
    comparisons: Sequence[LearnedComparison],
    dependent: Sequence[Dependence],
) -> Iterator[Finding]:
    """Yield what to distrust, what matters most first.

    Args:
        pairs: the pairs it was trained on.
        matches: the expected number of matches among them.
        settled: whether EM settled.
        moved: how much its last round moved a probability.
        belief: how many pairs' worth of belief m starts with.
        comparisons: what was learned of each.
        dependent: comparisons that agree together.
    """
    if not pairs:
        yield Finding("training.no_pairs")
        return
    if not settled:
        yield Finding("training.not_settled", value=moved)
    if matches < 1.0:
        yield Finding("training.no_matches", value=matches)
    elif matches < belief:
        # What is believed then weighs more than what was seen.
        yield Finding("training.few_matches", value=matches / (matches + belief))
    if matches > 0.5 * pairs:
        yield Finding("training.mostly_matches", value=matches / pairs)
    for c in comparisons:
        yield from _of_comparison(c)
        # Where few matches were seen that is said once, not of each comparison.
        unseen = sum(level.matches < _SEEN for level in c.levels)
        if unseen and matches >= belief:
            yield Finding("training.unseen", c.name, value=float(unseen))
    for d in dependent:
        yield Finding("training.dependent", d.one, d.other, d.pairs / max(d.expected, 1e-9))


def _of_comparison(c: LearnedComparison) -> Iterator[Finding]:
    if c.present < _SELDOM:
        yield Finding("training.seldom", c.name, value=c.present)
    if c.information < _LITTLE:
        yield Finding("training.says_little", c.name, value=c.information)
    for stratum in sorted({level.stratum for level in c.levels}):
        levels = [level for level in c.levels if level.stratum == stratum]
        lowest, highest = levels[0], levels[-1]
        if len(levels) > 1 and highest.weight < 0.0:
            yield Finding("training.agreement_against", c.name, highest.label, highest.weight)
        if len(levels) > 1 and lowest.weight > 0.0:
            yield Finding("training.difference_for", c.name, lowest.label, lowest.weight)
