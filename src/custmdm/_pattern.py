"""Regular expressions that are compiled when they are first used.

There are hundreds, and who standardizes no address need not wait for those of addresses.
"""

import re
from typing import cast

_METHODS = (
    "match",
    "fullmatch",
    "search",
    "sub",
    "subn",
    "split",
    "findall",
    "finditer",
    "pattern",
)


class _Lazy:
    """Stand for a pattern; from its first use on its methods are those of the compiled one."""

    def __init__(self, source: str, flags: int) -> None:
        self._arguments = source, flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(*self._arguments)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return self.__dict__[name]


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that costs nothing until it is used.

    >>> year = lazy_pattern("[0-9]{4}")
    >>> year.fullmatch("2026") is not None, year.sub("y", "in 2026")
    (True, 'in y')
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))
