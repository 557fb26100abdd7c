"""What an attendance file tells of a class: rows and names are of the same people."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain.codes import new_learner_id
from bsuh_desktop.services.hand_over.class_facts import attendance_facts
from tests.helpers.desks import a_class, a_group, practice_desk


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
