"""The dialog that gives a class another grade and section: what it will be called, and what keeps the earlier name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.presenters.parts import NO_TEXT, Field, Part, Text
from bsuh_desktop.services.class_lists.class_groups import ClassGroup, namesake
from bsuh_desktop.services.desk.titles import group_title

SAVE, MERGE = "save", "merge"
NameField = Literal["grade", "section"]


class RenameClassModel(msgspec.Struct, frozen=True, kw_only=True):
    """The dialog."""

    grade: Field
    section: Field
    called: Part
    name_taken: Part
    keeps_name: Part
    merge: Part
    save: Part


class RenameClass:
    """What a person types for the class `group`; `groups` are all classes. `changed` gets each model."""

    def __init__(self, group: ClassGroup, groups: Sequence[ClassGroup]) -> None:
        self.group = group
        self._known = tuple(one.group for one in groups)
        self._typed: dict[NameField, str] = {"grade": group.group.grade, "section": group.group.section}
        self.changed: Callable[[RenameClassModel], object] = lambda _: None

    @property
    def question(self) -> Message:
        """Names the class."""
        return Message("Another name for {class_title}?", class_title=self.group.title)

    def write(self, field: NameField, text: str) -> None:
        """Somebody typed the grade or the section."""
        self._typed[field] = text
        self.changed(self.model())

    def typed(self) -> GroupRef:
        """The class as it would be called."""
        return replace(self.group.group, grade=clean(self._typed["grade"]), section=clean(self._typed["section"]))

    def title(self) -> LocalText:
        """The same in words."""
        return group_title(self.typed())

    def double(self) -> GroupRef | None:
        """The other class that has the typed name; None if there is none."""
        typed = self.typed()
        return namesake(typed, self._known) if typed.grade else None

    def model(self) -> RenameClassModel:
        """The dialog as it should look now."""
        typed, was, taken = self.typed(), self.group.group, self.double() is not None
        called: Text = NO_TEXT
        if not typed.grade:
            called = Message("Write the grade or the name of the group.")
        elif not taken:
            called = Message("The class is then called: {class_title}", class_title=self.title())
        return RenameClassModel(
            grade=Field(value=self._typed["grade"]),
            section=Field(value=self._typed["section"]),
            called=Part(text=called, shown=called != NO_TEXT),
            name_taken=Part(
                text=Message("{class_title} is another class on this laptop.", class_title=self.title()),
                remedy=Message("Write another section, or merge the two classes if they are the same one."),
                shown=taken,
            ),
            keeps_name=Part(shown=bool(self.group.taught)),
            merge=Part(shown=taken),
            save=Part(enabled=bool(typed.grade) and not taken and typed != was),
        )
