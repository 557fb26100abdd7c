"""Runs `bsuh collect` over a country in a process of its own: timed, its memory watched, or killed on the way."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from tests.benchmarks.country.make_country import PROFILE, STICKS, Country
from tests.helpers.command import command_line, environment
from tests.helpers.held_process import Step, held
from tests.helpers.until import PATIENCE_S

DECISIONS, ARCHIVE = "decisions.jsonl", "archive"
_LOOK_S, _KILL_LOOK_S = 0.2, 0.02
_MEGABYTE = 1e6
_WITHIN = " › "


class Ran(NamedTuple):
    """How one run ended: seconds, the most memory of the command and its workers together (PSS where the system tells
    it, in megabytes), and what it said."""

    seconds: float
    megabytes: float
    said: dict[str, Any]

    def verdicts(self, country: Country) -> dict[str, str]:
        """The verdict of each file, by its path in the country, in the order in which they came."""
        return {path_in(country, one["input"]): one["verdict"] for one in self.said["files"]}


def path_in(country: Country, told: str) -> str:
    """The path within the country of what is told of a file, or of something within a file."""
    return str(Path(told.split(_WITHIN)[0]).relative_to(country.out / STICKS))


def collected(country: Country, register: Path, sources: Sequence[Path] = (), workers: int | None = None) -> Ran:
    """One whole run; `sources` are all sticks if none are given."""
    with _started(country, register, sources, workers) as (process, output):
        began, most = time.perf_counter(), 0.0
        while process.poll() is None:
            most = max(most, _megabytes(process.pid))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK_S)
        seconds = time.perf_counter() - began
        assert process.returncode in (0, 1), _told(output)
        return Ran(seconds, most, json.loads(_told(output)))


def killed(country: Country, register: Path, grown: Callable[[Path], int], until: int, chance: random.Random) -> bool:
    """One run that ends by SIGKILL, a little after what `grown` says of the register has come to `until`. False if it
    was over before. Its workers must end by themselves."""
    with _started(country, register, (), None) as (process, _):
        while process.poll() is None and grown(register) < until:
            time.sleep(_KILL_LOOK_S)
        time.sleep(chance.random() * _KILL_LOOK_S)
        return _killed(process)


def killed_at(country: Country, register: Path, step: Step, number: int) -> None:
    """One run that ends by SIGKILL, while it is held where it has done `step` so often. Its workers must end by
    themselves."""
    with held(step, number, _words(country, register)) as process:
        assert _killed(process)


def _killed(process: subprocess.Popen[bytes]) -> bool:
    """False if it was over before."""
    workers = _family(process.pid)[1:]
    process.send_signal(signal.SIGKILL)
    ended = process.wait() == -signal.SIGKILL
    _, alive = psutil.wait_procs(workers, timeout=PATIENCE_S)
    assert not alive, "workers outlive the command"
    return ended


def archived(register: Path) -> int:
    """How many files are in the archive: for a few."""
    folder = register / ARCHIVE
    return sum(len(names) for _, _, names in os.walk(folder)) if folder.exists() else 0


def decided(register: Path) -> int:
    """How many bytes of decisions there are: for many files."""
    with contextlib.suppress(FileNotFoundError):
        return (register / DECISIONS).stat().st_size
    return 0


@contextlib.contextmanager
def _started(
    country: Country, register: Path, sources: Sequence[Path], workers: int | None
) -> Iterator[tuple[subprocess.Popen[bytes], list[Any]]]:
    words = _words(country, register, sources)
    words += [] if workers is None else ["--workers", str(workers)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command_line(*words), stdout=out, stderr=err, env=environment())
        try:
            yield process, [out, err]
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


def _words(country: Country, register: Path, sources: Sequence[Path] = ()) -> list[str]:
    """The words of `bsuh collect`."""
    words = ["collect", *(sources or [country.out / STICKS]), "--register", register]
    words += ["--profile", _profile(country, register), "--passphrase-file", country.passphrase_file, "--json"]
    return [str(word) for word in words]


def _profile(country: Country, register: Path) -> Path:
    """Each register has a desk of its own beside it, which remembers what came there and nothing else."""
    profile = register.with_name(f"{register.name}-{PROFILE}")
    if not profile.exists():
        shutil.copytree(country.profile, profile)
    return profile


def _told(output: list[Any]) -> str:
    out, err = output
    for stream in output:
        stream.seek(0)
    said: str = out.read().decode()
    return said or err.read().decode()


def _family(pid: int) -> list[psutil.Process]:
    """The process and all below it; none where it is gone."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    return []


def _megabytes(pid: int) -> float:
    total = 0
    for process in _family(pid):
        with contextlib.suppress(psutil.Error):
            full = process.memory_full_info()
            total += getattr(full, "pss", 0) or full.rss
    return total / _MEGABYTE
