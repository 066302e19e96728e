"""Small and capital letters of names."""

from collections.abc import Sequence

from custmdm._pattern import lazy_pattern
from custmdm._text import clean
from custmdm.normalize._person_name_words import CONNECTIVES, GENERATIONS, PARTICLES, word_key

_WORD = lazy_pattern(r"(?:[^\W\d_]|[\u0300-\u036f])+")
_MC = lazy_pattern(r"(?i:mc)[^\W\d_]{3,}")
# Others that begin so are no Mac: Mackey, Macias, Macedo.
_MAC = lazy_pattern(
    r"(?i:mac)(?=(?i:adam|allister|alpine|arthur|aulay|beth|bride|callum|cormack|donald|donnell|dougall|duff|"
    r"farlane|gregor|innes|intosh|intyre|ivor|kay|kenna|kenzie|kinnon|lachlan|laren|laughlin|lean|lennan|leod|"
    r"millan|murray|nab|namara|neil|neill|nicol|pherson|quarrie|rae|sween|taggart|tavish|vicar)\b)"
)
_NO_VOWEL = lazy_pattern(r"[^aeiouyAEIOUY.'’-]{2,3}")
_CREDENTIAL_CASE = {
    "phd": "PhD", "edd": "EdD", "psyd": "PsyD", "dphil": "DPhil", "pharmd": "PharmD", "msc": "MSc",
    "bsc": "BSc", "meng": "MEng", "beng": "BEng", "mphil": "MPhil", "med": "MEd", "bcom": "BCom",
    "mcom": "MCom", "dsc": "DSc", "csc": "CSc", "realtor": "Realtor", "attorney": "Attorney",
}  # fmt: skip
_NUMERAL = lazy_pattern("[ivx]+")


def all_cased(words: Sequence[str]) -> list[str]:
    """Return the words with capital initials, but for those inside that are small on purpose.

    >>> all_cased(["LUDWIG", "VAN", "BEETHOVEN"]), all_cased(["jrr", "tolkien"])
    (['Ludwig', 'van', 'Beethoven'], ['Jrr', 'Tolkien'])
    """
    mixed = not all(word.islower() for word in words)
    small = any(not (word.isupper() or word.islower()) for word in words)
    last = len(words) - 1
    found = []
    for i, word in enumerate(words):
        inside = 0 < i < last
        if inside and is_small_particle(word):
            word = word.lower()
        elif inside and word.islower() and word_key(word) in CONNECTIVES:
            pass
        elif small and _NO_VOWEL.fullmatch(word) and word.isupper():
            pass  # JRR Tolkien
        elif not (mixed and word.islower() and (inside or (i < last and is_small_particle(word)))):
            word = cased(word)
        found.append(word)
    return found


def is_small_particle(word: str) -> bool:
    """Say whether a word is a particle that is written small."""
    return word_key(word) in PARTICLES and (word.islower() or word.isupper())


def cased(name: str) -> str:
    """Return an all-lower or all-upper name with capital initials; mixed case is meant so.

    >>> cased("O'BRIEN"), cased("MCDONALD"), cased("macarthur"), cased("MACIAS"), cased("LeCun")
    ("O'Brien", 'McDonald', 'MacArthur', 'Macias', 'LeCun')
    """
    if not (name.islower() or name.isupper()):
        return name
    return clean(_WORD.sub(lambda word: _cased_word(word.group()), name))


def _cased_word(word: str) -> str:
    size = 2 if _MC.fullmatch(word) else 3 if _MAC.match(word) else 0
    if size:
        return (
            word[0].upper() + word[1:size].lower() + word[size].upper() + word[size + 1 :].lower()
        )
    return word[0].title() + word[1:].lower()


def cased_suffix(word: str) -> str:
    """Return a suffix as it is usually written.

    >>> cased_suffix("JR"), cased_suffix("iii"), cased_suffix("phd,"), cased_suffix("md")
    ('Jr', 'III', 'PhD,', 'MD')
    """
    if not (word.islower() or word.isupper()):
        return word
    core = word.rstrip(",")
    key = word_key(core)
    if _NUMERAL.fullmatch(key):
        core = core.upper()
    elif key in GENERATIONS:
        core = core[:1].upper() + core[1:].lower()
    elif "." not in core:
        core = _CREDENTIAL_CASE.get(key, core.upper())
    return core + "," * (len(word) - len(word.rstrip(",")))
