"""Identity numbers and register numbers: the cases of five projects, and races against stdnum."""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import custmdm as cm
from benchmarks.standardise._case import Race, Score, Verdict, cases, standardized_column

_RESIDENTS = {"resident_id", "residence_permit", "permanent_residence_permit"}


def scores(data: Path) -> list[Score]:
    """Score the verdicts; a number that is right for another register is wrong for this one."""
    return [
        Score("cn_id", 0.98, _verdicts(data, "cn_id", "national_id", "CN", _RESIDENTS)),
        Score("uscc", 1.0, _verdicts(data, "uscc", "organization_id", "CN", {_CREDIT})),
        Score("cn_id_slips", None, list(_slips(data, "cn_id", "national_id", "0123456789"))),
        Score("uscc_slips", None, list(_slips(data, "uscc", "organization_id", _ALPHABET))),
        Score("hk_id", None, _verdicts(data, "hk_id", "national_id", "HK", {"identity_card"})),
        Score("tw_id", None, _verdicts(data, "tw_id", "national_id", "TW", _TAIWANESE)),
        Score("iban", None, _verdicts(data, "iban", "identifier", None, {"iban"})),
        Score("lei", None, _verdicts(data, "lei", "organization_id", None, {"lei"})),
        Score("isin", None, _verdicts(data, "isin", "identifier", None, {"isin"})),
    ]


_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT = "unified_social_credit_code"
_TAIWANESE = {"identity_card", "resident_certificate"}


def _verdicts(
    data: Path, name: str, kind: str, country: str | None, types: set[str]
) -> list[Verdict]:
    verdicts = []
    for row in cases(data, name):
        found = cm.kinds.get(kind).standardize(row["input"], country=country)
        got = found.status == "valid" and found.parts.get("type") in types
        if row.get("strict"):
            # A strict reader also asks whether the region was there when the person was born.
            got = got and _was_there(found.parts)
        wanted = row["expected"]["valid"]
        verdicts.append(Verdict(row["input"], str(wanted), str(got), got == wanted))
    return verdicts


def _was_there(parts: Any) -> bool:
    born = parts["birth_date"][:4]
    since, until = parts.get("region_since", "1980"), parts.get("region_until", "9999")
    return "region" in parts and (since == "1980" or since <= born) and born <= until


def _slips(data: Path, name: str, kind: str, alphabet: str) -> Iterator[Verdict]:
    """Yield valid numbers with each of their characters changed once; each slip must be seen."""
    rng = random.Random(0)
    valid = {row["input"] for row in cases(data, name) if row["expected"]["valid"]}
    for number in sorted(valid):
        for at in range(len(number)):
            other = rng.choice([ch for ch in alphabet if ch != number[at].upper()])
            slip = number[:at] + other + number[at + 1 :]
            got = cm.kinds.get(kind).standardize(slip, country="CN").status == "valid"
            yield Verdict(slip, "False", str(got), not got)


def races() -> list[Race]:
    """Time Chinese numbers, one in fifty of them wrong."""
    import stdnum.cn.ric
    import stdnum.cn.uscc

    return [
        Race(
            "national_id",
            "stdnum.cn.ric",
            10,
            _resident_ids(),
            standardized_column("national_id", "CN"),
            _each(stdnum.cn.ric.is_valid),
        ),
        Race(
            "organization_id",
            "stdnum.cn.uscc",
            4,
            _credit_codes(),
            standardized_column("organization_id", "CN"),
            _each(stdnum.cn.uscc.is_valid),
        ),
    ]


def _each(check: Callable[[str], bool]) -> Callable[[Sequence[str]], object]:
    def run(values: Sequence[str]) -> object:
        return [check(value) for value in values]

    return run


def _resident_ids(n: int = 6_000) -> list[str]:
    from stdnum.cn.ric import calc_check_digit

    rng = random.Random(0)
    regions = ["110101", "110105", "310104", "440305", "440106", "510107", "320102", "420111"]
    found = []
    for i in range(n):
        day = f"{rng.randrange(1950, 2006)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}"
        body = f"{rng.choice(regions)}{day}{rng.randrange(1, 1000):03}"
        check = calc_check_digit(body + "0")
        found.append(body + (check if i % 50 else "0"))
    return sorted(set(found))


def _credit_codes(n: int = 6_000) -> list[str]:
    from stdnum.cn.uscc import calc_check_digit

    rng = random.Random(0)
    found = []
    for i in range(n):
        ends = "".join(rng.choices(_ALPHABET, k=7))
        body = f"{rng.choice(['91', '92'])}{rng.choice(['110105', '440305', '310115'])}MA{ends}"
        check = calc_check_digit(body)
        found.append(body + (check if i % 50 else "0"))
    return sorted(set(found))
