"""The message after a list was stored."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.class_lists.import_plan import ImportPlan


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
