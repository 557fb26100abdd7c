"""Set up's two questions: which module is taught, and which classes sit in the room?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.dialogs.chooser import CHOOSE, Chooser, Offer
from bsuh_desktop.qt.widgets.dialog import DialogVerb
from bsuh_desktop.services.classroom.set_up import Shelf

WITHOUT_LIST = ""


def choose_module(parent: QWidget, shelf: Shelf, chosen: str, then: Callable[[str], object]) -> Chooser:
    """Opens the question; `then` gets the id of the module."""
    offers = [
        Offer(
            module.id,
            "book",
            module.title,
            module.summary,
            Message("{minutes} min", minutes=module.minutes),
        )
        for module in shelf.modules
    ]
    chooser = Chooser(Message("Which module?"), "", _verbs(), offers, [chosen], parent)
    chooser.then(lambda keys: then(keys[0]))
    chooser.open()
    return chooser


def choose_groups(
    parent: QWidget,
    shelf: Shelf,
    chosen: tuple[str, ...] | None,
    then: Callable[[tuple[str, ...]], object],
) -> Chooser:
    """Opens the question; `then` gets the ids of the groups, none for a class without a list."""
    offers = [
        Offer(
            one.group.id,
            "people",
            one.title,
            one.place,
            Message("{count} on the list", count=one.learners),
        )
        for one in shelf.groups
    ]
    nobody = Message("You count the people in the room; no names, no certificates.")
    offers.append(Offer(WITHOUT_LIST, "grid", Message("Without a list"), nobody, alone=True))
    ticked = () if chosen is None else chosen or (WITHOUT_LIST,)
    question, detail = Message("Which class?"), Message("Several classes may sit together.")
    chooser = Chooser(question, detail, _verbs(), offers, ticked, parent)
    chooser.let_choose_several()
    chooser.then(lambda keys: then(tuple(key for key in keys if key != WITHOUT_LIST)))
    chooser.open()
    return chooser


def _verbs() -> list[DialogVerb]:
    return [("cancel", Message("Cancel"), "secondary"), (CHOOSE, Message("Choose"), "primary")]
