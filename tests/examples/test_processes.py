"""Processes that write at the same time, and that are killed, lose and double nothing."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import custmdm as cm
from tests.examples.worlds import linker

ROOT = Path(__file__).parents[2]
if not (ROOT / "examples").exists():
    pytest.skip("the examples are out of sight", allow_module_level=True)
pytest.importorskip("sqlalchemy")

from tests.examples.looks import assert_as_in_a_batch, records_in  # noqa: E402
from tests.examples.writer import removed_at, saved_at  # noqa: E402


@pytest.fixture
def start(url, engine, tmp_path):
    """Start a process that writes, and wait until it is ready."""
    path = tmp_path / "linker.json"
    path.write_text(linker().to_json(), "utf-8")
    started = []
    package = str(Path(cm.__file__).parents[1])

    def begin(seed, first, last):
        arguments = ["-m", "tests.examples.writer", url, str(path), str(seed), f"{first}-{last}"]
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT, env=os.environ | {"PYTHONPATH": package}, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def go(process):
    process.stdin.write("go\n")
    process.stdin.flush()


def wanted(seeds, n_steps):
    """Return the records that are there after all steps of some processes."""
    found = {}
    for seed in seeds:
        for step in range(n_steps):
            found |= {one.id: one for one in saved_at(seed, step)}
            for one in removed_at(seed, step):
                del found[one]
    return list(found.values())


def test_processes_that_save_overlapping_records_at_once_lose_and_double_nothing(engine, start):
    both = [start(0, 0, 20), start(1, 0, 20)]
    for process in both:
        go(process)
    said = [process.communicate(timeout=120) for process in both]
    assert [error for _, error in said] == ["", ""]
    assert_as_in_a_batch(engine, wanted((0, 1), 20))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 on this system")
def test_a_process_that_is_killed_at_any_moment_loses_and_doubles_nothing(engine, start):
    rng = random.Random(4)
    step = 0
    for _ in range(6):
        process = start(0, step, 600)
        go(process)
        # From its first save on, which takes longest.
        assert process.stdout.readline().startswith("saved")
        time.sleep(rng.random() * 0.15)
        process.kill()
        rest, error = process.communicate()
        assert (process.returncode, error) == (-signal.SIGKILL, "")
        saved = [line for line in rest.splitlines() if line.startswith("saved")]
        step = int(saved[-1].split()[1]) if saved else step
        there = {one.id for one in records_in(engine)}
        told = {one.id for one in saved_at(0, step)}
        assert told <= there
        # It starts with what it said last: the request was answered, or is made now.
    process = start(0, step, step + 2)
    go(process)
    assert process.communicate(timeout=60)[1] == ""
    assert_as_in_a_batch(engine, wanted((0,), step + 2))
