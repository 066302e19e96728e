"""Values that matching reads as others, because somebody said so: ignored ones, and aliases."""

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from attrs import evolve

from custmdm.kinds import Answers
from custmdm.model import Standardized, Status
from custmdm.tables._leaf import Leaf

# What a value is read as, by path and match key.
ReadAs = Mapping[str, Mapping[str, Standardized]]
AS_SAID: ReadAs = MappingProxyType({})
# What a value is read as that says nothing.
IGNORED = Standardized(None, None, Status.PLACEHOLDER)


def identities(value: Standardized) -> Sequence[str]:
    """Return the match keys that a value is known by: one; of several values in one cell each."""
    return value.match_keys if value.value is None else value.match_keys[:1]


def as_read(value: Standardized, of_path: Mapping[str, Standardized]) -> Standardized:
    """Return what matching reads a value of a path as."""
    keys = identities(value)
    if not any(key in of_path for key in keys):
        return value
    if len(keys) == 1:
        return of_path[keys[0]]
    found: list[str] = []
    for key in keys:
        found += of_path[key].match_keys[:1] if key in of_path else (key,)
    return evolve(value, match_keys=tuple(dict.fromkeys(found))) if found else IGNORED


def leaf_as_read(leaf: Leaf, of_path: Mapping[str, Standardized]) -> Leaf:
    """Return the values of a path as matching reads them."""
    answers = leaf.answers
    places = _places(answers, of_path)
    if not places:
        return leaf
    texts = list(answers.texts)
    known = dict(answers.others)
    for i in places:
        known[i] = as_read(known[i] if i in known else answers.read(i), of_path)
        # No plain value: it is asked for what it is read as.
        texts[i] = None

    def read(i: int) -> Standardized:
        return known[i] if i in known else answers.read(i)

    made = Answers(texts, read, answers.raw, answers.keys_of)
    return evolve(leaf, column=evolve(leaf.column, values=made))


def rows_saying(leaf: Leaf, keys: Container[str]) -> npt.NDArray[np.int64]:
    """Return the rows with a value that is known by one of some match keys; some of them twice."""
    # Codes -1 and -2 find the two places at the end.
    said = np.zeros(len(leaf.answers) + 2, dtype=np.bool_)
    said[_places(leaf.answers, keys)] = True
    return leaf.column.flat_rows()[said[leaf.column.codes]]


def read_otherwise(before: ReadAs, after: ReadAs) -> dict[str, set[str]]:
    """Return by path the match keys of the values that are read otherwise than before."""
    found: dict[str, set[str]] = {}
    for path in {*before, *after}:
        then, now = before.get(path, {}), after.get(path, {})
        keys = {key for key in {*then, *now} if then.get(key) != now.get(key)}
        if keys:
            found[path] = keys
    return found


def _places(answers: Answers, keys: Container[str]) -> list[int]:
    """Return which of the distinct values are known by one of some match keys."""
    found = []
    for i, key in enumerate(answers.plain_keys()):
        if key is not None:
            known: Sequence[str] = (key,)
        else:
            value = answers.others.get(i)
            known = identities(answers.read(i) if value is None else value)
        if any(one in keys for one in known):
            found.append(i)
    return found
