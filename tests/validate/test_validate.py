"""Validators say what is wrong as codes, and nothing where nothing is."""

import pytest

from custmdm.typing import Validator
from custmdm.validate import Matches, NotAfter, OneOf, plausible_birth_date

CASES: list[tuple[Validator, str, list[str]]] = [
    (plausible_birth_date, "1880-01-01", []),
    (plausible_birth_date, "1880", []),
    (plausible_birth_date, "1879-12-31", ["birth_date.too_old"]),
    (NotAfter("2026-11-22"), "2026-11-22", []),
    (NotAfter("2026-11-22"), "2026-11", []),
    (NotAfter("2026-11-22"), "2026-11-23", ["date.after"]),
    (NotAfter("2026-11-22", "birth_date.future"), "2027", ["birth_date.future"]),
    (Matches(r"L\d{4}", "loyalty.shape"), "L1234", []),
    (Matches(r"L\d{4}", "loyalty.shape"), "L12345", ["loyalty.shape"]),
    (OneOf(("gold", "silver")), "gold", []),
    (OneOf(["gold", "silver"]), "bronze", ["value.not_allowed"]),
    (OneOf(("gold",), "tier.unknown"), "bronze", ["tier.unknown"]),
]


@pytest.mark.parametrize(("validator", "value", "codes"), CASES)
def test_a_validator_gives_codes(validator: Validator, value: str, codes: list[str]) -> None:
    assert list(validator(value)) == codes


def test_the_allowed_values_may_be_any_collection() -> None:
    assert OneOf(["a", "b"]) == OneOf(("a", "b"))
