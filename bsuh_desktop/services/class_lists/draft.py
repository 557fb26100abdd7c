"""A class list that is being imported: the plan that was read, and which class it is. Stored only in `agree`."""

from __future__ import annotations

import dataclasses
import threading

from msgspec.structs import replace

from bsuh_desktop.domain.class_names import class_key, class_words
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, ReadOptions
from bsuh_desktop.services.class_lists import store_list
from bsuh_desktop.services.class_lists.class_groups import class_groups, find_group, store_group
from bsuh_desktop.services.class_lists.habits import habits_of
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.known_group import KnownGroup
from bsuh_desktop.services.class_lists.match import compared
from bsuh_desktop.services.class_lists.outcome import decided
from bsuh_desktop.services.class_lists.read_list import as_last_time, reread, with_part
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.places import KnownPlace, known_place, place_of_words, places


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
    known, groups = places(desk), class_groups(desk)
    last = groups[-1].group.place if groups else ""
    return known, next((place for place in known if place.id == last), None)


def looked(desk: Desk, draft: Draft) -> Known:
    """What is known before the list is examined. Raises KnownError("class_not_finished") while a lesson of the class is
    not finished."""
    place = known_place(desk, draft.place)
    if place is None:
        return Known()
    group = find_group(desk, place, draft.grade, draft.section)
    return Known(habits_of(desk, place), store_list.known_class(desk, group) if group else None)


def make_empty_class(desk: Desk, draft: Draft) -> GroupRef:
    """Creates the class without learners, to be typed in. Raises KnownError: no_place, bad_place, class_exists."""
    return store_group(desk, place_of_words(desk, draft.place), draft.grade, draft.section)


def agree(desk: Desk, draft: Draft, plan: ImportPlan, notice: str) -> GroupRef:
    """Stores the list, and how it was read for the next list of that school.

    Raises KnownError: not_now, no_place, bad_place, class_exists, class_not_finished, class_changed.
    """
    place = plan.base.group.place if plan.base else place_of_words(desk, draft.place)
    return store_list.keep(desk, plan, place, draft.grade, draft.section, notice)
