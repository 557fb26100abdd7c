"""A process that writes papers: on a small disk of its own, or on a stick that is pulled out at any of its steps."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.helpers.account import STATE_VARIABLE
from tests.helpers.command import ROOT, environment

_STEPS = ("openat", "write", "fsync", "read", "link", "unlink")
"""What writing a paper does to a stick, besides looking at it."""

_CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?([a-z0-9]+)\((.*)$")


class Step(NamedTuple):
    """One call on the stick; `before` counts the calls of each kind that the process had made before it."""

    call: str
    before: Counter[str]


class Papers:
    """The process; it takes one order after the other."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self._child = child

    def tell(self, *order: object) -> Any:
        """Gives an order; its answer."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(" ".join(map(str, order)) + "\n")
        self._child.stdin.flush()
        return json.loads(self._child.stdout.readline())

    def steps(self, trace: Path, *order: object) -> list[Step]:
        """Carries out an order on the stick, its second word, and tells its steps."""
        with self._traced(trace):
            self.tell(*order)
        steps, before = [], Counter[str]()
        for line in trace.read_text().splitlines():
            found = _CALL.match(line)
            if found is None:
                continue
            if str(order[1]) in found[2]:
                steps.append(Step(found[1], before.copy()))
            before[found[1]] += 1
        return steps

    def pulled_out(self, trace: Path, step: Step, *order: object) -> Any:
        """Carries out an order while the stick is pulled out before `step`: from there on every call fails as on a
        device that is gone (EIO). The first that failed must be on the stick: nothing else was pulled out."""
        faults = [f"inject={call}:error=EIO:when={step.before[call] + 1}+" for call in _STEPS]
        with self._traced(trace, *faults):
            told = self.tell(*order)
        failed = [line for line in trace.read_text().splitlines() if line.endswith("(INJECTED)")]
        assert str(order[1]) in failed[0], failed[0]
        return told

    @contextmanager
    def _traced(self, trace: Path, *faults: str) -> Iterator[None]:
        words = ["strace", "-f", "-y", "-s", "200", "-o", str(trace), "-e", f"trace={','.join(_STEPS)}"]
        words += [word for fault in faults for word in ("-e", fault)]
        with subprocess.Popen([*words, "-p", str(self._child.pid)], stderr=subprocess.PIPE, text=True) as strace:
            assert strace.stderr is not None
            assert "attached" in strace.stderr.readline()
            try:
                yield
            finally:
                strace.terminate()


@contextmanager
def papers(home: Path, mounted: Sequence[str] = ()) -> Iterator[Papers]:
    """The process at `home`; `mounted` are the words that start it on a disk of its own (`small_disk`)."""
    driver = ROOT / "tests" / "helpers" / "crash" / "papers_driver.py"
    words = [*mounted, sys.executable, str(driver), str(home)]
    account = {**environment(), STATE_VARIABLE: str(home.parent / "state")}
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=account, text=True) as child:
        yield Papers(child)
        assert child.stdin is not None
        child.stdin.close()


def small_disk(folder: Path, options: str, filled_from: Path | None = None) -> list[str]:
    """The words that mount a disk of memory at `folder` for one process alone, with the files of `filled_from`."""
    copy = f'cp -a "{filled_from}/." "$0"' if filled_from else "true"
    script = f'mount -t tmpfs -o {options} tmpfs "$0" && {copy} && exec "$@"'
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", script, str(folder)]


def why_no_small_disk(folder: Path) -> str:
    """Why no disk can be mounted on this system; nothing if it can."""
    try:
        done = subprocess.run([*small_disk(folder, "size=8k"), "true"], capture_output=True)
    except OSError as error:
        return f"no tmpfs can be mounted here: {error.strerror}"
    return "" if done.returncode == 0 else f"no tmpfs can be mounted here: {done.stderr.decode().strip()}"
