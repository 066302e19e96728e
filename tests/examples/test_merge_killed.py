"""A merge that is killed between any two statements has done nothing; so has an undo."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import custmdm as cm
from custmdm.steward.schema import host_schema_to_json

ROOT = Path(__file__).parents[2]
if not (ROOT / "examples").exists():
    pytest.skip("the examples are out of sight", allow_module_level=True)
sa = pytest.importorskip("sqlalchemy")

from tests.examples.shop import dump, open_shop, tables  # noqa: E402

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no kill -9 here"),
    pytest.mark.slow,
]
OWN = ("customer_merges", "customer_redirects", "customer_merge_turn")


@pytest.fixture
def shop(url):
    engine, merger = open_shop(url)
    yield engine, merger
    engine.dispose()


@pytest.fixture
def act(url, shop):
    """Merge or undo in a process of its own, which is killed after a statement."""
    package = str(Path(cm.__file__).parents[1])
    schema = host_schema_to_json(shop[1].schema)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.examples.merge_killed", url, schema],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": package}, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip

    def ask(what, last):
        process.stdin.write(f"{what} {last}\n")
        process.stdin.flush()
        return int(process.stdout.readline() or process.stderr.read())

    yield ask
    process.stdin.close()
    error = process.stderr.read()
    process.stdout.close()
    process.stderr.close()
    process.wait(timeout=60)
    assert error == ""


def everything(engine):
    """Return the host's tables and those of the merges."""
    with engine.connect() as connection:
        own = [connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in OWN]  # noqa: S608
    return dump(engine), own


def test_killed_after_any_statement_all_or_nothing_is_done(shop, act):
    engine, _ = shop
    made = tables("none")
    rows = {
        "customers": [{"id": 1, "number": "C1"}, {"id": 2, "number": "C2"}],
        "programmes": [{"code": "A"}],
        "orders": [{"id": 1, "customer_id": 2}],
        "memberships": [{"customer_id": 2, "programme": "A"}],
        "membership_events": [{"id": 1, "customer_id": 2, "programme": "A"}],
        "shipments": [{"id": 1, "customer_number": "C2"}],
        "audit_log": [{"id": 1, "customer_id": 2}],
    }
    with engine.begin() as connection:
        for name, some in rows.items():
            connection.execute(sa.insert(made.tables[name]), some)
    first = everything(engine)
    for what in ("merge", "undo"):
        before, last = everything(engine), 1
        while (ended := act(what, last)) == signal.SIGKILL:
            assert everything(engine) == before
            last += 1
        assert ended == 0
        # The reads, the changes of six tables, and what is noted of them.
        assert last > 15
        assert everything(engine)[0] != before[0]
    assert everything(engine)[0] == first[0]
