"""Regular expressions of digits as tables, by which many numbers are tried at once."""

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm._lines import Bytes, Flags
from custmdm._pattern import lazy_pattern

# A part of a pattern is the digits of one place, or alternatives that are patterns themselves.
Part = frozenset[int] | tuple["Pattern", ...]
Pattern = tuple[Part, ...]
# What may still come, of the patterns wanted and of those not wanted.
State = tuple[frozenset[Pattern], frozenset[Pattern]]

_SIGN = lazy_pattern(r"\(\?!\)|\(\?:|[|)?]|\\d|[0-9]|\[[0-9-]+\]|\{\d+(?:,\d+)?\}")
_ALL = frozenset(range(10))


@frozen(eq=False, repr=False)
class DigitTable:
    r"""Say which numbers match one pattern from start to end, and none of some others.

    >>> table = DigitTable.of("1(?:[38]\\d|4[57])\\d{2}", "13{4}")
    >>> numbers = np.array([[1, 3, 9, 0, 0], [1, 4, 6, 0, 0], [1, 3, 3, 3, 3]], dtype=np.uint8)
    >>> table.match(numbers.T).tolist()
    [True, False, False]

    Attributes:
        after: the state behind each state, by digit.
        accepted: which states a number may end in.
    """

    after: npt.NDArray[np.int32]
    accepted: Flags

    @classmethod
    def of(cls, pattern: str, *others: str) -> "DigitTable":
        """Return the table of patterns as phonenumbers has them.

        Raises:
            ValueError: if there is more in a pattern than digits, sets, groups and counts.
        """
        start: State = frozenset([_parsed(pattern)]), frozenset(map(_parsed, others))
        numbers = {start: 0}
        states = [start]
        after = []
        for wanted, unwanted in states:  # it grows meanwhile
            row = []
            for digit in range(10):
                state = _all_behind(wanted, digit), _all_behind(unwanted, digit)
                if state not in numbers:
                    numbers[state] = len(states)
                    states.append(state)
                row.append(numbers[state])
            after.append(row)
        accepted = [any(map(_may_end, w)) and not any(map(_may_end, u)) for w, u in states]
        return cls(np.array(after, dtype=np.int32), np.array(accepted, dtype=np.bool_))

    def match(self, digits: Sequence[Bytes] | Bytes) -> Flags:
        """Return which numbers match; of each digit of all numbers there is one array."""
        flat, ten = self.after.ravel() * 10, np.int32(10)
        at = np.zeros(len(digits[0]), dtype=np.int32)
        for digit in digits:
            at = flat[at + digit]
        found: Flags = self.accepted[at // ten]
        return found


def _parsed(pattern: str) -> Pattern:
    signs = _SIGN.findall(pattern)
    if "".join(signs) != pattern:
        raise ValueError(f"not a pattern of digits only: {pattern}")
    return (tuple(_alternatives(iter(signs))),)


def _alternatives(signs: Iterator[str]) -> Iterator[Pattern]:
    """Yield the patterns up to the end of a group, or of all."""
    parts: list[Part] = []
    for sign in signs:
        if sign == "|":
            yield tuple(parts)
            parts = []
        elif sign == ")":
            break
        elif sign == "(?:":
            parts.append(tuple(_alternatives(signs)))
        elif sign == "(?!)":
            parts.append(())  # it has no way to go on
        elif sign[0] in "{?":
            least, _, most = ("0,1" if sign == "?" else sign[1:-1]).partition(",")
            part = parts.pop()
            parts += [part] * int(least) + [((), (part,))] * (int(most or least) - int(least))
        else:
            parts.append(_digits(sign))
    yield tuple(parts)


def _digits(sign: str) -> frozenset[int]:
    if sign == r"\d":
        return _ALL
    found: set[int] = set()
    for first, last in _RANGE.findall(sign):
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


_RANGE = lazy_pattern("([0-9])(?:-([0-9]))?")


def _all_behind(patterns: frozenset[Pattern], digit: int) -> frozenset[Pattern]:
    return frozenset(chain.from_iterable(_behind(pattern, digit) for pattern in patterns))


def _behind(pattern: Pattern, digit: int) -> Iterator[Pattern]:
    """Yield what may come behind a digit."""
    if not pattern:
        return
    first, rest = pattern[0], pattern[1:]
    if isinstance(first, frozenset):
        if digit in first:
            yield rest
        return
    for alternative in first:
        yield from _behind(alternative + rest, digit)


def _may_end(pattern: Pattern) -> bool:
    return all(not isinstance(part, frozenset) and any(map(_may_end, part)) for part in pattern)
