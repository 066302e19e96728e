"""Check before save, over HTTP: a FastAPI application over the reference host."""

from .app import create_app as create_app
from .callers import Caller as Caller
from .callers import Scope as Scope

__all__ = ["Caller", "Scope", "create_app"]
