"""The result of accepting receipts: a sentence for a single one, counts for several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Light

if TYPE_CHECKING:
    from bsuh_desktop.services.hand_over.values import TakenReceipt

ResultWords = tuple[Light, Message, Message | None]
"""State (ok, look, stop, info), fact, and remedy."""


def receipt_words(taken: Sequence[TakenReceipt]) -> ResultWords:
    """The message for all of them."""
    if not taken:
        return "look", Message("There is no receipt there."), Message("Ask your coordinator for the receipts.")
    if len(taken) == 1:
        return _one(taken[0])
    return _several(taken)


def _one(one: TakenReceipt) -> ResultWords:
    state: Light = "ok" if one.state == "merged" else "info" if one.holds and one.state != "refused" else "stop"
    if one.title is None:
        return state, one.sentence, one.remedy
    return state, Message("{class_title}: {said}", class_title=_text(one.title), said=one.sentence), one.remedy


def _text(title: LocalText) -> LocalText:
    """The title in the other language where one is missing."""
    return LocalText(title.bn or title.en, title.en or title.bn)


def _several(taken: Sequence[TakenReceipt]) -> ResultWords:
    counts = {
        state: sum(one.state == state for one in taken) for state in ("merged", "kept", "refused", "practised", "same")
    }
    wrong = [one for one in taken if not one.holds]
    said = [
        (counts["merged"], Message("Arrived: {count}.", count=counts["merged"])),
        (counts["kept"], Message("Arrived, waiting for your grant: {count}.", count=counts["kept"])),
        (counts["refused"], Message("Refused by the coordinator: {count}.", count=counts["refused"])),
        (counts["practised"], Message("Arrived as practice, in no report: {count}.", count=counts["practised"])),
        (counts["same"], Message("Already known: {count}.", count=counts["same"])),
        (len(wrong), Message("Faulty: {count}.", count=len(wrong))),
    ]
    state: Light = "stop" if wrong or counts["refused"] else "ok"
    detail = _joined([sentence for count, sentence in said if count])
    if wrong:
        detail = Message("{said} {why}", said=detail, why=wrong[0].sentence)
    return state, Message("Receipts that were read: {count}.", count=len(taken)), detail


def _joined(sentences: Sequence[Message]) -> Message:
    whole = sentences[0]
    for sentence in sentences[1:]:
        whole = Message("{said} {why}", said=whole, why=sentence)
    return whole
