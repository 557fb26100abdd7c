"""A lesson kit is made of a pack: its texts in one language, its pictures, its pieces for the groups there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.lesson_kits.lesson_kit import KitWish, kit_content, kit_of_pack, kit_offer, new_kit, save_kit
from tests.helpers.desks import NAMES, a_group, practice_desk
from tests.helpers.kits import grey_square, kit_of, pack_in, programme, taka
from tests.helpers.packs import good_files, good_files_2
from tests.helpers.papers import copied_pages


def test_rows_say_what_to_do_and_write_and_which_plan_leaves_them_out(tmp_path: Path) -> None:
    rows = kit_of(pack_in(tmp_path / "little", good_files_2()), language="en").rows
    assert [row.tag for row in rows] == ["", "pre", "question", "", "activity", "post", "", "", "", ""]
    assert [(row.minutes, row.short) for row in rows[:5]] == [(2, 1), (5, 5), (2, 2), (2, 1), (6, 5)]
    assert rows[6].short == 0
    own = kit_of(taka(), language="en").rows
    assert [(row.minutes, row.short) for row in own if row.tag == "question"] == [(2, 2), (2, 0), (2, 0)]
    assert rows[0].say == ("Today is a story about codes.",)
    assert rows[2].title.startswith("Meghna Courier: “Zara, your parcel is stuck."), "the slide has no title of its own"
    assert rows[9].board == "1098", "placeholders are filled"


def test_a_pack_of_format_1_has_no_short_plan_no_pieces_and_no_sentence(tmp_path: Path) -> None:
    kit = kit_of(pack_in(tmp_path / "one", good_files()), language="bn")
    assert {row.short for row in kit.rows} == {None}
    assert (kit.sets, kit.home.sentence, kit.chant) == ((), "", "")
    assert kit.home.child.number == "১০৯৮" or kit.home.child.number == "1098"
    assert not any(option.feedback for form in kit.forms for one in form.questions for option in one.options)


def test_sets_are_as_many_as_there_are_groups_or_learners(tmp_path: Path) -> None:
    pack = pack_in(tmp_path / "little", good_files_2())
    offers, flags = kit_of(pack, groups=7, learners=33).sets
    assert (offers.copies, flags.copies) == (1, 7)
    each = replace(pack, kit=tuple(replace(one, each="learner") for one in pack.kit))
    assert [one.copies for one in kit_of(each, groups=7, learners=33).sets] == [33, 33]
    assert [len(deal) for deal in offers.deals] == [5, 6, 7, 8]
    assert flags.deals == (), "each group has a whole set"
    assert [piece.answer for piece in kit_of(pack, language="en").sets[0].pieces] == ["prize, hurry", "honest"]


def test_pictures_are_painted_once_and_only_for_papers_that_have_them(tmp_path: Path) -> None:
    pack = pack_in(tmp_path / "little", good_files_2())
    painted: list[int] = []

    def paint(data: bytes, pixels: int) -> bytes:
        painted.append(pixels)
        return grey_square(data, pixels)

    kit_content(pack, programme(), KitWish(parts=("plan", "home")), paint)
    assert painted == []
    kit = kit_content(pack, programme(), KitWish(), paint)
    assert painted == [800]
    assert kit.sets[1].pieces[0].picture
    assert not kit.sets[1].pieces[1].picture


def test_what_cannot_be_painted_is_told(tmp_path: Path) -> None:
    pack = pack_in(tmp_path / "little", good_files_2())
    with pytest.raises(KnownError, match="hook"):
        kit_of_pack(pack, programme(), KitWish(), lambda *_: b"")
    with pytest.raises(KnownError, match="nothing of what you chose"):
        kit_of_pack(taka(version=1), programme(), KitWish(parts=("things",)), grey_square)


def test_a_kit_of_a_desk_names_nobody_and_lies_beside_others(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    a_group(desk)
    (module,) = kit_offer(desk).modules
    assert (module.id, module.things) == ("taps-traps-taka", True)
    saved = save_kit(desk, KitWish(learners=3), grey_square, tmp_path)
    assert (saved.path.name, saved.path.stat().st_mode & 0o044 != 0) == ("lesson-kit-taps-traps-taka-2-bn.pdf", True)
    text = "\n".join("\n".join(lines) for lines in copied_pages(saved.path.read_bytes()))
    assert not any(name in text for name in NAMES)
    again = save_kit(desk, KitWish(learners=3), grey_square, tmp_path)
    other = save_kit(desk, KitWish(learners=4), grey_square, tmp_path)
    assert (again.path, other.path.name) == (saved.path, "lesson-kit-taps-traps-taka-2-bn-2.pdf")
    made = new_kit(desk, KitWish(learners=3), grey_square)
    assert saved.pages == made.pages == 25
    assert made.parts["things"] == 8 + 4, "an offer a page, eight flags a page for eight groups"
