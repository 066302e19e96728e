"""Take the legal form off a name in an alphabet that puts spaces between words."""

import itertools
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.data import legal_forms_table as table
from custmdm.data.legal_forms_name import LegalName

__all__ = ["Form", "folded_words", "split_spaced"]

# A word; & stands for "and", and so does + where a German form has it.
_WORD = lazy_pattern(r"[^\W_]+(?:['’][^\W_]+)*|&|\+(?=\s*[Cc]o\b)")
_AND = ("and", "und", "u", "et", "y", "e", "og", "och", "en", "i")
_POINTED = lazy_pattern(r"\.(?=\w)")
# The short forms that may stand in front of another one: Example Company Pty Ltd, Oy Example Ab.
_SHORT_INSIDE = frozenset(
    "co ltd inc cia cie llc llp lp plc pte pvt pty sdn bhd oy ab kg tbk".split()
)
# What begins with AB and is no aktiebolag.
_NOT_AB = frozenset("inbev sciex foods initio negative".split())
# P/S and I/S; "Club I S" is none.
_NEED_A_SLASH = frozenset({"p l", "p s", "i s", "k s"})
# Of professionals, who are often several: Smith & Jones PA.
_OF_PARTNERS = frozenset("pa sc ps apc chartered".split())
_BANK = frozenset("bank banks banc bancorp trust".split())
_BRANCH = """
    branch branches niederlassung zweigniederlassung zweigstelle filiale succursale sucursal filial
    филиал філія oddział podružnica pobočka fióktelepe sivuliike филијала bijkantoor cabang cawangan
    şubesi
    """
_QUOTES = {"«": "»", '"': '"', "“": "”", "„": "“”", "'": "'", "‘": "’", "<": ">"}
_QUOTE = lazy_pattern('[«"„“]')
_JOINTS = " ,;:-–—/|•·&+"


class Form(NamedTuple):
    """Hold the standard short form of a legal form, and its class."""

    short: str
    form_class: str


@frozen
class _Table:
    """Hold every spelling in folded words, and where to look for it."""

    forms: Mapping[str, Form]
    # The most words of the spellings that end, or in front begin, with a word.
    behind: Mapping[str, int]
    front: Mapping[str, int]
    in_front: Mapping[str, Form]
    middle: frozenset[str]
    middle_ends: frozenset[str]
    doubtful: frozenset[str]
    english_co: frozenset[str]
    branch: frozenset[str]


class _Name:
    """Hold a clean name with its folded words and where each stands."""

    __slots__ = ("spans", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [m.span() for m in _WORD.finditer(text)]
        self.words = _folded(text, self.spans)

    def joined(self, first: int, last: int) -> str:
        """Return some words as they stand in the table."""
        return " ".join(self.words[first:last])

    def gap(self, at: int) -> str:
        """Return what stands in front of a word, after the word before."""
        return self.text[self.spans[at - 1][1] : self.spans[at][0]]


# Where a form stands: its first word, the word behind it, and which it is.
_Found = tuple[int, int, Form]


def split_spaced(text: str) -> LegalName:
    """Take a clean name apart; core, form and branch stay as they are written.

    >>> split_spaced("Böhm & Söhne GmbH & Co. KG")[:2]
    ('Böhm & Söhne', 'GmbH & Co. KG')
    >>> split_spaced("ООО «Ромашка»")[:2], split_spaced("Limited Brands")[:2]
    (('Ромашка', 'ООО'), ('Limited Brands', ''))
    """
    name = _Name(text)
    known = _table()
    count = len(name.words)
    if count < 2 or (count <= known.behind.get(name.words[-1], 0) and _only_form(name, known)):
        return LegalName(text)
    if not known.branch.isdisjoint(name.words):
        branch_at = next(i for i, word in enumerate(name.words) if word in known.branch)
        found = _before_branch(name, branch_at, known)
        if found is not None:
            return found
    return _split(name, count, known)


def folded_words(text: str) -> list[str]:
    """Return the words of clean text as they are compared.

    >>> folded_words("L'Été & Co.")
    ['lete', 'and', 'co']
    """
    return _folded(text, [m.span() for m in _WORD.finditer(text)])


def _folded(text: str, spans: list[tuple[int, int]]) -> list[str]:
    if text.isascii():
        low = text.lower()
        words = [low[a:b] for a, b in spans]
        if "'" in low:
            words = [word.replace("'", "") for word in words]
        if "&" in low or "+" in low:
            words = ["and" if word in ("&", "+") else word for word in words]
        return words
    return ["and" if text[a] in "&+" else fold(text[a:b]) for a, b in spans]


def _only_form(name: _Name, known: _Table) -> bool:
    return name.joined(0, len(name.words)) in known.forms


def _split(name: _Name, last: int, known: _Table) -> LegalName:
    """Take the words up to one apart."""
    front = _in_front(name, last, known)
    first = front[1] if front else 0
    behind: list[_Found] = []
    while found := _behind(name, first, last, known, inside=bool(behind)):
        if behind and name.joined(*found[:2]) in known.english_co:
            break  # Merck & Co., Inc. is a corporation
        behind.append(found)
        last = found[0]
        while last > 1 and name.text[name.spans[last - 1][0]] in "&+":
            last -= 1
    if front is None:
        front = _alone_in_front(name, last, behind)
        first = front[1] if front else 0
    middle = None
    if last - first > 2 and not known.middle_ends.isdisjoint(name.words[first + 1 : last - 1]):
        middle = _middle(name, first, last, known)
    if not behind and (front is None or name.words[first] == "and") and not middle:
        return LegalName(name.text)
    whole = [found for found in (front, middle, *behind[::-1]) if found is not None]
    # The last form says most, and a word for any company least: Acme Company Pty Ltd.
    best = whole[-1][2]
    if best.form_class == "company":
        best = next((f for _, _, f in whole[::-1] if f.form_class != "company"), best)
    written = _written(name, front, middle, behind)
    return LegalName(_core(name, first, last, middle), written, best.short, best.form_class)


def _written(name: _Name, front: _Found | None, middle: _Found | None, behind: list[_Found]) -> str:
    pieces = [_cut(name, found[0], found[1]) for found in (front, middle) if found]
    if behind:
        pieces.append(_cut(name, behind[-1][0], behind[0][1]))
    return " ".join(pieces)


def _cut(name: _Name, first: int, last: int) -> str:
    """Return a form as written, with its last point and whole brackets."""
    text, start, end = name.text, name.spans[first][0], name.spans[last - 1][1]
    if ")" in text[start:end] and "(" not in text[start:end] and text[start - 1 : start] == "(":
        start -= 1
    while text[end : end + 1] == "." or (
        text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end)
    ):
        end += 1
    return text[start:end]


