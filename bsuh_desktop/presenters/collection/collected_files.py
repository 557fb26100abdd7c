"""Collected files: which stand where, their result in one sentence, and the typed place of each.

One sentence for each sender, too. A typed place has its words, the school it is mapped to, and schools to choose."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.presenters.parts import Light

if TYPE_CHECKING:
    from bsuh_desktop.exchange.receipt import Receipt
    from bsuh_desktop.register.decision_lines import ArchiveStatus, FileStatus
    from bsuh_desktop.services.collection.collected_files import Collected, CollectedFile, CollectVerdict, Sender
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.trust.programme import Place

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
        from bsuh_desktop.services.collection.collected_files import Collected

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
    from bsuh_desktop.services.collection.decisions import as_settled
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


MOST_SENDERS = 12
"""As many sentences as a person reads. The saved list has all of them."""

FILTERS: dict[FileFilter, tuple[str, Message]] = {
    "all": ("", Message("All")),
    "merged": ("ok", Message("Merged")),
    "identical": ("unused", Message("Identical")),
    "decide": ("look", Message("You decide")),
    "waiting": ("info", Message("Waiting")),
    "refused": ("stop", Message("Refused")),
}
"""The light of each group, and the label of its filter button."""


class SenderLine(msgspec.Struct, frozen=True):
    """One sender: the name, which stands before a colon at the beginning of the `whole` sentence."""

    who: Message
    whole: Message


def summary(collected: CollectedFiles) -> Message:
    """Such as: 37 merged, 2 identical, 1 to decide. Files taken out or not chosen are not counted, and named
    separately."""
    counts = collected.counts()
    parts = [
        Message("{count} merged", count=counts["merged"] - collected.taken_out),
        Message("{count} removed", count=collected.taken_out),
        Message("{count} identical", count=counts["identical"] - collected.not_chosen),
        Message("{count} not chosen", count=collected.not_chosen),
        Message("{count} to decide", count=counts["decide"]),
        Message("{count} waiting", count=counts["waiting"]),
        Message("{count} refused", count=counts["refused"]),
    ]
    some = [part for part in parts if part.fields["count"]] or parts[:1]
    return listed(some)


def listed(parts: Sequence[Message]) -> Message:
    """Joins the parts with commas."""
    return functools.reduce(lambda before, part: Message("{some}, {more}", some=before, more=part), parts)


def light_of(collected: CollectedFiles) -> Light:
    """The light of the whole: files that need a person decide it."""
    counts = collected.counts()
    return "look" if counts["decide"] or counts["refused"] else "ok"


def worst_first(senders: Sequence[Sender]) -> list[Sender]:
    """Senders sorted by how much there is to look at, most first."""
    return sorted(senders, key=_to_look_at, reverse=True)


def sender_line(one: Sender) -> SenderLine:
    """The sender and the result, as one sentence."""
    who = Message("Laptop {number}", number=one.device) if one.device else Message("Key {code}", code=one.signer_code)
    return SenderLine(who, Message("{who}: {what}", who=who, what=one.sentence))


def _to_look_at(one: Sender) -> int:
    from bsuh_desktop.services.collection.collected_files import FOR_A_PERSON

    return sum(one.counts.get(verdict, 0) for verdict in FOR_A_PERSON)


class SchoolList(msgspec.Struct, frozen=True):
    """The places of the programme, up to 20,000. Built on the desk's thread. All tuples but `near` have one order."""

    ids: tuple[str, ...]
    """Place ids."""
    called: tuple[LocalText, ...]
    """Names."""
    areas: tuple[LocalText, ...]
    """Upazila, district and official code."""
    words: dict[Language, tuple[str, ...]]
    """By language, the text that distinguishes each place from all others."""
    numbers: dict[str, int]
    """Index of a place by these texts, casefolded."""
    near: tuple[int, ...]
    """Indexes of places with names like the typed one, the most likely first."""


class TypedPlace(msgspec.Struct, frozen=True):
    """A place that a facilitator typed: its id and its words."""

    local: str
    words: str

    def is_now(self, called: LocalText) -> Message:
        """What is said once it is mapped to the school of that name."""
        return Message("“{words}” is {place} from now on.", words=self.words, place=called)


def unmapped(collected: CollectedFiles, one: CollectedFile | None) -> TypedPlace | None:
    """The typed place of a file of the register that is not mapped yet; None if there is nothing to ask."""
    if one is None or not one.typed[0] or one.typed[0] in collected.mapped:
        return None
    return TypedPlace(*one.typed) if one.session in collected.classes.get("all", ()) else None


def typed_place_text(collected: CollectedFiles, one: CollectedFile) -> Message | None:
    """What was typed, and the school it is mapped to; None if the place is in the list."""
    local, words = one.typed
    if not local:
        return None
    if local in collected.mapped:
        return Message("Typed as “{words}”. It is {place}.", words=words, place=one.place)
    return Message("Place as it was typed: “{words}”", words=words)


def schools(typed: str) -> Callable[[Desk], SchoolList]:
    """Returns work for the desk's thread: the places to choose from, with proposals for `typed`."""

    def asked(desk: Desk) -> SchoolList:
        from bsuh_desktop.services.collection.decisions import near_places

        listed = tuple(desk.programme.places)
        places = {place.id: number for number, place in enumerate(listed)}
        words: dict[Language, tuple[str, ...]] = {
            language: tuple(_label(place, language) for place in listed) for language in get_args(Language)
        }
        numbers = {each.casefold(): number for labels in words.values() for number, each in enumerate(labels)}
        near = tuple(places[place.id] for place in near_places(typed, listed))
        called, areas = tuple(place.names for place in listed), tuple(map(_areas, listed))
        return SchoolList(tuple(places), called, areas, words, numbers, near)

    return asked


def _label(place: Place, language: Language) -> str:
    """Name with areas and code, since many schools of a country share one name."""
    return ", ".join(part for part in (place.names.text_in(language), _areas(place).text_in(language)) if part)


def _areas(place: Place) -> LocalText:
    """Upazila, district and the official code."""
    parts = [part.names for part in (place.upazila, place.district) if part.names.bn or part.names.en]
    bangla, english = (", ".join(part.text_in(language) for part in parts) for language in ("bn", "en"))
    code = f"({place.id.partition(':')[2]})"
    return LocalText(f"{bangla} {code}".strip(), f"{english} {code}".strip())
