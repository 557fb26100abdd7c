"""Checks input while it is typed: reports at once a wrong check character in a serial or receipt code."""

from __future__ import annotations

from bsuh_desktop.domain.codes import read_serial
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.exchange.receipt import read_receipt_code
from bsuh_desktop.services.verify.text_inputs import TypedKind, plain_code, typed_kind

_SLIPS: dict[TypedKind, Message] = {
    "serial": Message("A character of this serial is wrong, or two are swapped. Compare it with the paper again."),
    "receipt": Message("A character of this code is wrong, or two are swapped. Ask to hear it again."),
}


def typing_error_in(text: str) -> Message | None:
    """The error in a complete serial or receipt code; None if there is none, or while it is incomplete."""
    kind = typed_kind(text)
    if kind is None:
        return None
    try:
        (read_serial if kind == "serial" else read_receipt_code)(plain_code(text))
    except ValueError:
        return _SLIPS[kind]
    return None
