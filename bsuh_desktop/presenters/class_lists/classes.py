"""Classes: all class groups of this laptop; open their learners, start a class, import, rename or delete a list.

With the dialog that gives a class another name, and a class in one line, which Home and merging show, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec
from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.presenters.paper_output import PrintJob, PrintOutcome
from bsuh_desktop.presenters.parts import NO_TEXT, Empty, Field, Joined, News, Part, PlaceQuestion, Question, Text
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.presenters.small_file_words import folder_text
from bsuh_desktop.services.class_lists import class_groups
from bsuh_desktop.services.class_lists.merge_classes import undo_merge
from bsuh_desktop.services.desk.titles import class_title, group_title
from bsuh_desktop.system.folders import place_error

if TYPE_CHECKING:
    from pathlib import Path

    from bsuh_desktop.domain.messages import KnownError
    from bsuh_desktop.services.class_sheets.class_sheet import SheetWish
    from bsuh_desktop.services.lesson_kits.lesson_kit import KitWish
    from bsuh_desktop.services.printing.paper import Paper


def learners_text(group: class_groups.ClassGroup) -> Message:
    """Number of learners, and of those without a name."""
    if not group.learners:
        return Message("No learners yet")
    if group.unnamed:
        return Message("Learners: {count}, without a name: {unnamed}", count=group.learners, unnamed=group.unnamed)
    return Message("Learners: {count}", count=group.learners)


def taught_text(group: class_groups.ClassGroup) -> Message:
    """How often it was taught, and the last day."""
    if group.last is None:
        return Message("Not taught yet")
    return Message("Lessons so far: {count}, the last on {day}", count=group.taught, day=date_text(group.last))


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

    def __init__(self, group: class_groups.ClassGroup, groups: Sequence[class_groups.ClassGroup]) -> None:
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
        return class_groups.namesake(typed, self._known) if typed.grade else None

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


HISTORY, PRINT_SHEET, PRINT_KIT, RENAME, UNDO, DELETE = (
    "history",
    "print_sheet",
    "print_kit",
    "rename",
    "undo",
    "delete",
)
"""The keys of what a card's menu offers."""
HAND_OVER = "hand_over"
"""The button of the news about lessons that have not arrived."""

_CONSENT_GOES = Message("Who said yes or no goes too. If the list is brought again, everybody is asked again.")
_CONSENT_KEPT = Message(
    "Who took part keeps their yes or no, without a name. If the list is brought again, everybody is asked again."
)
_STAY = Message("Lessons that were held stay, with their numbers.")


class ClassCardModel(msgspec.Struct, frozen=True, kw_only=True):
    """A class on its card: name, place, learners, and its buttons."""

    group: str
    """The id of the class group."""
    class_title: Part
    class_place: Part
    class_facts: Part
    open_learners: Part
    start_preparing: Part
    more: Part
    more_verbs: tuple[tuple[str, Text], ...]
    """What the menu of `more` offers: keys and words."""


class ClassesModel(msgspec.Struct, frozen=True, kw_only=True):
    """The page: one card for each class, in the order in which they were made."""

    news: News
    no_class: Empty
    class_cards: tuple[ClassCardModel, ...]


class ClassesView(PageView[ClassesModel], Protocol):
    """The page."""

    def ask_new_name(self, typing: RenameClass, then: Callable[[str], object]) -> None:
        """Asks for another name; `then` gets the key of the button."""

    def print_sheet(self, wish: SheetWish) -> None:
        """Offers to print that class sheet."""

    def print_kit(self, wish: KitWish) -> None:
        """Offers to print a module's papers for that class."""

    def print_paper(self, job: PrintJob) -> None:
        """Asks for a printer, and prints."""

    def focus_card(self, group: str) -> None:
        """Gives the menu of that class's card the keyboard."""


