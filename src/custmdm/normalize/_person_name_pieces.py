"""Words of a name in Latin letters, and which of them belong together."""

from collections.abc import Sequence

from attrs import define, field

from custmdm._pattern import lazy_pattern
from custmdm.normalize import _person_name_words as tables
from custmdm.normalize._person_name_words import word_key

INITIALS = lazy_pattern(r"(?:[^\W\d_]\.)+|[^\W\d_]")
_ELIDED = lazy_pattern("[dlDL]['’]|['’‘`][tT]|[óÓ]")


class Word(str):
    """A word of a name, with its key in the tables."""

    __slots__ = ("key",)
    key: str

    def __new__(cls, text: str) -> "Word":
        """Make the word."""
        word = super().__new__(cls, text)
        word.key = word_key(text)
        return word


@define
class LatinName:
    """Hold the words of each part of a name.

    Attributes:
        honorific: titles and salutations.
        given: the first name, or what counts as one.
        middle: the names after it.
        family: the family name with its particles.
        suffix: generations and credentials; a word keeps the comma behind it.
        nickname: what stood in quotes or brackets.
        maiden: the name before marriage.
        comma: whether a comma said which is the family name.
        by_given: whether the titles before it are those of a given name.
        family_leads: whether the family name was written first, without a comma.
        chinese: whether the first, and the last, word can be the family name of a Chinese name.
        several: whether more than one person is meant.
        read: whether it could be taken apart.
    """

    honorific: list[str] = field(factory=list)
    given: list[str] = field(factory=list)
    middle: list[str] = field(factory=list)
    family: list[str] = field(factory=list)
    suffix: list[str] = field(factory=list)
    nickname: str = ""
    maiden: str = ""
    comma: bool = False
    by_given: bool = False
    family_leads: bool = False
    chinese: tuple[bool, bool] = (False, False)
    several: bool = False
    read: bool = True

    @property
    def names(self) -> list[str]:
        """Return given and family names as they are written in a row."""
        return [*self.given, *self.middle, *self.family]


def in_pieces(words: Sequence[Word], *, bound: int, lead: bool) -> list[list[str]]:
    """Return the words in pieces: a particle with what follows, a connective with both sides.

    Args:
        words: the names.
        bound: how many words there must be for Abdul to be joined with the next.
        lead: whether the family name is among them, so that particles begin it.
    """
    n = len(words)
    if lead and n > 1 and _leads_family(words):
        return [list(words)]
    pieces: list[list[str]] = []
    at = 0
    if (
        n >= max(bound, 2)
        and words[0].key in tables.BOUND_GIVEN
        and not (_connects(words, 1) or is_particle(words[1]) or maiden_marker(words, 1))
    ) or (
        n > (2 if lead else 1)
        and (
            (words[0].key, words[1].key) in tables.DOUBLE_GIVEN
            or (lead and words[0].key in ("la", "el") and words[1].key not in tables.PARTICLES)
        )
    ):
        pieces.append([words[0], words[1]])
        at = 2
    while at < n:
        if lead and at and is_particle(words[at]):
            end = at
            while end < n and (is_particle(words[end]) or _connects_particles(words, end)):
                end += 1
            while end < n and not is_particle(words[end]):
                end += 1
            pieces.append(list(words[at:end]))
            at = end
        elif pieces and _connects(words, at):
            end = at + 1
            while end < n - 1 and words[end].key in tables.CONNECTIVES:
                end += 1
            pieces[-1] += words[at : end + 1]
            at = end + 1
        else:
            pieces.append([words[at]])
            at += 1
    return pieces


def ends_with_particle(words: Sequence[Word]) -> bool:
    last = words[-1]
    if INITIALS.fullmatch(last) and last.endswith("."):
        return False
    return is_particle(last) and (last.islower() or last.isupper())


def is_particle(word: Word) -> bool:
    if len(word.key) == 1:
        return word.key in tables.PARTICLES and _ELIDED.fullmatch(word) is not None
    if word.key == "ben" and not word.islower():
        return False  # more often a given name
    return word.key in tables.PARTICLES


def _connects(words: Sequence[Word], at: int) -> bool:
    """Say whether a word joins its neighbours."""
    word = words[at]
    if not 0 < at < len(words) - 1 or not (word.key in tables.CONNECTIVES or word in ("&", "+")):
        return False
    if is_particle(words[at + 1]) or word.endswith("."):
        return False
    if len(word.key) > 1 or word in ("&", "+"):
        return True
    return len(words) > 3 and (word.islower() or not word.isascii())


def _connects_particles(words: Sequence[Word], at: int) -> bool:
    return (
        words[at].key in tables.CONNECTIVES and at + 1 < len(words) and is_particle(words[at + 1])
    )


def _leads_family(words: Sequence[Word]) -> bool:
    """Say whether the first word shows that there is only a family name: de la Vega."""
    first = words[0]
    if not is_particle(first):
        return False
    mixed = not all(w.islower() for w in words)
    return first.key in tables.NEVER_GIVEN or (first.islower() and mixed)


def maiden_marker(words: Sequence[Word], at: int) -> int:
    """Return how many words at a place announce the name before marriage."""
    if at < len(words) and words[at].key in tables.MAIDEN:
        return 0 if words[at].istitle() and words[at].key == "nee" else 1
    if at + 1 < len(words) and (words[at].key, words[at + 1].key) in tables.SHORT_MAIDEN:
        return 2
    return 0
