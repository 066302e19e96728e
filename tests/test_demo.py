"""The demo shows the main job on the bundled sample, and on a file of one's own."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import custmdm as cm

DEMO = Path(__file__).parents[1] / "examples" / "demo.py"
CAME_IN = "What came in"
MAPPED = "How the columns were mapped"
ISSUES = "Issues found"
FOUND = "What was found"
GOLDEN = "Three golden records, and where each value comes from"
WHY = "Why two records are one customer"
MERGE = "A steward merges two customers that the matching left apart"
UNDONE = "The merge is undone"
FEED = "The change feed: what other systems are told"
HEADINGS = (CAME_IN, MAPPED, ISSUES, FOUND, GOLDEN, WHY, MERGE, UNDONE, FEED)

pytestmark = pytest.mark.skipif(not DEMO.exists(), reason="the examples are out of sight")


def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the demo as a user does, in a folder."""
    package = str(Path(cm.__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-W", "error", str(DEMO), *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
        env=os.environ | {"PYTHONPATH": package, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def said(folder: Path) -> str:
    """What the demo prints on the bundled sample."""
    done = run(folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def part(said: str, heading: str) -> list[str]:
    """Return the lines under a heading, up to the next one."""
    _, _, rest = said.partition(f"{heading}\n{'-' * len(heading)}\n")
    lines: list[str] = []
    for line in rest.splitlines():
        if line in HEADINGS:
            break
        lines.append(line)
    return [line for line in lines if line]


def test_the_demo_has_its_headings_in_order(said: str) -> None:
    found = [line for line in said.splitlines() if line in HEADINGS]
    assert tuple(found) == HEADINGS


def test_the_demo_says_what_came_in(said: str) -> None:
    lines = part(said, CAME_IN)
    assert [line.split()[0] for line in lines] == ["crm:", "erp:", "shop:"]
    assert "676 rows with the columns id, type, full_name" in lines[0]


def test_the_demo_shows_the_mapping(said: str) -> None:
    lines = part(said, MAPPED)
    assert any("phones <- mobile + tel" in line for line in lines)
    assert lines[-1] == "mapped to 1509 persons and 493 organizations"


def test_the_demo_counts_issues_in_words(said: str) -> None:
    lines = part(said, ISSUES)
    assert len(lines) > 5
    assert all(re.fullmatch(r" +\d+  (\S.* \[[a-z_.]+\]|in all)", line) for line in lines)


def test_the_demo_says_how_right_it_is(said: str) -> None:
    lines = part(said, FOUND)
    assert re.fullmatch(r"2,002 records -> 1,\d{3} customers", lines[0])
    found = re.search(r"precision (0\.\d{3}), recall (0\.\d{3}), F1 (0\.\d{3})", lines[-1])
    assert found is not None
    assert min(map(float, found.groups())) > 0.8


def test_the_demo_shows_three_golden_records_with_their_sources(said: str) -> None:
    lines = part(said, GOLDEN)
    heads = [line for line in lines if line.startswith("g_")]
    assert len(heads) == 3
    assert all(len(head.partition(", of ")[2].split(", ")) > 1 for head in heads)
    values = [line for line in lines if line.startswith("    ")]
    assert any(re.search(r"(crm|erp|shop):\S+ \(\w+", line) for line in values)
    assert any(line.split()[0] == "name" for line in values)


def test_the_demo_explains_a_pair(said: str) -> None:
    lines = part(said, WHY)
    assert re.fullmatch(r"\S+:\S+ and \S+:\S+: one customer, they match", lines[0])
    assert "match probability" in lines[1]
    assert any("before anything is compared" in line for line in lines)
    assert any(line.startswith("  brought together by: ") for line in lines)


def test_the_demo_shows_a_merge_before_it_happens_and_its_trace(said: str) -> None:
    lines = part(said, MERGE)
    assert re.fullmatch(r"g_\w+ and g_\w+ would be one customer", lines[0])
    assert re.match(r"  g_\w+, of \d+ records: name ", lines[1])
    assert re.fullmatch(r"  g_\w+ would redirect to g_\w+", lines[2])
    assert any(" would lose " in line for line in lines)
    (head,) = (i for i, line in enumerate(lines) if "; settled by " in line)
    assert all(re.match(r"  not .+, from \S+: \w+", line) for line in lines[head + 1 :])


def test_the_demo_undoes_the_merge(said: str) -> None:
    merged, live, same = part(said, UNDONE)
    golden_id = merged.split()[0]
    assert re.fullmatch(rf"{golden_id} is merged: it stands for g_\w+", merged)
    assert (live, same) == (f"{golden_id} is live again", "everything is as it was: True")


def test_the_demo_shows_the_change_feed_of_both(said: str) -> None:
    lines = part(said, FEED)
    merge, undoing = (i for i, line in enumerate(lines) if line.startswith("of "))
    told = [line.strip() for line in lines if line.startswith("  ")]
    assert told.count("told twice and backwards, a copy is up to date: True") == 2
    assert int(lines[merge].split()[3]) == undoing - merge - 2
    assert any(re.search(r"version \d+: redirects to g_", line) for line in lines[merge:undoing])
    assert any(re.search(r"version 2: is a customer, with ", line) for line in lines[undoing:])


def test_the_demo_writes_a_row_a_customer(said: str, folder: Path) -> None:
    text = (folder / "golden.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    found = re.search(r"wrote (\d+) customers to golden.csv", said)
    assert found is not None
    assert len(rows) == int(found[1]) > 1000
    assert len({row["golden_id"] for row in rows}) == len(rows)
    assert sum(int(row["n_records"]) for row in rows) == 2002
    assert sorted(path.name for path in folder.iterdir()) == ["golden.csv"]


# -- a file of one's own ----------------------------------------------------------------------

MINE = """\ufeffid,first,last,tel,mail
1,Anna,Lee,0412 345 678,anna.lee@posteo.net
2,ANNA,Lee,+61 412 345 678,Anna.Lee@posteo.net
3,Bob,Ray,0400 111 222,bob@posteo.net
4,Carla,Stone,0400 333 444,carla@posteo.net
5,Dirk,Tamm,0400 555 666,
6,王,小明,,xm@posteo.net
"""
KINDS = "first=given_name, last=family_name,tel=phone,mail=email"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(MINE, encoding="utf-8")
    return path


def test_the_demo_runs_on_a_file_of_ones_own(mine: Path) -> None:
    done = run(mine.parent, "--data", "customers.csv", "--key", "id", "--kinds", KINDS)
    assert (done.returncode, done.stderr) == (0, "")
    assert "customers.csv: 6 rows with the columns id, first, last, tel, mail" in done.stdout
    assert "6 records -> 5 customers" in done.stdout
    assert "file:1 and file:2: one customer, they match" in done.stdout
    text = (mine.parent / "golden.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["n_records"] for row in rows] == ["2", "1", "1", "1", "1"]
    assert list(rows[0]) == ["golden_id", "first", "last", "tel", "mail", "n_records"]


def test_without_a_key_the_rows_are_numbered(mine: Path) -> None:
    done = run(mine.parent, "--data", "customers.csv", "--kinds", KINDS)
    assert (done.returncode, done.stderr) == (0, "")
    assert "file:0 and file:1: one customer" in done.stdout


def test_verbose_shows_what_the_library_logs(mine: Path) -> None:
    done = run(mine.parent, "--data", "customers.csv", "--kinds", KINDS, "--verbose")
    assert done.returncode == 0
    assert "INFO:custmdm:blocking: 6 records" in done.stderr


@pytest.mark.parametrize("text", ["id,first\n", ""], ids=["a head alone", "an empty file"])
def test_a_file_without_rows_is_no_traceback(text: str, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text(text, encoding="utf-8")
    done = run(tmp_path, "--data", "empty.csv", "--key", "id", "--kinds", "first=given_name")
    assert "Traceback" not in done.stderr
    assert "0 records -> 0 customers" in done.stdout


WRONG: list[tuple[list[str], str]] = [
    (["--data", "customers.csv", "--key", "id", "--kinds", "first=givn_name"],
     "error: there is no kind 'givn_name'. Did you mean 'given_name'"),
    (["--data", "customers.csv", "--key", "id", "--kinds", "frist=given_name"],
     "error: there is no column 'frist'. Did you mean 'first'"),
    (["--data", "customers.csv", "--key", "idd", "--kinds", KINDS],
     "error: there is no column 'idd'. Did you mean 'id'"),
    (["--data", "customers.csv", "--key", "last", "--kinds", KINDS],
     "error: 1 record ids are not unique: file:Lee (rows 0, 1)"),
    (["--data", "nowhere.csv", "--key", "id", "--kinds", KINDS], "nowhere.csv"),
    (["--data", ".", "--kinds", KINDS], "error: "),
    (["--data", "customers.csv", "--kinds", "first"],
     "--kinds is written column=kind,column=kind; got 'first'"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "says"), WRONG)
def test_what_is_wrong_is_one_line_and_no_traceback(
    arguments: list[str], says: str, mine: Path
) -> None:
    done = run(mine.parent, *arguments)
    assert done.returncode != 0
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_kinds_are_asked_for_with_the_ones_there_are(mine: Path) -> None:
    done = run(mine.parent, "--data", "customers.csv")
    assert done.returncode == 2
    assert "--data needs --kinds; the kinds are: person_name, given_name" in done.stderr


def test_a_file_in_another_encoding_gets_a_line_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "gbk.csv"
    path.write_bytes("id,name\n1,王伟\n".encode("gbk"))
    done = run(tmp_path, "--data", str(path), "--kinds", "name=person_name")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
