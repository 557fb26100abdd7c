"""The programme that was found: name, period, and the partner that the facilitator works for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.forms.joining import Ui_Joining
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.choice import ChoiceCard

if TYPE_CHECKING:
    from bsuh_desktop.services.programme.offers import ProgrammeOffer


class JoinPage(DoorPage):
    """Shows the offer set by `show_offer`. `is_last`: no page follows."""

    title = Message("Join this programme")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Joining()
        self.form.setupUi(self)
        self.offer: ProgrammeOffer | None = None
        self.is_last = False
        self._partners: dict[int, ChoiceCard] = {}
        # In an exclusive group of one, a card could never be unchecked.
        self._group = QButtonGroup(self)

    def show_offer(self, offer: ProgrammeOffer) -> None:
        """Shows another programme and its partners; a single partner is preselected."""
        self.offer = offer
        for card in self._partners.values():
            card.hide()
            card.deleteLater()
        self._partners = {partner.number: ChoiceCard(self.form.partners) for partner in offer.partners}
        for number, card in self._partners.items():
            card.setObjectName(f"partner_{number}")
            card.set_wide(True)
            self._group.addButton(card)
            card.setChecked(len(self._partners) == 1)
            card.toggled.connect(self.changed)
            self.form.partner_column.addWidget(card)
        self.retranslate()

    def partner(self) -> int:
        """Number of the chosen partner, 0 if none is chosen."""
        return next((number for number, card in self._partners.items() if card.isChecked()), 0)

    def enter(self) -> None:
        """Focuses the partners."""
        for number, card in self._partners.items():
            if number == (self.partner() or number):
                card.setFocus()
                return

    def missing(self) -> Message | None:
        """The partner, if none is chosen."""
        return None if self.partner() else Message("Choose the partner that you work for.")

    def go_on(self) -> Message:
        """Label of the button: done if the desk exists, else the next page."""
        return Message("Join the programme") if self.is_last else super().go_on()

    def retranslate(self) -> None:
        """The programme in the desk's language."""
        if self.offer is None:
            return
        say, said = self.bridge.say, self.bridge.text_of
        self.form.programme_name.setText(said(self.offer.names))
        self.form.valid_until.setText(say(Message("Runs until {day}", day=date_text(self.offer.expires))))
        for partner in self.offer.partners:
            self._partners[partner.number].tell("people", said(partner.names))
        if self.offer.practice:
            self.form.waits.tell(
                "info", "", say(Message("This is the practice programme. Practice classes never count."))
            )
        else:
            self.form.waits.tell(
                "info",
                say(Message("Your classes count from the first day.")),
                say(
                    Message(
                        "Next, open the Programme page and write your request to a stick. "
                        "Certificates are signed when your coordinator has answered."
                    )
                ),
            )
