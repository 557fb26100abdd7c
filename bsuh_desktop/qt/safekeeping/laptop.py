"""This laptop: which desk it is, its keys, its backups, and a desk for another facilitator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.small_file_words import folder_text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import FindSticks, ask_place
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.forms.laptop import Ui_Laptop
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.safekeeping.desk_words import EMBLEM_NAMES
from bsuh_desktop.qt.safekeeping.keys import CODE, PASSPHRASE
from bsuh_desktop.qt.widgets.dialog import ask
from bsuh_desktop.qt.widgets.fact_lines import FactLines
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.system.refused_folder import place_error
from bsuh_desktop.system.sticks import sticks

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.safekeeping.laptop_view import LaptopView
    from bsuh_desktop.services.safekeeping.values import BackupFile, Emblem, StickState
    from bsuh_desktop.system.sticks import Stick

_LIGHTS: dict[StickState, str] = {
    "none": "unused",
    "ok": "ok",
    "behind": "look",
    "stale": "look",
    "absent": "look",
    "full": "stop",
    "failed": "stop",
}
_LOCAL_LIGHTS = {"ok": "ok", "unused": "unused", "bad": "stop"}


class Laptop(Screen):
    """Reloads from the desk each time it is entered, and when a stick comes or goes. `find_sticks` lists the sticks
    (on the file thread)."""

    name: ClassVar[str] = "laptop"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Laptop()
        self.form.setupUi(self)
        self.find_sticks: FindSticks = sticks
        self._view: LaptopView | None = None
        self._writing = False
        self._news = PageNews(bridge, self.form.news)
        self._facts = FactLines(self.form.facts, "fact")
        self._watch = StickWatch(bridge, lambda: self.find_sticks(), self)
        self._marks = QButtonGroup(self)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.change_passphrase.clicked.connect(lambda: self.open("keys", path=PASSPHRASE))
        form.renew_code.clicked.connect(lambda: self.open("keys", path=CODE))
        form.another_facilitator.clicked.connect(self._ask_another)
        form.choose_stick.clicked.connect(self._ask_stick)
        form.write_now.clicked.connect(self._write_now)
        form.no_stick.clicked.connect(self._ask_to_forget_stick)
        form.backup_file.clicked.connect(self._ask_folder)
        form.bring_back.clicked.connect(lambda: self.open("bring_back"))
        form.open_names.clicked.connect(lambda: self.open("names", path=self.name))
        form.key_due.answered.connect(self.open)
        for name in EMBLEM_NAMES:
            button = self._mark_button(name)
            self._marks.addButton(button)
            button.clicked.connect(lambda _=False, name=name: self._choose_mark(name))
        self._watch.changed.connect(self._look)

    def _mark_button(self, name: str) -> QPushButton:
        button: QPushButton = getattr(self.form, f"mark_{name}")
        return button

    def breadcrumb(self) -> str:
        """The programme's name."""
        return self.bridge.text_of(self.bridge.facts.programme) if self.bridge.facts else ""

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("This laptop"))

    def enter(self, destination: Destination) -> None:
        """Reloads everything; reports a change of the keys."""
        self._news.clear()
        self._watch.start()
        self._tell_keys(destination.path)
        self._look()

    def leave(self) -> None:
        """Stops looking for sticks."""
        self._watch.stop()

    def _tell_keys(self, done: object) -> None:
        if done == PASSPHRASE:
            old = Message("Backups from before still open with the old passphrase. Write them again.")
            self._news.tell("ok", Message("The new passphrase opens this desk from now on."), old)
        elif done == CODE:
            there = Message("It is sent to your coordinator, sealed, with your next hand-over.")
            self._news.tell(
                "ok", Message("The new recovery code is valid. The old sheet no longer opens anything."), there
            )

    def _look(self) -> None:
        root, there = self.bridge.root, self._watch.sticks
        self.bridge.query(lambda desk: _look_at(desk, root, there), self._on_looked)

    def _give_back(self, button: QWidget | None, instead: QWidget | None) -> None:
        """Focuses `button` again, unless the focus has left `instead`, where Qt put it while the button was
        disabled."""
        if button is not None and button.isEnabled() and self.focusWidget() is instead:
            button.setFocus()

    def _on_looked(self, view: LaptopView) -> None:
        first = self._view is None
        self._view = view
        self.retranslate()
        self.header_changed.emit()
        if first or self.focusWidget() is None:
            self.form.change_passphrase.setFocus()

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        if self._view is None:
            return
        view, form, say = self._view, self.form, self.bridge.say
        self._say_desk(view)
        self._say_backups(view)
        form.key_due.setVisible(bool(view.why_new_key))
        needs = Message("This data comes from a copy or a backup, so its old key can no longer sign.")
        if view.went_back and view.why_new_key == "restored":
            needs = Message("This laptop's data went back to an earlier day, so its old key can no longer sign.")
        form.key_due.tell("look", say(needs), "", [("new_key", say(Message("What to do")))])
        for button in (form.another_facilitator, form.bring_back):
            button.setEnabled(not self.bridge.class_runs)
        self._news.retranslate()

    def _say_desk(self, view: LaptopView) -> None:
        form, say = self.form, self.bridge.say
        number = view.device or say(Message("comes with the grant"))
        self._facts.show(
            [(say(Message("Number of this laptop")), number), (say(Message("Code of your desk")), view.code)]
        )
        form.marks.setVisible(view.several)
        for name, words in EMBLEM_NAMES.items():
            button = self._mark_button(name)
            button.setAccessibleName(say(words))
            button.setToolTip(say(words))
            button.setChecked(name == view.mark)

    def _say_backups(self, view: LaptopView) -> None:
        form, say, stick = self.form, self.bridge.say, view.stick
        local = view.backups
        form.local_light.set_state(_LOCAL_LIGHTS[local.state])
        kept = Message("Kept here: {count}", count=local.count) if local.count else None
        form.local_text.setText(" ".join(say(part) for part in (local.text, kept, local.remedy) if part))
        form.stick_light.set_state(_LIGHTS[stick.state])
        here = Message("It is plugged in.") if stick.plugged_in else None
        remedy = None if stick.plugged_in and stick.state in ("behind", "stale", "absent") else stick.remedy
        form.stick_text.setText(" ".join(say(part) for part in (stick.text, here, remedy) if part))
        registered = stick.state != "none"
        form.choose_stick.setText(say(Message("Choose another stick") if registered else Message("Choose a stick")))
        form.write_now.setVisible(registered)
        form.write_now.setEnabled(stick.plugged_in and not self._writing)
        form.write_now.setText(say(Message("Being written") if self._writing else Message("Write now")))
        form.no_stick.setVisible(registered)
        for button in (form.choose_stick, form.no_stick, form.backup_file):
            button.setEnabled(not self._writing)

    def _choose_mark(self, name: Emblem) -> None:
        self.bridge.query(lambda desk: _choose_mark(desk, name), lambda _: self._look(), self._news.fail)

    def _ask_another(self) -> None:
        verbs = [("stay", Message("Not now"), "secondary"), ("lock", Message("Lock, and make a desk"), "primary")]
        ask(
            self,
            Message("A desk for another facilitator?"),
            Message("Your desk is locked now. Then the other facilitator chooses a name and a passphrase."),
            verbs,
            lambda key: self._another() if key == "lock" else None,
            safe="stay",
        )

    def _another(self) -> None:
        root = self.bridge.root
        self.bridge.ask(lambda: _new_folder(root), lambda folder: self.open("first_run", path=folder))

    def _ask_stick(self) -> None:
        question = Message("Which stick keeps the backup?")
        detail = Message("Keep it apart from the laptop. What is on it is sealed.")
        ask_place(self, self.bridge, question, detail, self._register, self.find_sticks)

    def _register(self, folder: Path, label: str) -> None:
        find = self.find_sticks
        self._write(lambda desk: _register(desk, folder, tuple(find())), folder, label)

    def _write_now(self) -> None:
        there = self._watch.sticks
        stick = self._view.stick.label if self._view else ""
        self._write(lambda desk: _keep(desk, there), Path(), stick)

    def _write(self, work: Callable[[Desk], object], folder: Path, label: str) -> None:
        def written(_: object) -> None:
            ended()
            self._news.tell("ok", _written_to(folder, label))

        def failed(error: KnownError) -> None:
            ended()
            self._news.fail(place_error(error, label))

        def ended() -> None:
            self._set_writing(False)
            self._give_back(button, instead)
            self._look()

        self._news.clear()
        button = self.focusWidget()
        self._set_writing(True)
        instead = self.focusWidget()
        self.bridge.change(work, written, failed)

    def _set_writing(self, writing: bool) -> None:
        self._writing = writing
        if self._view is not None:
            self._say_backups(self._view)

    def _ask_to_forget_stick(self) -> None:
        there = self._watch.sticks
        label = self._view.stick.label if self._view else ""
        verbs = [("keep", Message("Keep"), "secondary"), ("forget", Message("Use no stick"), "careful")]
        ask(
            self,
            Message("Stop keeping a backup on a stick?"),
            Message(
                "If {label} is plugged in, the backup on it is deleted. If this laptop is lost, "
                "everything that is only here is lost too.",
                label=label,
            ),
            verbs,
            lambda key: self._forget_stick(there) if key == "forget" else None,
            safe="keep",
        )

    def _forget_stick(self, there: tuple[Stick, ...]) -> None:
        self.bridge.change(lambda desk: _forget(desk, there), lambda _: self._look(), self._news.fail)

    def _ask_folder(self) -> None:
        question = Message("Where should the backup be saved?")
        detail = Message("All classes of this desk go into one sealed file.")
        ask_place(self, self.bridge, question, detail, self._write_file, self.find_sticks)

    def _write_file(self, folder: Path, label: str) -> None:
        self._write(lambda desk: _write_file(desk, folder), folder, label)


def _written_to(folder: Path, label: str) -> Message:
    if label:
        return Message("The backup is on the stick {label}, and was checked.", label=label)
    return Message("The backup is in the folder {folder}, and was checked.", folder=folder_text(folder))


def _look_at(desk: Desk, root: Path, there: tuple[Stick, ...]) -> LaptopView:
    from bsuh_desktop.services.safekeeping.laptop_view import laptop_view

    return laptop_view(desk, root, there)


def _choose_mark(desk: Desk, name: Emblem) -> None:
    from bsuh_desktop.services.safekeeping.desk_folders import choose_mark

    choose_mark(desk.folder, name)


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


def _write_file(desk: Desk, folder: Path) -> BackupFile:
    from bsuh_desktop.services.safekeeping.backup_file import write_backup
    from bsuh_desktop.system.refused_folder import require_folder

    require_folder(folder)
    return write_backup(desk, folder)
