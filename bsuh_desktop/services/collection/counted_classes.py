"""The classes that count, as rows: searches by day, module and place start from them."""

from __future__ import annotations

from bsuh_desktop.register.facts import ClassFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.trust.register_keys import register_damaged


def counted_classes(register: Register) -> tuple[ClassFacts, ...]:
    """Every class that counts now, without its learners. Raises KnownError `register_damaged` where rows of files
    that count are missing."""
    current = register.status.current
    classes = register.rows.class_facts(lambda session, file: current.get(session) == file)
    if len(classes) < len(current):
        raise register_damaged()
    return tuple(classes)
