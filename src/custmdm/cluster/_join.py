"""Join the units of a sparse graph, component by component."""

import numpy as np
import numpy.typing as npt

from custmdm.cluster._agglomerate import agglomerate
from custmdm.cluster._batches import batches
from custmdm.cluster._components import by_first_row, places
from custmdm.cluster._graph import Gain, Graph

Int64 = npt.NDArray[np.int64]

# Cuts that a component that is too large is gone through with, from the clip down to 0.
_STEPS = 16
# A gain above this is one, however sums are rounded, in bits.
_CLEAR = 2.0**-10


def join(graph: Graph, gain: Gain, max_size: int) -> Int64:
    """Return the cluster of each unit.

    Two units in different components never gain by a join, so each component is on its own.
    """
    component = graph.components(gain, 0.0)
    large = np.bincount(component, minlength=1)[component] > max_size
    whole = _are_whole(graph, component, gain) & ~large
    labels = _join_within(graph, np.where(large | whole, -1, component), gain, 0.0)
    # Units of one component that is whole are one cluster; the first of them stands for it.
    first = np.zeros(len(graph), dtype=np.int64)
    units = np.flatnonzero(whole)[::-1]
    first[component[units]] = units
    labels[units] = first[component[units]]
    if large.any():
        rows = np.flatnonzero(large)
        unit = np.full(len(graph), -1, dtype=np.int64)
        unit[rows] = np.arange(len(rows))
        labels[rows] = rows[_join_in_steps(graph.contract(unit), gain, max_size)]
    return by_first_row(labels)


def _are_whole(graph: Graph, component: Int64, gain: Gain) -> npt.NDArray[np.bool_]:
    """Return which units are in a component where every pair is worth joining, and may be.

    However such units are joined, what is left is worth joining too: a mean or a sum of what is
    above the cut. Most components are so, nearly all of them pairs.
    """
    size = graph.size
    gains = gain(graph.total, size[graph.left] * size[graph.right])
    strong = np.bincount(component[graph.left[gains > _CLEAR]], minlength=len(graph))
    units = np.bincount(component, minlength=len(graph))
    whole = (units > 1) & (strong == units * (units - 1) // 2)
    one, other = (component[side] for side in graph.never)
    whole[one[one == other]] = False
    if len(graph.member):
        order = np.lexsort((graph.group, component[graph.member]))
        of, group = component[graph.member][order], graph.group[order]
        whole[of[1:][(np.diff(of) == 0) & (np.diff(group) == 0)]] = False
    return np.asarray(whole[component])


def _join_in_steps(graph: Graph, gain: Gain, max_size: int) -> Int64:
    """Return the first unit of the cluster of each, by joins at a high cut before a lower one.

    For means this is no approximation: a join never makes a mean that is higher than the higher
    one of its parts, so what is joined at a cut is joined first in any case, and clusters so far
    are the units of the next cut. Where the units that a cut connects are still too many, they
    are gone through in blocks, until no block changes any more.
    """
    label = np.arange(len(graph), dtype=np.int64)
    first = label
    for cut in np.linspace(gain.clip, 0.0, _STEPS + 1).tolist():
        while True:
            component = graph.components(gain, cut)
            place = places(component)
            part = by_first_row(component * (len(graph) + 1) + place // max_size)
            joined = _join_within(graph, part, gain, cut)
            unit = by_first_row(joined)
            stuck = int(unit.max(initial=-1)) + 1 == len(graph)
            first = first[np.flatnonzero(joined == np.arange(len(graph)))]
            label, graph = unit[label], graph.contract(unit)
            if stuck or place.max(initial=0) < max_size:
                break
    return first[label]


def _join_within(graph: Graph, component: Int64, gain: Gain, cut: float) -> Int64:
    """Return the first unit of the cluster of each unit; those of component -1 stay alone."""
    labels = np.arange(len(graph), dtype=np.int64)
    for units, total in batches(graph, component):
        found = agglomerate(total, graph.size[units], gain, cut)
        held = units >= 0
        labels[units[held]] = np.take_along_axis(units, found, axis=1)[held]
    return labels
