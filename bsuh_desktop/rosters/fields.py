"""The fields that a column may contain: the allow-list of what is read, and what is only named."""

from __future__ import annotations

from typing import Literal, get_args

from bsuh_desktop.domain.learner import FactKey

Field = Literal[FactKey, "roll", "name", "girl", "boy", "guardian", "assent", "refusal", "grade", "section"]
"""The allow-list of what may be read. *girl* and *boy* are columns to tick; *refusal* is one that
says who refused; *grade* and *section* distinguish the classes of one list, they are not personal data."""

NotTaken = Literal["phone", "birth", "address", "picture", "number", "date", "parent", "serial", "other"]
"""What is named in the preview and never read."""

FIELDS: frozenset[Field] = frozenset(get_args(Field))
IN_SEVERAL: frozenset[Field | NotTaken] = frozenset(("name", "guardian", "assent", "refusal"))
"""Fields that may be in several columns: a name in two scripts, and the consent of two parents, where one no counts."""
NEVER_READ: frozenset[Field | NotTaken] = frozenset(
    ("phone", "birth", "address", "picture", "number", "date", "parent")
)
"""What is never read, even if a person asks for it."""
