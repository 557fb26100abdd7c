from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import psutil
import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.read_file import LARGEST_FILE
from bsuh_desktop.rosters.interpret import understand
from bsuh_desktop.rosters.read_options import ReadOptions
from bsuh_desktop.rosters.sandbox.reader import LIMITS, read_class_list
from bsuh_desktop.services.desk.crash_report import crash_report, place_of
from bsuh_desktop.system.launcher import start_child
from bsuh_desktop.system.sandbox import LARGEST_ANSWER
from bsuh_desktop.system.sandbox_errors import SandboxBugError
from tests.helpers.command import environment
from tests.helpers.reading_process import DATA, LIST, PATIENT, nothing_left, playing, refusal
from tests.helpers.until import PATIENCE_S, wait_for

pytestmark = pytest.mark.started_children

BOUND = """
from bsuh_desktop.rosters.sandbox.reader import LIMITS
from bsuh_desktop.system.process_limits import obey
obey(LIMITS)
"""
"""The beginning of a process that has bound itself as the real one does."""

SAYS = """
import os, msgspec
from bsuh_desktop.system.sandbox_frames import Answered, OutOfMemory, write_outcome
def frame(payload, length=None):
    os.write(1, (len(payload) if length is None else length).to_bytes(4, "big") + payload)
"""
"""How it answers."""

HANGS = """
import sys, time, types
class Library(types.ModuleType):
    def __getattr__(self, name):
        time.sleep(9000)
sys.modules["python_calamine"] = Library("python_calamine")
from bsuh_desktop.rosters.sandbox import child
child.main()
"""
"""The real process, and a library in it that never comes back from whatever is asked of it."""

WRITES = """
import sys, types
class Library(types.ModuleType):
    PasswordError = CalamineError = ValueError
    def load_workbook(self, *_):
        with open(PLACE, "w") as file:
            file.write("Rahima")
sys.modules["python_calamine"] = Library("python_calamine")
from bsuh_desktop.rosters.sandbox import child
child.main()
"""
"""The real process, and a library in it that puts what it reads into a file."""

CHATTERS = """
import sys
from bsuh_desktop.rosters.sandbox import child
sys.addaudithook(lambda event, about: print(event, flush=True) if event == "open" and "kha" in str(about[0]) else None)
child.main()
"""
"""The real process, in which something prints while the list is opened."""

SHORT = msgspec.structs.replace(PATIENT, seconds=0.5)
"""For what never ends by itself."""

# how it dies or goes wrong, what it does, the sentence's code
WRONG = [
    ("ends without a word", "pass", "list_unreadable"),
    ("ends with a status", "raise SystemExit(3)", "list_unreadable"),
    ("fails", "raise ValueError", "list_unreadable"),
    ("says rubbish", "import os; os.write(1, bytes(range(256)))", "list_unreadable"),
    ("says another value", "frame(msgspec.msgpack.encode([1, 2]))", "list_unreadable"),
    ("says another answer", "frame(write_outcome(Answered(msgspec.msgpack.encode([1, 2]))))", "list_unreadable"),
    ("says half an answer", "frame(write_outcome(OutOfMemory())[:-3])", "list_unreadable"),
    ("says half a frame", "frame(bytes(9), 10)", "list_unreadable"),
    ("nests without end", "frame(write_outcome(Answered(b'\x91' * 100_000)))", "list_unreadable"),
    ("has no memory", "frame(write_outcome(OutOfMemory()))", "list_too_heavy"),
]
if os.name == "posix":
    WRONG += [
        ("aborts", "import os; os.abort()", "list_too_heavy"),
        ("has used up its time", "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "list_too_heavy"),
        ("is killed", "import os; os.kill(os.getpid(), 9)", "list_too_heavy"),
        ("breaks memory", "import os; os.kill(os.getpid(), 11)", "list_unreadable"),
    ]


@pytest.fixture(autouse=True)
def clean(tmp_path: Path) -> Iterator[None]:
    """Whatever happens, nothing is left of it."""
    folder = tmp_path / "here"
    folder.mkdir()
    with nothing_left(folder):
        yield


def is_reading(process: psutil.Process) -> bool:
    """True once it watches whether it is still heard, which it does from before it reads."""
    return process.num_threads() > 1


@pytest.mark.parametrize("name", ["class-6-kha.csv", "class-8-girls.xlsx", "class-9-latin-semicolon.csv"])
def test_a_list_is_the_same_apart_as_in_this_process(name: str) -> None:
    path = DATA / name
    preview = read_class_list(path)
    assert preview == understand(path)
    assert [str(remark.message) for remark in preview.remarks] == [str(one.message) for one in understand(path).remarks]


@pytest.mark.parametrize("name", ["class-6-kha.csv", "class-8-girls.xlsx"])
def test_a_pasted_list_is_the_same_as_a_file(name: str) -> None:
    data = (DATA / name).read_bytes()
    assert read_class_list(data) == read_class_list(DATA / name)


PASTED = 'Roll\tName\r\n1\t"মিম\r\nচাকমা"\r\n2\t"Al ""A"" Amin"\r\n'


def test_a_pasted_list_may_have_cells_of_several_lines() -> None:
    learners = read_class_list(PASTED.encode()).learners
    assert [(one.roll, one.name_bn or one.name_en) for one in learners] == [("1", "মিম চাকমা"), ("2", 'Al "A" Amin')]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "list_empty"),
        ("x\ty", "no_heading"),
        ("<html>", "list_is_web_page"),
        ("x" * (LARGEST_FILE + 1), "list_too_large"),
    ],
    ids=["nothing", "no list", "no table", "too much"],
)
def test_what_was_pasted_may_be_refused(text: str, code: str) -> None:
    with pytest.raises(KnownError) as refused:
        read_class_list(text.encode())
    assert refused.value.code == code


