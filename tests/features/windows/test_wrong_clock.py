"""Classes on a laptop whose clock lies: told with a remedy, taught to the papers, dated as a person said."""

from __future__ import annotations

import datetime
import functools
from pathlib import Path

import pytest

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.language import say
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.demonstrate import add_practice_class
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.proof import Proof
from bsuh_desktop.services.verify.verify import verify
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read, shows
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.hands import key, pick, until
from tests.helpers.list_pages import told
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows", "known_keys")
DHAKA = datetime.timezone(datetime.timedelta(hours=6))
STATED = datetime.date(2026, 8, 4)
LISTED, UNNAMED, PEOPLE = 17, 1, 15


def at_teach(desk: Desk) -> Conduct:
    """The first activity runs."""
    return prepared.at_slide(desk, 5, learners=LISTED)


def in_year(desk: Desk, year: int) -> None:
    """A class that was not taught yet, on a laptop that believes in another year."""
    prepared.as_made(desk)
    add_practice_class(desk, LISTED)
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.set(datetime.datetime(year, 1, 1, 9, tzinfo=DHAKA))


def set_clock(visit: Visit, day: int, hour: int) -> None:
    """Somebody, or a dead battery, moves the laptop's clock while the class runs."""
    clock = visit.bridge.clock
    assert isinstance(clock, RehearsalClock)
    clock.set(datetime.datetime(2026, 8, day, hour, 11, tzinfo=DHAKA))


def go_on(visit: Visit) -> None:
    visit.unlock()
    visit.in_private()
    visit.press("go_on")
    until(lambda: visit.window.page.name == "teach", "the lesson goes on")
    visit.quiet()


def state_date(visit: Visit) -> None:
    """4 August 2026, in the digits of either script."""
    for name, text in (("day", "৪"), ("month", "8"), ("year", "২০২৬")):
        visit.write(name, text)
    visit.press("start_roll_call")


def finish(visit: Visit) -> None:
    key(visit.window, "F10")
    visit.quiet()
    key(visit.window, "F10")
    until(lambda: class_of(visit).ended_ms is not None, "the class is finished")
    visit.quiet()


def write_papers(visit: Visit, folder: Path, certificates: bool) -> None:
    folder.mkdir()
    if certificates:
        visit.give_certificates()
        write(visit, folder, "certificates", "*.pdf")
    write(visit, folder, "attendance", "*.bsuh")


def write(visit: Visit, folder: Path, kind: str, files: str) -> None:
    visit.press(f"{kind}_to_folder")
    pick(folder)
    visit.let_names_go(kind)
    until(lambda: list(folder.glob(files)), f"{kind} are written")
    visit.quiet()


def proofs_of(folder: Path) -> dict[str, Proof]:
    return {proof.kind: proof for proof in verify([str(path) for path in folder.iterdir()], known_to_everybody())}


def check_papers(folder: Path, certificates: int) -> None:
    """Dated as it was said, on paper and in the file, which tells the doubt; both as they were signed."""
    proofs = proofs_of(folder)
    assert {proof.verdict for proof in proofs.values()} == {Verdict.PRACTICE}
    if certificates:
        items = proofs["certificate"].items or ()
        assert len(items) == certificates
        assert {item["date"] for item in items} == {STATED.isoformat()}
    assert [path.name[:10] for path in folder.glob("*.bsuh")] == [STATED.isoformat()]
    assert any("clock" in say(doubt, "en") for doubt in proofs["attendance"].doubts)


def check_nothing_is_gone(folder: Path) -> None:
    """All that was here before: the list with its names, and every class."""
    desk = open_desk(folder / "profile", PASSPHRASE, clock_at())
    (group,) = desk.store.rosters.groups()
    lines = desk.store.rosters.lines(group.id)
    assert (len(lines), sum(bool(line.name_bn) for line in lines)) == (LISTED, LISTED - UNNAMED)
    assert len(desk.store.journal.sessions()) == 1
    desk.close()


@pytest.mark.parametrize(
    ("day", "hour", "certificates", "en", "bn"),
    [
        (3, 7, PEOPLE, "The clock went back 2 hours. Set it right.", "ঘড়ি ২ ঘণ্টা পিছিয়েছে। সময় ঠিক করুন।"),
        (4, 9, 0, "The clock went forward a day. Set it right.", "ঘড়ি ১ দিন এগিয়েছে। সময় ঠিক করুন।"),
    ],
)
def test_a_clock_that_jumps_in_class(tmp_path: Path, day: int, hour: int, certificates: int, en: str, bn: str) -> None:
    """Whichever way it jumps, the date is what was said: on certificates it is looked at once."""
    with visiting(tmp_path, at_teach, projector=True) as visit:
        go_on(visit)
        key(visit.window, "Left")
        visit.quiet()
        assert told(visit) == ""
        set_clock(visit, day, hour)
        key(visit.window, "Right")
        until(lambda: told(visit), "the jump is told")
        assert told(visit) == en
        assert visit.bridge.projector.showing
        visit.press("language_bn")
        assert told(visit) == bn
        visit.press("language_en", "close_message")
        key(visit.window, "Right")
        visit.quiet()
        assert told(visit) == "", "it is told once"
        finish(visit)
        assert "the date was not written" in read(visit, "state_message")
        visit.press("state_date")
        state_date(visit)
        assert (class_of(visit).minutes, class_of(visit).date) == (10, STATED)
        write_papers(visit, tmp_path / "papers", certificates > 0)
    check_papers(tmp_path / "papers", certificates)
    check_nothing_is_gone(tmp_path)


@pytest.mark.parametrize(("year", "certificates"), [(2019, LISTED), (2036, 0)])
def test_a_laptop_in_another_year(tmp_path: Path, year: int, certificates: int) -> None:
    with visiting(tmp_path, functools.partial(in_year, year=year)) as visit:
        visit.unlock()
        visit.in_private()
        until(lambda: shows(visit, "readiness_clock"), "the laptop was looked at")
        assert f"The clock shows 1 January {year}, which cannot be right. Set the" in read(visit, "readiness_clock")
        visit.press("start_preparing", "start_roll_call")
        assert "What is today's date?" in read(visit, "date_card")
        state_date(visit)
        until(lambda: visit.window.page.name == "roll_call", "the roll is called")
        visit.write("headcount", str(LISTED))
        visit.press("open_list", "start_teaching")
        until(lambda: visit.window.page.name == "teach", "the lesson begins")
        key(visit.window, "Right")
        visit.quiet()
        finish(visit)
        write_papers(visit, tmp_path / "papers", certificates > 0)
        assert class_of(visit).date == STATED
    check_papers(tmp_path / "papers", certificates)
    check_nothing_is_gone(tmp_path)
