"""Comparators of streets and addresses."""

import numpy as np
import pytest

from custmdm.compare import PostalAddressSimilarity, StreetSimilarity
from custmdm.model import NOT_COMPARABLE, PostalAddress, count_tokens

NOT = "cannot be compared"


def label(comparator, left, right):
    """Return in words how two values agree, the same from both sides."""
    found, _ = comparator.agree(comparator.prepare(left), comparator.prepare(right))
    back, _ = comparator.agree(comparator.prepare(right), comparator.prepare(left))
    assert back == found
    return NOT if found == NOT_COMPARABLE else comparator.outcomes[found].label


@pytest.mark.parametrize(
    ("left", "right", "agreement"),
    [
        pytest.param("12 Main St.", "12 MAIN ST", "equal", id="case and punctuation"),
        pytest.param("12 Main Street", "12 Main St", "equal", id="a short form"),
        pytest.param("Main St 12", "12 Main St", "equal", id="the number in front or behind"),
        pytest.param(
            "12 Main Street", "12 Main Street, Apt 3", "nearly all in common", id="with a flat"
        ),
        pytest.param("Main Street", "12 Main Street", "most in common", id="without the number"),
        pytest.param("12 Maine Street", "12 Main Street", "most in common", id="a typing error"),
        pytest.param("12 Main Street", "12 Main Avenue", "much in common", id="another ending"),
        pytest.param("科技路1号", "科技路1号2001室", "much in common", id="without the room"),
        pytest.param(
            "12 Main Street, 3",
            "12 Main Street, 4",
            "most in common, other numbers",
            id="another flat",
        ),
        pytest.param(
            "12 Main Street",
            "14 Main Street",
            "much in common, other numbers",
            id="another house",
        ),
        pytest.param(
            "科技路1号2001室",
            "科技路1号2002室",
            "most in common, other numbers",
            id="another room",
        ),
        pytest.param(
            "12 Main Street",
            "9 Queen's Road",
            "nothing in common, other numbers",
            id="another street",
        ),
        pytest.param("Main Street", "Queen's Road", "nothing in common", id="no numbers"),
        pytest.param("12", "14", "nothing in common, other numbers", id="only numbers"),
        pytest.param("12 12 A Road", "12 A Road", "nearly all in common", id="a number twice"),
        pytest.param("科技路1号", "1 Keji Road", NOT, id="two scripts"),
    ],
)
def test_how_streets_agree(left, right, agreement):
    assert label(StreetSimilarity(), left, right) == agreement


def place(**parts):
    return PostalAddress(**parts)


HIGH_STREET = place(street="1 High St", city="Leeds", postcode="LS11AA")


