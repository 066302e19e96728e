"""What is known for certain of a value: it says nothing of who somebody is, or is another one."""

from typing import Any

import attrs
from attrs import frozen

from custmdm.errors import ConfigurationError


def _text(one: object, attribute: "attrs.Attribute[Any]", given: object) -> None:
    """Check that a part is text; the error shows none of it."""
    if not isinstance(given, str):
        raise ConfigurationError(
            f"the {attribute.name} of {type(one).__name__} is text, got {type(given).__name__}"
        )
    if not given.strip():
        raise ConfigurationError(f"the {attribute.name} of {type(one).__name__} is empty")


@frozen
class IgnoreValue:
    """Say that a value says nothing of who somebody is: the phone of a call centre, info@...

    Matching takes it for a placeholder: it brings no records together, and it neither speaks for a
    match nor against one. Golden records keep it. The value is hidden from the repr.

    >>> IgnoreValue("phones", "+1 415 555 0100")
    IgnoreValue(field='phones')

    Attributes:
        field: the field, or the column or path of it, such as "phones" or "addresses.city".
        value: the value, raw or standard.

    Raises:
        ConfigurationError: if one is no text, or empty.
    """

    field: str = attrs.field(validator=_text)
    value: str = attrs.field(validator=_text, repr=False)


@frozen
class AliasValue:
    """Say that two values are one: an old and a new email address, "IBM" and its name in full.

    Matching reads the one as the other. Golden records keep what was said. The values are hidden
    from the repr.

    >>> AliasValue("employer", "IBM", same_as="International Business Machines")
    AliasValue(field='employer')

    Attributes:
        field: the field, or the column or path of it, such as "emails" or "name.family".
        value: the one value, raw or standard.
        same_as: the other, which matching reads it as.

    Raises:
        ConfigurationError: if one is no text, or empty, or both values are the same text.
    """

    field: str = attrs.field(validator=_text)
    value: str = attrs.field(validator=_text, repr=False)
    same_as: str = attrs.field(validator=_text, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.value == self.same_as:
            raise ConfigurationError("an AliasValue names two values, not one twice")
