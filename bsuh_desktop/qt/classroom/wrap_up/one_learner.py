"""The dialog that asks for one learner, whose certificate is then saved or printed alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import CANCEL, CHOSEN, FindSticks, open_with_places
from bsuh_desktop.qt.dialogs.target_buttons import TargetButtons
from bsuh_desktop.qt.widgets.class_keys import ENTER
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.restyled import desk_text
from bsuh_desktop.qt.widgets.text_lines import TextLines


class _RollField(QLineEdit):
    """Enter in it saves. It is no key of the dialog then, which would press its first button as well."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keeps Enter to itself."""
        super().keyPressEvent(event)
        if event.key() in ENTER:
            event.accept()


def ask_for_learner(
    parent: QWidget,
    bridge: Bridge,
    find: Callable[[str], tuple[str, Text]],
    save: Callable[[str, Path, str], object],
    print_one: Callable[[str], object],
    find_sticks: FindSticks,
) -> Dialog:
    """Asks for one learner by the roll number: `find` says who is meant by what was typed, "" if nobody is, and the
    line below it. `save` gets the learner, the folder and the stick's label or "", `print_one` the learner."""
    dialog = Dialog(
        Message("A certificate for one learner"),
        Message("It has the same serial number as in the file of the whole class."),
        [(CANCEL, Message("Cancel"), "secondary")],
        parent,
        safe=CANCEL,
    )
    roll, line, places = _RollField(), TextLines(), TargetButtons()
    roll.setObjectName("learner_roll")
    line.setObjectName("learner_line")
    dialog.say(Message("Roll number"), roll.setPlaceholderText)
    dialog.say(Message("Roll number"), roll.setAccessibleName)
    places.set_name("certificate", bridge)
    places.offer_print()

    def show() -> None:
        learner, words = find(roll.text())
        line.setText(desk_text(words))
        places.setEnabled(bool(learner))

    def answered(go: Callable[[str], object]) -> None:
        learner, _ = find(roll.text())
        dialog.answer(CHOSEN)
        go(learner)

    roll.textChanged.connect(show)
    roll.returnPressed.connect(places.press_first)
    # Enter in the field saves, and must not cancel.
    dialog.verb(CANCEL).setDefault(False)
    dialog.say(Message("Roll number"), lambda _: show())
    places.chosen.connect(lambda folder, label: answered(lambda learner: save(learner, folder, label)))
    places.print_wanted.connect(lambda: answered(print_one))
    # Names must not stay visible to the class.
    bridge.public_changed.connect(dialog.reject)
    open_with_places(dialog, parent, bridge, (roll, line, places), find_sticks)
    return dialog
