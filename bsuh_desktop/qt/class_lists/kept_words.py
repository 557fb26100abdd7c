"""What is told once a list is kept."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.class_lists.import_plan import ImportPlan


def kept_words(plan: ImportPlan) -> Message:
    """How many learners the class has now, and of a class that was there, how many came and went."""
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
