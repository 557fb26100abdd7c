"""What a coordinator collected: each file once, told apart by what a person does about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message

if TYPE_CHECKING:
    from bsuh_desktop.exchange.receipt import Receipt
    from bsuh_desktop.register.decision_lines import ArchiveStatus, FileStatus
    from bsuh_desktop.services.collection.values import Collected, CollectedFile, CollectVerdict, Sender

Group = Literal["all", "merged", "identical", "decide", "waiting", "refused"]
"""Everything; what counts; what is here already; what a person decides; what counts once its grant comes; the rest."""

GROUPS: tuple[Group, ...] = ("all", "merged", "identical", "decide", "waiting", "refused")
_GROUP_OF: dict[CollectVerdict, Group] = {
    "merged": "merged",
    "newer": "merged",
    "identical": "identical",
    "conflict": "decide",
    "waiting": "waiting",
}
_FIRST: tuple[Group, ...] = ("decide", "refused", "waiting", "merged", "identical")
"""What somebody must see to stands above what is settled."""


class InboxModel(msgspec.Struct, frozen=True):
    """Made on the register's thread: of 60,000 files nothing is left to count on the window's. `places` are the files'
    numbers under each button of the filter; `out` are those that a person took out, `taken_out` how many of the merged
    ones, and `not_chosen` how many of the identical ones are so called because another one was chosen. `senders` are
    whoever sent something, `titles` the modules' titles by id. `classes` are the sessions under each button of which
    the register has a file, each once; `mapped` the typed places of which somebody said which school they are. `left`
    were not looked at, for it was stopped; `more` files have no row of their own;
    `written` says that all receipts are; `waiting` classes of the register
    wait for a person to choose; `torn` that the power went while a decision was written."""

    files: tuple[CollectedFile, ...] = ()
    places: dict[Group, tuple[int, ...]] = {}
    senders: tuple[Sender, ...] = ()
    answers: tuple[Receipt, ...] = ()
    titles: dict[str, LocalText] = {}
    classes: dict[Group, tuple[str, ...]] = {}
    mapped: frozenset[str] = frozenset()
    out: frozenset[bytes] = frozenset()
    taken_out: int = 0
    not_chosen: int = 0
    left: int = 0
    more: dict[Group, int] = {}
    written: bool = False
    waiting: int = 0
    torn: bool = False

    def counts(self) -> dict[Group, int]:
        """How many files are in each group."""
        return {group: len(self.places.get(group, ())) + self.more.get(group, 0) for group in GROUPS}

    def has_at(self, place: int, one: CollectedFile) -> bool:
        """True if the same file stands at that place, whatever it came to meanwhile."""
        return place < len(self.files) and _key(self.files[place]) == _key(one)

    def place_of(self, one: CollectedFile) -> int | str:
        """Where the same file stands, "" for nowhere: it was told under another name."""
        wanted = _key(one)
        return next((place for place, each in enumerate(self.files) if _key(each) == wanted), "")

    def collected(self) -> Collected:
        """What is answered of it as one run, as receipts are written of it."""
        from bsuh_desktop.services.collection.values import Collected

        outcomes = {one.file: one.outcome for one in self.answers}
        files = (replace(one, outcome=outcomes[one.sha256]) for one in self.files if one.sha256 in outcomes)
        return Collected(tuple(files), {}, (), answers=self.answers)


def group_of(one: CollectedFile) -> Group:
    """Under which button it stands. A conflict that a person has settled is no question any more."""
    if one.verdict == "conflict" and one.decided:
        return "merged" if one.outcome == "merged" else "identical"
    return _GROUP_OF.get(one.verdict, "refused")


def with_found(pile: InboxModel, found: Collected, standing: ArchiveStatus) -> InboxModel:
    """The pile and what another source brought, as the register stands by now. A file that was seen before is there
    once, as it stands now; the same file once more says nothing new."""
    files = {_key(one): one for one in pile.files}
    for one in _asked_once(pile, found):
        files.pop(("", one.sha256, None), None)  # The same, told before anybody knew where it lay.
        if one.verdict != "identical" or _key(one) not in files:
            files[_key(one)] = one
    answers = {one.file: one for one in (*pile.answers, *found.answers)}
    all_answers = tuple(answers.values())
    written = pile.written and all_answers == pile.answers
    made = InboxModel(answers=all_answers, left=found.left, written=written)
    return sorted_out(made, files.values(), standing)


def sorted_out(pile: InboxModel, files: Iterable[CollectedFile], standing: ArchiveStatus) -> InboxModel:
    """The same with these files, put in order, and who sent them. A conflict that a person settled since, there or
    here, is told as settled."""
    from bsuh_desktop.services.collection.report import senders_of
    from bsuh_desktop.services.verify.evidence import module_title

    every = tuple(_as_decided(one, standing) for one in files)
    out = frozenset(one.sha256 for one in every if _is_out(standing.files.get(one.sha256)))
    places: dict[Group, list[int]] = {group: [] for group in GROUPS}
    for place, one in enumerate(every):
        places[group_of(one)].append(place)
    whole = {group: tuple(found) for group, found in places.items()}
    whole["all"] = tuple(place for group in _FIRST for place in whole[group])
    titles = {module: module_title(module) for module in {one.module for one in every} if module}
    return replace(
        pile,
        files=every,
        places=whole,
        senders=senders_of(_as_sent(one, out) for one in every if one.input),
        titles=titles,
        classes={group: _sessions(every, found, standing) for group, found in whole.items()},
        mapped=frozenset(standing.places),
        out=out,
        taken_out=sum(every[place].sha256 in out for place in whole["merged"]),
        not_chosen=sum(every[place].verdict == "conflict" for place in whole["identical"]),
        waiting=len(standing.conflicts),
        more={group: sum(every[place].count for place in found) - len(found) for group, found in whole.items()},
    )


def _asked_once(pile: InboxModel, found: Collected) -> Iterator[CollectedFile]:
    """What was found; of a file that was here already, and still waits for a person to choose, the question, unless it
    stands there by its name."""
    asked = {one.sha256 for one in pile.files if one.verdict == "conflict" and one.input}
    for one in found.files:
        if not one.asking:
            yield one
        elif one.sha256 not in asked:
            yield replace(one, verdict="conflict", asking=False)


def _sessions(files: Sequence[CollectedFile], places: Iterable[int], standing: ArchiveStatus) -> tuple[str, ...]:
    here = (files[place] for place in places)
    return tuple(dict.fromkeys(one.session for one in here if one.session and is_kept(one, standing)))


def is_kept(one: CollectedFile, standing: ArchiveStatus) -> bool:
    """True if the register has this file, or the one of its class that counts."""
    return one.sha256 in standing.files or one.session in standing.current


def with_mapped(pile: InboxModel, standing: ArchiveStatus, name: Callable[[str], LocalText]) -> InboxModel:
    """The same, typed places that were mapped called as the programme's list calls them: `name` says how."""
    if not standing.places:
        return pile
    names = {local: name(place) for local, place in standing.places.items()}
    files = tuple(replace(one, place=names[one.typed[0]]) if one.typed[0] in names else one for one in pile.files)
    return replace(pile, files=files)


