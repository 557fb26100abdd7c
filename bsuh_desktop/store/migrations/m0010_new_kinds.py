"""Migration 10: kinds of events that an earlier app does not know.

They are `hands_estimated/1`, `not_asked/1` and `certificates_allowed/1`. No table changes: an earlier app says that a
newer one has used the data, instead of meeting a journal that it cannot read.
"""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = ()
