"""A bug in the process that reads lists, as the app hears of it."""

from __future__ import annotations


class ReadingBugError(RuntimeError):
    """Something failed there that never should. `kind` is the error's, `places` lead to it in our source: the report
    of a crash has them, and no value."""

    def __init__(self, kind: str, places: tuple[str, ...]) -> None:
        super().__init__(kind, places)
        self.kind = kind
        self.places = places

    @property
    def place(self) -> str:
        """The last place and the kind, as the log names bugs: `rosters/rows.py:12 ValueError`."""
        return f"{self.places[-1].split()[0]} {self.kind}" if self.places else self.kind
