"""Functions from one value to blocking keys."""

import pytest
from hypothesis import given
from tests.helpers import HOSTILE_TEXTS, texts

from custmdm import block
from custmdm.model import PersonName, PostalAddress


@pytest.mark.parametrize(
    ("key", "value", "keys"),
    [
        (block.Prefix(3), "Zhang", ("zha",)),
        (block.Prefix(3), "de la Cruz", ("del",)),
        (block.Prefix(3), "Éa", ()),
        (block.Prefix(2), "张伟", ("张伟",)),
        (block.Prefix(3), PersonName(given="Ann", family="Lee"), ("ann",)),
        (block.Part("postcode"), PostalAddress(postcode="LS1 1AA"), ("ls1 1aa",)),
        (block.Part("postcode"), PostalAddress(city="Leeds"), ()),
        (block.Part("postcode"), PostalAddress(postcode="--"), ()),
        (block.Part("nowhere"), PostalAddress(city="Leeds"), ()),
        (block.words, "Acme & Sons, a Co", ("acme", "co", "sons")),
        (block.words, "腾远科技", ("科技", "腾远", "远科")),
        (block.words, "张", ("张",)),
        (block.words, "a b", ()),
        (block.sorted_words, "Zhang San", ("san zhang",)),
        (block.sorted_words, "SAN zhang", ("san zhang",)),
        (block.sorted_words, PersonName(given="San", family="Zhang"), ("san zhang",)),
        (block.sorted_words, "...", ()),
        (block.phonetic_words, "Smith", block.phonetic_words("Smyth")),
        (block.phonetic_words, "Smith John", block.phonetic_words("John Smith")),
        (block.phonetic_words, "张伟", block.phonetic_words("Wei Zhang")),
        (block.phonetic_words, "腾远科技", ("科技", "腾远", "远科")),
        (block.sorted_words, "張偉", ("张伟",)),
        (block.romanised, "张伟", ("zhang wei", "chang wei")),
        (block.romanised, PersonName(given="偉", family="張"), ("zhang wei", "chang wei")),
        (
            block.romanised,
            PersonName(given="Xiao", middle="Ming", family="Zhang"),
            ("zhang xiaoming",),
        ),
        (block.romanised, PersonName(given="Wu", family="Feng"), ("feng wu", "wu feng")),
        (block.romanised, "Chang Wei", ("chang wei", "wei chang")),
        (block.romanised, "John Smith", ()),
        (block.romanised, "腾远科技有限公司", ()),
        (block.romanised, "", ()),
        (block.phonetic_words, "12", ()),
        (block.year, "1988-03-07", ("1988",)),
        (block.year, "1988", ("1988",)),
        (block.year, "03", ()),
        (block.digits, "1988-03-07", block.digits("1988-07-03")),
        (block.digits, "1988-03-07", block.digits("1988-30-70")),
    ],
)
def test_keys_of_a_value(key, value, keys):
    assert key(value) == keys


TEXT_KEYS = [
    block.Prefix(1),
    block.Prefix(4),
    block.words,
    block.sorted_words,
    block.romanised,
    block.phonetic_words,
    block.year,
    block.digits,
]
every_key = pytest.mark.parametrize("key", TEXT_KEYS, ids=lambda k: getattr(k, "__name__", str(k)))


@every_key
@given(value=texts())
def test_any_text_has_distinct_keys_and_none_raises(key, value):
    keys = list(key(value))
    assert all(isinstance(k, str) for k in keys)
    assert len(keys) == len(set(keys))


@every_key
def test_hostile_text_has_keys_or_none(key):
    assert all(isinstance(k, str) for text in HOSTILE_TEXTS for k in key(text))


@pytest.mark.parametrize("key", [block.words, block.sorted_words], ids=lambda k: k.__name__)
@given(first=texts(), second=texts())
def test_the_order_of_words_changes_no_key(key, first, second):
    assert key(f"{first} {second}") == key(f"{second} {first}")
