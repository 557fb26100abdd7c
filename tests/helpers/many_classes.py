"""A desk that has held classes for years: as many finished ones as are wanted, all of them handed over."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.desk import hand_over_status
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.hand_over import hand_over, hand_over_view, seal
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import prepared
from tests.helpers.desks import end

SLIDES = 15
DAY_S = 86_400


def hold_many(desk: Desk, classes: int, handed_over: bool = True) -> None:
    """One class a day for the same 58, each with its roll, slides and hands. Certificates wait; the classes are handed
    over, or wait, too."""
    group = prepared.with_class(desk)
    for _ in range(classes):
        with desk.store.transaction():
            _hold(desk, group)
        _pass(desk, DAY_S)
    if not handed_over:
        return
    waiting = hand_over_status.not_yet_handed_over(desk)
    with desk.store.transaction():
        for session in waiting:
            sealed = seal.seal_class(desk, session)
            hand_over.note_handed_over(desk, [hand_over_view.Written(session, Path(sealed.file_name), sealed.sha256)])


def _pass(desk: Desk, seconds: float) -> None:
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.advance(seconds)


def _hold(desk: Desk, group: str) -> None:
    conduct = open_wished_class(desk, ClassWish((group,), prepared.PACK, "hands", "bn"))
    conduct.type_headcount(55)
    for card in prepared.ABSENT:
        conduct.mark(card, "absent")
    conduct.call_roll()
    for slide in range(1, SLIDES + 1):
        conduct.show_slide(slide)
    for question in ("q5", "q6", "q7"):
        conduct.ask(question, "hands")
        conduct.count_hands({"A": 10, "B": 20, "C": 15, "D": 10})
        conduct.close_question()
    end(desk, conduct)
