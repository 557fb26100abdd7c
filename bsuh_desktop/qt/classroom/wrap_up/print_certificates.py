"""Prints the certificates of a class, and asks whether they came out: only a person can see that."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.bridge.tasks import Failed
from bsuh_desktop.qt.dialogs.printer import Sent, print_paper
from bsuh_desktop.qt.widgets.dialog import ask
from bsuh_desktop.services.printing.certificates import PrintableCertificates, note_all_printed

YES, NO = "all_out", "not_all"
Told = Callable[[str, Message, Message], object]
"""Gets how it went: a state (ok, look), what happened, and what is to be done."""


def print_certificates(
    parent: QWidget, bridge: Bridge, made: PrintableCertificates, told: Told, failed: Failed
) -> None:
    """Over the window of `parent`. They are noted as printed once somebody has said that all of them came out; nothing
    is told where a person thought better of it."""

    def sent(how: Sent) -> None:
        if how.outcome == "all":
            _ask(parent, bridge, made, told, failed)
        elif how.outcome == "some":
            told("look", Message("Pages sent to the printer: {count}.", count=how.pages), _STAY)
        elif how.outcome == "stopped":
            told(
                "look", Message("Printing was stopped. Pages that may still come out: {count}.", count=how.pages), _STAY
            )

    print_paper(parent, bridge, made.paper, sent, failed)


_STAY = Message("The certificates of this class are still to be printed or saved.")


def _ask(parent: QWidget, bridge: Bridge, made: PrintableCertificates, told: Told, failed: Failed) -> None:
    def answered(key: str) -> None:
        if key == YES:
            bridge.change(lambda desk: note_all_printed(desk, made.session), lambda _: told("ok", *_done(made)), failed)
        else:
            told("look", Message("Not all certificates came out."), _STAY)

    ask(
        parent.window(),
        Message("Did all pages come out?"),
        Message("Count them before they are given out. Certificates: {count}.", count=made.count),
        [(NO, Message("Not all"), "secondary"), (YES, Message("All of them"), "primary")],
        answered,
        safe=NO,
    )


def _done(made: PrintableCertificates) -> tuple[Message, Message]:
    fact = Message("Certificates printed: {count}.", count=made.count)
    if made.anew:
        fact = Message("New certificates printed: {count}. The old ones are revoked.", count=made.anew)
    return fact, Message("No file of them was kept.")
