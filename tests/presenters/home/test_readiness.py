"""What readiness says of a laptop, in which order, and that every remedy can be followed."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
import pytest

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.paths import resources
from bsuh_desktop.presenters.home.readiness import NAMES, ReadinessLine, Screens, lines_of, summary
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.services.desk.facilitator import DeskFacts, desk_facts
from bsuh_desktop.services.home.doctor import Check, battery_check, examine
from bsuh_desktop.services.safekeeping.backup_file import BackupStatus
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.system.power import Battery
from tests.helpers.desks import practice_desk

NO_BACKUP = BackupStatus("bad", Message("The newest backup could not be made: {reason}", reason="?"), None, None, 0)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> DeskFacts:
    """Those of a desk that practises."""
    desk = practice_desk(tmp_path_factory.mktemp("desk"))
    try:
        return desk_facts(desk)
    finally:
        desk.close()


def changed(facts: DeskFacts, **changes: object) -> DeskFacts:
    return type(facts)(**{name: getattr(facts, name) for name in facts.__struct_fields__} | changes)


def lights(checks: list[Check], facts: DeskFacts, backup: BackupStatus | None = None) -> dict[str, str]:
    return {line.name: line.light for line in lines_of(checks, facts, "one", backup)}


def test_what_asks_to_be_looked_at_stands_first(tmp_path: Path, facts: DeskFacts) -> None:
    found = lights([*examine(tmp_path, SystemClock()), battery_check(Battery(40, False))], facts, NO_BACKUP)
    assert list(found.values())[:2] == ["stop", "look"]
    assert next(iter(found)) == "backup"
    calm = [name for name, light in found.items() if light not in ("stop", "look")]
    assert calm == [name for name in NAMES if name in calm]
    assert {"projector", "disk", "battery", "clock", "key", "backup"} <= found.keys()


def test_fonts_and_modules_are_named_only_if_they_are_not_in_order(tmp_path: Path, facts: DeskFacts) -> None:
    assert not {"fonts", "modules"} & lights(examine(tmp_path, SystemClock()), facts).keys()
    broken = Check("fonts", "bad", Message("The Bangla fonts are missing."), Message("Install the app again."))
    assert lights([broken], facts)["fonts"] == "stop"


def called(facts: DeskFacts) -> DeskFacts:
    """The facts where every number for help was called."""
    whom = facts.help
    child, danger, *others = (
        msgspec.structs.replace(one, verified=True) for one in (whom.child, whom.danger, *whom.others)
    )
    return changed(facts, help=msgspec.structs.replace(whom, child=child, danger=danger, others=tuple(others)))


def test_numbers_of_the_programme_that_nobody_called_are_to_be_looked_at_and_else_are_not_named(
    tmp_path: Path, facts: DeskFacts
) -> None:
    shipped = examine(tmp_path, SystemClock())
    (line,) = (one for one in lines_of(shipped, facts, "one", None) if one.name == "helplines")
    assert (line.light, text_of(line.called, "en"), len(line.steps)) == ("look", "Helplines", 3)
    assert text_of(line.whole, "en") == (
        "Not noted as called yet: 1098, 999, 109. Call once before the class, and ask whether it answers."
    )
    assert "helplines" not in lights(shipped, called(facts)), "the programme's numbers count, not the app's"


def test_what_is_not_used_is_no_trouble(facts: DeskFacts) -> None:
    facts = called(facts)
    unused = [Check("battery", "unused", Message("This computer has no battery."))]
    assert say(summary(lines_of(unused, facts, "one", None)), "en") == "Everything you need is ready"
    odd = lines_of(unused, facts, "mirrored", None)
    assert say(summary(odd), "en") == "Fine: 0, to look at: 1"


@pytest.mark.parametrize(
    ("screens", "light", "said"),
    [
        ("two", "ok", "A second screen is plugged in."),
        ("mirrored", "look", "The projector shows this screen too. No names are shown meanwhile."),
        ("one", "unused", "None is plugged in."),
    ],
)
def test_the_screens(facts: DeskFacts, screens: Screens, light: str, said: str) -> None:
    line = next(line for line in lines_of([], facts, screens, None) if line.name == "projector")
    assert (line.light, text_of(line.whole, "en")) == (light, said)


def test_what_classes_of_this_desk_are_worth(facts: DeskFacts) -> None:
    ends = datetime.date(2026, 8, 13)
    found = {}
    for status, changes in (
        ("practice", {}),
        ("waiting", {"status": "waiting"}),
        ("ends", {"status": "counts", "grant_ends": ends}),
        ("counts", {"status": "counts"}),
    ):
        (line,) = (one for one in lines_of([], changed(facts, **changes), "one", None) if one.name in ("key", "grant"))
        found[status] = (line.name, line.light, text_of(line.text, "bn" if status == "ends" else "en"))
    assert found == {
        "practice": ("key", "info", "Practice: nothing here goes into a report."),
        "waiting": ("key", "look", "This laptop waits for its grant."),
        "ends": ("grant", "look", "এই ল্যাপটপের অনুমতিপত্রের শেষ দিন: ১৩ আগস্ট ২০২৬।"),
        "counts": ("key", "ok", "This laptop may give certificates."),
    }


def test_a_doubt_that_the_store_keeps_is_said_of_the_clock(facts: DeskFacts) -> None:
    fine = [Check("clock", "ok", Message("The clock is right."))]
    assert lights(fine, facts)["clock"] == "ok"
    doubtful = changed(facts, clock_doubt=Message("The clock jumped."))
    line = lines_of(fine, doubtful, "one", None)[0]
    assert (line.name, text_of(line.whole, "en")) == (
        "clock",
        "The clock jumped. Set the clock, or write the date when a class asks for it.",
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_line_has_its_drawings_and_steps(name: str) -> None:
    line = ReadinessLine(name, "look", Message("?"))
    icons = resources() / "illustrations" / "icons"
    assert (icons / f"{line.drawing}.svg").is_file()
    assert (icons / f"{line.large_drawing}.svg").is_file()
    assert 2 <= len(line.steps) <= 3
    assert say(line.verb, "en") == f"{say(line.called, 'en')}: what to do"
