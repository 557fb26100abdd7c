"""What is deleted where learners are forgotten: by their ids alone, so that an older copy can be told the same.

Of who withdrew: name, lasting id and every answer, in every class they sat in. Of whose time is over: the name. Both
take the signatures over the name away, and sealed files that hold it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence, Set

import msgspec

from bsuh_desktop.domain.errors import DAMAGED, KnownError
from bsuh_desktop.domain.events import QuestionClosed
from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.domain.session.forgetting import erasure
from bsuh_desktop.domain.session.sensitive import told_counts
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.log import log
from bsuh_desktop.services.erasure.values import Withdrawn
from bsuh_desktop.store.forgotten import LIST_NAME, LIST_SEEN, ForgottenLearner, add_to_list
from bsuh_desktop.store.leftovers import FORGETTING, remove_leftovers
from bsuh_desktop.store.roster_people import RosterPerson


def forget(desk: Desk, people: Sequence[RosterPerson], ids: Mapping[str, Why]) -> Withdrawn:
    """Forgets `ids`; `people` are those for whom they stand or stood, as they were before. Inside a transaction, as its
    last step: the list beside the store is written here, before all else is kept. `clear_traces` comes after it.

    Raises KnownError: disk_full, store_read_only, journal_altered.
    """
    gone = {why: frozenset(one for one, said in ids.items() if said == why) for why in ("withdrawn", "retention")}
    classes = _seats_of(people, gone["withdrawn"])
    answers = sum(_erase_answers(desk, session, learners) for session, learners in classes.items())
    _forget_lines(desk, people, gone["withdrawn"], gone["retention"])
    _forget_papers(desk, _seats_of(people, ids.keys()))
    day = desk.today().isoformat()
    desk.store.forgotten.add(ForgottenLearner(learner, why, day) for learner, why in ids.items())
    desk.store.mark_names_deleted()
    desk.store.facts.put(FORGETTING, b"1")
    keep_listed(desk, ids)
    handed = {one.session for one in desk.store.handed.all().values()}
    named = [one for one in people if one.named]
    return Withdrawn(len(people), len(named), answers, len(classes), len(handed & classes.keys()))


def keep_listed(desk: Desk, ids: Mapping[str, Why]) -> None:
    """Lists ids beside the store, too, and notes that both lists are the same now. Raises KnownError: disk_full,
    store_read_only."""
    add_to_list(desk.folder, ids)
    desk.store.facts.put(LIST_SEEN, list_hash(desk))


def list_hash(desk: Desk) -> bytes:
    """The SHA-256 of the list beside the store; of nothing where there is none."""
    path = desk.folder / LIST_NAME
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return hashlib.sha256(b"").digest()


def erase_later_answers(desk: Desk, session: str) -> None:
    """Whoever withdrew while a class went on may have answered after it: at its end that goes, too."""
    state = desk.store.journal.state(session)
    learners = {learner for learner, why in desk.store.forgotten.of_session(session).items() if why == "withdrawn"}
    if learners and erasure(state, desk.store.journal.entries(session), learners).seqs:
        with desk.store.transaction():
            _erase_answers(desk, session, learners)


def erase_small_tallies(desk: Desk, session: str) -> None:
    """What may not be told of a sensitive question is not in a journal that leaves the laptop: an earlier version wrote
    every tally, and a roll that is corrected, or a programme's higher limit, makes one too small afterwards."""
    journal, limit = desk.store.journal, desk.programme.cell_limit
    state = journal.state(session)
    kept = {name: asked for name, asked in state.questions.items() if asked.tally}
    if not kept or state.opened is None:
        return
    pack = desk.pack(state.opened.pack)
    small = {
        name for name, asked in kept.items() if told_counts(state, asked, pack.item(asked.item_id).form, limit) is None
    }
    events = ((entry.header.seq, entry.event()) for entry in journal.entries(session) if small)
    seqs = tuple(seq for seq, event in events if isinstance(event, QuestionClosed) and event.question in small)
    if seqs:
        with desk.store.transaction():
            journal.forget_data(session, seqs, {}, desk.clock.now())


def clear_traces(desk: Desk) -> None:
    """What was deleted leaves no bytes behind: in the log, in backups, and, of the forgotten, in damaged files that
    were kept. Only outside of a transaction; what cannot be deleted now, for the disk is full, is deleted at the next
    opening. Raises KnownError: store_damaged, journal_altered."""
    try:
        desk.forget_deleted()
        if desk.store.facts.get(FORGETTING) is not None and remove_leftovers(desk.folder):
            desk.store.facts.drop(FORGETTING)
    except KnownError as error:
        if error.code in DAMAGED:
            raise
        # What was wanted is kept, and the name is gone from every list: nobody is told that it failed.
        log("forgotten", code=error.code)


def _seats_of(people: Sequence[RosterPerson], ids: Collection[str]) -> dict[str, set[str]]:
    """The sessions in which `ids` sat, with those of each."""
    seats: dict[str, set[str]] = {}
    for one in people:
        for session, learner in one.seats:
            if learner in ids:
                seats.setdefault(session, set()).add(learner)
    return seats


def _erase_answers(desk: Desk, session: str, learners: Collection[str]) -> int:
    """Returns how many answers went. The event that says so stands there also where there were none: the class has
    changed, so that its next file tells of the withdrawal."""
    journal = desk.store.journal
    event = erasure(journal.state(session), journal.entries(session), learners)
    journal.forget_data(session, event.seqs, event.tallies, desk.clock.now())
    return len(event.seqs)


def _forget_lines(desk: Desk, people: Sequence[RosterPerson], withdrawn: Set[str], over: Set[str]) -> None:
    """Looks at the lines as they are by now. One that has another id belongs to a consent that was given anew, and
    stays."""
    for one in desk.store.people.of_lines([before.line.id for before in people]):
        if one.line.learner in withdrawn or (one.line.learner is None and not withdrawn.isdisjoint(one.ids)):
            _withdraw_line(desk, one)
        elif one.line.learner in over:
            desk.store.people.forget_names([one.line.id])


def _withdraw_line(desk: Desk, one: RosterPerson) -> None:
    said = {} if one.says_no else {"assent": "no", "consented_on": desk.today().isoformat()}
    gone = msgspec.structs.replace(one.line, learner=None, name_bn=None, name_en=None, **said)
    if gone != one.line:
        desk.store.rosters.change_line(gone)


def _forget_papers(desk: Desk, seats: Mapping[str, Collection[str]]) -> None:
    """A signature over a name lets it be guessed; a sealed file holds it, and somebody has the key."""
    outgoing = desk.store.outgoing
    for session, learners in seats.items():
        outgoing.forget_signatures(session, learners)
    outgoing.drop_bytes(sha256 for sha256, file in outgoing.files().items() if file.session in seats)
