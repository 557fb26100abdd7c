"""Who declined to answer: there after a power cut, gone with the question."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.classroom.class_picture import class_picture
from bsuh_desktop.services.classroom.commands import CloseAndAsk, Decline
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.device_turns import minutes_left, next_to_answer, still_to_answer, why_not_turn
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.desks import (
    PASSPHRASE,
    a_class,
    clock_at,
    practice_desk,
    resources_that_ask_privately,
    rows,
)

QUESTION = 6


def asking(folder: Path, resources: Path | None = None) -> tuple[Desk, Conduct]:
    """A class of four answers the first question of the lesson on the device."""
    desk = practice_desk(folder)
    if resources is not None:
        desk.resources = resources
        desk._packs.clear()
    conduct = a_class(desk, rows(4))
    conduct.call_roll()
    conduct.show_slide(QUESTION)
    conduct.ask("lesson/1", "shared")
    return desk, conduct


def next_cards(desk: Desk, conduct: Conduct) -> tuple[int, ...]:
    return next_to_answer(class_picture(desk, conduct))


def facts(desk: Desk) -> list[str]:
    return list(desk.store.facts.all_of("declined/"))


def test_who_declined_is_still_known_after_the_desk_was_closed(tmp_path: Path) -> None:
    desk, conduct = asking(tmp_path)
    conduct.answer(1, "A")
    Decline(3)(conduct)
    Decline(2)(conduct)
    assert next_cards(desk, conduct) == (4,)
    desk.close()
    again = open_desk(desk.folder, PASSPHRASE, clock_at(hour=10))
    conduct = Conduct(again, conduct.session)
    assert next_cards(again, conduct) == (4,)
    assert still_to_answer(class_picture(again, conduct)) == (2, 3, 4)
    assert minutes_left(class_picture(again, conduct)) == 2


def test_who_declined_may_still_answer(tmp_path: Path) -> None:
    desk, conduct = asking(tmp_path)
    conduct.decline(2)
    assert why_not_turn(class_picture(desk, conduct), 2) is None
    conduct.answer(2, "C")
    assert next_cards(desk, conduct) == (1, 3, 4)
    assert class_picture(desk, conduct).view.rows[1].answered


def test_nothing_is_left_of_it_when_the_question_is_closed_or_the_class_is_over(tmp_path: Path) -> None:
    desk, conduct = asking(tmp_path)
    conduct.decline(2)
    assert facts(desk) == [f"{conduct.session}/{conduct.state.open_question}"]
    conduct.close_question()
    assert (facts(desk), conduct.declined) == ([], frozenset())
    conduct.ask("q5", "shared")
    assert next_cards(desk, conduct) == (1, 2, 3, 4), "asked again, everybody has a turn"
    conduct.decline(4)
    conduct.finish()
    assert facts(desk) == []


def test_of_a_private_question_it_is_in_memory_only(tmp_path: Path) -> None:
    desk, conduct = asking(tmp_path / "desk", resources_that_ask_privately(tmp_path / "resources"))
    conduct.answer(1, "A")
    conduct.decline(2)
    assert (next_cards(desk, conduct), facts(desk)) == ((3, 4), [])
    assert next_cards(desk, Conduct(desk, conduct.session)) == (1, 2, 3, 4), "as its answers: the round begins again"
    conduct.close_question()
    assert conduct.declined == frozenset()


def test_nobody_declines_what_is_not_asked_one_by_one(tmp_path: Path) -> None:
    desk, conduct = asking(tmp_path)
    conduct.close_question()
    with pytest.raises(KnownError, match="No question is open"):
        conduct.decline(1)
    conduct.ask("q5", "hands")
    with pytest.raises(KnownError, match="answered by hands"):
        conduct.decline(1)
    assert facts(desk) == []


def test_the_next_question_is_asked_with_the_close_or_not_at_all(tmp_path: Path) -> None:
    desk, conduct = asking(tmp_path)
    conduct.decline(2)
    first = conduct.state.open_question
    with pytest.raises(KnownError):
        CloseAndAsk({"A": 1}, "q6", "hands")(conduct)
    with pytest.raises(KnownError):
        CloseAndAsk(None, "no-such-item", "shared")(conduct)
    assert (conduct.state.open_question, conduct.declined) == (first, frozenset({2}))
    assert CloseAndAsk(None, "q6", "shared")(conduct) == "q6"
    assert (conduct.state.open_question, facts(desk)) == ("q6", [])
