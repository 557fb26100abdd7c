"""Result of the last hand-over of a page: what was written and where, or why it failed."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.domain.errors import KnownError

if TYPE_CHECKING:
    from bsuh_desktop.services.hand_over.values import HandOverResult


@dataclasses.dataclass(frozen=True)
class Outcome:
    """Either `result` or `error` is set. `label`: that of the stick, "" for a folder."""

    folder: Path
    label: str
    result: HandOverResult | None = None
    error: KnownError | None = None

    @property
    def complete(self) -> bool:
        """True if everything due was written and read back."""
        return self.result is not None and self.result.safe and not self.result.left

    def sessions(self) -> frozenset[str]:
        """The sessions written just now."""
        return frozenset(one.session for one in self.result.written) if self.result else frozenset()
