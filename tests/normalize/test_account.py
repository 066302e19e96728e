"""Accounts: the service is part of the value, and an id keeps its letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.model import Status
from custmdm.normalize import Account
from tests.normalize.texts import TEXTS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("wechat:oGZUI0egBJY1", "wechat:oGZUI0egBJY1"),
        (" WeChat : oGZUI0egBJY1 ", "wechat:oGZUI0egBJY1"),
        ("微信号：zhang_san", "wechat:zhang_san"),
        ("ＱＱ：１０００１", "qq:10001"),
        ("Twitter: @Jack", "twitter:Jack"),
        ("GitHub:octo-cat", "github:octo-cat"),
        ("google:anna@gmail.com", "google:anna@gmail.com"),
        ("My CRM: 00-17", "my_crm:00-17"),
        ("crm:a:b", "crm:a:b"),
    ],
)
def test_an_account_names_its_service(text: str, value: str) -> None:
    answer = Account().parse(text)
    assert (answer.value, answer.status) == (value, Status.VALID)


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("10001", Status.SUSPECT, "account.no_service"),
        ("anna@gmail.com", Status.SUSPECT, "account.no_service"),
        ("https://x.com/jack", Status.SUSPECT, "account.no_service"),
        ("wechat:", Status.INVALID, "account.no_id"),
        ("--", Status.INVALID, "account.no_id"),
        ("wechat:null", Status.PLACEHOLDER, "value.placeholder"),
        ("qq:123****01", Status.INVALID, "value.masked"),
        ("qq:1.2E+9", Status.INVALID, "identifier.exponent"),
        ("qq:10001、wechat:abc", Status.INVALID, "account.several"),
    ],
)
def test_what_is_no_whole_account_has_a_reason(text: str, status: Status, reason: str) -> None:
    answer = Account().parse(text)
    assert (answer.status, answer.reasons) == (status, (reason,))


def test_each_of_several_accounts_has_its_key() -> None:
    assert Account().parse("qq:10001; wechat:aB").match_keys == ("qq:10001", "wechat:aB")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("twitter:Jack", "Twitter: @jack", True),
        ("微信:oAbC", "wechat:oAbC", True),
        ("wechat:oAbC", "wechat:oabc", False),
        ("crm:a-b", "crm:ab", False),
        ("qq:10001", "wechat:10001", False),
    ],
)
def test_case_matters_where_it_does_in_the_service(left: str, right: str, *, same: bool) -> None:
    keys = (Account().parse(left).match_keys, Account().parse(right).match_keys)
    assert (keys[0] == keys[1]) is same


@given(
    text=TEXTS
    | st.from_regex(r"(wechat|qq|twitter|fb|a_b|my_crm1):[a-zA-Z0-9_-]{1,8}", fullmatch=True)
    | st.sampled_from(["wechat:null", "qq:n-a", "crm:axxxxb", "qq:test", "wx:abc", "a:b", "qq:--"])
)
def test_the_short_way_says_what_the_full_way_says(text: str) -> None:
    assert Account().quick(text) in (None, Account()._parse_full(text))
