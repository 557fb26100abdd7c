"""The door's second page: the recovery code from the sheet, grouped while it is typed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.codes import RECOVERY_LENGTH, in_groups
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.presenters.parts import Notice, Part
from bsuh_desktop.presenters.safekeeping.door_screen import DoorPagePresenter, DoorPageView, SecretText, stop_notice

if TYPE_CHECKING:
    from bsuh_desktop.services.safekeeping.values import DeskFolder


@dataclasses.dataclass(frozen=True, kw_only=True)
class RecoveryCodeModel:
    """The page."""

    code: SecretText
    typed: Part
    problem: Notice
    no_sheet_card: Part
    no_sheet: Part
    number_text: Part
    code_text: Part


class RecoveryCodePresenter(DoorPagePresenter[RecoveryCodeModel]):
    """Accepts the code as people write it: lower case, hyphens, o for 0, Bangla digits."""

    name = "recovery_code"
    title = Message("Use the recovery code")

    def __init__(self, session: DeskSession, view: DoorPageView[RecoveryCodeModel]) -> None:
        super().__init__(session, view)
        self.code = ""
        """What was typed, without spaces and hyphens."""
        self._desk: DeskFolder | None = None

    def set_desk(self, desk: DeskFolder | None) -> None:
        """Which desk it is, for a call to the coordinator; None if no coordinator can help."""
        self._desk = desk
        self.refresh()

    def enter(self) -> None:
        """Focuses the field."""
        super().enter()
        self.view.focus("code")

    def forget(self) -> None:
        """Drops the code."""
        self.error, self.code = None, ""
        self.update()

    def type_code(self, text: str, cursor: int) -> int:
        """The field holds `text`; returns where the cursor belongs in it once it is grouped."""
        self.error, self.code = None, _plain(text)
        self.update()
        return _place_after(_grouped(self.code), len(_plain(text[:cursor])))

    def missing(self) -> Message | None:
        """The rest of the code, if it is incomplete."""
        return None if len(self.code) >= RECOVERY_LENGTH else Message("Write the whole code.")

    def tell(self, error: KnownError) -> bool:
        """Shows problems of the code below the field."""
        self.show_error(error)
        self.view.focus("code")
        return True

    def model(self) -> RecoveryCodeModel:
        """The page as it should look now: progress, what to do without a sheet, and problems."""
        desk = self._desk
        device, own_code = (desk.device, desk.code) if desk is not None else ("", "")
        by_number = Message("Call your coordinator, read out this number, and write the code that you hear.")
        by_code = Message("Call your coordinator, read this out, and write the code that you hear.")
        return RecoveryCodeModel(
            code=SecretText(value=_grouped(self.code), problem=self.error is not None),
            typed=Part(text=self._progress()),
            problem=stop_notice(self.error),
            no_sheet_card=Part(shown=bool(own_code)),
            no_sheet=Part(text=by_number if device else by_code),
            number_text=Part(text=device or own_code, spoken=" ".join(device or own_code)),
            code_text=Part(shown=bool(device), text=Message("Code of this desk: {code}", code=own_code)),
        )

    def _progress(self) -> Message:
        if not self.code.isascii():
            return Message("The code has English letters and digits only. Change the language of the keyboard.")
        return Message("{typed} of {all} characters", typed=len(self.code), all=RECOVERY_LENGTH)


def _plain(text: str) -> str:
    return "".join(ascii_digits(text).upper().replace("-", "").split())


def _grouped(code: str) -> str:
    """Groups a code that may be incomplete."""
    return " ".join(in_groups(code.ljust(RECOVERY_LENGTH))).rstrip() if len(code) <= RECOVERY_LENGTH else code


def _place_after(grouped: str, letters: int) -> int:
    """Index in `grouped` after its first `letters` characters, not counting spaces."""
    places = [place for place, letter in enumerate(grouped, 1) if letter != " "]
    return places[letters - 1] if letters else 0
