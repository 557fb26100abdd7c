"""Pages, documents, workbooks in XML and what the clipboard holds, changed at random: a preview or a sentence, always.

A few hundred in the suite; on demand 100,000 in one reading process, which is started anew when it ends, and 1,000 each
in one of its own: `python -m pytest -m soak -s tests/rosters/sandbox/test_mutants.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.language import say
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS
from bsuh_desktop.rosters.sandbox.protocol import Request, with_whole_remarks
from bsuh_desktop.rosters.sandbox.reader import CHILD, read_class_list
from bsuh_desktop.system.sandbox import Sandbox
from bsuh_desktop.system.sandbox_errors import SandboxError
from tests.helpers.mutants import SEEDS, mutant
from tests.helpers.reading_process import PATIENT, nothing_left
from tests.helpers.sampled import few_or_all

pytestmark = pytest.mark.started_children

_LONG = msgspec.structs.replace(PATIENT, seconds=3600, cpu_seconds=3600)
"""For a process that reads thousands."""


class Reader:
    """One process after another, each until it ends."""

    def __init__(self) -> None:
        self.begun = 0
        self._sandbox: Sandbox | None = None

    def code_of(self, data: bytes) -> str:
        """How `data` is refused, or "read"; what ends the process is read again in one of its own."""
        if self._sandbox is None:
            self._sandbox, self.begun = Sandbox(CHILD, _LONG), self.begun + 1
        try:
            return judged(self._sandbox.ask(Request(None, DEFAULT_OPTIONS), ClassListPreview, data))
        except SandboxError:
            self.close()
            return alone(data)
        except KnownError as error:
            return refused(error)

    def close(self) -> None:
        """Ends the process, if there is one."""
        if self._sandbox is not None:
            self._sandbox.close()
        self._sandbox = None


def alone(data: bytes) -> str:
    """How `data` is refused through the whole door, or "read"."""
    try:
        return judged(read_class_list(bytearray(data), limits=PATIENT))
    except KnownError as error:
        return refused(error)


def judged(preview: ClassListPreview) -> str:
    """A preview has learners, and its remarks can be said."""
    assert preview.learners
    assert all(say(remark.message, "bn") for remark in with_whole_remarks(preview).remarks)
    return "read"


def refused(error: KnownError) -> str:
    """A refusal can be said; none is the death of the process."""
    assert say(error.message, "bn")
    assert say(error.remedy, "bn")
    assert error.code != "list_unreadable"
    return error.code


@pytest.fixture(autouse=True)
def clean(tmp_path: Path) -> Iterator[None]:
    """Whatever they were, nothing is left of them."""
    folder = tmp_path / "here"
    folder.mkdir()
    with nothing_left(folder):
        yield


def test_what_is_changed_is_read_while_it_is_whole() -> None:
    assert [{alone(data) for data in seeds} for seeds in SEEDS.values()] == [{"read"}] * len(SEEDS)


@few_or_all("number", 100, 25_000)
@pytest.mark.parametrize("kind", SEEDS)
def test_mutants_one_after_the_other(kind: str, number: int) -> None:
    reader, codes = Reader(), Counter[str]()
    try:
        for one in range(number):
            codes[reader.code_of(mutant(kind, one))] += 1
    finally:
        reader.close()
    print(f"\n{number} of a {kind} in {reader.begun} processes: {dict(codes.most_common())}")
    assert codes["read"] > 0
    assert len(codes) > 3


@few_or_all("number", 2, 250)
@pytest.mark.parametrize("kind", SEEDS)
def test_mutants_through_the_whole_door(kind: str, number: int) -> None:
    codes = Counter(alone(mutant(kind, -one)) for one in range(1, number + 1))
    print(f"\n{number} of a {kind}: {dict(codes.most_common())}")
