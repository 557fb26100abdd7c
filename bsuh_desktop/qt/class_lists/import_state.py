"""What goes from the preview of a list to the consent page, and back: the draft, and what was said in the room."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.services.class_lists.draft import Draft


@dataclasses.dataclass(frozen=True)
class SittingAnswers:
    """What was noted on the consent page; `refused` and `without_letter` are rows of the file."""

    read_aloud: bool = False
    all_letters: bool = False
    no_names: bool = False
    refused: frozenset[int] = frozenset()
    without_letter: frozenset[int] = frozenset()

    @property
    def about(self) -> frozenset[int]:
        """All rows of whom something was noted."""
        return self.refused | self.without_letter


@dataclasses.dataclass(frozen=True)
class ImportState:
    """Pages hand it on, so that neither keeps anybody's name once it is left."""

    draft: Draft
    said: SittingAnswers = SittingAnswers()