@pytest.mark.parametrize("text", [PASTED, "x"], ids=["read", "refused"])
def test_what_was_pasted_can_be_wiped(text: str) -> None:
    pasted = bytearray(text.encode())
    with contextlib.suppress(KnownError):
        read_class_list(pasted)
    assert pasted.decode() == text
    # A view of it that is kept anywhere would forbid this.
    pasted.clear()


@pytest.mark.parametrize("text", ["", "roll,name\n", "a,b\n1,2\n", 'roll,name\n1,"Rahim\n'], ids=range(4))
def test_a_refusal_says_the_same_apart_as_in_this_process(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(KnownError) as here:
        understand(path)
    with pytest.raises(KnownError) as apart:
        read_class_list(path)
    assert apart.value.args == here.value.args


NAMES = ["ষষ্ঠ খ শাখা.csv", " two  spaces .csv", "-m.csv", "%s"]
if os.name == "posix":
    NAMES += ["new\nline.csv", "b\udcffd.csv"]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_be_called_anything(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(LIST.read_bytes())
    assert len(read_class_list(path).learners) == 58


def test_a_path_may_be_relative(tmp_path: Path) -> None:
    (Path.cwd().parent / "list.csv").write_bytes(LIST.read_bytes())
    assert len(read_class_list(Path("../list.csv")).learners) == 58


@pytest.mark.parametrize(("program", "code"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG])
def test_a_reading_that_goes_wrong_is_a_sentence(program: str, code: str) -> None:
    assert refusal(LIST, program=f"{BOUND}{SAYS}{program}") == code


def test_a_reading_that_says_too_much_is_ended() -> None:
    endless = (
        f"import os; os.write(1, ({LARGEST_ANSWER} + 1).to_bytes(4, 'big'))\nwhile True: os.write(1, bytes(1 << 20))"
    )
    assert refusal(LIST, program=endless) == "list_unreadable"
    assert LIMITS.megabytes * 1024**2 > LARGEST_ANSWER


@pytest.mark.parametrize(
    "program",
    ["import time; time.sleep(9000)", "while True: pass", "import os, time; os.close(1); time.sleep(9000)"],
    ids=["sleeps", "works", "closes its mouth"],
)
def test_a_reading_that_never_ends_is_ended(program: str) -> None:
    assert refusal(LIST, SHORT, program) == "list_too_heavy"


def test_a_reading_that_grows_is_ended() -> None:
    grows = "import time\nkept = b'x' * 150_000_000\ntime.sleep(9000)"
    assert refusal(LIST, msgspec.structs.replace(PATIENT, megabytes=100), grows) == "list_too_heavy"


def test_a_reading_that_never_listens_is_ended() -> None:
    # More is asked than any pipe holds.
    wishes = ReadOptions(headings={"x" * 1_000_000: "roll"})
    with pytest.raises(KnownError) as caught:
        read_class_list(LIST, wishes, SHORT, start=playing("import time; time.sleep(9000)"))
    assert caught.value.code == "list_too_heavy"


def test_a_reading_that_is_not_wanted_any_more_is_stopped() -> None:
    stop, before = threading.Event(), set(psutil.Process().children())
    with ThreadPoolExecutor(1) as files:
        reading = files.submit(read_class_list, LIST, stop=stop, start=playing("import time; time.sleep(9000)"))
        wait_for(lambda: {*psutil.Process().children()} - before or reading.done(), "the reading has begun")
        assert not reading.done()
        stop.set()
        error = reading.exception()
    assert isinstance(error, KnownError)
    assert error.code == "list_stopped"


def test_what_is_not_wanted_is_not_begun() -> None:
    stop, begun = threading.Event(), list[str]()
    stop.set()

    def start() -> subprocess.Popen[bytes]:
        begun.append("begun")
        return playing("pass")()

    with pytest.raises(KnownError, match="Reading was stopped"):
        read_class_list(LIST, stop=stop, start=start)
    assert begun == []


def test_several_lists_are_read_at_once() -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(
            threads.map(lambda path: len(read_class_list(path).learners), [LIST, DATA / "class-8-girls.xlsx"] * 2)
        )
    assert found == [58, 43] * 2


def test_a_bug_arrives_as_its_kind_and_its_places() -> None:
    # A programme that is damaged itself is no fault of the list.
    damaged = (
        "import sys; sys.modules['python_calamine'] = None;"
        " from bsuh_desktop.rosters.sandbox import child; child.main()"
    )
    with pytest.raises(SandboxBugError) as caught:
        read_class_list(DATA / "class-8-girls.xlsx", start=playing(damaged))
    error = caught.value
    assert error.kind == "ModuleNotFoundError"
    assert error.places[0].startswith("system/sandbox_child.py:")
    assert error.places[-1].startswith("rosters/files/")
    assert all(place in crash_report(error) for place in error.places)
    assert place_of(error) == f"{error.places[-1].split()[0]} ModuleNotFoundError"


def test_what_a_library_prints_is_no_answer() -> None:
    preview = read_class_list(LIST, start=playing(CHATTERS))
    assert preview == understand(LIST)


@pytest.mark.skipif(os.name != "posix", reason="Windows lets it write")
def test_the_real_process_binds_itself(tmp_path: Path) -> None:
    written = tmp_path / "written"
    assert refusal(DATA / "class-8-girls.xlsx", program=WRITES.replace("PLACE", repr(str(written)))) == "list_torn"
    assert written.read_bytes() == b""


def test_nobody_is_left_when_the_app_is_killed() -> None:
    app = (
        "import sys; from pathlib import Path\n"
        "from bsuh_desktop.rosters.sandbox.reader import read_class_list\n"
        "from bsuh_desktop.system.launcher import start_child\n"
        "from tests.helpers.reading_process import PATIENT\n"
        f"start = lambda: start_child([sys.executable, '-c', {HANGS!r}])\n"
        "read_class_list(Path(sys.argv[1]), limits=PATIENT, start=start)"
    )
    words = [sys.executable, "-c", app, str(DATA / "class-8-girls.xlsx")]
    with subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL) as process:
        app_s = psutil.Process(process.pid)
        reading = wait_for(lambda: [one for one in app_s.children() if is_reading(one)], "a list is being read")
        process.kill()
    assert psutil.wait_procs(reading, timeout=PATIENCE_S)[1] == [], "long before its own limits end it"


def test_the_app_loads_nothing_that_opens_lists() -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from bsuh_desktop.rosters.sandbox.reader import read_class_list\n"
        "read_class_list(Path(sys.argv[1]))\n"
        "print(*sys.modules)"
    )
    command = [sys.executable, "-c", program, str(DATA / "class-8-girls.xlsx")]
    loaded = set(subprocess.run(command, env=environment(), capture_output=True, text=True, check=True).stdout.split())
    assert "bsuh_desktop.rosters.preview" in loaded
    assert not loaded & {"csv", "olefile", "openpyxl", "python_calamine", "zipfile"}
    assert not loaded & {"bsuh_desktop.rosters.files.read_file", "bsuh_desktop.rosters.interpret"}


def test_a_process_that_cannot_be_started_is_a_sentence() -> None:
    with pytest.raises(KnownError) as refused:
        read_class_list(LIST, start=lambda: start_child(["/nowhere/python"]))
    assert refused.value.code == "list_not_started"
