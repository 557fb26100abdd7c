"""A class list that is being imported: the plan that was read, and which class it is. Stored only in `agree`.

It is stored as a new class or merged into an existing one. What a person chose for one list of a school is used for the
next: its habits, which contain nothing personal."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.class_names import class_key, class_words
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.text import clean
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, LONGEST_CODE, NO_HEADING, Choice, ReadOptions
from bsuh_desktop.rosters.rows import name_key
from bsuh_desktop.rosters.vocabulary import plain
from bsuh_desktop.services.class_lists import class_groups, enrol
from bsuh_desktop.services.class_lists.import_plan import ImportPlan, ImportRow, ListColumn
from bsuh_desktop.services.class_lists.match import KnownGroup, compared
from bsuh_desktop.services.class_lists.outcome import decided
from bsuh_desktop.services.class_lists.read_list import as_last_time, reread, with_part
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.titles import KnownPlace, known_place, place_of_words, places
from bsuh_desktop.services.erasure.erase import clear_traces
from bsuh_desktop.services.erasure.withdraw import erase_refused
from bsuh_desktop.store.rosters import StoredLearner

_HABITS = "list_habits/"
MOST_HEADINGS = 60
MOST_CODES = 12
_LONGEST = 100


def habits_of(desk: Desk, place: str) -> ReadOptions:
    """How the last lists of this place were read; DEFAULT_OPTIONS if there was none or nothing was chosen."""
    stored = desk.store.facts.get(_HABITS + place)
    if stored is None:
        return DEFAULT_OPTIONS
    try:
        return msgspec.json.decode(stored, type=ReadOptions)
    except msgspec.ValidationError:
        # A later version of the app may name columns that this one does not know.
        return DEFAULT_OPTIONS


def remember(desk: Desk, place: str, plan: ImportPlan) -> None:
    """Stores what was chosen for this list, added to what was known before.

    These are column headings and their meaning, the row of the headings, the code page, the sheets, what the codes for
    the sex mean, and the answers to what was asked of the list; for a list without headings, the order of its columns.
    The file's name is not stored.
    """
    before, said = habits_of(desk, place), plan.options
    bare = plan.heading_row == NO_HEADING
    sheet, together = _sheet(said.sheet), tuple(filter(None, map(_sheet, plan.together)))
    fresh = replace(
        before,
        sheet=sheet or before.sheet,
        together=together if sheet else before.together,
        encoding=said.encoding or before.encoding,
        heading_row=NO_HEADING if bare and said.columns else said.heading_row or before.heading_row,
        joined=before.joined if said.joined is None else said.joined,
        long_rolls=before.long_rolls if said.long_rolls is None else said.long_rolls,
        sexes=dict(list({**before.sexes, **_codes(plan)}.items())[-MOST_CODES:]),
        columns=said.columns if bare and said.columns else before.columns,
        headings=_newest({**before.headings, **_as_stored(said.headings), **_headings(plan)}),
        part=None,
    )
    if fresh != before:
        desk.store.facts.put(_HABITS + place, msgspec.json.encode(fresh))


def _headings(plan: ImportPlan) -> dict[str, Choice]:
    """What a person chose for columns, by the school's own heading."""
    by_place = {column.letter: column for column in plan.columns}
    said = {by_place[place]: choice for place, choice in plan.options.columns.items() if place in by_place}
    # A heading may be a person's name: names of the class must not be stored as habits.
    names = {name_key(name) for row in plan.read for name in (row.name_bn, row.name_en)}
    headings = {column: choice for column, choice in said.items() if _is_heading(column)}
    return {plain(column.words): choice for column, choice in headings.items() if name_key(column.words) not in names}


def _codes(plan: ImportPlan) -> dict[str, Sex]:
    """What the codes for the sex mean. A longer one, or one that is a part of somebody's name, is not stored."""
    names = {word for row in plan.read for name in (row.name_bn, row.name_en) for word in plain(name or "").split()}
    short = {code: sex for code, sex in plan.options.sexes.items() if len(code) <= LONGEST_CODE}
    return {code: sex for code, sex in short.items() if len(code) == 1 or code not in names}


