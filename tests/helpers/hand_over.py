"""Desks whose classes are on their way to a coordinator, the stick that goes along, and the receipts that come back."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.exchange.attendance_writer import build_attendance_file
from bsuh_desktop.exchange.receipt import Outcome, Receipt, receipt_format, sign_receipt
from bsuh_desktop.qt.collection.receive import Receive
from bsuh_desktop.qt.hand_over.hand_over import HandOver
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.hand_over.seal import seal_class
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.store.outgoing import HandedOver, SealedFile, StoredReceipt
from bsuh_desktop.system import atomic_file
from bsuh_desktop.system.sticks import Stick
from bsuh_desktop.trust.grants import Grant, encode_grants, issue
from bsuh_desktop.trust.sealing import recipient_of
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers import attendance, prepared, programme_desks
from tests.helpers.attendance import COORDINATOR_IDENTITY, PARTNER
from tests.helpers.desks import end, rows
from tests.helpers.keys import coordinator_terms, device_terms, key
from tests.helpers.until import PATIENCE_S
from tests.helpers.visit import Visit

STICK = "RUPSHA-2"
SECTIONS = (("8", "kha"), ("9", "ka"), ("7", "ga"))
VERDICTS = (
    *("You decide", "Changed after signing", "Unknown signer", "Grant expired", "Skipped", "Not ours"),
    *("Kept until its grant comes", "Merged", "Merged", "Identical"),
)
"""What the Inbox says of the files of `brought`."""
RESULTS = ["Arrived", "Arrived", "Kept until its grant comes", *["Refused"] * 4, "The same file again"]
"""What Receive says of them, besides the one that a person decides."""
_DAY_S = 86_400


def joined(desk: Desk, recipient: str = "") -> None:
    """A real desk whose grant has come; its files are also sealed to `recipient`."""
    set_facilitator(desk, prepared.FACILITATOR, "4826")
    join(desk, programme_desks.trial_file(recipient=recipient), PARTNER)
    programme_desks.grant(desk)


def hold(desk: Desk, grade: str, section: str, day: datetime.date | None = None, learners: int = 3) -> str:
    """A class that was held and finished, on `day` or now; its session."""
    if day is not None:
        wait_until(desk, day)
    group = enrol.new_group("eiin:107845", 2026, grade, section)
    enrol.agree(desk, group, "letters", rows(learners))
    conduct = new_class.open_class(desk, [group.id], prepared.PACK)
    conduct.type_headcount(learners)
    conduct.call_roll()
    end(desk, conduct)
    return conduct.session


def wait_until(desk: Desk, day: datetime.date) -> None:
    """Time goes by, on both clocks."""
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.advance((day - desk.today()).days * _DAY_S)


def three(desk: Desk, recipient: str = "") -> None:
    """Three classes of today that nobody has handed over."""
    joined(desk, recipient)
    for grade, section in SECTIONS:
        hold(desk, grade, section)


def nothing(desk: Desk) -> None:
    """A real desk that has held no class."""
    joined(desk)


def answered(desk: Desk) -> None:
    """One class, and its receipt has come."""
    joined(desk)
    today = desk.today()
    _close(desk, handed(desk, hold(desk, "8", "ka"), today), "merged", today)


def every_state(desk: Desk) -> None:
    """A class in each state: received, without a receipt for long, kept, refused, handed over lately, and one that was
    never written. A receipt for the one that waits longest lies on a stick."""
    joined(desk)
    days = [datetime.date(2026, 8, 3) + datetime.timedelta(days=number) for number in range(30)]
    sessions = {}
    for section, held, carried in (("ka", 0, 2), ("kha", 3, 4), ("ga", 9, 11), ("gha", 10, 11), ("umo", 20, 24)):
        session = hold(desk, "8", section, days[held])
        sessions[section] = handed(desk, session, days[carried])
    for section, outcome, day in (("ka", "merged", 8), ("ga", "kept", 14), ("gha", "refused", 15)):
        _close(desk, sessions[section], outcome, days[day])
    hold(desk, "9", "ka", days[26])
    wait_until(desk, days[27])
    stick = desk.folder.parent / STICK
    stick.mkdir()
    write_receipt(desk, stick, sessions["kha"])


def handed(desk: Desk, session: str, day: datetime.date) -> SealedFile:
    """The file of a class was handed over on `day`."""
    sealed = seal_class(desk, session)
    desk.store.handed.note(HandedOver(sealed.sha256, session, day.isoformat()))
    return sealed


def _close(desk: Desk, sealed: SealedFile, outcome: str, day: datetime.date) -> None:
    desk.store.handed.keep_receipt(StoredReceipt(sealed.sha256, outcome, day.isoformat(), b""))


def receipt_for(desk: Desk, sealed: SealedFile, outcome: Outcome = "merged", signer: str = "coordinator") -> bytes:
    """What the coordinator of the trial programme answers to a file."""
    grant = issue(key("root"), coordinator_terms(key("coordinator").public))
    receipt = Receipt(
        format=receipt_format(outcome),
        programme=desk.programme.id,
        file=sealed.sha256,
        session=sealed.session,
        revision=sealed.revision,
        outcome=outcome,
        day=desk.today(),
        signer=key(signer).public,
        grants=encode_grants((grant,)),
    )
    return sign_receipt(receipt, key(signer))


def write_receipt(desk: Desk, folder: Path, sealed: SealedFile, outcome: Outcome = "merged") -> Path:
    """The same as a file."""
    path = folder / f"receipt-{sealed.session}.bsuh-receipt"
    path.write_bytes(receipt_for(desk, sealed, outcome))
    return path


def plugged(folders: Sequence[Path], writable: bool = True) -> tuple[Stick, ...]:
    """Those of these folders that are there, as sticks."""
    return tuple(Stick(path, path.name, writable) for path in folders if path.is_dir())


def hand_over_page(visit: Visit, *folders: Path, writable: bool = True) -> HandOver:
    """Goes to the page Hand over; `folders` are sticks as long as they are there."""
    visit.press("rail_hand_over")
    page = visit.window.page
    assert isinstance(page, HandOver)
    page.find_sticks = lambda: plugged(folders, writable)
    visit.press("rail_hand_over")
    return page


def brought(desk: Desk) -> None:
    """A coordinator, and a stick with a file of every verdict: good, practice, one that waits for its grant, two that
    contradict each other, one that was changed, one of a foreign programme, one sealed for others, one dated outside
    its grant, the first one twice, and a letter."""
    programme_desks.coordinator(desk)
    stick = desk.folder.parent / STICK
    stick.mkdir()
    ours = (recipient_of(desk.vault.age_identity),)
    good = attendance_file(ours, 1)
    files = {
        "good": good,
        "twice": good,
        "waiting": attendance_file(ours, 2, signer=key("asking"), grants=()),
        "one": attendance_file(ours, 3, place_name="ক"),
        "other": attendance_file(ours, 3, place_name="খ"),
        "changed": good[:-40] + bytes(40),
        "late": attendance_file(ours, 4, date=datetime.date(2027, 2, 1)),
        "others": attendance_file((recipient_of(COORDINATOR_IDENTITY),), 5),
        "foreign": attendance_file(ours, 6, signer=key("stranger"), grants=foreign_chain()),
    }
    for name, data in files.items():
        (stick / f"{name}.bsuh").write_bytes(data)
    (stick / "letter.txt").write_text("প্রিয় সমন্বয়কারী", "utf-8")


def attendance_file(
    recipients: Sequence[str],
    number: int,
    signer: SigningKey | None = None,
    grants: tuple[Grant, ...] | None = None,
    withdrawn: tuple[str, ...] = (),
    **details: object,
) -> bytes:
    """A file of the granted device of `tests.helpers.keys`, or of another one; `number` makes it a class of its own.
    The first of its learners are those who have `withdrawn`."""
    session = f"SESS{number:012d}"
    who = attendance.sender(recipients=tuple(recipients), nth=number, previous=bytes([number]) * 32)
    who = replace(who, signer=signer or who.signer, grants=who.grants if grants is None else grants)
    whole = attendance.facts(session=session, journal=attendance.journal(session=session))
    rows = whole.rows if who.grants else tuple(replace(row, serial="") for row in whole.rows)
    rows = (*(replace(row, learner=one) for row, one in zip(rows, withdrawn, strict=False)), *rows[len(withdrawn) :])
    whole = replace(whole, rows=rows, details=replace(whole.details, withdrawn=withdrawn, **details))
    return build_attendance_file(whole, who).data


def made_up_beside(desk: Desk, folder: Path, session: str) -> Path:
    """A folder with what a stranger can make up under a class's id: a file that waits, and one that is practice of the
    desk's own programme, neither with a grant."""
    folder.mkdir()
    ours = (recipient_of(desk.vault.age_identity),)
    for practice in (False, True):
        who = attendance.sender(recipients=ours, signer=key("stranger" if practice else "asking"), grants=())
        whole = attendance.facts(practice=practice, session=session, journal=attendance.journal(practice, session))
        whole = replace(whole, rows=tuple(replace(row, serial="") for row in whole.rows))
        (folder / f"{practice}.bsuh").write_bytes(build_attendance_file(whole, who).data)
    return folder


