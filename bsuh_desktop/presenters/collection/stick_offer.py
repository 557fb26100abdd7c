"""Offers to collect from a stick that was plugged in; nothing is read before the button is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_NOTICE, Notice
from bsuh_desktop.system.sticks import Stick


class StickOffer:
    """Which stick is offered: each once, until it was pulled out."""

    def __init__(self) -> None:
        self._plugged: tuple[Stick, ...] = ()
        self._done: set[Path] = set()

    def look(self, plugged: Sequence[Stick]) -> None:
        """Takes the list of sticks plugged in now."""
        self._plugged = tuple(plugged)
        self._done &= {stick.path for stick in plugged}

    def note(self, sources: Sequence[Path]) -> None:
        """Notes that these sources are collected, whoever asked for it."""
        self._done.update(sources)

    def label_of(self, sources: Sequence[Path]) -> str:
        """The label of the stick if it is the only source; "" otherwise."""
        return next((one.label for one in self._plugged if list(sources) == [one.path]), "")

    @property
    def stick(self) -> Stick | None:
        """The stick to offer; None if there is none."""
        return next((one for one in self._plugged if one.path not in self._done), None)

    def notice(self) -> Notice:
        """The offer in words."""
        if self.stick is None:
            return NO_NOTICE
        fact = Message("The stick {label} is plugged in.", label=self.stick.label)
        return Notice(fact=fact, verbs=(("take_stick", Message("Collect from it")),))
