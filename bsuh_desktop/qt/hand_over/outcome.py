"""What the last hand-over of a page came to: what was written and where, or why it could not be."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.domain.errors import KnownError

if TYPE_CHECKING:
    from bsuh_desktop.services.hand_over.values import HandOverResult


@dataclasses.dataclass(frozen=True)
class Outcome:
    """`label` is that of the stick, "" for a folder. Either `result` or `error` is there."""

    folder: Path
    label: str
    result: HandOverResult | None = None
    error: KnownError | None = None

    @property
    def complete(self) -> bool:
        """True if everything that was due stands there, read back."""
        return self.result is not None and self.result.safe and not self.result.left

    def sessions(self) -> frozenset[str]:
        """The classes that were written just now."""
        return frozenset(one.session for one in self.result.written) if self.result else frozenset()
