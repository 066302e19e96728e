"""Many names of persons, held by their parts."""

from collections.abc import Callable, Mapping, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.model import PersonName

Codes = npt.NDArray[np.int32]


@frozen(eq=False, repr=False)
class PersonNames(Sequence[PersonName]):
    """Be many names; a part is read of all of them at once, a name made where somebody asks.

    >>> names = PersonNames(
    ...     {"given": np.array([0, 0]), "family": np.array([0, -1])},
    ...     {"given": ("Anna", None), "family": ("Lee", None)},
    ...     lambda at: PersonName(given="Anna", family=("Lee", None)[at]),
    ... )
    >>> names.part("family"), names.part("middle"), names[1].given
    (['Lee', None], [None, None], 'Anna')

    Attributes:
        codes: by part, the text of each name; -1 where it has none.
        texts: by part, the distinct texts, and None at the end.
        make: gives the name at a place.
    """

    codes: Mapping[str, Codes]
    texts: Mapping[str, Sequence[str | None]]
    make: Callable[[int], PersonName]

    def __len__(self) -> int:
        return len(next(iter(self.codes.values())))

    @overload
    def __getitem__(self, at: int) -> PersonName: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[PersonName]: ...
    def __getitem__(self, at: int | slice) -> PersonName | Sequence[PersonName]:
        places = range(len(self))[at]
        return self.make(places) if isinstance(places, int) else list(map(self.make, places))

    def take(self, places: Sequence[int]) -> "PersonNames":
        """Return the names at some places."""
        make, at = self.make, np.array(places, np.int64)
        codes = {part: codes[at] for part, codes in self.codes.items()}
        return PersonNames(codes, self.texts, lambda i: make(places[i]))

    def part(self, name: str) -> list[str | None]:
        """Return one part of each name: given, middle, family, suffix or honorific."""
        if name not in self.codes:
            return [None] * len(self)
        return list(map(self.texts[name].__getitem__, self.codes[name].tolist()))
