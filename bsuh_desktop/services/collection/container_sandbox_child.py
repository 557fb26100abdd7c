"""The limited process that looks into ZIPs and mails: strangers' headers and compression are parsed here."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from bsuh_desktop.domain import file_endings
from bsuh_desktop.services.collection import container_sandbox
from bsuh_desktop.services.collection.candidates import Candidate, inside, more_closed, more_troubled
from bsuh_desktop.services.collection.inspection import OUR_ENDINGS, Inspection
from bsuh_desktop.system.files import file_not_opened, open_plain
from bsuh_desktop.system.sandbox_child import Work, serve_each

_ENOUGH_S = 1.0
"""Seconds after which the files found so far are sent."""

MOST_ALIKE, MOST_TORN = 100, 1_000
"""How many files of one sort in one container are listed one by one: files that are not ours or cannot be read, and
files with our name ending that are torn. A stranger may attach twenty thousand, and nobody reads on."""

_MOST_REPORTED = {"strange": MOST_ALIKE, "closed": MOST_ALIKE, "troubled": MOST_ALIKE, "torn": MOST_TORN}
_Found = Candidate | Literal["untold"]
"""A file in a container; `untold` is one more file of a sort, which is only counted in the end."""


class ContainerReader:
    """Answers questions about the containers that were sent last."""

    def __init__(self) -> None:
        self._found: Iterator[_Found | None] = iter(())

    def asked(self, question: bytes, _: bytes) -> Iterator[Work]:
        """Yields one answer, the encoded `Portion`."""
        asked = msgspec.msgpack.decode(question, type=container_sandbox.Question)
        if isinstance(asked, container_sandbox.AskOpen):
            self._found = _one_after_another(asked.containers)
        yield lambda: msgspec.msgpack.encode(self._portion())

    def _portion(self) -> container_sandbox.Portion:
        files: list[container_sandbox.FoundFile] = []
        size, finished, within, end = 0, 0, False, time.monotonic() + _ENOUGH_S
        for one in self._found:
            within = one is not None
            if one is None:
                finished += 1
            elif one != "untold":
                files.append(container_sandbox.sent(one))
                size += len(one.data)
            if (
                size >= container_sandbox.PORTION_BYTES
                or len(files) >= container_sandbox.PORTION_FILES
                or time.monotonic() > end
            ):
                break
        return container_sandbox.Portion(tuple(files), finished, within)


def _one_after_another(containers: Sequence[container_sandbox.Container]) -> Iterator[_Found | None]:
    """The files in each container; None after the last file of each."""
    for one in containers:
        yield from _candidates(os.fsdecode(one.path), one.label, one.named)
        yield None


def _candidates(path: str, label: str, named: bool) -> Iterator[_Found]:
    try:
        file = open_plain(path)
        if file is None:
            raise OSError("no plain file any more")
        with file:
            yield from _few(Inspection(label, named, lambda: False).into(file, file), label, named)
    except (OSError, ValueError):
        yield Candidate(label=label, trouble=file_not_opened(), named=named)


def _few(found: Iterator[Candidate], label: str, named: bool) -> Iterator[_Found]:
    """All files that may be ours, and of each other sort in a container only the first ones; the rest as a number."""
    counts = dict.fromkeys(_MOST_REPORTED, 0)
    last: dict[str, Candidate] = {}
    try:
        for one in found:
            sort = _sort_of(one, label)
            if sort is not None:
                counts[sort] += 1
                if counts[sort] > _MOST_REPORTED[sort]:
                    last[sort] = one
                    yield "untold"
                    continue
            yield one
    except (OSError, ValueError):
        # The stick was pulled out; what was found before is still sent.
        yield Candidate(label=label, trouble=file_not_opened(), named=named)
    for sort, one in last.items():
        rest = counts[sort] - _MOST_REPORTED[sort]
        yield one if rest == 1 else _rest_of(sort, rest, label, named)


def _sort_of(one: Candidate, label: str) -> str | None:
    """The sort of a file that is not ours; None for what is always listed: what may be ours, and trouble of the
    container."""
    if one.kind != "other" or one.label == label:
        return None
    if one.trouble is None:
        return "strange" if one.closed is None else "closed"
    return "torn" if file_endings.ends_in(one.label, *OUR_ENDINGS) else "troubled"


def _rest_of(sort: str, count: int, label: str, named: bool) -> Candidate:
    trouble = more_troubled(count) if sort in ("torn", "troubled") else None
    closed = more_closed(count) if sort == "closed" else None
    said = inside(label, "…", 0)
    return Candidate(label=said, trouble=trouble, closed=closed, named=named, more=count - 1)


if __name__ == "__main__":
    serve_each(ContainerReader().asked)
