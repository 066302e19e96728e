"""Chinese surnames: which there are, how each is read, and how it is spelled abroad.

The tables surnames.txt and surname_spellings.txt are of our own making.
"""

from collections import defaultdict
from functools import cache

from custmdm.data._tables import table
from custmdm.data.han import reading

__all__ = [
    "is_common_surname",
    "is_spelled_surname",
    "known_surnames",
    "pinyin_surname_rank",
    "spelled_readings",
    "surname_readings",
    "surname_size",
    "wade_giles",
]

_NONE: tuple[str, ...] = ()


def surname_size(name: str) -> int:
    """Return with how many characters of its surname a simplified name begins, 0 if unknown.

    >>> surname_size("欧阳娜娜"), surname_size("付辛博"), surname_size("小明")
    (2, 1, 0)
    """
    single, compound = known_surnames()
    for size in (4, 3, 2):
        if name[:size] in compound and len(name) >= size:
            return size
    return 1 if name[:1] in single else 0


def is_common_surname(character: str, rank: int = 1) -> bool:
    """Say whether a simplified character is one of the few hundred usual surnames.

    With rank 0: one of the hundred or so that four in five people have.

    >>> is_common_surname("王"), is_common_surname("明"), is_common_surname("仝")
    (True, True, False)
    """
    return _ranks().get(character, rank + 1) <= rank


def surname_readings(surname: str) -> tuple[str, ...]:
    """Return how a simplified surname is read in pinyin, the usual reading first, ü as v.

    >>> surname_readings("单"), surname_readings("翟"), surname_readings("欧阳")
    (('shan',), ('zhai', 'di'), ('ouyang',))
    """
    found = _special().get(surname)
    return found if found is not None else ("".join(map(reading, surname)),)


def spelled_readings(word: str) -> tuple[str, ...]:
    """Return the readings in pinyin, ü as u, of the surnames that a lower-case word may spell.

    In pinyin, in Wade-Giles, or as families of Hong Kong, Taiwan or Singapore write it.

    >>> spelled_readings("zhang"), spelled_readings("cheung"), spelled_readings("smith")
    (('zhang',), ('jiang', 'zhang'), ())
    """
    return _spellings().get(word, _NONE)


def is_spelled_surname(word: str) -> bool:
    """Say whether a lower-case word may spell a Chinese surname.

    >>> is_spelled_surname("ng"), is_spelled_surname("jones")
    (True, False)
    """
    return word in _spellings()


def pinyin_surname_rank(word: str) -> int:
    """Return how common the surnames are that a lower-case word writes in pinyin; 9 for none.

    0 is for the hundred or so that four in five people have, 1 for usual ones, 2 and 3 for rare.

    >>> [pinyin_surname_rank(word) for word in ("zhang", "ning", "tong", "san")]
    [0, 1, 1, 9]
    """
    return _pinyin_ranks().get(word, 9)


def wade_giles(syllable: str) -> str:
    """Return a pinyin syllable, ü as v, in Wade-Giles as people type it: without marks.

    >>> [wade_giles(s) for s in ("zhang", "xue", "qiu", "zi", "guo", "lv", "rong", "de")]
    ['chang', 'hsueh', 'chiu', 'tzu', 'kuo', 'lu', 'jung', 'te']
    """
    if syllable in _WG_WHOLE:
        return _WG_WHOLE[syllable]
    initial = next(filter(syllable.startswith, _INITIALS))
    final = syllable[len(initial) :]
    if initial in ("j", "q", "x") and final == "ue":
        final = "ueh"
    final = _WG_FINALS.get(final, final)
    if initial in ("zh", "ch", "sh", "r") and final == "i":
        final = "ih"
    if final == "uo" and initial not in ("g", "k", "h", "sh"):
        final = "o"
    if final == "e" and initial in ("g", "k", "h"):
        final = "o"
    return _WG_INITIALS.get(initial, initial) + final


_INITIALS = (
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r",
    "z", "c", "s", "",
)  # fmt: skip
_WG_INITIALS = {
    "zh": "ch", "b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "x": "hs", "r": "j",
    "z": "ts", "c": "ts",
}  # fmt: skip
_WG_FINALS = {"ong": "ung", "ian": "ien", "ie": "ieh", "ve": "ueh", "v": "u", "ui": "ui"}
_WG_WHOLE = {
    "zi": "tzu", "ci": "tzu", "si": "szu", "er": "erh", "ye": "yeh", "yan": "yen", "you": "yu",
    "yue": "yueh", "yong": "yung", "yi": "i", "gui": "kuei", "kui": "kuei", "e": "o",
}  # fmt: skip


@cache
def _sections() -> tuple[list[str], list[str], dict[str, tuple[str, ...]]]:
    """Return the surnames of one character by rank, those of more, and special readings."""
    lines = table("surnames.txt").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    single, compound, special = text.split("\n\n")
    words = (line.split() for line in special.splitlines())
    return single.split(), compound.split(), {name: tuple(said) for name, *said in words}


@cache
def known_surnames() -> tuple[frozenset[str], frozenset[str]]:
    """Return the simplified surnames of one character, and those of more."""
    single, compound, _ = _sections()
    return frozenset("".join(single)), frozenset(compound)


@cache
def _ranks() -> dict[str, int]:
    return {ch: rank for rank, chs in enumerate(_sections()[0]) for ch in chs}


@cache
def _special() -> dict[str, tuple[str, ...]]:
    return _sections()[2]


@cache
def _pinyin_ranks() -> dict[str, int]:
    ranks: dict[str, int] = {}
    for character, rank in _ranks().items():
        for said in surname_readings(character):
            for word in _typed(said):
                ranks[word] = min(rank, ranks.get(word, 9))
    for compound in _sections()[1]:
        if len(compound) == 2:
            for said in surname_readings(compound):
                ranks.setdefault(said, 1)
    return ranks


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for surname in [*_ranks(), *_sections()[1]]:
        for said in surname_readings(surname):
            key = said.replace("v", "u")
            for word in _typed(said):
                found[word].add(key)
            if len(surname) == 1 and _ranks()[surname] < 2:
                found[wade_giles(said)].add(key)
    lines = table("surname_spellings.txt").splitlines()
    for line in lines:
        if not line.startswith("#"):
            said, *words = line.split()
            for word in words:
                found[word.replace("-", "")].add(said)
    return {word: tuple(sorted(said)) for word, said in found.items()}


def _typed(said: str) -> tuple[str, ...]:
    """Return a reading as it is typed: ü as v, u or yu."""
    if "v" not in said:
        return (said,)
    return said, said.replace("v", "u"), said.replace("v", "yu")
