"""Plain email addresses: of one reading, with nothing to say about them; many in one pass."""

import string
from collections.abc import Sequence
from functools import cache

import numpy as np

from custmdm._lines import Bytes, Flags, Lines, Places, Words, byte_classes, follows, in_chunks
from custmdm._pattern import lazy_pattern
from custmdm.data.email_domains import ENDINGS, providers, slips
from custmdm.normalize._email_mailbox import (
    filler_words,
    is_book_domain,
    is_filler,
    is_filler_domain,
    is_role,
    mailbox,
    role_words,
)
from custmdm.normalize._placeholders import are_values, hold_mask, is_placeholder

# An address of one reading only, which is its own normal form but for the case of the domain:
# nothing that needs quotes, and no two hyphens in a row, as in the `xn--` of other scripts.
_DOMAIN = r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*\.[A-Za-z]{2,63}"
_PLAIN = lazy_pattern(rf" *([A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*)@({_DOMAIN}) *")
_PLAIN_DOMAIN = lazy_pattern(_DOMAIN)
_MAX_LABEL = 63
_MAX_ADDRESS = 254


def plain_address(text: str) -> tuple[str, str] | None:
    """Return local part and domain of a plain address about which there is nothing to say.

    >>> plain_address("Anna.Lee@GMAIL.com"), plain_address("anna@gmial.com")
    (('Anna.Lee', 'gmail.com'), None)
    """
    found = _PLAIN.fullmatch(text) if len(text) <= _MAX_ADDRESS else None
    if found is None:
        return None
    local, domain = found.groups()
    low = local.lower()
    if (
        not _is_sure(domain)
        or is_filler(low, domain.lower())
        # email-validator writes those in small letters.
        or (low != local and is_role(low))
        or "xxxx" in low
        or is_placeholder(f"{local}@{domain.lower()}")
    ):
        return None
    return local, domain.lower()


def plain_text(text: str) -> str | None:
    """Return a plain address in its normal form, else None."""
    plain = plain_address(text)
    return None if plain is None else f"{plain[0]}@{plain[1]}"


def plain_texts(values: Sequence[str]) -> list[str | None]:
    """Return what :func:`plain_text` does of each value, many in one pass."""
    return in_chunks(values, _texts, plain_text)


def mailboxes(addresses: Sequence[str]) -> list[str]:
    """Return who gets the mail of each plain address in its normal form."""
    return in_chunks(addresses, _mailboxes, _mailbox)


def _is_sure(domain: str) -> bool:
    """Say whether a domain is right beyond doubt, by all that can be said of it without asking."""
    domain = domain.lower()
    return not (
        domain in slips()
        or len(domain) > _MAX_LABEL
        or domain.endswith(_reserved())
        or "xxxx" in domain
    )


@cache
def _reserved() -> tuple[str, ...]:
    """Return the endings of the domains that email-validator lets nobody have.

    Those of `.con` and the like are there too: they are slips of typing.
    """
    import email_validator

    return (*email_validator.SPECIAL_USE_DOMAIN_NAMES, *(f".{ending}" for ending in ENDINGS))


def _texts(values: Sequence[str]) -> list[str | None]:
    domains = [value.partition("@")[2] for value in values]
    plain = {domain for domain in set(domains) if _is_plain_domain(domain)}
    lines = Lines.of(values)
    sure = np.fromiter(map(plain.__contains__, domains), dtype=np.bool_, count=len(values))
    sure &= _are_plain_locals(lines)
    texts: list[str | None] = list(values)
    for i in np.flatnonzero(~sure).tolist():
        texts[i] = plain_text(values[i])
    capital = {domain for domain in plain if domain != domain.lower()}
    if capital:
        for i, domain in enumerate(domains):
            if domain in capital and sure[i]:
                texts[i] = values[i][: -len(domain)] + domain.lower()
    return texts


def _is_plain_domain(domain: str) -> bool:
    """Say whether nothing is to be said of the domain, nor of any usual address in it."""
    return (
        _PLAIN_DOMAIN.fullmatch(domain) is not None
        and _is_sure(domain)
        and not is_filler_domain(domain.lower())
        and not is_book_domain(domain.lower())
    )


