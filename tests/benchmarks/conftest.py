from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def compiled_once(tmp_path: Path) -> Iterator[None]:
    """A laptop keeps the byte code of a programme that has started before, as its peers' packages bring theirs; an
    environment for tests may forbid that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path / "compiled"))
        yield
