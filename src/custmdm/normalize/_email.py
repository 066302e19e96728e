"""Email addresses, through email-validator, without any look-up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from custmdm._text import MAX_CHARS
from custmdm.data.email_domains import has_ascii_mailboxes, meant
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, suspect, valid
from custmdm.normalize._email_mailbox import is_filler, is_role, mailbox
from custmdm.normalize._email_plain import mailboxes, plain_address, plain_texts
from custmdm.normalize._email_text import mended, pieces, tidied, unwrapped, without_name
from custmdm.normalize._placeholders import is_masked

if TYPE_CHECKING:
    from email_validator import ValidatedEmail

_MAX_CELL = 1_000


@frozen
class Email:
    """Write an email address in its normal form.

    Spaces, labels, ``mailto:`` and a display name are taken off. What had to be put right beyond
    that gives a suspect value, as does a domain that looks mistyped: that is never changed.

    >>> Email()(" mailto:Anna.Lee+shop@GMAIL.com "), Email()("邮箱：zhang＠163。com")
    ('Anna.Lee+shop@gmail.com', 'zhang@163.com')
    >>> Email().parse("Anna.Lee+shop@GMAIL.com").match_keys
    ('annalee@gmail.com',)
    >>> typed = Email().parse("anna@gmial.com")
    >>> typed.value, typed.reasons, typed.parts["suggestion"]
    ('anna@gmial.com', ('email.domain_typo',), 'anna@gmail.com')

    Two addresses in one cell are reported, and both can be matched:

    >>> both = Email().parse("anna@example.com; lee@example.com")
    >>> both.value, both.reasons, both.match_keys
    (None, ('email.several',), ('anna@example.com', 'lee@example.com'))
    """

    def __call__(self, text: str) -> str | None:
        """Return the address, or None where there is none."""
        return self.parse(text).value

    def quick(self, text: str) -> Standardized | None:
        """Return the answer for a plain address, else None."""
        plain = plain_address(text)
        if plain is None:
            return None
        local, domain = plain
        parts = {"local": local, "domain": domain}
        if is_role(local):
            parts["role"] = "true"
        return valid(text, f"{local}@{domain}", parts=parts, keys=(mailbox(local, domain),))

    def quick_texts(self, values: Sequence[str]) -> list[str | None]:
        """Return the address of each value that :meth:`quick` answers; None for the others."""
        return plain_texts(values)

    def plain_keys(self, values: Sequence[str]) -> list[str]:
        """Return the match key of each address that :meth:`quick_texts` gave."""
        return mailboxes(values)

    def parse(self, text: str) -> Standardized:
        """Return the address with its local part and domain."""
        return self.quick(text) or self._parse_full(text)

    def _parse_full(self, text: str) -> Standardized:
        if len(text) > MAX_CHARS:
            return invalid(text, "email.syntax")
        clean, changed = tidied(text)
        if len(clean) > _MAX_CELL:
            return invalid(text, "email.syntax")
        address = unwrapped(clean)
        if "@" in address and is_masked(address):
            return invalid(text, "value.masked")
        found = _validated(address)
        if found is not None:
            bare = _unstuck(found)
            return _answer(text, bare, changed=changed or bare is not found)
        if address.count("@") > 1:
            return _several(text, address)
        for candidate in mended(address):
            found = _validated(unwrapped(candidate))
            if found is not None:
                return _answer(text, _unstuck(found), changed=True)
        reason = "email.syntax" if "@" in address else "email.no_at"
        return invalid(text, reason, keys=(address.casefold(),) if "@" in address else ())


def _several(text: str, address: str) -> Standardized:
    """Return the answer for text with more than one @."""
    found = [_validated(unwrapped(piece)) for piece in pieces(address)]
    good = [_unstuck(address) for address in found if address]
    keys = tuple(mailbox(address.local_part, address.domain) for address in good)
    if not good:
        return invalid(text, "email.syntax", keys=(address.casefold(),))
    if len(good) == len(found) and len(set(keys)) == 1:
        return _answer(text, good[0], changed=False)
    return invalid(text, "email.several", keys=keys)


def _unstuck(found: "ValidatedEmail") -> "ValidatedEmail":
    """Return an address without the name that is stuck to it: 张三zhangsan@qq.com."""
    local = found.local_part
    if local.isascii() or not has_ascii_mailboxes(found.domain):
        return found
    bare = without_name(local)
    return found if bare == local else _validated(f"{bare}@{found.domain}") or found


def _validated(address: str) -> "ValidatedEmail | None":
    # Imported here: who normalizes no email does not wait for it.
    from email_validator import EmailNotValidError, validate_email

    if "@" not in address:
        return None
    try:
        found = validate_email(address, check_deliverability=False, allow_quoted_local=True)
    except EmailNotValidError:
        return None
    # No top-level domain has one letter; one sign of Han writing is a word.
    ending = found.domain.rpartition(".")[2]
    return None if len(ending) == 1 and ending.isascii() else found


def _answer(text: str, found: "ValidatedEmail", *, changed: bool) -> Standardized:
    local, domain = found.local_part, found.domain
    low = local.casefold()
    if is_filler(low, domain):
        return placeholder(text, "email.placeholder")
    parts = {"local": local, "domain": domain}
    if is_role(low):
        parts["role"] = "true"
    keys = [mailbox(local, domain)]
    reasons = ["email.repaired"] if changed else []
    suggested = meant(domain)
    if suggested:
        reasons.append("email.domain_typo")
        parts["suggestion"] = f"{local}@{suggested}"
        keys.append(mailbox(local, suggested))
    if reasons:
        return suspect(text, found.normalized, *reasons, parts=parts, keys=tuple(keys))
    return valid(text, found.normalized, parts=parts, keys=tuple(keys))
