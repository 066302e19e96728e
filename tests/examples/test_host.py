"""The reference host keeps customers true inside a database."""

import logging
import random
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
import pytest

import custmdm as cm
from tests.examples.worlds import NOW, SECRET, at, linker, person, records_of

if not (Path(__file__).parents[2] / "examples").exists():
    pytest.skip("the examples are out of sight", allow_module_level=True)
sa = pytest.importorskip("sqlalchemy")

from examples.crm_sqlalchemy import (  # noqa: E402  after what may be missing
    BusyError,
    Host,
    Known,
    OtherLinkerError,
    RequestReusedError,
    Verdict,
    open_database,
    schema,
    writing,
)
from examples.crm_sqlalchemy import host as hosts  # noqa: E402

from tests.examples.looks import (  # noqa: E402
    assert_as_in_a_batch,
    crosswalk_in,
    customers_in,
    events_in,
    golden_in,
    rows_in,
)

ONE, TWO, THREE = (cm.RecordId("crm", key) for key in "123")


@pytest.fixture
def host(engine):
    return Host(engine, linker(), SECRET)


def ann(record=ONE, **other):
    data = person("Ann", "Lee", "+14155550101")
    return cm.Record(record, attrs.evolve(data, **other))


def bob(record=TWO):
    return cm.Record(record, person("Bob", "Ray", "+14155550102"))


def state_of(engine):
    return {table.name: rows_in(engine, table) for table in schema.metadata.sorted_tables}


@pytest.mark.parametrize("seed", range(3))
def test_customers_are_those_of_a_batch_after_saves_and_removals_in_random_order(
    seed, engine, host
):
    rng = random.Random(seed)
    there = {}
    every = records_of(seed, 150)
    for step in range(20):
        some = rng.sample(every, rng.choice([1, 1, 5, 20]))
        changed = [cm.Record(one.id, rng.choice(every).data, at(step)) for one in some]
        host.save(changed, now=at(step))
        there |= {one.id: one for one in changed}
        if step % 3 == 2:
            gone = rng.sample(sorted(there), rng.choice([1, 4, 9]))
            host.remove(gone, now=at(step))
            for one in gone:
                del there[one]
        if step % 10 == 9:
            host = Host(engine, linker(), SECRET)
    assert_as_in_a_batch(engine, list(there.values()))


