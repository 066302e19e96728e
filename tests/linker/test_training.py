"""A fitted Linker carries what training learned, and it is saved with it."""

from typing import Any

import attrs
import pytest

import custmdm as cm
from tests.linker.world import AUSTRALIA, KINDS


def test_a_linker_has_a_report_when_it_is_fitted(linker: cm.Linker) -> None:
    assert attrs.evolve(linker, model=None, training=None).training is None
    report = linker.training
    assert report is not None
    assert [c.name for c in report.comparisons] == [c.on for c in linker.used_comparisons]
    assert linker.model is not None
    for c, of, m in zip(report.comparisons, linker.used_comparisons, linker.model.m, strict=True):
        assert [level.label for level in c.levels] == [o.label for o in of.outcomes]
        assert [level.stratum for level in c.levels] == list(of.strata)
        assert tuple(level.m for level in c.levels) == m
    assert "training.few_matches" in {f.code for f in report.findings}


def test_the_report_counts_the_pairs_that_were_compared(linker: cm.Linker, frame: Any) -> None:
    report = linker.training
    assert report is not None
    assert report.pairs == linker.resolve(frame, key="id", source="crm").n_pairs
    name = report.comparisons[0]
    assert sum(level.pairs for level in name.levels) == pytest.approx(report.pairs * name.present)


def test_the_report_is_saved_with_the_linker(linker: cm.Linker) -> None:
    again = cm.Linker.from_json(linker.to_json())
    assert again.training == linker.training
    assert str(again.training) == str(linker.training)
    bare = attrs.evolve(linker, training=None)
    assert cm.Linker.from_json(bare.to_json()) == bare


def test_no_order_of_the_rows_changes_the_report(linker: cm.Linker, frame: Any) -> None:
    shuffled = frame.sample(frac=1.0, random_state=5)
    again = cm.Linker(kinds=KINDS, context=AUSTRALIA).fit(shuffled, key="id", source="crm")
    assert again.training == linker.training


def test_a_linker_of_no_records_says_that_it_learned_nothing() -> None:
    report = cm.Linker(record=cm.Person).fit([]).training
    assert report is not None
    assert [f.code for f in report.findings] == ["training.no_pairs"]


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_the_report_of_people_reads_well(linker: cm.Linker, locale: str) -> None:
    report = linker.training
    assert report is not None
    head, *lines = report.text(locale).split("\n")
    assert f"{report.pairs:,}" in head
    assert sum(" bits  " in line or " 比特  " in line for line in lines) == len(report.comparisons)
    assert "{" not in report.text(locale)
