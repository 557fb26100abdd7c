"""The classes of a list that contains several, by its columns for grade and section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bsuh_desktop.rosters.fields import Field
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow
from bsuh_desktop.rosters.old_font.bijoy import to_unicode
from bsuh_desktop.rosters.old_font.recognise import looks_old
from bsuh_desktop.rosters.preview import PartOfList
from bsuh_desktop.rosters.read_options import Part
from bsuh_desktop.rosters.words import plain

_NOTHING_WRITTEN = Part("", "")


def parts_of(learners: Sequence[LearnerRow]) -> list[Part]:
    """The class of each learner, spelled as it first occurs in the list; empty cells take the class of the row
    above."""
    written: dict[tuple[str, str], Part] = {}
    parts: list[Part] = []
    for one in learners:
        part = Part(_text(one, "grade"), _text(one, "section"))
        if part == _NOTHING_WRITTEN and parts:
            part = parts[-1]
        parts.append(written.setdefault(_key(part), part))
    return parts


def several(parts: Sequence[Part]) -> tuple[PartOfList, ...]:
    """The classes in list order with their numbers of learners; empty if there is only one."""
    counted = Counter(parts)
    return tuple(PartOfList(part, number) for part, number in counted.items()) if len(counted) > 1 else ()


def chosen(parts: Sequence[PartOfList], wished: Part | None) -> Part | None:
    """The class to read: the one asked for or one that fits it, else the first; None if the list is a single class."""
    if not parts:
        return None
    all_parts = [one.part for one in parts]
    same = [part for part in all_parts if wished is not None and _key(part) == _key(wished)]
    fitting = [part for part in all_parts if wished is not None and part.fits(wished)]
    return next(iter((*same, *fitting, *all_parts)))


def _key(part: Part) -> tuple[str, str]:
    return plain(part.grade), plain(part.section)


def _text(learner: LearnerRow, field: Field) -> str:
    text = next((cell.text for cell in learner.cells.get(field, ()) if not cell.blank), "")
    return (to_unicode(text) or text) if looks_old(text) else text
