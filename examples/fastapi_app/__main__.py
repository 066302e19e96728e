"""Try it on the bundled sample: python -m examples.fastapi_app [--port 8000] [--openapi]."""

import argparse
import datetime as dt
import json
import tempfile
from pathlib import Path

import uvicorn

import custmdm as cm
from custmdm import block
from examples.crm_sqlalchemy import Host, open_database
from examples.demo import CRM_PERSON

from . import Caller, create_app

# Of a real caller you know more: a session, or a signed token.
TOKENS = {
    "demo": Caller(
        "demo", "main", frozenset({"customers:check", "customers:write", "customers:unmasked"})
    ),
    "masked": Caller("masked", "main", frozenset({"customers:check"})),
}


def sample_host(folder: Path) -> Host:
    """Return a host with the persons of the sample, which are in Chinese."""
    rows = [row for row in cm.datasets.sample().crm if row["type"] == "person"]
    records = CRM_PERSON.read(rows).records
    rules = (block.on("phones"), block.on("emails"), block.on("name"))
    linker = cm.Linker(record=cm.Person, blocking=rules, context=CRM_PERSON.context)
    engine = open_database(f"sqlite:///{folder / 'crm.db'}")
    host = Host(engine, linker.fit(records), b"a secret of the demo")
    host.save(records, now=now())
    return host


def now() -> dt.datetime:
    """Return the time."""
    return dt.datetime.now(dt.UTC)


def main() -> None:
    """Serve the sample, or describe the API."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--openapi", action="store_true", help="print the description of the API")
    given = parser.parse_args()
    if given.openapi:
        app = create_app(lambda _tenant: None, TOKENS.get, now)
        print(json.dumps(app.openapi(), indent=1, ensure_ascii=False))
        return
    with tempfile.TemporaryDirectory() as folder:
        host = sample_host(Path(folder))
        uvicorn.run(create_app({"main": host}.get, TOKENS.get, now), port=given.port)


if __name__ == "__main__":
    main()
