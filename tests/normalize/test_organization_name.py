"""Names of organizations: the core matches, place and branch tell sisters apart."""

import pytest
from hypothesis import given, settings

from custmdm.data.legal_forms_table import CLASSES
from custmdm.model import Status
from custmdm.normalize import OrganizationName
from tests.normalize.texts import TEXTS


def key(name: str) -> str:
    return OrganizationName().parse(name).match_keys[0]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("广州市云澜电子有限公司", "云澜电子（广州）有限公司"),
        ("广州云澜电子有限公司", "云澜电子(广州)有限责任公司"),
        ("广东省广州市云澜电子有限公司", "广州市云澜电子股份有限公司"),
        ("广东广州云澜电子有限公司", "广州云澜电子有限公司"),
        ("广东省云澜电子有限公司", "云澜电子（广东）有限公司"),
        ("義烏市雲瀾電子有限公司", "义乌云澜电子有限公司"),
        ("騰遠科技（深圳）有限公司", "深圳市腾远科技有限公司"),
        ("苏州瑞达通建筑工程有限公司宁波分公司", "苏州瑞达通建筑工程宁波分公司"),
        ("中国工商银行股份有限公司北京市分行", "中国工商银行北京分行"),
        ("招商银行股份有限公司深圳分行", "招商银行深圳市分行"),
        ("ＡＢＣ科技有限公司", "abc 科技 有限公司"),
        ("云澜电子有限公司（筹）", "云澜电子有限公司"),
        ("云澜电子有限公司（已注销）", "云澜电子"),
        ("株式会社サンプル", "サンプル㈱"),
        ("삼성전자 주식회사", "(주)삼성전자"),
        ("Müller & Söhne GmbH", "Muller and Sohne"),
        ("The Acme Company", "ACME Co."),
        ("AT&T Inc.", "AT & T"),
        ("Limited, The", "The Limited"),
        ("Smith & Co., Ltd.", "Smith and Company"),
        ("Merck & Co., Inc.", "MERCK"),
        ("ООО «Ромашка»", "Ромашка, ООО"),
        ("Tengyuan Technology (Shenzhen) Co., Ltd.", "Shenzhen Tengyuan Technology CO.,LTD"),
        ("Acme Inc. (in liquidation)", "Acme"),
        ("M/s. Sharma Traders Pvt. Ltd.", "Sharma Traders Private Limited"),
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
        ("美的集团股份有限公司", "美的控股有限公司"),
        ("星巴克咖啡（国贸店）", "星巴克咖啡（王府井店）"),
        ("Acme", "Acme Logistics"),
        ("Deutsche Bank AG", "Deutsche Bank AG, London Branch"),
        ("Bank of China (Hong Kong) Limited", "Bank of China Limited"),
    ],
)
def test_other_organizations_have_another_key(left: str, right: str) -> None:
    assert key(left) != key(right)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("腾远科技（深圳）有限公司", "core=腾远科技 place=深圳 trade=科技 form=有限公司 class=llc"),
        ("深圳市腾远科技有限公司", "core=腾远科技 place=深圳 trade=科技 form=有限公司 class=llc"),
        ("厦门市腾远科技有限公司", "core=腾远科技 place=厦门 trade=科技 form=有限公司 class=llc"),
        ("騰遠科技股份有限公司", "core=騰遠科技 trade=科技 form=股份有限公司 class=plc"),
        (
            "腾远科技（集团）有限公司",
            "core=腾远科技 trade=科技 form=(集团)有限公司 class=llc",
        ),
        ("三一集团", "core=三一 form=集团 class=group"),
        ("阿里巴巴集团控股有限公司", "core=阿里巴巴 form=集团控股有限公司 class=llc"),
        (
            "腾远科技有限公司宁波分公司",
            "core=腾远科技 trade=科技 form=有限公司 class=llc branch=宁波分公司",
        ),
        ("招商银行深圳科技园支行", "core=招商银行 trade=银行 branch=深圳科技园支行"),
        (
            "中国移动通信集团广东有限公司",
            "core=中国移动通信 place=广东 trade=通信 form=集团有限公司 class=llc",
        ),
        (
            "武汉海明智业电子商务有限公司",
            "core=海明智业电子商务 place=武汉 trade=电子商务 form=有限公司 class=llc",
        ),
        (
            "华联超市连锁有限公司",
            "core=华联超市连锁 trade=超市连锁 form=有限公司 class=llc",
        ),
        ("新城市置业有限公司", "core=新城市置业 trade=置业 form=有限公司 class=llc"),
        ("北京市有限公司", "core=北京市 form=有限公司 class=llc"),
        ("北京银行", "core=北京银行 trade=银行"),
        ("青岛啤酒股份有限公司", "core=青岛啤酒 trade=啤酒 form=股份有限公司 class=plc"),
        (
            "杭州云起投资合伙企业（有限合伙）",
            "core=云起投资 place=杭州 trade=投资 form=合伙企业(有限合伙) class=lp",
        ),
        (
            "立信会计师事务所（特殊普通合伙）",
            "core=立信会计师事务所 trade=会计师事务所 form=(特殊普通合伙) class=llp",
        ),
        (
            "张三小吃店（个体工商户）",
            "core=张三小吃店 trade=小吃店 form=(个体工商户) class=sole_trader",
        ),
        (
            "红旗水稻种植农民专业合作社",
            "core=红旗水稻种植 trade=种植 form=农民专业合作社 class=cooperative",
        ),
        ("Widgets Ltd.", "core=Widgets form=Ltd. class=llc"),
        ("OOO Gazprom", "core=Gazprom form=OOO class=llc"),
        ("AB Volvo", "core=Volvo form=AB class=plc"),
        ("Verein e.V.", "core=Verein form=e.V. class=nonprofit"),
        ("LIMITED BRANDS", "core=LIMITED~BRANDS"),
        ("Acme (UK) Ltd", "core=Acme place=UK form=Ltd class=llc"),
        ("Acme (Holdings) Ltd", "core=Acme~(Holdings) form=Ltd class=llc"),
        (
            "Smith LLC d/b/a Joe's Pizza",
            "core=Smith form=LLC class=llc alias=Joe's~Pizza",
        ),
        (
            "云澜电子有限公司（原云澜贸易有限公司）",
            "core=云澜电子 trade=电子 form=有限公司 class=llc former=云澜贸易有限公司",
        ),
    ],
)
def test_the_parts_are_those_that_are_sure(name: str, parts: str) -> None:
    expected = dict(part.replace("~", " ").split("=") for part in parts.split())
    found = dict(OrganizationName().parse(name).parts)
    found.pop("legal_form_short", None)
    for short, part in (("form", "legal_form"), ("class", "legal_form_class")):
        if part in found:
            found[short] = found.pop(part)
    assert found == expected


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("腾远科技（深圳）有限公司", "腾远科技"),
        ("Tengyuan Technology (Shenzhen) Co., Ltd.", "tengyuan technology"),
        ("云澜电子有限公司（原云澜贸易有限公司）", "云澜贸易"),
        ("腾讯科技（深圳）有限公司 Tencent Technology Co., Ltd.", "tencent technology"),
        ("Acme Inc (formerly Zenith Ltd)", "zenith"),
        ("Smith LLC d/b/a Joe's Pizza", "joes pizza"),
    ],
)
def test_an_organization_may_be_met_by_less_than_its_whole_name(name: str, key: str) -> None:
    assert key in OrganizationName().parse(name).match_keys[1:]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Siemens Aktiengesellschaft", "AG"),
        ("Böhm Gesellschaft mit beschränkter Haftung", "GmbH"),
        ("Acme, Incorporated", "Inc"),
        ("腾远科技有限责任公司", "有限公司"),
    ],
)
def test_a_legal_form_has_a_standard_short_form(name: str, short: str) -> None:
    assert OrganizationName().parse(name).parts["legal_form_short"] == short