def _as_stored(headings: dict[str, Choice]) -> dict[str, Choice]:
    return {words: choice for words, choice in headings.items() if _has_no_digit(words) and len(words) <= _LONGEST}


def _is_heading(column: ListColumn) -> bool:
    """True for a heading in words. With a digit it may contain somebody's number; a single letter is the column's
    own."""
    return column.words != column.letter and _has_no_digit(column.words) and 0 < len(column.words) <= _LONGEST


def _sheet(name: str | None) -> str | None:
    """The sheet's name, if it cannot contain a personal number: "Sheet1" or "Class 8" may be stored, longer numbers
    not."""
    digits = sum(letter.isdigit() for letter in name or "")
    return clean(name) if name and digits <= 2 else None


def _has_no_digit(words: str) -> bool:
    return not any(letter.isdigit() for letter in words)


def _newest(headings: dict[str, Choice]) -> dict[str, Choice]:
    return dict(list(headings.items())[-MOST_HEADINGS:])


def known_class(desk: Desk, group: GroupRef) -> KnownGroup:
    """The class as it is now, to compare a later list with. Raises KnownError: class_not_finished."""
    class_groups.check_not_running(desk, group.id)
    return KnownGroup(group, desk.store.rosters.basis(group.id), tuple(class_groups.learners_of(desk, group.id)))


def keep(desk: Desk, plan: ImportPlan, place: str, grade: str, section: str, notice: str = "") -> GroupRef:
    """Stores the plan, and how it was read, completely or not at all.

    It becomes a new class of this year, or is merged into the class it was compared with; `place`, `grade` and
    `section` are then ignored. `notice` is the version of the text that was read aloud.
    Raises KnownError: not_now (with the plan's own reason), bad_place, class_exists, class_not_finished, class_changed.
    """
    rules.refuse(plan.why_not)
    read_aloud = notice if plan.decisions.sitting is not None else ""
    if plan.base is None:
        group = class_groups.new_group(desk, place, grade, section)
        with desk.store.transaction():
            enrol.agree(desk, group, plan.basis, plan.learners, read_aloud)
            remember(desk, place, plan)
        return group
    _merge(desk, plan, plan.base, read_aloud)
    return plan.base.group


def _merge(desk: Desk, plan: ImportPlan, base: KnownGroup, notice: str) -> None:
    """Merges the plan into the class. A matched learner keeps their line and with it their past lessons. A learner who
    refuses now withdraws consent."""
    group = base.group.id
    with desk.store.transaction():
        if known_class(desk, base.group) != base:
            raise _changed()
        lines = {one.id: one for one in desk.store.rosters.lines(group)}
        kept = [_line_to_store(desk, plan, row, lines, notice) for row in plan.rows if not row.left_out]
        turned = desk.store.joined.same_as(one.id for one in kept if one.id and one.said_no)
        before = [one for one in desk.store.people.of_lines(turned) if not one.says_no]
        desk.store.rosters.renew_group(group, [*kept, *_staying(plan, lines)])
        remember(desk, base.group.place, plan)
        class_groups.carry_names(desk, lines.values())
        erase_refused(desk, before)
    clear_traces(desk)


def _line_to_store(
    desk: Desk, plan: ImportPlan, row: ImportRow, lines: Mapping[int, StoredLearner], notice: str
) -> StoredLearner:
    """The roster line for one row, on the class's ground for its learners and on the plan's for new ones."""
    if plan.base is None or row.was is None or row.change == "new":
        return enrol.learner_to_store(desk, row.learner, plan.basis, notice)
    return replace(
        class_groups.changed_line(desk, lines[row.was.line], row.learner, plan.base.basis, notice),
        position=row.learner.row,
    )


