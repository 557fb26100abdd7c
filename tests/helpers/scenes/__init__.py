"""Every screen of the desk and how a person gets there: one list for the pictures and for the tests that see all."""

from __future__ import annotations

from tests.helpers.scenes import (
    before,
    day,
    figures,
    hand_over,
    in_class,
    inbox,
    lists,
    locked,
    names,
    paper,
    portable,
    printing,
    programme,
    reissue,
    safekeeping,
    tour,
    verify,
)
from tests.helpers.scenes.scene import HIGH_CONTRAST, LOOKS, Look, Scene, looks_of

__all__ = ["HIGH_CONTRAST", "LOOKS", "OTHER_STATES", "SCENES", "Look", "Scene", "looks_of"]

_PARTS = (
    before.SCENES,
    lists.SCENES,
    day.SCENES,
    in_class.SCENES,
    locked.SCENES,
    paper.SCENES,
    programme.SCENES,
    reissue.SCENES,
    verify.SCENES,
    hand_over.SCENES,
    inbox.SCENES,
    names.SCENES,
    safekeeping.SCENES,
    printing.SCENES,
    figures.SCENES,
    tour.SCENES,
    portable.SCENES,
)
SCENES = {scene.name: scene for part in _PARTS for scene in part}

OTHER_STATES = (*programme.MORE, *figures.MORE, *hand_over.MORE, *inbox.MORE, *names.MORE, *safekeeping.MORE)
"""Layouts that are among them, in other states: for pictures."""
