"""A whole class in real windows, with names typed and things gone wrong: its log tells what happened, and of nobody."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from bsuh_desktop.system.log import FILE, FOLDER
from tests.helpers import prepared
from tests.helpers.class_pages import class_of
from tests.helpers.desks import PASSPHRASE
from tests.helpers.hands import button, key, pick, press, tab_to, type_in, until
from tests.helpers.names import files, found, words_of
from tests.helpers.visit import Visit, visiting

LEARNERS, UNNAMED = 20, 1
NEWCOMER = "জ্যোতির্ময়ী তঞ্চঙ্গ্যা"


def join(visit: Visit) -> None:
    """Somebody with a name that nobody else has joins the class."""
    visit.press("add_learner")
    visit.write("name_bangla", NEWCOMER)
    visit.press("guardian_yes", "add")
    until(
        lambda: any(one.name_bn == NEWCOMER for one in class_of(visit).names.values()), "the newcomer is in the class"
    )


def leave_alone(visit: Visit) -> None:
    """The desk is covered, and opened again with the second PIN."""
    key(visit.window, "Ctrl+L")
    visit.quiet()
    for pin in ("9999", "4826"):
        visit.write("pin", pin)
        visit.press("primary")


def meet_a_bug(visit: Visit) -> str:
    """A bug while a name is at hand; what its report says."""
    try:
        dict[str, int]()[NEWCOMER]
    except KeyError as error:
        visit.window.crashes.take(error)
    text = visit.dialog().findChild(QPlainTextEdit, "report")
    assert isinstance(text, QPlainTextEdit)
    said = text.toPlainText()
    press(button(visit.seen(), "Go on"))
    return said


def teach(visit: Visit) -> None:
    """To the last slide; each question gets a few hands."""
    visit.press("start_teaching", "start")
    for _ in range(100):
        if class_of(visit).open_asking is not None:
            type_in(tab_to(visit.window, "count_a"), "9")
            for _ in "ABCD":
                key(visit.window, "Return")
                visit.quiet()
        elif "Go to wrap-up" in str(visit.see("next_step").property("text")):
            return
        key(visit.window, "PgDown")
        visit.quiet()
    raise AssertionError("the lesson does not end")


def finish(visit: Visit, folder: Path) -> None:
    """The class is over, its certificates stand in `folder`."""
    key(visit.window, "F10")
    visit.quiet()
    key(visit.window, "F10")
    until(lambda: class_of(visit).ended_ms is not None, "the class is finished")
    visit.quiet()
    visit.give_certificates()
    visit.press("certificates_to_folder")
    pick(folder)
    visit.let_names_go()
    until(lambda: list(folder.glob("*.pdf")), "they are written")
    visit.quiet()


@pytest.mark.usefixtures("windows")
def test_the_log_of_a_class_names_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "শিরিনের ফোল্ডার"
    folder.mkdir()
    with visiting(tmp_path, functools.partial(prepared.counted, learners=LEARNERS), projector=True) as visit:
        visit.write("passphrase", "not these words at all")
        visit.press("primary")
        visit.unlock()
        visit.press("go_on")
        join(visit)
        leave_alone(visit)
        report = meet_a_bug(visit)
        teach(visit)
        finish(visit, folder)
        picture = class_of(visit)
    logs = files(tmp_path / "profile" / FOLDER)
    (log,) = (content.partition(b"\n")[2] for content in logs.values())
    assert [Path(path).name for path in logs] == [FILE]
    tells_what_happened(log.decode(), picture.session, picture.pack.id)
    names = [name for who in picture.names.values() for name in (who.name_bn, who.name_en) if name]
    assert len(names) == 2 * (LEARNERS - UNNAMED) + 1
    words = {picture.title.bn, picture.title.en, picture.place.bn, picture.place.en, str(tmp_path), folder.name}
    words |= words_of([*names, NEWCOMER, prepared.FACILITATOR]) | {PASSPHRASE, "9999", "4826"}
    assert found(words, {"log": log, "report": report.encode()}) == []
    assert f"command session={picture.session}" in report


def tells_what_happened(log: str, session: str, pack: str) -> None:
    """In this order."""
    lines = iter(log.splitlines())
    for event in (
        "start version=",
        "refused code=wrong_passphrase",
        "unlocked device=",
        f"class_taken session={session} pack={pack}",
        f"command session={session} code=learner_added/1",
        "covered",
        "wrong_pin count=1",
        "uncovered",
        "bug place=windows/test_log_of_a_class.py:",
        f"command session={session} code=hands_counted/1",
        f"class_finished session={session} pack={pack}",
        "locked",
        "stop",
    ):
        assert any(f"Z {event}" in line for line in lines), f"{event} in\n{log}"
