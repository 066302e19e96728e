"""Names of persons: the parts where they are sure, one key for one spelling."""

import pytest

from custmdm.model import Status
from custmdm.normalize import NamePart, PersonName


@pytest.mark.parametrize(
    ("text", "value", "parts"),
    [
        ("John Smith", "John Smith", "given=John family=Smith"),
        ("SMITH, JOHN", "John Smith", "given=John family=Smith"),
        ("Smith, John Jr.", "John Smith Jr.", "given=John family=Smith suffix=Jr."),
        ("Smith, John, Jr.", "John Smith Jr.", "given=John family=Smith suffix=Jr."),
        ("Smith Jr., John", "John Smith Jr.", "given=John family=Smith suffix=Jr."),
        ("John Smith, Jr.", "John Smith Jr.", "given=John family=Smith suffix=Jr."),
        ("john smith iii", "John Smith iii", "given=John family=Smith suffix=iii"),
        ("John Smith 3rd", "John Smith 3rd", "given=John family=Smith suffix=3rd"),
        ("Smith, Dr. John", "John Smith", "given=John family=Smith honorific=Dr."),
        ("Dr. Smith, John", "John Smith", "given=John family=Smith honorific=Dr."),
        ("Prof. Dr. Anna Lee", "Anna Lee", "given=Anna family=Lee honorific=Prof._Dr."),
        ("John F. Kennedy", "John F. Kennedy", "given=John middle=F. family=Kennedy"),
        (
            "García Márquez, Gabriel",
            "Gabriel García Márquez",
            "given=Gabriel family=García_Márquez",
        ),
        ("LUDWIG VAN BEETHOVEN", "Ludwig van Beethoven", "given=Ludwig family=van_Beethoven"),
        ("Jong, Piet de", "Piet de Jong", "given=Piet family=de_Jong"),
        (
            "Josep Carod i Rovira",
            "Josep Carod i Rovira",
            "given=Josep middle=Carod_i family=Rovira",
        ),
        ("DI WANG", "Di Wang", "given=Di family=Wang"),
        ("Björn ÅSTRÖM", "Björn Åström", "given=Björn family=Åström"),
        ("John - Smith", "John Smith", "given=John family=Smith"),
        ("Wei (William) Zhang", "Wei (William) Zhang", "given=Wei family=Zhang"),
        ("张三", "张三", "family=张 given=三"),
        ("张 三丰", "张三丰", "family=张 given=三丰"),
        ("王　小　明", "王小明", "family=王 given=小明"),
        ("欧阳娜娜", "欧阳娜娜", "family=欧阳 given=娜娜"),
        ("欧阳 修", "欧阳修", "family=欧阳 given=修"),
        ("李𬎆", "李𬎆", "family=李 given=𬎆"),
        ("王小明先生", "王小明", "family=王 given=小明 honorific=先生"),
        ("王小明（先生）", "王小明", "family=王 given=小明 honorific=先生"),
        ("王小明 总经理", "王小明", "family=王 given=小明 honorific=总经理"),
    ],
)
def test_a_name_is_taken_apart(text: str, value: str, parts: str) -> None:
    answer = PersonName().parse(text)
    expected = dict(part.replace("_", " ").split("=") for part in parts.split())
    assert (answer.value, dict(answer.parts), answer.status) == (value, expected, Status.VALID)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Smith", "Smith"),
        ("Mr. Smith", "Smith"),
        ("Smith, Jr.", "Smith Jr."),
        ("John and Mary Smith", "John and Mary Smith"),
        ("John & Mary Smith", "John & Mary Smith"),
        ("John Smith, Acme, Boston", "John Smith, Acme, Boston"),
        ("anna@example.com", "anna@example.com"),
        ("John Smith, PhD DO", "John Smith, PhD DO"),
        ("de la Vega", "de la Vega"),
        ("欧阳", "欧阳"),
        ("王氏", "王氏"),
        ("张三 李四", "张三 李四"),
        ("张三、李四", "张三、李四"),
        ("李Lee", "李Lee"),
        ("卡尔·马克思", "卡尔·马克思"),
        ("苏州瑞达通有限公司", "苏州瑞达通有限公司"),
    ],
)
def test_what_cannot_be_taken_apart_is_suspect(text: str, value: str) -> None:
    answer = PersonName().parse(text)
    assert (answer.value, answer.status) == (value, Status.SUSPECT)
    assert (answer.reasons, dict(answer.parts)) == (("name.not_split",), {})


def test_a_family_name_with_an_honorific_is_known_to_be_one() -> None:
    answer = PersonName().parse("张总")
    assert (answer.value, answer.parts["family"]) == ("张", "张")
    assert answer.status is Status.SUSPECT


@pytest.mark.parametrize("text", ["张三13812345678", "John Smith2", "R2 D2"])
def test_digits_in_a_name_make_it_suspect(text: str) -> None:
    answer = PersonName().parse(text)
    assert (answer.status, answer.reasons[-1]) == (Status.SUSPECT, "name.digits")


@pytest.mark.parametrize("normalizer", [PersonName(), NamePart()], ids=repr)
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "text.no_characters"),
        ("...", "text.no_characters"),
        ("12345", "name.no_letters"),
        ("张*", "value.masked"),
        ("J*** S***", "value.masked"),
    ],
)
def test_what_is_no_name_has_a_reason(
    normalizer: PersonName | NamePart, text: str, reason: str
) -> None:
    answer = normalizer.parse(text)
    assert (answer.value, answer.reasons) == (None, (reason,))


@pytest.mark.parametrize("text", ["先生", "（女士）", "Mr.", "Dr"])
def test_an_honorific_alone_names_nobody(text: str) -> None:
    assert PersonName().parse(text).status is Status.PLACEHOLDER


SPELLINGS = [
    ("Pat O'Brien", "PAT O’BRIEN"),
    ("Pat O'Brien", "OBrien, Pat"),
    ("Ming-Ping Li", "Ming Ping Li"),
    ("Ming-Ping Li", "mingping li"),
    ("José Jiménez", "Jose Jimenez"),
    ("Dr. John Smith", "John Smith"),
    ("John (Johnny) Smith", "John Smith"),
    ("张三", "张　三"),
]


@pytest.mark.parametrize(("left", "right"), SPELLINGS)
def test_spellings_of_one_name_have_one_key(left: str, right: str) -> None:
    assert PersonName().parse(left).match_keys == PersonName().parse(right).match_keys


@pytest.mark.parametrize(
    ("text", "value", "key"),
    [
        ("  MÜLLER ", "Müller", "muller"),
        ("McDonald", "McDonald", "mcdonald"),
        ("o'brien", "O'Brien", "obrien"),
        ("MING-PING", "Ming-Ping", "mingping"),
        ("Ming Ping", "Ming Ping", "mingping"),
        ("DI", "Di", "di"),
        ("娜", "娜", "娜"),
        ("Na", "Na", "na"),
    ],
)
def test_a_part_of_a_name_is_cased_and_matched(text: str, value: str, key: str) -> None:
    answer = NamePart().parse(text)
    assert (answer.value, answer.match_keys) == (value, (key,))
