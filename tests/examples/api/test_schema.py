"""What clients are built on stays as it is: a change of it is a change of openapi.json."""

import doctest
import json
import re
from pathlib import Path

import pytest

if not (Path(__file__).parents[3] / "examples").exists():
    pytest.skip("the examples are out of sight", allow_module_level=True)
pytest.importorskip("sqlalchemy")
pytest.importorskip("fastapi")

import examples.fastapi_app as app_package
from examples.fastapi_app import masks, problems
from examples.fastapi_app.problems import PROBLEMS

from tests.examples.api.conftest import Client
from tests.examples.api.people import ANN
from tests.examples.worlds import linker

STORED = Path(app_package.__file__).parent / "openapi.json"


def test_the_api_is_as_it_was_described(client):
    """If it is to change: python -m examples.fastapi_app --openapi > .../openapi.json."""
    described = client.http.get("/v1/openapi.json").json()
    assert described == json.loads(STORED.read_text("utf-8"))


def test_every_operation_has_a_name_and_says_its_problems():
    paths = json.loads(STORED.read_text("utf-8"))["paths"]
    operations = [one for path in paths.values() for one in path.values()]
    assert {one["operationId"] for one in operations} == {
        "checkCustomer", "saveRecord", "removeRecord", "readCustomer",
    }  # fmt: skip
    said = {
        code
        for one in operations
        for status, told in one["responses"].items()
        if int(status) >= 400
        for code in told["description"].split(" or ")
    }
    assert said == PROBLEMS.keys() - {"path.unknown", "method.not_allowed", "host.failed"}


def test_every_reference_of_the_description_leads_somewhere():
    text = STORED.read_text("utf-8")
    schemas = json.loads(text)["components"]["schemas"]
    named = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert named <= schemas.keys()
    assert "ProblemOut" in named


def test_the_readme_runs(tmp_path, monkeypatch):
    text = STORED.with_name("README.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    said = {"linker": linker()}
    exec(code, said)  # noqa: S102  our own
    client = Client(said["app"])
    headers = {"Authorization": "Bearer token of jo"}
    answer = client.ask(
        "POST", "/v1/customers/check", None, headers=headers, json={"customer": ANN}
    )
    assert answer.json()["known"] == "no"
    said["engine"].dispose()


@pytest.mark.parametrize("module", [masks, problems])
def test_the_examples_of_its_docstrings_hold(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