def _core(name: _Name, first: int, last: int, middle: _Found | None) -> str:
    if middle is None:
        return _between(name, first, last)
    left, right = _between(name, first, middle[0]), _between(name, middle[1], last)
    return f"{left} {right}".strip()


def _between(name: _Name, first: int, last: int) -> str:
    """Return the text of some words without what only joined it to its neighbours."""
    text = name.text
    end = name.spans[last - 1][1]
    tail = text[end : name.spans[last][0]] if last < len(name.words) else text[end:]
    if first == 0:
        piece = text[:end].lstrip(_JOINTS + ".")
    else:
        after = name.spans[first - 1][1]
        piece = text[after:end].lstrip(_JOINTS + ".)]}")
    if tail:
        piece += tail.rstrip(_JOINTS + "([{")
        if piece.endswith((" .", " -")):
            piece = piece[:-2]
    if len(piece) > 2 and piece[-1] in "»\"”“’')>":
        if piece[-1] in _QUOTES.get(piece[0], "") and piece[0] not in piece[1:-1]:
            piece = piece[1:-1].strip()
        elif piece[-1] == ")" and piece.count("(") < piece.count(")"):
            piece = piece[:-1].rstrip()
    return piece


def _before_branch(name: _Name, branch_at: int, known: _Table) -> LegalName | None:
    """Take apart what stands before a branch, where a form or a mark says where that begins."""
    for at in range(branch_at, 0, -1):
        gap = name.gap(at)
        marked = " " in gap and any(mark in gap for mark in ",;-–/|(:")
        if marked or _behind(name, 0, at, known, inside=False):
            end = name.spans[at - 1][1]
            while name.text[end : end + 1] in (".", ")"):
                end += 1
            branch = name.text[name.spans[at][0] :].rstrip(" ,;.)")
            return _split(_Name(name.text[:end]), at, known)._replace(branch=branch)
    return None


def _middle(name: _Name, first: int, last: int, known: _Table) -> _Found | None:
    """Return where a form stands inside the name, with words on both sides of it."""
    for end in range(last - 1, first + 1, -1):
        if name.words[end - 1] in known.middle_ends:
            for length in range(min(6, end - first - 1), 0, -1):
                joined = name.joined(end - length, end)
                if joined in known.middle:
                    return end - length, end, known.forms[joined]
    return None


def _behind(name: _Name, first: int, last: int, known: _Table, *, inside: bool) -> _Found | None:
    """Return the legal form that the words end with; the longest counts."""
    longest = known.behind.get(name.words[last - 1], 0)
    for length in range(min(longest, last - first - 1), 0, -1):
        at = last - length
        joined = name.joined(at, last)
        form = known.forms.get(joined)
        if (
            form is not None
            and (at > first + 1 or name.words[first] not in ("the", "and"))
            and _is_form(name, at, last, joined, known, inside)
        ):
            return at, last, form
    return None


