"""The limited process that looks into ZIPs and mails: headers, encodings and packings of strangers are parsed here."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from bsuh_desktop.services.collecting.candidates import Candidate, more_troubled, not_opened
from bsuh_desktop.services.collecting.container_questions import (
    PORTION_BYTES,
    PORTION_FILES,
    AskOpen,
    Container,
    FoundFile,
    Portion,
    Question,
    sent,
)
from bsuh_desktop.services.collecting.looking import Looking
from bsuh_desktop.services.collecting.streams import open_plain
from bsuh_desktop.system.sandbox_child import Work, serve_each

_ENOUGH_S = 1.0
"""Seconds after which what was found so far is told."""

MOST_ALIKE = 100
"""Files of one container that are told of one by one although they are none of ours, or cannot be had: a stranger may
attach twenty thousand, and nobody reads on."""


_Found = Candidate | Literal["untold"]
"""What lies in a container; `untold`: one file more, which its number alone tells of in the end."""


class ContainerReader:
    """Answers questions about the containers that were named last."""

    def __init__(self) -> None:
        self._found: Iterator[_Found | None] = iter(())

    def asked(self, question: bytes, _: bytes) -> Iterator[Work]:
        """The one answer: the encoded `Portion`."""
        asked = msgspec.msgpack.decode(question, type=Question)
        if isinstance(asked, AskOpen):
            self._found = _one_after_another(asked.containers)
        yield lambda: msgspec.msgpack.encode(self._portion())

    def _portion(self) -> Portion:
        files: list[FoundFile] = []
        size, finished, within, end = 0, 0, False, time.monotonic() + _ENOUGH_S
        for one in self._found:
            within = one is not None
            if one is None:
                finished += 1
            elif one != "untold":
                files.append(sent(one))
                size += len(one.data)
            if size >= PORTION_BYTES or len(files) >= PORTION_FILES or time.monotonic() > end:
                break
        return Portion(tuple(files), finished, within)


def _one_after_another(containers: Sequence[Container]) -> Iterator[_Found | None]:
    """What lies in each; None behind the last file of each."""
    for one in containers:
        yield from _candidates(os.fsdecode(one.path), one.label, one.named)
        yield None


def _candidates(path: str, label: str, named: bool) -> Iterator[_Found]:
    try:
        file = open_plain(path)
        if file is None:
            raise OSError("no plain file any more")
        with file:
            yield from _few(Looking(label, named, lambda: False).into(file, file), label, named)
    except (OSError, ValueError):
        yield Candidate(label=label, trouble=not_opened(), named=named)


def _few(found: Iterator[Candidate], label: str, named: bool) -> Iterator[_Found]:
    """All that may be ours, and of everything else in a container the first MOST_ALIKE; the rest by its number."""
    others = troubled = 0
    for one in found:
        if one.kind == "other" and one.trouble is None and one.closed is None:
            others += 1
            told = others <= MOST_ALIKE
        elif one.kind == "other" and one.label != label:
            troubled += 1
            told = troubled <= MOST_ALIKE
        else:
            told = True
        yield one if told else "untold"
    if others > MOST_ALIKE:
        yield Candidate(label=label, named=named, more=others - MOST_ALIKE - 1)
    if troubled > MOST_ALIKE:
        rest = troubled - MOST_ALIKE
        yield Candidate(label=label, trouble=more_troubled(rest), named=named, more=rest - 1)


if __name__ == "__main__":
    serve_each(ContainerReader().asked)
