"""What a user checks a part of their own with, in the tests of their own.

A part that keeps the laws of its Protocol behaves the same in the library as one that ships with
it. Each function here raises an AssertionError that says which law is broken, and at which
position of the values; never the values, for they may be personal.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from numbers import Real
from typing import Any

import numpy as np

from custmdm.model import NOT_COMPARABLE, count_tokens
from custmdm.typing import (
    Comparator,
    Normalizer,
    SupportsAgreement,
    SupportsPairs,
    SupportsParse,
    SupportsPrepare,
    SupportsTable,
    SupportsTellingApart,
)

__all__ = ["check_comparator", "check_normalizer"]

# A similarity this close to another is the same, as it is to the thresholds of a Comparison.
_ROUNDING = 1e-9
# Where only similar values matter, many at once may tell less of others.
_LEAST = 0.8

Similarities = dict[tuple[int, int], float]
Agreements = dict[tuple[int, int], tuple[int, float]]


def check_comparator(comparator: Comparator, values: Iterable[Any]) -> None:
    """Check that a comparator keeps the laws, on every pair of the values.

    It is symmetric, in [0, 1], 1.0 on equal values, and raises nothing; where it also has
    ``prepare`` and ``similarity``, or ``similarities``, their answers are those of the call. Where
    it tells outcomes apart (`SupportsAgreement`), ``agree`` is symmetric in outcome and rarity,
    gives the last outcome on equal values, as similar as the call says, and ``table`` gives the
    same for many pairs; before and after the values are weighed by their own frequencies.

    >>> def same_initial(left, right):
    ...     return 1.0 if left[:1] == right[:1] else 0.0
    >>> check_comparator(same_initial, ["Anna", "Ann", "Bob", ""])

    >>> def begins_with(left, right):
    ...     return 1.0 if left.startswith(right) else 0.0
    >>> check_comparator(begins_with, ["Anna", "Ann", "Bob"])
    Traceback (most recent call last):
    AssertionError: not symmetric: values 0 and 1 give 1.0, values 1 and 0 give 0.0

    Args:
        comparator: any function of two values to a similarity.
        values: values as the library hands them over: present, and standard. The more unlike they
            are (other scripts, very short, very long), the more the check tells.

    Raises:
        AssertionError: if a law is broken.
    """
    held = list(values)
    found = {
        (i, j): _similarity(comparator, held[i], held[j], f"values {i} and {j}")
        for i, j in itertools.product(range(len(held)), repeat=2)
    }
    for (i, j), similarity in found.items():
        if not _same(similarity, found[j, i]):
            raise AssertionError(
                f"not symmetric: values {i} and {j} give {similarity!r}, "
                f"values {j} and {i} give {found[j, i]!r}"
            )
        if held[i] == held[j] and not _same(similarity, 1.0):
            raise AssertionError(
                f"not 1.0 on equal values: values {i} and {j} are equal and give {similarity!r}"
            )
        apart = isinstance(comparator, SupportsTellingApart) and comparator.tells_apart
        if apart and held[i] != held[j] and _same(similarity, 1.0):
            raise AssertionError(
                f"1.0 on unequal values, which it promises to tell apart: values {i} and {j}"
            )
    if isinstance(comparator, SupportsPrepare):
        _check_prepare(comparator, held, found)
    if isinstance(comparator, SupportsAgreement):
        _check_agreement(comparator, held, found)
    if isinstance(comparator, SupportsPairs):
        _check_pairs(comparator, held, found)


def check_normalizer(normalizer: Normalizer, texts: Iterable[str]) -> None:
    r"""Check that a normalizer keeps the laws, on each of the texts.

    It gives text or None, changes nothing of a text that it gave itself, and raises nothing;
    where it also has ``parse``, the value there is the answer of the call.

    >>> def upper(text):
    ...     return text.upper() or None
    >>> check_normalizer(upper, ["a", "straße", "", "张三", "\ud800"])

    >>> def plus(text):
    ...     return "+" + text
    >>> check_normalizer(plus, ["1"])
    Traceback (most recent call last):
    AssertionError: not idempotent: it changes its own answer to text 0

    Args:
        normalizer: any function from text to standard text, or None where there is none.
        texts: any texts, good and bad.

    Raises:
        AssertionError: if a law is broken.
    """
    for i, text in enumerate(texts):
        found = _standard_text(normalizer, text, f"text {i}")
        if found is not None:
            again = _standard_text(normalizer, found, f"its own answer to text {i}")
            if again != found:
                raise AssertionError(f"not idempotent: it changes its own answer to text {i}")
        if isinstance(normalizer, SupportsParse):
            parsed = _called(normalizer.parse, text, at=f"text {i}, in parse")
            if parsed.value != found:
                raise AssertionError(f"parse gives another value than the call: text {i}")


def _called(function: Callable[..., Any], *arguments: object, at: str) -> Any:
    try:
        return function(*arguments)
    except Exception as error:  # noqa: BLE001 - whatever it raises, it breaks the law
        # Not chained: the message of another's error may show the value.
        raise AssertionError(f"raises {type(error).__name__} on {at}") from None


def _standard_text(normalizer: Normalizer, text: str, at: str) -> str | None:
    found = _called(normalizer, text, at=at)
    if found is None or (isinstance(found, str) and found):
        return found
    what = "empty text" if isinstance(found, str) else type(found).__name__
    raise AssertionError(f"not text or None: it gives {what} for {at}")


def _similarity(function: Callable[..., Any], left: object, right: object, at: str) -> float:
    found = _called(function, left, right, at=at)
    if not isinstance(found, Real):
        raise AssertionError(f"not in [0, 1]: {at} give {type(found).__name__}")
    similarity = float(found)
    if not 0.0 <= similarity <= 1.0:
        raise AssertionError(f"not in [0, 1]: {at} give {similarity!r}")
    return similarity


def _check_prepare(
    comparator: SupportsPrepare, held: Sequence[object], found: Similarities
) -> None:
    prepared = [_called(comparator.prepare, v, at=f"value {i}") for i, v in enumerate(held)]
    for (i, j), expected in found.items():
        at = f"values {i} and {j}, prepared,"
        similarity = _similarity(comparator.similarity, prepared[i], prepared[j], at)
        if not _same(similarity, expected):
            raise AssertionError(
                f"prepare and similarity give another answer than the call: values {i} and {j} "
                f"give {similarity!r}, not {expected!r}"
            )


def _check_agreement(
    comparator: SupportsAgreement, held: Sequence[object], found: Similarities
) -> None:
    outcomes = comparator.outcomes
    similarities = [outcome.similarity for outcome in outcomes]
    if not similarities or similarities[-1] != 1.0:
        raise AssertionError("the last of the outcomes is not the one of equal values, of 1.0")
    if not all(0.0 <= similarity <= 1.0 for similarity in similarities):
        raise AssertionError("an outcome has a similarity that is not in [0, 1]")
    prepared = [_called(comparator.prepare, v, at=f"value {i}") for i, v in enumerate(held)]
    for (i, j), (outcome, _) in _agreements(comparator, prepared, held, "").items():
        similarity = 0.0 if outcome == NOT_COMPARABLE else similarities[outcome]
        if not _same(similarity, found[i, j]):
            raise AssertionError(
                f"agree gives another answer than the call: values {i} and {j} have an outcome "
                f"of {similarity!r}, not {found[i, j]!r}"
            )
    tokens = [
        _called(lambda p: list(comparator.tokens(p)), p, at=f"value {i}, in tokens,")
        for i, p in enumerate(prepared)
    ]
    frequencies = count_tokens((of_value, 1) for of_value in tokens)
    weighed = [
        _called(comparator.weigh, p, frequencies, at=f"value {i}, in weigh,")
        for i, p in enumerate(prepared)
    ]
    agreed = _agreements(comparator, weighed, held, ", weighed,")
    if isinstance(comparator, SupportsTable):
        _check_table(comparator, weighed, agreed)


def _agreements(
    comparator: SupportsAgreement, values: Sequence[object], held: Sequence[object], how: str
) -> Agreements:
    """Return what `agree` says of all pairs, once it is found to keep its laws."""
    last = len(comparator.outcomes) - 1
    found: Agreements = {
        (i, j): _called(comparator.agree, a, b, at=f"values {i} and {j}{how or ', prepared,'}")
        for (i, a), (j, b) in itertools.product(enumerate(values), repeat=2)
    }
    for (i, j), (outcome, rarity) in found.items():
        if outcome != NOT_COMPARABLE and not 0 <= outcome <= last:
            raise AssertionError(f"no outcome: values {i} and {j}{how} give {outcome!r}")
        if not math.isfinite(rarity):
            raise AssertionError(f"no rarity: values {i} and {j}{how} give {rarity!r}")
        if held[i] == held[j] and outcome != last:
            raise AssertionError(
                f"not the last outcome on equal values: values {i} and {j}{how} give {outcome!r}"
            )
        other, back = found[j, i]
        if outcome != other or not _same(rarity, back):
            raise AssertionError(
                f"agree is not symmetric: values {i} and {j}{how} give outcome {outcome!r} and "
                f"rarity {rarity!r}, values {j} and {i} give {other!r} and {back!r}"
            )
    return found


def _check_table(comparator: SupportsTable, weighed: Sequence[object], agreed: Agreements) -> None:
    table = _called(comparator.table, weighed, at="all values, in table,")
    left, right = np.array(list(agreed), dtype=np.int64).reshape(-1, 2).T
    outcomes, rarities = _called(table, left, right, at="all pairs of values at once, in table,")
    if not len(outcomes) == len(rarities) == len(agreed):
        raise AssertionError(
            f"table gives {len(outcomes)} outcomes and {len(rarities)} rarities for "
            f"{len(agreed)} pairs of values"
        )
    for ((i, j), (outcome, rarity)), in_table, rare in zip(
        agreed.items(), outcomes.tolist(), rarities.tolist(), strict=True
    ):
        if outcome != in_table or not _same(rarity, rare):
            raise AssertionError(
                f"table gives another answer than agree: values {i} and {j} give outcome "
                f"{in_table!r} and rarity {rare!r}, not {outcome!r} and {rarity!r}"
            )


def _check_pairs(comparator: SupportsPairs, held: Sequence[object], found: Similarities) -> None:
    values = held
    if isinstance(comparator, SupportsPrepare):
        values = [_called(comparator.prepare, v, at=f"value {i}") for i, v in enumerate(held)]
    left, right = np.array(list(found), dtype=np.int64).reshape(-1, 2).T
    for least in (0.0, _LEAST):
        compare = _called(comparator.similarities, values, least, at="all values, in similarities,")
        similar = _called(compare, left, right, at="all pairs of values at once, in similarities,")
        if len(similar) != len(found):
            raise AssertionError(
                f"similarities gives {len(similar)} answers for {len(found)} pairs of values"
            )
        for ((i, j), expected), similarity in zip(found.items(), similar, strict=True):
            if not (_same(float(similarity), expected) or max(similarity, expected) < least):
                raise AssertionError(
                    f"similarities gives another answer than the call: values {i} and {j} give "
                    f"{float(similarity)!r}, not {expected!r}, with {least} as the least that "
                    "matters"
                )


def _same(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=0.0, abs_tol=_ROUNDING)
