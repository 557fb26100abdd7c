"""Explains why restored or copied data gets a new key: three sentences, and one button."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Notice, Part
from bsuh_desktop.presenters.safekeeping.door_screen import DoorPagePresenter, DoorPageView, stop_notice

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import NewKeyReason


@dataclasses.dataclass(frozen=True, kw_only=True)
class NewKeyReasonModel:
    """The page."""

    said_1: Part
    said_2: Part
    said_3: Part
    problem: Notice


class NewKeyReasonPresenter(DoorPagePresenter[NewKeyReasonModel]):
    """`say_why` sets where the data come from, and from which desk."""

    name = "new_key_reason"
    title = Message("Your classes are here")

    def __init__(self, session: DeskSession, view: DoorPageView[NewKeyReasonModel]) -> None:
        super().__init__(session, view)
        self._why: NewKeyReason = "restored"
        self._code, self._practising, self._went_back = "", False, False

    def say_why(self, why: NewKeyReason, code: str, practising: bool, went_back: bool = False) -> None:
        """`code`: the desk of the old key; `practising`: that desk only practises; `went_back`: nobody restored a
        backup, the data of this laptop went back to an earlier day by itself."""
        self._why, self._code, self._practising = why, code, practising
        self._went_back = went_back and why == "restored"
        self.error = None
        self.refresh()

    def go_on(self) -> Message:
        """Label of the only button."""
        return Message("Continue with a new key")

    def tell(self, error: KnownError) -> bool:
        """Shows why it failed."""
        self.show_error(error)
        return True

    def model(self) -> NewKeyReasonModel:
        """The page as it should look now."""
        return NewKeyReasonModel(
            said_1=Part(text=self._where_from()),
            said_2=Part(text=self._own_key()),
            said_3=Part(text=self._grant()),
            problem=stop_notice(self.error),
        )

    def _where_from(self) -> Message:
        if self._why == "copied":
            return Message("These classes are a copy from the desk {code}: everything in it is here.", code=self._code)
        if self._why == "mended":
            return Message(
                "The data file of the desk {code} was damaged: everything that could still be read is here.",
                code=self._code,
            )
        if self._went_back:
            return Message(
                "The data of the desk {code} went back to an earlier day: what was done after that day is not here.",
                code=self._code,
            )
        return Message("These classes are from a backup of the desk {code}: everything in it is here.", code=self._code)

    def _own_key(self) -> Message:
        if self._why == "mended" or self._went_back:
            return Message(
                "This laptop continues with a new key, because the old one may have signed what is lost here."
            )
        return Message(
            "This laptop continues with its own new key, so that nobody with the old one can sign in your name."
        )

    def _grant(self) -> Message:
        if self._practising:
            return Message("You practise: the new key has its practice grant immediately.")
        return Message("Ask your coordinator for a new grant. Classes until then are real, and wait for that grant.")
