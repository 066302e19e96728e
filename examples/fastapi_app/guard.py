"""What holds for every request and every answer, whatever is asked."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import NOT_KEPT, locale_of, respond

MAX_BYTES = 64 * 1024


class Guard:
    """Refuse a body that is too large before anything reads it; let nobody keep an answer.

    Args:
        app: the application.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        locale = locale_of(Request(scope))

        async def send_once(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = NOT_KEPT | {"Content-Language": locale}
                MutableHeaders(scope=message).update(headers)
            await send(message)

        read = await _read(receive)
        if read is None:
            refused = respond("request.too_large", locale)
            await refused(scope, receive, send_once)
            return
        messages = iter(read)

        async def read_again() -> Message:
            return next(messages, None) or await receive()

        await self._app(scope, read_again, send_once)


async def _read(receive: Receive) -> list[Message] | None:
    """Return the messages of a body; None if it is too large, whatever its headers say."""
    read: list[Message] = []
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_BYTES:
            return None
        read.append(message)
        more = message.get("more_body", False)
    return read
