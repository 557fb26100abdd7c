"""A pack as a class uses it: its questions by place, its slides in both languages, its words filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.content.reader import read_pack
from bsuh_desktop.content.schema import ListBlock, Paragraph, Picture, Run, plain
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from tests.helpers.packs import WORDS, good_files, write_folder, write_zip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "pack", good_files())


def test_what_stands_on_its_cover(folder: Path) -> None:
    pack = read_pack(folder)
    assert (pack.id, pack.version, pack.minutes, pack.grades) == ("little-lesson", 3, 20, (8, 9))
    assert pack.title == LocalText(bn="ছোট্ট পাঠ", en="A little lesson")
    assert pack.objectives[0].misconceptions[1].id == "logo-proves"
    assert pack.media_notes[0].alt.en == "A hook in front of a phone"


def test_folder_zip_and_zip_of_a_folder_are_one_pack(folder: Path, tmp_path: Path) -> None:
    zipped = write_zip(tmp_path / "a.zip", good_files())
    nested = write_zip(tmp_path / "b.zip", good_files(), "little-lesson/")
    assert read_pack(folder) == read_pack(zipped) == read_pack(nested)


def test_an_item_by_its_id_and_by_its_place(folder: Path) -> None:
    pack = read_pack(folder)
    assert pack.item("lesson/1") == pack.item("q1")
    assert pack.item("form-a/1").id == "a1"
    assert pack.item("form-b/2").id == "b2"
    assert pack.item("a1").options["A"].text.en == "I hang up now"
    assert pack.item("a1").options["B"].misconception == "code-harmless"
    assert [item.id for item in pack.form("B")] == ["b1", "b2", "b3", "b4", "b5"]


@pytest.mark.parametrize("ref", ["q9", "lesson/0", "lesson/2", "form-c/1", "form-a/x", "form-a/²", ""])
def test_an_item_that_is_not_there(folder: Path, ref: str) -> None:
    with pytest.raises(KnownError) as caught:
        read_pack(folder).item(ref)
    assert caught.value.code == "unknown_item"


def test_slides_are_data_that_needs_no_parsing(folder: Path) -> None:
    cover, *_, activity, _, _ = read_pack(folder).slides("en")
    assert cover.body == (
        Paragraph((Run("Codes, games and "), Run("taka", bold=True))),
        Picture("media/hook.svg", "A hook in front of a phone"),
    )
    assert isinstance(activity.body[0], ListBlock)
    assert activity.body[0].ordered
    assert [plain(line) for line in activity.body[0].lines][2] == "The other hangs up."
    assert activity.nopower == "Without power:\nwrite the three steps on the board."


def test_words_are_filled_in_each_language_and_its_digits(folder: Path) -> None:
    pack = read_pack(folder, WORDS)
    (bangla,), (english,) = (slides[-1].body for slides in (pack.slides("bn"), pack.slides("en")))
    assert bangla == ListBlock(
        ((Run("১০৯৮", bold=True), Run(": দিনরাত খোলা")), (Run("চাপ দিলেও টাকা দেবে না।"),)),
    )
    assert english == ListBlock(
        ((Run("1098", bold=True), Run(": open day and night")), (Run("Even under pressure, do not pay."),)),
    )
    assert pack.slides("bn")[-1].board == "১০৯৮"


def test_a_pack_in_one_language_is_shown_in_that_one(tmp_path: Path) -> None:
    files = good_files()
    files["module.toml"] = files["module.toml"].replace('["bn", "en"]', '["bn"]')
    del files["slides.en.md"]
    pack = read_pack(write_folder(tmp_path / "bn", files))
    assert pack.slides("en") == pack.slides("bn")


def test_pictures_by_their_name(folder: Path) -> None:
    pack = read_pack(folder)
    assert pack.media("media/hook.svg").startswith(b"<svg")
    with pytest.raises(KnownError) as caught:
        pack.media("media/none.svg")
    assert caught.value.code == "picture_missing"


def test_text_is_made_nfc_at_the_door(tmp_path: Path) -> None:
    files = good_files()
    files["quiz.toml"] = files["quiz.toml"].replace("কোড শুধু তোমার।", "জো\u09dcায় হঠাত্\u200d")
    assert read_pack(write_folder(tmp_path / "p", files)).item("q1").explanation.bn == "জো\u09a1\u09bcায় হঠাৎ"


def test_a_pack_that_cannot_be_understood_names_file_and_line(tmp_path: Path) -> None:
    files = good_files()
    files["quiz.toml"] = files["quiz.toml"].replace('form = "lesson"', 'form = "lessons"', 1)
    with pytest.raises(KnownError) as caught:
        read_pack(write_folder(tmp_path / "p", files))
    assert caught.value.code == "wrong_type"
    assert str(caught.value.message).startswith(
        "quiz.toml, line 3: “items 1, form” has to be one of these: A, B, lesson"
    )


def test_a_pack_that_was_changed_since_is_read_anew(folder: Path) -> None:
    before = read_pack(folder)
    assert read_pack(folder) is before, "the same bytes are not understood twice"
    module = folder / "module.toml"
    module.write_text(module.read_text("utf-8").replace("A little lesson", "A lesson that grew"), "utf-8")
    assert read_pack(folder).title.en == "A lesson that grew"
    assert read_pack(folder, WORDS).fillings == WORDS
    assert read_pack(folder).fillings is None
