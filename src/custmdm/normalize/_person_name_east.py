"""Korean names in Hangul, and Japanese names with kana."""

from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.data.han import simplified
from custmdm.model import Standardized
from custmdm.normalize._answers import suspect, valid
from custmdm.normalize._person_name_han import HAN, han_beside
from custmdm.normalize._person_name_reading import beside

HANGUL = lazy_pattern("[\uac00-\ud7a3]")
KANA = lazy_pattern("[\u3041-\u3096\u30a1-\u30fa]")
_ALL_HANGUL = lazy_pattern("[\uac00-\ud7a3]+")
_KATAKANA = lazy_pattern("[\u30a1-\u30fc\u30fd\u30fe]+")
_DOT = lazy_pattern(r"\s*[·•・‧]\s*")

_KOREAN_LONG = frozenset("남궁 황보 제갈 사공 선우 서문 독고 동방 어금 망절".split())
_KOREAN = frozenset(
    "김이박최정강조윤장임림한오서신권황안송전홍유류고문양손배백허남심노로하곽성차주우구민나라진지엄채원천방공현함변염"
    "여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감음빈동온호범좌팽승간상시갈당"
)
_KOREAN_HONORIFICS = """
    선생님 선생 박사님 박사 교수님 교수 사장님 사장 부장님 부장 과장님 과장 차장님 차장 대리님
    대리 대표님 대표 회장님 회장 원장님 원장 총장님 총장 변호사님 변호사 대통령 장관 장군 의사 기자
    목사님 목사 님 씨 군 양 귀하 여사 사원
    """.split()
# Also syllables of given names: taken off only behind a space, or behind a whole name.
_KOREAN_SHORT = frozenset("씨 님 군 양".split())
_JAPANESE_HONORIFICS = frozenset(
    """
    様 さま さん 殿 どの 氏 君 くん ちゃん 先生 せんせい 博士 教授 社長 専務 常務 部長 次長 課長
    係長 主任 店長 会長 院長 議員 国会議員 弁護士 医師 選手 監督 女史 嬢
    """.split()
)
_JAPANESE_GLUED = lazy_pattern("(?<=.)(様|さま|さん|くん|ちゃん|先生)$")
_JAPANESE_SUFFIXES = frozenset("ジュニア シニア ジュニヤ".split())


def east_answer(text: str) -> Standardized:
    """Return the answer for a clean name with Hangul or kana."""
    bare, extra = han_beside(text) if HAN.search(text) else _beside(text)
    reader = _korean if HANGUL.search(bare) else _japanese
    value, parts = reader(bare)
    honorific = " ".join(filter(None, (parts.get("honorific", ""), extra.pop("honorific", ""))))
    parts = {k: v for k, v in (parts | extra | {"honorific": honorific}).items() if v}
    key = simplified(fold(value).replace(" ", ""))
    if not key:
        return suspect(text, text, "name.not_split")
    if extra:
        value = f"{value} ({'; '.join(extra.values())})"
    if "family" in parts and "given" in parts:
        return valid(text, value, parts=parts, keys=(key,))
    return suspect(text, value, "name.not_split", parts=parts, keys=(key,))


def _beside(text: str) -> tuple[str, dict[str, str]]:
    bare, found = beside(text)
    bare = " ".join(bare.split())
    return (bare, {"nickname": found[0]}) if found and fold(bare) else (text, {})


def _korean(name: str) -> tuple[str, dict[str, str]]:
    words = _DOT.split(name)
    if len(words) > 1:
        return _in_order(words)
    words = name.split()
    honorific: list[str] = []
    while len(words) > 1 and words[-1] in _KOREAN_HONORIFICS:
        honorific.insert(0, words.pop())
    if len(words) == 1:
        words[0], glued = _unglued(words[0])
        honorific = [glued, *honorific]
    plain = "".join(words)
    said = {"honorific": " ".join(filter(None, honorific))}
    if not _ALL_HANGUL.fullmatch(plain) or len(words) > 3:
        return " ".join(words), said
    size = 2 if plain[:2] in _KOREAN_LONG else 1 if plain[0] in _KOREAN else 0
    if len(words) > 1 and len(words[0]) <= 2:
        size = len(words[0]) if words[0] in _KOREAN_LONG or len(words[0]) == 1 else size
    if len(plain) == size or (len(plain) == 1 and not size):
        return plain, {"family": plain} | said
    if size and len(plain) <= size + 2:
        return plain, {"family": plain[:size], "given": plain[size:]} | said
    return " ".join(words), {"family": " ".join(words)} | said if len(words) == 1 else said


def _unglued(word: str) -> tuple[str, str]:
    """Return a word without the honorific that is written on to it."""
    for honorific in _KOREAN_HONORIFICS:
        head = word.removesuffix(honorific)
        short = honorific in _KOREAN_SHORT
        if head and head != word and (len(head) >= 3 if short else head[0] in _KOREAN):
            return head, honorific
    return word, ""


def _japanese(name: str) -> tuple[str, dict[str, str]]:
    words = name.split()
    honorific: list[str] = []
    while len(words) > 1 and words[-1] in _JAPANESE_HONORIFICS:
        honorific.insert(0, words.pop())
    glued = _JAPANESE_GLUED.search(words[-1]) if words else None
    if glued and not honorific:
        words[-1] = words[-1][: glued.start()]
        honorific = [glued.group()]
    said = {"honorific": " ".join(honorific)}
    name = " ".join(words)
    pieces = [piece for piece in _DOT.split(name) if piece]
    if len(pieces) > 1 or (len(words) > 1 and all(map(_KATAKANA.fullmatch, words))):
        value, parts = _in_order(pieces if len(pieces) > 1 else words)
        return (value if len(pieces) > 1 else " ".join(words)), parts | said
    if len(words) == 2:
        return name, {"family": words[0], "given": words[1]} | said
    return name, ({"family": name} if len(words) == 1 else {}) | said


def _in_order(words: list[str]) -> tuple[str, dict[str, str]]:
    """Return the parts of a foreign name in its own order: given name first."""
    value = "·".join(words) if HANGUL.search(words[0]) else "・".join(words)
    suffix = ""
    if len(words) > 2 and words[-1] in _JAPANESE_SUFFIXES:
        suffix, words = words[-1], words[:-1]
    parts = {
        "given": words[0],
        "middle": " ".join(words[1:-1]),
        "family": words[-1] if len(words) > 1 else "",
    }
    return value, parts | {"suffix": suffix}
