"""The dialog that prints a module's papers. What it says and does is in `presenters.lesson_kits.print_kit`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.lesson_kits.print_kit import KitWish, PrintKitModel, PrintKitPresenter
from bsuh_desktop.presenters.paper_output import PrintJob
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.printer import print_paper
from bsuh_desktop.qt.forms.print_kit import Ui_PrintKit
from bsuh_desktop.qt.stage.pictures import png_of
from bsuh_desktop.qt.widgets.binding import BoundForm
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.scroller import ScrollFrame
from bsuh_desktop.system.sticks import Stick, sticks

CLOSE = "close"
FindSticks = Callable[[], Sequence[Stick]]


class PrintKitDialog(Dialog):
    """The dialog over `parent`, over which the printer's dialog is opened too."""

    def __init__(self, parent: QWidget, bridge: Bridge, wish: KitWish, find_sticks: FindSticks) -> None:
        detail = Message("What you take along on paper. No name stands on it.")
        super().__init__(Message("Print a lesson kit"), detail, [(CLOSE, Message("Close"), "secondary")], parent)
        self.setObjectName("print_kit")
        self._over = parent
        self._bridge = bridge
        self.asked: BoundForm[PrintKitModel] = BoundForm(form := Ui_PrintKit())
        self.asked.bind_to(PrintKitModel)
        # Qt holds no reference to what a signal is connected to.
        self._presenter = presenter = PrintKitPresenter(bridge, self, wish, png_of)
        form.module.activated.connect(presenter.choose_module)
        form.plan.clicked.connect(lambda on: presenter.choose_part("plan", on))
        form.notes.clicked.connect(lambda on: presenter.choose_part("notes", on))
        form.questions.clicked.connect(lambda on: presenter.choose_part("questions", on))
        form.things.clicked.connect(lambda on: presenter.choose_part("things", on))
        form.home.clicked.connect(lambda on: presenter.choose_part("home", on))
        form.in_bangla.clicked.connect(lambda: presenter.choose_language("bn"))
        form.in_english.clicked.connect(lambda: presenter.choose_language("en"))
        form.in_colour.clicked.connect(lambda: presenter.choose_ink("colour"))
        form.black_only.clicked.connect(lambda: presenter.choose_ink("black"))
        for field, typed in ((form.groups, presenter.type_groups), (form.learners, presenter.type_learners)):
            field.set_digits(3)
            field.numbered.connect(typed)
        form.targets.set_name("kit", bridge)
        form.targets.offer_print()
        form.targets.print_wanted.connect(presenter.print)
        form.targets.chosen.connect(presenter.save)
        # Finding sticks takes a while; the dialog may be closed by then.
        bridge.ask(find_sticks, lambda found: form.targets.set_sticks(found) if isValid(form.targets) else None)
        self.add(ScrollFrame(self.asked, parent))
        presenter.begin()

    def bind(self, model: PrintKitModel) -> None:
        """Shows the model, unless the dialog was closed before the desk answered."""
        if isValid(self.asked):
            self.asked.bind(model)

    def end(self) -> None:
        """The choice is made."""
        self.answer(CLOSE)

    def print_paper(self, job: PrintJob) -> None:
        """Prints over the window, since this dialog is closed by then."""
        print_paper(self._over, self._bridge, job.paper, lambda sent: job.then(sent.outcome, sent.pages), job.failed)


def print_kit(parent: QWidget, bridge: Bridge, wish: KitWish, find_sticks: FindSticks = sticks) -> Dialog:
    """Opens the dialog over `parent`."""
    dialog = PrintKitDialog(parent, bridge, wish, find_sticks)
    dialog.open()
    dialog.asked.focus("plan")
    return dialog
