"""Names of organizations: the core matches, place and branch tell sisters apart."""

import pytest

from custmdm.model import Status
from custmdm.normalize import OrganizationName


def key(name: str) -> str:
    (found,) = OrganizationName().parse(name).match_keys
    return found


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("广州市云澜电子有限公司", "云澜电子（广州）有限公司"),
        ("广州云澜电子有限公司", "云澜电子(广州)有限责任公司"),
        ("广东省广州市云澜电子有限公司", "广州市云澜电子股份有限公司"),
        ("广东省云澜电子有限公司", "云澜电子（广东）有限公司"),
        ("苏州瑞达通建筑工程有限公司宁波分公司", "苏州瑞达通建筑工程宁波分公司"),
        ("ＡＢＣ科技有限公司", "abc 科技 有限公司"),
        ("Müller & Söhne GmbH", "Muller and Sohne"),
        ("The Acme Company", "ACME Co."),
        ("AT&T Inc.", "AT & T"),
    ],
)
def test_names_of_one_organization_have_one_key(left: str, right: str) -> None:
    assert key(left) == key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("苏州瑞达通建筑工程有限公司", "苏州瑞达通建筑工程宁波分公司"),
        ("云澜电子（广州）有限公司", "云澜电子（深圳）有限公司"),
        ("红星机械厂", "红星机械有限公司"),
        ("华联超市有限公司", "华联有限公司"),
        ("Acme", "Acme Logistics"),
    ],
)
def test_other_organizations_have_another_key(left: str, right: str) -> None:
    assert key(left) != key(right)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("腾远科技（深圳）有限公司", "core=腾远科技 legal_form=有限公司 place=深圳"),
        ("深圳市腾远科技有限公司", "core=腾远科技 legal_form=有限公司 place=深圳"),
        ("厦门市腾远科技有限公司", "core=腾远科技 legal_form=有限公司 place=厦门"),
        ("腾远科技（集团）有限公司", "core=腾远科技 legal_form=集团有限公司"),
        ("腾远科技有限公司宁波分公司", "core=腾远科技 legal_form=有限公司 branch=宁波分公司"),
        ("华联超市连锁有限公司", "core=华联超市连锁 legal_form=有限公司"),
        ("新城市置业有限公司", "core=新城市置业 legal_form=有限公司"),
        ("北京市有限公司", "core=北京市 legal_form=有限公司"),
        ("Widgets Ltd.", "core=widgets legal_form=ltd"),
    ],
)
def test_the_parts_are_those_that_are_sure(name: str, parts: str) -> None:
    expected = dict(part.split("=") for part in parts.split())
    assert OrganizationName().parse(name).parts == expected


def test_the_value_stays_as_written() -> None:
    assert OrganizationName()("  ＡＣＭＥ  Widgets, Inc. ") == "ACME Widgets, Inc."


def test_marks_alone_are_no_name() -> None:
    answer = OrganizationName().parse("（）")
    assert (answer.status, answer.reasons) == (Status.INVALID, ("text.no_characters",))