def foreign_chain() -> tuple[Grant, ...]:
    """Grants that reach no root that anybody knows."""
    above = issue(key("foreign root"), coordinator_terms(key("coordinator").public))
    return above, issue(key("coordinator"), device_terms(key("stranger").public), above)


def receive_page(visit: Visit, *folders: Path) -> Receive:
    """Goes to the page Receive from the page Hand over; `folders` are sticks as long as they are there."""
    visit.press("rail_hand_over", "open_receive")
    page = visit.window.page
    assert isinstance(page, Receive)
    page.find_sticks = lambda: plugged(folders)
    return page


@contextmanager
def at_write(number: int, happens: Callable[[Path, bytes], None]) -> Iterator[None]:
    """Calls `happens` with the temporary file and its bytes before the attendance file `number` (from 1) is written;
    then writing goes on as the disk lets it. What the laptop writes for itself meanwhile does not count."""
    real, writes = atomic_file.write_through, 0

    def write(path: Path | str, data: bytes, mode: int = 0o666) -> None:
        nonlocal writes
        counts = ".bsuh." in Path(path).name
        writes += counts
        if counts and writes == number:
            happens(Path(path), data)
        real(path, data, mode)

    atomic_file.write_through = write
    try:
        yield
    finally:
        atomic_file.write_through = real


@contextmanager
def waiting_at(number: int) -> Iterator[tuple[threading.Event, threading.Event]]:
    """While it is entered, the write of that number waits: the events that it is reached, and that it goes on."""
    reached, goes_on = threading.Event(), threading.Event()

    def wait(_: Path, data: bytes) -> None:
        reached.set()
        goes_on.wait(PATIENCE_S)

    with at_write(number, wait):
        yield reached, goes_on


@contextmanager
def pulled_out_at(number: int, stick: Path) -> Iterator[Path]:
    """The stick is pulled out in the midst of the file `number`, and half of that file is on it. Gives where it is
    meanwhile: renamed back it is plugged in again."""
    hand = stick.with_name("in-the-hand")

    def pull(path: Path, data: bytes) -> None:
        path.write_bytes(data[: len(data) // 2])
        stick.rename(hand)

    with at_write(number, pull):
        yield hand
