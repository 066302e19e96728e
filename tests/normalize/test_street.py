"""Streets: the spellings of one have one key, and another house has another."""

import pytest
from hypothesis import given

from custmdm._text import fold, has_han
from custmdm.data.streets import unified
from custmdm.normalize import PostalAddress, Street
from tests.normalize.texts import TEXTS


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("27 North Main Street", "27 N. Main St."),
        ("27 N Main St", "27 NORTH MAIN STREET"),
        ("5 Ocean Boulevard", "5 Ocean Blvd"),
        ("5 Sunset Pkwy", "5 Sunset Parkway"),
        ("100 N.E. 5th Ave", "100 Northeast Fifth Avenue"),
        ("100 North East 5th Ave", "100 NE 5th Av"),
        ("12 Main St, Apt 4", "12 Main Street #4"),
        ("12 Main St Unit 4", "12 Main St Ste 4"),
        ("One Microsoft Way", "1 Microsoft Way"),
        ("P.O. Box 12", "PO Box 12"),
        ("Post Office Box 12", "POB 12"),
        ("12 Saint James Square", "12 St. James Sq"),
        ("Hauptstraße 5", "HAUPTSTR. 5"),
        ("Kerkstraat 3", "Kerkstr. 3"),
        ("12 Bd Voltaire", "12 boulevard Voltaire"),
        ("12 av. Foch", "12 Avenue Foch"),
        ("3 rue Ste-Catherine", "3 rue Sainte Catherine"),
        ("7 Collins Cres", "7 Collins Crescent"),
        ("7 Beach Pde", "7 Beach Parade"),
        ("7 Hill Tce", "7 Hill Terrace"),
        ("No. 7 High St", "7 High Street"),
        ("Main St & 5th Ave", "Main Street and Fifth Avenue"),
        ("科技路 87 号", "科技路87号"),
        ("科技路８７号", "科技路87号"),
    ],
)
def test_spellings_of_one_street_have_one_key(left: str, right: str) -> None:
    assert Street().parse(left).match_keys == Street().parse(right).match_keys


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("科技路88-1号", "科技路881号"),
        ("1 Main St", "11 Main St"),
        ("1 Main St", "1 Main Rd"),
        ("1 N Main St", "1 S Main St"),
        ("12 Main St Apt 4", "12 Main St Apt 5"),
        ("12 Main St Fl 4", "12 Main St Apt 4"),
    ],
)
def test_other_streets_and_houses_have_another_key(left: str, right: str) -> None:
    assert Street().parse(left).match_keys != Street().parse(right).match_keys


def test_the_value_keeps_the_words_of_the_user() -> None:
    assert Street()(" 27  North Main Street,  Apt. 4 ") == "27 North Main Street, Apt. 4"


@pytest.mark.parametrize("normalizer", [PostalAddress(), Street()], ids=repr)
def test_marks_alone_are_no_address(normalizer: PostalAddress | Street) -> None:
    assert normalizer.parse("--").reasons == ("text.no_characters",)


@given(text=TEXTS)
def test_unifying_again_changes_nothing(text: str) -> None:
    once = unified(fold(text))
    if not has_han(once) and once.split(" ")[0] not in {"1", "2"}:
        assert unified(once) == once
