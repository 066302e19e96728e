"""What people are to look at, what matters most first."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from attrs import frozen

from custmdm._values import aware
from custmdm.data.review_words import review_phrase
from custmdm.errors import ConfigurationError
from custmdm.linker import Resolution
from custmdm.model import RecordId
from custmdm.steward._bands import Merge
from custmdm.steward._decisions import Different, Pair, PairDecision, Ruling, Same, Unsure
from custmdm.steward._evidence import evidence
from custmdm.steward._questions import Kind, Question, questions
from custmdm.steward._replay import Replayed, stale

# What a customer is worth, by its golden id.
Value = Callable[[str], float]

# Kinds of which it is no matter of the score that they are open.
_OPEN = frozenset({"held_back", "identifier_conflict", "stale_decision"})


@frozen
class ReviewItem:
    """Ask whether some customers are one, or one is several.

    Attributes:
        id: names the question: the same question has the same id in each run.
        kind: "possible_match": two customers may be one; "held_back": a merge waits for a look, by
            its bands; "ambiguous_cluster": a customer fits several others; "bridge": one link alone
            holds a customer together; "identifier_conflict": only numbers of identity that differ
            keep two customers apart, or one has two such; "stale_decision": somebody decided on
            records that say something else now.
        subjects: the golden ids that it is about.
        pair: the two records to look at.
        probability: that they are one customer, by the model; None where nobody is to be swayed.
        reasons: codes of why it is asked.
        impact: how many records would be of another customer.
        evidence: what is known of the pair, for a decision.
        due: until when, or None.
    """

    id: str
    kind: Kind
    subjects: tuple[str, ...]
    pair: tuple[RecordId, RecordId]
    probability: float | None
    reasons: tuple[str, ...]
    impact: int
    evidence: str
    due: dt.datetime | None = None

    def text(self, locale: str = "en") -> str:
        """Return what is asked, in a line: whom it is about, why, and how much hangs on it.

        Args:
            locale: English ("en") or Chinese ("zh").
        """
        subjects = review_phrase("and", locale).join(self.subjects)
        reasons = review_phrase("semicolon", locale).join(
            review_phrase(code, locale) for code in self.reasons
        )
        line = review_phrase(self.kind, locale, subjects=subjects)
        if reasons:
            line = review_phrase("why", locale, asked=line, reasons=reasons)
        code = "impact" if self.impact != 1 else "impact_of_one"
        return line + review_phrase(code, locale, n=self.impact)

    def same(self, *, by: str, at: dt.datetime, **more: Any) -> Same:
        """Return the decision that the pair is one customer.

        Args:
            by: who says so.
            at: when.
            **more: reason, expires, scope.
        """
        return Same(*self.pair, by=by, at=at, evidence=self.evidence, **more)

    def different(self, *, by: str, at: dt.datetime, **more: Any) -> Different:
        """Return the decision that the pair is two customers, as `same` does."""
        return Different(*self.pair, by=by, at=at, evidence=self.evidence, **more)

    def unsure(self, *, by: str, at: dt.datetime, **more: Any) -> Unsure:
        """Return the decision that nobody could tell, as `same` does."""
        return Unsure(*self.pair, by=by, at=at, evidence=self.evidence, **more)


def queue(
    result: "Resolution[Any]",
    *,
    budget: int | None = None,
    merges: Iterable[Merge] = (),
    decisions: Replayed | None = None,
    value: Value | None = None,
    now: dt.datetime | None = None,
    due: Mapping[Kind, dt.timedelta] | None = None,
    blind: bool = False,
    secret: bytes = b"",
) -> tuple[ReviewItem, ...]:
    """Return what people are to look at, what matters most first.

    What matters is how much is at risk times how open the question is: a pair at even odds between
    two large customers comes before one that is all but sure between two small ones. The order
    hangs on nothing else, and the same result gives the same queue.

    Args:
        result: what `resolve` returned.
        budget: how many items at most; None for all.
        merges: the merges by their bands, of this run or of the one before without what they hold
            back: those to review are asked.
        decisions: what was said before: of two customers that somebody decided on nothing is asked
            again unless it is stale.
        value: what a customer is worth, by golden id; by default how many records it has.
        now: when this is, for due dates.
        due: how long each kind may wait.
        blind: whether nobody is to see what the model thinks: then items have no probability, and
            neither their reasons nor their order say anything of it.
        secret: the key of the evidence.

    Raises:
        ConfigurationError: if the budget is below 1, or `due` is given without `now`, or names no
            kind.
    """
    if budget is not None and budget < 1:
        raise ConfigurationError(f"a budget is at least one item, got {budget}")
    if due is not None and now is None:
        raise ConfigurationError("due= needs now=, the time from which it counts")
    for kind in due or ():
        if kind not in get_args(Kind):
            known = ", ".join(get_args(Kind))
            raise ConfigurationError(f"there is no kind of item {kind!r}, but {known}")
    said = Replayed() if decisions is None else decisions
    old = stale(said.standing, result, secret=secret)
    on_pairs = (one for one in said.standing if isinstance(one, (PairDecision, Ruling)))
    settled = {pair for one in on_pairs if (pair := one.pair) is not None}
    settled -= {one.pair for one in old}
    asked: dict[Pair, Question] = {}
    for one in questions(result, merges, old, settled):
        if one.pair not in settled:
            asked.setdefault(one.pair, one)
    chosen = sorted(asked.values(), key=lambda one: (-_matters(one, value), one.id))[:budget]
    if blind:
        chosen.sort(key=lambda one: one.id)
    wait = {} if now is None else {kind: aware(now) + time for kind, time in (due or {}).items()}
    return tuple(
        ReviewItem(
            one.id, one.kind, one.subjects, one.pair,
            None if blind else one.probability, _told(one, blind=blind), one.impact,
            evidence(result, *one.pair, secret=secret), wait.get(one.kind),
        )
        for one in chosen
    )  # fmt: skip


def _told(question: Question, *, blind: bool) -> tuple[str, ...]:
    """Return the reasons of a question, for the blind without what says how likely it is."""
    return tuple(code for code in question.reasons if not (blind and code.startswith("score.")))


def _matters(question: Question, value: Value | None) -> float:
    """Return what is at risk times how open the question is."""
    at_risk = float(question.records)
    if value is not None:
        at_risk = sum(map(value, question.subjects))
    p = question.probability
    if question.kind == "ambiguous_cluster" or "score.match" in question.reasons:
        # Above even odds other records speak against it, or it would be one customer.
        p = min(p, 0.5)
    return at_risk * (1.0 if question.kind in _OPEN else 4.0 * p * (1.0 - p))
