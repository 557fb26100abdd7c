from __future__ import annotations

from collections.abc import Iterable

import msgspec
import pytest

from bsuh_desktop.documents.class_sheet.sheet import ClassSheet, SheetLearner, SheetQuestion, class_sheet_pdf
from bsuh_desktop.documents.class_sheet.sheet_pen import BOTTOM, FOOT_HEIGHT, FREE_LINES, pages_of, tally_height
from bsuh_desktop.domain.local_text import LocalText
from tests.helpers.papers import GRADE, HARD_NAMES, MODULE, PLACE, PROGRAMME, copied, picture_of

QUESTION = LocalText("গেমে একজন লিখল, “ডায়মন্ড পাবে, শুধু কোডটা দাও।”", "In a game someone writes, “Just the code.”")


def learners(names: Iterable[str]) -> tuple[SheetLearner, ...]:
    return tuple(SheetLearner(str(number), name) for number, name in enumerate(names, start=1))


def a_sheet(count: int = 58, questions: int = 14) -> ClassSheet:
    names = [f"{HARD_NAMES[place % len(HARD_NAMES)]}" for place in range(count)]
    return ClassSheet(
        number="7K3-Q0A",
        language="bn",
        programme=PROGRAMME,
        school=PLACE,
        title=GRADE,
        module=MODULE,
        facilitator="শিরিন আক্তার",
        practice=True,
        learners=learners(names),
        questions=tuple(SheetQuestion(number, QUESTION, "ABCD") for number in range(1, questions + 1)),
    )


def test_a_class_of_58_stands_on_one_page_with_its_number_and_every_name() -> None:
    pdf, pages = class_sheet_pdf(a_sheet())
    text = "\n".join(copied(pdf))
    assert pages == 1
    assert "7K3-Q0A" in text
    assert all(name in text for name in HARD_NAMES)
    for words in ("ক্লাস শিট", "অনুশীলন", "কালীগঙ্গা উচ্চ বিদ্যালয়", "৫৮", "সিল", "প্রধান শিক্ষকের স্বাক্ষর", "১৪"):
        assert words in text


def test_in_english_with_rolls_only() -> None:
    sheet = msgspec.structs.replace(a_sheet(3), language="en", practice=False, learners=learners(["", "", ""]))
    text = "\n".join(copied(class_sheet_pdf(sheet)[0]))
    assert "Class sheet" in text
    assert "Taps, Traps and Taka" in text
    assert "In a game" in text
    assert "PRACTICE" not in text
    assert not any(name in text for name in HARD_NAMES)


def test_nothing_but_ink_is_printed() -> None:
    picture = picture_of(class_sheet_pdf(a_sheet())[0], dots=72)
    dark = sum(picture.histogram()[:200])
    assert 0.02 < dark / (picture.width * picture.height) < 0.2


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (58, 1), (77, 1), (80, 1), (120, 2), (200, 2)])
def test_as_few_pages_as_can_be_read(count: int, pages: int) -> None:
    found = pages_of(count, 14)
    assert len(found) == pages
    assert [page.first for page in found] == [0, *(page.last for page in found[:-1])]
    assert found[-1].last == count
    assert found[-1].free >= FREE_LINES
    assert all(page.row > 4.6 for page in found)
    foot = BOTTOM - FOOT_HEIGHT - tally_height(14)
    assert all(page.top + page.rows * page.row <= (foot if page.main else BOTTOM) + 0.01 for page in found)


def test_a_long_roll_goes_on_under_the_same_number() -> None:
    pdf, pages = class_sheet_pdf(a_sheet(200))
    assert pages == 2
    for page in (1, 2):
        text = "\n".join(copied(pdf, page))
        assert "7K3-Q0A" in text
        assert f"পাতা {'১২'[page - 1]} / ২" in text
    assert "২০০" in "\n".join(copied(pdf, 2))


def test_the_same_sheet_is_the_same_file() -> None:
    assert class_sheet_pdf(a_sheet(5)) == class_sheet_pdf(a_sheet(5))
