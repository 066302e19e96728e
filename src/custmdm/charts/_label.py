"""Labelling: which pairs are asked about, and what was answered."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from custmdm._labels import Label, read_pairs
from custmdm.charts._label_file import LabelFile, check_name
from custmdm.charts._label_widget import anywidget, widget_of
from custmdm.errors import ConfigurationError, UnknownRecordError
from custmdm.evaluate import SamplingPlan
from custmdm.frames import is_frame
from custmdm.model import RecordId
from custmdm.steward import Compared, side_by_side

if TYPE_CHECKING:
    from custmdm.linker import Resolution

Pair = tuple[RecordId, RecordId]


class Labeller:
    """Ask about pairs, one at a time; a notebook shows it with buttons and keys.

    What was answered is in the file and nowhere else: whoever starts again goes on where it
    stopped. Without a notebook, `answer` and `undo` do the same.

    Attributes:
        pairs: what is asked about, in order.
        path: the file that holds the answers.
    """

    def __init__(
        self,
        result: "Resolution[Any]",
        pairs: Iterable[Pair],
        path: str | Path,
        *,
        locale: str = "en",
        masked: bool = True,
        blind: bool = True,
    ) -> None:
        self.pairs = tuple(dict.fromkeys(pairs))
        self.path = Path(path)
        self.locale, self.masked, self.blind = locale, masked, blind
        self._result, self._file = result, LabelFile(self.path)
        self._names = {_names(pair): pair for pair in self.pairs}
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
        return next((pair for names, pair in self._names.items() if names not in answered), None)

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
        if not labels or _names(labels[-1]) not in self._names:
            return False
        self._file.drop_last()
        return True

    def _answered(self) -> set[frozenset[str]]:
        return {_names(label) for label in self._file.read()} & self._names.keys()

    def _repr_mimebundle_(self, **how: Any) -> Any:
        if self._widget is None:
            self._widget = widget_of(self)
        return self._widget._repr_mimebundle_(**how)

    def __repr__(self) -> str:
        return f"<Labeller: {self.done} of {len(self.pairs)} pairs have an answer>"


def label(
    result: "Resolution[Any]",
    n: int = 50,
    *,
    pairs: Any = None,
    path: str | Path = "labels.csv",
    locale: str = "en",
    masked: bool = True,
    blind: bool = True,
) -> Labeller:
    """Ask in the notebook whether two records are one customer, pair by pair, and save it.

    Buttons or keys: 1 same, 2 different, 3 cannot tell, Backspace takes the last answer back. Each
    answer is written to the file at once, a CSV of left, right and same, which `Linker.fit`,
    `uncertain_pairs` and `evaluate.from_labels` take as rows of `csv.DictReader` or as a DataFrame.
    The same call again goes on where it stopped.

    Whoever labels mostly needs to see the values: say ``masked=False`` where they may.

    >>> import tempfile
    >>> import custmdm as cm
    >>> names = "Ann Lee", "Lee, Ann", "Anna Lee", "Bob Ray", "Bob Rae"
    >>> rows = [{"id": i, "name": name} for i, name in enumerate(names)]
    >>> result = cm.resolve(rows, key="id", kinds={"name": "person_name"})
    >>> folder = tempfile.TemporaryDirectory()
    >>> asked = cm.charts.label(result, 2, path=f"{folder.name}/labels.csv", masked=False)
    >>> for field in asked.fields:
    ...     print(field.left, field.right, field.agreement)
    ('Ann Lee',) ('Anna Lee',) alike
    >>> asked.answer(False)
    >>> asked
    <Labeller: 1 of 2 pairs have an answer>
    >>> [tuple(one) for one in asked.labels]
    [('table:0', 'table:2', False)]
    >>> folder.cleanup()

    Args:
        result: what `resolve` returned.
        n: how many pairs the file is to have answers for, in all: those it has count, then come
            those that teach the most (`Resolution.uncertain_pairs`). After the next fit, ask for
            more with the same file.
        pairs: ask about these instead, all of them in their order: a `SamplingPlan`, links, or
            pairs of records. A plan is measured with labels of its own: give it its own path.
        path: the file; it is made with the first answer.
        locale: English ("en") or Chinese ("zh").
        masked: whether values are masked by their kinds.
        blind: whether what the model thinks of the pair stays hidden, so that nobody is swayed.

    Raises:
        MissingExtraError: if the extra "charts" is not installed.
        UnknownRecordError: if a record of `pairs` is not in the result.
        ConfigurationError: if `pairs` are no pairs of records of one type, the text of a record
            names two, or the file holds something else.
    """
    anywidget()
    if n < 1:
        raise ConfigurationError(f"label asks about at least one pair, got n={n}")
    path = Path(path)
    if not path.parent.is_dir():
        raise ConfigurationError(f"there is no folder {str(path.parent)!r} for the labels: make it")
    labels = LabelFile(path).read()
    if pairs is not None:
        found = [_pair(result, left, right) for left, right in _given(pairs)]
    else:
        found = _known(result, labels)
        if n > len(found):
            more = result.uncertain_pairs(n - len(found), exclude=labels)
            found += [_pair(result, link.left, link.right) for link in more]
    return Labeller(result, found, path, locale=locale, masked=masked, blind=blind)


def _given(pairs: Any) -> Iterable[tuple[Any, Any]]:
    """Return pairs as they were named, of a plan, links, or anything that holds pairs."""
    pairs = pairs.pairs if isinstance(pairs, SamplingPlan) else pairs
    if isinstance(pairs, (Mapping, str)) or is_frame(pairs) or not isinstance(pairs, Iterable):
        return read_pairs(pairs)
    return read_pairs([(p.left, p.right) if hasattr(p, "left") else p for p in pairs])


def _known(result: "Resolution[Any]", labels: Iterable[Label]) -> list[Pair]:
    """Return the labelled pairs whose records are in the result."""
    found = []
    for one, other, _ in labels:
        try:
            found.append((result.find(one), result.find(other)))
        except UnknownRecordError:
            continue  # a label of other data, or of a record that is no more
    return list(dict.fromkeys(found))


def _pair(result: "Resolution[Any]", left: object, right: object) -> Pair:
    """Return the ids of two records that can be asked about."""
    ids = result.find(left), result.find(right)
    side_by_side(result, *ids)  # says what is wrong with them
    for record in ids:
        check_name(str(record))
        # The file names a record by its text.
        if result.find(str(record)) != record:
            raise ConfigurationError(f"{record} names two records in a file of labels")
    return ids


def _names(pair: Iterable[object]) -> frozenset[str]:
    left, right, *_ = pair
    return frozenset((str(left), str(right)))
