"""Chinese addresses: the divisions by the table, doubt reported, nothing torn."""

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from custmdm._text import clean
from custmdm.data.china import division, divisions, retired_names
from custmdm.model import Standardized, Status
from custmdm.normalize import PostalAddress
from custmdm.normalize._china import chinese_address
from custmdm.normalize._china_divisions import read_divisions
from custmdm.normalize._china_places import _beginnings, quick_place

PLACE = ("province", "city", "county", "adcode")
STREET = ("town", "road", "number", "building", "room")


def parse(text: str) -> Standardized:
    return PostalAddress(country="CN").parse(text)


def place(text: str) -> str:
    """Return province, city, county and code, a dash for what is not known."""
    return " ".join(parse(text).parts.get(name, "-") for name in PLACE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四川省成都市武侯区科技路87号", "四川省 成都市 武侯区 510107"),
        ("四川成都武侯区科技路87号", "四川省 成都市 武侯区 510107"),
        ("成都武侯区科技路87号", "四川省 成都市 武侯区 510107"),
        ("北京海淀中关村", "北京市 北京市 海淀区 110108"),
        ("上海 上海市 浦东新区 张江路1号", "上海市 上海市 浦东新区 310115"),
        ("上海上海市徐汇区", "上海市 上海市 徐汇区 310104"),
        ("上海浦东区张江路1号", "上海市 上海市 浦东新区 310115"),
        ("天津市河北区中山路1号", "天津市 天津市 河北区 120105"),
        ("中国广东省, 深圳市, 南山区, 科技路1号", "广东省 深圳市 南山区 440305"),
        ("廣東省廣州市天河區天河路１２號", "广东省 广州市 天河区 440106"),
        ("内蒙古通辽市科尔沁左翼后旗", "内蒙古自治区 通辽市 科尔沁左翼后旗 150522"),
        ("海南藏族自治州共和县", "青海省 海南藏族自治州 共和县 632521"),
        ("青海海南共和县", "青海省 海南藏族自治州 共和县 632521"),
        ("海南海口", "海南省 海口市 - 460100"),
        ("吉林市船营区1号", "吉林省 吉林市 船营区 220204"),
        ("吉林吉林市船营区1号", "吉林省 吉林市 船营区 220204"),
        ("吉林", "吉林省 - - 220000"),
        ("青岛市市南区浙江路14号", "山东省 青岛市 市南区 370202"),
        ("山东省青岛市南区1号", "山东省 青岛市 市南区 370202"),
        ("山东省青岛平度市南村镇", "山东省 青岛市 平度市 370283"),
        ("荆州市沙市区北京路", "湖北省 荆州市 沙市区 421002"),
        ("唐山市路南区1号", "河北省 唐山市 路南区 130202"),
        ("台州路桥区1号", "浙江省 台州市 路桥区 331004"),
        ("阳泉市郊区1号", "山西省 阳泉市 郊区 140311"),
        ("长春二道区1号", "吉林省 长春市 二道区 220105"),
        ("辽宁朝阳", "辽宁省 朝阳市 - 211300"),
        ("新疆自治区伊犁州伊宁市", "新疆维吾尔自治区 伊犁哈萨克自治州 伊宁市 654002"),
        ("重庆市彭水县", "重庆市 重庆市 彭水苗族土家族自治县 500243"),
        ("喀左县大城子镇", "辽宁省 朝阳市 喀喇沁左翼蒙古族自治县 211324"),
        ("内蒙呼市新城区", "内蒙古自治区 呼和浩特市 新城区 150102"),
        ("甘肃省东乡族自治县布楞沟村1号", "甘肃省 临夏回族自治州 东乡族自治县 622926"),
        # No city between, none below, or a county below the province.
        ("石首市笔架山办事处", "湖北省 荆州市 石首市 421081"),
        ("广东省惠来县惠城镇", "广东省 揭阳市 惠来县 445224"),
        ("广东惠来县惠城镇", "广东省 揭阳市 惠来县 445224"),
        ("昆山千灯镇", "江苏省 苏州市 昆山市 320583"),
        ("仙桃市", "湖北省 - 仙桃市 429004"),
        ("湖北省省直辖县级行政区划仙桃市", "湖北省 - 仙桃市 429004"),
        ("湖北神农架太阳村10组", "湖北省 - 神农架林区 429021"),
        ("济源市沁园路", "河南省 - 济源市 419001"),
        ("石河子市北三路", "新疆维吾尔自治区 - 石河子市 659001"),
        ("东莞市长安镇", "广东省 东莞市 - 441900"),
        ("中山市小榄镇", "广东省 中山市 - 442000"),
        ("儋州市那大镇", "海南省 儋州市 - 460400"),
        ("嘉峪关市雄关街道", "甘肃省 嘉峪关市 - 620200"),
        # New areas and zones are no divisions of the table.
        ("雄安新区容城县奥威路", "河北省 保定市 容城县 130629"),
        ("河北雄安新区市民服务中心", "河北省 - - 130000"),
        ("苏州市工业园区星湖街", "江苏省 苏州市 - 320500"),
        ("成都高新区天府大道", "四川省 成都市 - 510100"),
        # "The districts of" a city.
        ("北京市市辖区", "北京市 北京市 - 110000"),
        ("北京市市辖区朝阳区", "北京市 北京市 朝阳区 110105"),
        ("淮安市市辖区", "江苏省 淮安市 市辖区 320801"),
        # No official codes below these.
        ("香港湾仔区轩尼诗道1号", "香港特别行政区 香港 湾仔区 810000"),
        ("澳门风顺堂区", "澳门特别行政区 澳门 风顺堂区 820000"),
        ("台湾省屏东县屏东市", "台湾省 - 屏东县 710000"),
        ("臺北市大安區學府路1號", "台湾省 台北市 大安區 710000"),
        # The city behind, and a county in the street.
        ("南山区科技园，深圳", "广东省 深圳市 南山区 440305"),
        ("上海经静安区大田路靠近北京西路", "上海市 上海市 静安区 310106"),
    ],
)
def test_the_divisions_are_found_with_their_code(text: str, expected: str) -> None:
    assert place(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "北京西路100号",
        "四川北路1号",
        "南京东路5号",
        "上海路12号",
        "中山一路",
        "长春路5号",
        "吉林大路100号",
        "山东中路88号",
        "朝阳路1号",
        "天门山路",
        "武侯祠大街",
        "东方花园3栋",
        "华联超市旁边",
        "农贸市场12号",
        "新城市广场3楼",
        "北京市场",
        "昆明大街",
        "海淀中关村",
    ],
)
def test_roads_and_other_words_are_no_divisions(text: str) -> None:
    answer = parse(text)
    assert "province" not in answer.parts
    assert answer.value == text


