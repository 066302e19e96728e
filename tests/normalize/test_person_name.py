"""Names of persons: the parts where they are sure, one first key for one name."""

import pytest

from custmdm.model import Status
from custmdm.normalize import NamePart, PersonName


def parts_of(text: str) -> dict[str, str]:
    return dict(part.replace("_", " ").split("=") for part in text.split())


@pytest.mark.parametrize(
    ("text", "value", "parts"),
    [
        ("John Smith", "John Smith", "given=John family=Smith"),
        ("SMITH, JOHN", "John Smith", "given=John family=Smith"),
        ("Smith, John Jr.", "John Smith Jr.", "given=John family=Smith suffix=Jr."),
        ("Smith, John, Jr.", "John Smith Jr.", "given=John family=Smith suffix=Jr."),
        ("Smith Jr., John", "John Smith Jr.", "given=John family=Smith suffix=Jr."),
        ("Smith, Jr., John", "John Smith Jr.", "given=John family=Smith suffix=Jr."),
        ("John Smith, Jr.", "John Smith Jr.", "given=John family=Smith suffix=Jr."),
        ("john smith iii", "John Smith III", "given=John family=Smith suffix=III"),
        ("JOHN SMITH JR", "John Smith Jr", "given=John family=Smith suffix=Jr"),
        ("John Smith 3rd", "John Smith 3rd", "given=John family=Smith suffix=3rd"),
        ("David B. III Hill", "David B. Hill III", "given=David middle=B. family=Hill suffix=III"),
        ("John Smith PhD", "John Smith PhD", "given=John family=Smith suffix=PhD"),
        ("john smith, md, phd", "John Smith MD, PhD", "given=John family=Smith suffix=MD,_PhD"),
        ("John Smith, XYZ", "John Smith, XYZ", "given=John family=Smith suffix=XYZ"),
        ("Dr. John Ph. D. Smith", "John Smith Ph. D.",
         "given=John family=Smith suffix=Ph._D. honorific=Dr."),
        ("Jack Ma", "Jack Ma", "given=Jack family=Ma"),
        ("Jane Doe MA", "Jane Doe MA", "given=Jane family=Doe suffix=MA"),
        ("Smith, Dr. John", "John Smith", "given=John family=Smith honorific=Dr."),
        ("Dr. Smith, John", "John Smith", "given=John family=Smith honorific=Dr."),
        ("Smith, Jane Mrs", "Jane Smith", "given=Jane family=Smith honorific=Mrs"),
        ("Prof. Dr. Anna Lee", "Anna Lee", "given=Anna family=Lee honorific=Prof._Dr."),
        ("the Hon. Jane Roe", "Jane Roe", "given=Jane family=Roe honorific=The_Hon."),
        ("Frau Dr. Anna Groß", "Anna Groß", "given=Anna family=Groß honorific=Frau_Dr."),
        ("Sir Bob Dole", "Bob Dole", "given=Bob family=Dole honorific=Sir"),
        ("Lt. Col. John Smith", "John Smith", "given=John family=Smith honorific=Lt._Col."),
        ("Wm. Smith", "Wm. Smith", "given=Wm. family=Smith"),
        ("John F. Kennedy", "John F. Kennedy", "given=John middle=F. family=Kennedy"),
        ("J. R. R. Tolkien", "J. R. R. Tolkien", "given=J. middle=R._R. family=Tolkien"),
        ("JRR Tolkien", "JRR Tolkien", "given=JRR family=Tolkien"),
        ("García Márquez, Gabriel", "Gabriel García Márquez",
         "given=Gabriel family=García_Márquez"),
        ("LUDWIG VAN BEETHOVEN", "Ludwig van Beethoven", "given=Ludwig family=van_Beethoven"),
        ("Paul Van Dyke", "Paul Van Dyke", "given=Paul family=Van_Dyke"),
        ("Juan de la Vega Martinez", "Juan de la Vega Martinez",
         "given=Juan family=de_la_Vega_Martinez"),
        ("Otto von und zu Habsburg", "Otto von und zu Habsburg",
         "given=Otto family=von_und_zu_Habsburg"),
        ("Jong, Piet de", "Piet de Jong", "given=Piet family=de_Jong"),
        ("Van Johnson", "Van Johnson", "given=Van family=Johnson"),
        ("La Toya Jackson", "La Toya Jackson", "given=La_Toya family=Jackson"),
        ("Josep Carod i Rovira", "Josep Carod i Rovira", "given=Josep family=Carod_i_Rovira"),
        ("Juan Velasquez y Garcia", "Juan Velasquez y Garcia",
         "given=Juan family=Velasquez_y_Garcia"),
        ("Abdul Rahman Ahmed", "Abdul Rahman Ahmed", "given=Abdul_Rahman family=Ahmed"),
        ("Abdul Rahman", "Abdul Rahman", "given=Abdul family=Rahman"),
        ("Brines Mark R", "Brines Mark R", "given=Mark middle=R family=Brines"),
        ("Glowacki Julie", "Glowacki Julie", "given=Julie family=Glowacki"),
        ("Danica Patrick", "Danica Patrick", "given=Danica family=Patrick"),
        ("Smith J.", "Smith J.", "given=J. family=Smith"),
        ("Malcolm X", "Malcolm X", "given=Malcolm family=X"),
        ("DI WANG", "Di Wang", "given=Di family=Wang"),
        ("Björn ÅSTRÖM", "Björn Åström", "given=Björn family=Åström"),
        ("MCDONALD, RONALD", "Ronald McDonald", "given=Ronald family=McDonald"),
        ("John - Smith", "John Smith", "given=John family=Smith"),
        ("Wei (William) Zhang", "Wei (William) Zhang",
         "given=Wei family=Zhang nickname=William"),
        ('SMITH, JOHN "JACK"', "John Smith (Jack)", "given=John family=Smith nickname=Jack"),
        ("Andrew Perkins (Ret.)", "Andrew Perkins Ret.",
         "given=Andrew family=Perkins suffix=Ret."),
        ("Jane Doe née Smith", "Jane Doe née Smith", "given=Jane family=Doe maiden=Smith"),
        ("Müller, Anna geb. Schmidt", "Anna Müller (née Schmidt)",
         "given=Anna family=Müller maiden=Schmidt"),
        ("Иванов Иван Иванович", "Иванов Иван Иванович",
         "given=Иван middle=Иванович family=Иванов"),
    ],
)  # fmt: skip
def test_a_name_is_taken_apart(text: str, value: str, parts: str) -> None:
    answer = PersonName().parse(text)
    assert (answer.value, dict(answer.parts)) == (value, parts_of(parts))
    assert answer.status is Status.VALID


