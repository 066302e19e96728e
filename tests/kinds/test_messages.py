"""Every code has a text in both languages, and no text or repr shows a value."""

import ast
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

import custmdm
from custmdm import kinds
from custmdm.data.messages import MESSAGES
from custmdm.model import Issue

SOURCE = Path(custmdm.__file__).parent
FAMILIES = {code.partition(".")[0] for code in MESSAGES}


def codes_in(paths: Iterable[Path]) -> set[str]:
    """Return the strings of source files that look like codes; docstrings are whole sentences."""
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                family, dot, name = node.value.partition(".")
                if dot and family in FAMILIES and name.isidentifier():
                    found.add(node.value)
    return found


@pytest.mark.parametrize("part", ["normalize", "validate", "kinds"])
def test_every_code_of_a_part_has_a_text(part: str) -> None:
    assert codes_in((SOURCE / part).rglob("*.py")) - set(MESSAGES) == set()


def test_every_text_is_of_a_code_in_use() -> None:
    paths = [path for path in SOURCE.rglob("*.py") if path.parent.name != "data"]
    assert set(MESSAGES) - codes_in(paths) == set()


@pytest.mark.parametrize("code", MESSAGES)
def test_a_text_is_there_in_english_and_chinese(code: str) -> None:
    issue = Issue(path="field", code=code, params=PARAMS)
    english, chinese = issue.text("en"), issue.text("zh-CN")
    assert english.startswith("field: ")
    assert chinese.startswith("field：")
    assert english.isascii()
    assert "{" not in english + chinese
    assert code not in english + chinese


def test_the_page_of_reason_codes_is_up_to_date() -> None:
    page = pytest.importorskip("tools.make_reason_codes", reason="the tools are out of sight")
    assert page.PAGE.read_text(encoding="utf-8") == page.page()


PARAMS = {
    "type": "int", "count": 1, "limit": 2, "other": "column", "left": "crm:1", "right": "crm:2",
    "expected_f1": "0.50",
}  # fmt: skip

SECRETS = [
    "zzsecretzz",
    "13812345678 zzsecretzz",
    "zz@secret@zz",
    "zzsecretzz-02-30",
    "3301**zzsecretzz",
]


@pytest.mark.parametrize("name", kinds.names())
def test_an_issue_says_nothing_of_the_value(name: str) -> None:
    frame = pd.DataFrame({"column": [*SECRETS, ["zzsecretzz"], "zzsecretzz" * 2000]})
    found = custmdm.standardize(frame, kinds={"column": name}).issues
    assert found
    for issue in found:
        assert "secret" not in repr(issue) + issue.text("en") + issue.text("zh")


@pytest.mark.parametrize("name", kinds.names())
@pytest.mark.parametrize("raw", [["zzsecretzz"], b"zzsecretzz", {"zzsecretzz": 1}], ids=repr)
def test_no_exception_shows_a_value(name: str, raw: object) -> None:
    """There is none: bad data is a value."""
    assert kinds.get(name).standardize(raw).reasons == ("value.wrong_type",)
