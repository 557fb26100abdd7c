"""The dialog that asks for one learner, whose certificate is then saved or printed alone."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import CANCEL, CHOSEN, FindSticks, open_with_places
from bsuh_desktop.qt.dialogs.target_buttons import TargetButtons
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.pick_box import PickBox


def ask_for_learner(
    parent: QWidget,
    bridge: Bridge,
    learners: Sequence[tuple[str, Text]],
    save: Callable[[str, Path, str], object],
    print_one: Callable[[str], object],
    find_sticks: FindSticks,
) -> Dialog:
    """Asks for one of the `learners`, by id and words: `save` gets the id, the folder and the stick's label or "",
    `print_one` the id."""
    dialog = Dialog(
        Message("A certificate for one learner"),
        Message("It has the same serial number as in the file of the whole class."),
        [(CANCEL, Message("Cancel"), "secondary")],
        parent,
        safe=CANCEL,
    )
    box, places = PickBox(), TargetButtons()
    box.setObjectName("learner")
    dialog.say(Message("Choose a learner"), box.setPlaceholderText)
    dialog.say(Message("Choose a learner"), box.setAccessibleName)
    for place, (_, words) in enumerate(learners):
        box.addItem("")
        dialog.say(words, functools.partial(box.setItemText, place))
    box.setCurrentIndex(0 if len(learners) == 1 else -1)
    places.set_name("certificate", bridge)
    places.offer_print()
    places.setEnabled(box.currentIndex() >= 0)
    box.activated.connect(lambda _: places.setEnabled(True))

    def answered(go: Callable[[str], object]) -> None:
        learner, _ = learners[box.currentIndex()]
        dialog.answer(CHOSEN)
        go(learner)

    places.chosen.connect(lambda folder, label: answered(lambda learner: save(learner, folder, label)))
    places.print_wanted.connect(lambda: answered(print_one))
    # Names must not stay visible to the class.
    bridge.public_changed.connect(dialog.reject)
    open_with_places(dialog, parent, bridge, (box, places), find_sticks)
    return dialog
