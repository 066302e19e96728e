"""Email addresses, through email-validator, without any look-up."""

import re

from attrs import frozen
from email_validator import EmailNotValidError, validate_email

from custmdm._text import clean
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, valid

_DISPLAY_NAME = re.compile(r"[^<>]*<([^<>]+)>")
# Providers that deliver to one mailbox whatever stands behind a plus sign.
_TAGGED = frozenset({"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "icloud.com",
                     "fastmail.com", "protonmail.com", "proton.me", "live.com"})  # fmt: skip
_DOTLESS = frozenset({"gmail.com", "googlemail.com"})
_FILLER_LOCAL = frozenset({"noemail", "no-email", "noreply", "no-reply", "none", "na", "test", "nomail",
                           "unknown", "asdf", "xxx", "donotreply"})  # fmt: skip


@frozen
class Email:
    """Write an email address in its normal form.

    >>> Email()(" mailto:Anna.Lee+shop@GMAIL.com ")
    'Anna.Lee+shop@gmail.com'
    >>> Email().parse("Anna.Lee+shop@GMAIL.com").match_keys
    ('annalee@gmail.com',)
    >>> Email().parse("anna.lee").reasons
    ('email.no_at',)
    """

    def __call__(self, text: str) -> str | None:
        """Return the address, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the address with its local part and domain."""
        address = clean(text)
        display = _DISPLAY_NAME.fullmatch(address)
        if display:
            address = display.group(1).strip()
        if address[:7].lower() == "mailto:":
            address = address[7:].strip()
        if "@" not in address:
            return invalid(text, "email.no_at")
        try:
            found = validate_email(address, check_deliverability=False)
        except EmailNotValidError:
            return invalid(text, "email.syntax", keys=(address.casefold(),))
        if found.local_part.casefold() in _FILLER_LOCAL:
            return placeholder(text, "email.placeholder")
        return valid(
            text,
            found.normalized,
            parts={"local": found.local_part, "domain": found.domain},
            keys=(_mailbox(found.local_part, found.domain),),
        )


def _mailbox(local: str, domain: str) -> str:
    """Return who gets the mail: the address without what its provider ignores."""
    local = local.casefold()
    domain = domain.casefold()
    if domain in _TAGGED:
        local = local.partition("+")[0] or local
    if domain in _DOTLESS:
        local = local.replace(".", "") or local
        domain = "gmail.com"
    return f"{local}@{domain}"
