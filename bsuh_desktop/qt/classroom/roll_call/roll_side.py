"""Beside the list: number present, comparison with the headcount, and who is absent, late or has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.view import Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.roll_call.difference import DifferenceCard
from bsuh_desktop.qt.classroom.roll_call.headcount import HOW_COUNTED_LABELS
from bsuh_desktop.qt.widgets.people_list import PersonLine
from bsuh_desktop.qt.widgets.roll_chips import STATUS_LABELS, chip_of, person_line, shown_name
from bsuh_desktop.services.classroom.class_picture import ClassPicture

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.roll_call import Ui_RollCall

_ORDER: tuple[Status, ...] = ("absent", "late", "left_early")


class RollSide:
    """Shows the open class beside roll call."""

    def __init__(self, bridge: Bridge, form: Ui_RollCall, difference: DifferenceCard) -> None:
        self._bridge = bridge
        self._difference = difference
        self._form = form
        # A scroll area paints its own background; this one lets the card's show through.
        form.missing.setAutoFillBackground(False)

    def show(self, picture: ClassPicture) -> None:
        """Rebuilds everything; the list's total is shown only when it can no longer match the headcount."""
        rows = picture.view.rows
        here, total = sum(row.status != "absent" for row in rows), len(rows)
        number, say, form = self._bridge.number, self._bridge.say, self._form
        form.present.setText(number(here))
        form.of_listed.setText(say(_of_listed(rows)))
        form.share.set_share(here, total)
        form.headcount_now.setText("–" if picture.view.headcount is None else number(picture.view.headcount))
        form.how_text.setText(say(self._how(picture)))
        self._difference.show(picture, here)
        self._show_missing(picture)

    def _how(self, picture: ClassPicture) -> Message:
        return Message("Not counted") if picture.view.headcount is None else HOW_COUNTED_LABELS[picture.how_counted]

    def _show_missing(self, picture: ClassPicture) -> None:
        rows = sorted(
            (row for row in picture.view.rows if row.status in _ORDER),
            key=lambda row: (_ORDER.index(row.status), row.card),
        )
        say, bridge = self._bridge.say, self._bridge
        self._form.missing.set_people(
            [
                PersonLine(
                    chip_of(bridge, row),
                    shown_name(bridge, row.learner),
                    person_line(bridge, row, say(STATUS_LABELS[row.status])),
                )
                for row in rows
            ]
        )
        self._form.nobody_missing.setVisible(not rows)


def _of_listed(rows: tuple[Row, ...]) -> Message:
    """Without visitors, who are present but on no list."""
    visitors = sum(row.visitor for row in rows)
    listed = len(rows) - visitors
    if visitors:
        return Message("of {listed} + {visitors} visiting", listed=listed, visitors=visitors)
    return Message("of {count} on the list", count=listed)
