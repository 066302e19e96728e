"""What is wrong with a value, as data; the text is rendered when somebody reads it."""

import enum
from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from custmdm.data.messages import message
from custmdm.model._ids import RecordId

_NO_PARAMS: Mapping[str, object] = MappingProxyType({})


class Severity(enum.StrEnum):
    """Say how much an issue matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@frozen(kw_only=True)
class Issue:
    """Say what is wrong with one value, without saying the value.

    >>> issue = Issue(path="phones", code="phone.too_short", severity=Severity.ERROR)
    >>> issue.text()
    'phones: has too few digits for a phone number'
    >>> issue.text("zh")
    'phones：电话号码位数不足'

    Attributes:
        path: the field or column, ``"name.family"``.
        code: a stable code, ``"phone.too_short"``.
        severity: info, warning or error.
        params: what the text needs; never a personal value.
        record: the record it belongs to, where known.
        row: the position of the row, from 0, where known.
    """

    path: str
    code: str
    severity: Severity = Severity.WARNING
    params: Mapping[str, object] = _NO_PARAMS
    record: RecordId | None = None
    row: int | None = None

    def text(self, locale: str = "en") -> str:
        """Return the issue as a sentence, in English ("en") or Chinese ("zh")."""
        colon = "：" if locale.lower().startswith("zh") else ": "
        return f"{self.path}{colon}{message(self.code, self.params, locale)}"