def test_the_value_stays_as_written() -> None:
    assert OrganizationName()("  ＡＣＭＥ  Widgets, Inc. ") == "ACME Widgets, Inc."


def test_marks_alone_are_no_name() -> None:
    answer = OrganizationName().parse("（）")
    assert (answer.status, answer.reasons) == (Status.INVALID, ("text.no_characters",))


@settings(max_examples=300)
@given(text=TEXTS)
def test_the_quick_way_says_what_the_full_way_says(text: str) -> None:
    normalizer = OrganizationName()
    quick = normalizer.quick(text)
    assert quick is None or quick == normalizer._parse_full(text)
    (value,) = normalizer.quick_texts([text])
    assert value == (None if quick is None else quick.value)


@settings(max_examples=200)
@given(text=TEXTS)
def test_every_class_is_documented_and_every_name_has_a_core(text: str) -> None:
    answer = OrganizationName().parse(text)
    if answer.value is not None:
        assert answer.parts["core"]
        assert answer.parts.get("legal_form_class", "llc") in CLASSES
        assert ("legal_form" in answer.parts) == ("legal_form_class" in answer.parts)


def test_a_form_with_nothing_but_marks_behind_it_is_read() -> None:
    """It once ended in an IndexError."""
    answer = OrganizationName().parse("Apple Inc.& d/b/a Aple Store")
    assert answer.parts["core"].startswith("Apple")
