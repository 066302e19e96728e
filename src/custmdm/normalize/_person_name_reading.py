"""Names in Latin, Greek, Cyrillic and other letters with spaces: which word is what."""

import re
from collections.abc import Sequence

from custmdm._pattern import lazy_pattern
from custmdm.normalize import _person_name_words as tables
from custmdm.normalize._person_name_ends import (
    CAPITALS,
    credential_run,
    has_contrast,
    is_suffix,
    is_title_run,
    take_inner_suffixes,
    take_maiden,
    take_suffixes,
    take_titles,
    title_run,
)
from custmdm.normalize._person_name_pieces import (
    INITIALS,
    LatinName,
    Word,
    ends_with_particle,
    in_pieces,
    is_particle,
    maiden_marker,
)
from custmdm.normalize._person_name_words import word_key

_GLUED_TITLE = lazy_pattern(r"(?<!\S)([^\W\d_]{2,}\.)([^\W\d_]{2,}(?:[-'’][^\W\d_]+)*)(?!\S)")
# Delimited beside the name: a nickname, the name before marriage, a suffix.
_BESIDE = lazy_pattern(
    r"\(([^()]*)\)|\[([^\[\]]*)\]|\"([^\"]*)\"|“([^“”]*)”|„([^„“”]*)[“”]|«([^«»]*)»|»([^«»]*)«|「([^「」]*)」|"
    r"【([^【】]*)】|(?<!\S)''([^']+)''(?!\S)|(?<!\S)['‘]([^'‘’]+)['’](?!\S)"
)
_OPENING = lazy_pattern("[(\\[\"“„«»「【'‘]")


def beside(name: str) -> tuple[str, list[str]]:
    """Return a name without what stands in brackets or quotes, and that.

    >>> beside('John "Jack" Kennedy'), beside("O'Brien")
    (('John  Kennedy', ['Jack']), ("O'Brien", []))
    """
    if not _OPENING.search(name):
        return name, []
    found = [next(filter(None, m.groups()), "").strip() for m in _BESIDE.finditer(name)]
    return _BESIDE.sub(" ", name).strip() if found else name, [text for text in found if text]


def read_latin(name: str) -> LatinName:
    """Return the words of each part of a clean name.

    >>> read = read_latin("Dr. Juan de la Vega III")
    >>> read.honorific, read.given, read.family, read.suffix
    (['Dr.'], ['Juan'], ['de', 'la', 'Vega'], ['III'])
    """
    bare, found = beside(name.rstrip(" ;"))
    read = LatinName()
    after: list[str] = []
    for text in found:
        words = _words(text)
        marker = maiden_marker(words, 0)
        if marker and len(words) > marker:
            rest = words[marker:]
            while len(rest) > 1 and rest[-1].key in tables.TITLES and rest[-1].endswith("."):
                read.honorific.append(rest.pop())
            read.maiden = " ".join(rest)
        elif words and all(is_suffix(w, lenient=False) or w.endswith(".") for w in words):
            after.extend(words)
        else:
            read.nickname = read.nickname or text
    groups = [_words(segment) for segment in re.split("[,،]", bare)]
    headless = len(groups) > 1 and not groups[0]
    groups = [words for words in groups if words]
    late = read.honorific[:]
    read.honorific.clear()
    if groups:
        _read_groups(groups, headless, read)
    read.honorific += late
    read.suffix += after
    _settle_single(read)
    return read


def _read_groups(groups: list[list[Word]], headless: bool, read: LatinName) -> None:
    head, *tail = groups
    if headless:
        if all(all(is_suffix(w, lenient=True) for w in words) for words in groups):
            read.suffix = _joined(groups)
        else:
            _read_given(head, tail, read)
        return
    contrast = has_contrast(head)
    suffixes = 0
    for words in tail:
        if not credential_run(words, head, contrast, len(tail) > 1):
            break
        suffixes += 1
    if suffixes == len(tail):
        _given_first(head, read)
        read.suffix = [*_with_comma(read.suffix, bool(tail)), *_joined(tail)]
    elif all(is_title_run(words) for words in tail[suffixes:]):
        _given_first(head, read)
        read.suffix = [*_with_comma(read.suffix, bool(suffixes)), *_joined(tail[:suffixes])]
        read.honorific += [w for words in tail[suffixes:] for w in words]
        read.by_given |= tail[-1][-1].key in tables.GIVEN_NAME_TITLES
    elif suffixes == 0 and len(tail) == 1:
        _family_first(head, tail[0], read, last=True)
    elif suffixes == 0:
        rest = tail[1:]
        if all(all(is_suffix(w, lenient=True) or CAPITALS.fullmatch(w) or w.key in tables.TITLES
                   for w in words) for words in rest):  # fmt: skip
            titles = [words for words in rest if is_title_run(words)]
            behind = [words for words in rest if words not in titles]
            _family_first(head, tail[0], read, last=False)
            read.suffix = [*_with_comma(read.suffix, bool(behind)), *_joined(behind)]
            read.honorific += [w for words in titles for w in words]
        else:
            read.read = False
    elif suffixes == 1 and len(tail) == 2:
        # Smith, Jr., John
        _family_first(head, tail[1], read, last=True)
        read.suffix = [*tail[0], *read.suffix]
    else:
        read.read = False


