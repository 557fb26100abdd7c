"""What a column may hold: the allow-list of what is read, and what is only named."""

from __future__ import annotations

from typing import Literal

Field = Literal["roll", "name", "sex", "age", "disability", "guardian", "assent", "refusal", "grade", "section"]
"""The allow-list: what may be read. *refusal* is a column that says who refused; *grade* and *section* tell the classes
of one list apart, they are no facts of a child."""

NotTaken = Literal["phone", "birth", "address", "picture", "number", "date", "parent", "serial", "other"]
"""What is named in the preview and never read."""

FIELDS: frozenset[Field] = frozenset(
    ("roll", "name", "sex", "age", "disability", "guardian", "assent", "refusal", "grade", "section")
)
IN_SEVERAL: frozenset[Field | NotTaken] = frozenset(("name", "guardian", "assent", "refusal"))
"""What may stand in several columns: a name in two scripts, and the consent of two parents, of which a no counts."""
NEVER_READ: frozenset[Field | NotTaken] = frozenset(
    ("phone", "birth", "address", "picture", "number", "date", "parent")
)
"""What stays unread even where a person would have it read."""
