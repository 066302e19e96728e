"""What stands before and behind a name: titles, suffixes, the name before marriage."""

from collections.abc import Sequence

from custmdm._pattern import lazy_pattern
from custmdm.normalize import _person_name_words as tables
from custmdm.normalize._person_name_pieces import INITIALS, LatinName, Word, maiden_marker
from custmdm.normalize._person_name_words import word_key

_POINTS = lazy_pattern(r"(?:[^\W\d_]\.){2,}")
CAPITALS = lazy_pattern(r"[A-Z][A-Z.&-]+")
_NEVER_NAMES = tables.SALUTATIONS | {"dr", "prof", "doctor", "professor"}


def has_contrast(head: Sequence[Word]) -> bool:
    """Say whether small letters in a name show that capitals elsewhere mean something."""
    words = [w for w in head if len(w) > 1 and not w.endswith(".") and w.key not in tables.TITLES]
    words = [w for w in words if w.key not in tables.PARTICLES | tables.GENERATIONS]
    return bool(words) and all(any(ch.islower() for ch in w) for w in words)


def credential_run(words: Sequence[Word], head: Sequence[Word], contrast: bool, more: bool) -> bool:
    """Say whether what stands behind a comma is nothing but suffixes.

    Args:
        words: what stands there.
        head: what stands before the first comma.
        contrast: whether capitals mean something.
        more: whether there is another comma.
    """
    two = sum(w.key not in tables.TITLES for w in head) > 1
    return all(
        is_suffix(word, lenient=two)
        or (word.key in tables.NUMERALS and (two or i))
        or ((i or more) and _POINTS.fullmatch(word))
        or (
            two
            and contrast
            and word.isupper()
            and CAPITALS.fullmatch(word)
            and (more or len(word) > 2)
        )
        for i, word in enumerate(words)
    )


def is_suffix(word: Word, *, lenient: bool) -> bool:
    """Say whether a word is a suffix wherever it stands; leniently: behind a comma."""
    key = word.key
    if key in tables.CREDENTIAL_WORDS or key == "phd":
        return True
    if key in tables.DOUBTFUL_CREDENTIALS:
        return lenient or (word.isupper() and len(key) > 1)
    parts = [word_key(part) for part in word.split(".") if part]
    return len(parts) > 1 and all(part in tables.CREDENTIALS for part in parts)


def _is_title(word: Word, *, listed: bool = False) -> bool:
    if word.key in tables.TITLES:
        return word.endswith(".") or word.key not in tables.POINTED_TITLES
    parts = word.split("-")
    if len(parts) > 1 and all(word_key(part) in tables.TITLES for part in parts):
        return True
    if listed or not word.endswith(".") or INITIALS.fullmatch(word):
        return False
    key = word.key
    return key not in tables.ABBREVIATED_GIVEN | tables.GENERATIONS | tables.CREDENTIALS


def is_title_run(words: Sequence[Word]) -> bool:
    """Say whether all the words are titles, or join titles."""
    return bool(words) and title_run(words, listed=False) == len(words)


def title_run(words: Sequence[Word], *, listed: bool) -> int:
    """Return how many words at the beginning are titles and what joins them."""
    at = 0
    while at < len(words):
        step = at
        while step < len(words) and (
            words[step].key in tables.TITLE_OPENERS
            or (at and (words[step].key in tables.CONNECTIVES or words[step] in ("&", "of", "the")))
        ):
            step += 1
        if step < len(words) and _is_title(words[step], listed=listed or step > at):
            at = step + 1
        elif at and step == at + 1 and words[at] == "of" and len(words) > step + 1:
            at = step + 1  # Secretary of State
        else:
            break
    return at


def take_titles(words: list[Word], read: LatinName, *, listed: bool = False) -> list[Word]:
    """Move the titles at the beginning, and leave a word that is the name."""
    run = title_run(words, listed=listed)
    if run == len(words) and (run == 1 or not all(w.key in tables.TITLES for w in words[-2:])):
        alone = all(
            w.key in tables.TITLES | tables.TITLE_OPENERS | tables.CONNECTIVES or w == "&"
            for w in words
        )
        run -= 0 if alone and words[-1].key in _NEVER_NAMES else 1
    elif run < len(words) and all(is_suffix(w, lenient=False) for w in words[run:]):
        only = run and len(words) == run + 1 and words[run].key in tables.DOUBTFUL_CREDENTIALS
        run -= 0 if only else min(run, 1)
    while 0 < run < len(words) and words[run - 1].key in tables.CONNECTIVES:
        run -= 1
    read.honorific += words[:run]
    return words[run:]


def take_suffixes(
    words: list[Word], read: LatinName, least: int, *, numerals: bool, behind: bool = False
) -> list[Word]:
    """Move the suffixes at the end, and leave at least so many words.

    Args:
        words: the names with what is behind them.
        read: what has been read.
        least: how many words stay.
        numerals: whether V and X may be numerals.
        behind: whether other names stand before the words.
    """
    found: list[str] = []
    titles: list[str] = []
    while len(words) > least:
        last = words[-1]
        before = words[-2] if len(words) > 1 else last
        if last.key in tables.NUMERALS:
            if not numerals or last.endswith(".") or len(words) < 2:
                break
            if len(words) == 2 and not (read.comma or behind):
                break
            if INITIALS.fullmatch(before) and not before.islower():
                break
        elif last.key in tables.DOUBTFUL_CREDENTIALS and last.key not in tables.CREDENTIALS:
            capitals = all(word.isupper() for word in words)
            if not is_suffix(last, lenient=False) or last.key == "sra" or len(words) < 3:
                break
            if capitals and read.comma:
                break  # SMITH VD MA, JOHN
        elif (
            len(words) > 1
            and last.endswith(".")
            and last.key not in tables.GENERATIONS
            and _is_title(last, listed=True)
        ):
            titles.insert(0, words.pop())
            continue
        elif not is_suffix(last, lenient=False):
            break
        found.insert(0, words.pop())
    read.suffix = [*found, *read.suffix]
    read.honorific += titles
    return words


def take_inner_suffixes(words: list[Word], read: LatinName) -> list[Word]:
    """Move a generation or a doctorate from between the names: David B. III Hill."""
    inner = {i for i, w in enumerate(words[1:-1], 1)
             if " " in w or (w.key in tables.GENERATIONS and len(w.key) > 1)}  # fmt: skip
    read.suffix = [*(words[i] for i in sorted(inner)), *read.suffix]
    return [w for i, w in enumerate(words) if i not in inner]


def take_maiden(words: list[Word], read: LatinName) -> list[Word]:
    """Move the name before marriage, and the suffixes and titles behind it."""
    for at in range(1, len(words)):
        marker = maiden_marker(words, at)
        if marker and at + marker < len(words):
            rest = take_suffixes(words[at + marker :], read, 1, numerals=True, behind=True)
            read.maiden = " ".join(rest)
            return words[:at]
    return words
