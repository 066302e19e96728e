"""Without the scope a caller sees no value in clear; nor does a log, an error or a header."""

import datetime as dt
import json
import logging
from pathlib import Path

import pytest

if not (Path(__file__).parents[3] / "examples").exists():
    pytest.skip("the examples are out of sight", allow_module_level=True)
pytest.importorskip("sqlalchemy")
pytest.importorskip("fastapi")

from examples.fastapi_app.masks import masked, values_of

import custmdm as cm
from tests.examples.api.people import ANN, BOB, WEI

# What nobody may see of them without the scope, as typed and in standard form.
SECRETS = {
    "ann": ["Ann Lee", "Ann", "Lee", "1961-02-11", "555-0101", "415555", "ann.lee"],
    "bob": [
        "Bob", "Ray", "1970-03-12", "415555", "555 0102", "Acme", "Harbour", "YO1", "bobray",
    ],
    "wei": [
        "小明", "王小", "1988-03-07", "3月7日", "138 1234", "1381234", "xiaoming", "建国路",
        "949123",
    ],
}  # fmt: skip
PEOPLE = {"ann": ANN, "bob": BOB, "wei": WEI}
CN = cm.Context(country="CN")


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("person_name", "Ann Lee", "A*** L***"),
        ("person_name", "王小明", "王**"),
        ("person_name", "王", "***"),
        ("phone", "+8613812345678", "+86138****5678"),
        ("phone", "13812345678", "+86138****5678"),
        ("phone", "12", "***"),
        ("email", "ann.lee@mail.com", "a***@mail.com"),
        ("email", "ann lee", "***"),
        ("birth_date", "1961-02-11", "1961-**-**"),
        ("birth_date", "Ann's birthday", "***"),
        ("gender", "F", "***"),
        ("organization_name", "Acme Rockets Inc.", "***"),
        ("street", "17 Harbour Lane", "***"),
        ("postcode", "100000", "***"),
        ("city", "York", "York"),
        ("country", "CN", "CN"),
    ],
)
def test_a_value_is_masked_by_its_kind(kind, value, shown):
    assert masked(kind, value, CN) == shown


@pytest.mark.parametrize(
    "name", [cm.PersonName(given="明", family="王"), cm.PersonName(full="王明")]
)
def test_a_chinese_name_is_masked_as_a_whole(name):
    """Of the parts one by one the first letter would be all."""
    (standard,) = cm.standardize([cm.Record(cm.RecordId("crm", 1), cm.Person(name=name))]).data
    assert values_of(standard.data, CN, clear=False) == {"name": ("王*",)}
    assert values_of(standard.data, CN, clear=True) == {"name": ("王明",)}


def test_an_address_shows_the_place_alone():
    home = cm.PostalAddress(street="17 Harbour Lane", unit="4b", city="York", country="GB")
    person = cm.Person(addresses=(home, cm.PostalAddress(full="17 Harbour Lane")))
    assert values_of(person, CN, clear=False) == {"addresses": ("***, York, GB", "***")}


@pytest.mark.parametrize("who", PEOPLE)
def test_without_the_scope_no_answer_holds_a_value_in_clear(client, who):
    saved = client.saved("crm:1", PEOPLE[who])
    texts = [
        json.dumps(client.check(PEOPLE[who], by="masked"), ensure_ascii=False),
        client.read(saved["golden_id"], by="masked").text,
        client.save("crm:2", PEOPLE[who], by="masked").text,
    ]
    assert '"masked":true' in texts[0].replace(" ", "")
    assert "***" in texts[0]
    assert "***" in texts[1]
    found = {secret for secret in SECRETS[who] for text in texts if secret in text}
    assert not found


@pytest.mark.parametrize("who", PEOPLE)
def test_with_the_scope_values_are_shown(client, who):
    golden_id = client.saved("crm:1", PEOPLE[who])["golden_id"]
    assert client.check(PEOPLE[who])["masked"] is False
    said = client.read(golden_id).json()
    assert said["masked"] is False
    assert "*" not in json.dumps(said)
    assert said["values"]["birth_date"][0] in SECRETS[who]


def test_no_log_holds_a_value(client, hosts, caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("sqlalchemy.engine", "sqlalchemy.pool"):
        caplog.set_level(logging.DEBUG, name)
    for n, (who, form) in enumerate(PEOPLE.items()):
        golden_id = client.saved(f"crm:{n}", form)["golden_id"]
        client.check(form)
        client.read(golden_id)
        client.save(
            f"crm:{n}",
            form,
            key=f"again-{n}",
            verdicts=[{"record": "crm:77", "verdict": "save_anyway"}],
        )
        client.check({**form, "phones": ["12"]}, by="masked")
        client.ask("POST", "/v1/customers/check", json={"customer": {**form, who: form}})
    hosts["main"].engine.dispose()
    said = "\n".join(record.getMessage() + str(record.exc_text) for record in caplog.records)
    assert caplog.records
    # "Ray" is in "array", which a log may well say.
    every = {secret for secrets in SECRETS.values() for secret in secrets} - {"Ray"}
    assert not [secret for secret in every if secret in said]


def test_an_error_of_the_server_shows_nothing(client, host, monkeypatch, caplog):
    def fail(record):
        raise RuntimeError("out of memory")

    monkeypatch.setattr(host, "check", fail)
    answer = client.ask("POST", "/v1/customers/check", json={"customer": ANN})
    assert (answer.status_code, answer.json()["code"]) == (500, "host.failed")
    assert "memory" not in answer.text
    assert "Ann" not in answer.text + caplog.text
    assert answer.headers["cache-control"] == "no-store"


def test_no_answer_may_be_kept(client):
    golden_id = client.saved("crm:1", ANN)["golden_id"]
    answers = [
        client.read(golden_id), client.save("crm:1", ANN), client.read("g_no"),
        client.read("g", None), client.ask("GET", "/nowhere"),
        client.ask("POST", "/v1/customers/check", content=b"{"),
        client.ask("POST", "/v1/customers/check", content=b" " * 100_000),
    ]  # fmt: skip
    assert {one.headers["cache-control"] for one in answers} == {"no-store"}
    assert len({one.status_code for one in answers}) == 5


# -- who may what -------------------------------------------------------------------------------

REFUSED = [
    ("check", None, 401, "caller.unknown"),
    ("check", "stolen", 401, "caller.unknown"),
    ("check", "write", 403, "caller.not_allowed"),
    ("check", "no-tenant", 403, "tenant.unknown"),
    ("save", None, 401, "caller.unknown"),
    ("save", "check", 403, "caller.not_allowed"),
    ("remove", "check", 403, "caller.not_allowed"),
    ("read", "write", 403, "caller.not_allowed"),
]


@pytest.mark.parametrize(("what", "by", "status", "code"), REFUSED)
def test_a_caller_needs_a_token_and_the_scope(client, what, by, status, code):
    asked = {
        "check": lambda: client.ask("POST", "/v1/customers/check", by, json={"customer": ANN}),
        "save": lambda: client.save("crm:1", ANN, by),
        "remove": lambda: client.remove("crm:1", by),
        "read": lambda: client.read("g_1", by),
    }
    answer = asked[what]()
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert ("www-authenticate" in answer.headers) == (status == 401)


def test_the_clock_is_the_application_s(client, clock, engine):
    from examples.crm_sqlalchemy import schema

    from tests.examples.looks import rows_in

    clock[0] = dt.datetime(2031, 1, 2, tzinfo=dt.UTC)
    client.saved("crm:1", ANN)
    (row,) = rows_in(engine, schema.records)
    assert row.updated_at == "2031-01-02T00:00:00+00:00"
