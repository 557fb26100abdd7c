"""`python -m tests.benchmarks.lists_of_others FOLDER`: reads a folder of other people's files as class lists.

`--table FILE.md` writes what came of it as Markdown (in a page that is there already, between the two marks of
`MARKS`, and nothing else of it), `--json FILE.json` file by file. Each file is read by the app's
own way, in a limited process of its own, one after the other. Ends with 1 if a file came to neither a preview nor a
sentence, took more than 300 MB, or left something behind: in the folder of temporary files or the app's own folders,
which are new ones for the run, beside the list, or as a process.

Where FOLDER holds a `SOURCES.json`, a list of `Source`, only the folders that it names are read, and they are told.

Memory is the most that was resident of the process that reads (the system's own count, `VmHWM`, looked at every 2 ms
and once more before the process is ended), so Linux alone can tell it. The system's count over all processes that were
started (`getrusage`) is told beside it: nothing between two looks escapes that.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import os
import resource
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import psutil

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.sandbox.reader import CHILD, read_class_list
from bsuh_desktop.system.launcher import our_command, start_child
from bsuh_desktop.system.sandbox_errors import SandboxBugError
from tests.helpers.hostile_costs import MOST_MEGABYTES

PREVIEW = "preview"
TOGETHER = (("xlsx", "xlsm", "xltx"), ("xls", "xlt"), ("xlsb",), ("ods", "fods"), ("csv", "tsv"), ("htm", "html"))
"""Endings told in one row; every other has one of its own."""

COLUMNS = {
    PREVIEW: (PREVIEW,),
    "no heading": ("no_heading",),
    "empty": ("list_empty",),
    "locked": ("list_locked",),
    "damaged": ("list_torn", "list_unreadable"),
    "document": ("list_is_document",),
    "web page": ("list_is_web_page",),
    "other workbook": ("other_workbook",),
}
"""What a file comes to; every other code is told in the column after these."""

MARKS = ("<!-- lists_of_others -->", "<!-- until here -->")
"""Between these stands in a page what this command writes; whatever else is in it, people wrote."""

_LOOK_EVERY = 0.002
_TOLD = 5
_OWN = ("TMPDIR", "HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")


class Source(msgspec.Struct, frozen=True):
    """Where the files of one folder came from. `sample` says how they were chosen where not all were taken."""

    folder: str
    repository: str
    commit: str
    licence: str
    sample: str = ""


class Reading(msgspec.Struct, frozen=True):
    """What one file came to: a preview, a refusal's code, or what was raised in place of one."""

    path: str
    outcome: str
    seconds: float
    megabytes: float
    wrong: tuple[str, ...] = ()

    @property
    def ending(self) -> str:
        """Of its name, in small letters, without the dot."""
        return Path(self.path).suffix.lower().removeprefix(".")