@pytest.mark.parametrize(
    ("text", "expected", "detail"),
    [
        ("成都武侯祠大街231号", "四川省 成都市 - 510100", "武侯祠大街231号"),
        ("北京朝阳门外大街", "北京市 北京市 - 110000", "朝阳门外大街"),
        ("北京朝阳医院", "北京市 北京市 - 110000", "朝阳医院"),
        ("上海静安寺", "上海市 上海市 - 310000", "静安寺"),
        ("广州天河北路12号", "广东省 广州市 - 440100", "天河北路12号"),
        ("江苏南京路12号", "江苏省 - - 320000", "南京路12号"),
        ("深圳市科技园南区1栋", "广东省 深圳市 - 440300", "科技园南区1栋"),
        ("北京市区中山路", "北京市 北京市 - 110000", "市区中山路"),
    ],
)
def test_a_longer_name_is_not_torn(text: str, expected: str, detail: str) -> None:
    assert place(text) == expected
    assert parse(text).parts["detail"] == detail


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("朝阳区建国路88号", "110105 北京市朝阳区; 220104 吉林省长春市朝阳区"),
        ("朝阳建国路88号", "110105 北京市朝阳区; 211300 辽宁省朝阳市; 220104 吉林省长春市朝阳区"),
        ("江苏鼓楼区中山路", "320106 江苏省南京市鼓楼区; 320302 江苏省徐州市鼓楼区"),
        ("西湖区文三路", "330106 浙江省杭州市西湖区; 360103 江西省南昌市西湖区"),
        # Another 桥东区 was dissolved in 2013.
        ("桥东区", "130702 河北省张家口市桥东区; 130100 河北省石家庄市; 130502 河北省邢台市襄都区"),
    ],
)
def test_a_name_of_several_places_is_ambiguous(text: str, candidates: str) -> None:
    answer = parse(text)
    assert answer.status is Status.SUSPECT
    assert answer.reasons == ("postal_address.ambiguous",)
    assert answer.parts["candidates"] == candidates
    assert "adcode" not in answer.parts


def test_an_ambiguous_address_may_meet_each_of_its_candidates() -> None:
    first, *weaker = parse("朝阳区建国路88号").match_keys
    assert parse("北京市朝阳区建国路88号").match_keys[0] in weaker
    assert parse("北京市朝阳区建国路88号").match_keys[0] != first


