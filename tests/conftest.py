"""What holds for every test: no warning or log record goes unnoticed, and nothing of this computer leaks in.

Warnings fail (pyproject `filterwarnings`), Qt's log lines fail (`qt_log_level_fail`), and a log record from WARNING on
that a test did not expect fails here. Windows need a real X server: `xvfb-run -a -s "-screen 0 2390x768x24 -noreset"`
in front of pytest, as `installer/check` does; each worker then opens a server of its own. Without a display Qt draws
offscreen, which suffices for pictures only: its offscreen platform warns about every window.
"""

from __future__ import annotations

import atexit
import compileall
import datetime
import gc
import linecache
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from compile_resources import compile_all
from hypothesis import settings
from PySide6.QtWidgets import QApplication

from bsuh_desktop.qt.application.main_thread_gc import collect_due
from tests.helpers import crash_traces
from tests.helpers.account import STATE_VARIABLE
from tests.helpers.cached_work import derived_lightly, derived_once
from tests.helpers.daily_sample import PARTS, left_out, seed_of
from tests.helpers.display import own_display, show_on
from tests.helpers.ready_children import children_ready, end_ready
from tests.helpers.slow_tests import slower_than_their_kind
from tests.helpers.sources import PACKAGE, ROOT
from tests.helpers.suite_order import in_order
from tests.helpers.watched_application import WatchedApplication

# Two cores are shared with whatever else the machine does, so no example is too slow. The suite tries the same examples
# in every run: what is red has its reason in the change. `--hypothesis-profile=anew` draws others.
settings.register_profile("house", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("anew", settings.get_profile("house"), derandomize=False)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which cases of what is sampled are tried (`tests/SAMPLED.md`)."""
    group = parser.getgroup("sampled", "cases of which a quarter a day is tried")
    group.addoption("--whole", action="store_true", help="try all of them")
    group.addoption("--sample-seed", type=int, help="try those of this number, which a run says at its beginning")


def pytest_configure(config: pytest.Config) -> None:
    """Once, before anything is imported from the package: compile what is compiled, settle Qt's platform and screen."""
    worker = hasattr(config, "workerinput")
    if config.option.sample_seed is None:
        # Before workers begin, which are told: a run that goes on over midnight stays what it was.
        config.option.sample_seed = seed_of(datetime.date.today())
    crash_traces.name_run(config)
    if not worker:
        compile_all()
        # As an installed app is: the suite starts hundreds of processes, and each would compile what it imports.
        for folder in (PACKAGE, ROOT / "tests" / "helpers", ROOT / "tests" / "benchmarks" / "country"):
            compileall.compile_dir(folder, quiet=2)
    # Each worker reads all the test modules, with their asserts rewritten: what an environment forbids processes that
    # are started once takes most of the time that it takes to begin.
    sys.dont_write_bytecode = False
    if (worker or config.getoption("dist", "no") == "no") and own_display():
        # Whatever the person's own desktop is made of.
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        show_on("LAPTOP")
    # What desks of whole modules note outside of their folders; each test has a home of its own.
    os.environ[STATE_VARIABLE] = tempfile.mkdtemp(prefix="bsuh-state-")
    atexit.register(shutil.rmtree, os.environ[STATE_VARIABLE], ignore_errors=True)
    # A DISPLAY of whoever started it says nothing to Qt for Windows.
    shown = os.environ.get("DISPLAY") and sys.platform != "win32"
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if shown else "offscreen")
    # As in the app (qt.waste): what a test leaves behind must not end on a worker's thread.
    gc.disable()


def pytest_report_header(config: pytest.Config) -> str:
    """How to have the same cases again."""
    if config.option.whole:
        return "sampled: all of it"
    return f"sampled: one of {PARTS} parts, again with --sample-seed={config.option.sample_seed}; --whole tries all"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What the day leaves out is not tried; the marks and words of whoever asks have chosen before. Several workers
    begin with what takes longest; one alone keeps the order of the folders."""
    if not config.option.whole:
        cases = [
            (item.nodeid, item.nodeid.partition("[")[0], frozenset(mark.name for mark in item.iter_markers()))
            for item in items
        ]
        unseen = left_out(cases, config.option.sample_seed)
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in unseen])
        items[:] = [item for item in items if item.nodeid not in unseen]
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers > 1:
        modules = [item.nodeid.partition("::")[0].removeprefix("tests/") for item in items]
        items[:] = [items[place] for place in in_order(modules, workers)]


def pytest_sessionstart(session: pytest.Session) -> None:
    """A worker that crashes from here on says where."""
    crash_traces.listen(session.config)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What crashed workers said stands beside the names of the tests that failed; then which tests took long."""
    for words in crash_traces.told(config):
        terminalreporter.section("a worker crashed here")
        terminalreporter.write_line(words)
    ended = [report for reports in terminalreporter.stats.values() for report in reports]
    calls = [report for report in ended if isinstance(report, pytest.TestReport) and report.when == "call"]
    if lines := slower_than_their_kind((report.nodeid, report.duration) for report in calls):
        terminalreporter.section("slower than their kind")
        for line in lines:
            terminalreporter.write_line(line)


def pytest_collection_finish() -> None:
    """Seven thousand tests with all their modules stay to the end: no search for waste goes through them. The lines of
    their sources, in which pytest looked for where each begins, do not: they are half of all that a search for names
    goes through, and are read again for a test that fails."""
    linecache.clearcache()
    gc.freeze()


def pytest_runtest_teardown() -> None:
    """What is waste by now is thrown away on the thread of the windows."""
    collect_due()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder of this test's own, and a locale that says nothing; returns the folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(folder))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return folder


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """pytest-qt makes its one application of this class."""
    return WatchedApplication


@pytest.fixture(scope="module")
def known_keys() -> Iterator[None]:
    """For a module that opens the same desks again and again, of which other processes may know, too."""
    with derived_once():
        yield


@pytest.fixture(scope="module")
def light_keys() -> Iterator[None]:
    """For a module whose desks are all made and opened by its own process, and the way in is not what it tests."""
    with derived_lightly():
        yield


@pytest.fixture(autouse=True)
def ready_children(request: pytest.FixtureRequest) -> Iterator[None]:
    """Processes that read what comes from others need no start of their own, unless the test is about them."""
    if any(request.node.get_closest_marker(mark) for mark in ("started_children", "benchmark")):
        end_ready()
        yield
    else:
        with children_ready():
            yield


@pytest.fixture
def windows(qapp: QApplication) -> None:
    """Asked for by tests that open windows: they are passed over where there is no screen."""
    if qapp.platformName() == "offscreen":
        pytest.skip("windows need a display: put xvfb-run -a in front of pytest")


@pytest.fixture
def no_child_left() -> Iterator[None]:
    """No process that a test started is there after it."""
    before = psutil.Process().children()
    yield
    assert psutil.Process().children() == before


@pytest.fixture(autouse=True)
def no_stray_log_records(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on a warning in the log. A test that expects one looks at it, then calls `caplog.clear()`."""
    yield
    records = [record for phase in ("setup", "call") for record in caplog.get_records(phase)]
    stray = [f"{record.name}: {record.getMessage()}" for record in records if record.levelno >= logging.WARNING]
    assert not stray, f"stray log records: {stray}"
