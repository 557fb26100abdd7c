"""Beside the list: how many are here, how that meets the headcount, and who is absent, late or has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.class_cards.headcount import HOW_SAID
from bsuh_desktop.qt.class_cards.marks import STATUS_SAID, chip_of, said_name
from bsuh_desktop.qt.class_cards.people import Person
from bsuh_desktop.services.class_picture import ClassPicture

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.roll_call import Ui_RollCall

_ORDER: tuple[Status, ...] = ("absent", "late", "left_early")


class RollSide:
    """Shows the open class at the side of roll call."""

    def __init__(self, bridge: Bridge, form: Ui_RollCall) -> None:
        self._bridge = bridge
        self._form = form
        # A scroll area paints a ground under what it is given; here the card's own shines through.
        form.missing.setAutoFillBackground(False)

    def show(self, picture: ClassPicture) -> None:
        """Everything anew; the list's total only once the headcount cannot follow it any more."""
        rows = picture.view.rows
        here, total = sum(row.status != "absent" for row in rows), len(rows)
        number, say, form = self._bridge.number, self._bridge.say, self._form
        form.present.setText(number(here))
        form.of_listed.setText(say(Message("of {count} on the list", count=total)))
        form.share.set_share(here, total)
        form.headcount_now.setText("–" if picture.view.headcount is None else number(picture.view.headcount))
        form.how_said.setText(say(self._how(picture)))
        self._compare(picture.view.headcount, here)
        self._show_missing(picture)

    def _how(self, picture: ClassPicture) -> Message:
        return Message("Not counted") if picture.view.headcount is None else HOW_SAID[picture.how_counted]

    def _compare(self, headcount: int | None, here: int) -> None:
        """Calmly: most differences are one look away from being none."""
        form, say = self._form, self._bridge.say
        for part in (form.difference_light, form.difference):
            part.setVisible(headcount is not None)
        if headcount is None:
            return
        form.difference_light.set_state("ok" if headcount == here else "info")
        if headcount == here:
            form.difference.setText(say(Message("List and headcount meet.")))
            return
        fact = Message("List and headcount differ by {count}.", count=abs(headcount - here))
        remedy = (
            Message("Touch who is not there, or count once more.")
            if here > headcount
            else Message("Add who is missing from the list, or count once more.")
        )
        form.difference.set_fact(say(fact), say(remedy))

    def _show_missing(self, picture: ClassPicture) -> None:
        rows = sorted(
            (row for row in picture.view.rows if row.status in _ORDER),
            key=lambda row: (_ORDER.index(row.status), row.card),
        )
        say, bridge = self._bridge.say, self._bridge
        self._form.missing.set_people(
            [Person(chip_of(bridge, row), said_name(bridge, row.learner), say(STATUS_SAID[row.status])) for row in rows]
        )
        self._form.nobody_missing.setVisible(not rows)
