"""A bug in the process that reads lists, as the app hears of it."""

from __future__ import annotations


class ReadingBugError(RuntimeError):
    """Something failed there that never should. `kind` is the error's, `places` lead to it in our source: the report
    of a crash has them, and no value."""

    def __init__(self, kind: str, places: tuple[str, ...]) -> None:
        super().__init__(f"{kind} at {places[-1]}" if places else kind)
        self.kind = kind
        self.places = places
