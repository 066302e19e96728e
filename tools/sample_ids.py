"""Chance that is the same everywhere, and made-up identifiers with right check characters."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Dice:
    """Draws from `random.Random` through `random()` alone, which no Python release changes.

    A named `fork` has draws of its own, so that a change in one place of the sample leaves the
    others as they were.
    """

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self._random = random.Random(seed)

    def fork(self, name: str) -> Dice:
        return Dice(f"{self.seed}/{name}")

    def below(self, n: int) -> int:
        return int(self._random.random() * n)

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def chance(self, p: float) -> bool:
        return self._random.random() < p

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[tuple[T, float]]) -> T:
        left = self._random.random() * sum(weight for _, weight in items)
        for item, weight in items:
            left -= weight
            if left < 0:
                return item
        return items[-1][0]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        rest = list(items)
        for i in range(len(rest) - 1, 0, -1):
            j = self.below(i + 1)
            rest[i], rest[j] = rest[j], rest[i]
        return rest

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.below((last - first).days + 1))

    def fill(self, pattern: str) -> str:
        """Fills `#` with a digit, `%` with one from 1, `@` with a letter of a British postcode."""
        draws = {"#": "0123456789", "%": "123456789", "@": "ABDEFGHJLNPQRSTUWXYZ"}
        return "".join(self.pick(draws[c]) if c in draws else c for c in pattern)


# --- persons ---


def resident_id(dice: Dice, region: str, birth: date, gender: str) -> str:
    """A Chinese resident identity number (GB 11643): region, birth date, order and check."""
    order = 2 * dice.between(1, 399) + (1 if gender == "M" else 0)
    body = f"{region}{birth:%Y%m%d}{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c) * w for c, w in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


# --- companies ---


def credit_code(dice: Dice, adcode: str) -> str:
    """A Chinese unified social credit code (GB 32100) around an organization code (GB 11714)."""
    base = "MA" + "".join(dice.pick(CREDIT_ALPHABET) for _ in range(6))
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = sum(digits.index(c) * w for c, w in zip(base, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    body = "91" + adcode + base + "0123456789X0"[(11 - total % 11) % 11]
    total = sum(CREDIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + CREDIT_ALPHABET[-total % 31]


def _luhn(body: str) -> str:
    total = sum(
        int(c) if i % 2 else sum(divmod(2 * int(c), 10)) for i, c in enumerate(reversed(body))
    )
    return str(-total % 10)


def _de(dice: Dice) -> str:
    body = str(dice.between(1, 9)) + dice.fill("#######")
    product = 10
    for c in body:
        product = 2 * ((int(c) + product) % 10 or 10) % 11
    return f"DE{body}{(11 - product) % 10}"


def _gb(dice: Dice) -> str:
    body = str(dice.between(1, 9)) + dice.fill("######")
    total = sum(int(c) * w for c, w in zip(body, range(8, 1, -1), strict=True))
    return f"GB{body}{97 - total % 97:02d}"


def _fr(dice: Dice) -> str:
    body = str(dice.between(3, 9)) + dice.fill("#######")
    siren = body + _luhn(body)
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def _au(dice: Dice) -> str:
    body = str(dice.between(1, 9)) + dice.fill("########")
    total = sum(int(c) * w for c, w in zip(body, range(3, 21, 2), strict=True))
    return f"{11 + (-total - 1) % 89}{body}"


def _es(dice: Dice) -> str:
    body = f"{dice.between(1, 52):02d}" + dice.fill("#####")
    return f"B{body}{_luhn(body)}"


def _jp(dice: Dice) -> str:
    body = dice.fill("############")
    total = sum(int(c) * (1 + i % 2) for i, c in enumerate(reversed(body)))
    return f"{9 - total % 9}{body}"


def _in(dice: Dice) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    pan = "".join(dice.pick(letters) for _ in range(3)) + "C" + dice.pick(letters)
    body = dice.pick(["27", "07", "29", "36", "33"]) + pan + dice.fill("####")
    body += dice.pick(letters) + "1Z"
    total = sum(sum(divmod(digits.index(c) * (1 + i % 2), 36)) for i, c in enumerate(body))
    return body + digits[-total % 36]


def _sg(dice: Dice) -> str:
    body = f"{dice.between(1995, 2019)}{dice.fill('#####')}"
    total = sum(int(c) * w for c, w in zip(body, (10, 8, 6, 4, 9, 7, 5, 3, 1), strict=True))
    return body + "ZKCMDNERGWH"[total % 11]


def _us(dice: Dice) -> str:
    return dice.pick(["36", "47", "58", "82"]) + dice.fill("-#######")


_MAKERS = {
    "DE": _de, "GB": _gb, "FR": _fr, "AU": _au, "ES": _es, "JP": _jp, "IN": _in, "SG": _sg,
    "US": _us,
}  # fmt: skip


def tax_id(dice: Dice, country: str) -> str:
    """The tax or company number that a company of this country writes on its invoices."""
    return _MAKERS[country](dice)
