"""Modules as this programme says them: helpline numbers and common sentences come from outside the pack."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.content.placeholders import Words, read_common
from bsuh_desktop.trust.programme import Programme


def words_of(programme: Programme, resources: Path) -> Words:
    """What a pack's places are filled with under `programme`."""
    return Words(programme.helpline_numbers(), read_common(resources))
