"""Emails: one address in its normal form; several reported; nothing changed in silence."""

import pytest

from custmdm import kinds
from custmdm.model import Status
from custmdm.normalize import Email


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Anna.Lee@GMAIL.com", "Anna.Lee@gmail.com"),
        ("anna＠example.com", "anna@example.com"),
        ("anna@example。com", "anna@example.com"),
        ("anna@ｅｘａｍｐｌｅ．ｃｏｍ", "anna@example.com"),
        ("anna @ example.com", "anna@example.com"),
        ("\u3000anna@example.com\xa0", "anna@example.com"),
        ("anna@example.com,", "anna@example.com"),
        ("anna@example.com；", "anna@example.com"),
        ("mailto:anna@example.com", "anna@example.com"),
        ("mailto:anna@example.com?subject=Hi", "anna@example.com"),
        ("邮箱：anna@example.com", "anna@example.com"),
        ("电子邮箱anna@example.com", "anna@example.com"),
        ("E-mail: anna@example.com", "anna@example.com"),
        ("Email anna@example.com", "anna@example.com"),
        ("微信/邮箱: anna@example.com", "anna@example.com"),
        ("Anna Lee <anna@example.com>", "anna@example.com"),
        ('"Lee, Anna" <anna@example.com>', "anna@example.com"),
        ("J. R. Lee <anna@example.com>", "anna@example.com"),
        ("张三<anna@example.com>", "anna@example.com"),
        ("<anna@example.com>", "anna@example.com"),
        ("《anna@example.com》", "anna@example.com"),
        ("'anna@example.com'", "anna@example.com"),
        ("anna@example.com (work)", "anna@example.com"),
        ("anna@example.com（工作）", "anna@example.com"),
        ("anna@example.com; ANNA@example.com", "anna@example.com"),
        ("anna@example.com <anna@example.com>", "anna@example.com"),
        ("张三@例子.中国", "张三@例子.中国"),
        ("张三zhang@例子.中国", "张三zhang@例子.中国"),
        ("张三@xn--fsqu00a.xn--fiqs8s", "张三@例子.中国"),
        ("a/b=c@example.com", "a/b=c@example.com"),
        ('"needless.quotes"@example.com', "needless.quotes@example.com"),
        ('"with space"@example.com', '"with space"@example.com'),
        ("Info@example.com", "info@example.com"),
    ],
)
def test_an_address_is_written_in_its_normal_form(text: str, value: str) -> None:
    answer = Email().parse(text)
    assert (answer.value, answer.status) == (value, Status.VALID)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ａnna@example.com", "anna@example.com"),
        ("anna@example.com.", "anna@example.com"),
        ("anna@example.com。", "anna@example.com"),
        ("anna@example.com!", "anna@example.com"),
        ("张三anna@qq.com", "anna@qq.com"),
        ("anna@example，com", "anna@example.com"),
        ("anna@mail,example. com", "anna@mail.example.com"),
        ("anna@example.com\n", "anna@example.com"),
        ("\ufeffan\u200bna@example.com", "anna@example.com"),
        ("anna(at)example.com", "anna@example.com"),
        ("anna [AT] example [dot] com", "anna@example.com"),
        ("anna#example.com", "anna@example.com"),
        ("张三 anna@example.com", "anna@example.com"),
        ("anna@example.com，13812345678", "anna@example.com"),
    ],
)
def test_an_address_that_was_put_right_says_so(text: str, value: str) -> None:
    answer = Email().parse(text)
    assert (answer.value, answer.status) == (value, Status.SUSPECT)
    assert answer.reasons == ("email.repaired",)


@pytest.mark.parametrize(
    "text",
    [
        "anna@example.com;lee@example.com",
        "anna@example.com, lee@example.com",
        "anna@example.com，lee@example.com",
        "anna@example.com、lee@example.com",
        "anna@example.com lee@example.com",
        "anna@example.com/lee@example.com",
        "anna@example.com | lee@example.com",
        "anna@example.com\nlee@example.com",
        "Anna <anna@example.com>, Lee <lee@example.com>",
        "邮箱：anna@example.com；备用邮箱：lee@example.com",
        "anna@example.com(work) lee@example.com(home)",
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
        ("not given", "email.no_at"),
        ("anna@@example.com", "email.syntax"),
        ("anna@example", "email.syntax"),
        ("anna@example.c", "email.syntax"),
        ("@example.com", "email.syntax"),
        ("anna..lee@example.com", "email.syntax"),
        ("anna lee@example.com", "email.syntax"),
        ("anna@exam ple.com", "email.syntax"),
        ("anna@-example.com", "email.syntax"),
        ("anna@mail.invalid", "email.syntax"),
        ("anna@[127.0.0.1]", "email.syntax"),
        ("me@⒈example.com", "email.syntax"),
        ("a***@example.com", "value.masked"),
    ],
)
def test_what_is_no_address_has_a_reason(text: str, reason: str) -> None:
    answer = Email().parse(text)
    assert (answer.value, answer.reasons) == (None, (reason,))


