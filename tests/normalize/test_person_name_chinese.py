"""Names in Chinese characters and in pinyin, and those of Japan and Korea."""

import pytest

from custmdm.model import Status
from custmdm.normalize import PersonName
from tests.normalize.test_person_name import parts_of


@pytest.mark.parametrize(
    ("text", "value", "parts"),
    [
        ("张三", "张三", "family=张 given=三"),
        ("張三豐", "張三豐", "family=張 given=三豐"),
        ("张 三丰", "张三丰", "family=张 given=三丰"),
        ("王　小　明", "王小明", "family=王 given=小明"),
        ("小明 王", "王小明", "family=王 given=小明"),
        ("欧阳娜娜", "欧阳娜娜", "family=欧阳 given=娜娜"),
        ("歐陽修", "歐陽修", "family=歐陽 given=修"),
        ("欧阳 修", "欧阳修", "family=欧阳 given=修"),
        ("李𬎆", "李𬎆", "family=李 given=𬎆"),
        ("付辛博", "付辛博", "family=付 given=辛博"),
        ("仝卓", "仝卓", "family=仝 given=卓"),
        ("逄博", "逄博", "family=逄 given=博"),
        ("万俟洛", "万俟洛", "family=万俟 given=洛"),
        ("范徐丽泰", "范徐丽泰", "family=范徐 given=丽泰"),
        ("李玉姐", "李玉姐", "family=李 given=玉姐"),
        ("王小明先生", "王小明", "family=王 given=小明 honorific=先生"),
        ("王小明（先生）", "王小明", "family=王 given=小明 honorific=先生"),
        ("张三（经理）", "张三", "family=张 given=三 honorific=经理"),
        ("张三（女）", "张三", "family=张 given=三"),
        ("王小明 总经理", "王小明", "family=王 given=小明 honorific=总经理"),
        ("张三(小张)", "张三 (小张)", "family=张 given=三 nickname=小张"),
        ("Mr. 张三", "张三", "family=张 given=三 honorific=Mr."),
        ("张三 (David)", "张三 (David)", "family=张 given=三 nickname=David"),
        ("John 王", "John 王", "family=王 given=John"),
        ("买买提·艾力", "买买提·艾力", "given=买买提 family=艾力"),
        ("爱新觉罗·溥仪", "爱新觉罗·溥仪", "family=爱新觉罗 given=溥仪"),
        ("马丁·路德·金", "马丁·路德·金", "given=马丁 middle=路德 family=金"),
        ("山田 太郎", "山田 太郎", "family=山田 given=太郎"),
        ("田中 太郎 様", "田中 太郎", "family=田中 given=太郎 honorific=様"),
        ("高橋 みなみ", "高橋 みなみ", "family=高橋 given=みなみ"),
        ("マイケル・ジャクソン", "マイケル・ジャクソン", "given=マイケル family=ジャクソン"),
        ("김민준", "김민준", "family=김 given=민준"),
        ("남궁 민수", "남궁민수", "family=남궁 given=민수"),
        ("김민준 박사님", "김민준", "family=김 given=민준 honorific=박사님"),
    ],
)
def test_an_eastern_name_is_taken_apart(text: str, value: str, parts: str) -> None:
    answer = PersonName().parse(text)
    assert (answer.value, dict(answer.parts)) == (value, parts_of(parts))
    assert answer.status is Status.VALID


@pytest.mark.parametrize(
    ("text", "parts", "reason"),
    [
        ("张先生", "family=张 honorific=先生", "name.not_split"),
        ("张总", "family=张 honorific=总", "name.not_split"),
        ("王姐", "family=王 honorific=姐", "name.not_split"),
        ("张某某", "family=张 honorific=某某", "name.not_split"),
        ("小王", "family=王 honorific=小", "name.not_split"),
        ("欧阳女士", "family=欧阳 honorific=女士", "name.not_split"),
        ("小明", "family=小明", "name.not_split"),
        ("王氏", "family=王氏", "name.not_split"),
        ("田中", "family=田中", "name.not_split"),
        ("鸠摩", "family=鸠 given=摩", "name.family_unknown"),
        ("张三 李四", "", "name.several"),
        ("张三、李四", "", "name.not_split"),
        ("李Lee", "", "name.not_split"),
        ("苏州瑞达通有限公司", "", "name.organization"),
        ("王氏集团", "", "name.organization"),
    ],
)
def test_what_is_no_whole_name_is_suspect(text: str, parts: str, reason: str) -> None:
    answer = PersonName().parse(text)
    assert dict(answer.parts) == parts_of(parts)
    assert (answer.status, answer.reasons) == (Status.SUSPECT, (reason,))


