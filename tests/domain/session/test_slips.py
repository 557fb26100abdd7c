from __future__ import annotations

from bsuh_desktop.domain.events import Answered, Seat
from bsuh_desktop.domain.session import commands
from bsuh_desktop.domain.session import commands as roll_call
from bsuh_desktop.domain.session.view import last_slip_words
from tests.helpers.classes import GROUP, Room, item, learner


def said(room: Room) -> str | None:
    message = last_slip_words(room.state)
    return None if message is None else str(message)


def test_each_slip_is_said_and_the_one_before_it_after_undoing() -> None:
    room = Room(4)
    assert said(room) is None
    room.happen(roll_call.type_headcount(room.state, 4))
    room.happen(roll_call.mark(room.state, 3, "left_early"))
    assert said(room) == "Number 3: left early"
    room.happen(roll_call.add_learner(room.state, Seat("L000000000061", 61, GROUP.id, named=False)))
    assert said(room) == "Number 61: joined the class"
    room.happen(commands.ask(room.state, "pack", item(), "shared"))
    room.happen((Answered("q1", learner(2), "C"),))
    assert said(room) == "Number 2: an answer", "which answer is nobody's business"
    for words in ("Number 61: joined the class", "Number 3: left early", "Headcount: 4", None):
        room.happen(commands.undo(room.state))
        assert said(room) == words


def test_hands_and_the_end() -> None:
    room = Room(4)
    room.happen(commands.ask(room.state, "pack", item(), "hands"))
    room.happen(commands.count_hands(room.state, {"A": 4}))
    assert said(room) == "The count of hands"
    room.happen(commands.estimate_hands(room.state, {"A": "most"}))
    assert said(room) == "The hands, by eye"
    room.happen(commands.undo(room.state))
    assert (said(room), room.state.questions["q1"].hands) == ("The count of hands", {"A": 4})
    room.happen(commands.finish(room.state, room.now.wall_ms))
    assert said(room) is None
