"""The tables that names are read by."""

from pathlib import Path

import pytest

import custmdm.data
from custmdm.data.han import all_readings, simplified
from custmdm.data.surnames import (
    is_common_surname,
    known_surnames,
    spelled_readings,
    surname_readings,
    surname_size,
)  # fmt: skip

DATA = Path(custmdm.data.__path__[0])


def test_the_nicknames_are_those_of_their_source() -> None:
    pytest.importorskip("nicknames", reason="the package nicknames is not installed")
    from tools import make_nicknames

    assert make_nicknames.nicknames() == (DATA / "nicknames.tsv").read_text(encoding="utf-8")


def test_surnames_are_simplified_and_listed_once() -> None:
    lines = (DATA / "surnames.txt").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    ranks, compound, _ = text.split("\n\n")
    assert simplified(text) == text
    assert len(set(ranks.split())) == 4
    assert len("".join(ranks.split())) == len(set("".join(ranks.split())))
    assert len(compound.split()) == len(set(compound.split()))


def test_every_surname_has_a_reading() -> None:
    single, compound = known_surnames()
    assert {r for name in single for r in surname_readings(name)} <= all_readings()
    assert all(all(surname_readings(name)) for name in compound)


def test_every_spelling_is_of_a_known_surname() -> None:
    lines = (DATA / "surname_spellings.txt").read_text(encoding="utf-8").splitlines()
    single, compound = known_surnames()
    known = {r.replace("v", "u") for name in (*single, *compound) for r in surname_readings(name)}
    assert {line.split()[0] for line in lines if not line.startswith("#")} <= known


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("cheung", "zhang"), ("chan", "chen"), ("wong", "huang"), ("wong", "wang"), ("ng", "wu"),
        ("tsang", "zeng"), ("kwok", "guo"), ("chang", "zhang"), ("hsu", "xu"), ("tsai", "cai"),
        ("ou", "ou"), ("yeung", "yang"), ("leung", "liang"), ("lee", "li"), ("lam", "lin"),
        ("chiang", "jiang"), ("hsieh", "xie"), ("kuo", "guo"), ("teng", "deng"), ("tan", "chen"),
        ("lim", "lin"), ("auyeung", "ouyang"), ("szeto", "situ"), ("lyu", "lu"), ("lv", "lu"),
    ],
)  # fmt: skip
def test_families_abroad_spell_their_surname_otherwise(word: str, reading: str) -> None:
    assert reading in spelled_readings(word)


def test_the_surnames_that_other_tables_lack_are_known() -> None:
    assert all(surname_size(name) == 1 for name in "付仝逄冼么缪佘")
    assert is_common_surname("付")
