"""Deletes learners' data by their ids alone, so that the same deletion can be repeated on an older copy.

For a withdrawal: name, permanent id and every answer, in every class the learner sat in. For a name whose time is over:
the name only. Both also delete the signatures over the name and the sealed files that contain it. On an older copy of
the data earlier deletions are repeated before anything in it can be read."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Collection, Mapping, Sequence, Set

from bsuh_desktop.domain.events import QuestionClosed
from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.domain.messages import DAMAGED, KnownError
from bsuh_desktop.domain.session.answers import erasure, published_counts
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import drop_colleague
from bsuh_desktop.services.desk.recent_folders import forget_folders
from bsuh_desktop.services.erasure.values import Withdrawn
from bsuh_desktop.store.forgotten import LIST_NAME, LIST_SEEN, ForgottenLearner, add_to_list, read_list
from bsuh_desktop.store.replace_damaged import FORGETTING, remove_leftovers
from bsuh_desktop.store.roster_people import RosterPerson
from bsuh_desktop.system.log import log


def forget(desk: Desk, people: Sequence[RosterPerson], ids: Mapping[str, Why]) -> Withdrawn:
    """Erases the learners `ids`; `people` are the roster lines that had these ids before the change.

    Call it inside a transaction, as the last step: the list beside the store is written here, before the transaction is
    committed. Call `clear_traces` afterwards.
    Raises KnownError: disk_full, store_read_only, journal_altered.
    """
    gone = {why: frozenset(one for one, said in ids.items() if said == why) for why in ("withdrawn", "retention")}
    classes = _seats_of(people, gone["withdrawn"])
    answers = sum(_erase_answers(desk, session, learners) for session, learners in classes.items())
    _forget_lines(desk, people, gone["withdrawn"], gone["retention"])
    _forget_papers(desk, _seats_of(people, ids.keys()))
    day = desk.today().isoformat()
    desk.store.forgotten.add(ForgottenLearner(learner, why, day) for learner, why in ids.items())
    # A folder may be called after who goes.
    forget_folders(desk)
    desk.store.mark_names_deleted()
    desk.store.facts.put(FORGETTING, b"1")
    keep_listed(desk, ids)
    handed = {one.session for one in desk.store.handed.all().values()}
    named = [one for one in people if one.named]
    return Withdrawn(len(people), len(named), answers, len(classes), len(handed & classes.keys()))


def keep_listed(desk: Desk, ids: Mapping[str, Why]) -> None:
    """Adds `ids` to the list beside the store, and records that both lists are now equal.

    Raises KnownError: disk_full, store_read_only.
    """
    add_to_list(desk.folder, ids)
    desk.store.facts.put(LIST_SEEN, list_hash(desk))


def list_hash(desk: Desk) -> bytes:
    """The SHA-256 of the list beside the store; of no bytes if there is no list."""
    path = desk.folder / LIST_NAME
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return hashlib.sha256(b"").digest()


def erase_later_answers(desk: Desk, session: str) -> None:
    """At the end of a class, deletes answers given after a withdrawal that happened during the class."""
    state = desk.store.journal.state(session)
    learners = {learner for learner, why in desk.store.forgotten.of_session(session).items() if why == "withdrawn"}
    if learners and erasure(state, desk.store.journal.entries(session), learners).seqs:
        with desk.store.transaction():
            _erase_answers(desk, session, learners)


def erase_small_tallies(desk: Desk, session: str) -> None:
    """Deletes tallies of sensitive questions that are too small to publish, before the journal leaves the laptop.

    They exist because an earlier version stored every tally, and because a corrected roll or a higher limit of the
    programme can make a tally too small afterwards.
    """
    journal, limit = desk.store.journal, desk.programme.cell_limit
    state = journal.state(session)
    kept = {name: asked for name, asked in state.questions.items() if asked.tally}
    if not kept or state.opened is None:
        return
    pack = desk.pack_of(state)
    small = {
        name
        for name, asked in kept.items()
        if published_counts(state, asked, pack.item(asked.item_id).form, limit) is None
    }
    events = ((entry.header.seq, entry.event()) for entry in journal.entries(session) if small)
    seqs = tuple(seq for seq, event in events if isinstance(event, QuestionClosed) and event.question in small)
    if seqs:
        with desk.store.transaction():
            journal.erase_data(session, seqs, {}, desk.clock.now())


def erase_colleague(desk: Desk, key: str) -> None:
    """Deletes a colleague's name from the staff list, backups and damaged files that were set aside. An older backup
    that is restored on another laptop has it again.

    Raises KnownError: disk_full, store_read_only, store_damaged, journal_altered.
    """
    with desk.store.transaction():
        drop_colleague(desk, key)
        forget_folders(desk)
        desk.store.mark_names_deleted()
        desk.store.facts.put(FORGETTING, b"1")
    clear_traces(desk)


def clear_traces(desk: Desk) -> None:
    """Removes the bytes of deleted data from the write-ahead log, from backups and, for erased learners, from damaged
    files that were set aside.

    Must not be called inside a transaction. What a full disk prevents is done at the next opening.
    Raises KnownError: store_damaged, journal_altered.
    """
    try:
        desk.forget_deleted()
        if desk.store.facts.get(FORGETTING) is not None and remove_leftovers(desk.folder):
            desk.store.facts.drop(FORGETTING)
    except KnownError as error:
        if error.code in DAMAGED:
            raise
        # The change is stored and the name is off every list, so this failure is only logged.
        log("forgotten", code=error.code)


def _seats_of(people: Sequence[RosterPerson], ids: Collection[str]) -> dict[str, set[str]]:
    """The learners of `ids` who sat in each session, by session id."""
    seats: dict[str, set[str]] = {}
    for one in people:
        for session, learner in one.seats:
            if learner in ids:
                seats.setdefault(session, set()).add(learner)
    return seats


def _erase_answers(desk: Desk, session: str, learners: Collection[str]) -> int:
    """Deletes the answers and returns how many there were. The erasure event is appended even if there were none: the
    class has then changed, so its next file reports the withdrawal."""
    journal = desk.store.journal
    event = erasure(journal.state(session), journal.entries(session), learners)
    journal.erase_data(session, event.seqs, event.tallies, desk.clock.now())
    return len(event.seqs)


def _forget_lines(desk: Desk, people: Sequence[RosterPerson], withdrawn: Set[str], over: Set[str]) -> None:
    """Clears the roster lines as they are now. A line with another id belongs to a consent that was given later, and is
    kept."""
    for one in desk.store.people.of_lines([before.line.id for before in people]):
        if one.line.learner in withdrawn or (one.line.learner is None and not withdrawn.isdisjoint(one.ids)):
            _withdraw_line(desk, one)
        elif one.line.learner in over:
            desk.store.people.forget_names([one.line.id])


def _withdraw_line(desk: Desk, one: RosterPerson) -> None:
    said = {} if one.says_no else {"assent": "no", "consented_on": desk.today().isoformat()}
    gone = one.line.withdrawn(**said)
    if gone != one.line:
        desk.store.rosters.change_line(gone)


def _forget_papers(desk: Desk, seats: Mapping[str, Collection[str]]) -> None:
    """Deletes signatures over a name, which would allow guessing it, and sealed files, which contain it and which
    somebody can decrypt."""
    outgoing = desk.store.outgoing
    for session, learners in seats.items():
        outgoing.forget_signatures(session, learners)
    outgoing.drop_bytes(sha256 for sha256, file in outgoing.files().items() if file.session in seats)


def apply_ids(desk: Desk, ids: Mapping[str, Why]) -> Withdrawn:
    """Erases the learners with these ids, which come from the list beside the store, a backup, a receipt or a grant.
    Returns what was deleted.

    Ids that were erased before are skipped, so calling this again is harmless. Ids that this store does not know are
    listed too, because a still older copy may contain them. Must not be called inside a transaction.
    Raises KnownError: disk_full, store_read_only, journal_altered; then nothing was changed.
    """
    return _forget(desk, _not_yet(ids, desk.store.forgotten.all()))


def _forget(desk: Desk, fresh: Mapping[str, Why]) -> Withdrawn:
    if not fresh:
        return Withdrawn()
    with desk.store.transaction():
        gone = forget(desk, desk.store.people.of_learners(fresh), fresh)
    clear_traces(desk)
    log("forgotten", code="applied", count=len(fresh))
    return gone


def catch_up(desk: Desk) -> None:
    """Synchronises the two lists of erased learners, in the store and beside it; runs at every opening.

    An id that is on only one list is added to the other, and the learner is erased. When an older copy was read in,
    which drops the fact `LIST_SEEN`, ids that are on both lists are erased again. Also completes an erasure that a
    power cut interrupted. Takes less than 1 ms when there is nothing to do.
    Raises KnownError: disk_full, store_read_only, journal_altered.
    """
    if desk.store.facts.get(LIST_SEEN) != list_hash(desk):
        _bring_together(desk)
    if desk.store.facts.get(FORGETTING) is not None:
        clear_traces(desk)


def _bring_together(desk: Desk) -> None:
    listed, known = read_list(desk.folder), desk.store.forgotten.all()
    withdrawn = {learner for learner, one in known.items() if one.why == "withdrawn"}
    back = desk.store.people.back_again() | _with_answers(desk, withdrawn)
    again: dict[str, Why] = {learner: known[learner].why for learner in back}
    _forget(desk, again | _not_yet(listed, known))
    if not listed and not known:
        return
    # If the disk is full, the list is written at the next opening; the store has already erased them.
    with contextlib.suppress(KnownError):
        keep_listed(desk, {learner: one.why for learner, one in known.items()})


def _with_answers(desk: Desk, learners: Set[str]) -> set[str]:
    """Those of `learners` who have an answer in a class that they sat in. A class whose journal was altered is told of
    when it is opened: it keeps nobody from the others."""
    found = set[str]()
    for session in {session for one in desk.store.people.of_learners(learners) for session, _ in one.seats}:
        with contextlib.suppress(KnownError):
            questions = desk.store.journal.state(session).questions.values()
            found.update(learner for asked in questions for learner in asked.answers.keys() & learners)
    return found


def _not_yet(ids: Mapping[str, Why], known: Mapping[str, ForgottenLearner]) -> dict[str, Why]:
    """The ids that are new: not listed yet, or listed because their time was over and withdrawn since."""
    return {
        learner: why
        for learner, why in ids.items()
        if learner not in known or (why == "withdrawn" and known[learner].why == "retention")
    }
