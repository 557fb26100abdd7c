"""Classes: all class groups of this laptop; open their learners, start a class, import another list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists import class_facts
from bsuh_desktop.presenters.parts import NO_TEXT, Empty, Joined, Part, Text
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.services.class_lists.class_groups import ClassGroup, class_groups

if TYPE_CHECKING:
    from bsuh_desktop.services.class_sheets.class_sheet import SheetWish


class ClassCardModel(msgspec.Struct, frozen=True, kw_only=True):
    """A class on its card: name, place, learners, and its buttons."""

    group: str
    """The id of the class group."""
    class_title: Part
    class_place: Part
    class_facts: Part
    open_learners: Part
    start_preparing: Part
    print_sheet: Part


class ClassesModel(msgspec.Struct, frozen=True, kw_only=True):
    """The page: one card for each class, in the order in which they were made."""

    no_class: Empty
    class_cards: tuple[ClassCardModel, ...]


class ClassesPresenter(PagePresenter[ClassesModel]):
    """Reloads the classes each time it is entered."""

    heading = Message("Classes")

    def __init__(self, session: DeskSession, view: PageView[ClassesModel]) -> None:
        super().__init__(session, view)
        self._groups: list[ClassGroup] | None = None

    def breadcrumb(self) -> Text:
        """Number of classes, once the desk has answered."""
        return NO_TEXT if self._groups is None else Message("On this laptop: {count}", count=len(self._groups))

    def enter(self) -> None:
        """Reloads the classes."""
        super().enter()
        self.session.query(class_groups, self.in_visit(self._on_groups))

    def _on_groups(self, groups: list[ClassGroup]) -> None:
        self._groups = groups
        self.refresh()
        self.view.focus("start_preparing" if groups else "import_list")

    def open_learners(self, group: str) -> None:
        """Opens the learners of a class."""
        self.view.open("learners", group=group)

    def start_preparing(self, group: str) -> None:
        """Prepares a class of that group."""
        self.view.open("set_up", group=group)

    def sheet(self, group: str) -> SheetWish:
        """The class sheet that may be printed for a class."""
        # Imported here: what makes PDFs is only needed for printing.
        from bsuh_desktop.services.class_sheets.class_sheet import SheetWish

        return SheetWish((group,))

    def model(self) -> ClassesModel:
        """The page as it should look now."""
        return ClassesModel(
            no_class=Empty(
                self._groups == [],
                Message("No class yet"),
                Message("Get a list from a file, or start with a count alone."),
            ),
            class_cards=tuple(map(_card, self._groups or [])),
        )


def _card(group: ClassGroup) -> ClassCardModel:
    title = group.title
    return ClassCardModel(
        group=group.group.id,
        class_title=Part(text=title),
        class_place=Part(text=group.place),
        class_facts=Part(text=Joined((class_facts.learners(group), class_facts.taught(group)))),
        open_learners=Part(spoken=Message("Learners: {class_title}", class_title=title)),
        start_preparing=Part(spoken=Message("Start preparing: {class_title}", class_title=title)),
        print_sheet=Part(spoken=Message("Print class sheet: {class_title}", class_title=title)),
    )
