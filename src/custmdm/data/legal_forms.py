"""Legal forms of organizations."""

import re

_FORM = re.compile(
    r"(集团)?(股份有限公司|有限责任公司|有限公司|公司|集团)$"
    r"|(?:\s+(?:and\s+)?(?:co|company|corp|corporation|inc|incorporated|llc|llp|lp|ltd|limited|plc|pty|"
    r"pvt|private|pte|gmbh|g m b h|ag|kg|se|sa|s a|sas|sarl|s a r l|srl|spa|bv|nv|ab|oy|as|aps|sl|kk))+$"
)


def strip_legal_form(folded: str) -> str:
    """Return a folded name without its legal form."""
    return _FORM.sub("", folded) or folded
