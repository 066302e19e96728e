"""Take the legal form off the name of an organization, in any script."""

from custmdm._text import clean, fold, has_han
from custmdm.data.han import simplified
from custmdm.data.legal_forms_cjk import split_cjk, writes_without_spaces
from custmdm.data.legal_forms_name import LegalName as LegalName
from custmdm.data.legal_forms_spaced import folded_words, split_spaced

__all__ = ["LegalName", "kept_of_form", "spaced_key", "split_legal_form", "strip_legal_form"]


def split_legal_form(text: str) -> LegalName:
    """Take a clean name apart; core, form and branch stay as they are written.

    >>> split_legal_form("Acme Widgets Co., Ltd.")[:4]
    ('Acme Widgets', 'Co., Ltd.', 'Co Ltd', 'llc')
    >>> split_legal_form("腾远科技有限公司宁波分公司")[::4]
    ('腾远科技', '宁波分公司')
    """
    if text.isascii() or not (has_han(text) or writes_without_spaces(text)):
        return split_spaced(text)
    name = split_cjk(text)
    # 腾远科技 Co., Ltd.
    return split_spaced(text) if not name.form and text[-2:].strip(".)").isascii() else name


def strip_legal_form(text: str) -> str:
    """Return a name folded, without its legal form; a name that is nothing else stays.

    >>> strip_legal_form("Böhm Logistik G.m.b.H. & Co. KG"), strip_legal_form("Limited Brands")
    ('bohm logistik', 'limited brands')
    >>> strip_legal_form("腾远科技股份有限公司"), strip_legal_form("limited")
    ('腾远科技', 'limited')

    A branch is another customer than its head office, and a holding than what it holds:

    >>> strip_legal_form("腾远科技有限公司宁波分公司"), strip_legal_form("腾讯控股有限公司")
    ('腾远科技宁波分公司', '腾讯控股')
    """
    text = clean(text)
    name = split_legal_form(text)
    if has_han(text):
        plain = simplified(name.core + kept_of_form(name.form) + name.branch)
        return fold(plain) or fold(text)
    key = spaced_key(f"{name.core} {name.branch}" if name.branch else name.core)
    return key or fold(text)


def kept_of_form(form: str) -> str:
    """Return what of a legal form tells one organization from another.

    >>> kept_of_form("集团控股有限公司"), kept_of_form("集团有限公司")
    ('控股', '')
    """
    return "控股" if "控股" in form else ""


def spaced_key(core: str) -> str:
    """Return the core of a name with spaces as it is compared.

    >>> spaced_key("The Smith & Co."), spaced_key("AT&T"), spaced_key("Limited, The")
    ('smith', 'at and t', 'limited')
    """
    words = folded_words(core) if core.isascii() else fold(core.replace("&", " and ")).split()
    if len(words) > 2 and words[-2] == "and" and words[-1] in ("co", "company"):
        words = words[:-2]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    elif len(words) > 1 and words[-1] == "the" and "," in core:
        words = words[:-1]
    return " ".join(words)
