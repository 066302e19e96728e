"""Generate the tables of Chinese characters: traditional to simplified, and their readings.

From opencc (Apache-2.0, its table of traditional characters) and pypinyin (MIT, its readings of
single characters, after Unihan). Run: python -m tools.make_han
"""

import unicodedata
from collections import defaultdict
from pathlib import Path

import custmdm

DATA = Path(custmdm.__file__).parent / "data"
# The unified ideographs, and those in the first supplement that names use.
CHARACTERS = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
# Names are written with either, and everyday simplified text has one for both.
ALSO = {
    "鍾": "钟", "锺": "钟", "於": "于", "昇": "升", "後": "后", "徵": "征", "乾": "干", "瀋": "沈",
}  # fmt: skip


def simplified() -> str:
    """Return two lines: characters, and under each its simplified form."""
    import opencc

    converter = opencc.OpenCC("t2s")
    found = {ch: converter.convert(ch) for ch in CHARACTERS}
    pairs = {a: b for a, b in found.items() if a != b and len(b) == 1} | ALSO
    # A chain would make simplifying twice another thing than simplifying once.
    pairs = {a: pairs.get(b, b) for a, b in pairs.items()}
    pairs = {a: b for a, b in sorted(pairs.items()) if a != b}
    return "".join(pairs) + "\n" + "".join(pairs.values()) + "\n"


def readings(traditional: str) -> str:
    """Return a line for each syllable: it, and the simplified characters first read so."""
    from pypinyin import Style, pinyin

    by_syllable: dict[str, list[str]] = defaultdict(list)
    for ch in sorted(set(CHARACTERS) - set(traditional)):
        found = pinyin(ch, style=Style.NORMAL, errors="ignore")
        if found:
            syllable = unicodedata.normalize("NFC", found[0][0]).replace("ü", "v")
            by_syllable[syllable].append(ch)
    lines = [f"{syllable}\t{''.join(chs)}\n" for syllable, chs in sorted(by_syllable.items())]
    return "".join(lines)


def main() -> None:
    pairs = simplified()
    (DATA / "han_simplified.txt").write_text(pairs, encoding="utf-8")
    (DATA / "han_readings.txt").write_text(readings(pairs.split()[0]), encoding="utf-8")


if __name__ == "__main__":
    main()
