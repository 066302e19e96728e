"""Texts to try on normalizers: anything at all, and pieces of what people type."""

from hypothesis import strategies as st

# Lone surrogates, control, bidi and private-use characters included.
ANY_TEXT = st.text(st.characters(), max_size=60)

_NAMES = """
    Smith JOHN o'brien O´Brien van DER Mr. Dr Jr. III Na N/A test and & PhD Ming-Ping ß ΐ İ
    张 三 欧阳 娜娜 先生 女士 总 无 未知 ·
    """.split()
_ORGANIZATIONS = """
    Ltd Co. G.m.b.H. S.A. Inc the limited
    有限公司 集团 分公司 公司 (深圳) 广州市 株式会社
    """.split()
_PLACES = """
    北京 市 区 省 四川 成都市 武侯区 路 12号 重庆 N. Street Hauptstraße #4 US China 中国 Korea 156
    SW1A 1AA
    """.split()
_NUMBERS = """
    138 12345678 13812345678 +86 0086 010-62770334 -801 ext 转 +1-212-555-1234 or 0 000000 1.5 .0
    E+17 1988 03 / - 年 月 日 March T12:30 AM **** X 11010519491231002X 91350100M000100Y43 ٣ Ⅳ ½
    F male 女
    """.split()
_NET = "anna @ ＠ .com gmail.com +tag < > http:// www. example :80 mailto: 。".split()
_BETWEEN = [" ", "  ", "\t", "\n", *",;，；、()（'’\"*_", "\u200b", "\u202e", "\0"]
_ODD = [
    "\ud800",
    "\ufeff",
    "\u3164",
    "\ufffd",
    "\ue863",
    "\u0301",
    *"é ☃ 👩‍👩‍👧 プ ราม राम".split(),
]
_PIECES = st.sampled_from([*_NAMES, *_ORGANIZATIONS, *_PLACES, *_NUMBERS, *_NET, *_BETWEEN, *_ODD])

TYPED_TEXT = st.lists(_PIECES, max_size=8).map("".join) | st.lists(_PIECES, max_size=6).map(
    " ".join
)

TEXTS = ANY_TEXT | TYPED_TEXT
