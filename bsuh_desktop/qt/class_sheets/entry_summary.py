"""One line with what will be stored, and warnings about sums that do not match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_sheets.roll_entry import RollEntry
from bsuh_desktop.services.class_sheets.paper_draft import PaperDraft, here_of, missing, remarks, times_of
from bsuh_desktop.services.class_sheets.paper_form import PaperForm

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.paper_class import Ui_PaperClass


def show_preview(form: Ui_PaperClass, bridge: Bridge, paper: PaperForm, draft: PaperDraft, roll: RollEntry) -> None:
    """Shows it beside the primary button in the desk's language, or what is still missing."""
    why, found = missing(paper, draft), remarks(paper, draft)
    form.preview_card.setVisible(bool(found))
    form.remarks.setText("\n".join(bridge.say(remark) for remark in found))
    day = [date_words(draft.day, bridge.language)] if draft.day else []
    words = [*_words(paper, draft, roll), *([Message("to check: {count}", count=len(found))] if found else [])]
    preview = " · ".join([*day, *(bridge.say(each) for each in words)])
    form.preview.setText(bridge.say(why) if why else preview)


def _words(paper: PaperForm, draft: PaperDraft, roll: RollEntry) -> list[Message]:
    words, times = [], times_of(paper, draft)
    if times and times[1] > times[0]:
        words.append(Message("{minutes} min", minutes=round((times[1] - times[0]) / 60_000)))
    if draft.headcount is not None:
        words.append(Message("in the room: {count}", count=draft.headcount))
    if paper.learners:
        words.append(Message("present: {count}", count=here_of(paper, draft)))
    if absent := roll.count("absent"):
        words.append(Message("absent: {count}", count=absent))
    if late := roll.count("late"):
        words.append(Message("late: {count}", count=late))
    if left := roll.count("left_early"):
        words.append(Message("left early: {count}", count=left))
    words.append(Message("questions: {count}", count=len(draft.counted)))
    return words
