"""On Windows an app that was started by its icon has no console: what it refuses is said in a box."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bsuh_desktop.system.launcher import TITLE, show_refusal
from tests.helpers.command import CALL, environment
from tests.helpers.until import wait_for

WITHOUT_A_CONSOLE = f"import sys; sys.stdout = sys.stderr = None; {CALL}"
_CLOSE = 0x10


def test_elsewhere_there_is_none() -> None:
    if sys.platform != "win32":
        show_refusal("nothing that anybody would have to close")


@pytest.mark.skipif(sys.platform != "win32", reason="a box of Windows")
@pytest.mark.parametrize(("program", "boxes"), [(WITHOUT_A_CONSOLE, 1), (CALL, 0)])
def test_a_refusal_that_nobody_could_read_is_shown(program: str, boxes: int) -> None:
    if sys.platform == "win32":
        from ctypes import windll

        command = [sys.executable, "-c", program, "dance", "--lang", "en"]
        with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE) as process:
            if boxes:
                found = wait_for(lambda: windll.user32.FindWindowW(None, TITLE), "a box is there")
                windll.user32.PostMessageW(found, _CLOSE, 0, 0)
            else:
                process.wait()
                assert not windll.user32.FindWindowW(None, TITLE)
        assert process.returncode == 2
