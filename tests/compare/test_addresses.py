"""Comparators of streets and addresses."""

import pytest

from custmdm.compare import PostalAddressSimilarity, StreetSimilarity
from custmdm.model import PostalAddress


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        pytest.param("12 Main St.", "12 MAIN ST", 1.0, 1.0, id="case and punctuation"),
        pytest.param("Main St 12", "12 Main St", 1.0, 1.0, id="the number in front or behind"),
        pytest.param("12 Main Street", "12 Main Street, Apt 3", 0.8, 0.99, id="with a flat"),
        pytest.param("Main Street", "12 Main Street", 0.8, 0.99, id="without the number"),
        pytest.param("12 Main Street, 3", "12 Main Street, 4", 0.5, 0.7, id="another flat"),
        pytest.param("12 Main Street", "14 Main Street", 0.4, 0.5, id="another house"),
        pytest.param("12 Main Street", "9 Queen's Road", 0.0, 0.3, id="another street"),
        pytest.param("科技路1号2001室", "科技路1号2002室", 0.5, 0.7, id="another room"),
        pytest.param("科技路1号", "1 Keji Road", 0.2, 0.2, id="two scripts"),
    ],
)
def test_the_similarity_of_two_streets(left, right, low, high):
    compare = StreetSimilarity()
    assert low <= compare(left, right) <= high
    assert low <= compare(right, left) <= high


def place(**parts):
    return PostalAddress(**parts)


HIGH_STREET = place(street="1 High St", city="Leeds", postcode="LS11AA")


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        pytest.param(
            HIGH_STREET,
            place(street="1 high st", city="LEEDS", postcode="ls11aa"),
            1.0,
            1.0,
            id="case",
        ),
        pytest.param(
            HIGH_STREET, place(street="1 High St", city="Leeds"), 0.95, 0.99, id="no postcode"
        ),
        pytest.param(HIGH_STREET, place(street="1 High St"), 0.95, 0.95, id="only the street"),
        pytest.param(
            HIGH_STREET,
            place(street="1 High St", city="York", postcode="YO18ZZ"),
            0.7,
            0.79,
            id="a street of this name in another town",
        ),
        pytest.param(HIGH_STREET, place(full="1 High St"), 0.95, 0.95, id="a line for a street"),
        pytest.param(
            HIGH_STREET,
            place(city="Leeds", postcode="LS11AA"),
            0.4,
            0.4,
            id="only a place, of one postcode",
        ),
        pytest.param(HIGH_STREET, place(city="Leeds"), 0.3, 0.3, id="only a city"),
        pytest.param(HIGH_STREET, place(city="Leds"), 0.25, 0.25, id="only a city, nearly"),
        pytest.param(HIGH_STREET, place(city="York"), 0.0, 0.0, id="only another city"),
        pytest.param(HIGH_STREET, place(city="北京"), 0.2, 0.2, id="only a city, in Chinese"),
        pytest.param(HIGH_STREET, place(street="科技路1号"), 0.2, 0.2, id="two scripts"),
        pytest.param(HIGH_STREET, place(), 0.2, 0.2, id="nothing known"),
        pytest.param(
            place(street="1 High St"), place(city="Leeds"), 0.2, 0.2, id="no part in common"
        ),
        pytest.param(
            place(street="1 High St", region="Kent"),
            place(street="1 High St", region="Devon"),
            0.7,
            0.79,
            id="other regions, no city",
        ),
    ],
)
def test_the_similarity_of_two_addresses(left, right, low, high):
    compare = PostalAddressSimilarity()
    assert low <= compare(left, right) <= high
    assert low <= compare(right, left) <= high
