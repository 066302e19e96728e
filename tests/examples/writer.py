"""A process that saves and removes records until it is done, or killed: it says what is done.

python -m tests.examples.writer URL LINKER SEED STEPS
"""

import random
import sys
from pathlib import Path

import attrs
from examples.crm_sqlalchemy import Host, open_database

import custmdm as cm
from tests.examples.worlds import NOW, SECRET, records_of


def saved_at(seed, step):
    """Return what a process saves at a step: records of its own, and one that all save."""
    rng = random.Random(f"{seed} {step}")
    start = 300 * (seed % 2) + 3 * (step % 100)
    own = records_of(99, 600)[start : start + rng.choice([1, 2, 3])]
    shared = records_of(98, 60)[(7 * seed + step) % 60]
    return [*own, attrs.evolve(shared, id=cm.RecordId("web", shared.id.key))]


def removed_at(seed, step):
    """Return what it removes after that: now and then its own records of the step before."""
    if step == 0 or random.Random(f"{seed} {step} gone").random() < 0.7:
        return []
    return [one.id for one in saved_at(seed, step - 1)[:-1]]


def main(url, path, seed, steps):
    linker = cm.Linker.from_json(Path(path).read_text("utf-8"), record=cm.Person)
    host = Host(open_database(url), linker, SECRET)
    say("ready")
    sys.stdin.readline()
    for step in steps:
        host.save(saved_at(seed, step), now=NOW, request_id=f"{seed} {step}")
        say("saved", step)
        gone = removed_at(seed, step)
        if gone:
            host.remove(gone, now=NOW, request_id=f"{seed} {step} gone")
            say("gone", step)


def say(*words):
    sys.stdout.write(f"{' '.join(map(str, words))}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), range(*map(int, sys.argv[4].split("-"))))
