"""The demonstration: one complete class of made-up learners, from the list to certificates and a sealed file.

It uses the same services as a real class, under the demonstration programme, so everything is practice. The class takes
45 minutes of its own clock and ends now.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import random
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bsuh_desktop import paths
from bsuh_desktop.domain.chain import verify_chain
from bsuh_desktop.domain.codes import encode
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Clock, Progress
from bsuh_desktop.domain.quiz import Item, form_for
from bsuh_desktop.domain.roster import LAST_CARD
from bsuh_desktop.services.certificates import certify
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.class_lists.class_groups import new_group
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over import hand_over
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.services.safekeeping.opening import new_practice_desk
from bsuh_desktop.system.disk_errors import known_disk_error
from bsuh_desktop.system.folders import make_folder

LEARNERS = 58


def add_practice_class(desk: Desk, learners: int = LEARNERS) -> GroupRef:
    """Stores the demonstration's class with its first `learners`. Raises KnownError: class_exists."""
    from bsuh_desktop.rosters.interpret import understand

    rows = understand(desk.resources / LIST_FILE).learners[:learners]
    group = new_group(desk, PLACE, GRADE, SECTION)
    enrol.agree(desk, group, "letters", rows)
    return group


LIST_FILE = Path("demonstration", "class-8-ka.csv")
PLACE, GRADE, SECTION, PACK = "eiin:107845", "8", "ka", "taps-traps-taka"
MINUTES = 45
RIGHT = {"pre": 0.45, "lesson": 0.7, "post": 0.8}
"""The share of correct answers by part. It rises, so that the demonstration's figures show a change."""


class Demonstration(msgspec.Struct, frozen=True):
    """What a demonstration has written; paths are absolute."""

    certificates: Path
    attendance_file: Path
    profile: Path
    passphrase: str
    learners: int
    unnamed: int
    events: int
    chain_ok: bool


def demonstrate(
    out: Path, learners: int, passphrase: str, clock: Clock, progress: Progress | None = None
) -> Demonstration:
    """Plays the class and writes `certificates.pdf`, one attendance file and `profile` into `out`.

    Raises KnownError: profile_exists, too_many_learners, disk_full, read_only, already_there.
    """
    profile, certificates = out / "profile", out / "certificates.pdf"
    _check(profile, certificates, learners)
    teaching = RehearsalClock(clock)
    teaching.set(_begin(clock))
    with _nothing_left_behind(profile) as undo:
        desk = new_practice_desk(profile, passphrase, teaching, stays=False)
        with contextlib.closing(desk):
            conduct = _hold_class(desk, teaching, learners)
            batch = certify.certify(desk, [conduct.session], progress)
            certify.save(desk, batch, certificates)
            undo.callback(certificates.unlink)
            certify.note_printed(desk, [conduct.session])
            (written,) = hand_over.hand_over(desk, [conduct.session], out)
            hand_over.note_handed_over(desk, [written])
            chain_ok = verify_chain(desk.store.journal.entries(conduct.session)).ok
            events = conduct.state.events
        undo.pop_all()
    return Demonstration(certificates, written.path, profile, passphrase, learners, batch.unnamed, events, chain_ok)


@contextlib.contextmanager
def _nothing_left_behind(profile: Path) -> Iterator[contextlib.ExitStack]:
    """Creates the profile's folder; on failure deletes what this demonstration created, and nothing else."""
    make_folder(profile.parent)
    try:
        profile.mkdir(mode=0o700)
    except FileExistsError:
        raise _stands_already(profile) from None
    except OSError as error:
        raise known_disk_error(error) or error from error
    with contextlib.ExitStack() as undo:
        undo.callback(shutil.rmtree, profile, ignore_errors=True)
        yield undo


def new_passphrase() -> str:
    """A passphrase for the profile of one demonstration: 60 random bits in three groups that can be read out."""
    code = encode(secrets.randbits(60), 12)
    return "-".join(code[start : start + 4] for start in range(0, 12, 4))


def _check(profile: Path, certificates: Path, learners: int) -> None:
    if os.path.lexists(profile) or os.path.lexists(certificates):
        raise _stands_already(profile)
    if not 1 <= learners <= LAST_CARD:
        raise KnownError(
            "too_many_learners",
            Message("A class has 1 to {most} learners.", most=LAST_CARD),
            Message("Give a number in that range."),
        )


def _stands_already(profile: Path) -> KnownError:
    return KnownError(
        "profile_exists",
        Message("There is already a demonstration in {folder}.", folder=str(profile.parent)),
        Message("Choose another folder: nothing is overwritten."),
    )


def _begin(clock: Clock) -> datetime.datetime:
    now = datetime.datetime.fromtimestamp(clock.now().wall_ms / 1000, datetime.UTC)
    return now - datetime.timedelta(minutes=MINUTES)


def _hold_class(desk: Desk, clock: RehearsalClock, learners: int) -> Conduct:
    from bsuh_desktop.rosters.interpret import understand

    rows = understand(paths.resources() / LIST_FILE).learners[:learners]
    group = enrol.new_group(PLACE, desk.today().year, GRADE, SECTION)
    enrol.agree(desk, group, "letters", rows)
    conduct = new_class.open_class(desk, [group.id], PACK, practice=True)
    if conduct.state.needs_date:
        # Nobody can be asked for the date; the demonstration must also work on a laptop with a dead clock.
        conduct.state_date(min(max(conduct.state.date, desk.programme.issued), desk.programme.expires))
    conduct.type_headcount(learners)
    conduct.call_roll()
    _teach(conduct, clock)
    conduct.finish()
    return conduct


def _teach(conduct: Conduct, clock: RehearsalClock) -> None:
    """Goes through the slides, each as long as the module says; forms on the shared device, lesson questions by
    hands."""
    chance = random.Random(1098)
    for number, slide in enumerate(conduct.pack.slides("bn"), start=1):
        conduct.show_slide(number)
        if slide.part in ("pre", "post"):
            _forms(conduct, chance, slide.part)
        elif slide.item:
            _hands(conduct, chance, conduct.pack.item(slide.item))
        clock.advance(slide.minutes * 60)


def _forms(conduct: Conduct, chance: random.Random, part: str) -> None:
    """Odd cards take form A before and B after, even cards the other way round."""
    attendees = conduct.state.attendees.values()
    for item in (*conduct.pack.form("A"), *conduct.pack.form("B")):
        conduct.ask(item.id, "shared")
        for card in sorted(attendee.seat.card for attendee in attendees):
            if form_for(card, "pre" if part == "pre" else "post") == item.form:
                conduct.answer(card, _choose(item, RIGHT[part], chance))
        conduct.close_question()


def _hands(conduct: Conduct, chance: random.Random, item: Item) -> None:
    conduct.ask(item.id, "hands")
    letters = [_choose(item, RIGHT["lesson"], chance) for _ in conduct.state.attendees]
    conduct.count_hands({letter: letters.count(letter) for letter in sorted(item.options)})
    conduct.close_question()


def _choose(item: Item, right: float, chance: random.Random) -> str:
    if item.key and chance.random() < right:
        return item.key
    return chance.choice([letter for letter in sorted(item.options) if letter != item.key])
