"""What Set up has to show: the class that is being set up or is open, with its module and its learners.

With it, classes to go on with: those that were not finished, to continue or to close at their likely end; and prepared
classes as texts: name, learners and what is still missing, those of today, earlier and later."""

from __future__ import annotations

import dataclasses
import datetime

import msgspec

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import Channel, GroupRef
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.session.rules import offer
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.view import Step, step_of
from bsuh_desktop.services.class_lists.class_groups import ClassGroup, class_groups
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import Colleague, names_of, own_code, staff
from bsuh_desktop.services.desk.modules import Module, module_of, modules, taught_here
from bsuh_desktop.services.desk.prepared_classes import ClassWish, PreparedClass, prepared_classes, what_lacks
from bsuh_desktop.services.desk.titles import class_place, class_title, module_title, place_words


class UnfinishedClass(msgspec.Struct, frozen=True):
    """A class that was not finished. Times are Unix milliseconds."""

    session: str
    title: LocalText
    place: LocalText
    module: LocalText
    started_ms: int
    last_ms: int
    """The time of the last event."""
    step: Step
    slide: int
    forgotten: bool
    """Finishing was most likely forgotten. Otherwise a person is asked: continue or close?"""
    groups: tuple[str, ...]
    """The class groups in it, by id."""
    ended_ms: int
    """The likely end: the last event if `forgotten`, else now."""


def unfinished(desk: Desk) -> tuple[UnfinishedClass, ...]:
    """The classes that were not finished, the newest first."""
    now = desk.clock.now()
    open_ones = [_unfinished(desk, state, now) for state in desk.store.journal.unfinished()]
    return tuple(sorted(open_ones, key=lambda one: one.last_ms, reverse=True))


def _unfinished(desk: Desk, state: SessionState, now: Moment) -> UnfinishedClass:
    offered, groups = offer(state, now), state.opened.groups if state.opened else ()
    return UnfinishedClass(
        session=state.session,
        title=class_title(groups),
        place=class_place(desk, state),
        module=module_title(desk, state.opened.pack if state.opened else ""),
        started_ms=state.started.wall_ms,
        last_ms=state.last.wall_ms,
        step=step_of(state),
        slide=state.slide,
        forgotten=offered.never_finished,
        groups=tuple(group.id for group in groups),
        ended_ms=offered.ended_ms,
    )


class PlannedClass(msgspec.Struct, frozen=True):
    """A prepared class as one line."""

    id: str
    day: datetime.date
    time: datetime.time | None
    title: LocalText
    place: LocalText
    module: LocalText
    learners: int | None
    """The number of learners on its lists; None without a list."""
    practice: bool
    lacks: Message | None
    """What has to be done before it can begin as it was prepared; None if it is ready."""


class PlannedDays(msgspec.Struct, frozen=True):
    """All prepared classes.

    `today` and `later` are in order; `not_held` are those whose day is past, oldest first.
    """

    today: tuple[PlannedClass, ...] = ()
    not_held: tuple[PlannedClass, ...] = ()
    later: tuple[PlannedClass, ...] = ()


def plans(desk: Desk) -> PlannedDays:
    """All prepared classes, as they are now."""
    day, here = desk.today(), taught_here(desk)
    lines = [planned(desk, one, here) for one in prepared_classes(desk)]
    return PlannedDays(
        today=tuple(one for one in lines if one.day == day),
        not_held=tuple(one for one in lines if one.day < day),
        later=tuple(one for one in lines if one.day > day),
    )


def next_class(desk: Desk) -> PlannedClass | None:
    """The first of today's classes that is still to be held; None if there is none."""
    return next(iter(plans(desk).today), None)


def planned(desk: Desk, one: PreparedClass, here: tuple[str, ...]) -> PlannedClass:
    """One prepared class as texts; `here` are the ids of the modules on this laptop."""
    known = {group.id: group for group in desk.store.rosters.groups()}
    groups = [known[key] for key in one.wish.groups if key in known]
    return PlannedClass(
        id=one.id,
        day=one.day,
        time=one.time,
        title=class_title(groups),
        place=place_words(desk, groups[0].place) if groups else LocalText(),
        module=module_title(desk, one.wish.pack),
        learners=_learners(desk, groups) if one.wish.groups else None,
        practice=one.wish.practice or desk.practising,
        lacks=what_lacks(desk, one, here),
    )


def _learners(desk: Desk, groups: list[GroupRef]) -> int:
    return sum(len(desk.store.rosters.lines(group.id)) for group in groups)


