"""Email addresses: the cases of validator.js and email-validator, and a race with the latter."""

import random
from collections.abc import Sequence
from pathlib import Path

import custmdm as cm
from benchmarks.standardise._case import Race, Score, Verdict, cases, standardized_column

_FREE = "gmail.com outlook.com hotmail.com yahoo.com icloud.com qq.com 163.com 126.com foxmail.com"
_WORDS = (
    "acme north star blue river tech trade global union delta prime alpha group media food steel"
)
_ENDINGS = ("com", "com.cn", "cn", "net", "de", "co.uk", "io", "org", "fr", "com.au")
_FIRST = "anna li wei john maria chen tom sara yang peter lin julia omar ivan mei david nina paul"
_LAST = "smith wang mueller zhang jones garcia liu brown rossi silva kim tanaka novak olsen zhao wu"


def scores(data: Path) -> list[Score]:
    """Say for each case whether the address is right as it is written, and its normal form.

    A suspect address has a value, but is not right as it is written.
    """
    email = cm.kinds.get("email")
    verdicts = []
    for case in cases(data, "email"):
        found, expected = email.standardize(case["input"]), case["expected"]
        valid = found.status is cm.model.Status.VALID
        right = valid == expected["valid"]
        if right and valid and "normalized" in expected:
            right = found.value == expected["normalized"]
        wanted = expected.get("normalized", "valid") if expected["valid"] else "not valid"
        got = f"{found.status} {found.value} {' '.join(found.reasons)}"
        verdicts.append(Verdict(case["input"], wanted, got, right))
    return [Score("email", 0.95, verdicts)]


def addresses(n: int = 6_000) -> list[str]:
    """Return distinct addresses as tables hold them: some in capitals, some with spaces."""
    rng = random.Random(0)
    found: dict[str, None] = {}
    while len(found) < n:
        first, last = rng.choice(_FIRST.split()), rng.choice(_LAST.split())
        local = rng.choice(
            [f"{first}.{last}", f"{first}{last}", f"{first[0]}{last}", f"{first}_{last}"]
        ) + rng.choice(["", "", str(rng.randrange(1, 9999))])
        company = f"{rng.choice(_WORDS.split())}-{rng.choice(_WORDS.split())}{rng.randrange(40)}"
        domain = rng.choice([rng.choice(_FREE.split()), f"{company}.{rng.choice(_ENDINGS)}"])
        address = f"{local}@{domain}"
        shape = rng.random()
        if shape < 0.05:
            address = address.upper()
        elif shape < 0.08:
            address = f" {address} "
        elif shape < 0.09:
            address = f"{first.title()} {last.title()} <{address}>"
        found[address] = None
    return list(found)


def _email_validator(values: Sequence[str]) -> list[str | None]:
    from email_validator import EmailNotValidError, validate_email

    found: list[str | None] = []
    for value in values:
        try:
            checked = validate_email(
                value.strip(), check_deliverability=False, allow_display_name=True
            )
            found.append(checked.normalized)
        except EmailNotValidError:
            found.append(None)
    return found


def races() -> list[Race]:
    """Race email-validator, without its look-up of domains."""
    values = addresses()
    return [
        Race("email", "email-validator", 3, values, standardized_column("email"), _email_validator)
    ]
