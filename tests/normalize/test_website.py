"""Web addresses: scheme and host in lower case, never an email address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.model import Status
from custmdm.normalize import Website
from tests.normalize.texts import TEXTS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("WWW.Example.com/About/", "http://www.example.com/About"),
        ("https://example.com", "https://example.com"),
        ("https://example.com/", "https://example.com"),
        ("//example.com", "http://example.com"),
        ("<https://example.com>", "https://example.com"),
        ("网址：www.example.com", "http://www.example.com"),
        ("Website: example.com", "http://example.com"),
        ("ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ／ａ", "http://www.example.com/a"),
        ("ｈｔｔｐ：／／example。com", "http://example.com"),
        ("www.\u200bexample.com", "http://www.example.com"),
        ("http:\\\\www.example.com", "http://www.example.com"),
        ("http//example.com", "http://example.com"),
        ("https:/example.com", "https://example.com"),
        ("HTTPS://Example.COM:443/a", "https://example.com/a"),
        ("http://example.com:80", "http://example.com"),
        ("example.com:8080?q=1", "http://example.com:8080?q=1"),
        ("https://example.com/a/?utm_source=x&id=7&gclid=1#top", "https://example.com/a/?id=7"),
        ("https://example.com/?utm_source=x", "https://example.com"),
        ("https://example.com/#/shop", "https://example.com/#/shop"),
        ("例子.中国", "http://例子.中国"),
        ("http://xn--fsqu00a.xn--fiqs8s/", "http://例子.中国"),
        ("https://Straße.de", "https://straße.de"),
        ("10.0.0.1", "http://10.0.0.1"),
        ("example.com.", "http://example.com"),
    ],
)
def test_a_web_address_is_written_whole(text: str, value: str) -> None:
    answer = Website().parse(text)
    assert (answer.value, answer.status) == (value, Status.VALID)


@pytest.mark.parametrize(
    "text",
    [
        "anna@example.com",
        "mailto:anna@example.com",
        "javascript:alert(1)",
        "example",
        "12.50",
        "256.1.1.1",
        "a b.com",
        "Acme,Inc.com",
        "-a.com",
        "a-.com",
        "a..com",
        f"{'a' * 64}.com",
        "example.com:99999",
        "http://[::1]/",
        "-",
    ],
)
def test_what_is_no_web_address_is_said_to_be_none(text: str) -> None:
    answer = Website().parse(text)
    assert (answer.value, answer.reasons) == (None, ("website.not_a_url",))


@pytest.mark.parametrize("text", ["http://", "https://", "http://www.", "www."])
def test_what_a_form_puts_there_is_filler(text: str) -> None:
    assert Website().parse(text).status is Status.PLACEHOLDER


def test_credentials_are_dropped_and_said_so() -> None:
    answer = Website().parse("https://user:secret@example.com/a")
    assert (answer.value, answer.status) == ("https://example.com/a", Status.SUSPECT)
    assert answer.reasons == ("website.credentials",)


def test_each_of_several_addresses_has_its_key() -> None:
    answer = Website().parse("www.a.com, b.com/x；c.com")
    assert (answer.value, answer.reasons) == (None, ("website.several",))
    assert answer.match_keys == ("a.com", "b.com", "c.com")


def test_one_address_twice_is_one() -> None:
    assert Website()("http://a.com www.a.com") == "http://a.com"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("http://www.Example.com/x", "example.com", True),
        ("https://www2.example.com", "http://example.com:8080", True),
        ("例子.中国", "xn--fsqu00a.xn--fiqs8s", True),
        ("shop.example.com", "example.com", False),
        ("facebook.com/acme", "https://www.facebook.com/Acme/", True),
        ("facebook.com/acme", "facebook.com/other", False),
        ("weibo.com/123", "weibo.com/456", False),
    ],
)
def test_matching_goes_by_the_host_or_by_the_page_of_a_shared_one(
    left: str, right: str, *, same: bool
) -> None:
    keys = (Website().parse(left).match_keys, Website().parse(right).match_keys)
    assert (keys[0] == keys[1]) is same


URLS = st.from_regex(
    r"https?://(www\d?\.)?[a-z0-9-]{1,5}(\.[a-z0-9-]{1,4}){0,3}\.[a-z]{2,4}(/[a-zA-Z._-]{0,4}){0,3}",
    fullmatch=True,
)


@given(text=TEXTS | URLS)
def test_the_short_way_says_what_the_full_way_says(text: str) -> None:
    assert Website().quick(text) in (None, Website()._parse_full(text))


@given(text=URLS)
def test_an_address_is_its_own_standard(text: str) -> None:
    answer = Website().parse(text)
    if answer.value is not None:
        assert Website().parse(answer.value).match_keys == answer.match_keys
        assert Website()(answer.value) == answer.value
