"""Claims in full, for an order that hangs on nothing else; the repr of a claim hides its value."""

from collections.abc import Hashable
from typing import Any

from custmdm.model import Claim


def spelled(claim: Claim[Any], key: Hashable = None) -> str:
    """Return all that a claim says as one text: two claims share it only if they are the same.

    >>> from custmdm.model import RecordId
    >>> spelled(Claim("Ann", RecordId("crm", 1)))
    "(('Ann', RecordId('crm', 1), None, True, None), None)"
    """
    said = (claim.value, claim.record, claim.observed_at, claim.valid, claim.trust)
    return repr((said, key))
