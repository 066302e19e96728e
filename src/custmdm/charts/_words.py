"""What pictures and the report say in words."""

import re

# What neither a drawing nor a page may hold: control characters, and halves of characters.
_NOT_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def showable(text: str) -> str:
    r"""Return a text with a mark for each character that no browser would show.

    >>> showable("Ann\0")
    'Ann�'
    """
    return _NOT_SHOWN.sub("\ufffd", text)


def count(n: int, noun: str) -> str:
    """Return a number of things in words.

    >>> count(1, "record"), count(1200, "record")
    ('1 record', '1,200 records')
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
