"""A visitor takes part today: counted, with a card and a certificate, and on no list."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.domain.session.summary import reconcile
from bsuh_desktop.services.certificates.certify import certify
from bsuh_desktop.services.class_lists.class_groups import class_groups, learners_of
from bsuh_desktop.services.classroom.class_picture import class_picture
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.classroom.wrap_up import wrap_up
from bsuh_desktop.services.hand_over.seal import attendance_facts
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, end, practice_desk

NAMED = RosterRow(0, "৭৭", 0, "রহিমা খাতুন", None, guardian="yes")
REFUSED = RosterRow(0, None, 0, "মালতী রানী", None, guardian="no")


def test_visitors_count_and_join_no_list(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    group = class_groups(desk)[0]
    assert [conduct.add_visitor(NAMED), conduct.add_visitor(REFUSED), conduct.add_visitor()] == [5, 6, 7]
    conduct.ask("q5", "shared")
    conduct.answer(5, "B")
    conduct.close_question()
    assert (reconcile(conduct.state).present, reconcile(conduct.state).unnamed) == (7, 2)
    assert class_groups(desk) == [group]
    assert len(learners_of(desk, group.group.id)) == 4
    again = open_class(desk, [group.group.id], "taps-traps-taka")
    assert [one.seat.card for one in again.state.attendees.values()] == [1, 2, 3, 4]
    kept = [line.name_bn for line in desk.store.rosters.seated(conduct.session).values()]
    assert "রহিমা খাতুন" in kept
    assert "মালতী রানী" not in kept


def test_their_papers(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.add_visitor(NAMED)
    conduct.add_visitor()
    end(desk, conduct)
    assert sum(one.earned for one in wrap_up(desk, conduct.session).awards.values()) == 6
    batch = certify(desk, [conduct.session])
    assert (len(batch.serials), batch.unnamed) == (6, 1)
    assert "" not in desk.store.journal.finished()[conduct.session].sat_in, "nobody's list"
    facts = attendance_facts(desk, conduct.session, 1)
    assert [(row.card, row.roll, row.status, row.awarded) for row in facts.rows[4:]] == [
        (5, "", "present", True),
        (6, "", "present", True),
    ]
    assert (facts.details.counts.present, facts.details.counts.unnamed) == (6, 1)
    assert facts.rows[4].learner in {one.learner for one in facts.names if one.name_bn == "রহিমা খাতুন"}


def test_they_are_called_visitors_and_outlast_the_night(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.add_visitor(NAMED)
    desk.close()
    desk = open_desk(desk.folder, PASSPHRASE, clock_at(hour=10))
    picture = class_picture(desk, Conduct(desk, conduct.session))
    assert str(picture.undo_roll) == "Visitor (number 5): joined the class"


def test_undo_forgets_the_name(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.add_visitor(NAMED)
    conduct.ask("q5", "shared")
    conduct.answer(2, "B")
    conduct.undo("roll")
    assert conduct.state.by_card(5) is None
    assert conduct.taken_back is None, "whoever was taken out is forgotten, so cannot be put back"
    assert ("রহিমা খাতুন",) not in desk.store.db.conn.execute("SELECT name_bn FROM roster").fetchall()


def test_nobody_visits_a_class_without_a_list_nor_one_that_is_over(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    with pytest.raises(KnownError, match="no list"):
        open_class(desk, [], "taps-traps-taka").add_visitor()
    conduct = a_class(desk)
    conduct.finish()
    with pytest.raises(KnownError, match="finished"):
        conduct.add_visitor()
