"""Whatever is sent, the answer is a problem with a stable code, and none of the server's own."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if not (Path(__file__).parents[3] / "examples").exists():
    pytest.skip("the examples are out of sight", allow_module_level=True)
pytest.importorskip("sqlalchemy")
pytest.importorskip("fastapi")

from examples.fastapi_app.problems import MEDIA_TYPE, PROBLEMS

from tests.examples.api.people import ANN


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    # The database sees none of this: one will do, of one sort.
    return f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'crm.db'}"


def post(client, body, **more):
    headers = {"Content-Type": "application/json"}
    return client.ask("POST", "/v1/customers/check", content=body, headers=headers, **more)


def in_form(value):
    return json.dumps({"customer": value}).encode()


BODIES = {
    "nothing": (b"", 422),
    "no JSON": (b"{", 400),
    "no UTF-8": (b'{"customer": {"gender": "\xff"}}', 400),
    "a list": (b"[]", 422),
    "a text": (b'"Ann"', 422),
    "null": (b"null", 422),
    "no customer": (b"{}", 422),
    "deep": (b"[" * 30_000, 400),
    "deep and whole": (b"[" * 30_000 + b"]" * 30_000, 400),
    "deep in a field": (b'{"customer":{"name":' + b'{"full":' * 5000 + b"1" + b"}" * 5002, 400),
    "a number of 5000 digits": (b'{"customer": {}, "limit": ' + b"9" * 5000 + b"}", 400),
    "not a number": (b'{"customer": {}, "limit": NaN}', 422),
    "more than a float holds": (b'{"customer": {}, "limit": 1e999}', 422),
    "a limit of nothing": (b'{"customer": {}, "limit": 0}', 422),
    "a limit of true": (b'{"customer": {}, "limit": true}', 422),
    "half a character": (b'{"customer": {"gender": "\\ud800"}}', 422),
    "half a character as a key": (b'{"customer": {"\\ud800": 1}}', 422),
    "NUL": (in_form({"gender": "a\0b"}), 422),
    "an escape": (in_form({"phones": ["\x1b[2J"]}), 422),
    "a phone that is a number": (in_form({"phones": [4155550101]}), 422),
    "phones that are one text": (in_form({"phones": "4155550101"}), 422),
    "a name that is a text": (in_form({"name": "Ann Lee"}), 422),
    "a name that is a list": (in_form({"name": ["Ann", "Lee"]}), 422),
    "an unknown field": (in_form({"Ann Lee": 1}), 422),
    "a private field": (in_form({"__class__": "Person"}), 422),
    "a long text": (in_form({"gender": "a" * 501}), 422),
    "many phones": (in_form({"phones": ["4155550101"] * 21}), 422),
    "too large": (in_form({"gender": "a" * 70_000}), 413),
    "a record without a source": (b'{"customer": {}, "record": "17"}', 422),
    "a record with a line break": (b'{"customer": {}, "record": "crm:1\\n"}', 422),
    "a record of no source": (b'{"customer": {}, "record": ":new"}', 422),
}


@pytest.mark.parametrize("what", BODIES)
def test_a_body_that_is_not_as_described_is_refused(client, what):
    body, status = BODIES[what]
    answer = post(client, body)
    told = answer.json()
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert told.keys() == {"type", "title", "status", "code", "errors"}
    assert told["status"] == PROBLEMS[told["code"]].status == status
    assert told["type"] == f"urn:custmdm:problem:{told['code']}"
    assert not any(word in answer.text for word in ("Ann", "Lee", "415555", "x1b", "class"))


def test_a_body_that_comes_in_parts_is_measured_too(client):
    def parts():
        for _ in range(100):
            yield b" " * 1000

    answer = post(client, parts())
    assert (answer.status_code, answer.json()["code"]) == (413, "request.too_large")


def test_errors_name_the_place_and_not_the_value(client):
    answer = post(client, in_form({"phones": ["1", 2], "Ann Lee": 3, "name": {"full": "Ann\0"}}))
    assert answer.json()["errors"] == [
        {"path": "body.customer.name.full", "code": "string_control"},
        {"path": "body.customer.phones.1", "code": "string_type"},
        {"path": "body.customer", "code": "extra_forbidden"},
    ]


def test_a_problem_is_told_in_the_language_of_the_caller(client):
    assert post(client, b"{", language="zh").json()["title"] == "请求正文不是 JSON"
    assert post(client, b"{", language="en").json()["title"] == "The body is no JSON"
    assert post(client, b" " * 70_000, language="zh").json()["title"] == "请求正文过大"


@pytest.mark.parametrize(
    "path",
    [
        "/v1/records/crm", "/v1/records/:1", "/v1/records/crm:", "/v1/records/crm:1%00",
        "/v1/records/crm:%0A", "/v1/records/%FF:1", "/v1/records/a%2Fb:1",
        "/v1/records/" + "a" * 99, "/v1/records/crm:" + "1" * 129, "/v1/records/crm:1/",
        "/v1/records/../crm:1", "/v1/records",
    ],
)  # fmt: skip
def test_an_id_that_is_none_is_refused(client, path):
    answer = client.ask("PUT", path, key="k", json={"customer": ANN})
    assert answer.status_code in (404, 422)
    assert answer.json()["code"] in ("request.invalid", "path.unknown")


def test_an_id_may_be_chinese(client):
    assert client.saved("客户:王-1", ANN, key="zh")["record"] == "客户:王-1"


@pytest.mark.parametrize(
    "text", ["\t\r\n", '"; DROP TABLE records; --', "ﷺ" * 500, "😀", "\u202eabc", "%s{0}"]
)
def test_any_text_that_somebody_may_type_is_taken(client, text):
    form = {"name": {"full": text}, "phones": [text], "addresses": [{"full": text}], "gender": text}
    assert client.saved("crm:any", form, key=text.encode().hex()[:50])["record"] == "crm:any"
    assert client.check(form, by="masked")["known"] in ("yes", "maybe", "no")


def test_a_path_or_method_that_is_not_there_is_a_problem_too(client):
    assert client.ask("GET", "/v2").json()["code"] == "path.unknown"
    answer = client.ask("POST", "/v1/records/crm:1")
    assert (answer.status_code, answer.json()["code"]) == (405, "method.not_allowed")


TEXTS = st.text(st.characters(codec=None), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(["name", "phones", "emails", "addresses", "birth_date", "gender", "other"])
FORMS = st.dictionaries(FIELDS, VALUES | st.dictionaries(st.sampled_from(["full", "city"]), TEXTS))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=FORMS | VALUES)
def test_no_form_at_all_makes_an_error_of_the_server(client, form):
    answer = post(client, in_form(form))
    assert answer.status_code in (200, 422), answer.text
    assert answer.headers["content-type"] == (
        "application/json" if answer.status_code == 200 else MEDIA_TYPE
    )
