"""The domains of the great mail providers: what each ignores in an address, and slips of typing.

Compiled by hand from what the providers say of themselves.
"""

from functools import cache
from typing import NamedTuple

__all__ = ["ENDINGS", "Provider", "has_ascii_mailboxes", "meant", "providers", "slips"]


class Provider(NamedTuple):
    """Say how a provider reads what stands before the @.

    Attributes:
        domain: the domain under which its mailboxes are known; a mailbox has several.
        tag: the mark after which the rest is ignored, or nothing.
        dots: whether points count.
    """

    domain: str
    tag: str
    dots: bool


# A line for each rule: the mark, whether points count, and groups of domains of one mailbox.
_RULES = """
    +|no|gmail.com=googlemail.com
    +|yes|icloud.com=me.com=mac.com
    +|yes|outlook.com hotmail.com live.com msn.com outlook.cn outlook.fr outlook.de outlook.es outlook.it
    +|yes|outlook.jp outlook.kr outlook.in outlook.sg outlook.com.br outlook.com.au hotmail.co.uk
    +|yes|hotmail.fr hotmail.de hotmail.it hotmail.es hotmail.ca hotmail.nl hotmail.be hotmail.se
    +|yes|hotmail.co.jp hotmail.com.br hotmail.com.ar hotmail.com.au live.co.uk live.fr live.de live.it
    +|yes|live.nl live.ca live.be live.se live.dk live.cn live.hk live.jp live.com.au live.com.mx
    +|yes|fastmail.com fastmail.fm proton.me protonmail.com protonmail.ch pm.me
    -|yes|yahoo.com ymail.com rocketmail.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.ca
    -|yes|yahoo.in yahoo.co.in yahoo.co.id yahoo.com.br yahoo.com.ar yahoo.com.mx yahoo.com.au
    -|yes|yahoo.com.sg yahoo.com.hk yahoo.com.tw yahoo.com.ph yahoo.com.vn yahoo.ie yahoo.gr
"""

# What people mean most often, and so what a slip of one letter is measured by.
_OFTEN = """
    gmail.com googlemail.com hotmail.com outlook.com icloud.com yahoo.com protonmail.com fastmail.com
    hotmail.co.uk yahoo.co.uk yahoo.com.cn yahoo.com.hk yahoo.com.tw foxmail.com aliyun.com vip.qq.com
    vip.163.com vip.126.com vip.sina.com comcast.net verizon.net bellsouth.net rocketmail.com
    btinternet.com t-online.de
""".split()
# Close to one of those, and right all the same.
_RIGHT = frozenset({"mail.com", "email.com", "ymail.com", "cloud.com"})
# Where another letter would be another provider, only these slips count: 126 is no slip for 163.
_SHORT = """
    163.com 126.com 139.com qq.com sina.com sina.cn sohu.com yeah.net 189.cn live.com aol.com msn.com
""".split()
_SHORT_SLIPS = {
    f"{name}.{ending}": f"{name}.com"
    for name in "163 126 139 qq sina sohu aol msn live".split()
    for ending in ("cm", "om")
} | {
    "qqq.com": "qq.com",
    "1663.com": "163.com",
    "1633.com": "163.com",
    "1266.com": "126.com",
    "163.co": "163.com",
    "126.co": "126.com",
    "qq.co": "qq.com",
}
# No such top-level domain; what was meant is plain.
ENDINGS = dict.fromkeys(
    "con cmo ocm comm coom ccom cim cpm xom vom clm ckm comn coml c0m".split(), "com"
) | {"nte": "net", "nett": "net", "met": "net", "ogr": "org", "orgg": "org"}
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-."


@cache
def providers() -> dict[str, Provider]:
    """Return what is known of each domain that ignores something.

    >>> providers()["googlemail.com"]
    Provider(domain='gmail.com', tag='+', dots=False)
    """
    found = {}
    for line in _RULES.split("\n"):
        if line.strip():
            tag, dots, groups = line.strip().split("|")
            for group in groups.split():
                domains = group.split("=")
                rule = Provider(domains[0], tag, dots == "yes")
                found.update(dict.fromkeys(domains, rule))
    return found


@cache
def slips() -> dict[str, str]:
    """Return the domain that was meant, by each domain that is one slip of typing from it.

    >>> slips()["gmial.com"], slips()["hotmal.com"], slips().get("mail.com")
    ('gmail.com', 'hotmail.com', None)
    """
    right = {*_OFTEN, *_RIGHT, *providers(), *_SHORT}
    found: dict[str, str] = {}
    for domain in _OFTEN:
        for slip in _one_off(domain):
            if slip not in right:
                found.setdefault(slip, domain)
    return found | _SHORT_SLIPS


def has_ascii_mailboxes(domain: str) -> bool:
    """Say whether a domain is one of the great providers, whose mailboxes have ASCII names only.

    >>> has_ascii_mailboxes("qq.com"), has_ascii_mailboxes("例子.中国")
    (True, False)
    """
    return domain in _OFTEN or domain in _SHORT or domain in providers()


def meant(domain: str) -> str | None:
    """Return the domain that was likely meant by one in small letters; None where it is likely right.

    >>> meant("gmail.com"), meant("gmial.com"), meant("163.con"), meant("gmial.con")
    (None, 'gmail.com', '163.com', 'gmail.com')
    """
    before, _, ending = domain.rpartition(".")
    mended = f"{before}.{ENDINGS[ending]}" if ending in ENDINGS and before else domain
    mended = slips().get(mended, mended)
    return None if mended == domain else mended


def _one_off(domain: str) -> set[str]:
    """Return what comes of leaving out, adding, changing or swapping one letter of a domain."""
    found = set()
    for i in range(len(domain) + 1):
        head, tail = domain[:i], domain[i:]
        found |= {head + letter + tail for letter in _LETTERS}
        found |= {head + letter + tail[1:] for letter in _LETTERS if tail}
        found |= {head + tail[1:], head + tail[1:2] + tail[:1] + tail[2:]}
    return found
