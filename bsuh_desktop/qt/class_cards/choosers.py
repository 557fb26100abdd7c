"""Set up's two questions: which module is taught, and which classes sit in the room?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.class_cards.chooser import CHOOSE, Chooser, Offer
from bsuh_desktop.qt.widgets.dialog import DialogVerb
from bsuh_desktop.services.set_up import Shelf

WITHOUT_LIST = ""


def choose_module(parent: QWidget, bridge: Bridge, shelf: Shelf, chosen: str, then: Callable[[str], object]) -> Chooser:
    """Opens the question; `then` gets the id of the module."""
    say = bridge.say
    offers = [
        Offer(
            module.id,
            "book",
            bridge.said(module.title),
            bridge.said(module.summary),
            say(Message("{minutes} min", minutes=module.minutes)),
        )
        for module in shelf.modules
    ]
    chooser = Chooser(say(Message("Which module?")), "", _verbs(bridge), offers, [chosen], parent)
    chooser.then(lambda keys: then(keys[0]))
    chooser.open()
    return chooser


def choose_groups(
    parent: QWidget,
    bridge: Bridge,
    shelf: Shelf,
    chosen: tuple[str, ...] | None,
    then: Callable[[tuple[str, ...]], object],
) -> Chooser:
    """Opens the question; `then` gets the ids of the groups, none for a class without a list."""
    say = bridge.say
    offers = [
        Offer(
            one.group.id,
            "people",
            bridge.said(one.title),
            bridge.said(one.place),
            say(Message("{count} on the list", count=one.learners)),
        )
        for one in shelf.groups
    ]
    nobody = say(Message("You count the people in the room; no names, no certificates."))
    offers.append(Offer(WITHOUT_LIST, "grid", say(Message("Without a list")), nobody, alone=True))
    ticked = () if chosen is None else chosen or (WITHOUT_LIST,)
    question, detail = say(Message("Which class?")), say(Message("Several classes may sit together."))
    chooser = Chooser(question, detail, _verbs(bridge), offers, ticked, parent)
    chooser.let_choose_several()
    chooser.then(lambda keys: then(tuple(key for key in keys if key != WITHOUT_LIST)))
    chooser.open()
    return chooser


def _verbs(bridge: Bridge) -> list[DialogVerb]:
    say = bridge.say
    return [("cancel", say(Message("Cancel")), "secondary"), (CHOOSE, say(Message("Choose")), "primary")]
