"""A file of labels: each answer is there at once, and only whole lines are read."""

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from attrs import frozen

from custmdm._labels import Label, read_labels
from custmdm.errors import ConfigurationError
from custmdm.frames import BOM, find_column

_COLUMNS = ("left", "right", "same")
# What a spreadsheet may take for a formula, at the start of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line(NamedTuple):
    start: int
    end: int
    cells: list[str]


@frozen
class LabelFile:
    """Hold the path of a CSV file of left, right and same: 1, 0, or empty where nobody can tell.

    It is read anew each time: what was written into it since is there too.
    """

    path: Path

    def read(self) -> tuple[Label, ...]:
        """Return its labels in order, records as text; none where there is no file.

        Raises:
            MissingColumnError: if it has other columns.
            ConfigurationError: if it holds no labels, or a quote that is not closed.
        """
        names, *lines = self._lines() or [_Line(0, 0, [*_COLUMNS])]
        at = _places(names.cells)
        try:
            return tuple(read_labels([tuple(line.cells[i] for i in at) for line in lines]))
        except IndexError:
            self._refuse("a line lacks a cell")

    def append(self, left: str, right: str, same: bool | None) -> None:
        """Write a label behind the others."""
        lines = self._lines()
        names = lines[0].cells if lines else [*_COLUMNS]
        row = [""] * len(names)
        said = left, right, "" if same is None else str(int(same))
        for place, text in zip(_places(names), said, strict=True):
            row[place] = text
        written = io.StringIO(newline="")
        csv.writer(written).writerows([row] if lines else [names, row])
        self._write(lines[-1].end if lines else 0, written.getvalue())

    def drop_last(self) -> None:
        """Take the last label away."""
        lines = self._lines()
        if len(lines) > 1:
            self._write(lines[-1].start, "")

    def _write(self, at: int, text: str) -> None:
        # What is behind `at` is a label to take away, or a line that a crash cut off.
        with self.path.open("r+b" if self.path.exists() else "xb", buffering=0) as file:
            file.truncate(at)
            file.seek(at)
            file.write(text.encode("utf-8", "surrogatepass"))
            os.fsync(file.fileno())

    def _lines(self) -> list[_Line]:
        """Return the lines with something in them, that of the names first."""
        raw = self.path.read_bytes() if self.path.exists() else b""
        found, end = [], 0
        for start, end in _whole_lines(raw):
            try:
                text = raw[start:end].decode("utf-8", "surrogatepass").removeprefix(BOM)
                cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
            except (ValueError, csv.Error):
                self._refuse("it cannot be read as CSV")
            if cells:
                found.append(_Line(start, end, cells))
        # Only one line can have been cut off, and not the first: anything else is not ours to cut.
        if b"\n" in raw[end:] or (raw and not found):
            self._refuse("a quote is not closed, or the first line")
        return found

    def _refuse(self, why: str) -> NoReturn:
        raise ConfigurationError(
            f"{self.path.name} is no CSV file of labels: {why}; mend it, or name another path"
        ) from None


def _places(names: list[str]) -> list[int]:
    return [names.index(find_column(name, names)) for name in _COLUMNS]


def _whole_lines(raw: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each whole line starts and ends; a line end in quotes is none."""
    start = at = 0
    while (end := raw.find(b"\n", at) + 1) > 0:
        if raw.count(b'"', start, end) % 2 == 0:
            yield start, end
            start = end
        at = end


def check_name(text: str) -> None:
    """Check that a record's text can stand in a file that people open in a spreadsheet.

    Raises:
        ConfigurationError: if it would be taken for a formula.
    """
    # The source comes first, so no key starts a formula, whatever it holds.
    if text.startswith(_FORMULA):
        raise ConfigurationError(
            f"the source {text.partition(':')[0]!r} would start a formula in a spreadsheet: "
            "give it a name that starts with a letter"
        )
