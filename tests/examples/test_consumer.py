"""A consumer of the outbox ends in the right state, whatever it is told twice or late."""

import random
from pathlib import Path

import pytest

import custmdm as cm
from tests.examples.worlds import SECRET, at, linker, records_of

if not (Path(__file__).parents[2] / "examples").exists():
    pytest.skip("the examples are out of sight", allow_module_level=True)
pytest.importorskip("sqlalchemy")

from examples.crm_sqlalchemy import Consumer, Host

from tests.examples.looks import events_in, golden_in, true_in


@pytest.fixture
def host(engine):
    return Host(engine, linker(), SECRET)


def change(host, seed, steps=12):
    """Let customers come, merge, part and go."""
    rng = random.Random(seed)
    every = records_of(seed, 60)
    there = set()
    for step in range(steps):
        some = [cm.Record(one.id, rng.choice(every).data) for one in rng.sample(every, 8)]
        host.save(some, now=at(step))
        there |= {one.id for one in some}
        gone = rng.sample(sorted(there), 4)
        host.remove(gone, now=at(step))
        there -= set(gone)


def test_a_consumer_that_reads_on_and_on_has_the_golden_records(engine, host, tmp_path):
    consumer = Consumer(engine, tmp_path / "copy.json")
    for seed in range(3):
        change(host, seed, 5)
        while consumer.poll():
            pass
        assert consumer.replica == true_in(engine)
        assert consumer.replica.customers.keys() == golden_in(engine).keys()


@pytest.mark.parametrize("seed", range(5))
def test_events_that_come_twice_and_out_of_order_end_in_the_right_state(
    seed, engine, host, tmp_path
):
    change(host, seed)
    rng = random.Random(seed)
    events = events_in(engine)
    events += rng.sample(events, len(events) // 2)
    rng.shuffle(events)
    consumer = Consumer(engine, tmp_path / "copy.json")
    while events:
        n = rng.randrange(1, 9)
        consumer.take(events[:n])
        events = events[n:]
    assert consumer.replica == true_in(engine)


def test_a_consumer_that_stops_before_it_says_how_far_it_came_reads_again(
    engine, host, tmp_path, monkeypatch
):
    path = tmp_path / "copy.json"
    change(host, 1, 3)
    consumer = Consumer(engine, path)

    def stop(position):
        raise KeyboardInterrupt

    monkeypatch.setattr(consumer, "_acknowledge", stop)
    with pytest.raises(KeyboardInterrupt):
        consumer.poll()
    change(host, 2, 3)
    again = Consumer(engine, path)
    while again.poll():
        pass
    assert again.replica == true_in(engine)
    assert Consumer(engine, path).replica == again.replica
    assert Consumer(engine, path).poll() == 0


def test_a_consumer_hears_only_of_its_tenant(engine, host, tmp_path):
    change(host, 1, 2)
    consumer = Consumer(engine, tmp_path / "copy.json", tenant="other")
    assert consumer.poll() == 0