def test_the_locale_says_whose_characters_they_are() -> None:
    assert PersonName("ja").parse("山田太郎").parts == {"family": "山田", "given": "太郎"}
    assert PersonName("zh").parse("高橋一郎").parts == {"family": "高", "given": "橋一郎"}


SAME = ["张三", "張三", "张三先生"]
LATIN = ["Zhang San", "San Zhang", "ZHANG SAN", "Zhang, San", "SAN ZHANG"]


def test_a_chinese_name_meets_its_spellings_in_latin_letters() -> None:
    keys = [set(PersonName().parse(text).match_keys) for text in [*SAME, *LATIN]]
    assert set.intersection(*keys) == {"zhang san"}


def test_latin_spellings_of_a_sure_order_are_one_name() -> None:
    assert {PersonName().parse(text).match_keys[0] for text in LATIN} == {"sanzhang"}


def test_other_characters_are_another_name_that_may_meet() -> None:
    left, right = PersonName().parse("王伟").match_keys, PersonName().parse("王薇").match_keys
    assert left[0] != right[0]
    assert "wang wei" in left
    assert "wang wei" in right


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("单雄信", "Shan Xiongxin"),
        ("曾国藩", "Zeng Guofan"),
        ("仇英", "Qiu Ying"),
        ("区天", "Ou Tian"),
        ("查良镛", "Zha Liangyong"),
        ("解晓东", "Xie Xiaodong"),
        ("朴树", "Piao Shu"),
        ("盖鸣晖", "Ge Minghui"),
        ("任正非", "Ren Zhengfei"),
        ("华罗庚", "Hua Luogeng"),
        ("冼星海", "Xian Xinghai"),
        ("尉迟恭", "Yuchi Gong"),
        ("万俟洛", "Moqi Luo"),
        ("吕布", "Lv Bu"),
        ("吕布", "Lyu Bu"),
        ("吕布", "Lü Bu"),
        ("翟天临", "Zhai Tianlin"),
        ("毛澤東", "Mao Ze-dong"),
        ("张学良", "Chang Hsueh-liang"),
        ("蔣經國", "Chiang Ching-kuo"),
        ("欧阳娜娜", "Ouyang Nana"),
        ("李小龙", "Xiaolong Li"),
        ("李小龙", "Lee Xiaolong"),
        ("张雯宇", "Zhang Wenyu"),
    ],
)
def test_a_surname_is_read_as_surnames_are(han: str, latin: str) -> None:
    shared = set(PersonName().parse(han).match_keys) & set(PersonName().parse(latin).match_keys)
    assert shared


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Zhang San", "Zhang", "San"),
        ("San Zhang", "Zhang", "San"),
        ("ZHANG XIAOMING", "Zhang", "Xiaoming"),
        ("Xiaoming Zhang", "Zhang", "Xiaoming"),
        ("Ouyang Nana", "Ouyang", "Nana"),
        ("Wong Kar-wai", "Wong", "Kar-wai"),
        # Both can be either: the order of Latin names stands.
        ("Wu Feng", "Feng", "Wu"),
        ("Yan Liu", "Liu", "Yan"),
        # These only look like pinyin.
        ("Song Lane", "Lane", "Song"),
        ("Ren Yamada", "Yamada", "Ren"),
        ("Andrew Ng", "Ng", "Andrew"),
    ],
)
def test_the_order_of_pinyin_is_turned_where_it_is_sure(text: str, family: str, given: str) -> None:
    parts = PersonName().parse(text).parts
    assert (parts["family"], parts["given"]) == (family, given)


def test_a_doubtful_order_is_the_chinese_one_in_chinese_data() -> None:
    assert PersonName("zh").parse("Wu Feng").parts == {"family": "Wu", "given": "Feng"}
    assert set(PersonName().parse("Wu Feng").match_keys) == {"wufeng", "wu feng", "feng wu"}
