"""The words of explanations: in English and Chinese, aligned, and true as they stand."""

import ast
import re
import string
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import custmdm as cm
from custmdm import compare, kinds
from custmdm.compare import Comparison
from custmdm.data.explanations import PHRASES, phrase
from custmdm.data.outcome_labels import OUTCOME_LABELS, outcome_label
from custmdm.linker import Change, ClusterEvidence, ConstraintChain, Explanation, Partner
from custmdm.linker._explain_text import _rounded
from custmdm.model import Contribution, Decision, Link, MatchScore, RecordId, Thresholds

SOURCE = Path(cm.__file__).parent
LATIN = re.compile("[A-Za-z]")


def every_label() -> Iterator[str]:
    """Return what every comparator that is shipped calls its outcomes, and what is missing."""
    for name in kinds.names():
        kind = kinds.get(name)
        comparison = Comparison("field", kind.comparator, kind.levels)
        yield from (comparison.label(level) for level in range(-4, comparison.n_levels))
    for name in compare.__all__:
        part = getattr(compare, name)
        for outcome in getattr(part, "outcomes", ()) if name != "Comparison" else ():
            yield outcome.label


def test_every_label_of_every_comparator_has_chinese() -> None:
    untold = {label for label in every_label() if LATIN.search(outcome_label(label, "zh"))}
    assert untold == set()
    assert all(outcome_label(label, "en") == label for label in every_label())


def test_unlike_labels_are_unlike_in_chinese() -> None:
    labels = set(every_label())
    assert len({outcome_label(label, "zh-CN") for label in labels}) == len(labels)


def test_every_chinese_label_is_in_use() -> None:
    said = " | ".join(every_label())
    assert {label for label in OUTCOME_LABELS if label not in said} == set()


def test_a_label_of_the_users_own_stays() -> None:
    assert outcome_label("same ward", "zh") == "same ward"


@pytest.mark.parametrize("code", PHRASES)
def test_a_phrase_is_there_in_both_languages_with_the_same_places(code: str) -> None:
    english, chinese = PHRASES[code]["en"], PHRASES[code]["zh"]
    assert english.isascii()
    assert not chinese.isascii()
    assert sorted(places(english)) == sorted(places(chinese))