def _words(segment: str) -> list[Word]:
    """Return the words of a segment; those of marks alone are none."""
    words = [Word(text) for text in _GLUED_TITLE.sub(_parted, segment).split()]
    words = [w for w in words if w.key or w in ("&", "+")]
    for i in range(len(words) - 1, 0, -1):
        if words[i].key == "d" and words[i - 1].key == "ph":
            words[i - 1 : i + 1] = [Word(f"{words[i - 1]} {words[i]}")]
    return words


def _parted(found: re.Match[str]) -> str:
    """Return Mr.Smith as Mr. Smith; J.Smith and Lt.Gov. stay."""
    title, name = found.groups()
    return f"{title} {name}" if word_key(title) in tables.TITLES else found.group()


def _joined(groups: Sequence[Sequence[str]]) -> list[str]:
    """Return the words of groups in a row, a comma behind each group but the last."""
    found: list[str] = []
    for words in groups:
        found = [*_with_comma(found, bool(found)), *words]
    return found


def _with_comma(words: list[str], wanted: bool) -> list[str]:
    return [*words[:-1], f"{words[-1]},"] if words and wanted else words


def _given_first(words: list[Word], read: LatinName) -> None:
    """Read "titles given middle family suffixes"."""
    words = take_titles(list(words), read)
    if not words:
        return
    read.by_given = (
        bool(read.honorific) and word_key(read.honorific[-1]) in tables.GIVEN_NAME_TITLES
    )
    words = take_maiden(words, read)
    words = take_suffixes(words, read, 1, numerals=True)
    words = take_inner_suffixes(words, read)
    pieces = in_pieces(words, bound=2 if read.by_given else 3, lead=True)
    read.several = any(
        word_key(w) in tables.LONG_CONNECTIVES or w in ("&", "+") for w in (*words, *read.honorific)
    ) and not any(map(is_particle, words))
    if len(pieces) == 1:
        if read.several and len(pieces[0]) == len(words) > 2:
            read.given = pieces[0]  # Lynn and Jim
        else:
            read.family = pieces[0]
        return
    flipped = None if read.honorific or read.suffix else _by_initial(pieces)
    if flipped:
        read.family, read.given, read.middle = flipped
        read.family_leads = True
    else:
        read.given, read.family = pieces[0], pieces[-1]
        read.middle = [w for piece in pieces[1:-1] for w in piece]


def _settle_single(read: LatinName) -> None:
    """Say of a single name whether it is the given name: behind Sir, or an initial."""
    if read.given or read.middle or not read.family or read.comma:
        return
    beside = read.honorific or read.suffix or read.maiden or read.nickname
    if read.by_given:
        read.given, read.family = read.family, []
    elif not beside and len(read.family) == 1:
        if INITIALS.fullmatch(read.family[0]):
            read.given, read.family = read.family, []
        else:
            read.read = False  # nobody can tell a given from a family name


def _by_initial(pieces: list[list[str]]) -> tuple[list[str], list[str], list[str]] | None:
    """Return family, given and middle of "Brines Mark R": nobody's family name is a letter."""
    last = pieces[-1]
    if len(last) > 1 or not INITIALS.fullmatch(last[0]) or any(len(p) > 1 for p in pieces):
        return None
    words = [p[0] for p in pieces]
    if (
        last[0] in tables.CONNECTIVES
        or words[-1].casefold() in ("i", "v", "x")
        or len(words) > 3
        or any(INITIALS.fullmatch(w) for w in words[:-1])
    ):
        return None
    return [words[0]], [words[1]], words[2:]


def _family_first(head: list[Word], given: list[Word], read: LatinName, *, last: bool) -> None:
    """Read "family, given middle"."""
    read.comma = True
    if head[0].key not in ("st", "saint") or len(head) != 2:
        head = take_titles(list(head), read, listed=True)
    if len(head) > 1 and any(maiden_marker(head, at) for at in range(1, len(head))):
        head = take_maiden(head, read)
    head = take_suffixes(head, read, 1, numerals=False)
    read.family = list(head)
    _read_given(given, [], read, numerals=last)


def _read_given(
    words: list[Word], rest: Sequence[Sequence[Word]], read: LatinName, *, numerals: bool = True
) -> None:
    """Read what stands behind the comma of a family name."""
    read.comma = True
    words = list(words)
    run = title_run(words, listed=False)
    while run and run == len(words) and words[run - 1].key not in tables.TITLES:
        run -= 1
    if run < len(words) and all(is_suffix(w, lenient=True) for w in words[run:]) and run:
        read.honorific += words[:run]
        read.suffix = [*words[run:], *read.suffix]
        return
    read.honorific += words[:run]
    words = words[run:]
    if any(maiden_marker(words, at) for at in range(1, len(words))):
        words = take_maiden(words, read)
    particles: list[str] = []
    while len(words) > 1:
        if ends_with_particle(words):
            particles.insert(0, words.pop())
            continue
        if words[-1].key in tables.SALUTATIONS - tables.GENERATIONS and not is_suffix(
            words[-1], lenient=False
        ):
            read.honorific.append(words.pop())
            continue
        size = len(words)
        words = take_suffixes(words, read, 1, numerals=numerals)
        if len(words) == size:
            break
    read.family = [*particles, *read.family]
    pieces = in_pieces(words, bound=2, lead=False) if words else [[]]
    read.given = pieces[0]
    read.middle = [w for piece in pieces[1:] for w in piece]
    read.several = any(w.key in tables.LONG_CONNECTIVES for w in words[1:-1])
    read.suffix += _joined(rest)
