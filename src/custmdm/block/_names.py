"""The words of many names of persons: what is done to a part is done once a text of it."""

import itertools
from collections.abc import Callable
from functools import cached_property

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block._folding import folded, folded_texts
from custmdm.columns import PersonNames, ranges

Int64 = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# In the order in which they make the text of a name.
_PARTS = ("given", "middle", "family")


@frozen(eq=False)
class NameTexts:
    """Hold the folded texts of the parts of names, and which ones each name has.

    Attributes:
        texts: the folded texts of all parts; one of them is empty.
        codes: the texts of each name: a row for each part.
    """

    texts: list[str]
    codes: tuple[Int64, Int64, Int64]

    @classmethod
    def of(cls, names: PersonNames) -> "NameTexts":
        """Fold the texts of names.

        >>> of = {"given": ("Anna", None), "family": ("O'Hara", "Li", None)}
        >>> codes = {"given": np.array([0, -1]), "family": np.array([0, 1])}
        >>> found = NameTexts.of(PersonNames(codes, of, [].__getitem__))
        >>> [[found.texts[i] for i in row.tolist()] for row in found.codes]
        [['anna', ''], ['', ''], ['ohara', 'li']]
        """
        raw: list[str] = [""]
        codes = []
        for part in _PARTS:
            of_part = names.texts.get(part, ())
            # A negative code is none: the empty text at the start.
            own = names.codes.get(part, np.full(len(names), -1, np.int32)).astype(np.int64)
            own = np.where(own < 0, 0, own + len(raw))
            codes.append(own)
            raw += [text or "" for text in of_part]
        said = np.fromiter(map(bool, raw), np.bool_, len(raw))
        bare = ~(said[codes[0]] | said[codes[1]] | said[codes[2]])
        texts = folded_texts(raw)
        # What has no part is known by its whole text.
        for i in np.flatnonzero(bare).tolist():
            codes[0][i] = len(texts)
            texts.append(folded(names[i]))
        given, middle, family = codes
        return cls(texts, (given, middle, family))

    def any_of(self, is_so: Callable[[str], bool]) -> Flags:
        """Return which names have a part of which a function says so."""
        of_text = np.fromiter(map(is_so, self.texts), np.bool_, len(self.texts))
        given, middle, family = self.codes
        found: Flags = of_text[given] | of_text[middle] | of_text[family]
        return found

    @cached_property
    def is_plain(self) -> Flags:
        """Say which names have a given and a family name and nothing else."""
        said = np.fromiter(map(bool, self.texts), np.bool_, len(self.texts))
        given, middle, family = self.codes
        found: Flags = said[given] & said[family] & ~said[middle]
        return found

    def words(self) -> tuple[Int64, Int64, list[str]]:
        """Return the words of names: name and place of each word, and the words."""
        split = [text.split() for text in self.texts]
        counts = np.fromiter(map(len, split), np.int64, len(split))
        starts = np.cumsum(counts) - counts
        of_name = [counts[codes] for codes in self.codes]
        total = of_name[0] + of_name[1] + of_name[2]
        at = np.repeat(np.arange(len(total)), total)
        places = np.empty(len(at), dtype=np.int64)
        before = np.cumsum(total) - total
        for codes, times in zip(self.codes, of_name, strict=True):
            places[ranges(before, times)] = ranges(starts[codes], times)
            before = before + times
        return at, places, list(itertools.chain.from_iterable(split))
