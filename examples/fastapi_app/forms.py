"""What goes in and out as JSON. An OpenAPI document of it is in openapi.json."""

import unicodedata
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

import custmdm as cm
from examples.crm_sqlalchemy.rows import person_from_plain


class Plain(BaseModel):
    """Hold plain values: no others than those described, and none in an error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


def _typed(text: str) -> str:
    """Refuse what nobody types: control characters, and halves of a character."""
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\r\n" for c in text):
        raise PydanticCustomError("string_control", "control characters")
    return text


_RECORD = r"^[\w.-]{1,64}:[\w.:@-]{1,128}$"

Text = Annotated[str, StringConstraints(max_length=500), AfterValidator(_typed)]
Texts = Annotated[list[Text], Field(max_length=20)]
RecordKey = Annotated[
    str,
    StringConstraints(pattern=_RECORD),
    Field(description="source:key", examples=["crm:17"]),
]


# -- in -----------------------------------------------------------------------------------------


class NameIn(Plain):
    """Hold a name: whole, or in parts."""

    full: Text | None = None
    given: Text | None = None
    family: Text | None = None
    middle: Text | None = None
    suffix: Text | None = None
    honorific: Text | None = None


class AddressIn(Plain):
    """Hold an address: whole, or in parts."""

    full: Text | None = None
    street: Text | None = None
    unit: Text | None = None
    district: Text | None = None
    city: Text | None = None
    region: Text | None = None
    postcode: Text | None = None
    country: Text | None = None


class CustomerIn(Plain):
    """Hold a customer as typed into a form: nothing has to be in a standard form."""

    name: NameIn | None = None
    birth_date: Text | None = None
    gender: Text | None = None
    phones: Texts = []
    emails: Texts = []
    addresses: Annotated[list[AddressIn], Field(max_length=20)] = []
    identifiers: Texts = []
    accounts: Texts = []
    employer: Text | None = None
    country: Text | None = None

    def to_person(self) -> cm.Person:
        """Return it as the library has it, as typed."""
        return person_from_plain(self.model_dump(exclude_defaults=True))


class CheckIn(Plain):
    """Ask whether a customer is known."""

    customer: CustomerIn
    record: Annotated[
        RecordKey | None, Field(description="its own id, if it is there: not held against itself")
    ] = None
    limit: Annotated[int, Field(ge=1, le=20, description="so many candidates at most")] = 5


class VerdictIn(Plain):
    """Say what a person made of a candidate."""

    record: Annotated[RecordKey, Field(description="the candidate")]
    verdict: Annotated[
        Literal["save_anyway", "not_the_same"],
        Field(
            description="save_anyway: it is noted, and the Linker decides; "
            "not_the_same: the two never become one customer"
        ),
    ]


class SaveIn(Plain):
    """Ask to save a customer. A verdict is welcome, and not needed."""

    customer: CustomerIn
    verdicts: Annotated[list[VerdictIn], Field(max_length=20)] = []

    @model_validator(mode="after")
    def _said_once(self) -> "SaveIn":
        if len({one.record for one in self.verdicts}) < len(self.verdicts):
            raise PydanticCustomError("verdict_twice", "two verdicts of one record")
        return self


# -- out ----------------------------------------------------------------------------------------


class IssueOut(Plain):
    """Say what is wrong with a value that was typed."""

    path: str
    code: str
    severity: Literal["info", "warning", "error"]
    text: str


class ReasonOut(Plain):
    """Say what one field says of two records."""

    field: str
    verdict: Literal["supports", "contradicts", "silent"]
    code: Literal[
        "equal", "alike", "different",
        "both_missing", "one_missing", "placeholder", "not_comparable",
    ]  # fmt: skip
    weight: Annotated[float, Field(description="what it adds, in bits")]
    text: str


class ValuesOut(Plain):
    """Hold the values of one field side by side, masked for who may not see them."""

    field: str
    given: list[str]
    found: list[str]


class CandidateOut(Plain):
    """Hold a record that may be of the same customer, and why."""

    record: str
    golden_id: str
    decision: Literal["match", "possible"]
    probability: float
    weight: Annotated[float, Field(description="log2 of the odds")]
    reasons: list[ReasonOut]
    text: Annotated[str, Field(description="the reasons as lines of text, without any value")]
    values: list[ValuesOut]


class CheckOut(Plain):
    """Answer whether a customer is known."""

    known: Literal["yes", "maybe", "no"]
    candidates: list[CandidateOut]
    total: Annotated[int, Field(description="how many candidates there are, shown or not")]
    issues: list[IssueOut]
    masked: bool


class MergedOut(Plain):
    """Say that a golden id was merged away, and which one goes on."""

    golden_id: str
    into: str


class SavedOut(Plain):
    """Say what became of a record."""

    record: str
    golden_id: Annotated[str | None, Field(description="nothing of a record that was removed")]
    merged: list[MergedOut]
    version: int
    issues: list[IssueOut]


class CustomerOut(Plain):
    """Hold a customer as the golden record says."""

    golden_id: str
    version: int
    values: dict[str, list[str]]
    masked: bool


class FaultOut(Plain):
    """Say what is wrong where in a request, and not what was sent."""

    path: str
    code: str


class ProblemOut(Plain):
    """Say what went wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    code: str
    errors: list[FaultOut] = []
