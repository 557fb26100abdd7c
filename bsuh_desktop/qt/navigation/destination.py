"""Where in the desk a person wants to go."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Destination:
    """A page by its name, with what it is about: a class group, a session, or whatever `path` hands on; `prepared` is
    the id of a class that was prepared."""

    screen: str
    group: str = ""
    session: str = ""
    path: object = None
    prepared: str = ""
