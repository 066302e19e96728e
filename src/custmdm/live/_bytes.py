"""An index as bytes: arrays and JSON under a line that says what it is; never pickle.

    custmdm.live 1            the format and its version
    32 bytes                  a digest of all that follows
    a zip of arrays           as numpy writes them; the one called "json" holds text

The digest tells what was cut or changed by accident. It is no signature: who can write the file can
write the digest.
"""

import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm._version import __version__
from custmdm.columns import Column
from custmdm.errors import IndexFileError, LedgerFileError
from custmdm.ledger._plain import key_from_plain, key_to_plain, record_from_plain, record_to_plain
from custmdm.linker._region import Region
from custmdm.live._image import Image
from custmdm.live._postings import Postings
from custmdm.model import AliasValue, Always, Constraint, IgnoreValue, Never, OnePerSource
from custmdm.tables import by_source, ids_in_order

if TYPE_CHECKING:
    from cattrs import Converter

FORMAT, VERSION = b"custmdm.live", 1
_DIGEST_BYTES = 32
_PAIRS: Mapping[str, type[Always | Never]] = {"always": Always, "never": Never}
_NO_PAIRS: Mapping[str, type[OnePerSource | IgnoreValue | AliasValue]] = {
    "one_per_source": OnePerSource, "ignore_value": IgnoreValue, "alias_value": AliasValue,
}  # fmt: skip
_POSTINGS = ("keys", "fields", "values")

Arrays = dict[str, npt.NDArray[Any]]


@frozen(eq=False)
class Settings:
    """Hold what an index was made with besides its records.

    Attributes:
        linker: the fingerprint of the Linker.
        key: for tables, the column of the record keys.
        source: for tables, the source of their records.
        updated_at: for tables, the column that says when a record was changed.
        constraints: what is known for certain.
        version: how often the index was changed.
    """

    linker: str
    key: str | None
    source: str
    updated_at: str | None
    constraints: tuple[Constraint, ...]
    version: int


def written(image: Image, settings: Settings) -> bytes:
    """Return an image as bytes.

    Raises:
        IndexFileError: if a record holds a value that cannot be written.
    """
    arrays: Arrays = {"names": image.names}
    for name in _POSTINGS:
        (level,) = getattr(image, name).levels or (None,)
        if level is not None:
            arrays |= {f"{name}.hashes": level.hashes, f"{name}.rows": level.rows}
    arrays |= {f"pairs.{i}": array for i, array in enumerate(image.pairs)}
    region = image.region
    arrays |= {"labels": region.labels, "one": region.one, "two": region.two}
    arrays["weight"] = region.weight
    columns = []
    for number, (path, column) in enumerate(image.columns.items()):
        columns.append([path, _to_plain(column.values)])
        arrays[f"codes.{number}"] = column.codes
        if column.offsets is not None:
            arrays[f"offsets.{number}"] = column.offsets
    try:
        document = {
            "custmdm": __version__,
            **_settings_to_plain(settings),
            "ids": [
                [source, list(map(key_to_plain, keys))] for source, keys in by_source(image.ids)
            ],
            "updated_at": [None if at is None else at.isoformat() for at in image.updated_at],
            "columns": columns,
            "data": _data_to_plain(image.data),
            "shared": {path: dict(texts) for path, texts in image.shared.items()},
            "digest": image.digest,
        }
    except LedgerFileError as error:
        raise IndexFileError(str(error)) from None
    text = json.dumps(document, separators=(",", ":")).encode()
    arrays["json"] = np.frombuffer(text, np.uint8)
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    body = file.getbuffer()
    return b"".join([FORMAT, b" %d\n" % VERSION, _digest(body), body])


