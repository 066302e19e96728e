"""Addresses: the Chinese divisions right or absent; house numbers kept apart."""

import pytest

from custmdm.model import Status
from custmdm.normalize import PostalAddress, Postcode, Street

NAMES = ("region", "city", "district", "street")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("四川省成都市武侯区科技路87号", "四川省 成都市 武侯区 科技路87号"),
        ("四川成都市武侯区科技路87号", "四川 成都市 武侯区 科技路87号"),
        ("成都市武侯区科技路87号", "- 成都市 武侯区 科技路87号"),
        ("浙江宁波市", "浙江 宁波市 - -"),
        ("北京市海淀区中关村大街27号", "北京市 北京市 海淀区 中关村大街27号"),
        ("北京海淀区中关村大街27号", "北京 北京 海淀区 中关村大街27号"),
        ("上海 上海市 浦东新区 张江路1号", "上海 上海市 浦东新区 张江路1号"),
        ("天津市河北区中山路1号", "天津市 天津市 河北区 中山路1号"),
        ("重庆市彭水苗族土家族自治县", "重庆市 重庆市 彭水苗族土家族自治县 -"),
        ("中国广东省, 深圳市, 南山区, 科技路1号", "广东省 深圳市 南山区 科技路1号"),
        ("广西壮族自治区南宁市青秀区", "广西壮族自治区 南宁市 青秀区 -"),
        ("内蒙古呼和浩特市赛罕区", "内蒙古 呼和浩特市 赛罕区 -"),
        ("内蒙古通辽市科尔沁左翼后旗甘蓝子街98号", "内蒙古 通辽市 科尔沁左翼后旗 甘蓝子街98号"),
        ("云南省红河哈尼族彝族自治州元阳县", "云南省 红河哈尼族彝族自治州 元阳县 -"),
        ("新疆喀什地区疏附县", "新疆 喀什地区 疏附县 -"),
        ("海南藏族自治州共和县", "- 海南藏族自治州 共和县 -"),
        ("青岛市市南区浙江路14号", "- 青岛市 市南区 浙江路14号"),
        ("荆州市沙市区北京路", "- 荆州市 沙市区 北京路"),
        ("吉林市船营区1号", "- 吉林市 船营区 1号"),
        ("吉林吉林市船营区1号", "吉林 吉林市 船营区 1号"),
        ("南京市鼓楼区1号", "- 南京市 鼓楼区 1号"),
        ("郑州市二七区1号", "- 郑州市 二七区 1号"),
        ("唐山市路南区1号", "- 唐山市 路南区 1号"),
        ("厦门市思明区1号", "- 厦门市 思明区 1号"),
        ("福州市福清市石竹街道", "- 福州市 福清市 石竹街道"),
    ],
)
def test_the_divisions_of_a_chinese_address_are_found(text: str, parts: str) -> None:
    expected = {n: p for n, p in zip(NAMES, parts.split(), strict=True) if p != "-"}
    assert PostalAddress().parse(text).parts == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("四川成都武侯区科技路87号", "四川 - - 成都武侯区科技路87号"),
        ("四川省成都武侯区科技路87号", "四川省 - - 成都武侯区科技路87号"),
        ("广东省惠来县惠城镇", "广东省 - - 惠来县惠城镇"),
        ("山东省青岛平度市南村镇", "山东省 - - 青岛平度市南村镇"),
        ("山东省青岛市南区1号", "山东省 - - 青岛市南区1号"),
        ("深圳市科技园南区1栋", "- 深圳市 - 科技园南区1栋"),
        ("苏州市工业园区星湖街", "- 苏州市 - 工业园区星湖街"),
        ("成都市阳光小区3栋", "- 成都市 - 阳光小区3栋"),
        ("成都市人民南路四段小区", "- 成都市 - 人民南路四段小区"),
        ("香港特别行政区湾仔区轩尼诗道1号", "香港特别行政区 - - 湾仔区轩尼诗道1号"),
    ],
)
def test_what_is_not_sure_stays_in_the_street(text: str, parts: str) -> None:
    expected = {n: p for n, p in zip(NAMES, parts.split(), strict=True) if p != "-"}
    assert PostalAddress().parse(text).parts == expected


@pytest.mark.parametrize(
    "text",
    [
        "北京西路100号",
        "上海路12号",
        "山东中路88号",
        "四川北路1号",
        "上海大学宝山校区",
        "四川大学望江校区",
        "西安交通大学",
        "华联超市旁边",
        "农贸市场12号",
        "新城市广场3楼",
        "北京市区中山路",
        "河北区中山路",
        "深圳南山区科技路1号",
        "青海西宁",
        "27 N. Main Street, Boston, MA 02161",
    ],
)
def test_nothing_is_given_where_nothing_is_sure(text: str) -> None:
    assert PostalAddress().parse(text).parts == {}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("27 North Main Street", "27 N. Main St."),
        ("Hauptstraße 5", "HAUPTSTR. 5"),
        ("科技路 87 号", "科技路87号"),
        ("科技路８７号", "科技路87号"),
    ],
)
@pytest.mark.parametrize("normalizer", [PostalAddress(), Street()], ids=repr)
def test_spellings_of_one_address_have_one_key(
    normalizer: PostalAddress | Street, left: str, right: str
) -> None:
    assert normalizer.parse(left).match_keys == normalizer.parse(right).match_keys


@pytest.mark.parametrize(
    ("left", "right"), [("科技路88-1号", "科技路881号"), ("1 Main St", "11 Main St")]
)
def test_other_house_numbers_have_another_key(left: str, right: str) -> None:
    assert Street().parse(left).match_keys != Street().parse(right).match_keys


@pytest.mark.parametrize("normalizer", [PostalAddress(), Street()], ids=repr)
def test_marks_alone_are_no_address(normalizer: PostalAddress | Street) -> None:
    assert normalizer.parse("--").reasons == ("text.no_characters",)


@pytest.mark.parametrize(
    ("text", "country", "value", "reasons"),
    [
        ("sw1a 1aa", "GB", "SW1A1AA", ()),
        ("100081", "CN", "100081", ()),
        ("１０００８１", "CN", "100081", ()),
        ("2161.0", "US", "02161", ("postcode.zeros_added",)),
        ("2161", "US", "02161", ("postcode.zeros_added",)),
        ("02161-1234", "US", "021611234", ()),
        ("616-8040", "JP", "6168040", ()),
        ("1234", "AU", "1234", ()),
        ("1234", None, "1234", ()),
        ("ABC", "DE", "ABC", ("postcode.shape",)),
        ("123456789", "CN", "123456789", ("postcode.shape",)),
        ("--", "CN", None, ("postcode.shape",)),
        ("北京", "CN", None, ("postcode.shape",)),
    ],
)
def test_a_postcode_is_checked_by_country(
    text: str, country: str | None, value: str | None, reasons: tuple[str, ...]
) -> None:
    answer = Postcode(country).parse(text)
    assert (answer.value, answer.reasons) == (value, reasons)


def test_zeros_are_no_postcode() -> None:
    assert Postcode("CN").parse("000000").status is Status.PLACEHOLDER


def test_the_end_of_a_zip_code_does_not_matter() -> None:
    long, short = Postcode("US").parse("02161-1234"), Postcode("US").parse("02161")
    assert long.match_keys == short.match_keys
