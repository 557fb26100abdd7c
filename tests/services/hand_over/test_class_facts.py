"""What an attendance file tells of a class: rows and names are of the same people."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain.chain import read_journal_line
from bsuh_desktop.domain.codes import new_learner_id
from bsuh_desktop.services.hand_over.seal import attendance_facts
from tests.helpers.desks import a_class, a_group, practice_desk, rows


def test_blanks_are_of_those_alone_who_were_asked(tmp_path: Path) -> None:
    """Hands are nobody's own answers, counted or not; and the device may not have come to somebody."""
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(6))
    for ref in ("form-a/1", "form-b/1"):
        conduct.ask(ref, "hands" if ref == "form-b/1" else "shared")
        if ref == "form-a/1":
            conduct.answer(1, conduct.pack.item(ref).key)
            conduct.decline(3)
        conduct.close_question()
    conduct.ask("q5", "shared")
    conduct.finish()
    found = attendance_facts(desk, conduct.session, 1)
    assert [row.pre for row in found.rows] == [1, None, 0, None, None, None]
    assert {row.post for row in found.rows} == {None}
    assert [entry.header.kind for entry in map(read_journal_line, found.journal)].count("not_asked/1") == 2


def test_a_seat_that_a_repair_left_without_its_event_has_no_name_in_the_file(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    line, *_ = desk.store.rosters.lines(a_group(desk))
    with desk.store.transaction():
        desk.store.rosters.seat(conduct.session, [(new_learner_id(), line.id)])
    conduct.finish()
    facts = attendance_facts(desk, conduct.session, 1)
    assert {name.learner for name in facts.names} == {row.learner for row in facts.rows}
    assert len(facts.rows) == 4
    desk.close()
