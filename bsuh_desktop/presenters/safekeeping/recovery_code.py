"""The recovery code: typed from the sheet at the door, and a new one, shown once to be written down.

It is grouped while it is typed; typing the last group of a new one from the paper confirms that it was written."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Protocol

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.codes import RECOVERY_LENGTH, decode, in_groups
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.presenters.parts import NO_NOTICE, Notice, Part
from bsuh_desktop.presenters.safekeeping.door_screen import DoorPagePresenter, DoorPageView, SecretText, stop_notice
from bsuh_desktop.settings import SMALLEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from bsuh_desktop.services.printing.paper import Paper
    from bsuh_desktop.services.safekeeping.desk_folders import DeskFolder


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


@dataclasses.dataclass(frozen=True, kw_only=True)
class NewCodeModel:
    """The page."""

    groups: tuple[str, ...] = dataclasses.field(repr=False)
    sheet: Part
    confirm: SecretText
    problem: Notice


class NewCodeView(DoorPageView[NewCodeModel], Protocol):
    """What the page asks of its widgets."""

    def print_paper(self, paper: Paper, then: Callable[[], object]) -> None:
        """Prints; `then` is called when the paper was sent, or printing was stopped."""


class NewCodePresenter(DoorPagePresenter[NewCodeModel]):
    """Cannot go back: the desk is made, and the code cannot be shown again."""

    name = "new_code"
    title = Message("Write the recovery code on paper")
    view: NewCodeView

    def __init__(self, session: DeskSession, view: NewCodeView) -> None:
        super().__init__(session, view)
        self._groups: tuple[str, ...] = ()
        self._typed = ""

    def set_code(self, code: str) -> None:
        """Sets the code."""
        self._groups = tuple(in_groups(code))
        self.update()

    def enter(self) -> None:
        """Focuses the field; in large text the code, which scrolling to the field would hide: a person would see the
        last groups only, and write down half of a code that is never shown again."""
        super().enter()
        self._focus()

    def leave(self) -> None:
        """Drops the code: it is on paper, and this page is never shown again."""
        super().leave()
        self.forget()

    def forget(self) -> None:
        """Drops the code."""
        self._groups, self._typed = (), ""
        self.update()

    def type_group(self, text: str) -> None:
        """The last group as it is typed from the paper."""
        self._typed = text
        self.update()

    def print_code(self) -> None:
        """Prints the sheet; its last group has to be typed all the same."""
        from bsuh_desktop.services.printing.paper import code_to_print

        code = "".join(self._groups)
        if code:
            self.session.ask(lambda: code_to_print(code), self.in_visit(self._on_drawn))

    def unsaved(self) -> tuple[Message, Message]:
        """The code cannot be shown again."""
        lost = Message("You see it only now. If you forget the passphrase, it opens the desk.")
        return Message("Have you written the code down?"), lost

    def missing(self) -> Message | None:
        """The last group, until it matches."""
        return None if self._right() else Message("Write the last group of the code.")

    def model(self) -> NewCodeModel:
        """The page as it should look now."""
        wrong = bool(self._groups) and not self._right() and len(self._plain()) >= len(self._groups[-1])
        remedy = Message("Compare your paper with the code above, one character at a time.")
        notice = Notice(light="look", fact=Message("This is not the last group."), remedy=remedy)
        return NewCodeModel(
            groups=self._groups,
            sheet=Part(spoken=Message("Recovery code")),
            confirm=SecretText(value=self._typed, problem=wrong),
            problem=notice if wrong else NO_NOTICE,
        )

    def _on_drawn(self, paper: Paper) -> None:
        self.view.print_paper(paper, self.in_visit(self._focus))

    def _focus(self) -> None:
        self.view.focus("sheet" if self.session.settings.text_scale > SMALLEST_TEXT else "confirm")

    def _plain(self) -> str:
        return "".join(ascii_digits(self._typed).replace("-", "").split())

    def _right(self) -> bool:
        if not self._groups:
            return False
        last, typed = self._groups[-1], self._plain()
        try:
            return decode(typed) == decode(last) and len(typed) == len(last)
        except ValueError:
            return False
