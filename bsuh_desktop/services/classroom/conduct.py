"""Conducting a class: every command and every answer is written to the journal here.

Only this service appends events to a class. An answer is committed, and thereby acknowledged, when the call returns.
Answers to a sensitive question are the exception: they stay in memory, and closing the question writes one tally, or an
empty one if the programme's limit allows nothing to be shown except that it was asked.

Who declined is no event: it is stored until the question is closed, so that a power cut loses no wish; of a private
question it stays in memory."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator, Mapping

import msgspec

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain import clock
from bsuh_desktop.domain.codes import new_learner_id
from bsuh_desktop.domain.events import (
    Channel,
    Event,
    HeadcountTyped,
    HowCounted,
    Level,
    Part,
    RollMarked,
    Seat,
    SlideShown,
    Status,
    kind_of,
)
from bsuh_desktop.domain.roster import NO_CARD, RosterRow, roll_number
from bsuh_desktop.domain.session import commands, rules
from bsuh_desktop.domain.session import commands as paper
from bsuh_desktop.domain.session import commands as roll_call
from bsuh_desktop.domain.session.answers import not_answered, tally_to_keep
from bsuh_desktop.domain.session.fold import passes_time
from bsuh_desktop.domain.session.rules import Offer, offer
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.view import SessionView, view
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.erase import erase_later_answers, erase_small_tallies
from bsuh_desktop.system.log import log

_DECLINED = "declined/"


def declined_in(desk: Desk, session: str, question: str) -> frozenset[int]:
    """The cards of those who declined to answer that question of the class."""
    stored = desk.store.facts.get(_fact(session, question))
    return frozenset() if stored is None else frozenset(msgspec.json.decode(stored, type=list[int]))


def decline(desk: Desk, session: str, question: str, card: int) -> None:
    """Stores that the learner with `card` declined."""
    cards = sorted(declined_in(desk, session, question) | {card})
    desk.store.facts.put(_fact(session, question), msgspec.json.encode(cards))


def forget_declined(desk: Desk, session: str) -> None:
    """Deletes what is stored for the class: its question is closed, or it is finished."""
    for question in desk.store.facts.all_of(_fact(session, "")):
        desk.store.facts.drop(_fact(session, question))


def _fact(session: str, question: str) -> str:
    return f"{_DECLINED}{session}/{question}"


_WORKED = "worked/"
"""Prefix of the facts that hold for each class what the journal does not yet: `_Worked`."""

SOMEBODY = RosterRow(row=0, roll=None, card=NO_CARD, name_bn=None, name_en=None)
"""A learner about whom nothing is known."""


def join(desk: Desk, state: SessionState, row: RosterRow) -> tuple[Event, ...]:
    """Adds a line with `row` to the class list; returns the events that seat the learner."""
    group = _group_to_join(desk, state)
    return _seated(desk, state, group, row, roll_call.free_card(state, roll_number(row.roll)), visits=False)


def visit(desk: Desk, state: SessionState, row: RosterRow = SOMEBODY) -> tuple[Event, ...]:
    """Seats a learner who is on no list, with a card after all others; returns the events.

    The name in `row` is stored only with consent, and for this session only.
    Raises KnownError("not_now") for a class without a list.
    """
    rules.refuse(rules.why_not_add_visitor(state))
    group = _group_to_join(desk, state)
    return _seated(
        desk, state, group, msgspec.structs.replace(row, roll=None), roll_call.card_for_visitor(state), visits=True
    )


def _seated(
    desk: Desk, state: SessionState, group: str, row: RosterRow, card: int, *, visits: bool
) -> tuple[Event, ...]:
    rosters = desk.store.rosters
    line = enrol.learner_to_store(desk, row, rosters.basis(group))
    learner = line.learner or new_learner_id()
    seat = Seat(learner, card, "" if visits else group, named=line.learner is not None)
    events = roll_call.add_learner(state, seat)
    rosters.seat(state.session, [(learner, rosters.add_line(group, line, listed=not visits))])
    return events


def _group_to_join(desk: Desk, state: SessionState) -> str:
    """The class's first group. A class that was opened without a group gets one, shared by all who join."""
    opened = state.opened
    if opened and opened.groups:
        return opened.groups[0].id
    for attendee in state.attendees.values():
        return attendee.seat.group
    group = enrol.new_group(state.place, state.date.year, "", "")
    enrol.agree(desk, group, desk.programme.consent.basis, [])
    return group.id


class _Worked(msgspec.Struct, frozen=True):
    """For so many milliseconds the desk ran for a class after its event number `events`."""

    events: int
    ms: int


