"""Take the legal form off a name in Chinese, Japanese, Korean or Thai: no spaces say where it is.

The facts are those of the company laws of these countries and of the list of entity legal forms of
ISO 20275; the table is our own.
"""

import itertools
import unicodedata
from collections.abc import Iterable
from functools import cache

from custmdm._pattern import lazy_pattern
from custmdm.data.han import simplified
from custmdm.data.legal_forms_name import LegalName

__all__ = ["split_cjk", "writes_without_spaces"]

# Class, standard short form, spellings; what may stand in front of a company of a group is
# added. Half-width brackets: a clean text has no others.
_COMPANIES = """
plc|股份有限公司|股份有限责任公司;股份有限公司;股份公司
llc|有限公司|有限责任公司;有限公司
partnership|无限公司|无限公司;无限责任公司
lp|两合公司|两合公司
company|公司|公司
"""
_OTHERS = """
state|总公司|总公司
group|集团|集团;(集团)
lp|有限合伙|合伙企业(有限合伙);有限合伙企业;(有限合伙);有限合伙
llp|特殊普通合伙|合伙企业(特殊普通合伙);(特殊普通合伙企业);特殊普通合伙企业;(特殊普通合伙);特殊普通合伙
partnership|普通合伙|合伙企业(普通合伙);普通合伙企业;(普通合伙);普通合伙;合伙企业;(合伙);合伙
sole_trader|个体工商户|个体工商户;(个体工商户);(个体);个体户;(个体户)
sole_trader|个人独资|个人独资企业;(个人独资);(个人独资企业);(独资)
cooperative|合作社|农民专业合作社;专业合作社;农民专业合作社联合社;专业合作社联合社;农民专业合作社有限公司
cooperative|经济合作社|股份经济合作社;经济合作社;股份经济合作联合社;经济合作联合社;股份合作公司
llc|股份合作|(股份合作制);股份合作制企业
"""
_EITHER_END = """
plc|株式会社|株式会社;(株)
llc|有限会社|有限会社;(有)
llc|合同会社|合同会社;(同)
lp|合資会社|合資会社;(資)
partnership|合名会社|合名会社;(名)
plc|相互会社|相互会社
nonprofit|一般社団法人|一般社団法人;公益社団法人;社団法人;(一社);(公社)
nonprofit|一般財団法人|一般財団法人;公益財団法人;財団法人;(一財);(公財)
nonprofit|NPO法人|特定非営利活動法人;NPO法人;認定NPO法人;認定特定非営利活動法人
nonprofit|医療法人|医療法人社団;医療法人財団;医療法人;社会医療法人;(医)
nonprofit|社会福祉法人|社会福祉法人;(福)
nonprofit|学校法人|学校法人;(学)
nonprofit|宗教法人|宗教法人
state|独立行政法人|独立行政法人;国立大学法人;地方独立行政法人;国立研究開発法人;公立大学法人
cooperative|協同組合|協同組合;農業協同組合;企業組合
partnership|有限責任事業組合|有限責任事業組合
llp|有限責任監査法人|有限責任監査法人
plc|주식회사|주식회사;(주)
llc|유한회사|유한회사;(유)
llc|유한책임회사|유한책임회사
lp|합자회사|합자회사;(합자)
partnership|합명회사|합명회사
nonprofit|재단법인|재단법인;(재)
nonprofit|사단법인|사단법인;(사)
nonprofit|의료법인|의료법인
nonprofit|학교법인|학교법인
nonprofit|사회복지법인|사회복지법인
cooperative|협동조합|협동조합;사회적협동조합
"""
_THAI = """
plc|บมจ.|บริษัท;จำกัด (มหาชน)
plc|บมจ.|บริษัท;จำกัด(มหาชน)
llc|บจก.|บริษัท;จำกัด
lp|หจก.|ห้างหุ้นส่วนจำกัด;
lp|หจก.|หจก.;
llc|บจก.|บจก.;
plc|บมจ.|บมจ.;
"""
# 腾讯控股有限公司, 腾远科技集团股份有限公司, 集团(控股)有限公司, (中外合资)
_OF_GROUPS = (
    "",
    "集团",
    "(集团)",
    "控股",
    "(控股)",
    "集团控股",
    "控股集团",
    "集团(控股)",
    "(集团)控股",
    "控股(集团)",
)

_BRANCH_WORD = (
    "分公司|支公司|分行|支行|办事处|代表处|联络处|营业部|营业厅|营业所|营业室|营销部|分理处|储蓄所|分店|门店|分部|分厂|分所|分社|分院|"
    "分校|分号|分会|事业部|项目部|服务部|经营部|业务部|支店|営业所|営業所|出张所|出張所|지점|지사|영업소"
)
_BRANCH_ENDS = tuple(_BRANCH_WORD.split("|"))
_ENDS_TO_LOOK_AT = (*_BRANCH_ENDS, ")")
# Where the branch begins: behind the form, or behind the word for a bank.
_FORM_BEFORE_BRANCH = lazy_pattern(
    r"(?:(?:\(集团\)|集团)?(?:\(控股\)|控股)?(?:股份有限公司|有限责任公司|有限公司|股份公司|总公司|(?<![分支子])公司"
    r"|(?:株式|有限|合同)会社|주식회사|\((?:株|有|주)\)))(?=[^(].)"
)
_BANK = lazy_pattern(r"(?:银行|信用合作联社|信用社|农商行|储蓄银行)(?!卡)")
_BRANCH_IN_BRACKETS = lazy_pattern(rf"\(([^()]{{1,20}}(?:{_BRANCH_WORD}|店))\)$")
_OUTER = " ,;:-–—/|·&+"
_LONGEST_BRANCH = 30
_HANGUL_OR_THAI = lazy_pattern(r"[\u0e00-\u0e7f\uac00-\ud7a3]")
# What is left of a name: 云公司 is no 云.
_LEAST = 2


