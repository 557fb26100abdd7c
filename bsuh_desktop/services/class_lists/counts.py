"""How many learners a list brings, how their rows stand, and what of it is new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from bsuh_desktop.services.class_lists.import_plan import GoneRow, PlanRow


class ImportCounts(msgspec.Struct, frozen=True):
    """How many learners the class has afterwards, how their rows stand, and how many names would be kept. `new` to
    `moved` are rows by their change, `gone` leave the class, `staying` are not on the list and stay."""

    learners: int
    ok: int
    look: int
    stop: int
    left_out: int
    named: int
    unnamed: int
    same: int = 0
    new: int = 0
    renamed: int = 0
    moved: int = 0
    gone: int = 0
    staying: int = 0


def count(rows: Sequence[PlanRow], gone: Sequence[GoneRow]) -> ImportCounts:
    """What the rows of a plan come to, and those whom it does not name."""
    here = [row for row in rows if not row.left_out]
    staying = [one for one in gone if one.stays]
    severities = [row.severity for row in here] + [one.severity for one in gone]
    named = sum(row.may_be_named for row in here) + sum(one.was.named for one in staying)
    changes = [row.change for row in here]
    return ImportCounts(
        learners=len(here) + len(staying),
        ok=[row.severity for row in here].count("ok"),
        look=severities.count("look"),
        stop=severities.count("stop"),
        left_out=len(rows) - len(here),
        named=named,
        unnamed=len(here) + len(staying) - named,
        same=changes.count("same"),
        new=changes.count("new"),
        renamed=changes.count("renamed"),
        moved=changes.count("moved"),
        gone=len(gone) - len(staying),
        staying=len(staying),
    )
