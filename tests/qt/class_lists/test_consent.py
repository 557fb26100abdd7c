"""The consent sitting: read aloud, refused in private, and only then kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from bsuh_desktop.services.class_lists.class_groups import Learner, class_groups, learners_of
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import named, press, write
from tests.helpers.list_pages import (
    PLAIN,
    asked,
    bring,
    note,
    on_page,
    told,
    written,
)
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def at_consent(visit: Visit, path: Path) -> None:
    bring(visit, path)
    visit.press("go_on")
    on_page(visit, "consent")


def counts(visit: Visit) -> tuple[str, str]:
    """How many names would be kept, and how many take part without one."""
    return read(visit, "named_count"), read(visit, "unnamed_count")


def kept_learners(desk: Desk) -> list[Learner]:
    """The learners of the only class."""
    (group,) = class_groups(desk)
    return learners_of(desk, group.group.id)


def test_the_notice_is_read_in_either_language_before_anything_is_noted(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        at_consent(visit, written(tmp_path, PLAIN))
        assert "Read this aloud before names are kept" in read(visit, "notice")
        visit.press("in_bangla")
        assert "নাম রাখার আগে পড়ে শোনান" in read(visit, "notice")
        assert "৯০ দিন" in read(visit, "notice")
        assert read(visit, "header_title") == "Consent of the whole class", "the desk goes on speaking its own"
        assert not visit.see("keep").isEnabled()
        assert "Read the notice aloud first." in read(visit, "reason")
        assert not visit.see("refused").isEnabled()
        visit.press("adults")
        assert "আপনার নাম" in read(visit, "notice")
        visit.press("adults")
        assert "তোমার নাম" in read(visit, "notice")
        visit.press("read_aloud")
        assert visit.see("keep").isEnabled()
        assert counts(visit) == ("0", "4"), "no letter was seen yet"
        note(visit, "refused", "44")
        assert "This roll is not on the list: 44" in read(visit, "refused")
        assert "Said “no”: 0" in read(visit, "refused")
        write(named(visit.see("refused"), "roll", QLineEdit), "")
        assert visit.see("missing_letters").isVisible(), "the tick moves nothing below it"
        # The tick for the letters was forgotten, or taken off by a slip: every name would be gone.
        visit.press("keep", "back")
        assert not asked(visit, class_groups)
        visit.press("all_letters")
        assert counts(visit) == ("4", "0")
        visit.press("keep")
        on_page(visit, "classes")


def test_who_says_no_in_private_is_kept_without_a_name(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        at_consent(visit, written(tmp_path, PLAIN))
        visit.press("read_aloud", "all_letters")
        note(visit, "refused", "2")
        assert "Said “no”: 1" in read(visit, "refused")
        visit.press("language_bn")
        said = read(visit, "refused")
        assert ("১" in said, "Said" in said, "২" in said) == (True, False, True)
        visit.press("language_en", "back")
        on_page(visit, "import_list")
        visit.press("go_on")
        on_page(visit, "consent")
        assert counts(visit) == ("3", "1"), "what was said survives another look at the list"
        visit.press("noted_3")
        assert "Said “no”: 0" in read(visit, "refused"), "a no can be taken back until the list is kept"
        assert counts(visit) == ("4", "0")
        note(visit, "refused", "3")
        note(visit, "without_letter", "৪")
        assert counts(visit) == ("2", "2")
        visit.press("keep")
        on_page(visit, "classes")
        kept = asked(visit, kept_learners)
        assert [(one.roll, one.name_bn, one.guardian, one.assent) for one in kept] == [
            ("1", "ক্ষিতীশ রহমান", "yes", "yes"),
            ("2", "শ্রেয়া খাতুন", "yes", "yes"),
            ("৩", "", "not_asked", "no"),
            ("4", "", "not_asked", "yes"),
        ]


def test_while_others_may_look_on_refusals_are_a_number_and_a_class_may_have_no_names(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        at_consent(visit, written(tmp_path, PLAIN))
        visit.bridge.projector.set_shows_this_screen(None)
        visit.press("read_aloud")
        note(visit, "refused", "2")
        assert not shows(visit, "noted_3")
        assert "Said “no”: 1" in read(visit, "refused")
        press(named(visit.see("refused"), "show_rolls", QAbstractButton))
        assert shows(visit, "noted_3")
        visit.press("noted_3", "read_aloud", "no_names")
        assert counts(visit) == ("0", "4")
        assert not shows(visit, "refusals")
        keep = visit.see("keep")
        press(keep)
        QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
        on_page(visit, "classes")
        assert told(visit).startswith("The list is saved.")
        assert [one.name_bn for one in asked(visit, kept_learners)] == ["", "", "", ""]
        assert len(asked(visit, class_groups)) == 1, "two quick clicks keep one list"
