"""Legal forms of organizations, as they read in folded text, and how to take them off a name."""

import re
from typing import NamedTuple

__all__ = ["LegalName", "split_legal_form", "strip_legal_form"]

# Written with points they fold into single letters: G.m.b.H. is "g m b h".
_ABBREVIATED = """
    llc llp lllp lp ltd plc pllc inc pty pvt pte gmbh mbh ag kg kgaa ohg ug gbr se sa sas sasu sarl
    snc spa srl bv nv vof ab oy oyj asa as aps sl slu sro spzoo doo ood eood kft zrt kk ltda lda bhd
    """.split()
_WRITTEN = """
    co company corp corporation incorporated limited
    private limited|proprietary limited|public limited company|limited liability company
    limited liability partnership|sdn bhd|sp z o o|spolka z o o|spol s r o|sa de cv|s a de c v
    s de rl de cv|s de r l de c v|aktiengesellschaft|gesellschaft mit beschrankter haftung
    societe anonyme|societe a responsabilite limitee
    """.strip().splitlines()
_POINTED = frozenset(" ".join(form) for form in _ABBREVIATED)
_FORMS = (
    frozenset(_ABBREVIATED)
    | _POINTED
    | frozenset(_WRITTEN[0].split())
    | frozenset(form.strip() for line in _WRITTEN[1:] for form in line.split("|"))
)
_MOST_WORDS = max(form.count(" ") + 1 for form in _FORMS)

_HAN_FORM = (
    r"(?:(?:集团|集團)?\s*(?:股份有限公司|有限责任公司|有限責任公司|有限公司|股份公司|总公司|總公司"
    r"|(?<![分支限])公司)|集团|集團|有限责任合伙|有限合伙|特殊普通合伙|普通合伙"
    r"|株式会社|株式會社|有限会社|合同会社)"
)
_HAN_AT_END = re.compile(rf"(?<=\S\S)\s*({_HAN_FORM})\s*$")
_HAN_BEFORE_BRANCH = re.compile(
    rf"(?<=\S\S)\s*({_HAN_FORM})\s*"
    r"(?=(?:(?!公司).){1,20}?(?:[分支]公司|办事处|分行|支行|分店|分部|营业部|营业厅|分厂|分所)$)"
)
_HAN_AT_START = re.compile(r"^(株式会社|株式會社|有限会社|合同会社)\s*(?=\S\S)")


class LegalName(NamedTuple):
    """Hold a folded name without its legal form, the form, and the branch written behind it."""

    core: str
    form: str
    branch: str


def split_legal_form(folded: str) -> LegalName:
    """Take a folded name apart.

    >>> split_legal_form("acme widgets co ltd")
    LegalName(core='acme widgets', form='co ltd', branch='')
    >>> split_legal_form("腾远科技有限公司宁波分公司")
    LegalName(core='腾远科技', form='有限公司', branch='宁波分公司')
    """
    for pattern in (_HAN_BEFORE_BRANCH, _HAN_AT_END, _HAN_AT_START):
        found = pattern.search(folded)
        if found and pattern is _HAN_AT_START:
            return LegalName(folded[found.end() :], found.group(1), "")
        if found:
            form = found.group(1).replace(" ", "")
            return LegalName(folded[: found.start()], form, folded[found.end() :])
    return _latin(folded)


def strip_legal_form(folded: str) -> str:
    """Return a folded name without its legal form; a name that is nothing else stays.

    >>> strip_legal_form("bohm logistik g m b h co kg"), strip_legal_form("limited brands")
    ('bohm logistik', 'limited brands')
    >>> strip_legal_form("腾远科技股份有限公司"), strip_legal_form("limited")
    ('腾远科技', 'limited')

    A branch is another customer than its head office and stays in the name:

    >>> strip_legal_form("腾远科技有限公司宁波分公司")
    '腾远科技宁波分公司'
    """
    name = split_legal_form(folded)
    return name.core + name.branch


def _latin(folded: str) -> LegalName:
    words = folded.split()
    kept = len(words)
    while length := _form_length(words[:kept], first=kept == len(words)):
        kept -= length
        if kept > 1 and words[kept - 1] == "and":
            kept -= 1
    if kept == len(words) or words[:kept] == ["the"]:
        return LegalName(folded, "", "")
    return LegalName(" ".join(words[:kept]), " ".join(words[kept:]).removeprefix("and "), "")


def _form_length(words: list[str], *, first: bool) -> int:
    """Return how many words at the end are one legal form; the longest counts."""
    for length in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        tail = " ".join(words[-length:])
        if tail not in _FORMS:
            continue
        # "u s a inc" is an inc in the U.S.A., not an s a.
        if tail in _POINTED and len(words[-length - 1]) == 1:
            continue
        # A day spa with another legal form is no S.p.A.
        if tail == "spa" and not first:
            continue
        return length
    return 0
