"""Build the package: compile what has to be compiled, and take the resources along into the wheel."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

from compile_resources import compile_all


class ResourcesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before every build, editable ones too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, then take the resources along; except editable: a clone reads its own, never a stale copy."""
        compile_all(Path(self.root))
        if version != "editable":
            build_data["force_include"][str(Path(self.root) / "resources")] = "bsuh_desktop/resources"
