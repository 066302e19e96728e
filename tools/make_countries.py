"""Generate the names of countries and currencies in many languages.

From the Unicode Common Locale Data Repository (Unicode licence) as Babel (BSD) brings it. Run:
python -m tools.make_countries
"""

from collections import defaultdict
from pathlib import Path

import custmdm
from custmdm._text import fold

DATA = Path(custmdm.__file__).parent / "data"
# What a name means in one of these it means; the others must agree among themselves.
FIRST = ("en", "zh", "zh_Hant", "zh_Hant_HK")
LANGUAGES = """
    de fr es it pt pt_PT ru ja ko ar hi tr nl sv da nb fi pl cs sk hu ro el he th vi id ms uk be bg
    sr sr_Latn hr sl mk sq bs et lv lt is ka hy az kk uz fa ur bn fil
    """.split()
# Codes of CLDR that are no country: islands of one, the world, tests.
NO_COUNTRY = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())
CURRENCY_LANGUAGES = ("en", "zh", "zh_Hant", "zh_Hant_HK")
# Private and test codes, precious metals and funds are no currency of a customer.
NO_CURRENCY = frozenset("XTS XXX".split())


def countries() -> str:
    """Return a line for each country: its code, its names as written in English and Chinese, and
    all other names, folded: folding thousands of names takes too long when they are read.
    """
    from babel import Locale

    written: dict[str, dict[str, str]] = defaultdict(dict)
    owner: dict[str, str] = {}
    for language in FIRST:
        for code, name in _territories(Locale.parse(language)):
            if owner.setdefault(fold(name), code) == code:
                written[code].setdefault(fold(name), name)
    named: dict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        for code, name in _territories(Locale.parse(language)):
            named[fold(name)].add(code)
    folded: dict[str, list[str]] = defaultdict(list)
    for key, codes in named.items():
        # A name of two countries in two languages says neither.
        if key not in owner and len(codes) == 1:
            folded[codes.pop()].append(key)
    return "".join(
        f"{code}\t{'|'.join(written[code].values())}\t{'|'.join(folded[code])}\n"
        for code in sorted(written)
    )


def currencies() -> str:
    """Return a line for each currency: its code, whether it is in use, and its names."""
    import pycountry
    from babel import Locale

    in_use = {currency.alpha_3 for currency in pycountry.currencies} | {"CNH"}
    written: dict[str, dict[str, str]] = defaultdict(dict)
    owner: dict[str, str] = {}
    for language in CURRENCY_LANGUAGES:
        named = sorted(Locale.parse(language).currencies.items())
        # A name that a currency in use shares with an old one is that of today's.
        for code, name in sorted(named, key=lambda pair: pair[0] not in in_use):
            if code not in NO_CURRENCY and owner.setdefault(fold(name), code) == code:
                written[code].setdefault(fold(name), name)
    return "".join(
        f"{code}\t{'' if code in in_use else 'retired'}\t{'|'.join(written[code].values())}\n"
        for code in sorted(written)
    )


def _territories(locale: object) -> list[tuple[str, str]]:
    found = sorted(locale.territories.items())  # type: ignore[attr-defined]
    return [(c, n) for c, n in found if len(c) == 2 and c.isalpha() and c not in NO_COUNTRY]


def main() -> None:
    (DATA / "countries.tsv").write_text(countries(), encoding="utf-8")
    (DATA / "currencies.tsv").write_text(currencies(), encoding="utf-8")


if __name__ == "__main__":
    main()
