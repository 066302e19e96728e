"""Explain a pair: from what a run kept, which stage decided, and by what."""

from custmdm.block import PairRules, rules_of_pair
from custmdm.linker._changes import changes_of
from custmdm.linker._evidence import ClusterEvidence, ReadValue
from custmdm.linker._explain_clusters import bridges, cluster_evidence, path_between
from custmdm.linker._explain_constraints import what_holds
from custmdm.linker._explanation import Explanation
from custmdm.linker._resolved import ResolvedTable
from custmdm.model import Decision, Link
from custmdm.tables import IGNORED, Table, identities


def explain_pair(part: ResolvedTable, left: int, right: int, *, rules: bool = True) -> Explanation:
    """Return the explanation of two rows of one table, left < right.

    Without the rules that brought them together where nobody asks for these, for of a large table
    that takes the keys of all records: then the pair is one that was kept.
    """
    matching, table = part.matching, part.table
    blocking = _blocking(part, left, right) if rules else PairRules(())
    score = matching.score_rows(table, left, right)
    decision = matching.thresholds.decide(score.probability)
    same = bool(part.labels[left] == part.labels[right])
    matched = decision is Decision.MATCH and part.kept(left, right)
    constraint = what_holds(part, left, right)
    one_table = part.sides is not None and part.sides[left] == part.sides[right]
    clusters: ClusterEvidence | None = None
    path: tuple[Link, ...] = ()
    alone: tuple[Link, ...] = ()
    if constraint is not None:
        stage = "constraint"
    elif one_table and not same:
        stage = "table"
    elif matched == same:
        stage = "scoring" if same or not rules or blocking.rules else "blocking"
    else:
        stage = "clustering"
        clusters = cluster_evidence(part, left, right)
        if same:
            path, alone = path_between(part, left, right), bridges(part, left, right)
    ids = table.ids
    return Explanation(
        ids[left], ids[right], same, stage, blocking, score, decision, matching.thresholds,
        constraint, clusters, path, changes_of(matching, score, stage, same, clusters, alone),
        (*_read_values(table, left), *_read_values(table, right)),
    )  # fmt: skip


def _read_values(table: Table, row: int) -> list[ReadValue]:
    """Return the values of a row that are read as somebody said."""
    found = []
    for path, of_path in sorted(table.read_as.items()):
        leaf = table.leaves[path]
        said = [leaf.answers.read(code) for code in leaf.column.row_codes(row) if code >= 0]
        read = [of_path[key] for one in said for key in identities(one) if key in of_path]
        for value in read:
            kind = "ignored" if value is IGNORED else "alias"
            found.append(ReadValue(table.ids[row], path, kind))
    return list(dict.fromkeys(found))


def _blocking(part: ResolvedTable, left: int, right: int) -> PairRules:
    """Return the rules that brought two rows together; of one of two linked tables, none do."""
    if part.sides is not None and part.sides[left] == part.sides[right]:
        return PairRules(())
    matching = part.matching
    return rules_of_pair(
        part.key_table, matching.rules, part.plans, left, right, max_records=matching.max_block
    )
