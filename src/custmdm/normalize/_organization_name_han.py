"""Names of organizations in Chinese, Japanese and Korean."""

from itertools import islice
from typing import NamedTuple

from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.data.han import simplified
from custmdm.data.legal_forms import kept_of_form, split_legal_form
from custmdm.data.trade_words import split_trade_words
from custmdm.normalize._organization_place import bracketed_place, leading_place, place_before

_HAN_ONLY = lazy_pattern(r"[\u4e00-\u9fff]+")
_SPACE = lazy_pattern(r"(?<=[\u3400-\u9fff)])\s+(?=[\u3400-\u9fff(])")
_JAPANESE_BRANCH = lazy_pattern(r"(?<=\S\S) (\S*(?:支店|営業所|営業部|出張所|支社))$")
_BRACKET = lazy_pattern(r"\s*\(([^()]{2,12})\)")
# In brackets and no place though nobody knows what: (集团), (国际), (有限合伙).
_NO_PLACE = lazy_pattern(
    r"集团|控股|国际|合伙|公司|个体|个人|独资|合资|外资|股份|有限|企业|原|筹|店|[部厂行所]$|株|[^\u4e00-\u9fff]"
)
_BEFORE_COMPANY = lazy_pattern(r"(?:集团|控股|股份|有限|责任)*公司")
_GROUP = lazy_pattern(r"(?P<name>.{2,})(?P<group>集团|集團)(?P<place>[\u4e00-\u9fff]{2,4})$")
_BRANCH = tuple(
    "分公司 支公司 分行 支行 办事处 代表处 营业部 营业厅 分店 分部 分厂 分所 分院 分校".split()
)


class HanName(NamedTuple):
    """Hold the parts of a name and its match keys."""

    parts: dict[str, str]
    keys: tuple[str, ...]


def han_name(text: str) -> HanName:
    """Take a clean name apart.

    >>> name = han_name("腾讯科技(深圳)有限公司")
    >>> name.parts["core"], name.parts["place"], name.parts["trade"], name.keys
    ('腾讯科技', '深圳', '科技', ('深圳腾讯科技', '腾讯科技'))
    """
    place = behind_space = ""
    if " " in text:
        found = _JAPANESE_BRANCH.search(text)
        if found:
            text, behind_space = text[: found.start()], found.group(1)
        text = _SPACE.sub("", text)
    if "(" in text:
        text, place = _without_place(text)
    name = split_legal_form(text)
    core, form, branch = name.core, name.form, name.branch + behind_space
    plain = simplified(core)
    if not branch and plain.endswith(_BRANCH):
        at = place_before(plain)
        if at:
            core, branch, plain = core[:at], core[at:], plain[:at]
    if not place and form[:2] != "集团" and "集" in plain and (group := _GROUP.fullmatch(plain)):
        inner = bracketed_place(group["place"])
        if inner is not None:
            place, form = inner, core[group.start("group") : group.end("group")] + form
            core, plain = core[: group.start("group")], group["name"]
    length, leading = leading_place(plain)
    if leading:
        if place:
            plain = leading + plain[length:]
        else:
            place, core, plain = leading, core[length:].lstrip(), plain[length:].lstrip()
    trade = split_trade_words(plain)[1]
    key = compact(plain) + kept_of_form(simplified(form))
    behind = _branch_key(simplified(branch)) if branch else ""
    parts = {"core": core}
    if place:
        parts["place"] = place
    if trade:
        parts["trade"] = core[len(core) - len(trade) :]
    if form:
        parts["legal_form"] = form
        parts["legal_form_class"] = name.form_class or "group"
        parts["legal_form_short"] = name.short or form
    if branch:
        parts["branch"] = branch
    whole = compact(simplified(place)) + key + behind
    return HanName(parts, (whole, key + behind) if place else (whole,))


def compact(plain: str) -> str:
    """Return simplified text as it is compared: folded and closed up."""
    return plain if _HAN_ONLY.fullmatch(plain) else fold(plain).replace(" ", "")


def _without_place(text: str) -> tuple[str, str]:
    """Return a name without the first bracket that holds a place, and that place."""
    for found in islice(_BRACKET.finditer(text), 4):
        inside = simplified(found.group(1))
        if _NO_PLACE.search(inside) and not inside.isascii():
            continue
        place = bracketed_place(inside)
        behind = simplified(text[found.end() :])
        before_form = _BEFORE_COMPANY.match(behind)
        if place is None and before_form and len(inside) <= 4 and _HAN_ONLY.fullmatch(inside):
            # Only a place stands there: 腾远科技(前海)有限公司.
            place = inside
        if place is not None and text[: found.start()]:
            return text[: found.start()] + text[found.end() :], place
    return text, ""


def _branch_key(branch: str) -> str:
    """Return a branch as it is compared: 北京市分行 is 北京分行."""
    length, place = leading_place(branch + "名称")
    return compact(place + branch[length:] if place and length <= len(branch) else branch)
