"""Records that stand near each other in order are matched, linked, planned and explained."""

import pandas as pd
import pytest

import custmdm as cm

KINDS = {"surname": "family_name", "phone": "phone", "dob": "birth_date"}
RULE = cm.block.sorted_neighborhood("surname", window=3)
NAMES = ["Abernathy", "Blackwood", "Cunningham", "Donaldson", "Everett", "Fitzgerald", "Gallagher"]


def customers() -> pd.DataFrame:
    """Return customers who came twice, the second time with an error at the end of the name."""
    rows = []
    for i in range(140):
        # Each stem occurs twenty times, with an ending of its own.
        name = f"{NAMES[i % 7]}{chr(97 + i // 7)}k"
        told = {"phone": f"+1415555{1000 + 7 * i}", "dob": f"19{50 + i % 40}-03-{1 + i % 28:02}"}
        rows.append({"id": f"a{i}", "surname": name, **told})
        rows.append({"id": f"b{i}", "surname": f"{name[:-1]}h", **told})
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def linker() -> cm.Linker:
    return cm.Linker(kinds=KINDS, blocking=RULE).fit(customers(), key="id")


def partners(left: list[str], right: list[str]) -> bool:
    """Say whether each pair is of the two records of one customer."""
    pairs = [(a.split(":")[-1], b.split(":")[-1]) for a, b in zip(left, right, strict=True)]
    return all({a[0], b[0]} == {"a", "b"} and a[1:] == b[1:] for a, b in pairs)


def test_what_ends_in_an_error_is_matched(linker: cm.Linker) -> None:
    links = linker.resolve(customers(), key="id").links_frame()
    assert len(links) == 140
    assert partners(links["left"].tolist(), links["right"].tolist())


def test_two_tables_are_linked(linker: cm.Linker) -> None:
    frame = customers()
    of_first = frame["id"].str.startswith("a")
    links = linker.link(frame[of_first], frame[~of_first], key="id").links_frame()
    assert len(links) == 140
    assert partners(links["left"].tolist(), links["right"].tolist())


def test_the_plan_and_an_explanation_name_the_rule(linker: cm.Linker) -> None:
    result = linker.resolve(customers(), key="id")
    (planned,) = linker.plan(customers(), key="id").rules
    assert planned.rule == "sorted by surname, window 3"
    # Each of the 280 names meets the two that follow it.
    assert planned.pairs == result.n_pairs == 279 + 278
    assert "sorted by surname, window 3" in str(result.explain("table:a5", "table:b5"))
    assert "no blocking rule" in str(result.explain("table:a5", "table:b90"))


def test_the_same_linker_comes_back_and_finds_the_same(linker: cm.Linker) -> None:
    again = cm.Linker.from_json(linker.to_json())
    assert again == linker
    one, two = (each.resolve(customers(), key="id") for each in (linker, again))
    assert one.links_frame().equals(two.links_frame())


def test_a_field_that_is_not_there_is_named() -> None:
    with pytest.raises(cm.MissingColumnError, match="no field 'surnam'"):
        cm.Linker(kinds=KINDS, blocking=cm.block.sorted_neighborhood("surnam"))
