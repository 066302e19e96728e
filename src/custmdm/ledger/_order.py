"""The order of records and customers, so that nothing hangs on the order they came in."""

from collections.abc import Iterable

from custmdm.errors import ConfigurationError
from custmdm.model import RecordId
from custmdm.tables import order_of


def in_order(records: Iterable[RecordId]) -> tuple[RecordId, ...]:
    """Return records in order; keys without an order of their own go by how they are written.

    >>> in_order({RecordId("web", 1), RecordId("crm", 2)})
    (RecordId('crm', 2), RecordId('web', 1))

    Raises:
        ConfigurationError: if they are anything else.
    """
    given: tuple[object, ...] = tuple(records) if isinstance(records, Iterable) else (records,)
    found = tuple(one for one in given if isinstance(one, RecordId))
    # One record by itself is refused too: it is easily taken for several.
    if isinstance(records, RecordId) or len(found) < len(given):
        raise ConfigurationError("records are given as several RecordIds, such as [RecordId(...)]")
    return found if len(found) < 2 else tuple(found[i] for i in order_of(found))
