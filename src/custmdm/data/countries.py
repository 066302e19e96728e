"""Names of countries as people write them, to ISO 3166 alpha-2.

Three exact tables: the codes and names of ISO 3166 (pycountry), the names of 50 languages
(``countries.tsv``, see tools/make_countries.py: Unicode CLDR, Unicode licence), and our own
(``countries_aliases.tsv``).
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from custmdm._pattern import lazy_pattern
from custmdm._text import clean, fold
from custmdm.data._tables import table
from custmdm.data.han import simplified

__all__ = ["AMBIGUOUS", "NO_CODE", "RETIRED", "SUBDIVISIONS", "code_of", "known_as_written"]

# Names that fit several countries: reported, never guessed.
AMBIGUOUS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        fold(name): tuple(codes.split())
        for codes, names in {
            "KP KR": "Korea|Corea|Corée|Coreia|Kore|Koreja|Korejsko|Kórea|Корея|Κορέα|كوريا|코리아|コリア|고려",
            "CD CG": "Congo|Kongo|Конго|Kongó|Κονγκό|コンゴ|콩고|الكونغو|刚果|Le Congo|El Congo",
            "VG VI": "Virgin Islands|维尔京群岛|維爾京群島|維京群島|处女群岛",
            "MF SX": "圣马丁|聖馬丁|圣马丁岛",
            "GG JE": "Channel Islands|海峡群岛",
            "GF GP MQ YT RE": "DOM-TOM|French overseas|法国海外省",
            "CW SX": "Dutch Antilles",
        }.items()
        for name in names.split("|")
    }
)

# Parts of a country that people write for it, with their codes of ISO 3166-2.
SUBDIVISIONS: Mapping[str, str] = MappingProxyType(
    {
        fold(name): code
        for code, names in {
            "GB-ENG": "England|英格兰|英格蘭|ENG",
            "GB-SCT": "Scotland|苏格兰|蘇格蘭|SCO|SCT",
            "GB-WLS": "Wales|威尔士|威爾士|Cymru|WLS",
            "GB-NIR": "Northern Ireland|北爱尔兰|北愛爾蘭|NIR",
        }.items()
        for name in names.split("|")
    }
)

# States and territories that ISO 3166 has no code of their own for.
NO_CODE = frozenset(
    map(
        fold,
        """
        Abkhazia|阿布哈兹|South Ossetia|南奥塞梯|Transnistria|Transdniestria|德涅斯特河沿岸|Pridnestrovie
        Nagorno-Karabakh|Artsakh|纳戈尔诺-卡拉巴赫|Somaliland|索马里兰|Northern Cyprus|North Cyprus
        Turkish Republic of Northern Cyprus|TRNC|北塞浦路斯|Kurdistan|Iraqi Kurdistan|Crimea|克里米亚
        Donetsk People's Republic|Luhansk People's Republic|Sealand|European Union|欧盟|EU|Europe|欧洲
        Asia|亚洲|Africa|非洲|International|Stateless|无国籍|Puntland
        """.replace("\n", "|").split("|"),
    )
) - {""}

# Retired codes and names, with the one country that took their place, where there is one.
RETIRED: Mapping[str, str] = MappingProxyType(
    {
        fold(name): code
        for line in """
        |SU|SUN|810|USSR|U.S.S.R.|Soviet Union|Union of Soviet Socialist Republics|СССР|苏联|蘇聯|Sowjetunion|URSS|UdSSR|ソ連|Sovetskiy Soyuz|Советский Союз
        |YU|YUG|890|891|Yugoslavia|Jugoslawien|Yougoslavie|Югославия|南斯拉夫|Jugoslavija|Jugoslavia|SFRY|Federal Republic of Yugoslavia|Socialist Federal Republic of Yugoslavia
        |CS|CSK|200|Czechoslovakia|Tschechoslowakei|Tchécoslovaquie|Československo|捷克斯洛伐克|Czecho-Slovakia|Чехословакия
        |SCG|Serbia and Montenegro|Serbia & Montenegro|塞尔维亚和黑山|塞黑|Srbija i Crna Gora|Serbien und Montenegro
        |AN|ANT|530|Netherlands Antilles|荷属安的列斯|荷屬安的列斯|Nederlandse Antillen|Niederländische Antillen|Antilles néerlandaises|Antillas Holandesas
        |PC|PCI|582|Trust Territory of the Pacific Islands|Pacific Islands (trust territory)|NT|NTZ|536|Neutral Zone
        |CT|CTE|128|Canton and Enderbury Islands|PZ|PCZ|Panama Canal Zone|French Indochina|Austria-Hungary
        DE|DD|DDR|278|East Germany|German Democratic Republic|GDR|Deutsche Demokratische Republik|东德|東德|民主德国|West Germany|西德|联邦德国
        MM|BU|BUR
        CD|ZR|ZAR|Zaire|Zaïre|扎伊尔|Republic of Zaire
        TL|TP|TMP
        BJ|DY|DHY|Dahomey|达荷美
        BF|HV|HVO|Upper Volta|上沃尔特|Haute-Volta
        VU|NH|NHB|New Hebrides|新赫布里底
        ZW|RH|RHO|Rhodesia|Southern Rhodesia|罗得西亚
        ZM|Northern Rhodesia
        VN|VD|VDR|South Vietnam|North Vietnam|南越|北越|Democratic Republic of Viet-Nam
        YE|YD|YMD|720|South Yemen|North Yemen|南也门|北也门|Democratic Yemen|People's Democratic Republic of Yemen
        FR|FX|FXX|249|Metropolitan France|France, Metropolitan
        DJ|AFI|French Afars and Issas
        KH|Kampuchea|Democratic Kampuchea|柬埔寨人民共和国
        LK|Ceylon|锡兰|錫蘭
        IR|Persia|波斯
        TH|Siam|暹罗|暹羅
        MY|Malaya|马来亚
        GH|Gold Coast|黄金海岸
        BY|BYS|Byelorussian SSR|Byelorussia|Belorussia|白俄罗斯苏维埃社会主义共和国
        """.strip().splitlines()
        for code, _, names in [line.strip().partition("|")]
        for name in names.split("|")
    }
)

_SORTS = lazy_pattern(
    "(?<=..)(?:人民民主共和国|民主社会主义共和国|社会主义共和国|伊斯兰共和国|联邦民主共和国|民主人民共和国|联邦共和国|人民共和国|"
    "民主共和国|阿拉伯共和国|联合共和国|合作共和国|共和国|大公国|公国|王国|联邦|联盟|酋长国|苏丹国|国)$"
)
_EXPANDED = {
    "dem": "democratic", "rep": "republic", "st": "saint", "ste": "saint", "is": "islands",
    "isl": "islands", "island": "islands", "fed": "federated", "fedr": "federated",
    "terr": "territory", "ppl": "peoples", "peoples": "peoples", "people": "peoples",
    "n": "north", "s": "south", "e": "east", "w": "west", "brit": "british", "u": "united",
}  # fmt: skip
_IDLE = frozenset("the of and a y et und e da do du de la le les".split())
# What a whole name may have in front of the usual one, its sort: Republic of, Kingdom of.
_SORT_WORDS = frozenset(
    "republic kingdom federation commonwealth principality sultanate duchy grand union".split()
)


def code_of(name: str) -> str | None:
    """Return the alpha-2 of a folded name or code, or None where it is none or not one.

    >>> code_of("deutschland"), code_of("156"), code_of("korea"), code_of("rep of korea")
    ('DE', 'CN', None, 'KR')
    """
    if name in AMBIGUOUS or name in NO_CODE:
        return None
    # The zeros in front are lost in a number column: Australia is 036.
    key = name.zfill(3) if name.isdecimal() else name
    names = _names()
    found = names.get(key) or names.get(key.replace(" ", ""))
    if found or key in RETIRED:
        return found
    return _rearranged(key) if key.isascii() else _chinese(key)


def known_as_written() -> Mapping[str, str]:
    """Return the code of each name and code just as it is usually written."""
    return _as_written()


def _rearranged(key: str) -> str | None:
    """Return the code of the same words in another order, in full or abbreviated."""
    words = _canonical(key)
    found = _by_words().get(words)
    if found is None and words & _SORT_WORDS:
        rest = words - _SORT_WORDS
        if rest and rest != frozenset({"korea"}) and "congo" not in rest and "china" not in rest:
            found = _by_words().get(rest)
    return found


def _chinese(key: str) -> str | None:
    plain = simplified(key).replace(" ", "")
    names = _names()
    if plain in AMBIGUOUS or plain in NO_CODE:
        return None
    return names.get(plain) or names.get(_SORTS.sub("", plain))


def _canonical(key: str) -> frozenset[str]:
    return frozenset(_EXPANDED.get(word, word) for word in key.split()) - _IDLE


@cache
def _by_words() -> dict[frozenset[str], str]:
    """Return the code of each set of words that only one country has."""
    found: dict[frozenset[str], set[str]] = {}
    for name, code in _names().items():
        if name.isascii() and len(name) > 3:
            found.setdefault(_canonical(name), set()).add(code)
    clear = {words: codes.pop() for words, codes in found.items() if len(codes) == 1}
    for name in (*AMBIGUOUS, *NO_CODE, *RETIRED):
        clear.pop(_canonical(name), None)
    return clear


@cache
def _names() -> dict[str, str]:
    """Return the code of every known name, folded: a constant table, made when first asked for."""
    names: dict[str, str] = {}
    for code, written, folded in _lines("countries.tsv"):
        names |= dict.fromkeys(map(fold, written), code) | dict.fromkeys(folded, code)
    for name, code in _iso():
        names[fold(clean(name))] = code
    for name, code in (*_aliases(), *((n, c[:2]) for n, c in SUBDIVISIONS.items())):
        names[fold(name)] = code
        names[simplified(fold(name))] = code
    for name in (*AMBIGUOUS, *NO_CODE, *RETIRED):
        names.pop(name, None)
    return names


@cache
def _as_written() -> dict[str, str]:
    """Return what needs no folding: the codes, and the usual names in English and Chinese.

    Those of ASCII in small letters too. NA is missing: it is a way to leave a field empty as well.
    """
    found = {n: code for code, written, _ in _lines("countries.tsv") for n in written}
    found |= dict(_iso())
    found |= {name.lower(): code for name, code in found.items() if name.isascii()}
    names = _names()
    return {
        name: code
        for name, code in found.items()
        if clean(name) == name and names.get(fold(name)) == code and name.lower() != "na"
    }


def _lines(name: str) -> list[tuple[str, list[str], list[str]]]:
    text = table(name)
    rows = (line.split("\t") for line in text.splitlines())
    return [(row[0], row[1].split("|"), row[2].split("|")) for row in rows]


def _iso() -> list[tuple[str, str]]:
    import pycountry

    attributes = ("alpha_2", "alpha_3", "numeric", "name", "official_name", "common_name")
    return [
        (name, country.alpha_2)
        for country in pycountry.countries
        for attribute in attributes
        if (name := getattr(country, attribute, None))
    ]


def _aliases() -> list[tuple[str, str]]:
    return [(name, code) for code, names, _ in _lines("countries_aliases.tsv") for name in names]
