"""Follow another attribute: its value comes from the record that won there."""

from typing import Any

from attrs import field, frozen

from custmdm.errors import ConfigurationError
from custmdm.model import Claim, RecordId
from custmdm.survive._rules import Claims


@frozen
class Follow:
    """Keep the claims of the records that won another attribute.

    Where the other has no winner, or its winners say nothing here, there is no value: that of some
    other record would not belong to it.

    >>> Follow("addresses")
    Follow(path='addresses')

    Attributes:
        path: the other attribute.
    """

    path: str = field()

    @path.validator  # pyright: ignore
    def _check(self, _attribute: object, path: object) -> None:
        if not isinstance(path, str):
            raise ConfigurationError(f"Follow takes the name of an attribute, got {path!r}")

    def __call__(self, _claims: Claims) -> Claims:
        """Raise: what won elsewhere only a Policy knows.

        Raises:
            ConfigurationError: always.
        """
        raise ConfigurationError(
            f"Follow({self.path!r}) needs to know who won there: use it in a Policy, with survive()"
        )


@frozen
class Followed:
    """A Follow that knows the winners."""

    rule: Follow
    records: frozenset[RecordId]

    def __call__(self, claims: Claims) -> Claims:
        return claims

    def bars(self, claim: Claim[Any]) -> bool:
        return claim.record not in self.records
