"""Names of organizations: the core by which they are known, and their legal form."""

from collections.abc import Sequence
from types import MappingProxyType

from attrs import frozen

from custmdm._lines import SPACE, Flags, Lines, follows, in_one_pass
from custmdm._pattern import lazy_pattern
from custmdm._text import clean, fold, has_han
from custmdm.data.han import simplified
from custmdm.data.legal_forms import spaced_key
from custmdm.data.legal_forms_cjk import writes_without_spaces
from custmdm.data.legal_forms_spaced import split_spaced
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, valid
from custmdm.normalize._organization_asides import split_asides
from custmdm.normalize._organization_name_han import han_name
from custmdm.normalize._organization_place import bracketed_place
from custmdm.normalize._placeholders import are_values, is_placeholder

# What cleaning leaves as it is but for the width of the brackets.
_PLAIN = lazy_pattern(
    r"(?=[^\u4e00-\u9fff]*[\u4e00-\u9fff])[\u4e00-\u9fffA-Za-z0-9()（）]{2,}"
    r"|[A-Za-z0-9][!-~]*(?: [!-~]+)*"
)
_LONGEST_PLAIN = 100
_BRACKETS = str.maketrans("（）", "()")
_BRACKET_BEHIND = lazy_pattern(r"\s*\(([^()]+)\)$")


@frozen
class OrganizationName:
    """Clean the name of an organization; matching goes by its core.

    >>> name = OrganizationName().parse("ＡＣＭＥ Widgets,  Inc.")
    >>> name.value, name.match_keys
    ('ACME Widgets, Inc.', ('acme widgets',))
    >>> for part, text in OrganizationName().parse("腾讯科技（深圳）有限公司").parts.items():
    ...     print(part, text)
    core 腾讯科技
    place 深圳
    trade 科技
    legal_form 有限公司
    legal_form_class llc
    legal_form_short 有限公司

    The parts are as they are written; the class of the legal form is one for the whole world, see
    ``custmdm.data.legal_forms_table.CLASSES``.

    A place may stand in front or in brackets; a branch is another customer. The first match key is
    who it is; behind it stands the core alone, and what else the organization is called:

    >>> for name in (
    ...     "腾远科技（深圳）有限公司",
    ...     "深圳市腾远科技有限公司",
    ...     "深圳腾远科技有限公司宁波分公司",
    ... ):
    ...     OrganizationName().parse(name).match_keys
    ('深圳腾远科技', '腾远科技')
    ('深圳腾远科技', '腾远科技')
    ('深圳腾远科技宁波分公司', '腾远科技宁波分公司')
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean name, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the name with core, place, trade words, legal form and branch."""
        return self.quick(text) or self._parse_full(text)

    def quick(self, text: str) -> Standardized | None:
        """Return the answer for a name that needs no cleaning, else None."""
        value = _plain_value(text)
        return None if value is None else _read(text, value)

    def quick_texts(self, texts: Sequence[str]) -> list[str | None]:
        """Return the standard text of each name that needs no cleaning, None for the others."""
        return in_one_pass(texts, _are_plain, _plain_value)

    def _parse_full(self, text: str) -> Standardized:
        value = clean(text)
        if not fold(value):
            return invalid(text, "text.no_characters")
        return _read(text, value)


def _plain_value(text: str) -> str | None:
    """Return the standard text of a name that needs no cleaning and is no filler, else None."""
    if len(text) > _LONGEST_PLAIN or not _PLAIN.fullmatch(text) or is_placeholder(text):
        return None
    return text if text.isascii() else text.translate(_BRACKETS)


def _are_plain(lines: Lines) -> Flags:
    """Say which lines are surely plain names in ASCII."""
    spaces = lines.data == SPACE
    plain: Flags = (
        are_values(lines)
        & (lines.data[lines.ends - 1] != SPACE)
        & (lines.lengths <= _LONGEST_PLAIN)
        & ~lines.are_odd
        & ~lines.holding(follows(spaces, spaces))
    )
    return plain


def _read(text: str, value: str) -> Standardized:
    """Return the answer for a clean name."""
    cjk = not value.isascii() and (has_han(value) or writes_without_spaces(value))
    asides = split_asides(value, simplified(value) if cjk else "")
    parts, keys = (_cjk if cjk else _latin)(asides.name or value)
    if asides.parts:
        parts |= asides.parts
        for other in ("former", "alias"):
            if other in asides.parts:
                keys = (*keys, *_other_keys(asides.parts[other]))
    return valid(text, value, parts=MappingProxyType(parts), keys=keys)


def _other_keys(name: str) -> tuple[str, ...]:
    """Return by what else an organization may be met: the key of another name of it."""
    if not fold(name):
        return ()
    cjk = has_han(name) or writes_without_spaces(name)
    return (_cjk if cjk else _latin)(name)[1][:1]


def _cjk(value: str) -> tuple[dict[str, str], tuple[str, ...]]:
    name = han_name(value)
    return name.parts, name.keys if name.keys[0] else (fold(value),)


def _latin(value: str) -> tuple[dict[str, str], tuple[str, ...]]:
    name = split_spaced(value)
    core, place = name.core or value, ""
    if core[-1] == ")" and (bracket := _BRACKET_BEHIND.search(core)) and bracket.start():
        found = bracketed_place(bracket.group(1))
        if found is not None:
            core, place = core[: bracket.start()].rstrip(" ,"), found
    parts = {"core": core}
    if place:
        parts["place"] = place
    if name.form:
        parts["legal_form"] = name.form
        parts["legal_form_class"] = name.form_class
        parts["legal_form_short"] = name.short
    key = spaced_key(core) or fold(core) or fold(value)
    if name.branch:
        parts["branch"] = name.branch
    before = f"{fold(place)} " if place else ""
    behind = f" {fold(name.branch)}" if name.branch else ""
    whole = before + key + behind
    return parts, (whole, key + behind) if place else (whole,)
