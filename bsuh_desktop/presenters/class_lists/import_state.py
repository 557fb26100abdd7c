"""What the preview and the consent page hand to each other, and what both say once the list is stored."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.class_lists.draft import Draft
from bsuh_desktop.services.class_lists.import_plan import ImportPlan

PASTE = "paste"
"""Said to the preview instead of a draft: it begins with what was copied."""


@dataclasses.dataclass(frozen=True)
class SittingAnswers:
    """What was noted on the consent page."""

    read_aloud: bool = False
    all_letters: bool = False
    no_names: bool = False
    adults: bool | None = None
    """Whether a person said that the learners are adults, or are not; None if nobody did."""
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


def stored_list_words(plan: ImportPlan) -> Message:
    """Number of learners in the class; for a class that was known, how many were added and removed."""
    counts = plan.counts
    if plan.base is None:
        return Message(
            "The list is saved. Learners: {count}, with a name: {named}", count=counts.learners, named=counts.named
        )
    return Message(
        "The class is up to date. Learners: {count}, new: {new}, gone: {gone}",
        count=counts.learners,
        new=counts.new,
        gone=counts.gone,
    )
