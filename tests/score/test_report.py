"""The training report says what was learned, and finds what is to be distrusted."""

import json
import re

import attrs
import numpy as np
import pytest
from tests.score.worlds import RANDOM, STRATA, M, U, agreeing_on, distinct, drawn

from custmdm.data.explanations import PHRASES
from custmdm.errors import ModelError
from custmdm.score import (
    FellegiSunter,
    Finding,
    LearnedComparison,
    LearnedLevel,
    NonMatches,
    Training,
    TrainingReport,
    fit,
    training_report,
)

NAMES = tuple("abcde")
LABELS = [[f"{name}{i}" for i in range(len(row))] for name, row in zip(NAMES, M, strict=True)]


def reported(vectors, counts, **given):
    training = fit(vectors, counts, RANDOM, STRATA, **given)
    return training, training_report(NAMES, LABELS, STRATA, training, vectors, counts)


@pytest.fixture(scope="module")
def world():
    sorts = [(M, 3000), (U, 40_000), (agreeing_on(0), 6000)]
    vectors, sort_of = drawn(sorts, seed=1, missing=0.1)
    return vectors, sort_of


@pytest.fixture(scope="module")
def found(world):
    return reported(*distinct(world[0]))


# -- what was learned -----------------------------------------------------------------------------


def test_m_and_u_are_those_of_the_model_and_the_strangers(found):
    training, report = found
    for k, c in enumerate(report.comparisons):
        assert tuple(level.m for level in c.levels) == training.model.m[k]
        assert tuple(level.u for level in c.levels) == training.model.classes[0].u[k]
        assert [level.label for level in c.levels] == LABELS[k]
        for level in c.levels:
            assert level.weight == pytest.approx(np.log2(level.m / level.u))


def test_pairs_and_matches_are_counted_by_level(found, world):
    training, report = found
    vectors, sort_of = world
    assert report.matches == training.matches == pytest.approx((sort_of == 0).sum(), rel=0.02)
    for k, c in enumerate(report.comparisons):
        levels = vectors[:, k]
        assert [level.pairs for level in c.levels] == [
            int((levels == i).sum()) for i in range(len(M[k]))
        ]
        true = [int(((levels == i) & (sort_of == 0)).sum()) for i in range(len(M[k]))]
        assert [level.matches for level in c.levels] == pytest.approx(true, rel=0.1, abs=40)
        assert c.present == pytest.approx(float((levels >= 0).mean()))


def test_information_is_the_mean_weight_of_the_matches_that_can_be_compared(found, world):
    _, report = found
    vectors, sort_of = world
    for k, c in enumerate(report.comparisons):
        levels = vectors[sort_of == 0, k]
        weights = [c.levels[i].weight for i in levels[levels >= 0]]
        assert c.information == pytest.approx(np.mean(weights), rel=0.15)


def test_no_order_of_the_vectors_changes_the_report(world, found):
    vectors, counts = distinct(world[0])
    order = np.random.default_rng(0).permutation(len(vectors))
    assert reported(vectors[order], counts[order])[1] == found[1]


def test_the_levels_of_what_is_known_are_weighed_as_often_as_it_is(found):
    """Two strata of two levels, one known of a quarter of the matches."""
    model = FellegiSunter(0.5, ((0.2, 0.8, 0.5, 0.5),), (NonMatches(0.5, ((0.8, 0.2, 0.9, 0.1),)),))
    vectors = np.array([[1, 0], [3, 0]], dtype=np.int8)
    counts = np.array([3_000_000, 1_000_000])
    training = Training(model, 1, True, 1.0, 4_000_000)
    report = training_report(("x",), [list("pqrs")], [(0, 0, 1, 1)], training, vectors, counts)
    (c,) = report.comparisons
    matches = [level.matches for level in c.levels]
    share = matches[1] / sum(matches)
    known = 0.2 * np.log2(0.2 / 0.8) + 0.8 * np.log2(0.8 / 0.2)
    other = 0.5 * np.log2(0.5 / 0.9) + 0.5 * np.log2(0.5 / 0.1)
    assert c.information == pytest.approx(share * known + (1.0 - share) * other)
    assert (c.best.label, c.worst.label) == ("s", "r")


def test_without_a_class_of_strangers_u_is_that_of_all(found):
    one, two = NonMatches(0.3, ((0.9, 0.1),), (0,)), NonMatches(0.1, ((0.5, 0.5),), (0,))
    model = FellegiSunter(0.6, ((0.1, 0.9),), (one, two))
    vectors = np.array([[1, 0], [0, 0]], dtype=np.int8)
    training = Training(model, 1, True, 1.0, 2)
    report = training_report(("x",), [["no", "yes"]], [(0, 0)], training, vectors, np.array([1, 1]))
    assert [level.u for level in report.comparisons[0].levels] == pytest.approx([0.8, 0.2])


