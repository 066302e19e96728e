"""Web addresses: scheme and host in lower case, never an email address."""

import pytest

from custmdm.normalize import Website


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("WWW.Example.com/About/", "http://www.example.com/About"),
        ("https://example.com", "https://example.com"),
        ("https://user:secret@example.com/a", "https://example.com/a"),
        ("example.com:8080?q=1", "http://example.com:8080?q=1"),
        ("例子.中国", "http://例子.中国"),
        ("10.0.0.1", "http://10.0.0.1"),
    ],
)
def test_a_web_address_is_written_whole(text: str, value: str) -> None:
    assert Website()(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "anna@example.com",
        "example",
        "12.50",
        "a b.com",
        "www.a.com, www.b.com",
        "Acme,Inc.com",
        "http://",
        "-",
    ],
)
def test_what_is_no_web_address_is_said_to_be_none(text: str) -> None:
    answer = Website().parse(text)
    assert (answer.value, answer.reasons) == (None, ("website.not_a_url",))


def test_matching_goes_by_the_host() -> None:
    left, right = Website().parse("http://www.Example.com/x"), Website().parse("example.com")
    assert left.match_keys == right.match_keys == ("example.com",)
