"""A project with customers, and people who may do this and that."""

import shutil
from pathlib import Path

import attrs
import pytest
import sqlalchemy as sa

from tests.examples.conftest import new_postgres
from tests.examples.crm_django import site

if (Path(__file__).parents[3] / "examples").exists():
    site.start()  # before the tests import models
else:
    collect_ignore_glob = ["*"]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """Return an SQLite file with all tables."""
    path = tmp_path_factory.mktemp("crm_django") / "crm.db"
    site.on_sqlite(path)
    site.make_tables()
    site.on_sqlite(":memory:")
    return path


@pytest.fixture(scope="session")
def migrated_postgres():
    """Return the name of a PostgreSQL database with all tables."""
    with new_postgres() as url:
        site.on_postgres(url)
        site.make_tables()
        site.on_sqlite(":memory:")
        yield sa.make_url(url).database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    """Let Django use an empty database of this test."""
    if request.param == "sqlite":
        site.on_sqlite(shutil.copy(request.getfixturevalue("migrated"), tmp_path / "crm.db"))
        yield request.param
        site.on_sqlite(":memory:")
    else:
        with new_postgres(request.getfixturevalue("migrated_postgres")) as url:
            site.on_postgres(url)
            yield request.param
            site.on_sqlite(":memory:")


@pytest.fixture
def user(database):
    """Return a function that makes a member of the staff with some permissions."""
    from django.contrib.auth.models import Permission, User

    def make(*codenames):
        made = User.objects.create(username=f"user{User.objects.count()}", is_staff=True)
        made.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        assert made.user_permissions.count() == len(codenames)
        return made

    return make


@pytest.fixture
def boss(database):
    from django.contrib.auth.models import User

    return User.objects.create(username="boss", is_staff=True, is_superuser=True)


@pytest.fixture
def mdm(boss):
    """Return what merges, in the name of the boss."""
    from tests.examples.crm_django.acts import Acts

    return Acts(boss)


@pytest.fixture
def browse():
    """Return a function that gives a browser in which somebody is logged in."""
    from django.test import Client

    def made(by, language="en"):
        client = Client(headers={"accept-language": language})
        client.force_login(by)
        return client

    return made


@pytest.fixture
def describe(database):
    """Return a function that says something else of the customers in this test."""
    from examples.crm_django.customers_mdm import description_of, register

    usual = description_of("crm.Customer")
    yield lambda **said: register(attrs.evolve(usual, **said))
    register(usual)