def _is_out(there: FileStatus | None) -> bool:
    return there is not None and there.taken_out


def _as_sent(one: CollectedFile, out: frozenset[bytes]) -> CollectedFile:
    """As it stands in its sender's sentence, where what counts no more is *not counted*."""
    if one.sha256 in out and group_of(one) == "merged":
        return replace(one, verdict="passed_over")
    if one.verdict == "conflict" and one.decided:
        return replace(one, verdict="merged" if one.outcome == "merged" else "passed_over")
    return one


def _as_decided(one: CollectedFile, standing: ArchiveStatus) -> CollectedFile:
    there = standing.files.get(one.sha256)
    if there is None or one.verdict not in ("merged", "newer", "conflict"):
        return one
    if one.verdict == "conflict" and one.session in standing.conflicts:
        return replace(one, decided=False, outcome=None)
    counts = standing.current.get(one.session) == one.sha256
    if one.verdict == "conflict" or (not counts and _outvoted(there, one.session, standing)):
        return replace(one, verdict="conflict", decided=True, outcome="merged" if counts else None)
    return one


def _outvoted(there: FileStatus, session: str, standing: ArchiveStatus) -> bool:
    """True if a person chose another file since this one counted."""
    current = standing.files.get(standing.current.get(session, b""))
    return current is not None and current.choice > max(0, there.choice)


def _key(one: CollectedFile) -> tuple[str, bytes, Message | None]:
    # The rest of a container has a row for each sort, under one name.
    return (one.input, one.sha256, one.text if one.more else None)
