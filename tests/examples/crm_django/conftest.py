"""A project with customers, and people who may do this and that."""

import shutil

import pytest

from tests.examples.crm_django import site


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """Return an SQLite file with all tables."""
    site.start()
    path = tmp_path_factory.mktemp("crm_django") / "crm.db"
    site.on_sqlite(path)
    site.make_tables()
    site.on_sqlite(":memory:")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, migrated, tmp_path):
    """Let Django use an empty database of this test."""
    if request.param == "sqlite":
        site.on_sqlite(shutil.copy(migrated, tmp_path / "crm.db"))
    else:
        site.on_postgres(request.getfixturevalue("postgres_url"))
        site.make_tables()
    yield request.param
    site.on_sqlite(":memory:")


@pytest.fixture
def crm(database):
    """Return the models of the CRM."""
    from examples.crm_django.crm import models

    return models


@pytest.fixture
def mdm(crm):
    """Return what merges, and what is said of the customers."""
    from examples.crm_django.customers_mdm import description_of, merging

    class Mdm:
        customer = description_of("crm.Customer")
        company = description_of("crm.Company")

        def __getattr__(self, name):
            return getattr(merging, name)

    return Mdm()


@pytest.fixture
def user(crm):
    """Return a function that makes a member of the staff with some permissions."""
    from django.contrib.auth.models import Permission, User

    def make(*codenames, name=None):
        made = User.objects.create(username=name or f"user{User.objects.count()}", is_staff=True)
        made.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        assert made.user_permissions.count() == len(codenames)
        return made

    return make


@pytest.fixture
def boss(crm):
    from django.contrib.auth.models import User

    return User.objects.create(username="boss", is_staff=True, is_superuser=True)


@pytest.fixture
def browse():
    """Return a function that gives a browser in which somebody is logged in."""
    from django.test import Client

    def made(by, language="en"):
        client = Client(headers={"accept-language": language})
        client.force_login(by)
        return client

    return made
