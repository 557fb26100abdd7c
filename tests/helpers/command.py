"""Runs the command line as partners do: a process of its own, its exit status, its JSON, its words."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bsuh_desktop.cli.main import main
from tests.helpers.contract import check_said

ROOT = Path(__file__).resolve().parents[2]
CALL = "import sys; from bsuh_desktop.cli.main import main; sys.exit(main())"


class Done(NamedTuple):
    """How a command ended. `json` is the one document on standard output, None where there is none."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on standard output."""
        return json.loads(self.out)


def command_line(*words: str | Path) -> list[str]:
    """The words that start `bsuh` in a process of its own."""
    return [sys.executable, "-c", CALL, *map(str, words)]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment, with the clone on the path and no doubt about the language."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **(extra or {})}


def bsuh(*words: str | Path, extra: Mapping[str, str] | None = None, typed: str = "") -> Done:
    """Runs one command to its end."""
    done = subprocess.run(
        command_line(*words), capture_output=True, input=typed, env=environment(extra), encoding="utf-8"
    )
    return _held_to_contract(words, Done(done.returncode, done.stdout, done.stderr))


def bsuh_here(*words: str | Path) -> Done:
    """Runs one command in this process, which has the app loaded: for what a command decides, not for how it starts,
    what it takes from its environment, or how it dies. It keeps its language to itself."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(word) for word in words])
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]
    return _held_to_contract(words, Done(status, *said))


def _held_to_contract(words: Sequence[str | Path], done: Done) -> Done:
    """Every document that a test sees keeps what CONTRACT.md promises."""
    if "--json" in words:
        check_said([str(word) for word in words], done.status, done.out)
    return done


class OnceApart:
    """Runs some commands once in a process of their own, as partners do, and everything else in this one: that each
    brings all that it needs with it is seen once, and does not cost a start every time."""

    def __init__(self, *commands: str) -> None:
        self.left = set(commands)
        """Those that have not been called yet."""

    def __call__(self, *words: str | Path) -> Done:
        """As `bsuh` and `bsuh_here`."""
        for command in self.left & {str(words[0]), " ".join(map(str, words[:2]))}:
            self.left.remove(command)
            return bsuh(*words)
        return bsuh_here(*words)


def write_script(path: Path, steps: Sequence[Mapping[str, Any]]) -> Path:
    """A rehearsal script of `steps`, one a line."""
    path.write_text("".join(json.dumps(step, ensure_ascii=False) + "\n" for step in steps), "utf-8")
    return path