@pytest.mark.parametrize(
    ("text", "value", "retired"),
    [
        ("湖北省襄樊市小水街222号", "湖北省襄阳市小水街222号", "襄樊市 2009"),
        ("襄樊小水街222号", "湖北省襄阳市小水街222号", "襄樊市 2009"),
        ("杭州市下城区青云街40号", "浙江省杭州市拱墅区青云街40号", "下城区 2020"),
        ("上海市卢湾区淮海中路1号", "上海市黄浦区淮海中路1号", "卢湾区 2010"),
        ("芜湖市三山区1号", "安徽省芜湖市弋江区1号", "三山区 2019"),
        ("柳州地区忻城县", "广西壮族自治区来宾市忻城县", "柳州地区 2001"),
        ("山东省莱芜市莱城区1号", "山东省济南市莱芜区1号", "莱芜市 2017; 莱城区 2017"),
        ("安徽省巢湖市居巢区1号", "安徽省合肥市巢湖市1号", "居巢区 2010"),
        ("四川省资阳市简阳市1号", "四川省成都市简阳市1号", "简阳市 2015"),
        ("江宁县东山镇", "江苏省南京市江宁区东山镇", "江宁县 1999"),
        ("重庆市渝北区龙溪街道", "重庆市两江新区龙溪街道", "渝北区 2024"),
        # It was split up: only the city above is sure.
        ("江苏省苏州市吴县市木渎镇", "江苏省苏州市吴县市木渎镇", "吴县市 1999"),
    ],
)
def test_a_retired_division_is_read_as_todays_with_its_last_year(
    text: str, value: str, retired: str
) -> None:
    answer = parse(text)
    assert (answer.value, answer.parts["retired"]) == (value, retired)
    assert answer.reasons == ("postal_address.retired",)
    assert answer.match_keys == parse(value).match_keys


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("江苏省南京市昆山市1号", "320100 江苏省南京市; 320583 江苏省苏州市昆山市"),
        ("河北省天津市", "130000 河北省; 120000 天津市"),
    ],
)
def test_divisions_that_contradict_each_other_are_reported(text: str, candidates: str) -> None:
    answer = parse(text)
    assert answer.reasons == ("postal_address.divisions_disagree",)
    assert answer.parts["candidates"] == candidates
    assert answer.value == text


@pytest.mark.parametrize(
    ("text", "value", "reasons", "postcode"),
    [
        ("收货地址：北京市海淀区中关村大街1号", "北京市海淀区中关村大街1号", (), None),
        ("北京市海淀区中关村大街1号 100080", "北京市海淀区中关村大街1号", (), "100080"),
        ("北京市海淀区中关村大街1号 邮编：100080", "北京市海淀区中关村大街1号", (), "100080"),
        ("北京市海淀区中关村大街1号, 中国", "北京市海淀区中关村大街1号", (), None),
        ("张三 13800138000 北京市海淀区中关村1号", "北京市海淀区中关村1号", ("other_text",), None),
        (
            "西安市雁塔区丈八东路7号楼2单元  李飞",
            "陕西省西安市雁塔区丈八东路7号楼2单元",
            ("other_text",),
            None,
        ),
        (
            "马云，西安市雁塔区高新四路高新大都荟710061",
            "陕西省西安市雁塔区高新四路高新大都荟",
            ("other_text",),
            "710061",
        ),
        (
            "收货人：张三，电话：13800138000，地址：成都市武侯区科技路87号，邮编：610041",
            "四川省成都市武侯区科技路87号",
            ("other_text",),
            "610041",
        ),
        ("科学园A栋，广东省深圳市南山区", "广东省深圳市南山区科学园A栋", (), None),
        ("我住在北京市海淀区", "我住在北京市海淀区", ("text_before",), None),
        ("北京市朝阳区北京市朝阳区建国路", "北京市朝阳区建国路", (), None),
        ("江苏 南京市 玄武区 1号", "江苏省南京市玄武区1号", (), None),
        ("天河区 石牌", "广东省广州市天河区石牌", (), None),
    ],
)
def test_what_stands_around_an_address_is_taken_off(
    text: str, value: str, reasons: tuple[str, ...], postcode: str | None
) -> None:
    answer = parse(text)
    assert answer.value == value
    assert answer.reasons == tuple(f"postal_address.{r}" for r in reasons)
    assert answer.parts.get("postcode") == postcode