def read(data: object) -> tuple[Image, Settings]:
    """Return the image that bytes hold.

    Raises:
        IndexFileError: if they are of something else, cut, changed, or of another version.
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise IndexFileError(f"a saved index is bytes, got {type(data).__name__}")
    view = memoryview(data)
    head = bytes(view[: len(FORMAT) + 12]).partition(b"\n")[0]
    name, _, version = head.partition(b" ")
    if name != FORMAT or not version.isdigit():
        raise IndexFileError("this is no saved index: it does not begin as one")
    if int(version) != VERSION:
        raise IndexFileError(
            f"the saved index has version {int(version)} of the format, and this release reads "
            f"{VERSION}: make the index anew from your records"
        )
    start = len(head) + 1
    body = view[start + _DIGEST_BYTES :]
    if bytes(view[start : start + _DIGEST_BYTES]) != _digest(body):
        raise IndexFileError("the saved index was cut or changed: make it anew from your records")
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        document = json.loads(arrays["json"].tobytes())
        if document["custmdm"] != __version__:
            _of_another_release(document["custmdm"])
        return _image(document, arrays), _settings_from_plain(document)
    except IndexFileError:
        raise
    # Only who makes a file by hand comes here; its values stay out of the message.
    except Exception as error:  # noqa: BLE001
        raise IndexFileError(
            f"the saved index does not hold what it should: {type(error).__name__}"
        ) from None


def _of_another_release(release: object) -> NoReturn:
    raise IndexFileError(
        f"the index was saved by custmdm {release}, and this is {__version__}, which may read "
        "values otherwise: make it anew from your records"
    )


def _digest(body: memoryview) -> bytes:
    return blake2b(body, digest_size=_DIGEST_BYTES).digest()


def _image(document: Mapping[str, Any], arrays: Arrays) -> Image:
    given = [(source, list(map(key_from_plain, keys))) for source, keys in document["ids"]]
    ids, order = ids_in_order(given or [("", [])])
    if (np.diff(order) < 0).any():
        raise ValueError  # the arrays would be of other records
    columns: dict[str, Column[object]] = {}
    for number, (path, values) in enumerate(document["columns"]):
        codes, offsets = arrays[f"codes.{number}"], arrays.get(f"offsets.{number}")
        columns[path] = Column(codes, tuple(map(key_from_plain, values)), offsets)
    pairs = arrays["pairs.0"], arrays["pairs.1"], arrays["pairs.2"]
    times = document["updated_at"]
    return Image(
        ids=ids,
        updated_at=[None if at is None else dt.datetime.fromisoformat(at) for at in times],
        columns=columns,
        data=tuple(document["data"]),
        shared=document["shared"],
        names=arrays["names"],
        keys=_postings(arrays, "keys"),
        fields=_postings(arrays, "fields"),
        values=_postings(arrays, "values"),
        pairs=pairs,
        region=Region(arrays["labels"], arrays["one"], arrays["two"], arrays["weight"]),
        digest=document["digest"],
    )


def _postings(arrays: Arrays, name: str) -> Postings:
    hashes = arrays.get(f"{name}.hashes")
    return Postings() if hashes is None else Postings().plus(hashes, arrays[f"{name}.rows"])


def _to_plain(values: Sequence[object]) -> list[Any]:
    """Return cells of a table as JSON holds them; their types come back."""
    if set(map(type, values)) <= {str, int}:
        return list(values)
    found = []
    for value in values:
        item = getattr(value, "item", None) or getattr(value, "to_pydatetime", None)
        plain: Any = value if item is None else item()
        try:
            found.append(key_to_plain(plain))
        except LedgerFileError:
            raise IndexFileError(
                f"a cell of type {type(value).__name__} cannot be saved; make it text or a number"
            ) from None
    return found


def _data_to_plain(data: Sequence[object]) -> list[Any]:
    return list(_converter().unstructure(list(data))) if data else []


def with_data(image: Image, record: type | None) -> Image:
    """Return an image that was read with its typed records.

    Raises:
        IndexFileError: if no such records can be made of what it holds.
    """
    if record is None:
        return image
    try:
        return evolve(image, data=tuple(_converter().structure(image.data, list[record])))  # type: ignore[valid-type]
    # Whatever is wrong in a record is wrong in one way or another.
    except Exception as error:  # noqa: BLE001
        raise IndexFileError(
            f"no {record.__name__} can be made of what the saved index holds: "
            f"{type(error).__name__}"
        ) from None


def _converter() -> "Converter":
    """Return the converter of cattrs, which is loaded when typed records are written or read."""
    from cattrs.preconf.json import make_converter

    return make_converter(omit_if_default=True, detailed_validation=False)


def _settings_to_plain(settings: Settings) -> dict[str, Any]:
    found: list[list[Any]] = []
    for one in settings.constraints:
        if isinstance(one, OnePerSource):
            found.append(["one_per_source", one.sources])
        elif isinstance(one, IgnoreValue):
            found.append(["ignore_value", one.field, one.value])
        elif isinstance(one, AliasValue):
            found.append(["alias_value", one.field, one.value, one.same_as])
        else:
            name = "always" if isinstance(one, Always) else "never"
            found.append([name, record_to_plain(one.left), record_to_plain(one.right)])
    return {
        "linker": settings.linker, "key": settings.key, "source": settings.source,
        "updated_at_column": settings.updated_at, "constraints": found,
        "version": settings.version,
    }  # fmt: skip


def _settings_from_plain(document: Mapping[str, Any]) -> Settings:
    constraints: list[Constraint] = []
    for name, *said in document["constraints"]:
        if name in _NO_PAIRS:
            constraints.append(_NO_PAIRS[name](*said))
        else:
            constraints.append(_PAIRS[name](*map(record_from_plain, said)))
    return Settings(
        document["linker"], document["key"], document["source"], document["updated_at_column"],
        tuple(constraints), document["version"],
    )  # fmt: skip