def test_the_readme_runs(tmp_path, monkeypatch):
    text = (Path(schema.__file__).parent / "README.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    every = records_of(5, 80)
    said = {"records": every, "record": every[0]}
    exec(code, said)  # noqa: S102  our own
    assert said["saved"].golden_ids.keys() == {every[0].id}
    said["host"].engine.dispose()


# -- check before save ------------------------------------------------------------------------


def test_check_finds_what_a_save_then_joins(host):
    first = host.save([ann()], now=NOW)
    (found,) = host.check(ann(TWO))
    assert (found.id, found.decision) == (ONE, cm.Decision.MATCH)
    saved = host.save([ann(TWO)], now=NOW)
    assert saved.golden_ids == {TWO: first.golden_ids[ONE]}


def test_check_finds_what_the_index_finds(engine, host):
    *known, last = records_of(7, 121)
    host.save(known, now=NOW)
    index = cm.LiveIndex(linker(), known)
    asked = [*known[:40], last, *records_of(8, 40, "web")]
    found = [host.check(one) for one in asked]
    assert found == [index.match(one) for one in asked]
    assert sum(map(len, found)) > 25


def test_check_leaves_out_the_record_itself_deleted_rows_and_other_tenants(engine, host):
    other = Host(engine, linker(), SECRET, tenant="other")
    other.save([ann(TWO)], now=NOW)
    host.save([ann(ONE), ann(THREE)], now=NOW)
    assert [found.id for found in host.check(ann(ONE))] == [THREE]
    host.remove([THREE], now=NOW)
    assert host.check(ann(ONE)) == ()
    assert [found.id for found in host.check(ann(THREE))] == [ONE]


def test_records_are_read_with_their_customers_without_deleted_rows_and_other_tenants(engine, host):
    other = Host(engine, linker(), SECRET, tenant="other")
    other.save([bob(ONE), ann(TWO)], now=NOW)
    ids = host.save([ann(ONE), bob(THREE)], now=NOW).golden_ids
    host.remove([THREE], now=NOW)
    known = host.known([ONE, TWO, THREE])
    assert known == {ONE: Known(ann(ONE), ids[ONE])}
    assert host.known([]) == {}


def test_a_customer_is_read_by_any_golden_id_that_it_ever_had(engine, host):
    ids = host.save([ann(ONE), cm.Record(TWO, cm.Person()), bob(THREE)], now=NOW).golden_ids
    host.save([ann(TWO)], now=NOW)
    now = host.customer(ids[ONE])
    assert now.golden_id == ids[ONE]
    assert now.person == golden_in(engine)[ids[ONE]]
    assert host.customer(ids[TWO]) == now
    host.remove([THREE], now=NOW)
    assert host.customer(ids[THREE]) is None
    assert host.customer("g_never") is None
    assert Host(engine, linker(), SECRET, tenant="other").customer(ids[ONE]) is None


def test_check_changes_nothing(engine, host):
    host.save([ann()], now=NOW)
    before = state_of(engine)
    host.check(ann(TWO))
    assert state_of(engine) == before


def test_a_tenant_sees_nothing_of_another(engine, host):
    other = Host(engine, linker(), SECRET, tenant="other")
    host.save([ann(ONE), ann(TWO)], now=NOW)
    other.save([bob(ONE), bob(TWO)], now=NOW)
    host.remove([TWO], now=NOW)
    assert_as_in_a_batch(engine, [ann(ONE)])
    assert_as_in_a_batch(engine, [bob(ONE), bob(TWO)], "other")


def test_the_keys_of_the_table_say_nothing_of_a_customer(engine, host):
    host.save([ann()], now=NOW)
    found = rows_in(engine, schema.blocking_keys)
    assert len(found) == 3
    assert not any(word in row.hash.lower() for row in found for word in ("ann", "lee", "4155"))


# -- what becomes of ids ----------------------------------------------------------------------


def test_a_record_that_comes_back_is_the_customer_that_it_was(host):
    first = host.save([ann()], now=NOW)
    host.remove([ONE], now=NOW)
    assert host.save([ann()], now=NOW).golden_ids == first.golden_ids


def test_a_merged_id_redirects_and_the_outbox_says_so(engine, host):
    ids = host.save([ann(ONE), cm.Record(TWO, cm.Person())], now=at(0)).golden_ids
    saved = host.save([ann(TWO)], now=at(1))
    assert saved.merged == {ids[TWO]: ids[ONE]}
    assert saved.golden_ids == {TWO: ids[ONE]}
    told = [(type(one).__name__, one.golden_id) for one in events_in(engine)[2:]]
    assert ("Redirected", ids[TWO]) in told


def test_an_event_is_told_only_of_what_changed(engine, host):
    host.save([ann(), bob()], now=NOW)
    n_before = len(events_in(engine))
    host.save([ann(), bob()], now=NOW)
    assert len(events_in(engine)) == n_before


@pytest.mark.parametrize("seed", range(3))
def test_ids_go_on_as_from_one_batch_run_to_the_next(seed, engine, host):
    rng = random.Random(seed)
    every, there, walk = records_of(seed, 60), {}, cm.Crosswalk({})
    for step in range(16):
        if step % 3 < 2:
            some = rng.sample(every, rng.choice([1, 3, 8]))
            changed = {one.id: cm.Record(one.id, rng.choice(every).data) for one in some}
            host.save(changed.values(), now=at(step))
            there |= changed
        else:
            gone = rng.sample(sorted(there), min(4, len(there) - 1))
            host.remove(gone, now=at(step))
            there = {one: record for one, record in there.items() if one not in gone}
        result = linker().resolve(list(there.values()), previous=walk, now=at(step))
        walk = result.crosswalk
        assert attrs.evolve(crosswalk_in(engine), created=walk.created) == walk


# -- what people say --------------------------------------------------------------------------


def test_what_is_not_the_same_stays_apart_in_every_process_from_then_on(engine, host):
    other = Host(engine, linker(), SECRET)
    host.save([ann(ONE)], now=NOW)
    host.save([ann(TWO)], now=NOW, decided=[Verdict(ONE, TWO, "not the same", "jo")])
    assert len(customers_in(engine)) == 2
    never = [cm.Never(ONE, TWO)]
    other.save([ann(TWO, emails=("ann@lee.com",)), bob(THREE)], now=NOW)
    again = Host(engine, linker(), SECRET)
    again.save([ann(ONE, emails=("ann@lee.com",))], now=NOW)
    there = [ann(ONE, emails=("ann@lee.com",)), ann(TWO, emails=("ann@lee.com",)), bob(THREE)]
    assert_as_in_a_batch(engine, there, constraints=never)


def test_what_is_the_same_is_one_until_somebody_says_otherwise(engine, host):
    other = Host(engine, linker(), SECRET)
    host.save([ann(ONE), bob(TWO)], now=NOW)
    assert len(customers_in(engine)) == 2
    host.save([], now=at(1), decided=[Verdict(TWO, ONE, "the same", "jo")])
    assert list(customers_in(engine).values()) == [(ONE, TWO)]
    there = [ann(ONE), bob(TWO)]
    assert_as_in_a_batch(engine, there, constraints=[cm.Always(ONE, TWO)])
    other.save([ann(THREE)], now=at(2))
    there.append(ann(THREE))
    assert_as_in_a_batch(engine, there, constraints=[cm.Always(ONE, TWO)])
    other.save([], now=at(3), decided=[Verdict(ONE, TWO, "not the same", "li")])
    host.save([bob(TWO)], now=at(4))
    assert_as_in_a_batch(engine, there, constraints=[cm.Never(ONE, TWO)])


def test_what_is_not_the_same_parts_those_that_were_one(engine, host):
    every = records_of(5, 80)
    first = host.save(every, now=NOW)
    members = max(customers_in(engine).values(), key=len)
    apart = Verdict(members[0], members[1], "not the same", "jo")
    host.save([], now=NOW, decided=[apart])
    assert first.golden_ids[members[0]] == first.golden_ids[members[1]]
    assert_as_in_a_batch(engine, every, constraints=[cm.Never(*members[:2])])


def test_save_anyway_is_noted_and_the_linker_decides(engine, host):
    host.save([ann(ONE)], now=NOW)
    host.save([ann(TWO)], now=NOW, decided=[Verdict(TWO, ONE, "save anyway", "jo")])
    (row,) = rows_in(engine, schema.decisions)
    assert (row.left_key, row.right_key, row.verdict, row.by) == ("2", "1", "save anyway", "jo")
    assert len(customers_in(engine)) == 1


def test_customers_of_another_linker_are_reconciled(engine, host):
    every = records_of(5, 80)
    host.save(every, now=NOW)
    strict = attrs.evolve(linker(), thresholds=cm.Thresholds(match=0.999999, possible=0.5))
    other = Host(engine, strict, SECRET)
    other.reconcile(now=NOW)
    expected = sorted(tuple(sorted(c.members)) for c in strict.resolve(every, now=NOW).clusters)
    assert sorted(customers_in(engine).values()) == expected
    assert len(expected) != len(linker().resolve(every, now=NOW).clusters)
    before = state_of(engine)
    for late in (host, Host(engine, linker(), SECRET)):
        with pytest.raises(OtherLinkerError, match="call reconcile first"):
            late.save([ann()], now=NOW)
        with pytest.raises(OtherLinkerError):
            late.remove([every[0].id], now=NOW)
    assert state_of(engine) == before
    other.save([ann()], now=NOW)


# -- requests, and what goes wrong ------------------------------------------------------------


def test_the_same_request_again_gets_the_same_answer_and_changes_nothing(engine, host):
    first = host.save([ann()], now=NOW, request_id="form-1")
    host.save([bob()], now=NOW)
    before = state_of(engine)
    for one in (host, Host(engine, linker(), SECRET)):
        assert one.save([ann()], now=at(5), request_id="form-1") == first
    assert state_of(engine) == before


def test_a_record_that_changes_now_makes_no_other_request_of_one_that_comes_again(host):
    first = host.save([attrs.evolve(ann(), updated_at=at(0))], now=at(0), request_id="form-1")
    again = attrs.evolve(ann(), updated_at=at(5))
    assert host.save([again], now=at(5), request_id="form-1") == first
    with pytest.raises(RequestReusedError):
        host.save([again], now=at(6), request_id="form-1")


def test_a_verdict_may_be_repeated_after_its_record_was_deleted(host):
    said = [Verdict(TWO, ONE, "save anyway", "jo")]
    host.save([ann(ONE)], now=NOW)
    first = host.save([ann(TWO)], now=NOW, decided=said, request_id="form-1")
    host.remove([ONE], now=NOW)
    assert host.save([ann(TWO)], now=NOW, decided=said, request_id="form-1") == first
    host.save([ann(TWO)], now=NOW, decided=said)


def test_a_removal_may_be_asked_for_again_too(host):
    host.save([ann()], now=NOW)
    first = host.remove([ONE], now=NOW, request_id="form-2")
    assert host.remove([ONE], now=NOW, request_id="form-2") == first


def test_a_request_id_is_not_for_something_else(host):
    host.save([ann()], now=NOW, request_id="form-1")
    with pytest.raises(RequestReusedError):
        host.save([bob()], now=NOW, request_id="form-1")


REFUSED = [
    (lambda host: host.remove([THREE], now=NOW), cm.UnknownRecordError),
    (lambda host: host.save([ann(), ann()], now=NOW), cm.DuplicateKeyError),
    (
        lambda host: host.save([ann()], now=NOW, decided=[Verdict(ONE, THREE, "save anyway", "")]),
        cm.UnknownRecordError,
    ),
    (lambda host: host.save([cm.Record(cm.RecordId("crm", 7), cm.Person())], now=NOW), TypeError),
]


@pytest.mark.parametrize(("ask", "error"), REFUSED)
def test_what_is_refused_changes_nothing(ask, error, engine, host):
    host.save([bob()], now=NOW)
    before = state_of(engine)
    with pytest.raises(error):
        ask(host)
    assert state_of(engine) == before
    host.save([ann()], now=NOW)
    assert_as_in_a_batch(engine, [ann(), bob()])


def test_a_transaction_that_fails_leaves_all_as_it_was(engine, host, monkeypatch):
    host.save([ann(ONE)], now=NOW)
    before = state_of(engine)

    def fail(self, decided, now):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(writing.Writer, "decisions", fail)
        with pytest.raises(RuntimeError):
            host.save([ann(TWO), bob(THREE)], now=NOW)
    assert state_of(engine) == before
    host.save([bob(THREE)], now=NOW)
    assert_as_in_a_batch(engine, [ann(ONE), bob(THREE)])


def test_a_process_that_stops_between_the_transaction_and_its_index_goes_on(
    engine, host, monkeypatch
):
    def stop(index, changes):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(cm.LiveIndex, "apply", stop)
        with pytest.raises(KeyboardInterrupt):
            host.save([ann(ONE), bob(TWO)], now=NOW)
    host.save([ann(THREE)], now=NOW)
    host.remove([ONE], now=NOW)
    assert_as_in_a_batch(engine, [bob(TWO), ann(THREE)])


def test_who_was_overtaken_too_often_makes_the_others_wait(engine, host, monkeypatch):
    other = Host(engine, linker(), SECRET)
    tries = []
    once = host._try

    def overtaken(*arguments, hold):
        tries.append(hold)
        if not hold:
            move = host._move

            def after_the_other(connection, base, **more):
                monkeypatch.setattr(host, "_move", move)
                other.save([bob(cm.RecordId("web", str(len(tries))))], now=NOW)
                return move(connection, base, **more)

            monkeypatch.setattr(host, "_move", after_the_other)
        return once(*arguments, hold=hold)

    monkeypatch.setattr(host, "_try", overtaken)
    host.save([bob()], now=NOW)
    assert tries == [False, False, False, True]
    others = [bob(cm.RecordId("web", key)) for key in "123"]
    assert_as_in_a_batch(engine, [bob(), *others])


def test_who_waits_too_long_gives_up_and_says_so(engine, host, monkeypatch):
    monkeypatch.setattr(hosts, "_PATIENCE_SECONDS", 0.2)
    host.save([ann()], now=NOW)
    with engine.begin() as slow:
        slow.execute(sa.update(schema.tenants).values(version=schema.tenants.c.version))
        with pytest.raises(BusyError, match=r"since 0\.2 seconds; nothing is saved"):
            host.save([bob()], now=NOW)
    host.save([bob(THREE)], now=NOW)
    assert_as_in_a_batch(engine, [ann(), bob(THREE)])


def test_no_error_of_the_database_shows_a_customer(engine, host):
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE golden_records"))
    with pytest.raises(sa.exc.DBAPIError) as caught:
        host.save([ann()], now=NOW)
    assert "Ann" not in str(caught.value)
    assert "4155550101" not in str(caught.value)


def test_no_log_of_the_database_shows_a_customer(url, caplog):
    caplog.set_level(logging.DEBUG, "sqlalchemy.engine")
    engine = open_database(url)
    host = Host(engine, linker(), SECRET)
    host.save([ann()], now=NOW)
    assert host.known([ONE])
    assert host.check(ann(TWO))
    engine.dispose()
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert "SELECT" in said
    assert "Ann" not in said
    assert "4155550101" not in said


def test_an_engine_whose_errors_would_show_customers_is_refused(url):
    engine = sa.create_engine(url)
    with pytest.raises(ValueError, match="hide_parameters=True"):
        Host(engine, linker(), SECRET)


@pytest.mark.parametrize("text", ["\x00", "\ud800", "王小明", '"; DROP TABLE records; --'])
def test_any_text_of_a_source_is_kept(text, engine, host):
    name = cm.PersonName(given="Ann", family="Lee", full=text)
    host.save([ann(name=name), ann(TWO)], now=NOW)
    assert_as_in_a_batch(engine, [ann(name=name), ann(TWO)])


# -- several writers --------------------------------------------------------------------------


def test_hosts_that_take_turns_see_what_the_others_did(engine, host):
    every = records_of(3, 90)
    others = [host, Host(engine, linker(), SECRET), Host(engine, linker(), SECRET)]
    for turn in range(18):
        others[turn % 3].save(every[5 * turn : 5 * turn + 5], now=at(turn))
        if turn % 4 == 3:
            others[(turn + 1) % 3].remove([every[5 * turn].id], now=at(turn))
    gone = {every[5 * turn].id for turn in (3, 7, 11, 15)}
    assert_as_in_a_batch(engine, [one for one in every if one.id not in gone])


@pytest.mark.parametrize("n_hosts", [1, 4])
def test_threads_that_save_at_once_lose_and_double_nothing(n_hosts, engine):
    hosts = [Host(engine, linker(), SECRET) for _ in range(n_hosts)]
    every = records_of(2, 51)
    start = threading.Barrier(4)

    def write(thread):
        start.wait()
        for step in range(4):
            # Parts overlap, also those of two threads.
            part = every[12 * thread + 3 * step :][:6]
            hosts[thread % n_hosts].save(part, now=NOW)
            hosts[thread % n_hosts].check(part[0])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert_as_in_a_batch(engine, every)
