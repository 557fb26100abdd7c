from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.certificates import certify, due
from bsuh_desktop.services.class_lists import class_groups
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk import hand_over_status as handing
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.retention import purge, purge_if_due, retention_view
from bsuh_desktop.services.erasure.values import Purged
from bsuh_desktop.services.erasure.withdraw import people_of_class
from bsuh_desktop.services.home.home import held_classes
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.store.forgotten import read_list
from tests.helpers.attendance_files import read_attendance_file
from tests.helpers.desks import a_class, end
from tests.helpers.erasure import answered_class, handed_over, pass_days, received


def taught(desk: Desk, folder: Path) -> tuple[Conduct, bytes]:
    """A class with certificates, handed over and received; ninety days have gone by since. With its file."""
    conduct = answered_class(desk)
    certify.certify(desk, [conduct.session])
    certify.note_printed(desk, [conduct.session])
    file = handed_over(desk, conduct.session, folder / "stick").read_bytes()
    received(desk, conduct.session)
    pass_days(desk, 90)
    return conduct, file


def test_only_the_names_go(desk: Desk, tmp_path: Path) -> None:
    conduct, file = taught(desk, tmp_path)
    head, questions = desk.store.journal.head(conduct.session), conduct.state.questions
    gone = purge(desk)
    assert (gone.names, gone.held_back, gone.groups, gone.days) == (4, 0, 1, 90)
    assert [(one.state, one.because) for one in gone.gone] == [("due", "receipt")]
    people = people_of_class(desk, conduct.session)
    assert not any(one.named or one.withdrawn for one in people)
    assert [one.roll for one in people] == ["1", "2", "3", "4"]
    assert desk.store.journal.head(conduct.session) == head
    assert conduct.state.questions == questions
    assert handing.not_yet_handed_over(desk) == [], "no new revision"
    kept = desk.store.outgoing.newest_sealed(conduct.session)
    assert kept is not None
    assert (kept.bytes, kept.revision) == (b"", 1)
    known = known_to_everybody()
    assert read_attendance_file(file, known.identities, known.programmes).verdict is Verdict.PRACTICE
    assert set(read_list(desk.folder).values()) == {"retention"}
    assert {one.signature for one in desk.store.outgoing.certificates(conduct.session).values()} == {b""}
    assert purge(desk) == Purged(days=90)


def test_certificates_of_forgotten_names_are_not_printed_here_again(desk: Desk, tmp_path: Path) -> None:
    conduct, _ = taught(desk, tmp_path)
    purge(desk)
    assert due.not_yet_printed(desk) == []
    for whole in (False, True):
        with pytest.raises(KnownError) as caught:
            certify.certify(desk, [conduct.session], whole=whole)
        assert caught.value.code == "names_forgotten"
    assert desk.store.outgoing.next_counter() == 5


def test_a_class_that_is_held_after_the_names_went_has_papers_with_an_empty_line(desk: Desk, tmp_path: Path) -> None:
    conduct, _ = taught(desk, tmp_path)
    purge(desk)
    again = new_class.open_class(desk, [one.id for one in desk.store.rosters.groups()], "taps-traps-taka")
    again.type_headcount(4)
    again.call_roll()
    end(desk, again)
    assert due.not_yet_printed(desk) == [again.session]
    batch = certify.certify(desk, [again.session])
    assert (len(batch.serials), batch.unnamed) == (4, 4)
    with pytest.raises(KnownError, check=lambda error: error.code == "names_forgotten"):
        certify.certify(desk, [conduct.session])


def test_papers_that_were_never_saved_are_due_until_the_names_go(desk: Desk) -> None:
    conduct = answered_class(desk)
    received(desk, conduct.session)
    pass_days(desk, 90)
    assert due.not_yet_printed(desk) == [conduct.session]
    assert [one.names_over for one in held_classes(desk)] == [False]
    assert purge(desk).names == 4
    assert due.not_yet_printed(desk) == []
    assert [one.names_over for one in held_classes(desk)] == [True]


def test_a_name_that_is_typed_again_is_a_new_learner(desk: Desk, tmp_path: Path) -> None:
    conduct, _ = taught(desk, tmp_path)
    purge(desk)
    group = desk.store.rosters.groups()[0].id
    one = class_groups.learners_of(desk, group)[0]
    row = class_groups.as_row(one)
    class_groups.change_learner(desk, group, one.line, replace(row, name_bn="আবার লেখা"))
    assert class_groups.learners_of(desk, group)[0].named
    assert not any(line.name_bn for line in desk.store.rosters.seated(conduct.session).values())
    assert retention_view(desk).groups[0].names == 1
    assert purge(desk).names == 1


def test_nothing_goes_while_a_receipt_is_missing(desk: Desk) -> None:
    a_class(desk).finish()
    pass_days(desk, 100)
    assert purge(desk) == Purged(names=0, held_back=4, days=90)
    assert purge_if_due(desk) is None


def test_by_itself_only_when_the_clock_is_believed(desk: Desk, tmp_path: Path) -> None:
    conduct, _ = taught(desk, tmp_path)
    pass_days(desk, 60)
    assert desk.doubts(desk.clock.now())
    assert purge_if_due(desk) is None
    with pytest.raises(KnownError) as caught:
        purge(desk)
    assert caught.value.code == "date_needed"
    assert people_of_class(desk, conduct.session)[0].named
    pass_days(desk, -60)
    gone = purge_if_due(desk)
    assert gone is not None
    assert (gone.names, gone.groups) == (4, 1)
    assert purge_if_due(desk) is None


@pytest.mark.parametrize(("days", "code"), [(-91, "bad_date"), (-1, None), (0, None), (40_000, "bad_date")])
def test_a_stated_day_is_looked_at(desk: Desk, tmp_path: Path, days: int, code: str | None) -> None:
    taught(desk, tmp_path)
    stated = desk.today() + datetime.timedelta(days=days)
    if code is None:
        assert purge(desk, stated).names == (4 if days == 0 else 0)
        return
    with pytest.raises(KnownError) as caught:
        purge(desk, stated)
    assert caught.value.code == code
    assert retention_view(desk).groups[0].names == 4


def test_a_class_whose_own_day_nobody_knows_says_nothing_of_today(desk: Desk) -> None:
    right = desk.today()
    pass_days(desk, 3650)
    a_class(desk).finish()
    pass_days(desk, -3650)
    assert next(iter(desk.store.journal.finished().values())).needs_date
    assert purge(desk, right) == Purged(held_back=4, days=90)


def test_nobody_states_a_day_that_has_not_come_against_a_sound_clock(desk: Desk) -> None:
    """A slip of the hand would delete names for good."""
    assert not desk.doubts(desk.clock.now())
    with pytest.raises(KnownError) as caught:
        purge(desk, desk.today() + datetime.timedelta(days=1))
    assert caught.value.code == "bad_date"