@dataclasses.dataclass(frozen=True)
class SetUpChoices:
    """What can be chosen on this laptop."""

    modules: tuple[Module, ...] = ()
    groups: tuple[ClassGroup, ...] = ()
    """The class groups."""
    staff: tuple[Colleague, ...] = ()
    """The colleagues who may teach along."""
    unfinished: tuple[UnfinishedClass, ...] = ()
    """The classes that are still running."""
    prepared: tuple[PreparedClass, ...] = ()
    """The classes that were prepared."""
    code: str = ""
    """This desk's own code, for a colleague."""
    today: datetime.date = datetime.date.min

    def module(self, key: str) -> Module | None:
        """The module with that id; None if it is not on the shelf."""
        return next((module for module in self.modules if module.id == key), None)


@dataclasses.dataclass(frozen=True)
class SetUpDraft:
    """What was chosen so far."""

    module: str = ""
    groups: tuple[str, ...] | None = None
    """None until somebody chose; empty for a class without a list."""
    by: Channel = "hands"
    practice: bool = False
    stage_language: Language = "bn"
    voice: bool | None = None
    co: tuple[str, ...] = ()
    prepared: str = ""
    """The id of the prepared class that the draft comes from; "" if none."""
    day: datetime.date | None = None
    """The day for which that class was prepared."""
    time: datetime.time | None = None
    """The time for which it was prepared."""

    def wish(self) -> ClassWish:
        """The draft as a wish, to open the class or to prepare it."""
        return ClassWish(
            groups=self.groups or (),
            pack=self.module,
            by=self.by,
            stage_language=self.stage_language,
            voice=self.voice,
            practice=self.practice,
            co=self.co,
            prepared=self.prepared,
        )


@dataclasses.dataclass(frozen=True)
class SetUpPlan:
    """A class as Set up shows it."""

    module: Module | None
    title: LocalText | None
    place: LocalText
    learners: int | None
    """The number of learners; None without a list."""
    unnamed: int
    """How many of them have no name."""
    by: Channel
    co: tuple[str, ...] = ()
    """The key ids of colleagues who teach along."""
    missing: Message | None = None
    """What has to be chosen first; None if nothing."""


def look_at_shelf(desk: Desk) -> SetUpChoices:
    """Everything that can be chosen (on the desk's thread)."""
    return SetUpChoices(
        modules(desk),
        tuple(class_groups(desk)),
        staff(desk),
        unfinished(desk),
        prepared_classes(desk),
        own_code(desk),
        desk.today(),
    )


def draft_of(one: PreparedClass) -> SetUpDraft:
    """The draft with which Set up begins for a prepared class."""
    wish = one.wish
    return SetUpDraft(
        module=wish.pack,
        groups=wish.groups,
        by=wish.by,
        practice=wish.practice,
        stage_language=wish.stage_language,
        voice=wish.voice,
        co=wish.co,
        prepared=one.id,
        day=one.day,
        time=one.time,
    )


def colleague_names(choices: SetUpChoices, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the colleagues with these key ids."""
    return names_of(choices.staff, keys)


def completed(draft: SetUpDraft, choices: SetUpChoices) -> SetUpDraft:
    """The draft with everything chosen for which there is only one choice, and without groups that are gone. A draft of
    a prepared class is filled from that."""
    waiting = next((one for one in choices.prepared if one.id == draft.prepared), None)
    if waiting is not None:
        draft = draft_of(waiting)
    module = draft.module if choices.module(draft.module) else next((one.id for one in choices.modules), "")
    known = [one.group.id for one in choices.groups]
    groups = draft.groups
    if groups is None and len(known) == 1:
        groups = tuple(known)
    elif groups:
        groups = tuple(key for key in groups if key in known) or None
    # Without a list nobody has a card number for the device.
    by: Channel = "hands" if groups == () else draft.by
    return dataclasses.replace(draft, module=module, groups=groups, by=by)


def plan_of_draft(draft: SetUpDraft, choices: SetUpChoices) -> SetUpPlan:
    """The class that would be opened."""
    chosen = [one for one in choices.groups if one.group.id in (draft.groups or ())]
    return SetUpPlan(
        module=choices.module(draft.module),
        title=None if draft.groups is None else class_title([one.group for one in chosen]),
        place=chosen[0].place if chosen else LocalText(),
        learners=sum(one.learners for one in chosen) or None,
        unnamed=sum(one.unnamed for one in chosen),
        by=draft.by,
        co=draft.co,
        missing=_missing(draft, choices),
    )


def _missing(draft: SetUpDraft, choices: SetUpChoices) -> Message | None:
    if choices.module(draft.module) is None:
        return Message("There is no module on this laptop.")
    return Message("Choose a class, or continue without a list.") if draft.groups is None else None


def plan_of_class(picture: ClassPicture) -> SetUpPlan:
    """The class that is open."""
    rows = picture.view.rows
    return SetUpPlan(
        module=module_of(picture.pack),
        title=picture.title,
        place=picture.place,
        learners=len(rows) or None,
        unnamed=picture.counts.unnamed,
        by=picture.choices.by,
        co=picture.co,
    )
