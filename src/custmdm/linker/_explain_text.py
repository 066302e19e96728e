"""The parts of an explanation as lines of text, in English and Chinese."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from custmdm.block import PairRules
from custmdm.data.explanations import padded, phrase, width
from custmdm.data.outcome_labels import outcome_label
from custmdm.linker._evidence import Change, ClusterEvidence, ConstraintChain, Partner, ReadValue
from custmdm.model import Contribution, Decision, Link, MatchScore, Thresholds

# The rules that the text of an explanation names.
_SHOWN = 4
# A value is called rare or common from so many bits on.
_RARE = 1.5
# A longer name of a field stands out of its column.
_FIELD = 44


def score_lines(
    score: MatchScore, decision: Decision, thresholds: Thresholds, locale: str
) -> list[str]:
    """Return the score and what each field added, what says most first."""
    stated = phrase(
        "score", locale, probability=score.probability, weight=_bits(score.weight),
        decision=phrase(f"decision.{decision.value}", locale),
    )  # fmt: skip
    cuts = {"match": f"{thresholds.match:g}", "possible": f"{thresholds.possible:g}"}
    told = sorted(
        (c for c in score.contributions if c.level >= 0),
        key=lambda c: (-abs(c.weight), c.comparison),
    )
    columns = _column([c.comparison for c in told])
    lines = [stated + phrase("semicolon", locale) + phrase("thresholds", locale, **cuts)]
    lines += [
        f"  {_bits(c.weight):>7}  {padded(c.comparison, columns)}  {agreement_text(c, locale)}"
        for c in told
    ]
    before = score.weight - sum(c.weight for c in score.contributions)
    lines.append(f"  {_bits(before):>7}  {phrase('before', locale)}")
    quiet = silent_text(score.contributions, locale)
    return [*lines, f"  {'':7}  {quiet}"] if quiet else lines


def silent_text(contributions: Sequence[Contribution], locale: str) -> str:
    """Return the fields that say nothing, those together of which the reason is the same."""
    fields: dict[str, list[str]] = {}
    for c in contributions:
        if c.level < 0:
            fields.setdefault(outcome_label(c.label, locale), []).append(c.comparison)
    comma = phrase("comma", locale)
    said = [
        phrase("field", locale, field=comma.join(names), label=label)
        for label, names in fields.items()
    ]
    return phrase("silent", locale, fields=phrase("semicolon", locale).join(said)) if said else ""


def agreement_text(told: Contribution, locale: str) -> str:
    label = outcome_label(told.label, locale)
    if abs(told.rarity) < _RARE:
        return label
    times = f"{2.0 ** abs(told.rarity):.0f}"
    rare = phrase("rare" if told.rarity < 0 else "common", locale, times=times)
    return label + phrase("semicolon", locale) + rare


def value_lines(values: Sequence[ReadValue], locale: str) -> list[str]:
    """Return which values are read as somebody said."""
    return [phrase(f"value.{v.kind}", locale, record=v.record, field=v.field) for v in values]


def rule_lines(blocking: PairRules, locale: str) -> list[str]:
    """Return which rules brought the pair together, or shared too little to."""
    lines = []
    if blocking.rules:
        lines.append(phrase("brought", locale, rules=_names(blocking.rules, locale)))
    if blocking.left_out:
        rules = _names(blocking.left_out, locale)
        said = {"weight": blocking.weight, "cut": blocking.cut}
        lines.append(phrase("left_out", locale, rules=rules, **said))
    return lines


def _names(rules: Sequence[str], locale: str) -> str:
    # The plainest say the most; the many parts of names and words only say it again.
    shown = sorted(rules, key=lambda rule: (len(rule), rule))
    left = len(shown) - _SHOWN
    more = [phrase("more", locale, count=left)] if left > 0 else []
    return phrase("semicolon", locale).join([*shown[:_SHOWN], *more])


def constraint_lines(chain: ConstraintChain, locale: str) -> list[str]:
    """Return each constraint of the chain."""
    lines = []
    for left, right in zip(chain.records, chain.records[1:], strict=False):
        code = chain.kind if chain.apart == (left, right) else "always"
        fields = phrase("comma", locale).join(chain.fields)
        lines.append(phrase(code, locale, left=left, right=right, fields=fields))
    return lines


def cluster_lines(told: ClusterEvidence, same: bool, locale: str) -> list[str]:
    """Return with whom each record is, and how the clusters weigh up."""
    lines = constraint_lines(told.apart, locale) if told.apart is not None else []
    lines += [_partner(told.left, locale), _partner(told.right, locale)]
    # Where something keeps them apart, it is not the mean that did.
    if told.mean is not None and told.apart is None:
        code = "mean_inside" if same else "mean_between"
        cut, mean = _bits(told.cut), _bits(told.mean)
        lines.append(phrase(code, locale, pairs=f"{told.pairs:,}", mean=mean, cut=cut))
    return lines


def _partner(told: Partner, locale: str) -> str:
    if told.partner is None:
        return phrase("alone", locale, record=told.record)
    code = "partner_more" if told.others else "partner"
    weight = _bits(told.weight)
    return phrase(
        code, locale, record=told.record, partner=told.partner, weight=weight, count=told.others
    )


def path_lines(path: Sequence[Link], locale: str) -> list[str]:
    """Return the chain of links."""
    return [
        phrase("link", locale, left=p.left, right=p.right, probability=p.probability) for p in path
    ]


def change_lines(
    changes: Sequence[Change], stage: str, decision: Decision | None, locale: str
) -> list[str]:
    """Return what would have changed the decision; a threshold next to 0 or 1 is left out."""
    matches = decision is Decision.MATCH
    levels = [c for c in changes if c.code == "level"]
    columns = _column([c.comparison for c in levels])
    code = "change.lose" if matches else "change.agree"
    said = []
    for c in levels:
        label = phrase(code, locale, label=outcome_label(c.label, locale), weight=_bits(c.weight))
        said.append(f"{_bits(c.added):>7}  {padded(c.comparison, columns)}  {label}")
    if stage == "scoring" and not said:
        said.append(f"{'':7}  {phrase('change.none', locale)}")
    said += [f"{'':7}  {line}" for c in changes if (line := _change(c, matches, locale))]
    head = phrase("change.head" if len(said) == 1 else "change.any", locale)
    return [head, *(f"  {line}" for line in said)] if said else []


def _change(change: Change, matches: bool, locale: str) -> str:
    if change.code == "threshold":
        assert change.threshold is not None
        # Rounded to the side on which the decision turns: what is said is true as it stands.
        shown = _rounded(change.threshold, up=matches)
        code = "change.threshold_high" if matches else "change.threshold_low"
        return phrase(code, locale, threshold=shown) if shown else ""
    if change.code == "mean":
        return phrase("change.mean", locale, added=_bits(change.added))
    if change.link is not None:
        return phrase("change.link", locale, left=change.link.left, right=change.link.right)
    if change.code == "rule":
        return phrase("change.rule" if change.turns else "change.no_rule", locale)
    if change.code == "constraint":
        code = "change.no_constraint_match" if matches else "change.no_constraint_differ"
        return phrase(code, locale)
    return ""


def _rounded(probability: float, *, up: bool) -> str:
    """Return a probability with two or three digits, or nothing where it is next to 0 or 1.

    >>> _rounded(0.3149, up=False), _rounded(0.9342, up=True), _rounded(0.99991, up=True)
    ('0.31', '0.94', '')
    >>> _rounded(0.9952, up=True), _rounded(0.004, up=False)
    ('0.996', '')
    """
    # In decimals: a product of floats may have passed the number that it is to be rounded to.
    digits = Decimal("0.001") if probability > 0.99 else Decimal("0.01")
    found = float(Decimal(probability).quantize(digits, ROUND_CEILING if up else ROUND_FLOOR))
    return f"{found:g}" if 0.0 < found < 1.0 else ""


def _bits(weight: float) -> str:
    return f"{weight + 0.0:+.2f}".replace("-0.00", "+0.00")


def _column(fields: Sequence[str]) -> int:
    """Return how wide the column of some fields is."""
    return min(max(map(width, fields), default=0), _FIELD)