@pytest.mark.parametrize(
    ("text", "value", "parts", "reason"),
    [
        ("Smith", "Smith", "", "name.not_split"),
        ("Mr. Smith", "Smith", "family=Smith honorific=Mr.", "name.not_split"),
        ("Mr.Smith", "Smith", "family=Smith honorific=Mr.", "name.not_split"),
        ("Sir Elton", "Elton", "given=Elton honorific=Sir", "name.not_split"),
        ("Smith, Jr.", "Smith Jr.", "family=Smith suffix=Jr.", "name.not_split"),
        ("Smith, Dr. MD", "Smith MD", "family=Smith suffix=MD honorific=Dr.", "name.not_split"),
        ("de la Vega", "de la Vega", "family=de_la_Vega", "name.not_split"),
        ("John and Mary Smith", "John and Mary Smith", "given=John_and_Mary family=Smith",
         "name.several"),
        ("Mr. & Mrs. John Smith", "Mr. & Mrs. John Smith",
         "given=John family=Smith honorific=Mr._&_Mrs.", "name.several"),
        ("John Smith; Jane Doe", "John Smith; Jane Doe", "", "name.not_split"),
        ("John Smith / Jane Doe", "John Smith / Jane Doe", "", "name.not_split"),
        ("John Smith, Acme, Boston", "John Smith, Acme, Boston", "", "name.not_split"),
        ("anna@example.com", "anna@example.com", "", "name.not_split"),
    ],
)  # fmt: skip
def test_what_is_doubtful_has_its_parts_and_a_reason(
    text: str, value: str, parts: str, reason: str
) -> None:
    answer = PersonName().parse(text)
    assert (answer.value, dict(answer.parts)) == (value, parts_of(parts))
    assert (answer.status, answer.reasons) == (Status.SUSPECT, (reason,))