def places(text: str) -> list[tuple[str, str]]:
    return [(name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name]


def test_every_phrase_is_said_somewhere() -> None:
    """A code is written out, or its beginning stands before a brace: f"decision.{...}"."""
    written = set()
    for path in SOURCE.rglob("*.py"):
        if path.parent.name != "data":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    written.add(node.value)
    begun = {w for w in written if w.endswith(".") and " " not in w}
    untold = {c for c in PHRASES if c not in written and not any(c.startswith(b) for b in begun)}
    assert untold == set()


# -- one explanation of each sort ---------------------------------------------------------------

A, B, C, D = (RecordId("crm", key) for key in "abcd")
CONTRIBUTIONS = (
    Contribution("name", 20, "one name equal, the other nearly", 4.25, -4.0),
    Contribution("电话", 3, "equal", 9.5, 3.2),
    Contribution("birth_date", 0, "different", -5.125, 0.0),
    Contribution("email", -2, "one missing", 0.0),
    Contribution("city", -1, "both missing", 0.0),
    Contribution("passport", -2, "one missing", 0.0),
)
SCORE = MatchScore(1.625, MatchScore.probability_of(1.625), CONTRIBUTIONS)
LOST = Change("level", -2.5, True, "电话", -2, "one missing", -4.125)
TOO_LOW = Change("threshold", 1.625, threshold=SCORE.probability)
SCORED = Explanation(
    A, B, True, "scoring", cm.block.PairRules(("phones", "words(name)", "a", "b", "c", "d")),
    SCORE, Decision.MATCH, Thresholds(), changes=(LOST, TOO_LOW),
)  # fmt: skip
APART = ConstraintChain("never", (A, C, D, B), (C, D))
EVIDENCE = ClusterEvidence(Partner(A, C, 12.0, 2), Partner(B), 4, -1.5, 0.0)
SORTS = {
    "scored": SCORED,
    "type": Explanation.of_types(A, B),
    "table": Explanation(A, B, False, "table", decision=Decision.MATCH),
    "always": Explanation(
        A, B, True, "constraint", score=SCORE, decision=Decision.NON_MATCH,
        thresholds=Thresholds(), constraint=ConstraintChain("always", (A, B)),
        changes=(Change("constraint", 1.0),),
    ),
    "never": Explanation(A, B, False, "constraint", constraint=APART),
    "source": Explanation(
        A, B, False, "constraint", constraint=ConstraintChain("source", (A, B), (A, B))
    ),
    "group": Explanation(
        A, B, False, "constraint", constraint=ConstraintChain("group", (A, B), (A, B))
    ),
    "veto": Explanation(
        A, B, False, "constraint", decision=Decision.MATCH,
        constraint=ConstraintChain("veto", (A, B), (A, B), ("passport", "ssn")),
        changes=(Change("constraint", 1.0),),
    ),
    "blocking": Explanation(
        A, B, False, "blocking", score=SCORE, decision=Decision.MATCH, thresholds=Thresholds(),
        changes=(Change("rule", 1.0),),
    ),
    "no rule would do": Explanation(
        A, B, False, "blocking", decision=Decision.NON_MATCH,
        changes=(Change("rule", -1.0, turns=False),),
    ),
    "left out": Explanation(
        A, B, False, "blocking", cm.block.PairRules((), ("year(born)",), 1.5, 4.0)
    ),
    "no match": Explanation(A, B, False, "scoring", decision=Decision.NON_MATCH),
    "kept apart": Explanation(
        A, B, False, "clustering", decision=Decision.MATCH, clusters=EVIDENCE,
        changes=(Change("mean", 0.0, added=1.5),),
    ),
    "others apart": Explanation(
        A, B, False, "clustering", decision=Decision.MATCH,
        clusters=ClusterEvidence(Partner(A, C, 12.0), Partner(B), 2, 4.0, 0.0, APART),
    ),
    "connected": Explanation(
        A, B, True, "clustering", decision=Decision.NON_MATCH,
        clusters=ClusterEvidence(Partner(A, C, 12.0, 1), Partner(B, C, 9.0, 1), 3, 4.0, 0.0),
        path=(Link(A, C, 0.99, 12.0, Decision.MATCH), Link(B, C, 0.98, 9.0, Decision.MATCH)),
        changes=(Change("link", 9.0, link=Link(B, C, 0.98, 9.0, Decision.MATCH)),),
    ),
    "as wholes": Explanation(A, B, True, "clustering", decision=Decision.NON_MATCH),
}  # fmt: skip

ENGLISH = """\
crm:a and crm:b: one customer, they match
  match probability 0.7552 (weight +1.62): match; a match from 0.5 on, possible from 0.1
      +9.50  电话        equal; shared by many, 9 times commoner than usual
      -5.12  birth_date  different
      +4.25  name        one name equal, the other nearly; shared by few, 16 times rarer than usual
      -7.00  before anything is compared
             says nothing: email, passport (one missing); city (both missing)
  brought together by: a; b; c; d; 2 more
  what would change it, any one of these:
      -4.12  电话  one missing: then they do not match (-2.50)
             a match threshold above 0.76"""
CHINESE = """\
crm:a 与 crm:b：同一客户，二者匹配
  匹配概率 0.7552（权重 +1.62）：匹配；匹配阈值 0.5，可能匹配阈值 0.1
      +9.50  电话        相同；共用者多，比通常常见 9 倍
      -5.12  birth_date  不同
      +4.25  name        姓、名之一相同，另一几乎相同；少有人共用，比通常罕见 16 倍
      -7.00  比较之前的起点
             未提供依据：email、passport（一方缺失）；city（双方均缺失）
  比较由以下规则提出：a；b；c；d；另有 2 条
  以下任一改变即可改变结果：
      -4.12  电话  一方缺失：即不再匹配（-2.50）
             匹配阈值高于 0.76"""


def test_the_text_reads_so() -> None:
    assert str(SCORED) == SCORED.text() == ENGLISH
    assert SCORED.text("zh") == SCORED.text("zh-CN") == CHINESE


@pytest.mark.parametrize(
    ("sort", "line"),
    [
        ("type", "not one customer, records of different types never link"),
        ("table", "of one table, and of two linked tables only pairs across are compared"),
        ("always", "one customer, a constraint makes them always one"),
        ("always", "  crm:a is always crm:b"),
        ("always", "without the constraint: by themselves they do not match"),
        ("never", "not one customer, a chain of constraints keeps them apart"),
        ("never", "  crm:a is always crm:c\n  crm:c is never crm:d\n  crm:d is always crm:b"),
        ("source", "crm:a and crm:b are of one source, and a customer has one record a source"),
        ("group", "crm:a and crm:b are of one group, of which a customer has one record"),
        ("veto", "not one customer, values that contradict keep them apart"),
        ("veto", "crm:a and crm:b differ in passport, ssn, which vetoes it"),
        ("veto", "without the constraint: by themselves they match"),
        ("blocking", "not one customer, no blocking rule brought them together"),
        ("blocking", "a rule that brings them together: they would match"),
        ("no rule would do", "no rule alone: brought together, they would not match"),
        ("left out", "not one customer, they share too little to be brought together"),
        ("left out", "they share weigh 1.50 bits, a pair is compared from 4.00 on: year(born)"),
        ("no match", "not one customer, they do not agree enough"),
        ("no match", "no single field would change it"),
        ("kept apart", "they match, and the clustering kept them apart"),
        ("kept apart", "  crm:a is with crm:c (weight +12.00) and 2 more\n  crm:b is alone\n"),
        ("kept apart", "4 pairs between their clusters weigh -1.50 on average; they join from +0"),
        ("kept apart", "+1.50 on average for each pair between their clusters"),
        ("others apart", "they match, and records that they are with must stay apart"),
        ("others apart", "crm:c is never crm:d"),
        ("connected", "one customer, other records connect them"),
        ("connected", "  link crm:a - crm:c (0.9900)\n  link crm:b - crm:c (0.9800)"),
        ("connected", "3 pairs inside the cluster weigh +4.00 on average"),
        ("connected", "without the link crm:b - crm:c nothing would connect them"),
        ("as wholes", "one customer, their clusters agree as wholes"),
    ],
)
def test_the_text_says_why(sort: str, line: str) -> None:
    assert line in SORTS[sort].text()


@pytest.mark.parametrize("sort", SORTS)
def test_the_chinese_text_says_it_all_in_chinese(sort: str) -> None:
    told = SORTS[sort]
    english, chinese = told.text().split("\n"), told.text("zh").split("\n")
    assert len(english) == len(chinese)
    allowed = re.compile(
        r"crm:.|电话|birth_date|name|email|city|passport|ssn|year\(born\)|[abcd]；"
    )
    for line in chinese:
        assert not LATIN.search(allowed.sub("", line)), line


def test_what_says_most_comes_first_and_stands_in_columns() -> None:
    lines = SCORED.text().split("\n")
    rows = lines[2:5]
    weights = [abs(float(line.split()[0])) for line in rows]
    assert weights == sorted(weights, reverse=True)
    labels = ("equal", "different", "one name")
    columns = {wide(row[: row.index(label)]) for row, label in zip(rows, labels, strict=True)}
    assert len(columns) == 1


def wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


@given(st.floats(0.0, 1.0), st.booleans())
def test_a_threshold_is_rounded_to_the_side_where_it_turns(probability: float, up: bool) -> None:
    """What the text says is true as it stands, or it is not said."""
    shown = _rounded(probability, up=up)
    if shown:
        assert 0.0 < float(shown) < 1.0
        assert float(shown) >= probability if up else float(shown) <= probability
        assert abs(float(shown) - probability) < 0.01 + 1e-12
    else:
        assert probability < 0.01 or probability > 0.99


def test_a_phrase_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        phrase("no.such", "en")
