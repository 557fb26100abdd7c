"""The process that opens files ends by itself, wherever its way in closes: however the app that asked it ended."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

from bsuh_desktop.services.collecting.opening import Setting
from bsuh_desktop.services.collecting.worker import LENGTH_BYTES
from bsuh_desktop.services.collecting.workers import MODULE
from tests.helpers.command import environment

SETTING = msgspec.msgpack.encode(Setting((), (), (), (), bytes(32), "practice"))
PIECE = len(SETTING).to_bytes(LENGTH_BYTES, "big") + SETTING


@pytest.mark.parametrize(
    "asked", [b"", PIECE[:2], PIECE[:20], PIECE, PIECE + PIECE[:9]], ids=["no", "length", "half", "set", "batch"]
)
def test_it_ends_with_its_way_in(asked: bytes) -> None:
    done = subprocess.run([sys.executable, "-m", MODULE], input=asked, capture_output=True, env=environment())
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
