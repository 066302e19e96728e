"""What is known for certain of records: that two are one customer, or not."""

from collections.abc import Iterable

from attrs import field, frozen

from custmdm.errors import ConfigurationError
from custmdm.model._ids import RecordId
from custmdm.model._value_constraints import AliasValue, IgnoreValue


def _record_id(given: RecordId | str) -> RecordId:
    if isinstance(given, str):
        return RecordId.parse(given)
    if not isinstance(given, RecordId):
        raise ConfigurationError(
            f"a constraint names a record by its RecordId or as text, 'crm:17', not by a value of "
            f"type {type(given).__name__}"
        )
    return given


@frozen(eq=False)
class _Pair:
    """Hold two records; which one is left changes nothing."""

    left: RecordId = field(converter=_record_id)
    right: RecordId = field(converter=_record_id)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return {self.left, self.right} == {other.left, other.right}

    def __hash__(self) -> int:
        return hash((type(self), frozenset((self.left, self.right))))


@frozen(eq=False)
class Always(_Pair):
    """Say that two records are one customer, whatever they look like.

    >>> Always("crm:17", "web:9")
    Always(left=RecordId('crm', '17'), right=RecordId('web', '9'))
    >>> Always("crm:17", "web:9") == Always("web:9", "crm:17")
    True

    A text id has a key of text; where the key is a number, write the id out:

    >>> Always(RecordId("crm", 17), "web:9").left
    RecordId('crm', 17)

    Attributes:
        left: the one record, as its id or as text.
        right: the other.

    Raises:
        ConfigurationError: if that is not an id, or a text without a colon.
    """


@frozen(eq=False)
class Never(_Pair):
    """Say that two records are not one customer, however alike they are.

    >>> Never("crm:17", "web:9")
    Never(left=RecordId('crm', '17'), right=RecordId('web', '9'))

    Attributes:
        left: the one record, as its id or as text.
        right: the other.

    Raises:
        ConfigurationError: if that is not an id, a text without a colon, or twice the same record.
    """

    def __attrs_post_init__(self) -> None:
        if self.left == self.right:
            raise ConfigurationError("a Never names two records, not one twice")


def _sources(given: Iterable[str] | str | None) -> tuple[str, ...] | None:
    if given is None:
        return None
    # A text would fall apart into letters.
    sources = (given,) if isinstance(given, str) else tuple(given)
    for source in sources:
        if not isinstance(source, str):
            raise ConfigurationError(
                f"OnePerSource names sources by text, 'crm', got a {type(source).__name__}"
            )
    return tuple(sorted(set(sources)))


@frozen
class OnePerSource:
    """Say that a customer has one record a source at most: each source is without duplicates.

    >>> OnePerSource(["erp", "crm"])
    OnePerSource(sources=('crm', 'erp'))

    Attributes:
        sources: the sources that are without duplicates; None for all.

    Raises:
        ConfigurationError: if a source is no text.
    """

    sources: tuple[str, ...] | None = field(default=None, converter=_sources)


Constraint = Always | Never | OnePerSource | IgnoreValue | AliasValue
"""What is known for certain, and no score may overrule."""
