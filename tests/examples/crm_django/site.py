"""The Django project, set up once in a process, on a database of each test's own."""

import functools

import sqlalchemy as sa


@functools.cache
def start():
    """Set Django up; it touches no environment and no logging, which other tests share."""
    import django
    from django.conf import settings
    from examples.crm_django import settings as given

    said = {name: value for name, value in vars(given).items() if name.isupper()}
    said |= {"DEBUG": False, "ALLOWED_HOSTS": ["testserver"], "LOGGING_CONFIG": None}
    settings.configure(**said)
    django.setup()


def connect(**database):
    """Let Django use another database."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connections

    connections["default"].close()
    del connections["default"]
    connections.settings["default"].update(database)
    ContentType.objects.clear_cache()


def on_sqlite(path):
    connect(ENGINE="django.db.backends.sqlite3", NAME=str(path))


def on_postgres(url):
    made = sa.make_url(url)
    connect(
        ENGINE="django.db.backends.postgresql", NAME=made.database, USER=made.username or "",
        PASSWORD=made.password or "", HOST=made.host or "", PORT=made.port or "",
    )  # fmt: skip


def make_tables():
    """Make the tables, with a Linker that is fitted."""
    from django.core.management import call_command
    from examples.crm_django.customers_mdm import description_of
    from examples.crm_django.customers_mdm.linkers import keep_fit

    from tests.examples.worlds import linker

    call_command("migrate", verbosity=0)
    keep_fit(description_of("crm.Customer"), linker(), "default")


def dump(*labels):
    """Return all rows of the tables of some applications, else of the CRM's own."""
    from django.apps import apps
    from django.db import connection

    found = {}
    configs = map(apps.get_app_config, labels or ["crm"])
    for model in (m for c in configs for m in c.get_models(include_auto_created=True)):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def counts(dumped):
    return {table: len(rows) for table, rows in dumped.items()}
