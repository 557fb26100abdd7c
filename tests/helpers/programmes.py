"""A real programme (no demonstration) as a file on a coordinator's stick, and a desk that joined it."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.certificates import AwardRule
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.services.safekeeping.first_run import OFFICE, NewDesk, first_run
from bsuh_desktop.trust.programme import read_programme, sign_programme
from tests.helpers.attendance import PARTNER, programme
from tests.helpers.desks import PASSPHRASE, clock_at, copied_desk, next_of
from tests.helpers.keys import key

FACILITATOR = "শিরিন আক্তার"


def programme_file() -> bytes:
    """The signed file of the trial programme."""
    return sign_programme(programme(), key("root"))


def write_programme(folder: Path) -> Path:
    """The file as it lies on a stick."""
    path = folder / "programme.json"
    path.write_bytes(programme_file())
    return path


def joined_desk(folder: Path, clock: RehearsalClock | None = None) -> Desk:
    """A fresh desk of the trial programme in `folder`, with keys of its own; it waits for its grant."""
    return copied_desk(folder, clock or clock_at(), next_of("joined"), _joined)


def _joined(folder: Path) -> Desk:
    wish = NewDesk(PASSPHRASE, FACILITATOR, "4826", programme_file(), PARTNER)
    return first_run(folder / "profile", wish, clock_at())[0]


def new_office(folder: Path, passphrase: str, clock: Clock) -> Desk:
    """A fresh desk in `folder` in which a programme can be made; it practises until then."""
    return first_run(folder, NewDesk(passphrase, OFFICE), clock)[0]


def take_programme(desk: Desk, file: bytes, partner: int) -> None:
    """From now on `desk` works in the programme of a signed file, whatever it worked in before."""
    desk.take_programme(read_programme(file), file, partner)


def ask_for_minutes(desk: Desk, minutes: int, modules: int = 1) -> None:
    """From now on `desk` works in a programme that gives no certificates for classes of fewer minutes unasked."""
    rule = AwardRule(modules=modules, minutes=minutes)
    take_programme(desk, sign_programme(replace(programme(), award_rule=rule), key("root")), PARTNER)
