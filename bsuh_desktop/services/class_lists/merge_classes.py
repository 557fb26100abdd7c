"""Merges a class with its double: the same class, brought twice by two lists.

A person chooses which list stays and says of each proposed pair whether it is one learner. The lists are merged by
aliases (`store/rosters.py`): no journal, no line and no learner's id changes, so that every file that was handed over
stays true. A joined learner sits in later lessons under the id of the list that stays; whoever was not joined keeps
their own. The narrower consent wins: a “no” in either list is a withdrawal in both, as with a later list, and names are
kept on the narrower ground of the two. A merge is undone by deleting the aliases.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal, cast

import msgspec

from bsuh_desktop.domain.consent import Basis, Consent, narrowest
from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.roster import LAST_CARD, roll_key
from bsuh_desktop.services.class_lists import class_groups
from bsuh_desktop.services.class_lists.match import agree, are_alike, can_be_compared, keys_of
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.erase import clear_traces, forget
from bsuh_desktop.services.erasure.withdraw import refusing, withdrawn_ids
from bsuh_desktop.store.roster_people import RosterPerson
from bsuh_desktop.system.log import log

Pairs = Mapping[int, int]
"""By line of the list that goes the line of the same learner on the list that stays."""


class Pair(msgspec.Struct, frozen=True):
    """Two lines that may be one learner."""

    stays: class_groups.Learner
    goes: class_groups.Learner
    because: Literal["name", "spelling", "roll"]
    """The same name; another spelling of it; or the roll alone, where names cannot be compared."""


class MergeProposal(msgspec.Struct, frozen=True):
    """Two lists of one class, before anybody has decided."""

    stays: class_groups.ClassGroup
    goes: class_groups.ClassGroup
    pairs: tuple[Pair, ...]


class MergeOutcome(msgspec.Struct, frozen=True):
    """What a merge comes to."""

    learners: int
    """Who is on the list then."""
    joined: int
    added: int
    """Who comes over as a learner of their own."""
    names: int
    """Names that go, because of a “no” or a narrower ground."""
    rolls: int
    """Rolls that two learners have then."""


def propose(desk: Desk, stays: str, goes: str) -> MergeProposal:
    """The pairs to ask a person about. Raises KnownError: class_not_finished; too_many_learners, whatever is said of
    the pairs."""
    for group in (stays, goes):
        class_groups.check_not_running(desk, group)
    here, there = class_groups.learners_of(desk, stays), class_groups.learners_of(desk, goes)
    pairs = _pairs(here, there)
    fewest = len(here) + len(there) - len(pairs)
    _check_number(fewest, Message("Together these lists have at least {count} learners.", count=fewest))
    return MergeProposal(class_groups.class_group(desk, stays), class_groups.class_group(desk, goes), pairs)


def _check_number(learners: int, too_many: Message) -> None:
    if learners > LAST_CARD:
        remedy = Message("A class has 1 to {most} learners. Remove those who left first.", most=LAST_CARD)
        raise KnownError("too_many_learners", too_many, remedy)


def _pairs(stays: Collection[class_groups.Learner], goes: Collection[class_groups.Learner]) -> tuple[Pair, ...]:
    """Each learner in one pair at most, the likeliest first; in the order of the list that goes."""
    keys = {one.line: keys_of(one.name_bn, one.name_en) for one in (*stays, *goes)}
    found = [
        (likely, Pair(one, other, because))
        for other in goes
        for one in stays
        for likely, because in _likeness(keys[one.line], keys[other.line], _same_roll(one, other))
    ]
    taken: dict[int, Pair] = {}
    for _, pair in sorted(found, key=lambda each: -each[0]):
        if pair.goes.line not in taken and pair.stays.line not in {one.stays.line for one in taken.values()}:
            taken[pair.goes.line] = pair
    return tuple(taken[one.line] for one in goes if one.line in taken)


def _same_roll(one: class_groups.Learner, other: class_groups.Learner) -> bool:
    return bool(one.roll and other.roll) and roll_key(one.roll) == roll_key(other.roll)


def _likeness(
    one: tuple[str, str], other: tuple[str, str], same_roll: bool
) -> list[tuple[int, Literal["name", "spelling", "roll"]]]:
    """How likely two lines are one learner, and why; empty if nothing speaks for it."""
    if agree(one, other):
        return [(4 + same_roll, "name")]
    if are_alike(one, other):
        return [(2 + same_roll, "spelling")]
    return [(1, "roll")] if same_roll and not can_be_compared(one, other) else []


def outcome(desk: Desk, stays: str, goes: str, same: Pairs) -> MergeOutcome:
    """What the merge would come to. Raises KnownError: too_many_learners."""
    here, there = (
        class_groups.learners_of(desk, stays),
        [one for one in class_groups.learners_of(desk, goes) if one.line not in same],
    )
    learners = len(here) + len(there)
    _check_number(learners, Message("Together these lists have {count} learners.", count=learners))
    rolls = [roll_key(one.roll) for one in (*here, *there) if one.roll]
    return MergeOutcome(
        learners=learners,
        joined=len(same),
        added=len(there),
        names=sum(one.named for one in (*_refusing_now(desk, same), *_without_ground(desk, stays, goes, same))),
        rolls=len(rolls) - len(set(rolls)),
    )


def merge_classes(desk: Desk, stays: str, goes: str, same: Pairs) -> MergeOutcome:
    """Merges the list `goes` into `stays`; `same` are the learners that a person has joined. Must not be called inside
    a transaction.

    Raises KnownError: class_not_finished, class_changed, too_many_learners, disk_full, store_read_only.
    """
    for group in (stays, goes):
        class_groups.check_not_running(desk, group)
    _check_lines(desk, stays, goes, same)
    merged = outcome(desk, stays, goes, same)
    with desk.store.transaction():
        refused, over = _refusing_now(desk, same), _without_ground(desk, stays, goes, same)
        sessions = desk.store.people.sessions_of_groups()
        both = sessions.get(stays, frozenset()) | sessions.get(goes, frozenset())
        desk.store.rosters.place_behind(goes, stays)
        desk.store.joined.merge(goes, stays, dict(same), len(both))
        _erase(desk, refused, over)
    clear_traces(desk)
    if merged.names:
        log("forgotten", code="merged", count=merged.names)
    return merged


def _check_lines(desk: Desk, stays: str, goes: str, same: Pairs) -> None:
    """Checks that the lists are still those that the person saw."""
    known = {group.id for group in desk.store.rosters.groups()}
    here, there = ({one.line for one in class_groups.learners_of(desk, group)} for group in (stays, goes))
    once = len(set(same.values())) == len(same)
    if stays == goes or not ({stays, goes} <= known and same.keys() <= there and set(same.values()) <= here and once):
        raise KnownError(
            "class_changed",
            Message("One of the two lists was changed meanwhile."),
            Message("Begin the merging again."),
        )


def _refusing_now(desk: Desk, same: Pairs) -> list[RosterPerson]:
    """The lines of joined learners that do not say no yet, though the other line does."""
    found = []
    for goes, stays in same.items():
        both = desk.store.people.of_lines(desk.store.joined.same_as([goes, stays]))
        if any(one.says_no for one in both):
            found += [one for one in both if not one.says_no]
    return found


def _without_ground(desk: Desk, stays: str, goes: str, same: Pairs) -> list[RosterPerson]:
    """Who is named, and may not be on the narrower ground of the two, also on lists that were merged before and where
    a learner left; without those who refuse now."""
    basis = narrowest(map(desk.store.rosters.basis, (stays, goes)))
    refusing_now = {one.line.id for one in _refusing_now(desk, same)}
    both = [one for group in (stays, goes) for one in desk.store.people.of_group(group)]
    return [one for one in both if one.named and one.line.id not in refusing_now and not _may_be_named(one, basis)]


def _may_be_named(one: RosterPerson, basis: Basis) -> bool:
    guardian, assent, age = (cast(Any, words) for words in (one.line.guardian, one.line.assent, one.line.age))
    return Consent(guardian, assent).may_be_named(basis, age)


def _erase(desk: Desk, refused: Collection[RosterPerson], over: Collection[RosterPerson]) -> None:
    """The last step: what may not be kept any longer."""
    if not refused and not over:
        return
    for one in refused:
        desk.store.rosters.change_line(refusing(desk, one))
    before, known = withdrawn_ids(desk), desk.store.forgotten.all()
    ids: dict[str, Why] = {learner: "retention" for one in over for learner in one.ids if learner not in known}
    ids |= {learner: "withdrawn" for one in refused for learner in one.ids - before}
    desk.store.people.forget_names(one.line.id for one in over)
    forget(desk, [*refused, *over], ids)


def undo_merge(desk: Desk, goes: str) -> None:
    """Takes a merged list out again: both are as they were, but for what was changed or deleted since.

    Raises KnownError: merge_stays, class_exists, class_not_finished.
    """
    stays, sessions = desk.store.joined.into()[goes]
    class_groups.check_not_running(desk, stays)
    if len(desk.store.people.sessions_of_groups().get(stays, frozenset())) > sessions:
        raise KnownError(
            "merge_stays",
            Message("A lesson was held with the merged class, so it cannot be taken apart any more."),
            Message("Change or remove single learners instead."),
        )
    if class_groups.namesake(desk.store.rosters.group(goes), desk.store.rosters.groups()) is not None:
        raise KnownError(
            "class_exists",
            Message("Another class has the name of the list that would come back."),
            Message("Rename that class first, then undo the merging."),
        )
    with desk.store.transaction():
        desk.store.joined.undo(goes)
