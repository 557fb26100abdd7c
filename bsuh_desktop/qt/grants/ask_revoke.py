"""Asks before a key is revoked: effects on its new files, on earlier ones, and on keys below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.widgets.dialog import Dialog, ask
from bsuh_desktop.services.grants.values import ListedKey

KEEP, TAKE_BACK = "keep", "take_back"


def ask_to_revoke(parent: QWidget, one: ListedKey, name: str, then: Callable[[], object]) -> Dialog:
    """Opens the dialog over `parent`, with the person's `name` ("" in public view); `then` is called on
    confirmation."""
    return ask(
        parent,
        _question(one, name),
        _consequences(one),
        [(KEEP, Message("Keep"), "secondary"), (TAKE_BACK, Message("Revoke"), "careful")],
        lambda verb: then() if verb == TAKE_BACK else None,
        safe=KEEP,
    )


def _question(one: ListedKey, name: str) -> Message:
    if name:
        return Message("Revoke this key? {name}, {code}", name=name, code=one.code)
    return Message("Revoke the key {code}?", code=one.code)


def _consequences(one: ListedKey) -> Message:
    if one.role == "coordinator":
        return Message(
            "This coordinator can give no more grants to laptops. Laptops with a grant that this "
            "desk knows stay valid. This cannot be undone: a new key needs a new request."
        )
    if one.files_seen:
        return Message(
            "Its earlier files that this desk has checked stay valid: {count}. No later file "
            "counts, whatever its date. This cannot be undone: a new key needs a new request.",
            count=one.files_seen,
        )
    return Message(
        "This desk has checked none of its files, so none of them counts any more. If some "
        "should count, check them first on the Verify page. This cannot be undone: a new key "
        "needs a new request."
    )
