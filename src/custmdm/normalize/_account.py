"""Accounts: an id in some service, with the service as part of the value."""

import re

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import clean, fold
from custmdm.data.services import CASELESS, SERVICES
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, suspect, valid
from custmdm.normalize._placeholders import is_masked, is_placeholder

_LONGEST = 40
_ACCOUNT = lazy_pattern(rf"([^:/@,;、|]{{1,{_LONGEST}}}?) ?: ?(?!//)(\S.*)")
_QUICK = lazy_pattern(
    r"((?=.{2,20}:)[a-z][a-z0-9]*(?:_[a-z0-9]+)*):([A-Za-z0-9](?:[A-Za-z0-9_-]{1,60}[A-Za-z0-9])?)",
    re.ASCII,
)
_SEVERAL = lazy_pattern(r" ?[,;、|] ?")
# What a spreadsheet makes of a long number; the digits are lost.
_EXPONENT = lazy_pattern(r"\d(?:\.\d+)?[eE]\+\d{1,3}")


@frozen
class Account:
    """Write an account as ``service:id``; the id keeps its letters as they are.

    >>> Account()("WeChat: oGZUI0egBJY1"), Account()("微信号：zhang_san")
    ('wechat:oGZUI0egBJY1', 'wechat:zhang_san')
    >>> dict(Account().parse("QQ：10001").parts)
    {'service': 'qq', 'id': '10001'}

    Without its service an id may be anyone's of another service:

    >>> Account().parse("10001").reasons
    ('account.no_service',)
    """

    def __call__(self, text: str) -> str | None:
        """Return the service and the id, or None where there is no id."""
        return self.parse(text).value

    def quick(self, text: str) -> Standardized | None:
        """Return an account as it is stored; None means that the full way decides."""
        found = _QUICK.fullmatch(text)
        if found is None:
            return None
        service, name = found.groups()
        if SERVICES.get(service, service) != service or is_placeholder(name) or is_masked(name):
            return None
        key = text.lower() if service in CASELESS else text
        return valid(text, text, parts={"service": service, "id": name}, keys=(key,))

    def parse(self, text: str) -> Standardized:
        """Return the account; case matters in its match key where it does in the service."""
        return self.quick(text) or self._parse_full(text)

    def _parse_full(self, text: str) -> Standardized:
        typed = clean(text)
        several = _several(typed)
        if several:
            return invalid(text, "account.several", keys=several)
        found = _ACCOUNT.fullmatch(typed)
        service = _service(found[1]) if found else ""
        name = found[2] if found and service else typed
        name = name.lstrip("@ ") if service in CASELESS else name
        if typed[-1:] == ":" or not any(ch.isalnum() for ch in name):
            return invalid(text, "account.no_id")
        if is_placeholder(name):
            return placeholder(text)
        if is_masked(name):
            return invalid(text, "value.masked")
        if _EXPONENT.fullmatch(name):
            return invalid(text, "identifier.exponent")
        if not service:
            return suspect(text, name, "account.no_service", parts={"id": name})
        value = f"{service}:{name}"
        key = value.casefold() if service in CASELESS else value
        return valid(text, value, parts={"service": service, "id": name}, keys=(key,))


def _service(name: str) -> str:
    """Return the name of a service as it is stored: known ones by their usual name."""
    folded = fold(name)
    service = SERVICES.get(folded.replace(" ", ""), folded.replace(" ", "_"))
    return service if len(service) <= _LONGEST else ""


def _several(typed: str) -> tuple[str, ...]:
    """Return the match keys of several accounts in one cell; nothing where it is one."""
    pieces = _SEVERAL.split(typed)
    if len(pieces) < 2 or not all(_ACCOUNT.fullmatch(piece) for piece in pieces):
        return ()
    answers = [Account().parse(piece) for piece in pieces]
    return tuple(key for answer in answers for key in answer.match_keys)
