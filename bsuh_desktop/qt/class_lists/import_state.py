"""What the preview and the consent page hand to each other: the draft, and the answers of the sitting."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.services.class_lists.draft import Draft


@dataclasses.dataclass(frozen=True)
class SittingAnswers:
    """What was noted on the consent page."""

    read_aloud: bool = False
    all_letters: bool = False
    no_names: bool = False
    refused: frozenset[int] = frozenset()
    """Row numbers in the file."""
    without_letter: frozenset[int] = frozenset()
    """Row numbers in the file."""

    @property
    def about(self) -> frozenset[int]:
        """All rows with a noted answer."""
        return self.refused | self.without_letter


@dataclasses.dataclass(frozen=True)
class ImportState:
    """Handed from page to page, so that no page keeps names after it is left."""

    draft: Draft
    answers: SittingAnswers = SittingAnswers()
