"""What is asked of the limited process that paints pictures to see whether they can be painted."""

from __future__ import annotations

import msgspec

WIDTH, HEIGHT = 1920, 1080
"""Pixels of a projector."""


class AskPainted(msgspec.Struct, frozen=True):
    """Whether the picture that comes with it can be opened and painted. Answered by a truth."""
