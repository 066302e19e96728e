"""Names of organizations: the core by which they are known, and their legal form."""

import re

from attrs import frozen

from custmdm._text import clean, fold, has_han
from custmdm.data.china import CITY, PROVINCES
from custmdm.data.legal_forms import split_legal_form
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, valid

# A place in brackets; what else stands in them belongs to the name. NFKC has made them half-width.
_BRACKETS = re.compile(r"\((?![^()]*(?:集团|集團|合伙|公司|个体|原|筹))([^()]{2,8})\)")
_REGIONS = "|".join(PROVINCES["省"])
_LEADING_PLACE = re.compile(
    rf"(?:(?:{_REGIONS})省)?(?P<city>{CITY})(?=\S\S)|(?P<region>{_REGIONS})省(?=\S\S)"
)


@frozen
class OrganizationName:
    """Clean the name of an organization; matching goes by its core.

    >>> name = OrganizationName().parse("ＡＣＭＥ Widgets,  Inc.")
    >>> name.value, name.match_keys, name.parts
    ('ACME Widgets, Inc.', ('acme widgets',), {'core': 'acme widgets', 'legal_form': 'inc'})
    >>> OrganizationName().parse("腾远科技（深圳）有限公司").parts
    {'core': '腾远科技', 'legal_form': '有限公司', 'place': '深圳'}

    A place may stand in front or in brackets; a branch is another customer:

    >>> [
    ...     OrganizationName().parse(name).match_keys
    ...     for name in (
    ...         "腾远科技（深圳）有限公司",
    ...         "深圳市腾远科技有限公司",
    ...         "深圳腾远科技有限公司宁波分公司",
    ...     )
    ... ]
    [('深圳腾远科技',), ('深圳腾远科技',), ('深圳腾远科技宁波分公司',)]
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean name, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the name with core, legal form, place and branch."""
        value = clean(text)
        if not fold(value):
            return invalid(text, "text.no_characters")
        return _han(text, value) if has_han(value) else _latin(text, value)


def _han(text: str, value: str) -> Standardized:
    bracket = _BRACKETS.search(value)
    bare = value[: bracket.start()] + value[bracket.end() :] if bracket else value
    core, form, branch = (part.replace(" ", "") for part in split_legal_form(fold(bare)))
    place = fold(bracket.group(1)).replace(" ", "") if bracket else ""
    leading = None if place else _LEADING_PLACE.match(core)
    if leading:
        place = (leading["city"] or leading["region"] + "省")[:-1]
        core = core[leading.end() :]
    parts = {"core": core, "legal_form": form, "place": place, "branch": branch}
    # In front, where a name without 市 and brackets has it: 深圳腾远科技.
    key = place + core + branch
    return valid(text, value, parts={n: p for n, p in parts.items() if p}, keys=(key,))


def _latin(text: str, value: str) -> Standardized:
    folded = fold(value.replace("&", " and "))
    core, form, _ = split_legal_form(folded)
    core = core.removeprefix("the ")
    parts = {"core": core, "legal_form": form} if form else {"core": core}
    return valid(text, value, parts=parts, keys=(core,))
