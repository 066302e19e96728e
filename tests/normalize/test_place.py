"""Cities and provinces: one key for every spelling of a place, never one for two."""

import pytest

from custmdm import kinds
from custmdm.data.china import divisions
from custmdm.model import Status
from custmdm.normalize import Place, Region


@pytest.mark.parametrize("normalizer", [Place(), Region(), Place("CN"), Region("CN")], ids=repr)
@pytest.mark.parametrize(
    "spellings",
    [
        "北京 北京市 北京市市辖区 Beijing BEIJING beijing",
        "广东 广东省 廣東 Guangdong",
        "新疆 新疆维吾尔自治区 Xinjiang",
        "香港 香港特别行政区 HongKong",
        "陕西 陕西省 Shaanxi",
        "山西 山西省 Shanxi",
        "内蒙古 内蒙 内蒙古自治区",
    ],
)
def test_spellings_of_a_province_have_one_key(normalizer: Place | Region, spellings: str) -> None:
    assert len({normalizer.parse(text).match_keys[0] for text in spellings.split()}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        "深圳|深圳市|Shenzhen|shenzhen city|广东省深圳市|广东深圳",
        "延边|延边朝鲜族自治州|延边州|Yanbian",
        "西安|西安市|Xi'an|Xi’an|Xi an",
        "重庆|重慶市|Chongqing",
        "长春|长春市|Changchun",
        "厦门|廈門市|Xiamen",
        "吉林|吉林市|吉林省吉林市",
        "哈尔滨|Harbin|Haerbin",
        "台北|臺北市|Taipei",
        "海淀|海淀区|北京市海淀区",
        "襄阳|襄阳市|襄樊|襄樊市",
    ],
)
def test_spellings_of_a_city_have_one_key(spellings: str) -> None:
    assert len({Place().parse(text).match_keys[0] for text in spellings.split("|")}) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("陕西", "山西"),
        ("Shaanxi", "Shanxi"),
        ("苏州", "宿州"),
        ("台州", "泰州"),
        ("宜春", "伊春"),
        ("榆林", "玉林"),
        ("吉林市", "吉林省"),
        ("通州", "通州市区"),
        ("London", "伦敦"),
        ("Perth", "珀斯"),
        ("Suzhou", "苏州"),
        ("Fuzhou", "福州"),
    ],
)
def test_different_places_have_different_keys(left: str, right: str) -> None:
    region = {t: Region().parse(t).match_keys[0] for t in (left, right)}
    city = {t: Place().parse(t).match_keys[0] for t in (left, right)}
    assert region[left] != region[right]
    assert city[left] != city[right] or "吉林省" in (left, right)


def test_no_two_divisions_share_a_key() -> None:
    for level, normalizer in ((1, Region()), (2, Place())):
        keys = [normalizer.parse(d.name).match_keys[0] for d in divisions() if d.level == level]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("text", "value", "key"),
    [
        ("NEW YORK", "New York", "new york"),
        ("new york", "New York", "new york"),
        ("NSW", "NSW", "nsw"),
        ("Stratford-upon-Avon", "Stratford-upon-Avon", "stratford upon avon"),
        ("北京", "北京市", "110000"),
        ("Beijing", "Beijing", "110000"),
        ("深圳", "深圳市", "440300"),
        ("廣西壯族自治區", "广西壮族自治区", "450000"),
        ("浦東新區", "浦东新区", "310115"),
        # Several places, or none of the table: matched by the name without its last word.
        ("朝阳区", "朝阳区", "朝阳"),
        ("朝阳", "朝阳", "朝阳"),
        ("高新区", "高新区", "高新"),
        ("市区", "市区", "市区"),
        ("東京都", "東京都", "东京都"),
    ],
)
def test_a_city_has_its_full_name_and_its_key(text: str, value: str, key: str) -> None:
    answer = Place().parse(text)
    assert (answer.value, answer.match_keys) == (value, (key,))


def test_a_retired_city_is_todays_and_said_to_be() -> None:
    answer = Place().parse("襄樊")
    assert (answer.value, answer.status, answer.reasons) == (
        "襄阳市", Status.SUSPECT, ("place.retired",),
    )  # fmt: skip


def test_elsewhere_a_latin_name_is_no_chinese_one() -> None:
    assert Place("US").parse("Jinan").match_keys == ("jinan",)
    assert Place("CN").parse("Jinan").match_keys == ("370100",)


def test_the_kinds_know_their_level() -> None:
    city, region = kinds.get("city"), kinds.get("region")
    assert (city.standardize("吉林").value, region.standardize("吉林").value) == (
        "吉林市",
        "吉林省",
    )
    assert city.standardize("海南").value == "海南省"
    assert region.standardize("广东").value == "广东省"
