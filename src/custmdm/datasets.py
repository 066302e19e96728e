"""The bundled sample: customers of three systems that disagree, and who is who in truth.

It is there for notebooks, docs and a first try. Everyone in it is invented; its README.md, beside
the files in `custmdm/data/sample`, says what the columns hold and what makes the sample hard.
"""

import csv
import io
from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

__all__ = ["Sample", "sample"]


@frozen(repr=False)
class Sample:
    """Hold the rows of three systems as read, all values text, and the truth about them.

    Attributes:
        crm: rows of a Chinese sales CRM, persons and companies; the key is `id`.
        erp: rows of an English ERP, persons and companies; the key is `customer_no`.
        shop: rows of a web shop, persons; the key is `account`.
        truth: the true customer of every row, by record: `"crm:C1042"` to `"P0123"`. Customers
            with P are persons, those with O organizations.
    """

    crm: tuple[dict[str, str], ...]
    erp: tuple[dict[str, str], ...]
    shop: tuple[dict[str, str], ...]
    truth: Mapping[str, str] = field(converter=MappingProxyType[str, str])

    def __repr__(self) -> str:
        tables = f"crm={len(self.crm)} rows, erp={len(self.erp)} rows, shop={len(self.shop)} rows"
        return f"Sample({tables}, customers={len(set(self.truth.values()))})"


def sample() -> Sample:
    """Read the bundled sample.

    Every call reads anew, so the rows are the caller's to change.

    >>> from custmdm.datasets import sample
    >>> data = sample()
    >>> data
    Sample(crm=676 rows, erp=697 rows, shop=629 rows, customers=1352)
    >>> list(data.shop[0])
    ['account', 'name', 'email', 'phone', 'birthday', 'street_address', 'town', 'region', 'zip',
     'country_code', 'updated']
    >>> data.truth["crm:" + data.crm[0]["id"]]
    'P0678'

    Returns:
        The rows of the three systems, and the truth.
    """
    return Sample(
        crm=_read("crm.csv"),
        erp=_read("erp.csv"),
        shop=_read("shop.csv"),
        truth={row["record"]: row["entity"] for row in _read("truth.csv")},
    )


def _read(name: str) -> tuple[dict[str, str], ...]:
    # Imported here: who reads no sample does not wait for it.
    from importlib.resources import files

    text = files("custmdm").joinpath("data", "sample", name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))
