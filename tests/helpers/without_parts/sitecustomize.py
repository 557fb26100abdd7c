"""On the path of a process, it takes away what the coordinator's extra installs: as on a laptop without it."""

from __future__ import annotations

import sys

# What stands there as None is found by nobody, and importing it fails.
sys.modules.update(dict.fromkeys(("duckdb", "ibis", "numpy", "pyarrow")))  # type: ignore[arg-type]
