"""What stewards are asked and why, in English and Chinese."""

from collections.abc import Mapping

__all__ = ["REVIEW_REASONS", "review_phrase"]

REVIEW_REASONS: Mapping[str, Mapping[str, str]] = {
    "score.match": {"en": "they match", "zh": "二者匹配"},
    "score.possible": {"en": "they may match", "zh": "二者可能匹配"},
    "identifiers.differ": {
        "en": "they have numbers of identity that differ",
        "zh": "二者的身份号码不同",
    },
    "identifiers.inside": {
        "en": "one customer has numbers of identity that nobody has both of",
        "zh": "同一客户名下有不可能同时拥有的身份号码",
    },
    "fits.several": {
        "en": "the first fits the others about equally well",
        "zh": "第一个与其余各个的相符程度相近",
    },
    "link.alone": {"en": "one link alone holds it together", "zh": "仅靠一条关联维系"},
    "band.new_new": {
        "en": "the weakest pair of new customers is below what needs no look",
        "zh": "新客户之间最弱的一对未达到免审标准",
    },
    "band.new_confirmed": {
        "en": "a confirmed customer would grow, and the weakest pair is below what needs no look",
        "zh": "将并入已确认客户，且最弱的一对未达到免审标准",
    },
    "band.confirmed_confirmed": {
        "en": "several confirmed customers would become one",
        "zh": "将合并多个已确认客户",
    },
    "band.veto": {"en": "a rule asks for a look", "zh": "有规则要求审核"},
    "stale.same": {
        "en": "somebody said that they are one, and the records say something else now",
        "zh": "此前判定为同一客户，而记录内容已变动",
    },
    "stale.different": {
        "en": "somebody said that they are two, and the records say something else now",
        "zh": "此前判定为不同客户，而记录内容已变动",
    },
    "stale.unsure": {
        "en": "somebody could not tell, and the records say something else now",
        "zh": "此前无法判定，而记录内容已变动",
    },
}
_PHRASES: Mapping[str, Mapping[str, str]] = {
    **REVIEW_REASONS,
    "possible_match": {"en": "{subjects} may be one", "zh": "{subjects} 可能为同一客户"},
    "held_back": {"en": "{subjects}: a merge waits", "zh": "{subjects}：合并待审核"},
    "ambiguous_cluster": {
        "en": "{subjects}: the first is in doubt",
        "zh": "{subjects}：第一个归属不明",
    },
    "bridge": {"en": "{subjects} may be several", "zh": "{subjects} 可能为多个客户"},
    "identifier_conflict": {"en": "{subjects}: numbers conflict", "zh": "{subjects}：号码冲突"},
    "stale_decision": {"en": "{subjects}: to be decided anew", "zh": "{subjects}：需重新判定"},
    "why": {"en": "{asked}: {reasons}", "zh": "{asked}：{reasons}"},
    "impact": {"en": "; {n} records hang on it", "zh": "；涉及 {n} 条记录"},
    "impact_of_one": {"en": "; one record hangs on it", "zh": "；涉及 1 条记录"},
    "and": {"en": " and ", "zh": " 与 "},
    "semicolon": {"en": "; ", "zh": "；"},
}


def review_phrase(code: str, locale: str, **params: object) -> str:
    """Return a sentence in English or Chinese ("zh").

    >>> review_phrase("bridge", "zh", subjects="G1")
    'G1 可能为多个客户'
    """
    language = "zh" if locale.lower().startswith("zh") else "en"
    return _PHRASES[code][language].format_map(params)
