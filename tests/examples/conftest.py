"""A database for each test, on SQLite and on PostgreSQL."""

import contextlib
import os
import uuid

import pytest

POSTGRES = "CUSTMDM_TEST_POSTGRES"
REQUIRED = "CUSTMDM_TEST_POSTGRES_REQUIRED"


@contextlib.contextmanager
def new_postgres(template="template1"):
    """Make a PostgreSQL database, empty or a copy of another one, and drop it afterwards."""
    import sqlalchemy as sa

    given = os.environ.get(POSTGRES)
    if not given:
        if os.environ.get("CI") == "true" and os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{POSTGRES} names no server, and {REQUIRED} forbids to skip this")
        pytest.skip(f"needs PostgreSQL: {POSTGRES}=postgresql+psycopg://user@host:port/postgres")
    server = sa.create_engine(given, isolation_level="AUTOCOMMIT")
    name = f"test_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield sa.make_url(given).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def postgres_url():
    """Return the URL of an empty PostgreSQL database, which is dropped after the test."""
    with new_postgres() as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Return the URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'crm.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def engine(url):
    """Return an engine on an empty database with all tables."""
    from examples.crm_sqlalchemy import open_database

    made = open_database(url)
    yield made
    made.dispose()
