"""A Kind is a frozen bundle of parts, each of them replaceable."""

from typing import Any

import attrs
import pytest
from attrs import evolve, frozen

from custmdm import kinds
from custmdm.errors import ConfigurationError, UnknownKindError
from custmdm.kinds import Kind
from custmdm.model import Context, DateOrder, Standardized, Status
from custmdm.normalize import Date, Phone
from custmdm.typing import Normalizer
from custmdm.validate import Matches

TIER = Kind(name="tier", normalize=str.upper)


@frozen
class Suffixed:
    """A normalizer of a user, with an option of the context."""

    country: str | None = None

    def __call__(self, text: str) -> str | None:
        return f"{text}-{self.country}"


def test_the_names_are_those_of_the_kinds() -> None:
    assert all(kinds.get(name).name == name for name in kinds.names())
    assert len(kinds.names()) == 24


def test_a_kind_object_is_returned_as_it_is() -> None:
    assert kinds.get(TIER) is TIER


@pytest.mark.parametrize("name", ["fone", "", None, 5, []])
def test_an_unknown_kind_is_said_to_be_so(name: object) -> None:
    with pytest.raises(UnknownKindError, match="there is no kind"):
        kinds.get(name)  # type: ignore[arg-type]


def test_a_misspelt_kind_is_told_the_right_one() -> None:
    with pytest.raises(UnknownKindError, match="phone"):
        kinds.get("fone")


def test_a_plain_function_is_a_normalizer() -> None:
    answer = TIER.standardize("gold")
    assert (answer.value, answer.status, answer.match_keys) == ("GOLD", Status.VALID, ("GOLD",))


@pytest.mark.parametrize("normalize", [lambda text: None, lambda text: ""])
def test_nothing_from_a_normalizer_is_a_rejection(normalize: Normalizer) -> None:
    answer = evolve(TIER, normalize=normalize).standardize("gold")
    assert (answer.status, answer.reasons) == (Status.INVALID, ("value.rejected",))
    assert answer.match_keys == ()


def test_validators_make_a_value_suspect() -> None:
    kind = evolve(TIER, validators=[Matches("G.*", "tier.shape")])
    assert kind.standardize("silver").reasons == ("tier.shape",)
    assert kind.standardize("silver").status is Status.SUSPECT
    assert kind.standardize("gold").status is Status.VALID


def test_the_test_for_filler_can_be_replaced() -> None:
    kind = evolve(TIER, is_placeholder=lambda text: text == "-none-")
    assert kind.standardize("-none-").status is Status.PLACEHOLDER
    assert kind.standardize("N/A").value == "N/A"


@pytest.mark.parametrize("part", ["normalize", "comparator"])
@pytest.mark.parametrize("wrong", [None, "phone", Phone])
def test_a_part_that_cannot_be_called_is_refused(part: str, wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match=part):
        evolve(TIER, **{part: wrong})


def test_a_normalizer_gets_the_options_it_has() -> None:
    context = Context(country="CN", date_order=DateOrder.DMY)
    assert kinds.get("phone").within(context).normalize == Phone("CN")
    assert kinds.get("date").within(context).normalize == Date(DateOrder.DMY)
    assert kinds.get("text").within(context) is kinds.get("text")
    assert TIER.within(context) is TIER
    assert evolve(TIER, normalize=Suffixed()).standardize("a", country="CN").value == "a-CN"


def test_an_empty_context_leaves_the_options_of_a_kind() -> None:
    kind = evolve(kinds.get("phone"), normalize=Phone("CN"))
    assert kind.standardize("13812345678").value == "+8613812345678"


def test_only_some_kinds_depend_on_the_country() -> None:
    wanting = {name for name in kinds.names() if kinds.get(name).wants_country}
    assert wanting == {
        "city", "currency", "national_id", "organization_id", "phone", "postal_address", "postcode",
        "region",
    }  # fmt: skip


def test_a_wrong_date_order_is_refused() -> None:
    with pytest.raises(ValueError, match="YDM"):
        kinds.get("date").standardize("2020-01-01", date_order="YDM")


def test_a_kind_is_frozen() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        TIER.name = "other"  # type: ignore[misc]


@pytest.mark.parametrize("raw", [" 138 1234 5678", "junk", None, 5, "N/A"])
def test_the_raw_value_is_kept_and_shown_where_there_is_no_other(raw: object) -> None:
    answer: Standardized = kinds.get("phone").standardize(raw, country="CN")
    assert answer.raw is raw
    assert answer.shown == (None if raw is None else answer.value or str(raw))
