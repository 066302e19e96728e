"""Labelling: which pairs are asked about."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from custmdm._labels import Label, read_pairs
from custmdm.charts._label_file import LabelFile, check_name
from custmdm.charts._label_widget import anywidget
from custmdm.charts._labeller import Labeller, Pair
from custmdm.errors import ConfigurationError, UnknownRecordError
from custmdm.evaluate import SamplingPlan
from custmdm.frames import is_frame
from custmdm.linker import Resolution
from custmdm.steward._evidence import place


def label(
    result: Resolution[Any],
    n: int = 50,
    *,
    pairs: Any = None,
    path: str | Path = "labels.csv",
    locale: str = "en",
    masked: bool = True,
    blind: bool = True,
) -> Labeller:
    """Ask in the notebook whether two records are one customer, pair by pair, and save it.

    Buttons or keys: 1 same, 2 different, 3 cannot tell, Backspace takes the last answer back; or S,
    D, U and Z. Each answer is written to the file at once, a CSV of left, right and same; read with
    `csv.DictReader` or as a DataFrame, `Linker.fit`, `Resolution.uncertain_pairs` and
    `evaluate.from_labels` take it as it is. The same call again goes on where it stopped.

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
    >>> asked.done, len(asked.pairs)
    (1, 2)
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


def _known(result: Resolution[Any], labels: Iterable[Label]) -> list[Pair]:
    """Return the labelled pairs whose records are in the result."""
    found = []
    for one, other, _ in labels:
        try:
            found.append((result.find(one), result.find(other)))
        except UnknownRecordError:
            continue  # a label of other data, or of a record that is no more
    return list(dict.fromkeys(found))


def _pair(result: Resolution[Any], left: object, right: object) -> Pair:
    """Return the ids of two records that can be asked about."""
    ids = result.find(left), result.find(right)
    (part, _), (other, _) = (at for record in ids if (at := place(result, record)) is not None)
    if part is not other or ids[0] == ids[1]:
        raise ConfigurationError(f"{ids[0]} and {ids[1]} are not two records of one type")
    for record in ids:
        check_name(str(record))
        # The file names a record by its text.
        if result.find(str(record)) != record:
            raise ConfigurationError(f"{record} names two records in a file of labels")
    return ids
