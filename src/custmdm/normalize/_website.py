"""Web addresses."""

import re

from attrs import frozen

from custmdm._text import clean
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, valid

# Without a scheme a name before an @ is no password but an email address.
_URL = re.compile(
    r"(?:(?i:(https?)://)(?:[^/@\s]*@)?)?([^/?#\s:@]+)(:\d+)?([/?#]\S*)?",
)
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]+|\d{1,3}(?:\.\d{1,3}){3}")


@frozen
class Website:
    """Write a web address with scheme and lower-case host; matching goes by the host.

    >>> Website().parse("WWW.Example.com/About/").value
    'http://www.example.com/About'
    >>> Website().parse("https://user:secret@example.com").match_keys
    ('example.com',)
    """

    def __call__(self, text: str) -> str | None:
        """Return the web address, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the web address; credentials in it are dropped."""
        match = _URL.fullmatch(clean(text))
        if match is None:
            return invalid(text, "website.not_a_url")
        scheme, host, port, path = match.groups()
        host = clean(host.lower()).rstrip(".")
        if not _HOST.fullmatch(host):
            return invalid(text, "website.not_a_url")
        value = f"{(scheme or 'http').lower()}://{host}{port or ''}{(path or '').rstrip('/')}"
        return valid(text, value, keys=(host.removeprefix("www."),))
