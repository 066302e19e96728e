"""Email addresses, through email-validator, without any look-up."""

import re
from typing import TYPE_CHECKING

from attrs import frozen

from custmdm._text import clean
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, valid
from custmdm.normalize._placeholders import is_masked

if TYPE_CHECKING:
    from email_validator import ValidatedEmail

_DISPLAY_NAME = re.compile(r"[^<>@]*<([^<>]+)>")
_LABEL = re.compile(r"(?i)(?:mailto|e-?mail|邮箱|电子邮箱|電子郵件|电子邮件)\s*:\s*")
_SPACED_AT = re.compile(r"\s*@\s*")
# What stands between two addresses; none of it can stand in one.
_BETWEEN = re.compile(r"[\s,;、|<>()]+")
# Providers that deliver to one mailbox whatever stands behind a plus sign.
_TAGGED = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com icloud.com fastmail.com protonmail.com "
    "proton.me live.com".split()
)
_DOTLESS = frozenset({"gmail.com", "googlemail.com"})
_FILLER_LOCAL = frozenset(
    "noemail no-email noreply no-reply none na test nomail unknown asdf xxx donotreply".split()
)


@frozen
class Email:
    """Write an email address in its normal form.

    >>> Email()(" mailto:Anna.Lee+shop@GMAIL.com ")
    'Anna.Lee+shop@gmail.com'
    >>> Email().parse("Anna.Lee+shop@GMAIL.com").match_keys
    ('annalee@gmail.com',)
    >>> Email().parse("anna.lee").reasons
    ('email.no_at',)

    Two addresses in one cell are reported, and both can be matched:

    >>> both = Email().parse("anna@example.com; lee@example.com")
    >>> both.value, both.reasons, both.match_keys
    (None, ('email.several',), ('anna@example.com', 'lee@example.com'))
    """

    def __call__(self, text: str) -> str | None:
        """Return the address, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the address with its local part and domain."""
        address = _typed(clean(text))
        if "@" not in address:
            return invalid(text, "email.no_at")
        if is_masked(address):
            return invalid(text, "value.masked")
        if address.count("@") > 1:
            return _several(text, address)
        display = _DISPLAY_NAME.fullmatch(address)
        found = _validated(display.group(1) if display else address)
        if found is None:
            return invalid(text, "email.syntax", keys=(address.casefold(),))
        return _answer(text, found)


def _typed(address: str) -> str:
    """Return an address without what is typed around it."""
    address = _SPACED_AT.sub("@", _LABEL.sub("", address, count=1)).strip(" .,;:、。")
    local, at, domain = address.rpartition("@")
    # Chinese keyboards write it for a point, and domains may have it by the standard.
    return local + at + domain.replace("。", ".")


def _several(text: str, address: str) -> Standardized:
    """Return the answer for text with more than one @."""
    pieces = _BETWEEN.split(address)
    if len([piece for piece in pieces if "@" in piece]) < 2:
        pieces = address.split("/")
    found = [_validated(_typed(piece)) for piece in pieces if "@" in piece]
    good = [address for address in found if address]
    keys = tuple(_mailbox(address) for address in good)
    if not good:
        return invalid(text, "email.syntax", keys=(address.casefold(),))
    if len(good) == len(found) and len(set(keys)) == 1:
        return _answer(text, good[0])
    return invalid(text, "email.several", keys=keys)


def _validated(address: str) -> "ValidatedEmail | None":
    # Imported here: who normalizes no email does not wait for it.
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return None


def _answer(text: str, found: "ValidatedEmail") -> Standardized:
    if found.local_part.casefold() in _FILLER_LOCAL:
        return placeholder(text, "email.placeholder")
    parts = {"local": found.local_part, "domain": found.domain}
    return valid(text, found.normalized, parts=parts, keys=(_mailbox(found),))


def _mailbox(found: "ValidatedEmail") -> str:
    """Return who gets the mail: the address without what its provider ignores."""
    local = found.local_part.casefold()
    domain = found.domain.casefold()
    if domain in _TAGGED:
        local = local.partition("+")[0] or local
    if domain in _DOTLESS:
        local = local.replace(".", "") or local
        domain = "gmail.com"
    return f"{local}@{domain}"
