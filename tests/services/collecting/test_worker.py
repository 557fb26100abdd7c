"""The process that opens files: it ends by itself, wherever its way in closes, and what ends it costs no other file."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import msgspec
import psutil
import pytest

from bsuh_desktop.services.collecting.opening import Setting
from bsuh_desktop.services.collecting.worker import LENGTH_BYTES
from bsuh_desktop.services.collecting.workers import MODULE, workers_of
from tests.helpers.command import environment
from tests.helpers.waiting import wait_for

EMPTY = Setting((), (), (), (), bytes(32), "practice")
SETTING = msgspec.msgpack.encode(EMPTY)
PIECE = len(SETTING).to_bytes(LENGTH_BYTES, "big") + SETTING


@pytest.mark.parametrize(
    "asked", [b"", PIECE[:2], PIECE[:20], PIECE, PIECE + PIECE[:9]], ids=["no", "length", "half", "set", "batch"]
)
def test_it_ends_with_its_way_in(asked: bytes) -> None:
    done = subprocess.run([sys.executable, "-m", MODULE], input=asked, capture_output=True, env=environment())
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX keeps a killed process until somebody asks for it")
def test_one_that_is_gone_before_it_is_asked_costs_no_file() -> None:
    before = psutil.Process().children()
    files = [(hashlib.sha256(data).digest(), data) for data in (b"not ours", b"not ours either")]
    with workers_of(1, EMPTY) as workers:
        worth = workers.ask(files).result()
        (process,) = set(psutil.Process().children()).difference(before)
        process.kill()
        wait_for(lambda: process.status() == psutil.STATUS_ZOMBIE, "the process is gone")
        assert workers.ask(files).result() == worth
