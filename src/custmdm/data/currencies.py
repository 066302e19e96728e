"""Names of currencies as people write them, to ISO 4217.

The codes, and the names of Unicode CLDR in English and Chinese (``currencies.tsv``, see
tools/make_countries.py, Unicode licence), and our own (``currencies_aliases.tsv``).
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from custmdm._text import clean, fold
from custmdm.data._tables import table
from custmdm.data.han import simplified

__all__ = ["FIRST_MEANT", "OF_COUNTRY", "SIGNS", "code_of", "is_retired", "written_key"]

# Signs and words of several currencies: which one, by the country whose currency is meant.
SIGNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        sign: tuple(codes.split())
        for signs, codes in {
            "¥": "CNY JPY",
            "$ dollar dollars": "USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD "
            "SGD SRD TTD TWD XCD ARS CLP COP MXN",
            "£ pound pounds 镑": "GBP EGP FKP GIP LBP SDG SHP SSP SYP",
            "kr krone kroner krona kronor koruna crown crowns 克朗": "SEK NOK DKK ISK CZK",
            "rs rupee rupees 卢比": "INR PKR LKR NPR MUR SCR IDR",
            "peso pesos 比索": "MXN ARS CLP COP CUP DOP PHP UYU",
            "franc francs fr 法郎": "CHF XOF XAF XPF BIF CDF DJF GNF KMF RWF",
            "dinar dinars 第纳尔": "BHD DZD IQD JOD KWD LYD MKD RSD TND",
            "riyal rial riyals rials 里亚尔": "SAR QAR OMR YER IRR BRL",
            "shilling shillings 先令": "KES TZS UGX SOS",
            "ruble rubles rouble roubles 卢布": "RUB BYN",
            "lira 里拉": "TRY",
            "dirham dirhams 迪拉姆": "AED MAD AMD",
            "won": "KRW KPW",
            "leu lei 列伊": "RON MDL",
            "real reais": "BRL",
            "元 圆 块 块钱 元整 圆整": "CNY TWD HKD MOP",
            "som": "KGS UZS",
            "manat": "AZN TMT",
        }.items()
        for sign in signs.split()
    }
)
# Said without a country, these mean their first all the same.
FIRST_MEANT = frozenset(
    "£ 元 圆 块 块钱 元整 圆整 lira real reais ruble rubles rouble roubles 卢布 里拉 won".split()
)

# The currency of a country, where a sign of several currencies stands alone.
OF_COUNTRY: Mapping[str, str] = MappingProxyType(
    {
        country: code
        for line in """
        CNY CN|JPY JP|TWD TW|HKD HK|MOP MO|USD US PR GU VI AS MP EC SV PA TC VG FM MH PW TL|GBP GB GG JE IM|AUD AU KI NR TV
        CAD CA|NZD NZ CK NU TK PN|SGD SG|BND BN|FJD FJ|BSD BS|BBD BB|BMD BM|BZD BZ|GYD GY|JMD JM|KYD KY|LRD LR|NAD NA
        SBD SB|SRD SR|TTD TT|XCD AG DM GD KN LC VC AI MS|EGP EG|FKP FK|GIP GI|LBP LB|SDG SD|SHP SH|SSP SS|SYP SY|SEK SE
        NOK NO SJ|DKK DK GL FO|ISK IS|CZK CZ|INR IN BT|PKR PK|LKR LK|NPR NP|MUR MU|SCR SC|IDR ID|MXN MX|ARS AR|CLP CL
        COP CO|CUP CU|DOP DO|PHP PH|UYU UY|CHF CH LI|XOF BJ BF CI GW ML NE SN TG|XAF CM CF CG GA GQ TD|XPF PF NC WF
        BIF BI|CDF CD|DJF DJ|GNF GN|KMF KM|RWF RW|BHD BH|DZD DZ|IQD IQ|JOD JO|KWD KW|LYD LY|MKD MK|RSD RS|TND TN|SAR SA
        QAR QA|OMR OM|YER YE|IRR IR|BRL BR|KES KE|TZS TZ|UGX UG|SOS SO|RUB RU|BYN BY|TRY TR|AED AE|MAD MA EH|KRW KR
        KPW KP|RON RO|MDL MD|KGS KG|UZS UZ|AZN AZ|TMT TM
        """.replace("\n", "|").split("|")
        if line.strip()
        for code, *countries in [line.split()]
        for country in countries
    }
)


def written_key(text: str) -> str:
    """Return how the name or sign of a currency is looked up: the signs of currencies count.

    >>> written_key("U.S. $"), written_key("US Dollars"), written_key("人民幣")
    ('us$', 'us dollars', '人民币')
    """
    cleaned = clean(text)
    signs = "".join(ch for ch in cleaned if unicodedata.category(ch) == "Sc")
    key = simplified(fold(cleaned))
    return key.replace(" ", "") + signs if signs else key


def code_of(key: str) -> str | None:
    """Return the code of a name or sign by its written_key, or None.

    >>> code_of("rmb"), code_of("hk$"), code_of("$")
    ('CNY', 'HKD', None)
    """
    # The zeros in front are lost in a number column: the Australian dollar is 036.
    key = key.zfill(3) if key.isdecimal() else key
    return _names().get(key) or _names().get(key.replace(" ", ""))


def is_retired(code: str) -> bool:
    """Say whether a currency is no more.

    >>> is_retired("DEM"), is_retired("EUR")
    (True, False)
    """
    return _codes().get(code, "") == "retired"


@cache
def _codes() -> dict[str, str]:
    return {code: state for code, state, _ in _lines()}


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for code, state, written in _lines():
        for name in written:
            if state != "retired" or written_key(name) not in names:
                names[written_key(name)] = code
    for code, _, aliases in _lines("currencies_aliases.tsv"):
        names |= {written_key(name): code for name in aliases}
    for code, _, _ in _lines():
        names[code.casefold()] = code
    names |= _codes_and_numbers()
    for sign in SIGNS:
        names.pop(sign, None)
    return names


def _lines(name: str = "currencies.tsv") -> list[tuple[str, str, list[str]]]:
    text = table(name)
    rows = (line.split("\t") for line in text.splitlines())
    return [(row[0], row[1], row[2].split("|")) for row in rows]


def _codes_and_numbers() -> dict[str, str]:
    import pycountry

    return {
        written.casefold(): currency.alpha_3
        for currency in pycountry.currencies
        for written in (currency.alpha_3, getattr(currency, "numeric", None))
        if written
    }
