"""Checks and pictures on a thread of their own: what takes long can be stopped, and nothing waits for it."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.services.verify import file_kinds
from tests.helpers import verified
from tests.helpers.access import name_of
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import press, until
from tests.helpers.hostile_papers import nested_forms, nested_patterns
from tests.helpers.slow_desk import held
from tests.helpers.until import wait_for
from tests.helpers.verified import drop, stick_of
from tests.helpers.visit import visiting

pytestmark = [pytest.mark.started_children, pytest.mark.usefixtures("windows")]


def test_a_pdf_that_harms_is_told_and_one_that_never_ends_is_stopped(tmp_path: Path) -> None:
    with visiting(tmp_path, verified.with_papers) as visit:
        visit.unlock()
        visit.in_private()
        visit.press("rail_verify")
        stick = stick_of(visit.bridge.profile)
        genuine = (stick / verified.GOOD).read_bytes()
        before = set(psutil.Process().children())
        heavy, endless = stick / "heavy.pdf", stick / "endless.pdf"
        heavy.write_bytes(nested_forms(genuine))
        endless.write_bytes(nested_patterns(genuine))

        drop(visit.see("drop_zone"), heavy)
        visit.quiet()
        assert read(visit, "verdict_sentence").startswith("Opening this file takes more time or memory")

        visit.press("check_another")
        drop(visit.see("drop_zone"), endless)
        until(lambda: shows(visit, "busy_card"), "it takes longer than a glance")
        press(visit.see("cancel_progress"))
        until(lambda: set(psutil.Process().children()) <= before, "the process that opens it ends")

        drop(visit.see("drop_zone"), stick / verified.GOOD)
        visit.quiet()
        assert name_of(visit.see("verdict_shape")) == "Good"
        until(lambda: shows(visit, "document_picture"), "pictures are painted after it as before")


def test_no_check_waits_for_the_picture_of_what_was_checked_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def never_painted(path: str, page: int, stop: Stop) -> None:
        asked.append(Path(path).name)
        wait_for(stop, "nobody waits for this picture any more")

    with visiting(tmp_path, verified.with_papers) as visit:
        visit.unlock()
        visit.in_private()
        visit.press("rail_verify")
        stick = stick_of(visit.bridge.profile)
        paints = file_kinds.preview_of
        monkeypatch.setattr(file_kinds, "preview_of", never_painted)

        def shown(name: str, page: str = "verify") -> None:
            drop(visit.see(page), stick / name)
            until(lambda: asked[-1:] == [name], f"{name} is shown")

        shown(verified.GOOD)
        press(visit.see("check_another"))
        shown(verified.PRACTICE)
        shown(verified.CLASS)
        with held(visit.bridge):
            drop(visit.see("verify"), stick / verified.GOOD)
            until(lambda: shows(visit, "busy_card"), "the next check goes on")
            monkeypatch.setattr(file_kinds, "preview_of", paints)
            press(visit.see("cancel_progress"))
            until(lambda: shows(visit, "document_picture"), "what is shown has its picture after all")
        visit.quiet()
        press(visit.see("check_another"))
        monkeypatch.setattr(file_kinds, "preview_of", never_painted)
        shown(verified.GOOD)
        visit.press("rail_home")
    assert asked == [verified.GOOD, verified.PRACTICE, verified.CLASS, verified.GOOD]