def split_cjk(text: str) -> LegalName:
    """Take a clean name apart; core, form and branch stay as they are written.

    >>> split_cjk("腾远科技股份有限公司")
    LegalName(core='腾远科技', form='股份有限公司', short='股份有限公司', form_class='plc', branch='')
    >>> split_cjk("騰遠科技集團有限公司寧波分公司")[::4], split_cjk("株式会社サンプル")[:2]
    (('騰遠科技', '寧波分公司'), ('サンプル', '株式会社'))
    """
    plain = simplified(text)
    found = _split_branch(text, plain) if plain.endswith(_ENDS_TO_LOOK_AT) else None
    return found or _split_form(text, plain)


def writes_without_spaces(text: str) -> bool:
    """Say whether text holds Korean or Thai, whose forms are tied to the name like Chinese ones.

    >>> writes_without_spaces("삼성전자(주)"), writes_without_spaces("Samsung")
    (True, False)
    """
    return _HANGUL_OR_THAI.search(text) is not None


def _split_branch(text: str, plain: str) -> LegalName | None:
    bracket = _BRANCH_IN_BRACKETS.search(plain)
    if bracket and bracket.start() >= _LEAST:
        branch = text[bracket.start(1) : bracket.end(1)]
        head = text[: bracket.start()]
        return _split_form(head, plain[: bracket.start()])._replace(branch=branch)
    if not plain.endswith(_BRANCH_ENDS):
        return None
    for found in _FORM_BEFORE_BRANCH.finditer(plain, _LEAST):
        if len(plain) - found.end() <= _LONGEST_BRANCH:
            branch = text[found.end() :].strip(_OUTER)
            head = text[: found.end()]
            return _split_form(head, plain[: found.end()])._replace(branch=branch)
    bank = _BANK.search(plain, _LEAST)
    if bank and bank.end() < len(plain) and len(plain) - bank.end() <= _LONGEST_BRANCH:
        return LegalName(text[: bank.end()], branch=text[bank.end() :].strip(_OUTER))
    front = _split_form(text, plain)
    if front.form and front.core[-2:] != text[-2:]:
        return front
    # 株式会社サンプル 東京支店: the form is in front, the branch behind a space.
    head, space, tail = text.rpartition(" ")
    if space and len(head) >= _LEAST and simplified(tail).endswith(_BRANCH_ENDS):
        return _split_form(head, simplified(head))._replace(branch=tail)
    return None


def _split_form(text: str, plain: str) -> LegalName:
    behind, ends = _behind(), _ends()
    if plain in behind:
        return LegalName(text)
    for length in ends.get(plain[-2:], ()):
        spelled = plain[-length:]
        if spelled in behind and len(plain) - length >= _LEAST:
            at = len(text) - length
            core = text[:at].rstrip(_OUTER)
            if len(core) >= _LEAST and not (spelled == "公司" and core[-1] in "分支子(一"):
                short, form_class = behind[spelled]
                return LegalName(core, text[at:], short, form_class)
    front = _in_front()
    for length in _starts().get(plain[:2], ()):
        spelled = plain[:length]
        if spelled in front and len(plain) - length >= 1:
            core = text[length:].lstrip(_OUTER)
            if core:
                short, form_class = front[spelled]
                return LegalName(core, text[:length], short, form_class)
    return _thai(text) if "\u0e00" <= text[:1] <= "\u0e7f" else LegalName(text)


def _thai(text: str) -> LegalName:
    for line in _THAI.strip().splitlines():
        # NFKC writes one of the vowels as two characters.
        form_class, short, spellings = unicodedata.normalize("NFKC", line).split("|")
        front, behind = spellings.split(";")
        if text.startswith(front) and text.endswith(behind):
            core = text[len(front) : len(text) - len(behind)].strip(_OUTER)
            if core:
                form = f"{front} {behind}".strip()
                return LegalName(core, form, short, form_class)
    return LegalName(text)


@cache
def _behind() -> dict[str, tuple[str, str]]:
    """Return every form that stands behind a name, in simplified characters."""
    found = _read(_COMPANIES)
    grouped = {
        group + spelled: said
        for group, (spelled, said) in itertools.product(_OF_GROUPS, found.items())
    }
    return grouped | _read(_OTHERS) | _read(_EITHER_END)


@cache
def _in_front() -> dict[str, tuple[str, str]]:
    return _read(_EITHER_END)


@cache
def _ends() -> dict[str, tuple[int, ...]]:
    """Return how long the forms are that end with two characters, the longest first."""
    return _lengths((form[-2:], len(form)) for form in _behind())


@cache
def _starts() -> dict[str, tuple[int, ...]]:
    return _lengths((form[:2], len(form)) for form in _in_front())


def _lengths(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for two, length in pairs:
        found.setdefault(two, set()).add(length)
    return {two: tuple(sorted(lengths, reverse=True)) for two, lengths in found.items()}


def _read(lines: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for line in lines.strip().splitlines():
        form_class, short, spellings = line.split("|")
        for spelled in spellings.split(";"):
            found.setdefault(simplified(spelled), (short, form_class))
    return found
