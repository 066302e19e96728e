"""Words of streets and addresses in their short forms, for matching.

The English ones are facts of USPS Publication 28, appendices B, C1 and C2; the Australian ones of
AS 4590; the others are the everyday abbreviations of their languages.
"""

import re

from custmdm._pattern import lazy_pattern

__all__ = ["SHORT", "unified"]

# Kinds of streets; the first of each line is the short form that the others match.
_SUFFIXES = """
    st street str strt strasse straat saint sainte|ave avenue av aven avenu avn avnue avda avenida|rd road
    blvd boulevard boul boulv bvd bd bvard|dr drive drv driv|ln lane|ct court crt|pl place|sq square sqr
    ter terrace terr tce trce|hwy highway highwy hiway hway|pkwy parkway parkwy pky pkway
    cres crescent crsent crsnt cr|cl close|cir circle circ crcl crcle|way wy|trl trail trls|aly alley
    expy expressway expwy expw|fwy freeway frwy frway|tpke turnpike turnpk tnpk|plz plaza plza pza piazza
    cswy causeway|byp bypass bypa|brg bridge|cv cove|ctr center centre cent cntr|crk creek|xing crossing
    est estate|ests estates|gdn garden|gdns gardens|grn green|gr grove grv|hbr harbor harbour|hts heights
    hl hill|hls hills|holw hollow|is island|jct junction jctn|knl knoll|lk lake|lks lakes|ldg landing lndg
    lp loop|mnr manor|mdws meadows|ml mill|mt mount|mtn mountain|orch orchard|pass passage
    pike|pt point|pde parade|prom promenade|qy quay|rdg ridge|riv river|rte route rt|rw row|spg spring
    spgs springs|sta station|sumt summit|vly valley|vw view|vlg village|wlk walk|esp esplanade
    cct circuit|ft fort|imp impasse|all allee|ch chemin|fbg faubourg|quai q|calle cll|ctra carretera
    viale vle|corso cso|rua r
    """
_OTHERS = """
    n north nth|s south sth|e east|w west|ne northeast|nw northwest|se southeast|sw southwest
    bldg building bld bldgs buildings|fl floor flr|rm room|dept department|lvl level|hse house
    pobox postfach|cnty county|1st first|2nd second|3rd third|4th fourth|5th fifth|6th sixth|7th seventh
    8th eighth|9th ninth|10th tenth|11th eleventh|12th twelfth|13th thirteenth|14th fourteenth
    15th fifteenth|16th sixteenth|17th seventeenth|18th eighteenth|19th nineteenth|20th twentieth
    """
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
# In front of a number or a letter they say nothing that another writer would not leave out.
_UNIT_WORDS = "apt apartment apartments unit ste suite flat no nr num number"
_NOTHING = "and"


def _short(table: str) -> dict[str, str]:
    lines = [line.split() for line in re.split(r"[|\n]", table)]
    return {word: line[0] for line in lines for word in line[1:]}


SHORT = {**_short(_SUFFIXES), **_short(_OTHERS)}
_NUMBER_WORDS = {word: str(i) for i, word in enumerate(_NUMBERS.split(), 1)}
_UNITS = frozenset(_UNIT_WORDS.split())
_DROPPED = frozenset(_NOTHING.split())
_BOX = lazy_pattern(r"\b(?:p ?o|post office|gpo|locked)(?: box| bag)\b|\bp ?o b(?:ox)?\b|\bpob\b")
_CORNER = lazy_pattern(r"\b(north|south|n|s) (east|west|e|w)\b")
# A German or Dutch street is one word with its kind: Hauptstrasse, Hauptstr., Kerkstraat.
_ENDING = lazy_pattern(r"(?<=\w)(?:strasse|straat)$")


def unified(folded: str) -> str:
    """Return a folded address with its words in their short forms, for matching.

    >>> unified("27 north main street apartment 4"), unified("27 n main st 4")
    ('27 n main st 4', '27 n main st 4')
    >>> unified("one first avenue"), unified("hauptstrasse 5")
    ('1 1st ave', 'hauptstr 5')
    """
    if "box" in folded or "bag" in folded or "pob" in folded:
        folded = _BOX.sub("pobox", folded)
    words = folded.split()
    if words and words[0] in _NUMBER_WORDS and len(words) > 1:
        words[0] = _NUMBER_WORDS[words[0]]
    kept = []
    for at, word in enumerate(words):
        if word in _UNITS:
            after = words[at + 1] if at + 1 < len(words) else ""
            if after and (len(after) == 1 or any(map(str.isdecimal, after))):
                continue
            word = "st" if word == "ste" else word
        elif word in _DROPPED:
            continue
        short = SHORT.get(word)
        kept.append(short if short is not None else _ENDING.sub("str", word))
    return _CORNER.sub(_joined, " ".join(kept))


def _joined(corner: re.Match[str]) -> str:
    return f"{corner[1][0]}{corner[2][0]}"
