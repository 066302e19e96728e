"""What all files of the ledger have in common: how JSON is written, closed, read and refused."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

from custmdm.errors import LedgerFileError
from custmdm.ledger import _migrate
from custmdm.ledger._chain import link_of
from custmdm.ledger._migrate import Step, check_version, migrate

T = TypeVar("T")


def closed(name: str, plain: dict[str, Any]) -> str:
    """Return an object as JSON, under a line that says what it is and holds its digest."""
    body = dumps(plain)
    digest = link_of(b"", body.encode("utf-8", "surrogatepass")).hex()
    header = json.dumps({"format": name, "version": _migrate.VERSION, "digest": digest})
    return f"{header}\n{body}\n"


def opened(text: str, name: str, steps: Mapping[int, Step]) -> dict[str, Any]:
    """Return the object that :func:`closed` wrote, of an older version as one of today."""
    head, _, body = text.partition("\n")
    header = loads(head, 1)
    version = check_version(version_of(header, name), steps)
    body = body.rstrip("\r\n")
    if header.get("digest") != link_of(b"", body.encode("utf-8", "surrogatepass")).hex():
        refuse("the file was cut or edited", 2, "digest")
    plain = loads(body, 2)
    return made(lambda: migrate(plain, version, steps), 2)


def opened_line(
    text: str, name: str, what: str, steps: Mapping[int, Step], to: int
) -> dict[str, Any]:
    """Return the object of one line that begins with its format, as one of today.

    Args:
        text: the line.
        name: the format, whose value is the version.
        what: what the line should be, in words.
        steps: for each older version what makes of it the next one.
        to: the version of today.
    """
    plain = loads(text.strip(), 1)
    if name not in plain:
        raise LedgerFileError(f"this is no {what}", rule="format")
    version = check_version(plain.pop(name), steps, to)
    return made(lambda: migrate(plain, version, steps, to), None)


def version_of(header: Mapping[str, Any], name: str) -> object:
    """Return the version that a header says, of a file that is what it should be."""
    if header.get("format") != name:
        refuse(f"format: this is no {name} file", 1, "format")
    return header.get("version")


def dumps(plain: object) -> str:
    """Return JSON in one line."""
    try:
        return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise LedgerFileError(
            f"there is a value that JSON cannot hold: {type(error).__name__}", rule="value"
        ) from None


def loads(line: str, number: int) -> dict[str, Any]:
    """Return the object of a line."""
    try:
        # NaN and Infinity are no JSON, and nothing of ours.
        plain = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        plain = None
    if not isinstance(plain, dict):
        refuse("this is no JSON object, or it was cut", number, "json")
    return plain


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def made(make: Callable[[], T], number: int | None) -> T:
    """Return what is made of a file, and refuse a file of which nothing can be made."""
    try:
        return make()
    except LedgerFileError:
        raise
    # Whatever is wrong in a file is wrong in one way or another; its values stay out of messages.
    except Exception as error:  # noqa: BLE001
        where = "" if number is None else f"line {number}: "
        raise LedgerFileError(
            f"{where}it does not hold what it should: {type(error).__name__}",
            number=number,
            rule="content",
        ) from None


def refuse(what: str, number: int, rule: str) -> NoReturn:
    """Say what is wrong with a file, and where; not what it was seen by, which may hold a value."""
    raise LedgerFileError(f"line {number}: {what}", number=number, rule=rule) from None
