"""Manners: what a host may rely on. Logs, progress, and no personal value where it must not be."""

import json
import logging
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import custmdm as cm
from tests.linker.world import AUSTRALIA, KINDS, Row, people, resolved


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return people(40)[0]


@pytest.fixture
def logs(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


# -- logs -------------------------------------------------------------------------------------


def test_a_run_says_at_info_what_it_did(logs: pytest.LogCaptureFixture, rows: list[Row]) -> None:
    result = resolved(rows)
    ours = [r for r in logs.records if r.name.partition(".")[0] == "custmdm"]
    assert {record.levelno for record in ours} == {logging.INFO}
    said = [record.getMessage() for record in ours]
    assert f"blocking: {len(rows)} records, {result.n_pairs} candidate pairs" in said
    counts = f"{len(result.links)} links, {len(result.clusters)} customers"
    assert f"resolved: {len(rows)} records, {counts}" in said
    assert any(line.startswith("training: ") for line in said)


def test_a_run_configures_no_logging(rows: list[Row]) -> None:
    root, ours = logging.getLogger(), logging.getLogger("custmdm")
    before = (list(root.handlers), list(ours.handlers), root.level, ours.level, ours.propagate)
    resolved(rows)
    after = (list(root.handlers), list(ours.handlers), root.level, ours.level, ours.propagate)
    assert after == before


def test_a_run_prints_nothing(rows: list[Row], capfd: pytest.CaptureFixture[str]) -> None:
    result = resolved(rows)
    _ = tuple(result.golden), result.issues, result.to_frame()
    assert capfd.readouterr() == ("", "")


# -- no personal value where it must not be ---------------------------------------------------

# Values that occur nowhere else, and a part of each that would give it away.
CANARIES = {
    "name": "Xylophilia Quorndwell", "phone": "0491 570 156", "mail": "xq.canary@posteo.net",
    "dob": "17/09/1953", "street": "8731 Zanzibarweg", "city": "Qeqqata", "postcode": "QX98 7ZZ",
    "changed": "canary o'clock",
}  # fmt: skip
TRACES = (
    "xylophilia", "quorndwell", "0491 570", "570 156", "491570156", "xq.canary", "17/09/1953",
    "1953-09-17", "8731 zan", "zanzibarweg", "qeqqata", "qx98", "canary",
)  # fmt: skip


def traces_in(text: str) -> list[str]:
    return [trace for trace in TRACES if trace in text.lower()]


def canaries() -> list[dict[str, Any]]:
    """Return people, one of them several times, in ways that cause every sort of issue."""
    twice = [
        {**CANARIES, "id": 9001},
        {**CANARIES, "id": 9002, "name": "QUORNDWELL, Xylophilia", "mail": "xq.canary at home"},
        {**CANARIES, "id": 9003, "phone": "0491 570", "dob": "31/09/1953", "city": ""},
        {**CANARIES, "id": 9004, "name": "Xylophilia \ud800Quorndwell", "mail": ["xq.canary"]},
        {**CANARIES, "id": 9005, "postcode": 98765.0, "street": "8731 " + "Zanzibarweg " * 999},
    ]
    return [*people(40)[0], *twice]


@pytest.fixture(scope="module")
def with_canaries() -> cm.Resolution:
    return resolved(canaries())


def test_the_canaries_are_seen_where_they_should_be(with_canaries: cm.Resolution) -> None:
    """So that their absence elsewhere means something."""
    shown = repr(with_canaries.to_frame()) + repr([g.data for g in with_canaries.golden])
    assert traces_in(shown) == list(TRACES)
    assert len({i.code for i in with_canaries.issues if i.record and i.record.key > 9000}) > 3  # type: ignore[operator]


def test_no_log_line_holds_a_personal_value(logs: pytest.LogCaptureFixture) -> None:
    result = resolved(canaries())
    _ = tuple(result.golden), result.issues, result.explain("crm:9001", "crm:9002")
    assert logs.records
    assert traces_in("\n".join(f"{r.getMessage()} {r.args}" for r in logs.records)) == []


def test_no_issue_holds_a_personal_value(with_canaries: cm.Resolution) -> None:
    for issue in with_canaries.issues:
        assert traces_in(repr(issue) + issue.text() + issue.text("zh")) == []


def test_no_summary_holds_a_personal_value(with_canaries: cm.Resolution) -> None:
    told = with_canaries.explain("crm:9001", "crm:9002")
    shown = [
        str(with_canaries), repr(with_canaries), with_canaries._repr_html_(),
        repr(with_canaries.crosswalk), repr(with_canaries.links), repr(with_canaries.clusters),
        told.text(), told.text("zh"), repr(told), repr(with_canaries.review),
        repr(with_canaries.thresholds), repr(with_canaries.tables), repr(with_canaries.sources),
    ]  # fmt: skip
    assert traces_in("\n".join(shown)) == []


def test_no_summary_of_what_was_read_holds_a_personal_value() -> None:
    mapping = cm.FieldMapping(
        source="crm", key="id", record=cm.Person, updated_at="changed", context=AUSTRALIA,
        fields={"name": "name", "phones": ["phone"], "emails": ["mail"], "birth_date": "dob"},
    )  # fmt: skip
    mapped = mapping.read(canaries())
    done = cm.standardize(canaries(), kinds=KINDS)
    shown = [repr(mapped), repr(mapped.issues), repr(done), repr(done.issues), repr(mapping)]
    assert traces_in("\n".join(shown)) == []


def test_no_saved_model_holds_a_personal_value() -> None:
    linker = cm.Linker(kinds=KINDS, context=AUSTRALIA).fit(canaries(), key="id")
    assert traces_in(linker.to_json()) == []
    assert traces_in(repr(linker) + repr(linker.model)) == []


def boom(*_: object) -> Any:
    raise ZeroDivisionError


RAISING: list[tuple[str, Any]] = [
    ("a repeated key", lambda rows: resolved([*rows, rows[-1]])),
    ("a missing key", lambda rows: resolved([*rows, {**rows[-1], "id": None}])),
    ("a key of a list", lambda rows: resolved([*rows, {**rows[-1], "id": ["Quorndwell"]}])),
    ("a missing column", lambda rows: resolved(rows, kinds={"nmae": "text"})),
    ("an unknown record", lambda rows: resolved(rows).explain("crm:9001", "crm:0")),
    ("the same record", lambda rows: resolved(rows).explain("crm:9001", "crm:9001")),
    ("no dict", lambda rows: resolved([*rows, list(rows[-1].values())])),
    ("no Record", lambda rows: cm.resolve(rows)),
    ("no Record, typed", lambda rows: cm.resolve([cm.Person(phones=(CANARIES["phone"],))])),
    ("no type", lambda rows: cm.resolve([cm.Record(cm.RecordId("crm", 1), rows[-1])])),
    ("text for rows", lambda rows: cm.resolve(CANARIES["name"], kinds=KINDS)),
    ("text for records", lambda rows: cm.resolve(CANARIES["name"])),
    ("a row for rows", lambda rows: cm.resolve(rows[-1], kinds=KINDS)),
    ("one id for all", lambda rows: resolved(rows, ids=lambda members: "one")),
    ("nothing survives", lambda rows: cm.Linker(
        kinds=KINDS, survivorship={"name": lambda claims: []}, context=AUSTRALIA
    ).fit(rows, key="id").resolve(rows, key="id").golden_frame()),
    ("a wrong type to score", lambda rows: cm.Linker(record=cm.Person).fit([]).score(
        rows[-1], rows[-1])),
    ("a row to read as many", lambda rows: cm.FieldMapping(
        source="crm", key="id", record=cm.Person, fields={}).read(rows[-1])),
    ("a frame of mixed keys", lambda rows: cm.resolve(
        [cm.Record(cm.RecordId("crm", k), cm.Person()) for k in (1, "Quorndwell")]
    ).to_frame("polars")),
    ("an unknown truth", lambda rows: cm.evaluate.clusters(resolved(rows), {})),
]  # fmt: skip


@pytest.mark.parametrize("act", [act for _, act in RAISING], ids=[name for name, _ in RAISING])
def test_no_exception_holds_a_personal_value(act: Any) -> None:
    """Nor does what it was raised from: a host may log all of it."""
    with pytest.raises(cm.CustmdmError) as raised:
        act(canaries())
    error: BaseException | None = raised.value
    while error is not None:
        assert traces_in(str(error) + repr(error)) == []
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    said = "".join(traceback.format_exception_only(raised.value))
    assert traces_in(said) == []


# -- progress ---------------------------------------------------------------------------------

STAGES = [
    "read", "standardize", "prepare", "block", "compare", "train", "balance", "cluster"
]  # fmt: skip
# What a run does not do again with a Linker that was fitted.
TRAINING = ["train", "balance"]


class Told:
    """A callback that takes note, and may cancel at a stage."""

    def __init__(self, cancel_at: str = "") -> None:
        self.calls: list[tuple[str, int, int]] = []
        self.cancel_at = cancel_at

    def __call__(self, stage: str, done: int, total: int) -> None:
        self.calls.append((stage, done, total))
        if stage == self.cancel_at:
            raise TimeoutError(stage)


def test_progress_is_told_of_every_stage(rows: list[Row]) -> None:
    told = Told()
    resolved(rows, progress=told)
    assert list(dict.fromkeys(stage for stage, _, _ in told.calls)) == STAGES
    for stage in STAGES:
        of_stage = [(done, total) for s, done, total in told.calls if s == stage]
        done = [d for d, _ in of_stage]
        assert done == sorted(done)
        assert of_stage[0][0] == 0
        assert of_stage[-1][0] == of_stage[-1][1]


def test_progress_is_told_where_there_is_nothing_to_do() -> None:
    told = Told()
    resolved([], progress=told)
    assert list(dict.fromkeys(stage for stage, _, _ in told.calls)) == STAGES


@pytest.mark.parametrize("stage", STAGES)
def test_an_exception_in_progress_cancels_and_leaves_things_usable(
    stage: str, rows: list[Row]
) -> None:
    frame = pd.DataFrame(rows)
    before = frame.copy()
    linker = cm.Linker(kinds=KINDS, context=AUSTRALIA)
    fitted = linker.fit(frame, key="id", source="crm")
    with pytest.raises(TimeoutError, match=stage):
        resolved(frame, progress=Told(stage))
    if stage != "cluster":
        with pytest.raises(TimeoutError, match=stage):
            linker.fit(frame, key="id", source="crm", progress=Told(stage))
    if stage not in TRAINING:
        with pytest.raises(TimeoutError, match=stage):
            fitted.resolve(frame, key="id", source="crm", progress=Told(stage))
    pd.testing.assert_frame_equal(frame, before)
    assert linker.fit(frame, key="id", source="crm") == fitted
    again = fitted.resolve(frame, key="id", source="crm")
    assert again.clusters == resolved(frame).clusters


@pytest.mark.parametrize("progress", [True, False, None])
def test_no_bar_is_shown_where_nobody_looks(
    progress: bool | None, rows: list[Row], capfd: pytest.CaptureFixture[str]
) -> None:
    """Standard error is no terminal here."""
    resolved(rows, progress=progress)
    assert capfd.readouterr() == ("", "")


def test_the_result_is_the_same_with_progress_or_without(rows: list[Row]) -> None:
    one, two = resolved(rows), resolved(rows, progress=Told())
    assert (one.clusters, one.links, one.golden) == (two.clusters, two.links, two.golden)


# -- importing and running reads nothing of the machine ---------------------------------------

SPY = """
import collections.abc, json, os, sys

class Spy(collections.abc.MutableMapping):
    def __init__(self, real):
        self.real, self.readers = real, set()
    def note(self):
        frame = sys._getframe(2)
        while frame and frame.f_globals.get("__name__") in ("os", "_collections_abc"):
            frame = frame.f_back
        self.readers.add(frame.f_globals.get("__name__", "?") if frame else "?")
    def __getitem__(self, key):
        self.note()
        return self.real[key]
    def __setitem__(self, key, value):
        self.note()
        self.real[key] = value
    def __delitem__(self, key):
        self.note()
        del self.real[key]
    def __iter__(self):
        self.note()
        return iter(self.real)
    def __len__(self):
        return len(self.real)
    def __contains__(self, key):
        self.note()
        return key in self.real
    def copy(self):
        self.note()
        return dict(self.real)

os.environ = spy = Spy(os.environ)
import custmdm as cm
rows = [{"name": "Ann Lee"}, {"name": "Lee, Ann"}, {"name": "Bo"}]
tuple(cm.resolve(rows, kinds={"name": "person_name"}).golden)
print(json.dumps(sorted(reader for reader in spy.readers if reader.startswith("custmdm"))))
print(json.dumps(len(spy.readers)))
"""


def run(code: str, folder: Path, **environment: str) -> str:
    """Return what code prints in a fresh Python that finds the package."""
    package = str(Path(cm.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True, cwd=folder,
        env=os.environ | {"PYTHONPATH": package, **environment},
    )  # fmt: skip
    return done.stdout


def test_neither_importing_nor_a_run_reads_the_environment(tmp_path: Path) -> None:
    ours, all_readers = map(json.loads, run(SPY, tmp_path).splitlines())
    assert ours == []
    assert all_readers > 0  # the spy is awake: libraries below read it


def test_a_run_writes_no_file(tmp_path: Path) -> None:
    run(
        "import custmdm as cm; list(cm.resolve([{'n': 'Ann'}], kinds={'n': 'text'}).golden)",
        tmp_path,
    )
    assert list(tmp_path.iterdir()) == []


def test_a_run_needs_no_network(tmp_path: Path) -> None:
    code = """
import socket
def refuse(*args, **kwargs):
    raise AssertionError("the network was asked for")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
import custmdm as cm
rows = [{"id": i, "m": f"a{i}@posteo.net", "w": "posteo.net"} for i in range(9)]
print(len(list(cm.resolve(rows, key="id", kinds={"m": "email", "w": "website"}).golden)))
"""
    assert run(code, tmp_path) == "9\n"


@pytest.fixture
def seeded() -> Iterator[Any]:
    import random

    import numpy as np

    states = random.getstate(), np.random.get_state()[1].tolist()  # type: ignore[index,union-attr]
    yield
    assert random.getstate() == states[0]
    assert np.random.get_state()[1].tolist() == states[1]  # type: ignore[index,union-attr]


@pytest.mark.usefixtures("seeded")
def test_a_run_leaves_the_dice_of_the_host_alone(rows: list[Row]) -> None:
    resolved(rows, seed=3)
