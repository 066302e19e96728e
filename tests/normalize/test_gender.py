"""Gender: a small table, and what is not stated is said to be so."""

import pytest
from hypothesis import given

from custmdm.model import Status
from custmdm.normalize import Gender, is_placeholder
from custmdm.normalize._gender import _QUICK
from tests.normalize.texts import TEXTS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("M", "male"),
        ("Male", "male"),
        ("Ｍ", "male"),
        ("m\u200bale", "male"),
        (" MALE ", "male"),
        ("1", "male"),
        ("１", "male"),
        ("01", "male"),
        ("1.0", "male"),
        ("男", "male"),
        ("男\ufeff", "male"),
        ("男性", "male"),
        ("先生", "male"),
        ("性别：男", "male"),
        ("男 (Male)", "male"),
        ("1-男", "male"),
        ("Mr.", "male"),
        ("Herr", "male"),
        ("Männlich", "male"),
        ("Señor", "male"),
        ("f.", "female"),
        ("2", "female"),
        ("女士", "female"),
        ("小姐", "female"),
        ("Gender: F", "female"),
        ("F - Female", "female"),
        ("Mme", "female"),
        ("weiblich", "female"),
        ("FÉMININ", "female"),
        ("Mujer", "female"),
        ("non-binary", "other"),
        ("X", "other"),
        ("divers", "other"),
        ("其它", "other"),
    ],
)
def test_a_gender_is_read(text: str, value: str) -> None:
    assert Gender()(text) == value


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("0", Status.PLACEHOLDER, "gender.not_stated"),
        ("9", Status.PLACEHOLDER, "gender.not_stated"),
        ("保密", Status.PLACEHOLDER, "gender.not_stated"),
        ("未说明的性别", Status.PLACEHOLDER, "gender.not_stated"),
        ("Prefer not to say", Status.PLACEHOLDER, "gender.not_stated"),
        ("Keine Angabe", Status.PLACEHOLDER, "gender.not_stated"),
        ("unknown", Status.PLACEHOLDER, "gender.not_stated"),
        ("3", Status.INVALID, "gender.unknown"),
        ("男/女", Status.INVALID, "gender.unknown"),
        ("M/F", Status.INVALID, "gender.unknown"),
        ("性别", Status.INVALID, "gender.unknown"),
        ("Dr", Status.INVALID, "gender.unknown"),
        ("mailto", Status.INVALID, "gender.unknown"),
        ("", Status.INVALID, "gender.unknown"),
    ],
)
def test_what_is_no_gender_has_a_reason(text: str, status: Status, reason: str) -> None:
    answer = Gender().parse(text)
    assert (answer.status, answer.reasons) == (status, (reason,))


@pytest.mark.parametrize("text", _QUICK)
def test_the_short_way_says_what_the_full_way_says(text: str) -> None:
    assert Gender().quick(text) == Gender()._parse_full(text)
    assert not is_placeholder(text)


@given(text=TEXTS)
def test_the_short_way_agrees_on_any_text(text: str) -> None:
    assert Gender().quick(text) in (None, Gender()._parse_full(text))
