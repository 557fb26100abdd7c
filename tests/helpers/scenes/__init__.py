"""Every screen of the desk and how a person gets there: one list for the pictures and for the tests that see all."""

from __future__ import annotations

from tests.helpers.scenes import before, in_class, lists
from tests.helpers.scenes.scene import HIGH_CONTRAST, LOOKS, Look, Scene, looks_of

__all__ = ["HIGH_CONTRAST", "LOOKS", "SCENES", "Look", "Scene", "looks_of"]

SCENES = {scene.name: scene for part in (before.SCENES, lists.SCENES, in_class.SCENES) for scene in part}
