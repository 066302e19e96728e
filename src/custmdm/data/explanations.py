"""The sentences of explanations and training reports, in English and Chinese."""

import unicodedata
from collections.abc import Mapping

__all__ = ["PHRASES", "padded", "phrase", "width"]

PHRASES: Mapping[str, Mapping[str, str]] = {
    # Who, whether, and why.
    "head": {
        "en": "{left} and {right}: {verdict}, {why}",
        "zh": "{left} 与 {right}：{verdict}，{why}",
    },
    "one": {"en": "one customer", "zh": "同一客户"},
    "not_one": {"en": "not one customer", "zh": "不是同一客户"},
    "why.type": {
        "en": "records of different types never link",
        "zh": "记录类型不同，从不关联",
    },
    "why.table": {
        "en": "they are of one table, and of two linked tables only pairs across are compared",
        "zh": "二者来自同一张表，而两表关联时只比较跨表的记录对",
    },
    "why.always": {"en": "a constraint makes them always one", "zh": "约束规定二者始终为同一客户"},
    "why.always_chain": {
        "en": "a chain of constraints makes them always one",
        "zh": "一连串约束规定二者始终为同一客户",
    },
    "why.never": {"en": "a constraint keeps them apart", "zh": "约束规定二者不得合并"},
    "why.never_chain": {
        "en": "a chain of constraints keeps them apart",
        "zh": "一连串约束规定二者不得合并",
    },
    "why.veto": {
        "en": "values that contradict keep them apart",
        "zh": "相互矛盾的值使二者不得合并",
    },
    "why.blocking": {
        "en": "no blocking rule brought them together",
        "zh": "没有分块规则把二者放在一起比较",
    },
    "why.left_out": {
        "en": "they share too little to be brought together",
        "zh": "共有的分块键太少，未被放在一起比较",
    },
    "why.match": {"en": "they match", "zh": "二者匹配"},
    "why.no_match": {"en": "they do not agree enough", "zh": "一致之处不足"},
    "why.connected": {"en": "other records connect them", "zh": "其他记录把二者连在一起"},
    "why.as_wholes": {
        "en": "their clusters agree as wholes",
        "zh": "二者所在的两组记录整体上一致",
    },
    "why.kept_apart": {
        "en": "they match, and the clustering kept them apart",
        "zh": "二者匹配，但聚类未予合并",
    },
    "why.others_apart": {
        "en": "they match, and records that they are with must stay apart",
        "zh": "二者匹配，但与其同组的记录不得合并",
    },
    # The score.
    "score": {
        "en": "match probability {probability:.4f} (weight {weight}): {decision}",
        "zh": "匹配概率 {probability:.4f}（权重 {weight}）：{decision}",
    },
    "thresholds": {
        "en": "a match from {match} on, possible from {possible}",
        "zh": "匹配阈值 {match}，可能匹配阈值 {possible}",
    },
    "decision.match": {"en": "match", "zh": "匹配"},
    "decision.possible": {"en": "possible", "zh": "可能匹配"},
    "decision.non_match": {"en": "non_match", "zh": "不匹配"},
    "before": {"en": "before anything is compared", "zh": "比较之前的起点"},
    "rare": {
        "en": "shared by few, {times} times rarer than usual",
        "zh": "少有人共用，比通常罕见 {times} 倍",
    },
    "common": {
        "en": "shared by many, {times} times commoner than usual",
        "zh": "共用者多，比通常常见 {times} 倍",
    },
    "silent": {"en": "says nothing: {fields}", "zh": "未提供依据：{fields}"},
    "field": {"en": "{field} ({label})", "zh": "{field}（{label}）"},
    "value.ignored": {
        "en": "a value of {field} of {record} is ignored: somebody said that it tells nobody apart",
        "zh": "{record} 的 {field} 有一个值被忽略：有人指明它不能区分客户",
    },
    "value.alias": {
        "en": "a value of {field} of {record} is read as another one: somebody said they are one",
        "zh": "{record} 的 {field} 有一个值按另一个值处理：有人指明二者相同",
    },
    # What brought them together.
    "brought": {"en": "brought together by: {rules}", "zh": "比较由以下规则提出：{rules}"},
    "left_out": {
        "en": "keys they share weigh {weight:.2f} bits, a pair is compared from {cut:.2f} on: {rules}",
        "zh": "共有的键合计 {weight:.2f} 比特，达到 {cut:.2f} 才会比较：{rules}",
    },
    "more": {"en": "{count} more", "zh": "另有 {count} 条"},
    # What the clusters and constraints did.
    "always": {"en": "{left} is always {right}", "zh": "{left} 始终是 {right}"},
    "never": {"en": "{left} is never {right}", "zh": "{left} 绝不是 {right}"},
    "group": {
        "en": "{left} and {right} are of one group, of which a customer has one record",
        "zh": "{left} 与 {right} 属于同一组，一个客户在组内只能有一条记录",
    },
    "source": {
        "en": "{left} and {right} are of one source, and a customer has one record a source",
        "zh": "{left} 与 {right} 来自同一来源，一个客户在每个来源只能有一条记录",
    },
    "veto": {
        "en": "{left} and {right} differ in {fields}, which vetoes it",
        "zh": "{left} 与 {right} 的 {fields} 不同，因此否决",
    },
    "alone": {"en": "{record} is alone", "zh": "{record} 单独成组"},
    "partner": {
        "en": "{record} is with {partner} (weight {weight})",
        "zh": "{record} 与 {partner} 同组（权重 {weight}）",
    },
    "partner_more": {
        "en": "{record} is with {partner} (weight {weight}) and {count} more",
        "zh": "{record} 与 {partner}（权重 {weight}）及另外 {count} 条记录同组",
    },
    "mean_between": {
        "en": "{pairs} pairs between their clusters weigh {mean} on average; they join from {cut} on",
        "zh": "两组之间 {pairs} 对记录的平均权重为 {mean}，达到 {cut} 才会合并",
    },
    "mean_inside": {
        "en": "{pairs} pairs inside the cluster weigh {mean} on average; clusters join from {cut} on",
        "zh": "组内 {pairs} 对记录的平均权重为 {mean}，两组之间达到 {cut} 即合并",
    },
    "link": {
        "en": "link {left} - {right} ({probability:.4f})",
        "zh": "关联 {left} - {right}（{probability:.4f}）",
    },
    # What would have changed it.
    "change.head": {"en": "what would change it:", "zh": "若要改变结果："},
    "change.any": {
        "en": "what would change it, any one of these:",
        "zh": "以下任一改变即可改变结果：",
    },
    "change.agree": {
        "en": "{label}: then they match ({weight})",
        "zh": "{label}：即可匹配（{weight}）",
    },
    "change.lose": {
        "en": "{label}: then they do not match ({weight})",
        "zh": "{label}：即不再匹配（{weight}）",
    },
    "change.threshold_low": {
        "en": "a match threshold of {threshold} or less",
        "zh": "匹配阈值不高于 {threshold}",
    },
    "change.threshold_high": {
        "en": "a match threshold above {threshold}",
        "zh": "匹配阈值高于 {threshold}",
    },
    "change.rule": {
        "en": "a rule that brings them together: they would match",
        "zh": "增加能找到这一对的分块规则：二者将匹配",
    },
    "change.no_rule": {
        "en": "no rule alone: brought together, they would not match",
        "zh": "仅增加分块规则不够：即使比较，二者也不匹配",
    },
    "change.no_constraint_match": {
        "en": "without the constraint: by themselves they match",
        "zh": "去掉约束：仅凭比较二者匹配",
    },
    "change.no_constraint_differ": {
        "en": "without the constraint: by themselves they do not match",
        "zh": "去掉约束：仅凭比较二者不匹配",
    },
    "change.mean": {
        "en": "{added} on average for each pair between their clusters",
        "zh": "两组之间每对记录的权重平均增加 {added}",
    },
    "change.link": {
        "en": "without the link {left} - {right} nothing would connect them",
        "zh": "若没有关联 {left} - {right}，二者便无从相连",
    },
    "change.none": {"en": "no single field would change it", "zh": "任何单一字段都不足以改变结果"},
    # What training learned.
    "report.head": {
        "en": "{matches} matches expected among {pairs} pairs, after {rounds} rounds",
        "zh": "{pairs} 对记录中预期有 {matches} 对匹配，共迭代 {rounds} 轮",
    },
    "report.comparison": {
        "en": "{bits} bits  {name}  {best} in {m} of the matches and {u} of the strangers "
        "({worth}, else down to {costs}); in {present} of the pairs",
        "zh": "{bits} 比特  {name}  “{best}”在匹配中占 {m}、在陌生者中占 {u}"
        "（{worth}，否则低至 {costs}）；{present} 的记录对可比较",
    },
    "report.distrust": {"en": "to distrust:", "zh": "需要存疑："},
    "report.sound": {"en": "nothing to distrust", "zh": "没有需要存疑之处"},
    "training.no_pairs": {
        "en": "there was no pair to learn from: the model is what is believed beforehand",
        "zh": "没有可供学习的记录对：模型仅为先验设定",
    },
    "training.not_settled": {
        "en": "training had not settled: its last round still moved a share by {share}",
        "zh": "训练尚未收敛：最后一轮仍使某一比例变动 {share}",
    },
    "training.no_matches": {
        "en": "no match was found: there may be none, and how matches look was not learned",
        "zh": "未发现匹配：可能确实没有，但也未能学到匹配的特征",
    },
    "training.few_matches": {
        "en": "few matches: how they look is {share} seen and the rest believed beforehand",
        "zh": "匹配较少：其特征只有 {share} 来自数据，其余为先验设定",
    },
    "training.mostly_matches": {
        "en": "{share} of the pairs are taken for matches: right if the blocking rules are narrow; "
        "else the model tells sorts of customers apart, not customers",
        "zh": "{share} 的记录对被判为匹配：分块规则很窄时属正常，否则模型区分的可能是客户类别而非客户",
    },
    "training.seldom": {
        "en": "{comparison}: only {share} of the pairs can be compared by it",
        "zh": "{comparison}：只有 {share} 的记录对可比较",
    },
    "training.says_little": {
        "en": "{comparison}: says next to nothing ({bits} bits for a match)",
        "zh": "{comparison}：几乎不提供信息（每对匹配 {bits} 比特）",
    },
    "training.agreement_against": {
        "en": "{comparison}: '{label}' speaks against a match ({bits} bits)",
        "zh": "{comparison}：“{label}”反而不利于匹配（{bits} 比特）",
    },
    "training.difference_for": {
        "en": "{comparison}: '{label}' speaks for a match ({bits} bits)",
        "zh": "{comparison}：“{label}”反而有利于匹配（{bits} 比特）",
    },
    "training.unseen": {
        "en": "{comparison}: levels not seen among the matches: {number}; what they are worth is "
        "believed beforehand",
        "zh": "{comparison}：有 {number} 个等级未在匹配中出现，其权重为先验设定",
    },
    "training.dependent": {
        "en": "{comparison} and {label}: agree together {number} times as often as the model says "
        "among pairs that are no match, so together they count for too much",
        "zh": "{comparison} 与 {label}：在不匹配的记录对中同时一致的次数是模型估计的 {number} 倍，"
        "合在一起权重偏高",
    },
    # How far records have moved from those the model was learned from.
    "drift.head": {
        "en": "{now} records now, {then} when the model was learned",
        "zh": "现有 {now} 条记录，训练模型时为 {then} 条",
    },
    "drift.unknown": {
        "en": "{now} records now; the model does not say what it was learned from: fit again",
        "zh": "现有 {now} 条记录；模型未记录训练时的数据情况：请重新训练",
    },
    "drift.none": {"en": "nothing to speak of has changed", "zh": "没有值得一提的变化"},
    "drift.refit": {"en": "fit again", "zh": "请重新训练"},
    "drift.grown": {
        "en": "there are many more records: any two are less often one customer, and all weights "
        "are too high ({bits} bits)",
        "zh": "记录大幅增多：任意两条属于同一客户的可能性下降，所有权重偏高（{bits} 比特）",
    },
    "drift.shrunk": {
        "en": "there are far fewer records: any two are more often one customer, and all weights "
        "are too low ({bits} bits)",
        "zh": "记录大幅减少：任意两条属于同一客户的可能性上升，所有权重偏低（{bits} 比特）",
    },
    "drift.present": {
        "en": "{comparison}: {now} of random pairs can be compared by it, {then} then",
        "zh": "{comparison}：随机记录对中可比较的占 {now}，当时为 {then}",
    },
    "drift.level": {
        "en": "{comparison}: '{label}' in {now} of random pairs, {then} then: its weight is wrong "
        "({bits} bits)",
        "zh": "{comparison}：随机记录对中“{label}”占 {now}，当时为 {then}：其权重有偏差（{bits} 比特）",
    },
    "semicolon": {"en": "; ", "zh": "；"},
    "comma": {"en": ", ", "zh": "、"},
}


def phrase(code: str, locale: str, **params: object) -> str:
    """Return a sentence in English or Chinese ("zh").

    >>> phrase("change.threshold_high", "en", threshold="0.9")
    'a match threshold above 0.9'
    """
    language = "zh" if locale.lower().startswith("zh") else "en"
    return PHRASES[code][language].format_map(params)


def width(text: str) -> int:
    """Return how many columns a text takes: Chinese characters take two.

    >>> width("phone"), width("电话")
    (5, 4)
    """
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


def padded(text: str, columns: int) -> str:
    """Return a text with blanks after it, so many columns wide at least."""
    return text + " " * max(0, columns - width(text))