@pytest.mark.parametrize(
    ("left", "right", "agreement", "similarity"),
    [
        pytest.param(
            HIGH_STREET,
            place(street="1 high st", city="LEEDS", postcode="ls11aa"),
            "street: equal",
            1.0,
            id="case",
        ),
        pytest.param(
            HIGH_STREET,
            place(street="1 High St", city="Leeds"),
            "street: equal",
            1.0,
            id="no postcode",
        ),
        pytest.param(
            HIGH_STREET, place(street="1 High St"), "street: equal", 1.0, id="only the street"
        ),
        pytest.param(
            HIGH_STREET,
            place(street="1 High St", city="Leds", postcode="LS12AA"),
            "street: equal",
            1.0,
            id="slips in city and postcode",
        ),
        pytest.param(
            HIGH_STREET, place(full="1 High St"), "street: equal", 1.0, id="a line for a street"
        ),
        pytest.param(
            HIGH_STREET,
            place(street="1 High St", city="York", postcode="YO18ZZ"),
            "street: equal, in another place",
            0.75,
            id="a street of this name in another town",
        ),
        pytest.param(
            place(street="1 High St", region="Kent"),
            place(street="1 High St", region="Devon"),
            "street: equal, in another place",
            0.75,
            id="other regions, no city",
        ),
        pytest.param(
            place(street="科技路1号", city="北京"),
            place(street="科技路1号", city="上海"),
            "street: equal, in another place",
            0.75,
            id="other Chinese cities",
        ),
        pytest.param(
            place(street="科技路1号", country="CN"),
            place(street="1 Keji Road", country="GB"),
            "another place",
            0.0,
            id="two scripts, two countries",
        ),
        pytest.param(
            place(street="科技路1号", country="CN"),
            place(street="1 Keji Road", country="CN"),
            NOT,
            0.0,
            id="two scripts, one country",
        ),
        pytest.param(
            place(street="科技路1号", country="CN"),
            place(street="1 Keji Road"),
            NOT,
            0.0,
            id="two scripts, one country unknown",
        ),
        pytest.param(
            place(street="1 High St", country="GB"),
            place(region="Texas", country="US"),
            "another place",
            0.0,
            id="no part in common, two countries",
        ),
        pytest.param(
            place(street="1 High St", unit="Flat 3", city="Leeds"),
            place(street="1 High St", unit="Flat 4", city="Leeds"),
            "street: most in common, other numbers",
            0.4,
            id="another flat",
        ),
        pytest.param(
            HIGH_STREET,
            place(street="2 High St", city="York", postcode="YO18ZZ"),
            "street: most in common, other numbers, in another place",
            0.3,
            id="another house in another town",
        ),
        pytest.param(
            HIGH_STREET,
            place(street="9 Queens Road", city="Leeds"),
            "street: nothing in common, other numbers",
            0.0,
            id="another street in this town",
        ),
        pytest.param(
            HIGH_STREET,
            place(street="9 Queens Road", city="York"),
            "street: nothing in common, other numbers, in another place",
            0.0,
            id="another street in another town",
        ),
        pytest.param(
            HIGH_STREET,
            place(city="Leeds", postcode="LS11AA"),
            "the same postcode",
            0.4,
            id="only a place, of one postcode",
        ),
        pytest.param(HIGH_STREET, place(city="Leeds"), "the same city", 0.3, id="only a city"),
        pytest.param(
            HIGH_STREET,
            place(city="Leds"),
            "nearly the same city or postcode",
            0.25,
            id="only a city, nearly",
        ),
        pytest.param(HIGH_STREET, place(city="York"), "another place", 0.0, id="only another city"),
        pytest.param(
            place(region="Kent"), place(region="Kent"), "the same city", 0.3, id="only a region"
        ),
        pytest.param(
            place(full="---"), HIGH_STREET, "street: nothing in common", 0.0, id="an empty line"
        ),
        pytest.param(HIGH_STREET, place(city="北京"), NOT, 0.0, id="only a city, in Chinese"),
        pytest.param(HIGH_STREET, place(street="科技路1号"), NOT, 0.0, id="two scripts"),
        pytest.param(HIGH_STREET, place(), NOT, 0.0, id="nothing known"),
        pytest.param(
            place(street="1 High St"), place(city="Leeds"), NOT, 0.0, id="no part in common"
        ),
    ],
)
def test_how_addresses_agree(left, right, agreement, similarity):
    compare = PostalAddressSimilarity()
    assert label(compare, left, right) == agreement
    assert compare(left, right) == compare(right, left) == similarity


def test_of_addresses_without_a_street_nothing_shared_is_rare_or_common():
    """Even where one has a line with nothing in it, as most have."""
    compare = PostalAddressSimilarity()
    values = [place(full="---", city="Leeds")] * 9 + [place(city="Leeds"), HIGH_STREET]
    prepared = [compare.prepare(value) for value in values]
    frequencies = count_tokens((compare.tokens(value), 1) for value in prepared)
    weighed = [compare.weigh(value, frequencies) for value in prepared]
    assert compare.agree(weighed[0], weighed[1])[1] > 0.0
    outcome, rarity = compare.agree(weighed[0], weighed[9])
    assert (compare.outcomes[outcome].label, rarity) == ("the same city", 0.0)
    outcomes, rarities = compare.table(weighed)(np.array([0, 9]), np.array([9, 0]))
    assert (outcomes.tolist(), rarities.tolist()) == ([outcome] * 2, [0.0] * 2)
