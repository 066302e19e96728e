"""What goes wrong, as RFC 9457 has it: stable codes, and no word of what was sent."""

from collections.abc import Mapping

from attrs import frozen
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

import custmdm as cm
from examples.crm_sqlalchemy import BusyError, OtherLinkerError, RequestReusedError

from .forms import FaultOut, ProblemOut

MEDIA_TYPE = "application/problem+json"
# Of every answer: of an error of the server's own nobody else takes care.
NOT_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@frozen
class Problem:
    """Say what one code means.

    Attributes:
        status: the HTTP status.
        en: the title in English.
        zh: the same in Chinese.
        headers: what else is sent.
    """

    status: int
    en: str
    zh: str
    headers: Mapping[str, str] = {}


PROBLEMS: Mapping[str, Problem] = {
    "request.unreadable": Problem(400, "The body is no JSON", "请求正文不是 JSON"),
    "request.invalid": Problem(422, "The request is not as described", "请求不符合接口说明"),
    "request.too_large": Problem(413, "The body is too large", "请求正文过大"),
    "key.missing": Problem(
        400, "A write needs the header Idempotency-Key", "写入请求缺少 Idempotency-Key 请求头"
    ),
    "key.reused": Problem(
        422, "The Idempotency-Key was used for something else", "该 Idempotency-Key 已用于其他请求"
    ),
    "caller.unknown": Problem(
        401, "Nobody is known by this token", "无法识别调用方", {"WWW-Authenticate": "Bearer"}
    ),
    "caller.not_allowed": Problem(403, "The caller lacks the scope", "调用方权限不足"),
    "tenant.unknown": Problem(403, "The tenant is not served here", "此处不提供该租户的服务"),
    "customer.unknown": Problem(404, "There is no such customer", "没有该客户"),
    "record.unknown": Problem(404, "There is no such record", "没有该记录"),
    "verdict.unknown_record": Problem(
        422, "A verdict is of a record that never was there", "判定所涉及的记录不存在"
    ),
    "path.unknown": Problem(404, "There is nothing here", "没有该路径"),
    "method.not_allowed": Problem(405, "The method is not for this path", "该路径不支持此方法"),
    "host.busy": Problem(
        503, "Others are writing; nothing is saved, try again", "系统繁忙，未保存，请重试",
        {"Retry-After": "5"},
    ),
    "host.outdated": Problem(
        503, "The server uses an old Linker; nothing is saved", "服务端的匹配模型已过期，未保存"
    ),
    "host.failed": Problem(500, "Something went wrong", "内部错误"),
}  # fmt: skip

_BY_STATUS = {404: "path.unknown", 405: "method.not_allowed", 400: "request.unreadable"}


class ProblemError(Exception):
    """Answer a request with a problem.

    Args:
        code: one of PROBLEMS.
        faults: what is wrong where, in the request.
    """

    def __init__(self, code: str, faults: tuple[FaultOut, ...] = ()) -> None:
        super().__init__(code)
        self.code, self.faults = code, faults


def respond(code: str, locale: str = "en", faults: tuple[FaultOut, ...] = ()) -> Response:
    """Return a problem as a response."""
    problem = PROBLEMS[code]
    title = problem.zh if locale == "zh" else problem.en
    body = ProblemOut(
        type=f"urn:custmdm:problem:{code}", title=title, status=problem.status, code=code,
        errors=list(faults),
    )  # fmt: skip
    headers = dict(problem.headers) | {"Content-Language": locale, **NOT_KEPT}
    return Response(body.model_dump_json(), problem.status, headers, MEDIA_TYPE)


def locale_of(request: Request) -> str:
    """Return the language that a caller likes best of those there are, "en" or "zh".

    >>> asks = {"type": "http", "headers": [(b"accept-language", b"de, zh-CN;q=0.9, en;q=0.8")]}
    >>> locale_of(Request(asks))
    'zh'
    """
    likes: dict[str, float] = {}
    for one in request.headers.get("accept-language", "").lower().split(","):
        tag, _, rest = one.partition(";")
        language = tag.strip()[:2]
        try:
            weight = float(rest.strip().removeprefix("q=")) if rest else 1.0
        except ValueError:
            continue
        if language in ("en", "zh"):
            likes[language] = max(weight, likes.get(language, 0.0))
    return "zh" if likes.get("zh", 0.0) > likes.get("en", 0.0) else "en"


def handle_problems(app: FastAPI) -> None:
    """Make an app answer each error with a problem."""

    def answer(request: Request, error: Exception) -> Response:
        return respond(_code_of(request, error), locale_of(request), _faults_of(error))

    for error in (
        ProblemError, RequestValidationError, HTTPException, BusyError, PoolTimeoutError,
        RequestReusedError, OtherLinkerError, cm.UnknownRecordError, Exception,
    ):  # fmt: skip
        app.add_exception_handler(error, answer)


def _code_of(request: Request, error: Exception) -> str:
    match error:
        case ProblemError():
            return error.code
        case RequestValidationError():
            return _invalid(error)
        case HTTPException():
            return _BY_STATUS.get(error.status_code, "host.failed")
        case BusyError() | PoolTimeoutError():
            return "host.busy"
        case RequestReusedError():
            return "key.reused"
        case OtherLinkerError():
            return "host.outdated"
        case cm.UnknownRecordError():
            return "record.unknown" if request.method == "DELETE" else "verdict.unknown_record"
        case _:
            return "host.failed"


def _invalid(error: RequestValidationError) -> str:
    kinds = {(str(one["type"]), str(one["loc"][0])) for one in error.errors()}
    if ("json_invalid", "body") in kinds:
        return "request.unreadable"
    return "key.missing" if ("missing", "header") in kinds else "request.invalid"


def _faults_of(error: Exception) -> tuple[FaultOut, ...]:
    if isinstance(error, ProblemError):
        return error.faults
    if not isinstance(error, RequestValidationError):
        return ()
    found = []
    for one in error.errors():
        path = [str(part) for part in one["loc"]]
        if one["type"] == "extra_forbidden":
            # The name of an unknown field is the caller's own word.
            path = path[:-1]
        if one["type"] == "json_invalid":
            path = path[:1]
        found.append(FaultOut(path=".".join(path), code=str(one["type"])))
    return tuple(dict.fromkeys(found))[:20]
