"""Names of organizations: the core by which they are known, and their legal form."""

import re

from attrs import frozen

from custmdm._text import clean, fold, has_han
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, valid

_HAN_FORM = re.compile(
    r"(集团)?(股份有限公司|有限责任公司|有限公司|有限责任合伙|股份公司|总公司|公司|集团|控股|厂|商行|經營部|经营部|工作室)$"
    r"|(集團)?(股份有限公司|有限責任公司|有限公司|公司|集團)$"
)
_HAN_PLACE = re.compile(r"\(([^()]{2,8})\)")
_LATIN_FORM = re.compile(
    r"(?:\s+(?:and\s+)?(?:co|company|corp|corporation|inc|incorporated|llc|l l c|llp|lp|ltd|limited|plc|pty|"
    r"pvt|private|pte|gmbh|ag|kg|kgaa|ohg|ug|se|sa|s a|sas|s a s|sarl|s a r l|srl|s r l|spa|s p a|bv|b v|nv|n v|"
    r"ab|oy|oyj|as|a s|aps|sl|s l|kk|k k|s a de c v|sa de cv))+$"
)


@frozen
class OrganizationName:
    """Clean the name of an organization; matching goes by its core.

    >>> name = OrganizationName().parse("ＡＣＭＥ Widgets,  Inc.")
    >>> name.value, name.match_keys, name.parts
    ('ACME Widgets, Inc.', ('acme widgets',), {'core': 'acme widgets', 'legal_form': 'inc'})
    >>> OrganizationName().parse("腾远科技（深圳）有限公司").parts
    {'core': '腾远科技', 'legal_form': '有限公司', 'place': '深圳'}
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean name, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the name with core, legal form and place."""
        value = clean(text)
        if not fold(value):
            return invalid(text, "text.no_characters")
        return _han(text, value) if has_han(value) else _latin(text, value)


def _han(text: str, value: str) -> Standardized:
    # NFKC has made the brackets half-width.
    plain = value.replace(" ", "")
    place = _HAN_PLACE.search(plain)
    bare = _HAN_PLACE.sub("", plain)
    form = _HAN_FORM.search(bare)
    core = bare[: form.start()] if form and form.start() >= 2 else bare
    parts = {"core": fold(core).replace(" ", "") or core}
    if form and form.start() >= 2:
        parts["legal_form"] = form.group()
    if place:
        parts["place"] = place.group(1)
    key = parts["core"] + (parts.get("place") or "")
    return valid(text, value, parts=parts, keys=(key,))


def _latin(text: str, value: str) -> Standardized:
    folded = fold(value.replace("&", " and "))
    form = _LATIN_FORM.search(folded)
    core = folded[: form.start()] if form else folded
    core = re.sub(r"\s+and$", "", core).removeprefix("the ") or folded
    parts = {"core": core}
    if form:
        parts["legal_form"] = form.group().strip()
    return valid(text, value, parts=parts, keys=(core,))
