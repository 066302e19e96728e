"""The small world, made and resolved once."""

import pandas as pd
import pytest

import custmdm as cm
from tests.linker.world import AUSTRALIA, KINDS, MAPPING, Row, people, resolved


@pytest.fixture(scope="session")
def rows() -> list[Row]:
    return people()[0]


@pytest.fixture(scope="session")
def truth() -> dict[int, int]:
    return people()[1]


@pytest.fixture(scope="session")
def frame(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows)


@pytest.fixture(scope="session")
def result(frame: pd.DataFrame) -> cm.Resolution:
    """The people as a table, resolved."""
    return resolved(frame)


@pytest.fixture(scope="session")
def records(rows: list[Row]) -> tuple[cm.Record[cm.Person], ...]:
    """The people as typed records."""
    return MAPPING.read(rows).records


@pytest.fixture(scope="session")
def typed(records: tuple[cm.Record[cm.Person], ...]) -> cm.Resolution:
    """The typed records, resolved."""
    return cm.resolve(records, context=AUSTRALIA)


@pytest.fixture(scope="session")
def linker(frame: pd.DataFrame) -> cm.Linker:
    """A Linker of the table, fitted."""
    return cm.Linker(kinds=KINDS, context=AUSTRALIA).fit(frame, key="id", source="crm")
