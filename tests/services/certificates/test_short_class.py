"""A class that is shorter than the programme asks gives certificates only if a person says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.certificates import AwardRule
from bsuh_desktop.domain.events import CertificatesAllowed
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.certificates.awards import ShortClass, awards, earned
from bsuh_desktop.services.certificates.certify import certify, note_printed
from bsuh_desktop.services.certificates.due import due
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.classroom.wrap_up import wrap_up
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import not_yet_handed_over
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.hand_over.class_files import files_of, hand_over_class
from bsuh_desktop.services.hand_over.seal import attendance_facts
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.trust.programme import sign_programme
from tests.helpers.attendance import PARTNER, programme
from tests.helpers.desks import a_group, clock_at, practice_desk, rows
from tests.helpers.keys import chain_for, key
from tests.helpers.programmes import ask_for_minutes, programme_file, take_programme

ASKED = 30
PACK = "taps-traps-taka"


@pytest.fixture
def clock() -> RehearsalClock:
    return clock_at()


@pytest.fixture
def desk(tmp_path: Path, clock: RehearsalClock) -> Desk:
    """A desk of a programme that asks for half an hour."""
    desk = practice_desk(tmp_path, clock)
    ask_for_minutes(desk, ASKED)
    return desk


def held(desk: Desk, clock: RehearsalClock, minutes: int, practice: bool = True, group: str = "") -> Conduct:
    conduct = open_wished_class(desk, ClassWish((group or a_group(desk, rows(4)),), PACK, practice=practice))
    conduct.call_roll()
    clock.advance(minutes * 60)
    conduct.finish()
    return conduct


@pytest.mark.parametrize("practice", [True, False])
def test_nobody_earns_one_in_a_minute_until_a_person_says_so(desk: Desk, clock: RehearsalClock, practice: bool) -> None:
    conduct = held(desk, clock, 1, practice)
    assert not any(earned(desk, conduct.state).values())
    reasons = {str(one.reason) for one in awards(desk, conduct.state).values()}
    assert reasons == {"The class took 1 of 30 min, breaks included."}
    assert wrap_up(desk, conduct.session).short == ShortClass(1, ASKED)
    assert files_of(desk, conduct.session).certificates == 0
    conduct.allow_certificates()
    assert all(earned(desk, conduct.state).values())
    assert (wrap_up(desk, conduct.session).short, files_of(desk, conduct.session).certificates) == (None, 4)
    events = conduct.state.events
    conduct.allow_certificates()
    assert conduct.state.events == events, "it is said once"


def test_whoever_was_absent_is_told_so_in_a_short_class_too(desk: Desk, clock: RehearsalClock) -> None:
    conduct = open_wished_class(desk, ClassWish((a_group(desk, rows(4)),), PACK, practice=True))
    conduct.mark(1, "absent")
    conduct.mark(2, "left_early")
    conduct.mark(3, "late")
    conduct.finish()
    cards = {learner: attendee.seat.card for learner, attendee in conduct.state.attendees.items()}
    reasons = {cards[one]: str(award.reason) for one, award in awards(desk, conduct.state).items()}
    short = "The class took 0 of 30 min, breaks included."
    assert reasons == {1: "Was absent.", 2: "Left before the end.", 3: short, 4: "Was not called at roll call."}


def test_what_a_person_said_reaches_the_coordinator(desk: Desk, clock: RehearsalClock, tmp_path: Path) -> None:
    conduct = held(desk, clock, 1, practice=False)
    (tmp_path / "stick").mkdir()
    hand_over_class(desk, conduct.session, tmp_path / "stick")
    assert conduct.session not in not_yet_handed_over(desk)
    conduct.allow_certificates()
    assert conduct.session in not_yet_handed_over(desk), "the class has changed since"
    last = desk.store.journal.entries(conduct.session)[-1]
    assert last.event() == CertificatesAllowed(1, ASKED)
    assert attendance_facts(desk, conduct.session, 2).journal[-1].count(b"certificates_allowed/1") == 1
    assert conduct.state.minutes == 1, "what is said later adds nothing to the class"


def test_a_class_that_is_long_enough_is_not_asked_about(desk: Desk, clock: RehearsalClock) -> None:
    conduct = held(desk, clock, ASKED)
    assert (wrap_up(desk, conduct.session).short, sum(earned(desk, conduct.state).values())) == (None, 4)
    events = conduct.state.events
    conduct.allow_certificates()
    assert conduct.state.events == events


def test_before_the_end_it_is_told_how_long_it_takes_so_far(desk: Desk, clock: RehearsalClock) -> None:
    conduct = open_wished_class(desk, ClassWish((a_group(desk, rows(4)),), PACK, practice=True))
    conduct.call_roll()
    clock.advance(12 * 60)
    assert wrap_up(desk, conduct.session).short == ShortClass(12, ASKED)
    with pytest.raises(KnownError, match="not finished yet"):
        conduct.allow_certificates()
    clock.advance(18 * 60)
    assert wrap_up(desk, conduct.session).short is None


def test_a_short_class_is_no_module_of_several(tmp_path: Path, clock: RehearsalClock) -> None:
    desk = practice_desk(tmp_path, clock)
    ask_for_minutes(desk, ASKED, modules=2)
    group = a_group(desk, rows(4))
    first = held(desk, clock, 1, group=group)
    second = held(desk, clock, ASKED, group=group)
    words = {str(one.reason) for one in awards(desk, second.state).values()}
    assert words == {"Modules taken part in: 1. Needed: 2."}
    reasons = {str(one.reason) for one in awards(desk, first.state).values()}
    assert reasons == {"The class took 1 of 30 min, breaks included."}


def test_it_is_due_only_when_a_person_says_so_and_a_programme_without_minutes_asks_nothing(
    tmp_path: Path, clock: RehearsalClock
) -> None:
    desk = practice_desk(tmp_path, clock)
    take_programme(desk, programme_file(), PARTNER)
    desk.take_grants(chain_for(desk.vault.signing_key.public))
    conduct = held(desk, clock, 1, practice=False)
    assert (len(certify(desk, [conduct.session]).serials), due(desk).first) == (4, 1)


def test_practice_asks_like_a_programme(tmp_path: Path, clock: RehearsalClock) -> None:
    desk = practice_desk(tmp_path, clock)
    conduct = held(desk, clock, 1)
    assert (wrap_up(desk, conduct.session).short, due(desk).first) == (ShortClass(1, ASKED), 0)
    with pytest.raises(KnownError, match="Nobody in these classes has earned a certificate yet"):
        certify(desk, [conduct.session])
    conduct.allow_certificates()
    assert (len(certify(desk, [conduct.session]).serials), due(desk).first) == (4, 1)
    assert sum(earned(desk, held(desk, clock, ASKED).state).values()) == 4


def test_a_class_that_was_printed_before_the_rule_came_keeps_its_certificates(
    tmp_path: Path, clock: RehearsalClock
) -> None:
    """A programme's next version asks for more minutes, as the practice programme's second one did."""
    desk = practice_desk(tmp_path, clock)
    take_programme(desk, programme_file(), PARTNER)
    desk.take_grants(chain_for(desk.vault.signing_key.public))
    conduct = held(desk, clock, 1, practice=False)
    session = conduct.session
    serials = certify(desk, [session]).serials
    note_printed(desk, [session])
    ask_for_minutes(desk, ASKED)
    assert (due(desk).sessions, due(desk).to_reprint) == ((), 0)
    assert [row.serial for row in attendance_facts(desk, session, 1).rows] == list(serials)
    conduct.allow_certificates()
    assert certify(desk, [session]).serials == serials


def test_the_programme_file_of_before_keeps_its_bytes() -> None:
    assert b'minutes":30' in sign_programme(replace(programme(), award_rule=AwardRule(minutes=30)), key("root"))
    assert b'"minutes"' not in sign_programme(programme(), key("root"))
