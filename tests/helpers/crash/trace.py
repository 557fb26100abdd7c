"""Records what a process does to files, and reads the record: writes, names, syncs, in the one order they had.

`strace` writes one line a system call. Calls that overlap are split in two lines; an operation is taken to have an
effect from where it begins, and to be finished where it ends.
"""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

CALLS = (
    "open,openat,creat,close,dup,dup2,dup3,write,writev,pwrite64,pwritev,pwritev2,sendfile,copy_file_range,ftruncate,"
    "truncate,fallocate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,fsync,fdatasync"
)
_LINE = re.compile(rb"(?P<task>\d+) +(?P<call>[a-z0-9_]+)\((?P<rest>.*)$")
_RESUMED = re.compile(rb"(?P<task>\d+) +<\.\.\. [a-z0-9_]+ resumed>(?P<rest>.*)$")
_RESULT = re.compile(rb"\) += (?P<value>-?\d+)(?:<[^>]*>)?(?: E.*)?$")
_UNFINISHED = b" <unfinished ...>"
_PART = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"|(-?\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>|([A-Z_a-z0-9|]+)')


@dataclasses.dataclass(frozen=True)
class Operation:
    """One system call that succeeded. `began` and `ended` are line numbers; arguments are bytes for strings, numbers,
    a descriptor's own number (-1 for where the process stands), and flags as their names."""

    call: str
    arguments: tuple[bytes | int | str, ...]
    result: int
    began: int
    ended: int


def why_not() -> str:
    """Why nothing can be recorded on this system; nothing if it can."""
    program = shutil.which("strace")
    if program is None:
        return "strace is not installed: apt-get install strace"
    tried = subprocess.run([program, "-e", "trace=none", "true"], capture_output=True)
    return "" if tried.returncode == 0 else "this system forbids ptrace, so strace cannot record what is written"


def record(words: Sequence[str], to: Path, environment: dict[str, str]) -> bytes:
    """Runs a command to its end, what it does to files recorded in `to`; returns what it said."""
    strace = ["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "16000000", "-e", f"trace={CALLS}", "-o", str(to)]
    done = subprocess.run([*strace, *words], capture_output=True, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def read_trace(path: Path) -> Iterator[Operation]:
    """The calls that succeeded, in the order in which they ended."""
    begun: dict[bytes, tuple[int, bytes]] = {}
    for number, line in enumerate(path.read_bytes().splitlines()):
        resumed = _RESUMED.match(line)
        if resumed:
            began, first = begun.pop(resumed["task"])
            line = first + resumed["rest"]
        else:
            began = number
        if line.endswith(_UNFINISHED):
            begun[line.split(b" ", 1)[0]] = (number, line.removesuffix(_UNFINISHED))
            continue
        operation = _operation(line, began, number)
        if operation is not None:
            yield operation


def _operation(line: bytes, began: int, ended: int) -> Operation | None:
    found, result = _LINE.match(line), _RESULT.search(line)
    if found is None or result is None or int(result["value"]) < 0:
        return None
    arguments = tuple(map(_argument, _PART.finditer(found["rest"][: result.start() - found.start("rest")])))
    return Operation(found["call"].decode(), arguments, int(result["value"]), began, ended)


def _argument(part: re.Match[bytes]) -> bytes | int | str:
    text, descriptor, _, word = part.groups()
    if text is not None:
        return bytes.fromhex(text.replace(b"\\x", b"").decode())
    if descriptor is not None:
        return -1 if descriptor == b"AT_FDCWD" else int(descriptor)
    return int(word) if word.isdigit() else word.decode()
