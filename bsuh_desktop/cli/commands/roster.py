"""`bsuh roster check`: shows how a class list is read, row by row. Nothing is stored."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain.learner import FACTS, facts_of
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import NO_CARD, RosterRow
from bsuh_desktop.language import say
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.sandbox.reader import read_class_list


def run(options: Namespace) -> int:
    """Prints the preview of one list. Remarks are for a person to check, and not a failure."""
    preview = read_class_list(options.file)
    if options.json:
        print_json(_document(preview, options))
    else:
        _tell(preview, options)
    return 0


def _document(preview: ClassListPreview, options: Namespace) -> dict[str, Any]:
    remarks = [
        {"row": remark.row, "code": remark.code, "text": say(remark.message, options.lang)}
        for remark in preview.remarks
    ]
    document: dict[str, Any] = {"learners": [_learner(row, preview) for row in preview.learners], "remarks": remarks}
    if preview.sheets:
        document |= {"sheet": preview.sheet, "sheets": list(preview.sheets), "together": list(preview.together)}
    if preview.parts:
        document["parts"] = msgspec.to_builtins(preview.parts)
        document["part"] = msgspec.to_builtins(preview.part)
    return document


def _learner(row: RosterRow, preview: ClassListPreview) -> dict[str, Any]:
    """A learner of the document; for a name that is only proposed, also what stands in the file."""
    learner: dict[str, Any] = {**msgspec.to_builtins(row), "card": row.card if row.card != NO_CARD else None}
    original = preview.originals.get(row.row)
    return learner if original is None else {**learner, "original": original}


def _tell(preview: ClassListPreview, options: Namespace) -> None:
    for row in preview.learners:
        name = " · ".join(one for one in (row.name_bn, row.name_en) if one) or "–"
        original = preview.originals.get(row.row)
        name = f"{name} ← {original}" if original else name
        facts = ", ".join(facts_of(row).values())
        consent = f"{row.guardian}/{row.assent}"
        line, card = (digits_text(number).text_in(options.lang) for number in (row.row, row.card))
        card = card if row.card != NO_CARD else "–"
        print(f"{line:>5}  {row.roll or '–':<8} #{card:<4} {name}  [{facts}; {consent}]")
    facts = ", ".join(say(fact.column, options.lang) for fact in FACTS.values())
    columns = Message("row, roll, #card, name [{facts}; guardian/assent]", facts=facts)
    print(say(columns, options.lang))
    print(say(Message("Learners: {count}", count=len(preview.learners)), options.lang))
    others = [sheet for sheet in preview.sheets if sheet not in (preview.sheet, *preview.together)]
    if others:
        print(say(Message("Other sheets: {sheets}", sheets=", ".join(others)), options.lang))
    if preview.part is not None:
        classes = Message("The list has {classes} classes; this is the first one.", classes=len(preview.parts))
        print(say(classes, options.lang))
    for remark in preview.remarks:
        print(say(remark.message, options.lang))
