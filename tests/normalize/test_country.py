"""Countries: exact names and codes, nothing guessed."""

import pycountry
import pytest

from custmdm.model import Status
from custmdm.normalize import Country


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("US", "US"),
        ("usa", "US"),
        ("U.S.A.", "US"),
        ("United States of America", "US"),
        ("UK", "GB"),
        ("P.R. China", "CN"),
        ("中国", "CN"),
        ("156", "CN"),
        ("36", "AU"),
        ("NA", "NA"),
        ("Türkiye", "TR"),
        ("CÔTE D'IVOIRE", "CI"),
        ("臺灣", "TW"),
    ],
)
def test_a_country_is_written_as_alpha_2(text: str, value: str) -> None:
    assert Country()(text) == value


@pytest.mark.parametrize("attribute", ["alpha_2", "alpha_3", "numeric", "name"])
def test_every_country_of_the_standard_is_known(attribute: str) -> None:
    wrong = [
        country.alpha_2
        for country in pycountry.countries
        if Country()(getattr(country, attribute)) not in (country.alpha_2, None)
        or (attribute != "name" and Country()(getattr(country, attribute)) is None)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("Korea", Status.INVALID, "country.ambiguous"),
        ("Congo", Status.INVALID, "country.ambiguous"),
        ("Narnia", Status.INVALID, "country.unknown"),
        ("TGermany", Status.INVALID, "country.unknown"),
        ("--", Status.INVALID, "text.no_characters"),
        ("N/A", Status.PLACEHOLDER, "value.placeholder"),
    ],
)
def test_what_is_no_country_has_a_reason(text: str, status: Status, reason: str) -> None:
    answer = Country().parse(text)
    assert (answer.value, answer.status, answer.reasons) == (None, status, (reason,))
