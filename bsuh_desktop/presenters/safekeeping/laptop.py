"""This laptop: which desk it is, its keys, its backups, and a desk for another facilitator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Light, News, Notice, Part, PlaceQuestion, Question, Text
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.presenters.safekeeping.keys import CODE, PASSPHRASE
from bsuh_desktop.presenters.small_file_words import folder_text
from bsuh_desktop.system.folders import place_error, require_folder
from bsuh_desktop.system.sticks import Stick

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.safekeeping.desk_folders import Emblem, StickState
    from bsuh_desktop.services.safekeeping.laptop_view import LaptopView

_LIGHTS: dict[StickState, Light] = {
    "none": "unused",
    "ok": "ok",
    "behind": "look",
    "stale": "look",
    "absent": "look",
    "full": "stop",
    "failed": "stop",
}
_LOCAL_LIGHTS: dict[str, Light] = {"ok": "ok", "unused": "unused", "bad": "stop"}
STAY, LOCK, KEEP, FORGET = "stay", "lock", "keep", "forget"
"""The answers to the two questions."""


class LaptopModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen."""

    news: News
    key_due: Notice
    facts: tuple[tuple[Text, Text], ...]
    """Each with its label."""
    marks: Part
    mark: str
    """The drawing of this desk; "" if none was chosen."""
    local_light: Part
    local_text: Part
    stick_light: Part
    stick_text: Part
    choose_stick: Part
    write_now: Part
    no_stick: Part
    backup_file: Part
    bring_back: Part
    another_facilitator: Part
    writing: bool
    """A backup is being written."""


class LaptopScreen(PageView[LaptopModel], Protocol):
    """The screen."""

    def focus_if_none(self, part: str) -> None:
        """Gives that part the keyboard if no other one has it."""

    def find_sticks(self) -> Sequence[Stick]:
        """The sticks that are plugged in; called on the desk's thread."""


class LaptopPresenter(PagePresenter[LaptopModel]):
    """Reloads from the desk each time the screen is entered, and when a stick comes or goes."""

    heading = Message("This laptop")
    view: LaptopScreen

    def __init__(self, session: DeskSession, view: LaptopScreen) -> None:
        super().__init__(session, view)
        self._laptop: LaptopView | None = None
        self._sticks: tuple[Stick, ...] = ()
        self._writing = False

    def breadcrumb(self) -> Text:
        """The programme's name."""
        return self.session.facts.programme if self.session.facts else NO_TEXT

    def show(self, changed: object) -> None:
        """Enters, and reports a change of the keys: `changed` is PASSPHRASE, CODE, or None."""
        self.enter()
        if changed == PASSPHRASE:
            old = Message("Backups from before still open with the old passphrase. Write them again.")
            self._news = self._news.then("ok", Message("The new passphrase opens this desk from now on."), old)
        elif changed == CODE:
            fact = Message("The new recovery code is valid. The old sheet no longer opens anything.")
            there = Message("It is sent to your coordinator, sealed, with your next hand-over.")
            self._news = self._news.then("ok", fact, there)
        self.refresh()
        self._look()

    def set_sticks(self, sticks: tuple[Stick, ...]) -> None:
        """Other sticks are plugged in now."""
        self._sticks = sticks
        if self._entered:
            self._look()

    def refresh(self) -> None:
        """Shows what was loaded last; nothing if nothing was."""
        if self._laptop is not None:
            super().refresh()

    def _look(self) -> None:
        root, there = self.session.root, self._sticks
        self.session.query(
            lambda desk: _look_at(desk, root, there), self.in_visit(self._on_looked), self._fail_unless_locked
        )

    def _on_looked(self, laptop: LaptopView) -> None:
        first, self._laptop = self._laptop is None, laptop
        self.refresh()
        if first:
            self.view.focus("change_passphrase")
        else:
            self.view.focus_if_none("change_passphrase")

    # The desk

    def choose_mark(self, mark: Emblem) -> None:
        """Gives this desk another drawing."""
        self.session.query(
            lambda desk: _choose_mark(desk, mark), self.in_visit(lambda _: self._look()), self.in_visit(self._fail)
        )

    def ask_another(self) -> None:
        """Asks before the desk is locked for another facilitator."""
        question = Question(
            Message("A desk for another facilitator?"),
            Message("Your desk is locked now. Then the other facilitator chooses a name and a passphrase."),
            ((STAY, Message("Not now"), "secondary"), (LOCK, Message("Lock, and make a desk"), "primary")),
            STAY,
        )
        self.view.ask(question, lambda key: self._another() if key == LOCK else None)

    def _another(self) -> None:
        root = self.session.root
        self.session.ask(
            lambda: _new_folder(root), self.in_visit(lambda folder: self.view.open("first_run", path=folder))
        )

    # Backups

    def ask_stick(self) -> None:
        """Asks which stick keeps the backup."""
        detail = Message("Keep it apart from the laptop. What is on it is sealed.")
        self.view.ask_place(PlaceQuestion(Message("Which stick keeps the backup?"), detail), self._register)

    def _register(self, folder: Path, label: str) -> None:
        find = self.view.find_sticks
        self._write(lambda desk: _register(desk, folder, tuple(find())), folder, label)

    def write_now(self) -> None:
        """Writes the backup on the stick again."""
        there = self._sticks
        self._write(lambda desk: _keep(desk, there), Path(), self._label())

    def ask_folder(self) -> None:
        """Asks where a backup should be saved as one file."""
        detail = Message("All classes of this desk go into one sealed file.")
        question = PlaceQuestion(Message("Where should the backup be saved?"), detail)
        self.view.ask_place(
            question, lambda folder, label: self._write(lambda desk: _write_file(desk, folder), folder, label)
        )

    def _write(self, work: Callable[[Desk], object], folder: Path, label: str) -> None:
        """Writes; the end is told to whoever is back on the page by then, too."""

        def written(_: object) -> None:
            ended(self._news.then("ok", _written_to(folder, label)))

        def failed(error: KnownError) -> None:
            ended(self._news.failed(place_error(error, label)))

        def ended(news: News) -> None:
            self._news, self._writing = news, False
            self.refresh()
            if self._entered:
                self._look()

        self._news, self._writing = self._news.closed(), True
        self.refresh()
        self.session.change(work, written, failed)

    def ask_to_forget_stick(self) -> None:
        """Asks before the backup on the stick is deleted."""
        there = self._sticks
        question = Question(
            Message("Stop keeping a backup on a stick?"),
            Message(
                "If {label} is plugged in, the backup on it is deleted. If this laptop is lost, "
                "everything that is only here is lost too.",
                label=self._label(),
            ),
            ((KEEP, Message("Keep"), "secondary"), (FORGET, Message("Use no stick"), "careful")),
            KEEP,
        )
        self.view.ask(question, lambda key: self._forget_stick(there) if key == FORGET else None)

    def _forget_stick(self, there: tuple[Stick, ...]) -> None:
        self.session.change(
            lambda desk: _forget(desk, there), self.in_visit(lambda _: self._look()), self.in_visit(self._fail)
        )

    def _label(self) -> str:
        return self._laptop.stick.label if self._laptop else ""

    # The view model

    def model(self) -> LaptopModel:
        """What was loaded last. Raises LookupError if nothing was."""
        laptop = self._laptop
        if laptop is None:
            raise LookupError("nothing was loaded")
        local, stick, idle = laptop.backups, laptop.stick, Part(enabled=not self.session.class_runs)
        kept = Message("Kept here: {count}", count=local.count) if local.count else None
        here = Message("It is plugged in.") if stick.plugged_in else None
        remedy = None if stick.plugged_in and stick.state in ("behind", "stale", "absent") else stick.remedy
        registered, free = stick.state != "none", not self._writing
        return LaptopModel(
            news=self._news,
            key_due=_key_due(laptop),
            facts=(
                (Message("Number of this laptop"), laptop.device or Message("comes with the grant")),
                (Message("Code of your desk"), laptop.code),
            ),
            marks=Part(shown=laptop.several),
            mark=laptop.mark,
            local_light=Part(light=_LOCAL_LIGHTS[local.state]),
            local_text=Part(text=_sentences(local.text, kept, local.remedy)),
            stick_light=Part(light=_LIGHTS[stick.state]),
            stick_text=Part(text=_sentences(stick.text, here, remedy)),
            choose_stick=Part(
                text=Message("Choose another stick") if registered else Message("Choose a stick"), enabled=free
            ),
            write_now=Part(
                text=Message("Being written") if self._writing else Message("Write now"),
                shown=registered,
                enabled=stick.plugged_in and free,
            ),
            no_stick=Part(shown=registered, enabled=free),
            backup_file=Part(enabled=free),
            bring_back=idle,
            another_facilitator=idle,
            writing=self._writing,
        )