def _is_form(name: _Name, at: int, last: int, joined: str, known: _Table, inside: bool) -> bool:
    """Say whether words that spell a legal form are one here."""
    gap, length = name.gap(at), last - at
    if length > 1:
        if joined[:2] == "co" and name.words[at - 1] == "and":
            return False  # Smith & Co., Ltd. has the form Ltd.
        letters = len(joined) == 2 * length - 1
        if letters and len(name.words[at - 1]) == 1 and gap == name.gap(at + 1):
            return False  # in "u s a inc" and Takeda U.S.A. there is no s a
    if inside and len(joined.replace(" ", "")) < 4 and joined not in _SHORT_INSIDE:
        return False  # a day spa with another legal form is no S.p.A.
    if joined == "spa":
        return name.text[name.spans[at][0] :][:3] != "Spa" or "," in gap
    if joined not in known.doubtful:
        return True
    written = name.text[name.spans[at][0] : name.spans[last - 1][1]]
    if "," in gap or "(" in gap or "/" in gap or "." in written or "/" in written:
        return True
    if joined == "na":
        return not _BANK.isdisjoint(name.words)
    if joined in _OF_PARTNERS and "and" in name.words[:at]:
        return True
    if written in (written.lower(), written.title()) or name.text.isupper():
        return False
    return not written.isupper() or joined not in table.MORE_DOUBTFUL.split()


def _in_front(name: _Name, last: int, known: _Table) -> _Found | None:
    """Return the legal form that surely stands in front."""
    longest = known.front.get(name.words[0], 0)
    for length in range(min(longest, last - 1), 0, -1):
        joined = name.joined(0, length)
        if joined in known.in_front:
            return 0, length, known.in_front[joined]
    if _QUOTE.search(name.text):
        # Any form may stand in front of a name in quotes: SIA "Rimi Latvia".
        for length in range(1, min(5, last)):
            joined = name.joined(0, length)
            if joined in known.forms and name.gap(length).strip(" .")[-1:] in ("«", '"', "„", "“"):
                return 0, length, known.forms[joined]
    return None


def _alone_in_front(name: _Name, last: int, behind: list[_Found]) -> _Found | None:
    """Return a form in front that depends on what stands behind: AB Volvo, SC Dacia SRL."""
    if name.words[0] not in ("ab", "a", "sc", "s", "ou"):
        return None
    length = 1 if len(name.words[0]) == 2 else 2
    wanted = table.ALONE_IN_FRONT.get(name.joined(0, length))
    if wanted is None or last <= length:
        return None
    front = name.joined(0, length).replace(" ", "")
    found = {name.joined(*form[:2]).replace(" ", "") for form in behind}
    here = found <= set(wanted.split()) and (bool(found) or front in ("ab", "ou"))
    written = name.text[: name.spans[length - 1][1]]
    if front == "ou" and written != "OÜ":
        return None
    if not here or not written.isupper() or name.words[length] in _NOT_AB:
        return None
    return 0, length, _table().forms[front]


@cache
def _table() -> _Table:
    """Return the table, made when first asked for."""
    forms, in_front = _forms(table.FORMS), _forms(table.FRONT_ONLY)
    in_front |= {spelling: forms[spelling] for spelling in _listed(table.IN_FRONT)}
    middle = _listed(table.IN_THE_MIDDLE)
    behind: dict[str, int] = {}
    for spelling in forms:
        words = spelling.split()
        behind[words[-1]] = max(behind.get(words[-1], 0), len(words))
    front: dict[str, int] = {}
    for spelling in in_front:
        words = spelling.split()
        front[words[0]] = max(front.get(words[0], 0), len(words))
    return _Table(
        forms=forms,
        behind=behind,
        front=front,
        in_front=in_front,
        middle=middle,
        middle_ends=frozenset(spelling.split()[-1] for spelling in middle),
        doubtful=frozenset((table.DOUBTFUL + table.MORE_DOUBTFUL).split()) | _NEED_A_SLASH,
        english_co=frozenset(s for written in table.ENGLISH_CO for s in _spellings(written)),
        branch=frozenset(map(fold, _BRANCH.split())),
    )


def _forms(lines: str) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for line in lines.strip().splitlines():
        form_class, short, spellings = line.split("|")
        form = Form(short, form_class)
        for written in spellings.split(";"):
            for spelling in _spellings(written):
                forms.setdefault(spelling, form)
    return forms


def _listed(text: str) -> frozenset[str]:
    return frozenset(" ".join(folded_words(s)) for s in re.split(r"[|\n]", text)) - {""}


def _spellings(written: str) -> set[str]:
    """Return the ways to write a form, in folded words.

    >>> sorted(_spellings("s.a de c.v"))
    ['s a de c v', 's a de cv', 'sa de c v', 'sa de cv']
    """
    choices: list[Iterable[str]] = []
    for word in written.split():
        if word == "&":
            choices.append(_AND)
        elif _POINTED.search(word):
            choices.append((word.replace(".", ""), word.replace(".", " ")))
        else:
            choices.append((word,))
    return {" ".join(folded_words(" ".join(c))) for c in itertools.product(*choices)}
