"""The application: made of what it is given, with no state besides."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from examples.crm_sqlalchemy import Host

from .callers import Caller, Desk
from .forms import ProblemOut
from .guard import Guard
from .problems import handle_problems
from .routes import router


class _App(FastAPI):
    """Describe problems too, which no endpoint returns."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document."""
        found = super().openapi()
        described = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas = found["components"]["schemas"]
        schemas |= described.pop("$defs", {}) | {ProblemOut.__name__: described}
        return found


def create_app(
    host_of: Callable[[str], Host | None],
    authenticate: Callable[[str], Caller | None],
    now: Callable[[], dt.datetime],
) -> FastAPI:
    """Return an application that checks customers before they are saved, and saves them.

    Args:
        host_of: the host of a tenant; None for one that is not served. Of a dict: `hosts.get`.
        authenticate: the caller of a token; None for nobody.
        now: the clock, with a time zone.
    """
    # The pages that show the API load scripts from elsewhere: they are left out.
    app = _App(
        title="Customers", version="1", openapi_url="/v1/openapi.json", docs_url=None,
        redoc_url=None, redirect_slashes=False,
    )  # fmt: skip
    app.state.desk = Desk(host_of, authenticate, now)
    app.add_middleware(Guard)
    app.include_router(router)
    handle_problems(app)
    return app
