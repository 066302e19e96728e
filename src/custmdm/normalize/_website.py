"""Web addresses."""

import re

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import clean
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, suspect, valid

_LABEL = lazy_pattern(
    r"(?:(?:公司|官方)?(?:网址|网站|网页|主页|官网)|(?i:web ?site|web|url|homepage)) ?[: ] ?(?!//)"
)
# https:/a.com, http//a.com and http:\\a.com are slips of one scheme.
_SCHEME = lazy_pattern(r"(?i:(https?|ftp))(?::[/\\]{1,3}|[/\\]{2})|//")
# What the form had put there.
_FORM = lazy_pattern(r"(?i:https?://|https?://www\.?|www\.?)")
# Without a scheme a name before an @ is no password but an email address.
_CREDENTIALS = lazy_pattern(r"[^/?#@\s]*@")
_URL = lazy_pattern(r"([^/?#\s:@\\]+)(?::(\d{0,5}))?([/?#]\S*)?")
_HOST = lazy_pattern(r"(?:(?!-)[\w-]{1,63}\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{1,59})")
_IP = lazy_pattern(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}", re.ASCII)
_SEVERAL = lazy_pattern(r"[,;、|\s]+(?:and |和|及|/ )?")
_PORTS = {"http": "80", "https": "443", "ftp": "21"}
# What a link carries along to count its readers says nothing of the page.
_TRACKING = lazy_pattern(
    r"(?:utm_\w+|gclid|fbclid|msclkid|yclid|dclid|mc_[ce]id|igshid|_ga|spm|scm|share_token)(?:=|$)"
)
_WWW = lazy_pattern(r"www\d?\.(?=.*\.)")
# Their pages belong to many: the page tells whose it is, not the host.
_SHARED = frozenset(
    """
    facebook.com fb.com fb.me linkedin.com cn.linkedin.com instagram.com twitter.com x.com
    youtube.com youtu.be tiktok.com github.com gitlab.com pinterest.com medium.com reddit.com t.me
    wa.me line.me linktr.ee yelp.com tripadvisor.com google.com g.page goo.gl maps.app.goo.gl
    sites.google.com bit.ly t.co amazon.com ebay.com etsy.com vk.com xing.com about.me patreon.com
    vimeo.com soundcloud.com weibo.com weibo.cn m.weibo.cn zhihu.com douyin.com v.douyin.com
    xiaohongshu.com xhslink.com bilibili.com space.bilibili.com mp.weixin.qq.com weixin.qq.com
    u.wechat.com baike.baidu.com map.baidu.com tianyancha.com qcc.com aiqicha.baidu.com
    dianping.com meituan.com jd.com mall.jd.com item.jd.com shop.jd.com taobao.com item.taobao.com
    detail.tmall.com 1688.com detail.1688.com alibaba.com t.cn dwz.cn url.cn
    """.split()
)
_QUICK = lazy_pattern(
    r"(https?)://((?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,4}[a-z]{2,15})((?:/[\w.-]*\w)*)",
    re.ASCII,
)


@frozen
class Website:
    """Write a web address with scheme and lower-case host; matching goes by the host.

    >>> Website().parse("WWW.Example.com/About/").value
    'http://www.example.com/About'
    >>> answer = Website().parse("https://user:secret@example.com")
    >>> answer.value, answer.reasons, answer.match_keys
    ('https://example.com', ('website.credentials',), ('example.com',))

    A page of a host that has pages of many owners is matched by the page:

    >>> Website().parse("facebook.com/Acme?utm_source=x").match_keys
    ('facebook.com/acme',)
    """

    def __call__(self, text: str) -> str | None:
        """Return the web address, or None where there is none."""
        return self.parse(text).value

    def quick(self, text: str) -> Standardized | None:
        """Return a plain address of the usual kind; None means that the full way decides."""
        found = _QUICK.fullmatch(text)
        if found is None or "xn--" in text or len(text) > 200:
            return None
        host = found[2]
        key = host.removeprefix("www.")
        if key in _SHARED or "." not in key or _WWW.sub("", host, count=1) != key:
            return None
        return valid(text, text, keys=(key,))

    def parse(self, text: str) -> Standardized:
        """Return the web address; credentials in it are dropped."""
        return self.quick(text) or self._parse_full(text)

    def _parse_full(self, text: str) -> Standardized:
        typed = _unwrapped(clean(text))
        if _SCHEME.fullmatch(typed) or typed.lower() in {
            "http://www.",
            "https://www.",
            "www.",
            "www",
        }:
            return placeholder(text)  # what the form had put there
        found = _read(typed)
        if found is None:
            several = [_read(piece) for piece in _SEVERAL.split(typed)]
            known = [one for one in several if one is not None]
            if len(known) < 2 or len(known) < len(several):
                return invalid(text, "website.not_a_url")
            keys = dict.fromkeys(key for _, key, _ in known)
            if len(keys) > 1:
                return invalid(text, "website.several", keys=tuple(keys))
            found = known[0]
        value, key, secret = found
        if secret:
            return suspect(text, value, "website.credentials", keys=(key,))
        return valid(text, value, keys=(key,))


def _unwrapped(typed: str) -> str:
    """Return an address without a label, brackets and quotes around it."""
    label = _LABEL.match(typed)
    typed = typed[label.end() :] if label else typed
    return typed.strip("<>()[]\"'“”‘’《》【】,;、 ").rstrip("。")


def _read(typed: str) -> tuple[str, str, bool] | None:
    """Return the address, its match key, and whether it held credentials; None if it is none."""
    found = _SCHEME.match(typed)
    rest = typed[found.end() :] if found else typed
    scheme = (found[1] or "http").lower() if found else "http"
    secret = _CREDENTIALS.match(rest) if found and found[1] else None
    match = _URL.fullmatch(rest[secret.end() :] if secret else rest)
    if match is None:
        return None
    host = _host(match[1])
    if host is None or int(match[2] or 0) > 65535:
        return None
    port = "" if not match[2] or match[2] == _PORTS[scheme] else f":{int(match[2])}"
    page = _page(match[3] or "")
    unicode_host, ascii_host = host
    key = _WWW.sub("", ascii_host, count=1)
    if key in _SHARED:
        key += page.casefold()
    return f"{scheme}://{unicode_host}{port}{page}", key, bool(secret)


def _page(tail: str) -> str:
    """Return the path and query without what only tracks, and without a slash at the end."""
    tail, _, anchor = tail.partition("#")
    path, mark, query = tail.partition("?")
    kept = [part for part in query.split("&") if part and not _TRACKING.match(part)]
    # Pages of one file are told apart behind the #! or #/ alone.
    shown = f"#{anchor}" if anchor.startswith(("!", "/")) else ""
    path = path if kept or shown else path.rstrip("/")
    return path + ("?" + "&".join(kept) if mark and kept else "") + shown


def _host(typed: str) -> tuple[str, str] | None:
    """Return a host with the letters that people read, and in ASCII; None if it is none."""
    host = clean(typed.replace("。", ".").lower()).strip(".")
    if _IP.fullmatch(host):
        return host, host
    if (
        len(host) > 253
        or not _HOST.fullmatch(host)
        or any(label.endswith("-") for label in host.split("."))
    ):
        return None
    if host.isascii() and "xn--" not in host:
        return host, host
    import idna

    try:
        ascii_host = idna.encode(host, uts46=True).decode()
        return idna.decode(ascii_host), ascii_host
    except (idna.IDNAError, UnicodeError):
        return None
