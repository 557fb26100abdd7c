"""The files that a coordinator collected, each once, in groups by what a person has to do about them."""

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

FileFilter = Literal["all", "merged", "identical", "decide", "waiting", "refused"]
"""All; counted; known already; to decide; counted once their grant arrives; the rest."""

GROUPS: tuple[FileFilter, ...] = ("all", "merged", "identical", "decide", "waiting", "refused")
_GROUP_OF: dict[CollectVerdict, FileFilter] = {
    "merged": "merged",
    "newer": "merged",
    "identical": "identical",
    "conflict": "decide",
    "waiting": "waiting",
}
_FIRST: tuple[FileFilter, ...] = ("decide", "refused", "waiting", "merged", "identical")
"""Order of the rows: what needs a person comes above what is settled."""


class CollectedFiles(msgspec.Struct, frozen=True):
    """Everything that was collected, for the Inbox as for Receive. Built on the register's thread: 60,000 files are
    too many to count on the face's thread."""

    files: tuple[CollectedFile, ...] = ()
    places: dict[FileFilter, tuple[int, ...]] = {}
    """Indexes into `files` for each filter group."""
    senders: tuple[Sender, ...] = ()
    """Everybody who sent one of the files."""
    answers: tuple[Receipt, ...] = ()
    """The receipts of `files`."""
    titles: dict[str, LocalText] = {}
    """Titles of modules by id."""
    classes: dict[FileFilter, tuple[str, ...]] = {}
    """Sessions of each group that the register has a file of, without duplicates."""
    mapped: frozenset[str] = frozenset()
    """Ids of typed places that were mapped to a school."""
    out: frozenset[bytes] = frozenset()
    """SHA-256 of files that a person took out."""
    taken_out: int = 0
    """How many of the group “merged” were taken out."""
    not_chosen: int = 0
    """How many of the group “identical” are there because another file was chosen."""
    left: int = 0
    """Files that were not read because the run was stopped."""
    more: dict[FileFilter, int] = {}
    """Files of each group that have no row of their own."""
    written: bool = False
    """True if all receipts were written."""
    waiting: int = 0
    """Classes in the register that wait for a decision."""
    torn: bool = False
    """True if power was lost while a decision was being written."""

    def counts(self) -> dict[FileFilter, int]:
        """Number of files in each group."""
        return {group: len(self.places.get(group, ())) + self.more.get(group, 0) for group in GROUPS}

    def has_at(self, place: int, one: CollectedFile) -> bool:
        """True if `place` has the same file, whatever its verdict is now."""
        return place < len(self.files) and _key(self.files[place]) == _key(one)

    def place_of(self, one: CollectedFile) -> int | str:
        """Index of the same file; "" if it is not here under that name."""
        wanted = _key(one)
        return next((place for place, each in enumerate(self.files) if _key(each) == wanted), "")

    def as_run(self) -> Collected:
        """All receipts as one run, the form in which they are written."""
        from bsuh_desktop.services.collection.values import Collected

        outcomes = {one.file: one.outcome for one in self.answers}
        files = (replace(one, outcome=outcomes[one.sha256]) for one in self.files if one.sha256 in outcomes)
        return Collected(tuple(files), {}, (), answers=self.answers)


def group_of(one: CollectedFile) -> FileFilter:
    """The filter group of a file. A conflict that was decided is not in “decide” any more."""
    if one.settled is not None:
        return "merged" if one.settled == "counts" else "identical"
    return _GROUP_OF.get(one.verdict, "refused")


def with_found(collected: CollectedFiles, found: Collected, status: ArchiveStatus) -> CollectedFiles:
    """Adds the files of another source, all with their present status in the register. A file collected before is
    listed once, with its new status; an identical copy changes nothing."""
    files = {_key(one): one for one in collected.files}
    for one in _asked_once(collected, found):
        files.pop(("", one.sha256, None), None)  # The same file, reported before its path was known.
        if one.verdict != "identical" or _key(one) not in files:
            files[_key(one)] = one
    answers = {one.file: one for one in (*collected.answers, *found.answers)}
    all_answers = tuple(answers.values())
    written = collected.written and all_answers == collected.answers
    made = CollectedFiles(answers=all_answers, left=found.left, written=written)
    return sorted_out(made, files.values(), status)