def test_one_row_a_level_in_a_frame(found):
    frame = found[1].to_frame()
    assert list(frame.columns) == [
        "comparison", "level", "label", "m", "u", "weight", "matches", "pairs",
    ]  # fmt: skip
    assert len(frame) == sum(map(len, M))
    assert frame["comparison"].tolist()[:5] == ["a", "a", "a", "a", "b"]
    assert frame["level"].tolist()[:5] == [0, 1, 2, 3, 0]
    assert found[1].to_frame("polars").columns == list(frame.columns)


def test_the_report_is_plain_data(found):
    written = json.loads(json.dumps(attrs.asdict(found[1]), allow_nan=False))
    assert written["comparisons"][0]["levels"][0]["label"] == "a0"


# -- what to distrust -----------------------------------------------------------------------------


def level(label="equal", m=0.9, u=0.1, stratum=0, matches=900.0, pairs=1000):
    return LearnedLevel(label, stratum, m, u, float(np.log2(m / u)), matches, pairs)


DIFFERENT = level("different", 0.1, 0.9)
GOOD = LearnedComparison("phone", (DIFFERENT, level()), 0.8, 2.5)
SOUND = TrainingReport(50_000, 3000.0, 20, True, 0.0, 500.0, (GOOD,))


def with_comparison(**changed):
    return attrs.evolve(SOUND, comparisons=(attrs.evolve(GOOD, **changed),))


