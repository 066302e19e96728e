"""Who asks about pairs, one at a time, and saves what is answered."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from custmdm.charts._label_file import LabelFile
from custmdm.charts._label_widget import view_of, widget_of
from custmdm.data.label_words import label_words
from custmdm.errors import ConfigurationError, CustmdmError
from custmdm.linker import Resolution
from custmdm.model import RecordId
from custmdm.steward import Compared, side_by_side

Pair = tuple[RecordId, RecordId]

_ANSWERS = {"same": True, "different": False, "unsure": None}


class Labeller:
    """Ask about pairs, one at a time; a notebook shows it with buttons and keys.

    `label` makes it. What was answered is in the file and nowhere else: whoever starts again goes
    on where it stopped. Without a notebook, `answer` and `undo` do the same.

    Attributes:
        pairs: what is asked about, in order.
        path: the file that holds the answers.
    """

    def __init__(
        self,
        result: Resolution[Any],
        pairs: Iterable[Pair],
        path: str | Path,
        *,
        locale: str = "en",
        masked: bool = True,
        blind: bool = True,
    ) -> None:
        self._by_name: dict[frozenset[str], Pair] = {}
        for pair in pairs:
            self._by_name.setdefault(_names(pair), pair)
        self.pairs = tuple(self._by_name.values())
        self.path = Path(path)
        self.locale, self.masked, self.blind = locale, masked, blind
        self._result, self._file = result, LabelFile(self.path)
        self._widget: Any = None

    @property
    def labels(self) -> tuple[tuple[str, str, bool | None], ...]:
        """Return all labels of the file, as `Linker.fit` and `evaluate.from_labels` take them."""
        return self._file.read()

    @property
    def done(self) -> int:
        """Return how many of the pairs have an answer."""
        return len(self._answered())

    @property
    def pair(self) -> Pair | None:
        """Return the pair that is asked about now, or None where all have an answer."""
        answered = self._answered()
        return next((pair for names, pair in self._by_name.items() if names not in answered), None)

    @property
    def fields(self) -> tuple[Compared, ...]:
        """Return what the two records of the pair say, side by side."""
        if (pair := self.pair) is None:
            return ()
        return side_by_side(self._result, *pair, masked=self.masked, blind=self.blind)

    def answer(self, same: bool | None) -> None:
        """Save what is said of the pair that is asked about now.

        Args:
            same: whether it is one customer; None where nobody can tell.

        Raises:
            ConfigurationError: if all pairs have an answer, or `same` is none.
        """
        if same not in (True, False, None):
            raise ConfigurationError(f"an answer is True, False or None, got {same!r}")
        if (pair := self.pair) is None:
            raise ConfigurationError("all pairs have an answer; undo() takes the last one back")
        self._file.append(str(pair[0]), str(pair[1]), same)

    def undo(self) -> bool:
        """Take the last answer back, and ask again; of pairs asked about elsewhere it stays.

        Returns:
            Whether there was one to take back.
        """
        labels = self._file.read()
        if not labels or _names(labels[-1]) not in self._by_name:
            return False
        self._file.drop_last()
        return True

    def _reply(self, said: Any) -> dict[str, Any]:
        """Do what somebody pressed, and return what to show then, or only what went wrong.

        Args:
            said: a dict with `press`, which is "same", "different", "unsure", "back" or nothing,
                and `at`, the pair it was pressed for: of a key that is pressed twice the second is
                not for the pair that comes next.
        """
        words = label_words(self.locale)
        try:
            if said["at"] == _texts(self.pair):
                if said["press"] in _ANSWERS and self.pair is not None:
                    self.answer(_ANSWERS[said["press"]])
                elif said["press"] == "back":
                    self.undo()
            return view_of(
                at=_texts(self.pair), fields=self.fields, done=self.done, total=len(self.pairs),
                path=self.path, locale=self.locale,
            )  # fmt: skip
        except (OSError, CustmdmError) as failed:
            return {"error": words["failed"].format(error=failed)}

    def _answered(self) -> set[frozenset[str]]:
        return {_names(label) for label in self._file.read()} & self._by_name.keys()

    def _repr_mimebundle_(self, **how: Any) -> Any:
        if self._widget is None:
            self._widget = widget_of(self._reply)
        data, metadata = self._widget._repr_mimebundle_(**how)
        # Shown where there are no widgets; the widget's own text is an address in memory.
        return {**data, "text/plain": repr(self)}, metadata

    def __repr__(self) -> str:
        return f"<Labeller: {len(self.pairs)} pairs>"


def _names(pair: Iterable[object]) -> frozenset[str]:
    left, right, *_ = pair
    return frozenset((str(left), str(right)))


def _texts(pair: Pair | None) -> list[str]:
    return [str(record) for record in pair or ()]
