"""Linked nodes by scipy, in the place of `register.dimension_tables._joined`: what that is held against."""

from __future__ import annotations

from typing import Any

import numpy as np


def joined(one: Any, other: Any, nodes: int) -> Any:
    """The number of the group of each of `nodes`, and one more. It brings scipy when it is called, as whoever counts
    once would."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    edges = coo_matrix((np.ones(len(one), bool), (one, other)), shape=(nodes, nodes))
    return np.append(connected_components(edges, directed=False)[1], 0).astype(np.int64)
