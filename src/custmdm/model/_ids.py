"""The id of a record."""

from collections.abc import Hashable

from attrs import field, frozen

from custmdm.errors import ConfigurationError


def _typed(key: Hashable) -> tuple[str, Hashable]:
    # 1, True and "1" are different keys, and keys of different types still have an order;
    # so do the parts of a key of several columns.
    return type(key).__name__, tuple(map(_typed, key)) if isinstance(key, tuple) else key


def _check_source(_instance: object, _attribute: object, source: str) -> None:
    if ":" in source:
        raise ConfigurationError(f"a source holds no colon: {source!r}")


@frozen(order=True, repr=False)
class RecordId:
    """Name one record: the source it comes from and its key there.

    The key keeps its Python type: 1 is not "1".

    >>> RecordId("crm", 17)
    RecordId('crm', 17)
    >>> str(RecordId("crm", 17))
    'crm:17'
    >>> RecordId("crm", 1) == RecordId("crm", "1")
    False
    >>> RecordId.parse("crm:17")
    RecordId('crm', '17')
    """

    source: str = field(validator=_check_source)
    key: Hashable = field(eq=_typed, order=_typed)

    def __str__(self) -> str:
        return f"{self.source}:{self.key}"

    def __repr__(self) -> str:
        return f"RecordId({self.source!r}, {self.key!r})"

    @classmethod
    def parse(cls, text: str) -> "RecordId":
        """Read ``"crm:17"``; the key stays text.

        Raises:
            ConfigurationError: if there is no colon.
        """
        source, colon, key = text.partition(":")
        if not colon:
            raise ConfigurationError("a record id is written 'source:key'")
        return cls(source, key)
