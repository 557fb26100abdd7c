"""The lesson kit as a PDF: how many pages, what stands on them, and what must not."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.documents.lesson_kit import plan
from bsuh_desktop.documents.lesson_kit.content import PARTS, KitPart, LessonKit, PrintedNumber
from bsuh_desktop.documents.lesson_kit.kit import lesson_kit_pdf
from bsuh_desktop.documents.lesson_kit.kit_pen import FOOT
from bsuh_desktop.documents.print_pages import page_for_printer, page_sizes
from bsuh_desktop.domain.certificates import Ink
from bsuh_desktop.domain.local_text import Language
from tests.helpers.kits import boxes_of, kit_of, pack_in, taka
from tests.helpers.packs import good_files, good_files_2
from tests.helpers.papers import copied_pages

LANGUAGES: tuple[Language, ...] = ("bn", "en")
INKS: tuple[Ink, ...] = ("colour", "black")
ANSWER = ("prize, hurry", "honest")


@pytest.fixture
def little(tmp_path: Path) -> Pack:
    return pack_in(tmp_path / "little", good_files_2())


def pages(kit: LessonKit) -> list[str]:
    """The text of each page, with single blanks."""
    return [" ".join(" ".join(lines).split()) for lines in copied_pages(lesson_kit_pdf(kit)[0])]


def only(kit: LessonKit, *parts: KitPart) -> LessonKit:
    return msgspec.structs.replace(kit, parts=frozenset(parts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_of_the_real_module_stands_on_two_pages_in_letters_that_can_be_read(language: Language) -> None:
    kit = kit_of(taka(), language=language, parts=("plan",))
    pdf, counts = lesson_kit_pdf(kit)
    text = "".join("".join("".join(lines).split()) for lines in copied_pages(pdf))
    assert counts == {"plan": 2}
    assert min(plan.SIZES) >= 9
    # Columns are read side by side, so words are looked for, not sentences.
    for row in kit.rows:
        for word in " ".join((*row.say, row.board, row.title)).split():
            assert word in text, word


def test_every_slide_has_its_minutes_by_both_plans(little: Pack) -> None:
    kit = kit_of(little, language="en", parts=("plan",))
    (text,) = pages(kit)
    assert "version 3 · 25 minutes · by the short plan 21 minutes" in text
    assert "Asked for a code, we say goodbye" in text
    assert "25 min 21 min" in text
    assert "1 2 1 A little lesson" in text
    assert "7 0 – Mitu looks" in text, "the short plan leaves it out"
    for tag in ("Activity", "Question", "First questions", "Last questions"):
        assert tag in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ink", INKS)
def test_the_trial_sheet_is_one_page_with_a_row_for_each_of_six_children(language: Language, ink: Ink) -> None:
    kit = kit_of(taka(), language=language, ink=ink, parts=("trial",))
    pdf, counts = lesson_kit_pdf(kit)
    (text,) = pages(kit)
    assert counts == {"trial": 1}
    form, school, letter = {"bn": ("সেট", "স্কুল", "অক্ষর"), "en": ("Form A", "School", "letter")}[language]
    assert text.count(school + " ") >= 6
    assert text.count(letter) >= 6 * 5
    assert form in text
    boxes = boxes_of(pdf)[0]
    assert max(bottom for *_, bottom in boxes[:-8]) < FOOT, "nothing runs into the foot"


def test_a_module_without_forms_has_nothing_to_try(little: Pack) -> None:
    kit = kit_of(little, language="en", parts=("trial",))
    assert lesson_kit_pdf(msgspec.structs.replace(kit, forms=()))[1] == {"trial": 0}
    assert "trial" not in kit_of(little).parts, "a class does not need it"


def test_without_a_short_plan_there_is_no_column_for_it(tmp_path: Path) -> None:
    kit = kit_of(pack_in(tmp_path / "one", good_files()), language="en")
    text = " ".join(pages(only(kit, "plan")))
    assert "version 3 · 20 minutes" in text
    assert "short plan" not in text
    assert "1 2 A little lesson" in text
    _, counts = lesson_kit_pdf(kit)
    assert counts == {"plan": 1, "notes": 1, "questions": 6, "things": 0, "home": 5}


def test_a_long_module_has_more_pages_and_loses_nothing() -> None:
    kit = kit_of(taka(), language="bn", parts=("plan", "notes"))
    row = msgspec.structs.replace(kit.rows[1], say=kit.rows[1].say * 40)
    long = msgspec.structs.replace(kit, rows=(kit.rows[0], row, *kit.rows[2:]))
    pdf, counts = lesson_kit_pdf(long)
    text = " ".join(" ".join(lines) for lines in copied_pages(pdf))
    assert counts["plan"] > 2
    first = kit.rows[1].say[0].split()[0]
    assert text.count(first) >= 40
    assert all(bottom < 289 for page in boxes_of(pdf) for *_, bottom in page)


def test_it_says_who_does_what_for_five_to_eight_groups(little: Pack) -> None:
    text = pages(kit_of(little, language="en", groups=4, parts=("plan",)))[0]
    assert "Who does what: Offers" in text
    for groups, line in ((4, "4 1 2 1 2"), (5, "5 1 2 1 2 1"), (8, "8 1 2 1 2 1 2 1 2")):
        assert line in text, groups
    assert "Flags: 4 sets of 2" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_stand_behind_with_what_to_do_without_power_and_the_answers(little: Pack, language: Language) -> None:
    kit = kit_of(little, language=language)
    text = pages(only(kit, "notes"))[0]
    wanted = {
        "bn": ("শান্ত গলায় পড়ুন।", "বিদ্যুৎ চলে গেলে", "বোর্ডে তিনটি ধাপ লিখুন।", "পুরস্কার, তাড়া"),
        "en": ("Read it calmly.", "If the power fails", "write the three steps on the board.", "prize, hurry"),
    }
    assert [words for words in wanted[language] if words not in text] == []


def test_questions_say_nothing_of_their_answers_but_on_the_last_pages(little: Pack) -> None:
    *asked, answers, more = pages(only(kit_of(little, language="en"), "questions"))
    assert [page.count("best step?") for page in asked] == [3, 2, 1, 3, 2]
    for secret in ("Hurry is a sign of a trap", "Right. They hurried you", "The caller has no book."):
        assert not [page for page in asked if secret in page]
        assert secret in answers
    assert not [page for page in asked if "facilitator" in page]
    assert answers.startswith("Be Smart Use Heart · Practice programme Answers For the facilitator only")
    assert more.endswith("Answers · For the facilitator only Page 7 of 7")
    assert "Form A" in asked[0]
    assert "Questions of the lesson" in asked[2]
    assert asked[0].count("asked by hands, too") == 3
    assert asked[1].count("asked by hands, too") == 0


def test_the_letters_of_questions_have_sixteen_points(little: Pack) -> None:
    pdf, _ = lesson_kit_pdf(only(kit_of(little, language="en"), "questions"))
    heights = [bottom - top for _, top, _, bottom in boxes_of(pdf)[0]]
    # Poppler takes a line for a word; its box is about 1.17 em high.
    assert sum(height > 16 * 25.4 / 72 for height in heights) >= 3 * 5, "three questions with four answers"


def test_pieces_are_one_a_page_or_eight_and_never_say_their_answer(little: Pack) -> None:
    kit = only(kit_of(little, language="en", groups=6), "things")
    text = pages(kit)
    assert len(text) == 2 + 2, "two offers once, two flags six times"
    assert "“You have won. Send money today.”" in text[0]
    assert text[0].startswith("1")
    assert [page.count("Hurry") for page in text] == [0, 0, 4, 2]
    assert not [page for page in text for answer in ANSWER if answer in page]
    assert ["Cut along" in page for page in text] == [False, False, True, True]


def test_two_on_a_page(little: Pack) -> None:
    kit = kit_of(little, language="en", parts=("things",))
    halves = msgspec.structs.replace(kit, sets=(msgspec.structs.replace(kit.sets[0], size="half"),))
    (text,) = pages(halves)
    assert "You have won" in text
    assert "Drawing on Saturday" in text


def test_every_learner_has_a_card_for_home(little: Pack) -> None:
    kit = only(kit_of(little, language="bn", learners=10), "home")
    text = pages(kit)
    assert [page.count("কোড চাইলে লাইন কাটি।") for page in text] == [8, 2]
    assert text[1].count("১০৯৮ (1098)") == 2
    assert text[1].count("আমাদের চেনা নম্বর:") == 2
    assert text[1].count("এখানে আঁকো") == 2


def test_money_lines_stand_on_the_card_which_is_larger_then(little: Pack) -> None:
    kit = only(kit_of(little, language="en", learners=10), "home")
    lines = tuple(PrintedNumber(f"A service with a rather long name {number}", "16000") for number in range(4))
    home = msgspec.structs.replace(kit.home, money=lines)
    text = pages(msgspec.structs.replace(kit, home=home))
    assert [page.count("Our known number:") for page in text] == [4, 4, 2]
    assert text[0].count("16000") == 16


def test_only_what_was_chosen_is_printed_and_in_its_order(little: Pack) -> None:
    kit = kit_of(little, language="en")
    _, counts = lesson_kit_pdf(kit)
    assert tuple(counts) == PARTS
    assert lesson_kit_pdf(only(kit, "home", "plan"))[1] == {"plan": 1, "home": 5}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ink", INKS)
def test_everything_stands_within_the_margins_in_its_ink(little: Pack, language: Language, ink: Ink) -> None:
    for pack in (little, taka()):
        pdf, _ = lesson_kit_pdf(kit_of(pack, language=language, ink=ink, learners=9))
        for left, top, right, bottom in (box for page in boxes_of(pdf) for box in page):
            assert left > 7.5
            assert right < 202.5
            assert top > 4
            assert bottom < 292
        assert inks(pdf) == ({"black"} if ink == "black" else {"colour"})


def inks(pdf: bytes) -> set[str]:
    """In which inks a printer draws the pages."""
    return {page_for_printer(pdf, number, 150).ink for number in range(1, len(page_sizes(pdf)) + 1)}


def test_the_same_kit_is_the_same_file(little: Pack) -> None:
    kit = kit_of(little, language="bn", learners=3)
    assert lesson_kit_pdf(kit) == lesson_kit_pdf(kit)
