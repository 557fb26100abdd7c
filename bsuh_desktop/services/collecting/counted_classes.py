"""The classes that count, as rows: what a person asks for by day, module and place is found among them."""

from __future__ import annotations

from bsuh_desktop.register.facts import ClassFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.trust.register_keys import register_damaged


def counted_classes(register: Register) -> tuple[ClassFacts, ...]:
    """Every class that counts now, without its learners. Raises KnownError: no_coordinator_parts, register_damaged
    where rows of files that count are missing."""
    from bsuh_desktop.register.parts import require_parts

    require_parts()
    from bsuh_desktop.register.columns import class_facts
    from bsuh_desktop.register.segments import current_rows

    current = register.standing.current
    rows = current_rows(register.segments.load(learners=False), lambda session, file: current.get(session) == file)
    if rows.classes.num_rows < len(current):
        raise register_damaged()
    return tuple(class_facts(rows.classes))
