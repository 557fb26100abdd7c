"""Where in the desk a person wants to go."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Destination:
    """A page by its name, and its subject: a class group, a session, or whatever is passed in `path`. `prepared` is
    the id of a prepared class."""

    screen: str
    group: str = ""
    session: str = ""
    path: object = None
    prepared: str = ""
