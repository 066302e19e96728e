"""Processes that merge, or undo a merge, and are killed after a statement.

python -m tests.examples.merge_killed URL SCHEMA, and then lines on its input: merge 3, undo 17.
Each is one process of its own; the answer is the signal that ended it, or 0.
"""

import os
import signal
import sys

import sqlalchemy as sa
from examples.merge_sqlalchemy import Merger

from custmdm.steward.schema import host_schema_from_json
from tests.examples.shop import NOW, engine_of


def act(url, schema, what, last):
    engine = engine_of(url)
    merger = Merger(engine, schema)
    seen = 0

    def count(*_):
        nonlocal seen
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(engine, "after_cursor_execute", count)
    done = merger.merge(1, [2], now=NOW).plan if what == "merge" else merger.undo(1, now=NOW)
    assert done.ready


def main(url, schema):
    for line in sys.stdin:
        what, last = line.split()
        # Not a new Python each time: it would take a second to import what it needs.
        child = os.fork()
        if child == 0:
            act(url, schema, what, int(last))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.WTERMSIG(status) if os.WIFSIGNALED(status) else status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], host_schema_from_json(sys.argv[2]))