class Watched:
    """Starts the process that reads as the app does, and looks on at its memory."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._over = threading.Event()
        self._looking: threading.Thread | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """The process that reads."""
        process = start_child(our_command(CHILD))
        end = process.kill

        def look_and_end() -> None:
            self._look(process.pid)
            end()

        process.kill = look_and_end  # type: ignore[method-assign]
        self._looking = threading.Thread(target=self._look_on, args=(process.pid,))
        self._looking.start()
        return process

    def stop(self) -> None:
        """Once the process has ended."""
        self._over.set()
        if self._looking is not None:
            self._looking.join()

    def _look_on(self, pid: int) -> None:
        while not self._over.wait(_LOOK_EVERY):
            self._look(pid)

    def _look(self, pid: int) -> None:
        # It may have ended, and has no memory then.
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
                if line.startswith("VmHWM:"):
                    self.megabytes = max(self.megabytes, int(line.split()[1]) / 1024)


@contextlib.contextmanager
def own_folders() -> Iterator[Path]:
    """A new folder in which temporary files and all that the app keeps would go meanwhile."""
    known = {name: os.environ.get(name) for name in _OWN}
    with tempfile.TemporaryDirectory(prefix="lists-of-others-") as place:
        os.environ.update(dict.fromkeys(_OWN, place))
        tempfile.tempdir = None
        try:
            yield Path(place)
        finally:
            tempfile.tempdir = None
            for name, value in known.items():
                os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


def read(path: Path, name: str, own: Path) -> Reading:
    """Reads one file, and looks for what that left; `own` is the folder of `own_folders`."""
    before, watched, begun = traces(path, own), Watched(), time.perf_counter()
    wrong: list[str] = []
    try:
        read_class_list(path, start=watched.start)
        outcome = PREVIEW
    except KnownError as error:
        outcome = error.code
    except Exception as error:  # noqa: BLE001 - whatever else is raised is what this looks for
        outcome = f"bug: {error.place if isinstance(error, SandboxBugError) else type(error).__name__}"
        wrong.append(outcome)
    seconds = time.perf_counter() - begun
    watched.stop()
    if watched.megabytes > MOST_MEGABYTES:
        wrong.append(f"{watched.megabytes:.0f} MiB")
    wrong += sorted(traces(path, own) ^ before)
    return Reading(name, outcome, round(seconds, 3), round(watched.megabytes, 1), tuple(wrong))


def traces(path: Path, own: Path) -> set[str]:
    """All that reading could leave: what is in the folder of `own_folders` and beside the list, and the processes that
    were started since, also by one that has ended, with those of ours that are dead."""
    with os.scandir(path.parent) as entries:
        facts = [(one.name, one.stat(follow_symlinks=False)) for one in entries]
    beside = {f"beside it {name}: {one.st_mode:o} {one.st_size} {one.st_mtime_ns}" for name, one in facts}
    kept = {f"in the app's folders: {one.relative_to(own)}" for one in own.rglob("*")}
    return beside | kept | {f"process {number}" for number in _processes(own)}


def _processes(own: Path) -> Iterator[int]:
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            dead = process.ppid() == os.getpid() and process.status() == psutil.STATUS_ZOMBIE
            if dead or (process.pid != os.getpid() and process.environ().get("TMPDIR") == str(own)):
                yield process.pid


def table(readings: Sequence[Reading], sources: Sequence[Source]) -> str:
    """What came of all files, in Markdown."""
    wrong = [f"- `{one.path}`: {'; '.join(one.wrong)}" for one in readings if one.wrong]
    parts = [f"{len(readings):,} files, read on {datetime.date.today():%-d %b %Y}."]
    parts += [_table_of_sources(readings, sources)] if sources else []
    parts.append(_table_of_endings(readings))
    parts.append(_most("Slowest", readings, lambda one: one.seconds, "s"))
    parts.append(_most("Most memory", readings, lambda one: one.megabytes, "MiB"))
    parts.append(f"Most of any process that was started, as the system counts: {_most_of_any():.0f} MiB.")
    parts.append("\n".join(["Wrong:", "", *wrong]) if wrong else "Wrong: none.")
    return "\n\n".join(parts) + "\n"


def _table_of_sources(readings: Sequence[Reading], sources: Sequence[Source]) -> str:
    files = Counter(one.path.split("/")[0] for one in readings)
    rows = [
        (one.repository, f"`{one.commit[:12]}`", one.licence, str(files[one.folder]), one.sample or "all")
        for one in sources
    ]
    return _rows(("repository", "commit", "licence", "files", "taken"), rows)


def _table_of_endings(readings: Sequence[Reading]) -> str:
    known = {one for endings in TOGETHER for one in endings}
    rest = sorted({one.ending for one in readings} - known)
    rows = []
    for endings in (*TOGETHER, *((one,) for one in rest)):
        if those := [one for one in readings if one.ending in endings]:
            rows.append((", ".join(endings) or "none", *_counted(those)))
    rows.append(("**all**", *(f"**{cell}**" if cell else "" for cell in _counted(readings))))
    return _rows(("ends in", "files", *COLUMNS, "other", "slowest s", "most MiB"), rows)


def _counted(readings: Sequence[Reading]) -> tuple[str, ...]:
    codes = Counter(one.outcome for one in readings)
    numbers = (sum(codes.pop(code, 0) for code in listed) for listed in COLUMNS.values())
    told = [f"{number:,}" if number else "–" for number in numbers]
    others = ", ".join(f"`{code}` {count}" for code, count in sorted(codes.items(), key=lambda one: (-one[1], one[0])))
    slowest, most = max(one.seconds for one in readings), max(one.megabytes for one in readings)
    return (f"{len(readings):,}", *told, others, f"{slowest:.1f}", f"{most:.0f}")


def _most(what: str, readings: Sequence[Reading], cost: Callable[[Reading], float], unit: str) -> str:
    first = sorted(readings, key=cost, reverse=True)[:_TOLD]
    return f"{what}: {'; '.join(f'`{one.path}` {cost(one):.1f} {unit} ({one.outcome})' for one in first)}."


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def _most_of_any() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> int:
    """Reads the command line and the files, and says how far it is."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.lists_of_others", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--table", type=Path, help="a file for the tables, in Markdown")
    parser.add_argument("--json", type=Path, help="a file for what each file came to")
    asked = parser.parse_args()
    folder: Path = asked.folder
    known = folder / "SOURCES.json"
    sources = msgspec.json.decode(known.read_bytes(), type=list[Source]) if known.exists() else []
    places = [folder / one.folder for one in sources] or [folder]
    paths = sorted(path for place in places for path in place.rglob("*") if path.is_file())
    if not paths:
        parser.error("there is no file to read")
    readings: list[Reading] = []
    with own_folders() as own:
        for number, path in enumerate(paths, 1):
            readings.append(read(path, path.relative_to(folder).as_posix(), own))
            if readings[-1].wrong or number % 100 == 0:
                say(f"{number} of {len(paths)}: {readings[-1]}")
    text = table(readings, sources)
    say(text)
    if asked.table:
        write_between(asked.table, text)
    if asked.json:
        asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(readings)))
    return int(any(one.wrong for one in readings) or _most_of_any() > MOST_MEGABYTES)


def write_between(page: Path, text: str) -> None:
    """Puts `text` between the marks of a page, which may be a new one."""
    before, _, rest = (page.read_text("utf-8") if page.exists() else "").partition(MARKS[0])
    page.write_text(f"{before}{MARKS[0]}\n{text}{MARKS[1]}{rest.partition(MARKS[1])[2] or chr(10)}", "utf-8")


def say(text: str) -> None:
    """One line, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
