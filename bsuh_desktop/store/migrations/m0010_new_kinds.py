"""Migration 10: kinds of events that an earlier app does not know, `hands_estimated/1` and `not_asked/1`.

It changes no table: an earlier app says that a newer one has used the data, instead of meeting a journal that it cannot
read.
"""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = ()
