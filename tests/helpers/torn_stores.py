"""A store of several classes whose file is to be damaged, and which of its events each damage leaves readable.

What is left is found without the code under test: every page is decrypted, and an event needs all pages on which a part
of it stands.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bsuh_desktop.domain.chain import Entry, header_bytes, verify_chain
from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import (
    Answered,
    Event,
    Finished,
    GroupRef,
    LearnerAdded,
    Mended,
    Opened,
    QuestionClosed,
    QuestionOpened,
    RollCalled,
    RollMarked,
    Seat,
    SlideShown,
    Undone,
)
from bsuh_desktop.store import journal
from bsuh_desktop.store.outgoing import Issued
from bsuh_desktop.store.rosters import StoredLearner
from bsuh_desktop.store.store import FILE_NAME, LOG_NAME, Store
from tests.helpers.cipher import PAGE, RESERVED, SALT, decrypted_page
from tests.helpers.classes import NINE

KEY = bytes(range(32))
DAY = datetime.datetime(2026, 8, 3, 3, tzinfo=datetime.UTC)
LEARNERS, CLASSES = 68, 4
FRAME = 24 + PAGE


def session(number: int) -> str:
    return f"SESSION{number:09d}"


def learner(number: int, card: int) -> str:
    """Of each class others, so that no page of one class reads like another's."""
    return f"{number:04d}{card:09d}"


def group(number: int) -> GroupRef:
    return GroupRef(f"GROUP{number:08d}", "eiin:107845", 2026, "8", f"{number}")


def name(number: int, card: int) -> str:
    return f"শিক্ষার্থী {number} {card}"


def lesson(number: int, learners: int = LEARNERS, ends: bool = True) -> list[Event]:
    """What happens in one class: the roll, two questions, a slip that is taken back, somebody who joins."""
    seats = tuple(Seat(learner(number, card), card, group(number).id, True) for card in range(1, learners + 1))
    opened = Opened("taps-traps-taka", 1, (group(number),), seats, True, 360, f"{number:02d}" * 8)
    marked = [RollMarked(learner(number, card), "absent") for card in range(1, learners, 9)]
    events: list[Event] = [opened, *marked, Undone(2), RollCalled(), SlideShown(2)]
    for question in ("q5", "q6"):
        events.append(QuestionOpened(question, f"taps-traps-taka/{question}", "shared", "lesson", "ABCD", "B"))
        events += [Answered(question, learner(number, card), "ABCD"[card % 4]) for card in range(2, learners + 1)]
        events += [QuestionClosed(question), SlideShown(3)]
    joined = Seat(learner(number, learners + 1), learners + 1, group(number).id, True)
    return [*events, LearnerAdded(joined), *([Finished(NINE + 2_400_000)] if ends else [])]


def hold(store: Store, number: int, learners: int = LEARNERS, ends: bool = True) -> None:
    """One class with its list, its seats and its certificates, one commit an event as in a room."""
    lines = [
        StoredLearner(
            position=card,
            roll=str(card),
            learner=learner(number, card),
            name_bn=name(number, card),
            name_en=None,
            sex="f",
            age="13-17",
            guardian="yes",
            notice="1",
            consented_on="2026-08-03",
        )
        for card in range(1, learners + 2)
    ]
    store.rosters.add_group(group(number), "letters", lines)
    places = {line.learner: line.id for line in store.rosters.lines(group(number).id)}
    store.rosters.seat(session(number), [(one, place) for one, place in places.items() if one])
    for count, event in enumerate(lesson(number, learners, ends)):
        store.journal.append(session(number), [event], Moment(NINE + count * 1000, count * 1000))
    if ends:
        first = store.outgoing.next_counter()
        store.outgoing.keep_certificates([certificate(first + card, number, card) for card in range(2, learners, 9)])


def certificate(counter: int, number: int, card: int) -> Issued:
    """A certificate of one class."""
    return Issued(counter, f"S{number}-{counter}", session(number), learner(number, card), "2026-08-03", 1, bytes(64))


Place = tuple[str, int]
"""A page, by the file that it stands in and where it begins there."""


class Part(NamedTuple):
    """One event of a store that is not damaged yet. It can be read where of one of its `ways` every step has a good
    page: the one where it begins, and those that it goes on to."""

    session: str
    entry: Entry
    ways: tuple[tuple[frozenset[Place], ...], ...]

    def stands_on(self, pages: Collection[Place]) -> bool:
        """True if it can be read from these pages."""
        return any(all(not step.isdisjoint(pages) for step in way) for way in self.ways)


def parts(folder: Path) -> list[Part]:
    """Every event of the store in `folder`, with where it stands."""
    images = {place: decrypted_page(page, KEY, first) for place, page, first in _good(folder)}
    with Store(shutil.copytree(folder, folder.with_name(f"{folder.name}-read")), KEY) as store:
        journals = journals_of(store)
    return [Part(one, entry, _ways(images, entry)) for one, entries in journals.items() for entry in entries]


