"""Area codes: each of them, and every city of mainland China, as the generator makes them."""

from pathlib import Path

import phonenumbers
import pytest

import custmdm
from custmdm.data.area_codes import area_code_of, area_code_places

TABLE = Path(custmdm.__file__).parent / "data" / "china_area_codes.tsv"


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ("010", ("北京市",)),
        ("0755", ("深圳市",)),
        ("755", ("深圳市",)),
        ("0731", ("长沙市", "湘潭市", "株洲市")),
        ("0371", ("郑州市", "开封市")),
        ("0886", ("怒江傈僳族自治州",)),
        ("0123", ()),
        ("", ()),
    ],
)
def test_an_area_code_names_its_cities(code: str, places: tuple[str, ...]) -> None:
    assert area_code_places(code) == places


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("+861062770334", "10"),
        ("+8675588886666", "755"),
        ("+865782134567", "578"),
        ("+8613812345678", None),
        ("+8695588", None),
        ("+864008208820", None),
        ("+12125551234", None),
        ("62770334", None),
    ],
)
def test_a_landline_has_the_area_code_of_its_city(number: str, code: str | None) -> None:
    assert area_code_of(number) == code


def test_the_table_is_what_the_generator_makes() -> None:
    """The generator itself sees to it that no city of the table of divisions is left out."""
    pytest.importorskip("phonenumbers.geodata", reason="phonenumberslite has no places")
    if not phonenumbers.__version__.startswith("9.0."):
        pytest.skip("the table is that of phonenumbers 9.0")
    from tools import make_area_codes

    assert TABLE.read_text(encoding="utf-8") == make_area_codes.area_codes()
