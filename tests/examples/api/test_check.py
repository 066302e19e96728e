"""Check before save: is this customer known, why, and what may the caller see of it?"""

import random
from pathlib import Path

import attrs
import pytest

if not (Path(__file__).parents[3] / "examples").exists():
    pytest.skip("the examples are out of sight", allow_module_level=True)
pytest.importorskip("sqlalchemy")
pytest.importorskip("fastapi")

from examples.crm_sqlalchemy import schema

import custmdm as cm
from tests.examples.api.people import ANN, BOB, WEI, form_of
from tests.examples.looks import customers_in, rows_in
from tests.examples.worlds import NOW, linker, records_of


def ids_of(answer):
    return [one["record"] for one in answer["candidates"]]


def test_a_known_customer_is_found_with_the_reasons(client):
    saved = client.saved("crm:1", ANN)
    answer = client.check({**ANN, "emails": [], "gender": "F"})
    (found,) = answer["candidates"]
    assert (answer["known"], answer["total"], answer["masked"]) == ("yes", 1, False)
    assert (found["record"], found["golden_id"]) == ("crm:1", saved["golden_id"])
    assert found["decision"] == "match"
    reasons = {one["field"]: (one["verdict"], one["code"]) for one in found["reasons"]}
    assert reasons["name"] == ("supports", "equal")
    assert reasons["phones"] == ("supports", "equal")
    assert reasons["emails"] == ("silent", "one_missing")
    assert reasons["gender"] == ("silent", "one_missing")
    assert reasons["employer"] == ("silent", "both_missing")
    values = {one["field"]: (one["given"], one["found"]) for one in found["values"]}
    assert values["name"] == (["Ann Lee"], ["Ann Lee"])
    assert values["phones"] == (["+14155550101"], ["+14155550101"])
    assert values["emails"] == ([], ["ann.lee@mail.com"])
    assert values["gender"] == (["F"], []) or values["gender"] == (["female"], [])


def test_a_field_that_differs_speaks_against(client):
    client.saved("crm:1", ANN)
    (found,) = client.check({**ANN, "birth_date": "1990-12-30"})["candidates"]
    (told,) = [one for one in found["reasons"] if one["field"] == "birth_date"]
    assert (told["verdict"], told["code"]) == ("contradicts", "different")
    assert told["weight"] < 0


def test_a_stranger_is_not_known(client):
    client.saved("crm:1", ANN)
    answer = client.check(BOB)
    assert (answer["known"], answer["candidates"], answer["total"]) == ("no", [], 0)


def test_an_empty_form_is_nobody(client):
    client.saved("crm:1", {})
    client.saved("crm:2", ANN)
    assert client.check({})["known"] == "no"


def test_a_record_is_not_held_against_itself_when_it_is_edited(client):
    client.saved("crm:1", ANN)
    assert ids_of(client.check(ANN, record="crm:1")) == []
    client.saved("web:1", ANN)
    assert ids_of(client.check(ANN, record="crm:1")) == ["web:1"]


def test_deleted_rows_and_other_tenants_are_never_shown(client):
    client.saved("crm:1", ANN)
    client.saved("crm:2", ANN, by="other-tenant")
    # Two tenants may well use the same ids.
    client.saved("crm:1", {**ANN, "gender": "F"}, by="other-tenant")
    client.saved("crm:3", ANN)
    assert client.remove("crm:3").status_code == 200
    (found,) = client.check(ANN)["candidates"]
    assert found["record"] == "crm:1"
    assert "gender" not in {one["field"] for one in found["values"]}
    assert ids_of(client.check(ANN, by="other-tenant")) == ["crm:1", "crm:2"]


def test_who_is_deleted_while_the_check_runs_is_not_shown(client, host, monkeypatch):
    client.saved("crm:1", ANN)
    client.saved("crm:2", ANN)
    check = host.check

    def slow(record):
        found = check(record)
        host.remove([cm.RecordId("crm", "1")], now=NOW)
        return found

    monkeypatch.setattr(host, "check", slow)
    answer = client.check(ANN)
    assert (ids_of(answer), answer["total"], answer["known"]) == (["crm:2"], 1, "yes")


