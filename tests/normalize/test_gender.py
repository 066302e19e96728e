"""Gender: a small table, and what is not stated is said to be so."""

import pytest

from custmdm.model import Status
from custmdm.normalize import Gender


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("M", "male"),
        ("Male", "male"),
        ("1", "male"),
        ("男", "male"),
        ("先生", "male"),
        ("f.", "female"),
        ("2", "female"),
        ("女士", "female"),
        ("non-binary", "other"),
        ("X", "other"),
    ],
)
def test_a_gender_is_read(text: str, value: str) -> None:
    assert Gender()(text) == value


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("0", Status.PLACEHOLDER, "gender.not_stated"),
        ("保密", Status.PLACEHOLDER, "gender.not_stated"),
        ("3", Status.INVALID, "gender.unknown"),
        ("", Status.INVALID, "gender.unknown"),
    ],
)
def test_what_is_no_gender_has_a_reason(text: str, status: Status, reason: str) -> None:
    answer = Gender().parse(text)
    assert (answer.status, answer.reasons) == (status, (reason,))