@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        ("科技路87号", "- 科技路 87号 - -"),
        ("惠城镇南门西路209号", "惠城镇 南门西路 209号 - -"),
        ("长寨街道和平中路28号", "长寨街道 和平中路 28号 - -"),
        ("笔架山办事处建设路5号", "笔架山办事处 建设路 5号 - -"),
        ("张江路1200弄5号3栋501室", "- 张江路 1200弄5号 3栋 501室"),
        ("解放大道12-1号5号楼2单元1203", "- 解放大道 12-1号 5号楼 1203"),
        ("和平西路100号A座1208室", "- 和平西路 100号 A座 1208室"),
        ("望京SOHO", "- - - - -"),
    ],
)
def test_town_road_number_building_and_room_are_told(detail: str, expected: str) -> None:
    parts = parse("广东省广州市天河区" + detail).parts
    assert " ".join(parts.get(name, "-") for name in STREET) == expected
    assert parts["detail"] == detail


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("四川成都武侯区科技路87号", "四川省成都市武侯区科技路87号"),
        ("四川省成都市武侯區科技路87號", "四川省成都市武侯区科技路８７号"),
        ("成都市武侯区科技路 87 号", "四川 成都 武侯区 科技路87"),
        ("武侯区科技路87号三单元五层", "成都市武侯区科技路87号3单元5楼"),
        ("武侯区科技路87号2幢501室", "武侯区科技路87号2栋501"),
        ("北京", "北京市市辖区"),
        ("襄樊市小水街2号", "襄阳市小水街2号"),
    ],
)
def test_spellings_of_one_address_have_one_key(left: str, right: str) -> None:
    assert parse(left).match_keys == parse(right).match_keys


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("武侯区科技路87号501室", "武侯区科技路87号502室"),
        ("武侯区科技路88-1号", "武侯区科技路881号"),
        ("北京市朝阳区建国路1号", "长春市朝阳区建国路1号"),
        ("香港北区1号", "香港南区1号"),
        ("吉林省", "吉林市"),
    ],
)
def test_other_addresses_have_other_keys(left: str, right: str) -> None:
    assert parse(left).match_keys[0] != parse(right).match_keys[0]


def test_the_place_in_the_name_of_an_institution_is_a_guess() -> None:
    answer = parse("西安交通大学")
    assert answer.value == "陕西省西安市西安交通大学"
    assert answer.reasons == ("postal_address.place_in_name",)
    assert (answer.parts["city"], answer.parts["detail"]) == ("西安市", "交通大学")


TAILS = ["", "科技路87号", "东路1号", "市场", "南区1号", "祠大街"]


def test_the_quick_beginnings_are_what_the_full_reading_finds() -> None:
    for name, tail in itertools.product(_beginnings()[0], TAILS):
        quick = quick_place(name + tail)
        if quick is not None:
            full = read_divisions(name + tail)
            assert full is not None
            assert not full.retired
            found = [e.division.full_name for e in full.meant]
            assert (found, full.end) == ([quick[0].full_name], quick[1]), name + tail


def test_every_division_of_today_is_read_from_its_full_name() -> None:
    for d in divisions():
        answer = parse(d.full_name)
        # 朝阳县 would not be meant by 朝阳市, but 市辖区 has codes of its own.
        assert answer.status is Status.VALID, d.full_name
        assert (answer.value, answer.parts["adcode"]) == (d.full_name, d.code)


def test_every_retired_county_in_its_city_of_then_is_read_as_todays() -> None:
    read = known = 0
    for row in retired_names():
        city = division(row.code[:4] + "00")
        if row.last is None or row.last < 2000 or city is None or row.code.endswith("00"):
            continue
        if row.today is not None and row.today.level == 3:
            known += 1
            read += parse(city.full_name + row.name).parts.get("adcode") == row.today.code
    assert read > 0.99 * known


_NAMES = sorted({n for d in divisions() for n in (d.name, d.short_name, d.full_name)})
_RETIRED = sorted({row.name for row in retired_names()})
_PIECES = st.sampled_from(
    [
        *"市区县省路街镇乡号室栋楼 ,;:-()中国新东南西北门一二十0187AB區號",
        *"市辖区 科技路87号 大学 宾馆 李飞 13800138000 100080 收货地址: 电话 邮编 市场".split(),
        *"郊区 高新区 人民路 長安鎮 \u200b Beijing".split(),
    ]
)
LINES = st.lists(
    st.sampled_from(_NAMES) | st.sampled_from(_RETIRED) | _PIECES, min_size=1, max_size=7
).map("".join)


@settings(max_examples=400)
@given(text=LINES)
@example("青岛 南区1号")
@example("市辖区 市辖区")
def test_a_value_reads_as_itself(text: str) -> None:
    answer = parse(text)
    if answer.value is not None:
        again = parse(answer.value)
        assert again.value == answer.value
        assert again.match_keys[:1] == answer.match_keys[:1]


@settings(max_examples=400)
@given(text=LINES)
def test_the_quick_answer_is_the_full_answer(text: str) -> None:
    normalizer = PostalAddress()
    quick = normalizer.quick(text)
    assert normalizer.quick_texts([text]) == [None if quick is None else quick.value]
    if quick is not None:
        assert quick == chinese_address(text, clean(text))
        assert quick.status is Status.VALID