def _staying(plan: ImportPlan, lines: Mapping[int, StoredLearner]) -> list[StoredLearner]:
    """The learners who are not on the list but stay; placed last, so that they take no card from the others."""
    last = max((row.row for row in plan.rows), default=0)
    stay = [one for one in plan.gone if one.stays]
    return [replace(lines[one.line], position=last + place, roll=one.learner.roll) for place, one in enumerate(stay, 1)]


def _changed() -> KnownError:
    return KnownError(
        "class_changed",
        Message("This class was changed while you checked the list."),
        Message("Go back and check the list again."),
    )


def ready(plan: ImportPlan, draft: Draft, known: Known, stop: threading.Event) -> ImportPlan:
    """The plan of `draft`, compared with what is known of its class.

    It may read the file again, until `stop` is set. Raises KnownError if that fails.
    """
    plan = as_last_time(plan, known.habits, stop=stop)
    plan = _of_class(plan, draft, stop)
    return merged(plan, known.base) if known.base is not None else plan


def _of_class(plan: ImportPlan, draft: Draft, stop: threading.Event) -> ImportPlan:
    """From a list of several classes, the class that was chosen; if the list names it differently, a person picks."""
    said = class_key(draft.grade, draft.section)
    fits = [one.part for one in plan.parts if class_key(one.part.grade, one.part.section) == said]
    if len(fits) != 1:
        return plan
    options = with_part(plan, fits[0])
    return replace(plan, options=options) if fits[0] == plan.part else reread(plan, options, stop=stop)


def merged(plan: ImportPlan, base: KnownGroup) -> ImportPlan:
    """The plan as a later list of `base`, on that class's ground for keeping names."""
    held = replace(plan, base=base, compared=compared(plan.read, base))
    return decided(held, plan.decisions, base.basis)


@dataclasses.dataclass(frozen=True)
class Draft:
    """What was chosen so far; `place` is the text that was typed or chosen."""

    plan: ImportPlan | None = None
    place: str = ""
    grade: str = ""
    section: str = ""

    @property
    def title(self) -> LocalText:
        """The name that the class will have."""
        return class_words(self.grade, self.section)


@dataclasses.dataclass(frozen=True)
class Known:
    """What the laptop knows of a draft's class.

    `habits` is how the last lists of that school were read; `base` is the class itself if it is here already, so that
    the list is a later list of it.
    """

    habits: ReadOptions = DEFAULT_OPTIONS
    base: KnownGroup | None = None


def known_places(desk: Desk) -> tuple[tuple[KnownPlace, ...], KnownPlace | None]:
    """The places to choose from, and the place of the newest class, because one school often brings several lists."""
    known, groups = places(desk), class_groups.class_groups(desk)
    last = groups[-1].group.place if groups else ""
    return known, next((place for place in known if place.id == last), None)


def looked(desk: Desk, draft: Draft) -> Known:
    """What is known before the list is examined. Raises KnownError("class_not_finished") while a lesson of the class is
    not finished."""
    place = known_place(desk, draft.place)
    if place is None:
        return Known()
    group = class_groups.find_group(desk, place, draft.grade, draft.section)
    return Known(habits_of(desk, place), known_class(desk, group) if group else None)


def make_empty_class(desk: Desk, draft: Draft) -> GroupRef:
    """Creates the class without learners, to be typed in. Raises KnownError: no_place, bad_place, class_exists."""
    return class_groups.store_group(desk, place_of_words(desk, draft.place), draft.grade, draft.section)


def agree(desk: Desk, draft: Draft, plan: ImportPlan, notice: str) -> GroupRef:
    """Stores the list, and how it was read for the next list of that school.

    Raises KnownError: not_now, no_place, bad_place, class_exists, class_not_finished, class_changed.
    """
    place = plan.base.group.place if plan.base else place_of_words(desk, draft.place)
    return keep(desk, plan, place, draft.grade, draft.section, notice)
