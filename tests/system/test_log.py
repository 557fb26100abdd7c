"""The log of a desk: ids and codes alone, three files of 1 MB, and never in anybody's way."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsuh_desktop.system import log as logs
from bsuh_desktop.system.log import FILE, FILE_BYTES, FOLDER, close_log, last_lines, log, open_log
from tests.helpers.disks import disk_at

pytestmark = pytest.mark.started_children

NAME = "জ্যোৎস্না চাকমা"
SESSION = "0123456789ABCDEF"


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Each test begins and ends without a file or a line."""
    close_log()
    yield
    close_log()


def written(profile: Path) -> str:
    return (profile / FOLDER / FILE).read_text("utf-8")


def test_what_was_noted_before_the_profile_was_known_is_written_when_it_is(tmp_path: Path) -> None:
    log("start", version="0.2.0")
    assert not (tmp_path / FOLDER).exists()
    open_log(tmp_path)
    log("command", session=SESSION, code="roll_marked/1")
    first, second = written(tmp_path).splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ start version=0\.2\.0", first)
    assert second.endswith(f" command session={SESSION} code=roll_marked/1")
    assert last_lines(1) == (second,)


@pytest.mark.parametrize(
    "ids",
    [
        {"session": NAME},
        {"session": "Rahima Khatun 12"},
        {"code": NAME},
        {"code": "Rahima"},
        {"code": "class 6"},
        {"place": "/home/rahima/class.csv"},
        {"place": "Rahima"},
        {"pack": "../Rahima"},
        {"device": "107845"},
        {"count": NAME},
        {"ms": 1.5},
        {"version": "rahima"},
    ],
)
def test_a_value_that_is_no_id_is_not_written(tmp_path: Path, ids: dict[str, str]) -> None:
    open_log(tmp_path)
    log("command", **ids)  # type: ignore[arg-type]
    assert written(tmp_path).endswith(f" command {next(iter(ids))}=?\n")


def test_there_is_no_field_for_text(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="no such field: name"):
        log("command", name=NAME)  # type: ignore[call-arg]
    assert last_lines() == ()


def test_three_files_of_a_megabyte_are_kept(tmp_path: Path) -> None:
    open_log(tmp_path)
    for number in range(60_000):
        log("slow", place="qt.classroom.wrap_up.wrap_up:WrapUpPage.show_class", ms=number, session=SESSION)
    sizes = {path.name: path.stat().st_size for path in (tmp_path / FOLDER).iterdir()}
    assert sizes.keys() == {FILE, f"{FILE}.1", f"{FILE}.2"}
    assert max(sizes.values()) <= FILE_BYTES
    assert min(sizes[f"{FILE}.1"], sizes[f"{FILE}.2"]) > FILE_BYTES - 200
    assert "ms=59999" in written(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_full_disk_loses_lines_and_nothing_else(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    import resource

    open_log(tmp_path)
    log("start")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        log("command", code="lost/1")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    log("command", code="kept/1")
    assert written(tmp_path).endswith("code=kept/1\n")
    assert capfd.readouterr() == ("", "")


def test_a_full_disk_stops_nobody_from_closing_it(tmp_path: Path) -> None:
    with disk_at(tmp_path / FOLDER, "size=64k") as disk:
        open_log(tmp_path)
        log("start")
        disk.fill()
        for _ in range(100):
            log("command", session=SESSION, code="lost/1")
        close_log()
    open_log(tmp_path)
    log("command", code="kept/1")
    assert written(tmp_path).endswith("code=kept/1\n")


def test_a_folder_that_takes_no_file_is_no_trouble(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / FOLDER).write_text("a file where the folder should be")
    open_log(tmp_path)
    log("start")
    close_log()
    open_log(tmp_path / "not there")
    log("start")
    (tmp_path / "other" / FOLDER / FILE).mkdir(parents=True)
    open_log(tmp_path / "other")
    log("start")
    assert len(last_lines()) == 2
    assert capfd.readouterr() == ("", "")


def test_every_field_has_a_form() -> None:
    assert logs.LogIds.__annotations__.keys() == logs._FORMS.keys()