class ClassesPresenter(PagePresenter[ClassesModel]):
    """Reloads the classes each time it is entered."""

    heading = Message("Classes")
    view: ClassesView

    def __init__(self, session: DeskSession, view: ClassesView) -> None:
        super().__init__(session, view)
        self._groups: list[class_groups.ClassGroup] | None = None

    def breadcrumb(self) -> Text:
        """Number of classes, once the desk has answered."""
        return NO_TEXT if self._groups is None else Message("On this laptop: {count}", count=len(self._groups))

    def enter(self) -> None:
        """Reloads the classes."""
        super().enter()
        self._look()

    def _look(self, group: str = "") -> None:
        """Reloads the classes; `group` is the one that was changed."""
        self.session.query(class_groups.class_groups, self.in_visit(partial(self._on_groups, changed=group)))

    def _on_groups(self, groups: list[class_groups.ClassGroup], changed: str) -> None:
        self._groups = groups
        self.refresh()
        if changed in {one.group.id for one in groups}:
            self.view.focus_card(changed)
        else:
            self.view.focus("start_preparing" if groups else "import_list")

    def open_learners(self, group: str) -> None:
        """Opens the learners of a class."""
        self.view.open("learners", group=group)

    def start_preparing(self, group: str) -> None:
        """Prepares a class of that group."""
        self.view.open("set_up", group=group)

    def choose(self, group: str, key: str) -> None:
        """Somebody chose what the menu of a card offers."""
        groups = self._groups or []
        chosen = next((one for one in groups if one.group.id == group), None)
        if chosen is not None and key == HISTORY:
            self.view.open("history", group=group)
        elif chosen is not None and key == PRINT_SHEET:
            # Imported here: what makes PDFs is only needed for printing.
            from bsuh_desktop.services.class_sheets.class_sheet import SheetWish

            self.view.print_sheet(SheetWish((group,)))
        elif chosen is not None and key == PRINT_KIT:
            from bsuh_desktop.services.lesson_kits.lesson_kit import wish_for

            self.view.print_kit(wish_for(chosen.learners, self.session.stage_language))
        elif chosen is not None and key == RENAME:
            typing = RenameClass(chosen, groups)
            self.view.ask_new_name(typing, partial(self._on_name, typing))
        elif chosen is not None and key == MERGE:
            self.view.open("merge_classes", group=group)
        elif chosen is not None and key == UNDO and chosen.merged:
            self._ask_to_undo(chosen)
        elif chosen is not None and key == DELETE:
            self._ask_to_delete(chosen)

    def _on_name(self, typing: RenameClass, key: str) -> None:
        double = typing.double()
        if key == SAVE:
            self._rename(typing)
        elif key == MERGE and double is not None:
            self.view.open("merge_classes", group=typing.group.group.id, path=double.id)

    def _rename(self, typing: RenameClass) -> None:
        group, named = typing.group, typing.typed()
        rename = partial(class_groups.rename_group, group=group.group.id, grade=named.grade, section=named.section)

        def renamed(_: object) -> None:
            fact = Message("{before} is now called {class_title}.", before=group.title, class_title=typing.title())
            kept = Message("Lessons that were held keep the earlier name, and so do their files and certificates.")
            self._report("ok", fact, kept if group.taught else None)
            self._look(group.group.id)

        self.session.change(rename, self.in_visit(renamed), self.in_visit(self._fail))

    def _ask_to_delete(self, chosen: class_groups.ClassGroup) -> None:
        """Asks before a class is deleted, or says what has to be done first."""
        title = chosen.title

        def found(going: class_groups.Removal) -> None:
            if going.waiting:
                self._report("look", *_not_arrived(title, going), (HAND_OVER, Message("Hand over")))
            else:
                self.view.ask(_deletion(title, going), lambda key: self._delete(chosen) if key == "delete" else None)

        self.session.query(
            partial(class_groups.removal, group=chosen.group.id), self.in_visit(found), self.in_visit(self._fail)
        )

    def _delete(self, chosen: class_groups.ClassGroup) -> None:
        def deleted(gone: class_groups.Removal) -> None:
            fact = Message(
                "{class_title} is deleted. Names deleted: {count}.", class_title=chosen.title, count=gone.names
            )
            self._report("ok", fact, _STAY if gone.lessons else None)
            self._look()

        self.session.change(
            partial(class_groups.remove_class, group=chosen.group.id), self.in_visit(deleted), self.in_visit(self._fail)
        )

    def _ask_to_undo(self, chosen: class_groups.ClassGroup) -> None:
        last, title = chosen.merged[-1], group_title(chosen.merged[-1])

        def undone(_: object) -> None:
            fact = Message("{class_title} is a class of its own again.", class_title=title)
            self._report("ok", fact, Message("Both lists have their learners and their lessons."))
            self._look(last.id)

        def answered(key: str) -> None:
            if key == UNDO:
                undo = partial(undo_merge, goes=last.id)
                self.session.change(undo, self.in_visit(undone), self.in_visit(self._fail))

        question = Question(
            Message("Take {class_title} out again?", class_title=title),
            Message("Both lists are then as before they were merged, but for what was changed or deleted since."),
            (("keep", Message("Keep"), "secondary"), (UNDO, Message("Undo merging"), "primary")),
            "keep",
        )
        self.view.ask(question, answered)

    # A blank list

    def ask_for_blank_list(self) -> None:
        """Asks where the pages for a list by hand should go."""
        detail = Message("Two pages for 60 learners, to be written by hand and typed into any spreadsheet later.")
        question = PlaceQuestion(Message("Print a blank list"), detail)
        self.view.ask_place(question, self._save_blank_list, self._print_blank_list)

    def _save_blank_list(self, folder: Path, label: str) -> None:
        # Imported here: what makes PDFs is only needed for printing.
        from bsuh_desktop.services.printing.paper import save_blank_list

        def saved(path: Path) -> None:
            where = Message("The blank list is in the folder {folder}.", folder=folder_text(path.parent))
            if label:
                where = Message("The blank list is on the stick {label}.", label=label)
            self._report("ok", where)

        def failed(error: KnownError) -> None:
            self._fail(place_error(error, label))

        self.session.ask(lambda: save_blank_list(folder), self.in_visit(saved), self.in_visit(failed))

    def _print_blank_list(self) -> None:
        from bsuh_desktop.services.printing.paper import blank_list_to_print

        self.session.ask(blank_list_to_print, self.in_visit(self._on_blank_list))

    def _on_blank_list(self, paper: Paper) -> None:
        def sent(outcome: PrintOutcome, pages: int) -> None:
            if outcome in ("all", "some"):
                self._report("ok", Message("Pages sent to the printer: {count}.", count=pages))

        self.view.print_paper(PrintJob(paper, self.in_visit(sent), self.in_visit(self._fail)))

    def answer_news(self, key: str) -> None:
        """Somebody pressed the button of the news."""
        if key == HAND_OVER:
            self.view.open("hand_over")

    def model(self) -> ClassesModel:
        """The page as it should look now."""
        return ClassesModel(
            news=self._news,
            no_class=Empty(
                self._groups == [],
                Message("No class yet"),
                Message("Get a list from a file, or start with a count alone."),
            ),
            class_cards=tuple(_card(one, len(self._groups or [])) for one in self._groups or []),
        )


