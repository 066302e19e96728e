"""Why two records are, or are not, one customer."""

from attrs import frozen

from custmdm._html import html_table
from custmdm.block import PairRules
from custmdm.data.explanations import phrase
from custmdm.linker import _explain_text as write
from custmdm.linker._evidence import Change, ClusterEvidence, ConstraintChain, ReadValue
from custmdm.model import Decision, Link, MatchScore, RecordId, Thresholds

_NO_RULES = PairRules(())


@frozen(repr=False)
class Explanation:
    """Say why two records are, or are not, one customer, as data; ``print`` it for the text.

    No value of a record is in it: fields, levels and record ids only.

    Attributes:
        left: the one record.
        right: the other.
        same: whether they ended up as one customer.
        stage: where it was decided: "type", "table" (of two linked tables both are of one),
            "constraint", "blocking", "scoring" or "clustering".
        blocking: the blocking rules that brought the pair together, and those that left it out.
        score: the score with what each comparison added.
        decision: what the thresholds make of the score.
        thresholds: the thresholds.
        constraint: the constraints that decided.
        clusters: what the clustering saw, where it decided.
        path: where other links connect them, the chain of links; what is always one has a link
            too, whatever its weight.
        changes: what would have changed the decision, the least change first.
        values: the values that matching reads as IgnoreValue and AliasValue say.
    """

    left: RecordId
    right: RecordId
    same: bool
    stage: str
    blocking: PairRules = _NO_RULES
    score: MatchScore | None = None
    decision: Decision | None = None
    thresholds: Thresholds | None = None
    constraint: ConstraintChain | None = None
    clusters: ClusterEvidence | None = None
    path: tuple[Link, ...] = ()
    changes: tuple[Change, ...] = ()
    values: tuple[ReadValue, ...] = ()

    @classmethod
    def of_types(cls, left: RecordId, right: RecordId) -> "Explanation":
        """Return the explanation for records of different types."""
        return cls(left, right, False, "type")

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the blocking rules that brought the pair together."""
        return self.blocking.rules

    def text(self, locale: str = "en") -> str:
        """Return the explanation in words, in English ("en") or Chinese ("zh").

        >>> told = Explanation.of_types(RecordId("crm", 1), RecordId("erp", 1))
        >>> told.text()
        'crm:1 and erp:1: not one customer, records of different types never link'
        >>> told.text("zh")
        'crm:1 与 erp:1：不是同一客户，记录类型不同，从不关联'
        """
        scored = []
        if self.score is not None and self.decision is not None and self.thresholds is not None:
            scored = write.score_lines(self.score, self.decision, self.thresholds, locale)
        lines = [*self._before(locale), *scored, *self._after(locale)]
        return "\n".join([self._head(locale), *(f"  {line}" for line in lines)])

    def _head(self, locale: str) -> str:
        verdict = phrase("one" if self.same else "not_one", locale)
        why = phrase(self._why, locale)
        return phrase("head", locale, left=self.left, right=self.right, verdict=verdict, why=why)

    def _before(self, locale: str) -> list[str]:
        """Return what is said before the score."""
        lines = []
        if self.constraint is not None:
            lines += write.constraint_lines(self.constraint, locale)
        if self.clusters is not None:
            lines += write.cluster_lines(self.clusters, self.same, locale)
        return [*lines, *write.path_lines(self.path, locale)]

    def _after(self, locale: str) -> list[str]:
        """Return what is said after it."""
        lines = [*write.value_lines(self.values, locale), *write.rule_lines(self.blocking, locale)]
        if self.stage != "type":
            lines += write.change_lines(self.changes, self.stage, self.decision, locale)
        return lines

    @property
    def _why(self) -> str:
        """Return the code of the sentence that says why."""
        if self.stage == "constraint":
            assert self.constraint is not None
            if self.constraint.kind == "veto":
                return "why.veto"
            chain = "_chain" if len(self.constraint.records) > 2 else ""
            return f"why.{'always' if self.same else 'never'}{chain}"
        if self.stage == "blocking":
            return "why.left_out" if self.blocking.left_out else "why.blocking"
        if self.stage == "scoring":
            return "why.match" if self.same else "why.no_match"
        if self.stage == "clustering":
            if self.same:
                return "why.connected" if self.path else "why.as_wholes"
            others = self.clusters is not None and self.clusters.apart is not None
            return "why.others_apart" if others else "why.kept_apart"
        return f"why.{self.stage}"

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        verdict = "one customer" if self.same else "not one customer"
        return f"<Explanation: {self.left} and {self.right}, {verdict}, by {self.stage}>"

    def _repr_html_(self) -> str:
        score = self.score
        told = sorted(
            () if score is None else score.contributions,
            key=lambda c: (c.level < 0, -abs(c.weight), c.comparison),
        )
        rows = [(c.comparison, c.label, float(c.weight)) for c in told]
        notes = [*self._before("en"), *self._after("en")]
        if score is not None:
            # With it the rows add up to the weight.
            before = score.weight - sum(c.weight for c in score.contributions)
            rows.append((phrase("before", "en"), "", before))
            total = f"match weight {score.weight:+.2f} bits, probability {score.probability:.1%}"
            notes.insert(0, total)
        return html_table(self._head("en"), ("comparison", "they", "bits"), rows, notes=notes)