def test_the_family_name_comes_first_in_hungary_and_vietnam() -> None:
    assert PersonName("hu").parse("Nagy János").parts == {"family": "Nagy", "given": "János"}
    vietnamese = PersonName("vi").parse("Nguyen Van An")
    assert vietnamese.parts == {"family": "Nguyen", "middle": "Van", "given": "An"}
    russian = PersonName("ru").parse("Petrov Ivan Sergeyevich")
    assert russian.parts == {"family": "Petrov", "given": "Ivan", "middle": "Sergeyevich"}


@pytest.mark.parametrize(
    ("text", "value", "reasons"),
    [
        ("鲁智深 13800138000", "鲁智深", ("name.number_removed",)),
        ("张三13812345678", "张三", ("name.number_removed",)),
        ("138 1234 5678 张三", "张三", ("name.number_removed",)),
        ("张三（电话：0571-88880000）", "张三", ("name.number_removed",)),
        ("John Smith (212) 555-1234", "John Smith", ("name.number_removed",)),
        ("John Smith2", "John Smith2", ("name.digits",)),
        ("R2 D2", "R2 D2", ("name.digits",)),
    ],
)
def test_digits_in_a_name_make_it_suspect(text: str, value: str, reasons: tuple[str, ...]) -> None:
    answer = PersonName().parse(text)
    assert (answer.value, answer.status, answer.reasons) == (value, Status.SUSPECT, reasons)


@pytest.mark.parametrize("text", ["姓名：张三", "联系人: 张三", "Name: 张三"])
def test_a_label_is_no_part_of_the_name(text: str) -> None:
    assert PersonName()(text) == "张三"


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


@pytest.mark.parametrize(
    "text", ["先生", "（女士）", "Mr.", "Dr", "Mr. & Mrs.", ", MD", "Test", "Na"]
)
def test_an_honorific_or_filler_alone_names_nobody(text: str) -> None:
    assert PersonName().parse(text).status is Status.PLACEHOLDER


SPELLINGS = [
    ("Pat O'Brien", "PAT O’BRIEN"),
    ("Pat O'Brien", "OBrien, Pat"),
    ("Ming-Ping Li", "Ming Ping Li"),
    ("Ming-Ping Li", "mingping li"),
    ("José Jiménez", "Jose Jimenez"),
    ("Dr. John Smith", "John Smith"),
    ("John (Johnny) Smith", "John Smith"),
    ("Ronald McDonald", "MCDONALD, RONALD"),
    ("张三", "张　三"),
    ("张三", "張三"),
    ("张三", "张三先生"),
    ("买买提·艾力", "买买提‧艾力"),
]


@pytest.mark.parametrize(("left", "right"), SPELLINGS)
def test_spellings_of_one_name_have_one_first_key(left: str, right: str) -> None:
    assert PersonName().parse(left).match_keys[0] == PersonName().parse(right).match_keys[0]


def test_a_short_form_meets_the_formal_name() -> None:
    assert "robertsmith" in PersonName().parse("Bob Smith").match_keys
    assert PersonName().parse("Robert Smith").match_keys[0] == "robertsmith"


@pytest.mark.parametrize(
    ("text", "value", "key"),
    [
        ("  MÜLLER ", "Müller", "muller"),
        ("McDonald", "McDonald", "mcdonald"),
        ("MCDONALD", "McDonald", "mcdonald"),
        ("MACARTHUR", "MacArthur", "macarthur"),
        ("MACIAS", "Macias", "macias"),
        ("o'brien", "O'Brien", "obrien"),
        ("MING-PING", "Ming-Ping", "mingping"),
        ("Ming Ping", "Ming Ping", "mingping"),
        ("DI", "Di", "di"),
        ("娜", "娜", "娜"),
        ("張", "張", "张"),
        ("Na", "Na", "na"),
    ],
)
def test_a_part_of_a_name_is_cased_and_matched(text: str, value: str, key: str) -> None:
    answer = NamePart().parse(text)
    assert (answer.value, answer.match_keys) == (value, (key,))