CASES = {
    "sound": (SOUND, []),
    "nothing": (attrs.evolve(SOUND, pairs=0, matches=0.0), [Finding("training.no_pairs")]),
    "not settled": (
        attrs.evolve(SOUND, settled=False, moved=0.002),
        [Finding("training.not_settled", value=0.002)],
    ),
    "no match": (
        attrs.evolve(SOUND, matches=0.4), [Finding("training.no_matches", value=0.4)]
    ),
    "few matches": (
        attrs.evolve(SOUND, matches=125.0), [Finding("training.few_matches", value=0.2)]
    ),
    "mostly matches": (
        attrs.evolve(SOUND, pairs=4000), [Finding("training.mostly_matches", value=0.75)]
    ),
    "seldom there": (
        with_comparison(present=0.04), [Finding("training.seldom", "phone", value=0.04)]
    ),
    "says little": (
        with_comparison(information=0.05),
        [Finding("training.says_little", "phone", value=0.05)],
    ),
    "agreement against": (
        with_comparison(levels=(level("different", 0.5, 0.8), level("equal", 0.1, 0.2))),
        [Finding("training.agreement_against", "phone", "equal", -1.0)],
    ),
    "difference for": (
        with_comparison(levels=(level("different", 0.2, 0.1), level("equal", 0.8, 0.1))),
        [Finding("training.difference_for", "phone", "different", 1.0)],
    ),
    "in another stratum": (
        with_comparison(
            levels=(DIFFERENT, level("far", 0.2, 0.1, 1), level("near", 0.4, 0.8, 1), level())
        ),
        [
            Finding("training.agreement_against", "phone", "near", -1.0),
            Finding("training.difference_for", "phone", "far", 1.0),
        ],
    ),
    "one level only": (with_comparison(levels=(level("there", 1.0, 1.0),)), []),
    "not seen": (
        with_comparison(levels=(DIFFERENT, level("alike", matches=0.3), level())),
        [Finding("training.unseen", "phone", value=1.0)],
    ),
    "not seen, of few": (
        attrs.evolve(
            with_comparison(levels=(DIFFERENT, level("alike", matches=0.3), level())),
            matches=125.0,
        ),
        [Finding("training.few_matches", value=0.2)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_to_be_distrusted_is_found(case):
    report, findings = CASES[case]
    assert [(f.code, f.comparison, f.label) for f in report.findings] == [
        (f.code, f.comparison, f.label) for f in findings
    ]
    assert [f.value for f in report.findings] == pytest.approx([f.value for f in findings])


def test_every_finding_has_a_case_or_a_world():
    codes = {f.code for _, findings in CASES.values() for f in findings}
    said = {code for code in PHRASES if code.startswith("training.")}
    assert said - codes == {"training.dependent"}


def with_families(families):
    """Return the report of a model that takes a and b for independent, on pairs that are no match.

    Of 10,000 pairs 300 agree on a and 300 on b alone, and these families on both.
    """
    strangers = NonMatches(0.999999, ((0.96, 0.04), (0.96, 0.04)))
    model = FellegiSunter(1e-6, ((0.1, 0.9), (0.1, 0.9)), (strangers,))
    vectors = np.array([[0, 0], [1, 0], [0, 1], [1, 1], [-2, 1]], dtype=np.int8)
    vectors = np.concatenate([vectors, 0 * vectors], axis=1)
    counts = np.array([9_400 - families, 300, 300, families, 7])
    labels = [("different", "equal")] * 2
    training = Training(model, 1, True, 0.0, int(counts.sum()))
    return training_report(("a", "b"), labels, [(0, 0)] * 2, training, vectors, counts)


def test_comparisons_that_agree_together_among_strangers_are_found():
    (found,) = with_families(100).dependent
    assert (found.one, found.other) == ("a", "b")
    assert found.pairs == pytest.approx(100, rel=0.01)
    assert found.expected == pytest.approx(10_000 * 0.04 * 0.04, rel=0.01)
    assert "a and b: agree together 6 times as often" in str(with_families(100))
    assert [f.code for f in with_families(100).findings][-1] == "training.dependent"


@pytest.mark.parametrize("families", [0, 16, 47])
def test_comparisons_that_agree_together_hardly_more_often_are_not(families):
    assert with_families(families).dependent == ()


def test_what_the_model_learned_to_expect_is_not_found_again():
    """Relatives who agree on a and b: the class of pairs that agree on a knows it of b."""
    family = tuple(M[k] if k in (0, 1) else U[k] for k in range(5))
    vectors, _ = drawn([(M, 2000), (U, 40_000), (family, 1500)], seed=2)
    _, report = reported(*distinct(vectors))
    assert report.dependent == ()


def test_comparisons_that_hang_together_by_chance_alone_are_not(found):
    assert found[1].dependent == ()


def test_a_sound_world_has_nothing_to_distrust(found):
    assert {f.code for f in found[1].findings} <= {"training.not_settled"}


def test_a_world_without_matches_says_so():
    vectors, _ = drawn([(U, 30_000)], seed=3)
    _, report = reported(*distinct(vectors))
    codes = [f.code for f in report.findings]
    assert {"training.no_matches", "training.few_matches"} & set(codes)


def test_no_pairs_are_reported():
    _, report = reported(np.zeros((0, 10), dtype=np.int8), np.zeros(0, dtype=np.int64))
    assert [f.code for f in report.findings] == ["training.no_pairs"]
    assert report.to_frame()["pairs"].sum() == 0
    assert "there was no pair to learn from" in str(report)


def test_a_comparison_without_levels_is_refused():
    with pytest.raises(ModelError, match="has levels"):
        LearnedComparison("x", (), 1.0, 0.0)


# -- in words -------------------------------------------------------------------------------------

SHOWN = TrainingReport(
    214_332, 3012.0, 14, True, 0.0, 500.0,
    (
        LearnedComparison("电话", (DIFFERENT, level(m=0.6, u=0.00005)), 0.5, 6.25),
        LearnedComparison("birth_date", (DIFFERENT, level(m=0.91, u=0.004)), 0.96, 7.75),
    ),
)  # fmt: skip
ENGLISH = """\
3,012 matches expected among 214,332 pairs, after 14 rounds
    7.8 bits  birth_date  equal in 91 % of the matches and 0.4 % of the strangers \
(+7.8, else down to -3.2); in 96 % of the pairs
    6.2 bits  电话        equal in 60 % of the matches and <0.01 % of the strangers \
(+13.6, else down to -3.2); in 50 % of the pairs
nothing to distrust"""
CHINESE = """\
214,332 对记录中预期有 3,012 对匹配，共迭代 14 轮
    7.8 比特  birth_date  “相同”在匹配中占 91 %、在陌生者中占 0.4 %\
（+7.8，否则低至 -3.2）；96 % 的记录对可比较
    6.2 比特  电话        “相同”在匹配中占 60 %、在陌生者中占 <0.01 %\
（+13.6，否则低至 -3.2）；50 % 的记录对可比较
没有需要存疑之处"""


def test_the_report_reads_so():
    assert str(SHOWN) == SHOWN.text("en") == ENGLISH
    assert SHOWN.text("zh") == CHINESE
    assert repr(SHOWN) == "<TrainingReport: 3,012 matches among 214,332 pairs, 0 findings>"


@pytest.mark.parametrize("case", CASES)
def test_every_finding_is_told_in_both_languages(case):
    report, findings = CASES[case]
    english, chinese = report.text().split("\n"), report.text("zh").split("\n")
    assert (
        len(english)
        == len(chinese)
        == 2 + len(report.comparisons) + len(findings) - (not findings) + (not findings)
    )
    for line in chinese:
        assert not re.search("[A-Za-z]", re.sub("phone|near|far|there", "", line)), line
