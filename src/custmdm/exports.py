"""Tables as CSV files that a spreadsheet may open."""

import csv
import re
from pathlib import Path
from typing import Any

from custmdm._text import is_missing
from custmdm.frames import table_of

__all__ = ["to_csv"]

# What a spreadsheet takes for the start of a formula, in full width too; what stands before it and
# is not seen is no protection.
_FORMULA = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n\x00]")
# A number says no more than itself, and so does a phone number with its country code.
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)


def to_csv(data: Any, path: str | Path) -> None:
    """Write a table as a CSV file, such that a spreadsheet that opens it runs nothing of it.

    A cell that a spreadsheet would take for a formula is written with a ``'`` before it, which
    makes it text: one that begins with ``= + - @``, also in full width or behind blanks, and one
    that begins with a tab, a new line or a zero byte. Numbers and phones such as
    ``+8613812345678`` stay as they are, for they can call nothing. Names of columns are cells like
    any other. Every cell stands in quotes, so that none falls apart where a spreadsheet divides
    cells by semicolons.

    The file is UTF-8 with a byte-order mark: spreadsheets need it to read Chinese. Missing values
    are empty cells. For a program, which has no use for a ``'`` more, write the table otherwise.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "customers.csv"
    >>> to_csv([{"name": "=HYPERLINK(1)", "phone": "+8613812345678", "n": -2}], path)
    >>> print(path.read_text(encoding="utf-8-sig"))
    "name","phone","n"
    "'=HYPERLINK(1)","+8613812345678","-2"
    <BLANKLINE>

    Args:
        data: rows as dicts, such as `result.golden_rows()`, or a DataFrame.
        path: the file to write.

    Raises:
        ConfigurationError: if `data` is no table.

    Source: OWASP, CSV Injection; OWASP Application Security Verification Standard 5.0, 1.2.10.
    """
    table = table_of(data)
    names = list(table.columns)
    # Half a character has no bytes, and is no reason to lose the file.
    with Path(path).open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        if names:
            writer.writerow(map(_cell, names))
            columns = (map(_cell, table.values(name)) for name in names)
            writer.writerows(zip(*columns, strict=True))


def _cell(value: object) -> str:
    """Return a cell as text that is no formula.

    >>> [_cell(value) for value in ("-1+1", -1.5, " @SUM(A1)", "a-b", None, "＝1")]
    ["'-1+1", '-1.5', "' @SUM(A1)", 'a-b', '', "'＝1"]
    """
    text = "" if is_missing(value) else str(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