def test_no_more_candidates_are_shown_than_were_asked_for(client):
    for key in range(7):
        client.saved(f"crm:{key}", ANN)
    few = client.check(ANN, limit=2)
    assert (len(few["candidates"]), few["total"]) == (2, 7)
    assert len(client.check(ANN)["candidates"]) == 5
    weights = [one["weight"] for one in client.check(ANN, limit=20)["candidates"]]
    assert weights == sorted(weights, reverse=True)


def test_what_is_wrong_with_the_form_is_told(client):
    answer = client.check({"phones": ["12"], "emails": ["ann at mail"]}, language="zh-CN")
    told = {one["path"]: (one["code"], one["severity"], one["text"]) for one in answer["issues"]}
    assert told["emails"] == ("email.no_at", "error", "emails：缺少 @")
    assert told["phones"][0] == "phone.too_short"
    assert "12" not in told["phones"][2]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (None, "match probability"),
        ("en", "match probability"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "匹配概率"),
        ("de;q=1, zh;q=0.2, en;q=0.7", "match probability"),
        ("zh;q=x, fr", "match probability"),
    ],
)
def test_reasons_are_told_in_the_language_of_the_caller(client, language, said):
    client.saved("crm:1", WEI)
    (found,) = client.check(WEI, language=language)["candidates"]
    assert found["text"].startswith(said)
    (name,) = [one for one in found["reasons"] if one["field"] == "name"]
    assert name["text"] == ("相同" if said == "匹配概率" else "equal")


def test_a_check_changes_nothing(client, engine):
    client.saved("crm:1", ANN)
    before = {table.name: rows_in(engine, table) for table in schema.metadata.sorted_tables}
    client.check(ANN, by="check")
    after = {table.name: rows_in(engine, table) for table in schema.metadata.sorted_tables}
    assert after == before


@pytest.mark.parametrize("seed", [1, 2])
def test_a_check_says_what_a_save_and_the_batch_job_then_do(client, host, engine, seed):
    """The form, the save and the nightly run go by one set of rules."""
    known = records_of(seed + 20, 60)
    host.save(known, now=NOW)
    answers = set()
    for n, person in enumerate(asked_of(known, seed)):
        record, before = cm.RecordId("form", str(n)), customer_of_each(engine)
        answer = client.check(form_of(person), limit=20)
        answers.add(answer["known"])
        batch = linker().resolve([*known, cm.Record(record, person)], now=NOW)
        expected = {
            str(one.right if one.left == record else one.left): one.decision.value
            for one in (*batch.links, *batch.review)
            if record in (one.left, one.right)
        }
        assert {c["record"]: c["decision"] for c in answer["candidates"]} == expected
        saved = client.saved(str(record), form_of(person))
        (members,) = (c.members for c in batch.clusters if record in c.members)
        now = customer_of_each(engine)
        assert {m for m in now if now[m] == saved["golden_id"]} == set(members)
        assert {m["golden_id"] for m in saved["merged"]} == set(before.values()) - set(now.values())
        # The next one finds those who were there, and nobody else.
        host.remove([record], now=NOW)
    assert answers == {"yes", "maybe", "no"}


def asked_of(known, seed):
    """Return strangers, people who are there, and some who are there in part."""
    rng = random.Random(seed)
    people = [one.data for one in records_of(seed + 30, 4)]
    for one in rng.sample(known, 14):
        part = rng.choice(["birth_date", "phones", "emails", "name", "addresses", "gender"])
        other = getattr(rng.choice(known).data, part)
        people += [attrs.evolve(one.data, **{part: other})]
    return people


def customer_of_each(engine):
    return {m: golden_id for golden_id, members in customers_in(engine).items() for m in members}