class Conduct:
    """One class while it runs. Each method is one command; it raises KnownError if the class does not allow it."""

    def __init__(self, desk: Desk, session: str) -> None:
        self._desk = desk
        self.session = session
        self._private: dict[str, tuple[str, int]] = {}
        self._declined_privately: frozenset[int] = frozenset()
        self._declined: tuple[str, frozenset[int]] | None = None
        """The question whose stored declines are known, and their cards."""
        self._taken_back: Event | None = None
        self._looked: clock.Moment | None = None
        """When `keep_worked` was called last, or something stored since."""
        self._slept_ms = 0
        self.go_on()

    @property
    def state(self) -> SessionState:
        """The present state of the class."""
        return self._desk.store.journal.state(self.session)

    @property
    def pack(self) -> Pack:
        """The module that is taught."""
        return self._desk.pack_of(self.state)

    @property
    def desk(self) -> Desk:
        """The desk that it runs on now."""
        return self._desk

    @property
    def worked_ms(self) -> int:
        """Milliseconds for which the desk has run for this class since its last event; 0 after the finish. If another
        run of the app wrote that event: what was stored of them, and the time since the class was gone on with."""
        if self.state.finished or self.state.paper:
            return 0
        before, since = (0, self.state.last) if self._in_this_run else (self._before_ms, self._taken)
        return before + clock.worked_between(since, self._desk.clock.now(), same_run=True)

    def go_on(self) -> None:
        """The class is gone on with now: time elsewhere since an earlier run is nobody's teaching."""
        self._looked, self._slept_ms = None, 0
        self._taken = self._desk.clock.now()
        """When the class was begun or gone on with on this desk."""
        stored = self._desk.store.facts.get(_WORKED + self.session)
        worked = _Worked(0, 0) if stored is None else msgspec.json.decode(stored, type=_Worked)
        self._before_ms = worked.ms if worked.events == self.state.events else 0
        """Milliseconds for which the desk had run since the last event by then."""

    def keep_worked(self) -> None:
        """Stores for how long the desk has run for the class since its last event, for when this run of the app ends
        before the next one. It is no event: only going on makes it part of the class. Called again and again, it leaves
        out the time in which the laptop slept."""
        if self.state.opened is None or self.state.finished or self.state.paper:
            return
        now = self._desk.clock.now()
        if self._looked is not None and now.mono_ms - self._looked.mono_ms > clock.SLEPT_MS:
            self._slept_ms += now.mono_ms - self._looked.mono_ms
        self._looked = now
        worked = _Worked(self.state.events, max(0, self.worked_ms - self._slept_ms))
        self._desk.store.facts.put(_WORKED + self.session, msgspec.json.encode(worked))

    @property
    def _in_this_run(self) -> bool:
        return self.state.last_run in ("", self._desk.store.journal.run)

    def move_to(self, desk: Desk) -> None:
        """Continues the class on `desk`, after it was unlocked again; answers in memory are kept."""
        self._desk = desk

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits everything inside or nothing; on failure what is only in memory is restored too."""
        before = dict(self._private), self._declined_privately, self._taken_back
        try:
            with self._desk.store.transaction():
                yield
        except BaseException:
            self._private, self._declined_privately, self._taken_back = before
            self._declined = None
            raise

    def check_running(self) -> None:
        """Raises KnownError("not_now") if the class is finished."""
        rules.refuse(rules.why_not_running(self.state))

    def view(self) -> SessionView:
        """The part of the state that a screen may show."""
        return view(self.state, self.private_learners)

    def state_date(self, day: datetime.date) -> None:
        """Records the day of the class as a person stated it; it must be within the programme."""
        programme = self._desk.programme
        period = (programme.issued, programme.expires)
        self._append(commands.state_date(self.state, day, self._desk.clock.now(), period))

    def type_headcount(self, total: int, parts: Mapping[str, int] | None = None, how: HowCounted = "counted") -> None:
        """Records how many people are in the room, and how the number is known."""
        self._append(roll_call.type_headcount(self.state, total, parts, how))

    def mark(self, card: int, status: Status) -> None:
        """Records one learner's status."""
        self._append(roll_call.mark(self.state, card, status))

    def touch(self, marks: Mapping[int, Status], visitors: int = 0) -> None:
        """Marks the learner of each card, or as present again if they have that mark already, then adds so many
        visitors. All of it or nothing."""
        with self.transaction():
            for card, status in marks.items():
                again = roll_call.learner_with(self.state, card).status == status
                self.mark(card, "present" if again else status)
            for _ in range(visitors):
                self.add_visitor()

    def call_roll(self) -> None:
        """Records that the roll was called."""
        self._append(roll_call.call_roll(self.state))

    def add_learner(self, row: RosterRow) -> int:
        """Adds a learner who is on no list to the class list, with what they say about themselves; returns the card
        number."""
        return self._seat(lambda: join(self._desk, self.state, row))

    def add_visitor(self, row: RosterRow = SOMEBODY) -> int:
        """Adds somebody who takes part today only, with a card and a certificate but on no list. Returns the card
        number."""
        return self._seat(lambda: visit(self._desk, self.state, row))

    def _seat(self, seat: Callable[[], tuple[Event, ...]]) -> int:
        with self.transaction():
            self._append(seat())
        return next(reversed(self.state.attendees.values())).seat.card

    def show_slide(self, number: int) -> None:
        """Moves stage and console to that slide."""
        self._append(commands.show_slide(self.state, number, len(self.pack.slides("bn"))))

    def ask(self, ref: str, by: Channel) -> str:
        """Opens an item of the module, by its id or its place; returns the question's name in this session."""
        pack, state = self.pack, self.state
        slide = pack.slides("bn")[state.slide - 1] if state.slide else None
        self._append(commands.ask(state, pack.id, pack.item(ref), by, slide.part if slide else None))
        self._forget_private()
        return self.state.open_question or ""

    def answer(self, card: int, letter: str) -> None:
        """Records one learner's answer. It is committed on return, unless the question is sensitive."""
        if self.is_private:
            self.answer_privately(card, letter, self.state.events)
        else:
            self._append(commands.answer(self.state, card, letter))

    def answer_privately(self, card: int, letter: str, events: int) -> None:
        """Keeps an answer to a sensitive question in memory; `events` is the number of events the class had before
        it."""
        learner = commands.check_answer(self.state, card, letter).seat.learner
        self._private.pop(learner, None)
        self._private[learner] = (letter, events)

    def decline(self, card: int) -> None:
        """Notes that the learner with `card` does not want to answer the open question, until it is closed."""
        rules.refuse(rules.why_not_answer(self.state, by_hands=False))
        if self.is_private:
            self._declined_privately |= {card}
        else:
            self._declined = None
            decline(self._desk, self.session, self.state.open_question or "", card)

    @property
    def declined(self) -> frozenset[int]:
        """The cards of those who declined to answer the open question."""
        question = self.state.open_question
        if question is None or self.is_private:
            return self._declined_privately
        if self._declined is None or self._declined[0] != question:
            self._declined = (question, declined_in(self._desk, self.session, question))
        return self._declined[1]

    def count_hands(self, counts: Mapping[str, int]) -> None:
        """Records the raised hands by letter for the open question."""
        self._append(commands.count_hands(self.state, counts))

    def estimate_hands(self, levels: Mapping[str, Level]) -> None:
        """Records the raised hands by letter as they were seen: most, some or few."""
        self._append(commands.estimate_hands(self.state, levels))

    def close_question(self) -> None:
        """Closes the open question."""
        with self.transaction():
            self._append(commands.close_question(self.state, self._tally(), self._not_asked()))
            forget_declined(self._desk, self.session)
        self._forget_private()

    def undo(self, about: rules.About = "all") -> None:
        """Takes back the last slip, or the last private answer in memory if nothing came after it.

        With `about` *roll* it takes back the newest slip of roll call, whatever came after it.
        """
        if about == "all" and self.private_slip_is_last:
            self.undo_private()
            return
        before, private = self.state, self.private_learners
        slip = rules.last_slip(before, about, private)
        with self.transaction():
            self._append(commands.undo(before, about, private))
            if slip and slip.added:
                self._desk.store.rosters.unseat(self.session, slip.added)
        self._taken_back = slip.event if slip else None

    @property
    def taken_back(self) -> Event | None:
        """What undo took back last, as long as nothing was done since and it can be put back."""
        return self._taken_back if isinstance(self._taken_back, (RollMarked, HeadcountTyped)) else None

    def put_back(self) -> None:
        """Restores what undo has just taken back."""
        self._append(roll_call.put_back(self.state, self._taken_back))

    @property
    def private_learners(self) -> frozenset[str]:
        """The learners whose answer to a sensitive question is in memory."""
        return frozenset(self._private)

    @property
    def private_slip_is_last(self) -> bool:
        """True if the newest thing that undo could take back is an answer that is in memory only."""
        slip = rules.last_slip(self.state)
        newest = max((events for _, events in self._private.values()), default=-1)
        return newest >= (slip.seq if slip else 0)

    def undo_private(self) -> None:
        """Takes back the last answer in memory."""
        self._private.popitem()

    def finish(self) -> None:
        """Finishes the class now."""
        self._finish(self._desk.clock.now().wall_ms, offered=False)

    def allow_certificates(self) -> None:
        """Records that the finished class counts for certificates, though it was shorter than the programme asks."""
        self._append(commands.allow_certificates(self.state, self._desk.programme.award_rule))

    def take_from_paper(self, sheet: str, started_ms: int, ended_ms: int) -> None:
        """Begins entering a class from a paper sheet, with its start and end in Unix milliseconds."""
        self._append(paper.take_from_paper(self.state, sheet, started_ms, ended_ms))

    def tally(
        self, item: str, part: Part, counts: Mapping[str, int], levels: Mapping[str, Level] | None = None
    ) -> None:
        """Records the hands of one question from paper, or `levels` by eye, and closes it; an open question is closed
        first."""
        asked = self.state.questions.get(self.state.open_question or "")
        if asked is not None and (asked.item_id, asked.by) != (item, "hands"):
            self.close_question()
        self._append(paper.tally(self.state, self.pack.id, self.pack.item(item), part, counts, levels))

    def finish_on_paper(self) -> None:
        """Finishes the class at the end that is on paper."""
        with self.transaction():
            self._append(paper.finish_paper(self.state, self._tally(), self._not_asked()))
            self._forget_unfinished()
            erase_later_answers(self._desk, self.session)
            erase_small_tallies(self._desk, self.session)
        self._end()

    def offer(self) -> Offer:
        """What can be done with this unfinished class: continue, close, or close at its likely end."""
        return offer(self.state, self._desk.clock.now())

    def take_offered_end(self) -> None:
        """Closes a reopened class: at its likely end if finishing was forgotten, else now."""
        offered = self.offer()
        self._finish(offered.ended_ms, offered.never_finished)

    def _finish(self, ended_ms: int, offered: bool) -> None:
        with self.transaction():
            self._append(commands.finish(self.state, ended_ms, offered, self._tally(), self._not_asked()))
            self._forget_unfinished()
            erase_later_answers(self._desk, self.session)
            erase_small_tallies(self._desk, self.session)
        self._end()

    def _forget_unfinished(self) -> None:
        """Deletes what is stored beside the journal of a class that goes on."""
        forget_declined(self._desk, self.session)
        self._desk.store.facts.drop(_WORKED + self.session)

    def _end(self) -> None:
        log("class_finished", session=self.session, pack=self.pack.id)
        self._forget_private()

    def _forget_private(self) -> None:
        """Drops what is in memory only of a question that is closed."""
        self._private.clear()
        self._declined_privately = frozenset()

    @property
    def is_private(self) -> bool:
        """True while a sensitive question is open: its answers are in memory only."""
        asked = self.state.questions.get(self.state.open_question or "")
        return bool(asked and asked.sensitive)

    def _tally(self) -> dict[str, int]:
        state = self.state
        asked = state.questions.get(state.open_question or "")
        if asked is None or not asked.sensitive:
            return {}
        answers = {learner: letter for learner, (letter, _) in self._private.items()}
        return tally_to_keep(state, asked, self.pack.item(asked.item_id).form, answers, self._desk.programme.cell_limit)

    def _not_asked(self) -> frozenset[str]:
        """The learners to whom the device has not come for the open question: neither answered nor declined. Of who
        withdrew meanwhile it is not known any more."""
        state = self.state
        asked = state.questions.get(state.open_question or "")
        if asked is None or asked.by != "shared":
            return frozenset()
        silent = not_answered(state, asked, self.pack.item(asked.item_id).form)
        waiting = (one for one in silent if state.attendees[one].seat.card not in self.declined)
        return frozenset(waiting) - self._desk.store.forgotten.of_session(self.session).keys()

    def _append(self, events: tuple[Event, ...]) -> None:
        self._taken_back = None
        if self._in_this_run or not passes_time(self.state, events):
            self._desk.store.journal.append(self.session, events, self._desk.clock.now())
        else:
            self._append_gone_on(events)
        self._slept_ms = 0
        if self._looked is not None:
            self._looked = self._desk.clock.now()
        for event in events:
            log("command", session=self.session, code=kind_of(event))

    def _append_gone_on(self, events: tuple[Event, ...]) -> None:
        """Appends the first events of this run. Going on stored nothing: that the slide was shown then is stored now,
        so that the time since counts; and that it was shown in the earlier run for as long as the desk ran after its
        last event."""
        journal, state, shown = self._desk.store.journal, self.state, SlideShown(self.state.slide)
        with self._desk.store.transaction():
            if self._before_ms:
                until = clock.Moment(state.last.wall_ms + self._before_ms, state.last.mono_ms + self._before_ms)
                journal.append(self.session, (shown,), until, state.last_run)
            journal.append(self.session, (shown,), self._taken)
            journal.append(self.session, events, self._desk.clock.now())