def good_pages(folder: Path) -> set[Place]:
    """Every page of the file and of its log that is as it was written."""
    return {place for place, _, _ in _good(folder)}


def _ways(images: dict[Place, bytes], entry: Entry) -> tuple[tuple[frozenset[Place], ...], ...]:
    begin = header_bytes(entry.header) + (entry.salt or b"")
    whole = begin + (entry.data or b"") + entry.digest
    ways = []
    for place, page in images.items():
        at = page.find(begin)
        if at >= 0:
            here = next(size for size in range(len(whole), 0, -1) if page.startswith(whole[:size], at))
            ways.append((frozenset({place}), *_steps(images, whole[here:])))
    return tuple(ways)


def _steps(images: dict[Place, bytes], rest: bytes) -> list[frozenset[Place]]:
    most = PAGE - RESERVED - 4
    pieces = [rest[start : start + most] for start in range(0, len(rest), most)]
    return [frozenset(place for place, page in images.items() if page.startswith(piece, 4)) for piece in pieces]


def _good(folder: Path) -> list[tuple[Place, bytes, int]]:
    file, log = ((folder / each).read_bytes() if (folder / each).exists() else b"" for each in (FILE_NAME, LOG_NAME))
    proof = hashlib.pbkdf2_hmac("sha512", KEY, bytes(byte ^ 0x3A for byte in file[:SALT]), 2, 32)
    places = [("file", start, start // PAGE + 1, file[start : start + PAGE]) for start in range(0, len(file), PAGE)]
    for start in range(32, len(log), FRAME):
        number = int.from_bytes(log[start : start + 4], "big")
        places.append(("log", start, number, log[start + 24 : start + FRAME]))
    found = []
    for where, start, number, page in places:
        first = SALT if number == 1 else 0
        if len(page) == PAGE and page[-64:] == hmac.digest(
            proof, page[first:-64] + number.to_bytes(4, "little"), "sha512"
        ):
            found.append(((where, start), page, first))
    return found


def view_rows(store: Store) -> dict[str, set[tuple[object, ...]]]:
    """What every view says."""
    return {view: set(store.db.conn.execute(f"SELECT * FROM {view}").fetchall()) for view in journal.COLUMNS}


def rebuild_views(store: Store) -> None:
    """Writes the views of all sessions anew from their journals."""
    with store.db.atomic():
        for session in store.journal.sessions():
            journal.rebuild(store.db, store.journal.state(session))


def check_whole(store: Store) -> None:
    """Every chain holds, and the views are what the journals say."""
    before = view_rows(store)
    for one in store.journal.sessions():
        assert verify_chain(store.journal.entries(one)).ok
    rebuild_views(store)
    assert view_rows(store) == before
    unseated = (
        "SELECT count(*) FROM v_attendance AS one LEFT JOIN seats USING (session, learner) WHERE roster_id IS NULL"
    )
    assert store.db.conn.execute(unseated).fetchone() == (0,)
    assert store.db.conn.execute("PRAGMA foreign_key_check").fetchall() == []


def check_given_back(journals: Mapping[str, Sequence[Entry]], readable: Iterable[Part]) -> int:
    """Every event that can be read is in the journals, with its time and its data; returns how many are not because
    they mean nothing without those that are lost. A class whose beginning is lost is passed over."""
    missing = 0
    by_class: dict[str, list[Entry]] = {}
    for part in readable:
        by_class.setdefault(part.session, []).append(part.entry)
    for one, entries in by_class.items():
        if isinstance(entries[0].event(), Opened):
            missing += _missing(entries, journals[one])
    return missing


def journals_of(store: Store) -> dict[str, list[Entry]]:
    """Every journal of a store."""
    return {one: store.journal.entries(one) for one in store.journal.sessions()}


def _missing(readable: list[Entry], there: Sequence[Entry]) -> int:
    kept = {_identity(entry) for entry in there}
    events = [entry.event() for entry in readable]
    asked = {event.question for event in events if isinstance(event, QuestionOpened)}
    seqs = {entry.header.seq for entry in readable}
    left = [entry.event() for entry in readable if _identity(entry) not in kept]
    for event in left:
        orphan = isinstance(event, (Answered, QuestionClosed)) and event.question not in asked
        assert orphan or (isinstance(event, Undone) and event.seq not in seqs), event
    return len(left)


def _identity(entry: Entry) -> tuple[object, ...]:
    """An undo says another number where it was appended anew."""
    header = entry.header
    data = None if isinstance(entry.event(), Undone) else entry.data
    return header.kind, header.run, header.wall_ms, header.mono_ms, data


def said_lost(journals: Mapping[str, Sequence[Entry]]) -> int:
    """How many events the journals say are missing."""
    events = (entry.event() for entries in journals.values() for entry in entries)
    return sum(event.lost for event in events if isinstance(event, Mended))
