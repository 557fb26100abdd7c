"""A child that answers is asked again; one that takes too much, dies or is not wanted is ended, and nothing is left."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.system.launcher import start_child
from bsuh_desktop.system.process_limits import Limits
from bsuh_desktop.system.sandbox import Sandbox, Start
from bsuh_desktop.system.sandbox_errors import SandboxBugError, SandboxError
from tests.helpers.reading_process import nothing_left
from tests.helpers.systems import wine
from tests.helpers.until import PATIENCE_S

pytestmark = pytest.mark.started_children

LIMITS = Limits(seconds=PATIENCE_S, megabytes=100, cpu_seconds=round(PATIENCE_S))

ANSWERS = """
import os, sys, time
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system.sandbox_child import serve
import msgspec

kept = []

def answer(question, data):
    asked = msgspec.msgpack.decode(question)
    if asked == "refuse":
        raise KnownError("bad", Message("{n} is bad.", n=Message("It")), Message("Mend it."))
    return msgspec.msgpack.encode(eval(asked))

serve(answer)
"""


def answering(program: str = ANSWERS) -> Start:
    """Starts a child that works out the Python which it is asked."""
    return lambda: start_child([sys.executable, "-c", program])


@pytest.fixture(autouse=True)
def clean(tmp_path: Path) -> Iterator[None]:
    with nothing_left(tmp_path):
        yield


def failure(question: str, limits: Limits = LIMITS, program: str = ANSWERS) -> str:
    """How a child fails that is asked this; nothing can be asked of it any more."""
    with Sandbox("", limits, start=answering(program)) as sandbox:
        with pytest.raises(SandboxError) as caught:
            sandbox.ask(question, int)
        with pytest.raises(SandboxError):
            sandbox.ask("1", int)
    return caught.value.failure


def test_one_child_answers_several_questions_and_gets_raw_data() -> None:
    data = bytes(range(256)) * 10_000
    with Sandbox("", LIMITS, start=answering()) as sandbox:
        assert sandbox.ask("len(data)", int, data) == len(data)
        assert sandbox.ask("data", bytes, data) == data
        assert sandbox.ask("len(data)", int) == 0


NOTES_ITS_CLOCK = f"""
import queue, signal
from bsuh_desktop.system import sandbox_child
clocks, Plain = [], queue.SimpleQueue
class Queue:
    def __init__(self):
        self._queue = Plain()
        self.put = self._queue.put
    def get(self):
        clocks.append(signal.getitimer(signal.ITIMER_REAL)[0])
        return self._queue.get()
sandbox_child.queue.SimpleQueue = Queue
{ANSWERS}
"""
"""It notes the rest of its time whenever it begins to wait for a question."""


@pytest.mark.skipif(os.name != "posix", reason="this system binds no process")
def test_a_child_that_is_asked_nothing_may_wait_and_one_that_is_asked_has_its_time() -> None:
    with Sandbox("", LIMITS, start=answering(NOTES_ITS_CLOCK)) as sandbox:
        for number in range(1, 4):
            assert PATIENCE_S < sandbox.ask("signal.getitimer(0)[0]", float) < 2 * PATIENCE_S
            assert sandbox.ask("clocks", list) == [0.0] * 2 * number


def test_a_refusal_and_a_bug_arrive_and_the_child_goes_on() -> None:
    with Sandbox("", LIMITS, start=answering()) as sandbox:
        with pytest.raises(KnownError) as refused:
            sandbox.ask("refuse", int)
        assert refused.value.args == ("bad", Message("{n} is bad.", n=Message("It")), Message("Mend it."))
        with pytest.raises(SandboxBugError) as bug:
            sandbox.ask("1 / 0", int)
        assert bug.value.kind == "ZeroDivisionError"
        assert bug.value.places[0].startswith("system/sandbox_child.py:")
        assert sandbox.ask("1", int) == 1


signals = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
windows = pytest.mark.skipif(sys.platform != "win32", reason="exit statuses of Windows")
binding = pytest.mark.skipif(wine(), reason="wine binds no process")


@pytest.mark.parametrize(
    ("question", "failed"),
    [
        ("bytes(200_000_000)", "too_heavy"),
        pytest.param("kept.append([bytes(10_000_000) for _ in range(20)])", "too_heavy", marks=binding),
        pytest.param("os.abort()", "too_heavy", marks=pytest.mark.skipif(wine(), reason="ends otherwise there")),
        pytest.param("os.kill(os.getpid(), 9)", "too_heavy", marks=signals),
        ("os._exit(0)", "died"),
        pytest.param("os.kill(os.getpid(), 11)", "died", marks=signals),
        ("'no number'", "died"),
        pytest.param("bytes(40_000_000)", "died", marks=binding),
    ],
)
def test_a_child_that_gives_no_answer_has_failed(question: str, failed: str) -> None:
    with Sandbox("", LIMITS, start=answering()) as sandbox:
        with pytest.raises(SandboxError) as caught:
            sandbox.ask(question, int)
        assert caught.value.failure == failed


@windows
@pytest.mark.parametrize("status", [1816, 0xC0000017, 0xC0000409, 0xE0000008])
def test_a_child_that_windows_ended_at_its_limits_was_too_heavy(status: int) -> None:
    assert failure(f"__import__('ctypes').windll.kernel32.ExitProcess({status})") == "too_heavy"


@pytest.mark.parametrize("question", ["time.sleep(9000)", "[1 for _ in iter(int, 1)]"], ids=["sleeps", "works"])
def test_a_child_that_never_answers_is_ended_by_the_watcher(question: str) -> None:
    assert failure(question, msgspec.structs.replace(LIMITS, seconds=0.5)) == "too_heavy"


@binding
def test_a_child_that_works_too_long_is_ended_by_the_system() -> None:
    assert failure("[1 for _ in iter(int, 1)]", msgspec.structs.replace(LIMITS, cpu_seconds=1)) == "too_heavy"


UNBOUND = f"""
from bsuh_desktop.system import sandbox_child
sandbox_child.obey = sandbox_child.start_deadline = lambda *_: None
{ANSWERS}
"""
"""As on a system that binds no process."""


def test_a_child_that_binds_itself_to_nothing_is_ended_when_it_grows() -> None:
    assert failure("[kept.append(b'x' * 150_000_000), time.sleep(9000)]", program=UNBOUND) == "too_heavy"


def test_a_child_that_binds_itself_to_nothing_is_ended_when_its_time_is_over() -> None:
    assert failure("time.sleep(9000)", msgspec.structs.replace(LIMITS, seconds=0.5), UNBOUND) == "too_heavy"


def test_a_child_that_is_not_wanted_any_more_is_ended() -> None:
    asked = list[bool]()

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 3

    with Sandbox("", LIMITS, stop=stop, start=answering()) as sandbox:
        with pytest.raises(SandboxError) as caught:
            sandbox.ask("time.sleep(9000)", int)
        assert caught.value.code == "sandbox_stopped"


def test_what_is_not_wanted_is_not_begun() -> None:
    def start() -> subprocess.Popen[bytes]:
        raise AssertionError("begun")

    with pytest.raises(SandboxError, match="Reading was stopped"):
        Sandbox("", LIMITS, stop=lambda: True, start=start)


def test_a_child_that_cannot_be_started_is_a_sentence() -> None:
    with pytest.raises(SandboxError) as caught:
        Sandbox("", LIMITS, start=lambda: start_child(["/nowhere/python"]))
    assert caught.value.code == "sandbox_not_started"


EACH = """
import os, time, msgspec
from bsuh_desktop.system.sandbox_child import serve_each