@pytest.mark.parametrize(
    "text",
    [
        "noreply@example.com",
        "noemail@noemail.com",
        "TEST@test.com",
        "test12@qq.com",
        "none@qq.com",
        "123456@qq.com",
        "aaaa@163.com",
        "a@a.com",
        "xxx@xxx.com",
        "your.name@example.com",
        "user@example.org",
    ],
)
def test_a_made_up_address_is_a_placeholder(text: str) -> None:
    assert Email().parse(text).status is Status.PLACEHOLDER


@pytest.mark.parametrize("text", ["abc@acme.com", "demo@acme.com", "na.li@qq.com", "a@b.com"])
def test_a_short_name_is_no_placeholder(text: str) -> None:
    assert Email().parse(text).status is Status.VALID


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("anna@gmial.com", "anna@gmail.com"),
        ("anna@gamil.com", "anna@gmail.com"),
        ("anna@gmail.con", "anna@gmail.com"),
        ("anna@gmail.cm", "anna@gmail.com"),
        ("anna@gnail.con", "anna@gmail.com"),
        ("Anna@HOTMIAL.COM", "Anna@hotmail.com"),
        ("anna@163.con", "anna@163.com"),
        ("anna@qq.vom", "anna@qq.com"),
        ("anna@qqq.com", "anna@qq.com"),
        ("anna@yahooo.com", "anna@yahoo.com"),
        ("anna@outlok.com", "anna@outlook.com"),
        ("anna@iclound.com", "anna@icloud.com"),
        ("anna@some-company.con", "anna@some-company.com"),
    ],
)
def test_a_mistyped_domain_is_suggested_and_never_changed(text: str, suggestion: str) -> None:
    answer = Email().parse(text)
    local, _, domain = text.partition("@")
    assert (answer.value, answer.status) == (f"{local}@{domain.lower()}", Status.SUSPECT)
    assert (answer.reasons, answer.parts["suggestion"]) == (("email.domain_typo",), suggestion)
    assert answer.match_keys == (answer.value.casefold(), suggestion.casefold())


@pytest.mark.parametrize(
    "domain",
    "mail.com email.com ymail.com gmx.com me.com 126.com 139.com qq.com yahoo.cn yeah.net 163.net "
    "vip.qq.com live.cn yahoo.ca hotmail.fr cloud.com gmail.company.com".split(),
)
def test_a_domain_like_another_is_no_typing_error(domain: str) -> None:
    answer = Email().parse(f"anna@{domain}")
    assert (answer.status, answer.reasons) == (Status.VALID, ())


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("anna.lee+shop@gmail.com", "annalee@googlemail.com"),
        ("Anna@example.com", "anna@example.com"),
        ("anna+1@outlook.com", "anna@outlook.com"),
        ("anna+1@proton.me", "anna@proton.me"),
        ("anna-shop@yahoo.com", "Anna@yahoo.com"),
        ("anna@me.com", "anna+x@icloud.com"),
        ("张三@例子.中国", "张三@xn--fsqu00a.xn--fiqs8s"),
    ],
)
def test_one_mailbox_has_one_match_key(left: str, right: str) -> None:
    assert Email().parse(left).match_keys == Email().parse(right).match_keys


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("a.b@example.com", "ab@example.com"),
        ("anna.lee@qq.com", "annalee@qq.com"),
        ("anna+1@163.com", "anna@163.com"),
        ("anna-lee@gmail.com", "anna@gmail.com"),
        ("anna@outlook.com", "anna@hotmail.com"),
        ("anna.lee@outlook.com", "annalee@outlook.com"),
    ],
)
def test_what_a_provider_does_not_ignore_matters(left: str, right: str) -> None:
    assert Email().parse(left).match_keys != Email().parse(right).match_keys


@pytest.mark.parametrize("text", ["sales@acme.com", "Info@acme.com", "KEFU@acme.cn"])
def test_a_mailbox_of_many_is_told(text: str) -> None:
    answer = Email().parse(text)
    assert (answer.status, answer.parts["role"]) == (Status.VALID, "true")


def test_local_part_and_domain_are_parts() -> None:
    assert Email().parse("Anna@GMAIL.com").parts == {"local": "Anna", "domain": "gmail.com"}


def test_the_kind_says_what_the_normalizer_says() -> None:
    answer = kinds.get("email").standardize(" Anna＠GMAIL.com ")
    assert (answer.value, answer.raw) == ("Anna@gmail.com", " Anna＠GMAIL.com ")
