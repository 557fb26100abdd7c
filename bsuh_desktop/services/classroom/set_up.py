"""What Set up has to show: the class that is being set up or is open, with its module and its learners."""

from __future__ import annotations

import dataclasses
import datetime

from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.services.class_lists.class_groups import ClassGroup, class_groups
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.classroom.unfinished_classes import UnfinishedClass, unfinished
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.modules import Module, module_of, modules
from bsuh_desktop.services.desk.prepared_classes import ClassWish, PreparedClass, prepared_classes
from bsuh_desktop.services.desk.staff import Colleague, names_of, own_code, staff
from bsuh_desktop.services.desk.titles import class_title


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
