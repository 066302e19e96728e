"""Phones: the cases of libphonenumber and validator.js, and two races with phonenumbers.

A case of validator.js asks whether a text is a mobile number there. libphonenumber often thinks
otherwise, and says so in the case; agreeing with either is right. Other cases ask for the number.
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import custmdm as cm
from benchmarks.standardise._case import Race, Score, Verdict, cases, standardized_column

_MOBILE_STARTS = (
    "130 131 135 138 139 150 151 158 159 166 170 177 180 186 188 189 191 198 199".split()
)
_SPELLINGS = (
    "{a}{b}{c}", "{a}{b}{c}", "{a}{b}{c}", "{a}{b}{c}", "{a}{b}{c}", "{a}{b}{c}", "{a} {b} {c}",
    "{a}-{b}-{c}", "+86{a}{b}{c}", "+86 {a} {b} {c}", "+86-{a}-{b}-{c}", "86{a}{b}{c}",
    "0086 {a}{b}{c}",
)  # fmt: skip
_CITIES = (
    "10 20 21 22 23 25 27 28 29 311 371 411 431 451 512 532 551 571 574 591 592 731 755 769 851"
)


def scores(data: Path) -> list[Score]:
    """Say for each case whether the number, or the verdict on it, is right."""
    phone = cm.kinds.get("phone")
    verdicts = []
    for case in cases(data, "phone"):
        found = phone.standardize(case["input"], country=case.get("region"))
        right = _right(found, case)
        got = f"{found.status} {found.value} {found.parts.get('type', '')} {found.reasons}"
        verdicts.append(Verdict(case["input"], str(case["expected"]), got, right))
    return [Score("phone", 0.98, verdicts)]


def _right(found: cm.Standardized, case: dict[str, Any]) -> bool:
    expected, other = case["expected"], case.get("phonenumbers_9_0_43")
    valid = found.status is cm.Status.VALID
    if "e164" in expected:
        extension = expected.get("extension")
        return found.value == expected["e164"] and found.parts.get("extension") == extension
    mobile = valid and "mobile" in found.parts["type"]
    if mobile == expected["valid_mobile"]:
        return True
    return other is not None and (valid, found.value if valid else None) == (
        other["valid"], other["e164"],
    )  # fmt: skip


def mobiles(n: int = 6_000) -> list[str]:
    """Return distinct mobiles of mainland China in the spellings that people use."""
    rng = random.Random(0)
    found: dict[str, None] = {}
    while len(found) < n:
        spelling = "手机：{a}{b}{c}" if rng.random() < 0.01 else rng.choice(_SPELLINGS)
        b, c = f"{rng.randrange(10_000):04}", f"{rng.randrange(10_000):04}"
        found[spelling.format(a=rng.choice(_MOBILE_STARTS), b=b, c=c)] = None
    return list(found)


def others(n: int = 3_000) -> list[str]:
    """Return distinct landlines of mainland China and numbers of other countries."""
    rng = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < n:
        area, x, y = rng.choice(_CITIES.split()), rng.randrange(5000, 9000), rng.randrange(10_000)
        found[
            rng.choice(
                [
                    f"0{area}-{x}{y:04}",
                    f"0{area}{x}{y:04}",
                    f"(0{area}) {x} {y:04}",
                    f"+86 {area} {x} {y:04}",
                    f"0{area}-{x}{y:04}-{rng.randrange(100, 999)}",
                    f"+1 {rng.choice(['212', '415', '312'])}-{rng.randrange(200, 999)}-{y:04}",
                    f"+44 20 7{rng.randrange(100, 999)} {y:04}",
                    f"+49 30 {x}{y:04}",
                    f"+852 9{rng.randrange(100, 999)} {y:04}",
                    f"+33 6 12 34 {y // 100:02} {x % 100:02}",
                    f"400-{rng.randrange(600, 900)}-{y:04}",
                ]
            )
        ] = None
    return list(found)


def _parsed(values: Sequence[str]) -> list[str | None]:
    """Parse, check and format."""
    import phonenumbers

    found: list[str | None] = []
    for value in values:
        try:
            number = phonenumbers.parse(value, "CN")
        except phonenumbers.NumberParseException:
            found.append(None)
            continue
        valid = phonenumbers.is_valid_number(number)
        e164 = phonenumbers.PhoneNumberFormat.E164
        found.append(phonenumbers.format_number(number, e164) if valid else None)
    return found


def _parsed_with_type(values: Sequence[str]) -> list[tuple[str, int] | None]:
    """Parse, check, tell the type, and format."""
    import phonenumbers

    found: list[tuple[str, int] | None] = []
    for value in values:
        try:
            number = phonenumbers.parse(value, "CN")
        except phonenumbers.NumberParseException:
            found.append(None)
            continue
        if phonenumbers.is_valid_number(number):
            text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            found.append((text, phonenumbers.number_type(number)))
        else:
            found.append(None)
    return found


def races() -> list[Race]:
    """Race phonenumbers on mobiles of mainland China, and on all other numbers."""
    column = standardized_column("phone", country="CN")
    return [
        Race("phone, Chinese mobiles", "phonenumbers", 8, mobiles(), column, _parsed),
        Race("phone, all others", "phonenumbers", 1, others(), column, _parsed_with_type),
    ]
