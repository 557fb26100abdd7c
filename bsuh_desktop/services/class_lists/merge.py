"""A later list of a class that is on the laptop already: the plan is held against it, and keeps what is known."""

from __future__ import annotations

from msgspec.structs import replace

from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.known_class import KnownClass
from bsuh_desktop.services.class_lists.match import compared
from bsuh_desktop.services.class_lists.outcome import decided


def merged(plan: ImportPlan, base: KnownClass) -> ImportPlan:
    """The plan as a later list of `base`; names are kept on the ground of that class."""
    held = replace(plan, base=base, compared=compared(plan.read, base))
    return decided(held, plan.decisions, base.basis)
