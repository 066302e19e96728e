"""Progress: a bar where somebody looks, nothing elsewhere, and honest numbers for a callback."""

import contextlib
import io
import itertools
import os
import subprocess
import sys
import time
from typing import Any

import pytest
from benchmarks import synthetic

import custmdm as cm
from custmdm import _progress

# Long enough that a bar shows: it waits half a second, so that short work shows none.
LONG = """
import sys
import custmdm as cm
rows = [{"id": i, "name": f"Ann{i} Lee{i %% 97}", "tel": f"+49 30 {i:07d} x"} for i in range(%d)]
done = cm.resolve(rows, key="id", kinds={"name": "person_name", "tel": "phone"}%s)
print(len(done.crosswalk.ids), "tqdm" in sys.modules)
"""


def run(arguments: str, n: int = 20) -> "subprocess.CompletedProcess[str]":
    """Run a script with its standard error in a pipe."""
    script = LONG % (n, arguments)
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=300
    )


@pytest.mark.parametrize("arguments", ["", ", progress=True", ", progress=False"])
def test_a_script_in_a_pipe_is_told_nothing_and_imports_no_bar(arguments: str) -> None:
    done = run(arguments)
    assert (done.stdout, done.stderr) == ("20 False\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of one's own needs a pty")
@pytest.mark.parametrize(("arguments", "is_shown"), [("", True), (", progress=False", False)])
def test_a_terminal_shows_a_bar_unless_told_not_to(arguments: str, is_shown: bool) -> None:
    import pty
    import termios

    inside, outside = pty.openpty()
    # A new terminal has no width, and a bar of no width is none.
    termios.tcsetwinsize(outside, (24, 80))
    script = LONG % (3000, arguments)
    with subprocess.Popen(
        [sys.executable, "-c", script], stderr=outside, stdout=subprocess.PIPE, text=True
    ) as process:
        os.close(outside)
        seen = b"".join(iter(lambda: read(inside), b"")).decode()
        assert process.stdout is not None
        assert process.stdout.read() == f"3000 {is_shown}\n"
    os.close(inside)
    assert ("%|" in seen) == is_shown


def read(inside: int) -> bytes:
    """Return what was written to the terminal; nothing when it is closed."""
    try:
        return os.read(inside, 4096)
    except OSError:
        return b""


NOTEBOOK_CELL = LONG % (3000, "")


def test_a_notebook_shows_a_bar() -> None:
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(NOTEBOOK_CELL)])
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    outputs = notebook.cells[0].outputs
    said = "".join(out.get("text", "") for out in outputs if out.get("name") == "stdout")
    assert said == "3000 True\n"
    shown = str([out for out in outputs if out.get("name") != "stdout"])
    assert "widget" in shown or "%|" in shown or outputs[0].output_type == "display_data"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_short_work_shows_no_bar() -> None:
    with contextlib.redirect_stderr(Terminal()) as terminal:
        tell = _progress.as_progress(None)
        for stage in ("read", "compare"):
            for done in range(3):
                tell(stage, done, 2)
    assert isinstance(tell, _progress._Bar)
    assert terminal.getvalue() == ""


def test_each_stage_of_long_work_has_a_bar_also_one_that_comes_twice() -> None:
    with contextlib.redirect_stderr(Terminal()) as terminal:
        tell = _progress._Bar(patience=0.02)
        for stage in ("read", "compare", "train", "compare"):
            for done in range(3):
                tell(stage, done, 2)
                time.sleep(0.12)
    said = terminal.getvalue()
    # The first shows when its time is up, the others at once: the work is known to be long.
    shown = [part for part in said.split("\r") if "%|" in part]
    assert [stage for stage in ("read", "compare", "train") if stage not in said] == []
    assert sum("compare:   0%" in part for part in shown) == 2


def test_a_table_that_is_standardized_tells_too() -> None:
    told: list[tuple[str, int, int]] = []
    rows = [{"name": f"Ann {i}", "tel": "n/a"} for i in range(10)]
    kinds = {"name": "person_name", "tel": "phone"}
    done = cm.standardize(
        rows, kinds=kinds, progress=lambda stage, done, total: told.append((stage, done, total))
    )
    assert {stage for stage, _, _ in told} == {"read", "standardize"}
    assert (told[-1][1], done.data) == (told[-1][2], cm.standardize(rows, kinds=kinds).data)


def as_told(n: int, **settings: Any) -> list[tuple[float, str, int, int]]:
    """Return when a run told what."""
    table, _ = synthetic.customers(n)
    told = [(time.perf_counter(), "", 0, 0)]
    cm.resolve(
        table, kinds=synthetic.KINDS, context=cm.Context(country="US"), **settings,
        progress=lambda *said: told.append((time.perf_counter(), *said)),
    )  # fmt: skip
    return [*told, (time.perf_counter(), "", 0, 0)]


def test_totals_are_honest() -> None:
    """Of each stage what is done only rises, up to the total, and there it ends."""
    stages: list[list[tuple[str, int, int]]] = []
    for _, *said in as_told(2000)[1:-1]:
        stage, done, total = said
        if not stages or stages[-1][-1][0] != stage:
            stages.append([])
        stages[-1].append((stage, done, total))
    for told in stages:
        numbers = [done for _, done, _ in told]
        assert numbers == sorted(numbers)
        assert all(done <= total for _, done, total in told)
        assert told[-1][1] == told[-1][2]


@pytest.mark.slow
def test_no_long_silence() -> None:
    """No gap is more than a sixth of the whole, or two seconds: a machine may be busy."""
    times = [at for at, *_ in as_told(100_000)]
    gaps = [later - at for at, later in itertools.pairwise(times)]
    assert max(gaps) < max(2.0, (times[-1] - times[0]) / 6)
