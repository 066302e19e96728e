"""Golden ids that survive a new run: from the old crosswalk and the new clusters."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm._values import aware
from custmdm.errors import ConfigurationError, DuplicateKeyError
from custmdm.ledger._order import in_order
from custmdm.model import Crosswalk, RecordId
from custmdm.tables import order_of
from custmdm.typing import IdFactory

Int64 = npt.NDArray[np.int64]
# What an id without a time is taken to be: older than any.
_BEFORE = dt.datetime.min.replace(tzinfo=dt.UTC)


def stable_ids(
    previous: Crosswalk,
    clusters: Sequence[Sequence[RecordId]],
    ids: IdFactory,
    *,
    created_at: dt.datetime,
    taken: Callable[[str], bool] = lambda _: False,
) -> Crosswalk:
    """Give new clusters the golden ids that their records had, as far as that goes.

    A cluster and an old id belong together the more, the more records they share. Those that share
    the most find each other first; then the oldest id, then the lowest; of clusters that share
    equally much, the larger one, then that of the first record. A cluster that is left without an
    id gets a new one, which never was one before. An old id that is left without a cluster

    - redirects, if all its records went to one customer: it was merged;
    - says where its parts went, if they went to several: it was split.

    An id that goes on but loses records to new customers says where these parts went too. Records
    that were there before and are in no cluster now are `absent`: they have no say, and keep the
    id that they had, or what it redirects to, for the day when they come back.

    The order of the clusters, and of the records in each, changes nothing.

    >>> old = Crosswalk({RecordId("crm", 1): "g1", RecordId("crm", 2): "g2"})
    >>> now = [[RecordId("crm", 1), RecordId("crm", 2)], [RecordId("crm", 3)]]
    >>> walk = stable_ids(old, now, lambda members: "g3", created_at=dt.datetime(2026, 5, 1))
    >>> list(walk.ids.values()), walk.created, dict(walk.redirects)
    (['g1', 'g1', 'g3'], ('g3',), {'g2': 'g1'})

    Args:
        previous: who was whom after the last run; an empty one for the first.
        clusters: who is whom now; no record twice.
        ids: makes the golden id of a new customer from its records. If an id was given before, in
            a run or to a customer that is no more, "-2", "-3" and so on is added to it.
        created_at: the time that new ids get; a time without a zone is read as UTC.
        taken: says of a golden id whether it was given before, where the crosswalk holds only some
            of those that were.

    Raises:
        DuplicateKeyError: if a record is in two clusters.
        ConfigurationError: if the factory gives two new customers one id.
    """
    flat = [record for cluster in clusters for record in cluster]
    label = np.repeat(np.arange(len(clusters)), [len(cluster) for cluster in clusters])
    held = {**previous.absent, **previous.ids}
    # By rank, so that of two codes the lower one is the older id, then the lower id.
    names = sorted(set(held.values()))
    names.sort(key=lambda name: aware(previous.since.get(name, _BEFORE)))
    rank = {name: code for code, name in enumerate(names)}
    code: Int64 = np.array([rank[held[r]] if r in held else -1 for r in flat], np.int64)
    shared = _Shared.of(label[code >= 0], code[code >= 0], len(names))
    chosen = _choose(shared, clusters, len(names))

    used = {*names, *previous.since, *previous.redirects, *previous.parts}
    created: dict[int, str] = {}
    for cluster in np.flatnonzero(chosen < 0).tolist():
        name = created[cluster] = ids(in_order(clusters[cluster]))
        if type(name) is not str:
            raise ConfigurationError(
                f"the id factory gave a {type(name).__name__}; a golden id is text"
            )
    if len(set(created.values())) < len(created):
        raise ConfigurationError("the id factory gave one golden id to two customers")
    # By name, so that no order of clusters changes which one takes a name that is free.
    for cluster, name in sorted(created.items(), key=itemgetter(1)):
        created[cluster] = _unused(name, lambda one: one in used or taken(one))
        used.add(created[cluster])

    of_cluster = [created[c] if k < 0 else names[k] for c, k in enumerate(chosen.tolist())]
    now = dict(zip(flat, map(of_cluster.__getitem__, label.tolist()), strict=True))
    if len(now) < len(flat):
        raise DuplicateKeyError(f"{len(flat) - len(now)} records are in two clusters")
    redirects, parts = _leavings(shared, chosen, names, of_cluster)
    return Crosswalk(
        now,
        created=tuple(sorted(created.values())),
        redirects={g: redirects.get(to, to) for g, to in previous.redirects.items()} | redirects,
        since={**previous.since, **dict.fromkeys(sorted(created.values()), aware(created_at))},
        parts={
            **previous.parts,
            **{g: tuple(dict.fromkeys((*previous.parts.get(g, ()), *to))) for g, to in parts},
        },
        absent=_absent(held, now, redirects) if np.count_nonzero(code >= 0) < len(held) else {},
    )


@frozen(eq=False)
class _Shared:
    """Hold how many records clusters and old ids share, one entry a pair that shares any.

    Attributes:
        cluster: the cluster.
        code: the old id, by rank.
        count: how many records they share.
    """

    cluster: Int64
    code: Int64
    count: Int64

    @classmethod
    def of(cls, cluster: Int64, code: Int64, n_codes: int) -> "_Shared":
        pairs, count = np.unique(cluster * max(n_codes, 1) + code, return_counts=True)
        return cls(pairs // max(n_codes, 1), pairs % max(n_codes, 1), count)


def _choose(shared: _Shared, clusters: Sequence[Sequence[RecordId]], n_codes: int) -> Int64:
    """Return the old id, by rank, that each cluster goes on with; -1 for a new one."""
    chosen: Int64 = np.full(len(clusters), -1)
    ids_of = np.bincount(shared.cluster, minlength=len(clusters))
    clusters_of = np.bincount(shared.code, minlength=n_codes)
    # Nearly all are one cluster and one id that share records with no other.
    easy = (ids_of[shared.cluster] == 1) & (clusters_of[shared.code] == 1)
    chosen[shared.cluster[easy]] = shared.code[easy]
    rest = np.flatnonzero(~easy)
    contested = sorted(set(shared.cluster[rest].tolist()))
    firsts = [in_order(clusters[cluster])[0] for cluster in contested]
    place = {contested[i]: rank for rank, i in enumerate(order_of(firsts))}
    offers = sorted(
        (-count, code, -len(clusters[cluster]), place[cluster], cluster)
        for cluster, code, count in zip(
            shared.cluster[rest].tolist(),
            shared.code[rest].tolist(),
            shared.count[rest].tolist(),
            strict=True,
        )
    )
    taken: set[int] = set()
    for _, code, _, _, cluster in offers:
        if chosen[cluster] < 0 and code not in taken:
            chosen[cluster] = code
            taken.add(code)
    return chosen


def _leavings(
    shared: _Shared, chosen: Int64, names: Sequence[str], of_cluster: Sequence[str]
) -> tuple[dict[str, str], list[tuple[str, tuple[str, ...]]]]:
    """Return what old ids redirect to, and where the parts of those that were split went."""
    kept = set(chosen.tolist())
    left: dict[int, list[int]] = {}
    away = chosen[shared.cluster] != shared.code
    for cluster, code in zip(
        shared.cluster[away].tolist(), shared.code[away].tolist(), strict=True
    ):
        left.setdefault(code, []).append(cluster)
    redirects: dict[str, str] = {}
    parts: list[tuple[str, tuple[str, ...]]] = []
    for code, to in left.items():
        if code in kept:
            # What went to another old id was corrected; only what is a new customer is a part.
            to = [cluster for cluster in to if chosen[cluster] < 0]
        elif len(to) == 1:
            redirects[names[code]] = of_cluster[to[0]]
            continue
        if to:
            parts.append((names[code], tuple(sorted(of_cluster[cluster] for cluster in to))))
    return redirects, parts


def _absent(
    held: Mapping[RecordId, str], now: Mapping[RecordId, str], redirects: Mapping[str, str]
) -> dict[RecordId, str]:
    return {r: redirects.get(g, g) for r, g in held.items() if r not in now}


def _unused(name: str, is_used: Callable[[str], bool]) -> str:
    found, n = name, 1
    while is_used(found):
        n += 1
        found = f"{name}-{n}"
    return found