def pieces(question, data):
    for asked in msgspec.msgpack.decode(question):
        yield lambda: msgspec.msgpack.encode(eval(asked))

serve_each(pieces)
"""
_NUMBERS = msgspec.msgpack.Decoder(int)


def answers(questions: list[str], limits: Limits = LIMITS) -> tuple[list[int], str]:
    """What a child answers to these, one after the other, and how it failed."""
    found: list[int] = []
    with Sandbox("", limits, start=answering(EACH)) as sandbox:
        try:
            for number in sandbox.ask_each(questions, _NUMBERS, len(questions)):
                found.append(number)
        except SandboxError as failed:
            return found, failed.failure
        again = list(sandbox.ask_each(["7"], _NUMBERS, 1))
    return [*found, *again], ""


def test_many_answers_to_one_question_come_one_after_the_other() -> None:
    assert answers(["1", "2", "3"]) == ([1, 2, 3, 7], "")
    assert answers([]) == ([7], "")


@pytest.mark.parametrize(
    ("bad", "failed"),
    [
        ("os._exit(3)", "died"),
        ("'no number'", "died"),
        ("[1 for _ in iter(int, 1)]", "too_heavy"),
        ("time.sleep(9000)", "too_heavy"),
        pytest.param("len(bytes(400 * 1024**2))", "too_heavy", marks=binding),
    ],
    ids=["ends", "says another thing", "works", "sleeps", "grows"],
)
def test_what_was_answered_before_one_that_fails_holds(bad: str, failed: str) -> None:
    # Windows takes longer to start a process than the others to do all this.
    limits = msgspec.structs.replace(LIMITS, seconds=2 if os.name == "posix" else 10, cpu_seconds=1)
    assert answers(["1", "2", bad, "4"], limits) == ([1, 2], failed)


def test_the_seconds_count_anew_for_each_answer() -> None:
    """Six answers that each work for half of what one may take."""
    limits = msgspec.structs.replace(LIMITS, cpu_seconds=1)
    works = (
        "[time.process_time() for _ in iter(lambda u=time.process_time() + 0.5: time.process_time() > u, True)] and 5"
    )
    assert answers([works] * 6, limits) == ([5] * 6 + [7], "")


@pytest.mark.parametrize(
    "killed",
    [
        pytest.param("os.kill(os.getpid(), 9)", marks=signals),
        # Windows ends a process with whatever status the killer likes: that of the Task Manager, and of psutil.
        pytest.param("os.kill(os.getpid(), 15)", marks=windows),
        pytest.param("os._exit(1)", marks=windows),
    ],
)
def test_who_was_killed_by_somebody_else_is_known(killed: str) -> None:
    with Sandbox("", LIMITS, start=answering(EACH)) as sandbox:
        assert list(sandbox.ask_each(["1"], _NUMBERS, 1)) == [1]
        with pytest.raises(SandboxError):
            list(sandbox.ask_each([killed], _NUMBERS, 1))
        assert sandbox.killed_from_outside


def test_who_was_ended_for_its_time_was_not_killed_by_somebody_else() -> None:
    with Sandbox("", msgspec.structs.replace(LIMITS, seconds=0.5), start=answering(EACH)) as sandbox:
        with pytest.raises(SandboxError):
            list(sandbox.ask_each(["time.sleep(9000)"], _NUMBERS, 1))
        assert not sandbox.killed_from_outside
