"""The sentences of a change request, in English and Chinese."""

from collections.abc import Mapping

__all__ = ["REQUEST_PHRASES", "request_phrase"]

REQUEST_PHRASES: Mapping[str, Mapping[str, str]] = {
    "head": {
        "en": "{id}, revision {revision}, risk {risk}: {status}",
        "zh": "{id}，第 {revision} 版，风险 {risk}：{status}",
    },
    "invalid": {"en": "its values are to be amended", "zh": "数据有误，待修改"},
    "pending": {"en": "{n} of {of} approvals", "zh": "已获 {n}/{of} 人批准"},
    "accepted": {"en": "accepted, to be applied", "zh": "已通过，待执行"},
    "conflicted": {
        "en": "customers have changed since; to be amended",
        "zh": "客户数据已变动，待修改",
    },
    "applied": {"en": "applied", "zh": "已执行"},
    "rejected": {"en": "rejected", "zh": "已驳回"},
    "withdrawn": {"en": "withdrawn", "zh": "已撤回"},
    "expired": {"en": "expired", "zh": "已过期"},
    "pin": {"en": "{id}: hold {path} fast", "zh": "{id}：固定 {path}"},
    "ignore": {"en": "{id}: ignore a value of {path}", "zh": "{id}：忽略 {path} 的一个取值"},
    "unpin": {"en": "{id}: let {path} go", "zh": "{id}：取消固定 {path}"},
    "state": {"en": "{id}: {record} says {path}", "zh": "{id}：{record} 申报 {path}"},
    "merge": {"en": "merge {ids}", "zh": "合并 {ids}"},
    "merge_into": {"en": "merge {ids} into {to}", "zh": "将 {ids} 合并到 {to}"},
    "unmerge": {"en": "undo the last merge into {id}", "zh": "撤销 {id} 最近一次合并"},
    "unmerge_what": {"en": "take {what} out of {id} again", "zh": "将 {what} 从 {id} 中恢复"},
    "split": {
        "en": "split {id}, parts go to {ids}",
        "zh": "拆分 {id}，部分记录归入 {ids}",
    },
    "move": {"en": "move {records} from {id} to {to}", "zh": "将 {records} 从 {id} 移到 {to}"},
    "add": {"en": "{id}: add {records}", "zh": "{id}：加入 {records}"},
    "erase": {"en": "erase {id}", "zh": "删除 {id}"},
    "erase_records": {"en": "{id}: erase {records}", "zh": "{id}：删除 {records}"},
    "value": {"en": "{said}: {value}", "zh": "{said}：{value}"},
    "stale": {
        "en": "{id} was at version {base}, it is at {current}",
        "zh": "{id} 原为第 {base} 版，现为第 {current} 版",
    },
    "no_value": {"en": "no value", "zh": "无值"},
    "and": {"en": " and ", "zh": "、"},
    "comma": {"en": ", ", "zh": "、"},
}


def request_phrase(code: str, locale: str, **params: object) -> str:
    """Return a sentence in English or Chinese ("zh").

    >>> request_phrase("merge", "en", ids="G1 and G2")
    'merge G1 and G2'
    """
    language = "zh" if locale.lower().startswith("zh") else "en"
    return REQUEST_PHRASES[code][language].format_map(params)
