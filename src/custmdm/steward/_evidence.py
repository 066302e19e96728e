"""What was known of two records when somebody decided on them."""

from hashlib import blake2b

from custmdm.errors import ConfigurationError
from custmdm.linker import Resolution
from custmdm.linker._resolved import ResolvedTable
from custmdm.model import RecordId


def evidence(
    result: "Resolution[object]", left: object, right: object, *, secret: bytes = b""
) -> str:
    """Return a digest of what a result knows of two records: keep it with a decision on them.

    It is of the standard values of all their fields: it changes when a record says something else,
    and not when the same is written otherwise, nor with another fit.

    >>> import custmdm as cm
    >>> said = [
    ...     [{"id": 1, "name": "Ann Lee"}, {"id": 2, "name": name}]
    ...     for name in ("bob  ray", "Bob Ray")
    ... ]
    >>> one, other = [cm.resolve(rows, key="id", kinds={"name": "person_name"}) for rows in said]
    >>> pair = cm.RecordId("table", 2), cm.RecordId("table", 1)
    >>> evidence(one, *pair) == evidence(other, *pair)
    True

    Args:
        result: what `resolve` returned.
        left: a RecordId, or its text ``"crm:17"``.
        right: the other.
        secret: a key of the host's, up to 64 bytes: who has not got it cannot try values.

    Raises:
        UnknownRecordError: if a record is not in the result.
        ConfigurationError: if the secret is no bytes, or too long.
    """
    if not isinstance(secret, bytes) or len(secret) > blake2b.MAX_KEY_SIZE:
        raise ConfigurationError(f"secret is bytes, at most {blake2b.MAX_KEY_SIZE}")
    said = [_said(result, result.find(one), secret) for one in (left, right)]
    return blake2b(b"".join(sorted(said)), digest_size=16, key=secret).hexdigest()


def _said(result: "Resolution[object]", record: RecordId, secret: bytes) -> bytes:
    """Return a digest of what a record says."""
    found = place(result, record)
    assert found is not None
    said = blake2b(digest_size=16, key=secret)
    for path, text in values_of(*found):
        for one in (path, text):
            written = one.encode("utf-8", "surrogatepass")
            # With its length, so that no two ways of saying it run together.
            said.update(len(written).to_bytes(8, "little") + written)
    return said.digest()


def place(result: "Resolution[object]", record: RecordId) -> tuple[ResolvedTable, int] | None:
    """Return where a record stands in a result, or None."""
    for part in result.tables:
        row = part.row_of.get(record)
        if row is not None:
            return part, row
    return None


def values_of(part: ResolvedTable, row: int) -> list[tuple[str, str]]:
    """Return what a record says, standardized: each path with each of its values."""
    found = []
    for path, leaf in sorted(part.table.leaves.items()):
        values = {str(one.shown) for one in leaf.column.row(row) if one.shown is not None}
        found += [(path, value) for value in sorted(values)]
    return found