def _sentences(*parts: Message | None) -> Text:
    return Joined(tuple(part for part in parts if part), " ")


def _key_due(laptop: LaptopView) -> Notice:
    needs = Message("This data comes from a copy or a backup, so its old key can no longer sign.")
    if laptop.went_back and laptop.why_new_key == "restored":
        needs = Message("This laptop's data went back to an earlier day, so its old key can no longer sign.")
    return Notice(shown=bool(laptop.why_new_key), light="look", fact=needs, verbs=(("new_key", Message("What to do")),))


def _written_to(folder: Path, label: str) -> Message:
    if label:
        return Message("The backup is on the stick {label}, and was checked.", label=label)
    return Message("The backup is in the folder {folder}, and was checked.", folder=folder_text(folder))


def _look_at(desk: Desk, root: Path, there: tuple[Stick, ...]) -> LaptopView:
    from bsuh_desktop.services.safekeeping.laptop_view import laptop_view

    return laptop_view(desk, root, there)


def _choose_mark(desk: Desk, mark: Emblem) -> None:
    from bsuh_desktop.services.safekeeping.desk_folders import choose_mark

    choose_mark(desk.folder, mark)


def _new_folder(root: Path) -> Path:
    from bsuh_desktop.services.safekeeping.desk_folders import new_desk_folder

    return new_desk_folder(root)


def _register(desk: Desk, folder: Path, there: tuple[Stick, ...]) -> None:
    from bsuh_desktop.services.safekeeping.stick_backups import keep_on_stick, register_stick

    register_stick(desk, folder)
    keep_on_stick(desk, there)


def _keep(desk: Desk, there: tuple[Stick, ...]) -> None:
    from bsuh_desktop.services.safekeeping.stick_backups import keep_on_stick

    keep_on_stick(desk, there)


def _forget(desk: Desk, there: tuple[Stick, ...]) -> None:
    from bsuh_desktop.services.safekeeping.stick_backups import forget_stick

    forget_stick(desk, there)


def _write_file(desk: Desk, folder: Path) -> None:
    from bsuh_desktop.services.safekeeping.backup_file import write_backup

    require_folder(folder)
    write_backup(desk, folder)
