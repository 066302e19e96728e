"""Emails: one address in its normal form; several in one cell reported."""

import pytest

from custmdm.model import Status
from custmdm.normalize import Email


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Anna.Lee@GMAIL.com", "Anna.Lee@gmail.com"),
        ("ａｎｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "anna@example.com"),
        ("anna@example。com", "anna@example.com"),
        ("anna @ example.com", "anna@example.com"),
        ("anna@example.com.", "anna@example.com"),
        ("anna@example.com,", "anna@example.com"),
        ("anna@example.com；", "anna@example.com"),
        ("mailto:anna@example.com", "anna@example.com"),
        ("邮箱：anna@example.com", "anna@example.com"),
        ("Anna Lee <anna@example.com>", "anna@example.com"),
        ("anna@example.com; ANNA@example.com", "anna@example.com"),
        ("anna@example.com <anna@example.com>", "anna@example.com"),
        ("张三@例子.中国", "张三@例子.中国"),
        ("a/b=c@example.com", "a/b=c@example.com"),
    ],
)
def test_an_address_is_written_in_its_normal_form(text: str, value: str) -> None:
    answer = Email().parse(text)
    assert (answer.value, answer.status) == (value, Status.VALID)


@pytest.mark.parametrize(
    "text",
    [
        "anna@example.com;lee@example.com",
        "anna@example.com, lee@example.com",
        "anna@example.com、lee@example.com",
        "anna@example.com lee@example.com",
        "anna@example.com/lee@example.com",
        "anna@example.com\nlee@example.com",
        "Anna <anna@example.com>, Lee <lee@example.com>",
        "anna@example.com <lee@example.com>",
    ],
)
def test_two_addresses_in_one_cell_are_reported(text: str) -> None:
    answer = Email().parse(text)
    assert (answer.value, answer.reasons) == (None, ("email.several",))
    assert answer.match_keys == ("anna@example.com", "lee@example.com")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("anna.example.com", "email.no_at"),
        ("anna@@example.com", "email.syntax"),
        ("anna@example", "email.syntax"),
        ("@example.com", "email.syntax"),
        ("anna lee@example.com", "email.syntax"),
        ("anna@exam ple.com", "email.syntax"),
        ("a***@example.com", "value.masked"),
    ],
)
def test_what_is_no_address_has_a_reason(text: str, reason: str) -> None:
    answer = Email().parse(text)
    assert (answer.value, answer.reasons) == (None, (reason,))


@pytest.mark.parametrize("text", ["noreply@example.com", "TEST@test.com", "none@qq.com"])
def test_a_made_up_address_is_a_placeholder(text: str) -> None:
    assert Email().parse(text).status is Status.PLACEHOLDER


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("anna.lee+shop@gmail.com", "annalee@googlemail.com"),
        ("Anna@example.com", "anna@example.com"),
        ("anna+1@outlook.com", "anna@outlook.com"),
    ],
)
def test_one_mailbox_has_one_match_key(left: str, right: str) -> None:
    assert Email().parse(left).match_keys == Email().parse(right).match_keys


def test_points_matter_elsewhere() -> None:
    assert Email().parse("a.b@example.com").match_keys != Email().parse("ab@example.com").match_keys


def test_local_part_and_domain_are_parts() -> None:
    assert Email().parse("Anna@GMAIL.com").parts == {"local": "Anna", "domain": "gmail.com"}