def _are_plain_locals(lines: Lines) -> Flags:
    """Say of which lines what stands before the one @ is surely plain and no filler."""
    at, single = _ats(lines)
    starts = lines.starts
    classed = lines.classed(_CLASSES)
    points = lines.data == ord(".")
    first, last = lines.data[starts] | _CASE, lines.data[at - 1] | _CASE
    same = (first == last) & (first == lines.data[(starts + at) // 2] | _CASE)
    heads = lines.heads(starts, at)
    said = _fillers().begin(heads)
    doubtful = (
        lines.holding(classed == _OTHER)
        | lines.holding(follows(points, points | (lines.data == _AT)))
        | ~are_values(lines)
        | (said & _HEAD_OF_FILLER != 0)
        # As of aaaa@a.com.
        | same
        | (lines.lengths > _MAX_ADDRESS)
    )
    capital = classed == _CAPITAL
    if capital.any():
        doubtful |= (said & _HEAD_OF_ROLE != 0) & lines.holding(capital)
    sure: Flags = single & ~doubtful & ~hold_mask(lines)
    return sure


def _ats(lines: Lines) -> tuple[Places, Flags]:
    """Return where in each line an @ stands, and of which lines it is the only one, not first."""
    at: Places = np.flatnonzero(lines.data == _AT)
    if len(at) == len(lines.ends) and (at > lines.starts).all() and (at < lines.ends).all():
        return at, np.ones(len(at), dtype=np.bool_)
    line = np.searchsorted(lines.ends, at)
    found = lines.starts.copy()
    found[line] = at
    counts = np.bincount(line, minlength=len(found))
    return found, (counts == 1) & (found > lines.starts)


def _mailboxes(addresses: Sequence[str]) -> list[str]:
    lines = Lines.of(addresses)
    at, _ = _ats(lines)
    ignored = _providers().begin(lines.heads(np.minimum(at + 1, lines.ends), lines.ends))
    slow = ignored & _ALWAYS != 0
    for tag in _TAGS:
        line = _before_at(lines, at, tag)
        slow[line[ignored[line] & _IGNORED[tag] != 0]] = True
    text = _without_points(lines, at).tobytes().lower()
    found = text.decode("utf-8", "surrogatepass").split("\n")
    found.pop()
    for i in np.flatnonzero(slow).tolist():
        found[i] = _mailbox(addresses[i])
    return found


def _without_points(lines: Lines, at: Places) -> Bytes:
    """Return the bytes of the lines without the points for which the provider does not care."""
    edges = np.zeros(len(lines.data), dtype=np.int8)
    for domain, provider in providers().items():
        if not provider.dots and domain == provider.domain:
            line = np.flatnonzero(lines.ends - at == len(domain) + 1)
            for i, ch in enumerate(domain.encode("ascii"), start=1):
                line = line[lines.data[at[line] + i] == ch]
            edges[lines.starts[line]] = 1
            edges[at[line]] = -1
    if not edges.any():
        return lines.data
    local = np.cumsum(edges, dtype=np.int8).astype(np.bool_)
    found: Bytes = lines.data[~(local & (lines.data == ord(".")))]
    return found


def _before_at(lines: Lines, at: Places, mark: str) -> Places:
    """Return the lines in whose local part a mark stands."""
    places = np.flatnonzero(lines.data == ord(mark))
    line: Places = np.searchsorted(lines.ends, places)
    return line[places < at[line]]


def _mailbox(address: str) -> str:
    local, _, domain = address.partition("@")
    return mailbox(local, domain)


@cache
def _fillers() -> Words:
    words = dict.fromkeys(role_words(), _HEAD_OF_ROLE)
    for word in filler_words():
        words[word] = words.get(word, 0) | _HEAD_OF_FILLER
    return Words.of(words)


@cache
def _providers() -> Words:
    """Return the domains whose provider ignores a mark and what is behind, or has another one."""
    return Words.of(
        {
            domain: _IGNORED[provider.tag] | (0 if provider.domain == domain else _ALWAYS)
            for domain, provider in providers().items()
        }
    )


_AT, _CASE = ord("@"), np.uint8(0x20)
_HEAD_OF_ROLE, _HEAD_OF_FILLER = 1, 2
_MARK, _CAPITAL, _OTHER = 1, 2, 4
_CLASSES = byte_classes(
    {
        0: string.ascii_lowercase + string.digits + "@",
        _CAPITAL: string.ascii_uppercase,
        _MARK: "._+-",
    },
    others=_OTHER,
)
_TAGS = "+-"
# The domain itself is another one's.
_ALWAYS = 8
_IGNORED = {"+": 1, "-": 2}