def _card(group: class_groups.ClassGroup, classes: int) -> ClassCardModel:
    title = group.title
    facts = [learners_text(group), taught_text(group)]
    if group.merged:
        facts.append(Message("Merged with {class_title}", class_title=class_title(group.merged)))
    verbs = [
        (HISTORY, Message("History")),
        (PRINT_SHEET, Message("Print class sheet")),
        (PRINT_KIT, Message("Print lesson kit")),
        (RENAME, Message("Rename")),
    ]
    if classes > 1:
        verbs.append((MERGE, Message("Merge with another class")))
    if group.merged:
        verbs.append((UNDO, Message("Undo merging")))
    return ClassCardModel(
        group=group.group.id,
        class_title=Part(text=title),
        class_place=Part(text=group.place),
        class_facts=Part(text=Joined(tuple(facts))),
        open_learners=Part(spoken=Message("Learners: {class_title}", class_title=title)),
        start_preparing=Part(spoken=Message("Start preparing: {class_title}", class_title=title)),
        more=Part(spoken=Message("More about {class_title}", class_title=title)),
        more_verbs=(*verbs, (DELETE, Message("Delete"))),
    )


def _not_arrived(title: LocalText, going: class_groups.Removal) -> tuple[Message, Message]:
    """Why a class cannot be deleted yet, and what to do."""
    waiting = {"count": len(going.waiting), "day": date_text(going.waiting[0])}
    remedy = Message(
        "Lessons without a receipt that says merged: {count}, the first of {day}. Hand them over, and bring back the "
        "receipts.",
        **waiting,
    )
    return Message("{class_title} cannot be deleted yet.", class_title=title), remedy


def _deletion(title: LocalText, going: class_groups.Removal) -> Question:
    """What goes and what stays."""
    lines: list[Text] = [
        Message(
            "Its list goes from this laptop and its backups. Learners: {learners}, names: {names}.",
            learners=going.learners,
            names=going.names,
        ),
    ]
    if going.planned:
        lines.append(Message("Planned lessons that go: {count}.", count=going.planned))
    if going.lessons:
        lines.append(Message("Lessons that stay, with their numbers and without names: {count}.", count=going.lessons))
    lines.append(_CONSENT_KEPT if going.lessons else _CONSENT_GOES)
    return Question(
        Message("Delete {class_title}?", class_title=title),
        Joined((*lines, Message("This cannot be undone.")), "\n"),
        (("keep", Message("Keep"), "secondary"), ("delete", Message("Delete"), "careful")),
        "keep",
    )