def sorted_out(collected: CollectedFiles, files: Iterable[CollectedFile], status: ArchiveStatus) -> CollectedFiles:
    """`collected` with these files, grouped, and their senders. Conflicts decided since, here or in the register, are
    shown as decided."""
    from bsuh_desktop.services.collection.conflicts import as_settled
    from bsuh_desktop.services.collection.report import senders_of
    from bsuh_desktop.services.verify.evidence import module_title

    every = tuple(as_settled(one, status) for one in files)
    out = frozenset(one.sha256 for one in every if _is_out(status.files.get(one.sha256)))
    places: dict[FileFilter, list[int]] = {group: [] for group in GROUPS}
    for place, one in enumerate(every):
        places[group_of(one)].append(place)
    whole = {group: tuple(found) for group, found in places.items()}
    whole["all"] = tuple(place for group in _FIRST for place in whole[group])
    titles = {module: module_title(module) for module in {one.module for one in every} if module}
    return replace(
        collected,
        files=every,
        places=whole,
        senders=senders_of(_as_sent(one, out) for one in every if one.input),
        titles=titles,
        classes={group: _sessions(every, found, status) for group, found in whole.items()},
        mapped=frozenset(status.places),
        out=out,
        taken_out=sum(every[place].sha256 in out for place in whole["merged"]),
        not_chosen=sum(every[place].verdict == "conflict" for place in whole["identical"]),
        waiting=len(status.conflicts),
        more={group: sum(every[place].count for place in found) - len(found) for group, found in whole.items()},
    )


def _asked_once(collected: CollectedFiles, found: Collected) -> Iterator[CollectedFile]:
    """The files found. A known file that still waits for a decision is shown as a conflict, unless it is listed by its
    name already."""
    asked = {one.sha256 for one in collected.files if one.verdict == "conflict" and one.input}
    for one in found.files:
        if not one.asking:
            yield one
        elif one.sha256 not in asked:
            yield replace(one, verdict="conflict", asking=False)


def _sessions(files: Sequence[CollectedFile], places: Iterable[int], status: ArchiveStatus) -> tuple[str, ...]:
    here = (files[place] for place in places)
    return tuple(dict.fromkeys(one.session for one in here if one.session and is_stored(one, status)))


def is_stored(one: CollectedFile, status: ArchiveStatus) -> bool:
    """True if the register has this file, or another one that counts for its class."""
    return one.sha256 in status.files or one.session in status.current


def with_mapped(collected: CollectedFiles, status: ArchiveStatus, name: Callable[[str], LocalText]) -> CollectedFiles:
    """Replaces typed places that were mapped by their names in the programme's list; `name` looks them up."""
    if not status.places:
        return collected
    names = {local: name(place) for local, place in status.places.items()}
    files = tuple(replace(one, place=names[one.typed[0]]) if one.typed[0] in names else one for one in collected.files)
    return replace(collected, files=files)


def _is_out(there: FileStatus | None) -> bool:
    return there is not None and there.taken_out


def _as_sent(one: CollectedFile, out: frozenset[bytes]) -> CollectedFile:
    """The file as its sender's line reports it: what no longer counts is “not counted”."""
    if one.sha256 in out and group_of(one) == "merged":
        return replace(one, verdict="passed_over")
    if one.settled is not None:
        return replace(one, verdict="merged" if one.settled == "counts" else "passed_over")
    return one


def _key(one: CollectedFile) -> tuple[str, bytes, Message | None]:
    # What is left of a container has one row for each kind of text, all under one name.
    return (one.input, one.sha256, one.text if one.more else None)
