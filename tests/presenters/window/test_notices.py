"""What the desk says by itself: each thing once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.language import say
from bsuh_desktop.presenters.window.notices import Notices
from bsuh_desktop.services.erasure.values import GroupNames, Purged
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.system.power import Battery
from tests.helpers import prepared
from tests.helpers.desks import PASSPHRASE
from tests.helpers.faceless import session_in

LOW, PLUGGED = Battery(15, False, 22 * 60), Battery(15, True)


class Bar:
    """What was said, with its light."""

    def __init__(self, session: DeskSession) -> None:
        self.session = session
        self.notices = Notices(session)
        self.news: list[tuple[str, Message, Message | None]] = []
        session.informed.connect(self.note)

    def note(self, light: str, fact: Message, remedy: Message | None) -> None:
        """Notes what is said."""
        self.news.append((light, fact, remedy))

    def newest(self, language: Language = "en") -> str:
        """The light and the words of the newest one."""
        light, fact, remedy = self.news[-1]
        return " ".join([light, say(fact, language), *([say(remedy, language)] if remedy else [])])


@contextmanager
def desk(folder: Path, prepare: object = prepared.as_made) -> Iterator[Bar]:
    assert callable(prepare)
    with session_in(folder, prepare) as session:
        yield Bar(session)


def test_a_low_battery_is_said_once_until_the_charger_was_in(tmp_path: Path) -> None:
    with desk(tmp_path) as bar:
        look = bar.notices.look_at_battery
        for battery in (None, PLUGGED, Battery(16, False)):
            look(battery)
        assert bar.news == [], "no battery, one that is charged and one that lasts are no news"
        look(LOW)
        assert bar.newest() == "look The battery lasts about 20 minutes. Plug the laptop in before the class."
        look(LOW)
        assert len(bar.news) == 1
        look(PLUGGED)
        look(LOW)
        assert len(bar.news) == 2


def test_in_a_class_the_battery_says_that_everything_is_kept(tmp_path: Path) -> None:
    with desk(tmp_path, prepared.at_teach) as bar:
        bar.notices.look_at_battery(LOW)
        assert bar.newest().endswith("Everything is kept; plug in the charger, or finish the class.")
        assert "২০" in bar.newest("bn")
    with desk(tmp_path / "finished", prepared.finished) as bar:
        bar.notices.look_at_battery(LOW)
        assert bar.newest().endswith("Plug the laptop in before the class."), "the class that is open is over"


def test_a_clock_that_jumps_is_said_and_then_that_it_was_set(tmp_path: Path) -> None:
    with desk(tmp_path) as bar:
        clock = bar.session.clock
        assert isinstance(clock, RehearsalClock)
        bar.notices.look_at_clock()
        clock.advance(60)
        bar.notices.look_at_clock()
        assert bar.news == []
        there = datetime.datetime(2026, 8, 3, 9, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=6)))
        clock.set(there + datetime.timedelta(hours=2))
        bar.notices.look_at_clock()
        assert bar.newest() == "look The clock went forward 2 hours. Set it right."
        bar.notices.look_at_clock()
        assert len(bar.news) == 1
        clock.set(there)
        bar.notices.look_at_clock()
        assert bar.newest() == "ok The clock was set: 3 August 2026, 9:01 am."


def test_a_clock_that_jumps_behind_the_door_is_said_when_the_desk_opens(tmp_path: Path) -> None:
    with desk(tmp_path) as bar:
        clock = bar.session.clock
        assert isinstance(clock, RehearsalClock)
        bar.notices.look_at_clock()
        bar.session.lock()
        clock.set(datetime.datetime(2026, 8, 3, 11, tzinfo=datetime.timezone(datetime.timedelta(hours=6))))
        bar.notices.look_at_clock()
        assert bar.news == []
        bar.session.unlock(PASSPHRASE)
        assert bar.newest() == "look The clock went forward 2 hours. Set it right."


def test_names_that_went_by_themselves_are_said(tmp_path: Path) -> None:
    with desk(tmp_path) as bar:
        one = GroupNames("g", LocalText("৮ম শ্রেণি", "Grade 8"), LocalText(), 3, "due", because="receipt")
        bar.session.names_gone.emit(Purged(names=3, groups=1, gone=(one,), days=30))
        stay = "The numbers stay. Your coordinator can print their certificates again."
        assert bar.newest() == (
            f"info Names of Grade 8: deleted 30 days after the receipt, by the programme's rule. {stay}"
        )
        assert "৮ম শ্রেণি" in bar.newest("bn")
        by_class = GroupNames("g", LocalText("", "Grade 8"), LocalText(), 3, "due", because="class")
        bar.session.names_gone.emit(Purged(names=3, groups=1, gone=(by_class,)))
        assert bar.newest() == f"info Names of Grade 8: deleted, by the programme's rule. {stay}"
        bar.session.names_gone.emit(Purged(names=6, groups=2, gone=(one, by_class)))
        assert bar.newest() == f"info Names of 2 classes: deleted, by the programme's rule. {stay}"


def test_the_class_pin_is_asked_of_the_desk(tmp_path: Path) -> None:
    with desk(tmp_path) as bar:
        answers: list[bool] = []
        for pin in ("4826", "৪৮২৬", "0000"):
            bar.session.check_pin(pin, answers.append)
        assert answers == [True, True, False]
