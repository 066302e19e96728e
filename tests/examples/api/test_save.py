"""Save over HTTP: nothing blocks it, what people said is kept, and no request counts twice."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import pytest

if not (Path(__file__).parents[3] / "examples").exists():
    pytest.skip("the examples are out of sight", allow_module_level=True)
sa = pytest.importorskip("sqlalchemy")
pytest.importorskip("fastapi")

from examples.crm_sqlalchemy import host as hosts_of  # noqa: E402  after what may be missing
from examples.crm_sqlalchemy import rows, schema  # noqa: E402

from tests.examples.api.people import ANN, BOB, WEI  # noqa: E402
from tests.examples.looks import customers_in, records_in, rows_in  # noqa: E402
from tests.examples.worlds import at  # noqa: E402


def said_in(engine):
    """Return what people said, as the table of decisions has it."""
    said = [rows.verdict_of(row) for row in rows_in(engine, schema.decisions)]
    return [(str(one.left), str(one.right), one.what, one.by) for one in said]


def verdict(record, what):
    return {"verdicts": [{"record": record, "verdict": what}]}


def code_of(answer):
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    return answer.status_code, told["code"]


# -- what people said ---------------------------------------------------------------------------


def test_a_save_without_a_verdict_is_not_blocked_and_the_rules_decide(client, engine):
    first = client.saved("crm:1", ANN)
    assert client.check(ANN)["known"] == "yes"
    second = client.saved("crm:2", ANN)
    assert second["golden_id"] == first["golden_id"]
    assert said_in(engine) == []


def test_save_anyway_is_noted_with_who_said_it_and_the_rules_decide(client, engine):
    first = client.saved("crm:1", ANN)
    (found,) = client.check(ANN)["candidates"]
    second = client.saved("crm:2", ANN, by="masked", **verdict(found["record"], "save_anyway"))
    assert said_in(engine) == [("crm:2", "crm:1", "save anyway", "al")]
    assert second["golden_id"] == first["golden_id"]


def test_what_is_not_the_same_stays_two_customers(client, engine):
    first = client.saved("crm:1", ANN)
    second = client.saved("crm:2", ANN, **verdict("crm:1", "not_the_same"))
    assert second["golden_id"] != first["golden_id"]
    assert client.saved("crm:2", ANN, key="edit-2")["golden_id"] == second["golden_id"]
    assert said_in(engine) == [("crm:2", "crm:1", "not the same", "jo")]


def test_a_save_that_joins_two_customers_says_so_and_the_old_id_redirects(client):
    kept = client.saved("crm:1", ANN)["golden_id"]
    gone = client.saved("crm:2", {"name": {"full": "Zed Orr"}})["golden_id"]
    joined = client.saved("crm:2", ANN, key="edit-2")
    assert joined["golden_id"] == kept
    assert joined["merged"] == [{"golden_id": gone, "into": kept}]
    answer = client.read(gone)
    assert (answer.status_code, answer.headers["location"]) == (307, kept)
    answer = client.http.get(
        f"/v1/customers/{gone}", headers={"Authorization": "Bearer all"}, follow_redirects=True
    )
    assert answer.json()["golden_id"] == kept


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (verdict("crm:9", "save_anyway"), "verdict.unknown_record"),
        (verdict("crm:1", "save_anyway"), "request.invalid"),
        (verdict("crm:2", "same"), "request.invalid"),
        ({"verdicts": 2 * verdict("crm:2", "save_anyway")["verdicts"]}, "request.invalid"),
    ],
)
def test_a_verdict_that_makes_no_sense_is_refused_and_nothing_is_saved(client, engine, more, code):
    client.saved("crm:2", BOB)
    # What another tenant has is not there for this one.
    client.saved("crm:9", ANN, by="other-tenant")
    assert code_of(client.save("crm:1", ANN, **more)) == (422, code)
    assert [str(one.id) for one in records_in(engine)] == ["crm:2"]
    assert said_in(engine) == []


def test_what_is_wrong_with_the_form_is_told_and_saved_all_the_same(client):
    saved = client.saved("crm:1", {**ANN, "phones": ["12"]})
    assert [(one["path"], one["code"]) for one in saved["issues"]] == [
        ("phones", "phone.too_short")
    ]
    assert client.read(saved["golden_id"]).json()["values"]["name"] == ["Ann Lee"]


# -- the same request again ---------------------------------------------------------------------


def test_the_same_request_again_gets_the_same_answer_and_changes_nothing(client, engine, clock):
    client.saved("crm:1", ANN)
    said = verdict("crm:1", "save_anyway")
    first = client.save("crm:2", ANN, **said)
    client.saved("crm:3", BOB)
    before = rows_in(engine, schema.tenants), rows_in(engine, schema.outbox)
    clock[0] = at(17)
    again = client.save("crm:2", ANN, **said)
    assert (again.status_code, again.json()) == (200, first.json())
    assert (rows_in(engine, schema.tenants), rows_in(engine, schema.outbox)) == before
    assert len(said_in(engine)) == 1


def test_a_key_is_not_for_something_else(client, engine):
    client.save("crm:1", ANN)
    for answer in (client.save("crm:1", BOB), client.save("crm:2", ANN)):
        assert code_of(answer) == (422, "key.reused")
    assert code_of(client.remove("crm:1", key="form-1")) == (422, "key.reused")
    assert [str(one.id) for one in records_in(engine)] == ["crm:1"]


def test_keys_of_two_callers_and_of_two_tenants_are_two(client):
    client.save("crm:1", ANN)
    assert client.save("crm:2", BOB, by="other-person").status_code == 200
    assert client.save("crm:2", BOB, by="other-tenant").status_code == 200


def test_a_write_without_a_key_is_refused(client, engine):
    assert code_of(client.save("crm:1", ANN, key=None)) == (400, "key.missing")
    assert code_of(client.remove("crm:1", key=None)) == (400, "key.missing")
    assert code_of(client.save("crm:1", ANN, key="two words")) == (422, "request.invalid")
    assert records_in(engine) == []


def test_threads_that_save_with_one_key_make_one(client, engine):
    start = threading.Barrier(6)

    def save(_):
        start.wait()
        return client.save("crm:1", ANN)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(save, range(6)))
    assert {one.status_code for one in answers} == {200}
    assert len({one.text for one in answers}) == 1
    (tenant,) = (row for row in rows_in(engine, schema.tenants) if row.tenant == "main")
    assert tenant.version == 1


def test_threads_that_save_one_person_at_once_make_one_customer(client, engine):
    start = threading.Barrier(6)

    def save(n):
        start.wait()
        return client.save(f"crm:{n}", ANN, key=f"form-{n}").json()["golden_id"]

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(save, range(6)))
    assert len(customers_in(engine)) == 1
    assert len(records_in(engine)) == 6


# -- remove, read -------------------------------------------------------------------------------


def test_a_removed_record_ends_its_customer_and_may_be_asked_for_again(client):
    golden_id = client.saved("crm:1", ANN)["golden_id"]
    first = client.remove("crm:1")
    assert first.json()["golden_id"] is None
    assert client.remove("crm:1").json() == first.json()
    assert code_of(client.remove("crm:1", key="gone-2")) == (404, "record.unknown")
    assert code_of(client.read(golden_id)) == (404, "customer.unknown")
    assert client.saved("crm:1", ANN, key="back")["golden_id"] == golden_id


def test_a_customer_is_read_by_its_golden_id_within_the_tenant(client):
    saved = client.saved("crm:1", WEI)
    told = client.read(saved["golden_id"]).json()
    assert told["values"]["name"] == ["王小明"]
    assert told["values"]["phones"] == ["+8613812345678"]
    assert code_of(client.read(saved["golden_id"], "other-tenant")) == (404, "customer.unknown")


# -- who waits for whom -------------------------------------------------------------------------


def test_a_check_and_a_read_wait_for_no_writer(client, engine):
    golden_id = client.saved("crm:1", ANN)["golden_id"]
    with engine.begin() as slow:
        slow.execute(sa.update(schema.tenants).values(version=schema.tenants.c.version))
        slow.execute(sa.update(schema.records).values(deleted=True))
        assert client.check(ANN)["known"] == "yes"
        assert client.read(golden_id).status_code == 200


def test_a_save_that_waits_too_long_is_told_to_come_again(client, engine, monkeypatch):
    monkeypatch.setattr(hosts_of, "_PATIENCE_SECONDS", 0.2)
    with engine.begin() as slow:
        slow.execute(sa.update(schema.tenants).values(version=schema.tenants.c.version))
        answer = client.save("crm:1", ANN)
    assert code_of(answer) == (503, "host.busy")
    assert int(answer.headers["retry-after"]) > 0
    assert client.save("crm:1", ANN).status_code == 200


def test_a_save_of_a_server_with_an_old_linker_is_refused(client, engine):
    client.saved("crm:1", ANN)
    with engine.begin() as other:
        other.execute(sa.update(schema.tenants).values(linker="another"))
    for answer in (client.save("crm:2", ANN), client.remove("crm:1")):
        assert code_of(answer) == (503, "host.outdated")
    assert client.check(ANN)["known"] == "yes"


def test_a_crowd_of_saves_leaves_a_thread_for_a_check(client, engine):
    """Without a limit the saves that wait would take all threads there are."""
    client.saved("crm:1", ANN)
    with client.http, ThreadPoolExecutor(50) as pool, engine.begin() as slow:
        slow.execute(sa.update(schema.tenants).values(version=schema.tenants.c.version))
        saves = [pool.submit(client.save, f"crm:{n}", BOB, key=f"k-{n}") for n in range(2, 52)]
        refused = [one.result() for one in itertools.islice(as_completed(saves, timeout=30), 42)]
        assert client.check(ANN)["known"] == "yes"
        assert sum(not one.done() for one in saves) == 8
    assert {code_of(one) for one in refused} == {(503, "host.busy")}
