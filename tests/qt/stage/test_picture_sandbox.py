"""Pictures of a stranger's pack are really painted, in a limited process, before anybody calls them good."""

from __future__ import annotations

import psutil
import pytest
from msgspec.structs import replace

from bsuh_desktop.qt.stage.picture_sandbox import LIMITS, MOST_FAILURES, unpainted
from tests.helpers.hostile_drawings import HEAD, deep, nested_use, slow
from tests.helpers.hostile_papers import MEGABYTE, png
from tests.helpers.peak_memory import grows_by_less_than
from tests.helpers.sources import ROOT

pytestmark = pytest.mark.started_children

QUICK = replace(LIMITS, cpu_seconds=2)
"""For what never ends by itself."""


def test_pictures_that_are_painted_are_none_of_them() -> None:
    media = ROOT / "resources" / "packs" / "taps-traps-taka" / "media"
    files = {f"media/{path.name}": path.read_bytes() for path in sorted(media.iterdir())}
    files["media/taka.svg"] = f'{HEAD}<text x="9" y="9">৳</text></svg>'.encode()
    files["media/photo.png"] = png(100, 100, MEGABYTE)
    assert len(files) > 10
    assert unpainted({**files, "module.toml": b"no picture"}) == []


def test_what_never_ends_and_what_cannot_be_opened_are_told_and_nothing_is_left() -> None:
    before = set(psutil.Process().children())
    files = {
        "media/use.svg": nested_use().encode(),
        "media/slow.svg": slow().encode(),
        "media/deep.svg": deep().encode(),
        "media/good.svg": f'{HEAD}<rect width="9" height="9"/></svg>'.encode(),
        "media/none.svg": b"<svg",
        "media/bomb.png": png(30_000, 30_000, 0),
    }
    with grows_by_less_than(50):
        assert unpainted(files, QUICK) == [name for name in files if name != "media/good.svg"]
    assert set(psutil.Process().children()) <= before


def test_after_some_that_end_the_process_no_other_is_tried() -> None:
    files = {f"media/{number}.svg": nested_use().encode() for number in range(MOST_FAILURES + 2)}
    assert len(unpainted(files, replace(QUICK, cpu_seconds=1))) == MOST_FAILURES
