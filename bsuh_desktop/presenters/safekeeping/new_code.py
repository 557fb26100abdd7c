"""Shows the recovery code once, to be written down; typing its last group from the paper confirms that."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Protocol

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.codes import decode, in_groups
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.presenters.parts import NO_NOTICE, Notice, Part
from bsuh_desktop.presenters.safekeeping.door_screen import DoorPagePresenter, DoorPageView, SecretText
from bsuh_desktop.settings import SMALLEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from bsuh_desktop.services.printing.paper import Paper


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
        from bsuh_desktop.services.printing.sheets import code_to_print

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
