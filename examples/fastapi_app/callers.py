"""Who calls, and what for: the application says how a token is known."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Annotated, Literal

from attrs import field, frozen
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from examples.crm_sqlalchemy import Host

from .problems import ProblemError, locale_of

Scope = Literal["customers:check", "customers:write", "customers:unmasked"]
# So many saves may wait at a time; the others come again, so that a check always finds a thread.
_WAITING = 8


@frozen
class Caller:
    """Hold who calls.

    Attributes:
        name: written beside what the caller decides.
        tenant: whose customers.
        scopes: "customers:check" to ask and read, "customers:write" to save and remove,
            "customers:unmasked" to see values in clear.
    """

    name: str
    tenant: str
    scopes: frozenset[Scope]


@frozen(eq=False)
class Desk:
    """Hold what an application gives.

    Attributes:
        host_of: the host of a tenant; None for one that is not served.
        authenticate: the caller of a token; None for nobody.
        now: the clock.
        waiting: counts the saves that wait.
    """

    host_of: Callable[[str], Host | None]
    authenticate: Callable[[str], Caller | None]
    now: Callable[[], dt.datetime]
    waiting: threading.BoundedSemaphore = field(
        factory=lambda: threading.BoundedSemaphore(_WAITING), init=False
    )


@frozen(eq=False)
class Visit:
    """Hold one request: who asks, of whose customers, in which language.

    Attributes:
        caller: who asks.
        host: the customers of the tenant.
        desk: what the application gave.
        locale: "en" or "zh".
    """

    caller: Caller
    host: Host
    desk: Desk
    locale: str

    @property
    def clear(self) -> bool:
        """Say whether the caller sees values in clear."""
        return "customers:unmasked" in self.caller.scopes


_bearer = HTTPBearer(auto_error=False)
_Token = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def _visit(request: Request, token: _Token, scope: Scope) -> Visit:
    desk: Desk = request.app.state.desk
    caller = desk.authenticate(token.credentials) if token else None
    if caller is None:
        raise ProblemError("caller.unknown")
    if scope not in caller.scopes:
        raise ProblemError("caller.not_allowed")
    host = desk.host_of(caller.tenant)
    if host is None:
        raise ProblemError("tenant.unknown")
    return Visit(caller, host, desk, locale_of(request))


def _reader(request: Request, token: _Token) -> Visit:
    return _visit(request, token, "customers:check")


def _writer(request: Request, token: _Token) -> Visit:
    return _visit(request, token, "customers:write")


Reader = Annotated[Visit, Depends(_reader)]
Writer = Annotated[Visit, Depends(_writer)]
