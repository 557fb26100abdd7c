"""A report of a bug says where and of what kind, and nothing that anybody typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.services.desk.crash_report import REPORT_FILE, crash_report, place_of, save_report
from tests.helpers.portable import run_from_stick

NAME = "জ্যোৎস্না চাকমা"


def a_bug() -> BaseException:
    """An error from our own code, caused by one from here; both hold a name."""
    try:
        try:
            bangla_digits("17")
            dict[str, str]()[NAME]
        except KeyError as error:
            raise RuntimeError(NAME) from error
    except RuntimeError as error:
        return error
    raise AssertionError


def test_the_report_has_kinds_and_places_and_no_value(tmp_path: Path) -> None:
    report = crash_report(a_bug())
    assert "RuntimeError" in report
    assert "KeyError" in report
    assert "test_crash_report.py:" in report
    assert "a_bug" in report
    assert NAME not in report
    assert str(Path.home()) not in report
    assert str(Path(__file__).parent) not in report
    assert NAME not in place_of(a_bug())
    assert "RuntimeError" in place_of(a_bug())


def test_the_portable_copy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "portable" not in crash_report(a_bug()).splitlines()[0]
    run_from_stick(tmp_path, monkeypatch)
    assert crash_report(a_bug()).splitlines()[0].endswith(", portable")


def test_our_own_place_is_named() -> None:
    with pytest.raises(TypeError) as caught:
        save_report(None, "")  # type: ignore[arg-type]
    assert place_of(caught.value).startswith("desk/crash_report.py:")


def test_a_report_is_saved_beside_the_last_one(tmp_path: Path) -> None:
    first, second = save_report(tmp_path, "one"), save_report(tmp_path, "two")
    assert first.name == REPORT_FILE
    assert (first.read_text(), second.read_text()) == ("one", "two")
