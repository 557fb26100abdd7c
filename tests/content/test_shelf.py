"""The shelf of modules: what is on it, and one taken down by its id."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.content.reader import built_in_paths, earlier_paths, find_pack, readable_packs
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.language import say
from bsuh_desktop.paths import resources
from tests.helpers.packs import WORDS, good_files, write_folder, write_zip


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    write_folder(tmp_path / "packs" / "little-lesson", good_files())
    other = good_files()
    other["module.toml"] = other["module.toml"].replace('"little-lesson"', '"other-lesson"')
    write_zip(tmp_path / "packs" / "other-lesson.zip", other)
    (tmp_path / "packs" / "common.toml").write_text("")
    return tmp_path


def earlier(shelf: Path, version: int) -> Path:
    """An earlier version of the little lesson, whose cover says its number."""
    files = good_files()
    files["module.toml"] = files["module.toml"].replace("version = 3", f"version = {version}")
    files["slides.en.md"] = files["slides.en.md"].replace("# A little lesson", f"# Lesson {version}")
    return write_folder(shelf / "packs" / "earlier" / "little-lesson" / str(version), files)


def test_folders_and_zips_are_on_the_shelf(shelf: Path) -> None:
    assert [pack.id for pack in readable_packs(shelf)] == ["little-lesson", "other-lesson"]


def test_one_is_found_by_its_id(shelf: Path) -> None:
    assert find_pack(shelf, "other-lesson").id == "other-lesson"
    assert find_pack(shelf, "little-lesson", WORDS).slides("en")[-1].board == "1098"


@pytest.mark.parametrize("name", ["no-such", "", "..", "common", "little-lesson/media"])
def test_one_that_is_not_there(shelf: Path, name: str) -> None:
    with pytest.raises(KnownError) as caught:
        find_pack(shelf, name)
    assert caught.value.code == "pack_not_found"


def test_a_built_in_pack_bears_its_id_as_its_name() -> None:
    assert built_in_paths(resources())
    assert [pack.id for pack in readable_packs(resources())] == [path.stem for path in built_in_paths(resources())]


def test_every_earlier_version_is_found(shelf: Path) -> None:
    written = [earlier(shelf, version) for version in (1, 2)]
    assert list(earlier_paths(shelf)) == list(earlier_paths(shelf, "little-lesson")) == written
    assert earlier_paths(shelf, "other-lesson") == ()
    found = {version: find_pack(shelf, "little-lesson", version=version) for version in (None, 1, 2, 3)}
    assert {asked: pack.version for asked, pack in found.items()} == {None: 3, 1: 1, 2: 2, 3: 3}
    assert found[1].slides("en")[0].title == "Lesson 1"
    assert [pack.version for pack in readable_packs(shelf)] == [3, 3]


@pytest.mark.parametrize("version", [0, 2, 4, -1])
def test_a_version_that_is_not_here(shelf: Path, version: int) -> None:
    earlier(shelf, 1)
    with pytest.raises(KnownError) as caught:
        find_pack(shelf, "little-lesson", version=version)
    assert caught.value.code == "pack_version_missing"
    assert say(caught.value.message, "en") == (
        f"This class was begun with version {version} of its module, which is not on this computer."
    )
    assert say(caught.value.remedy, "en") == "Update the app: each update brings all versions. Version 3 is here."


def test_one_damaged_pack_takes_no_other_from_the_shelf(shelf: Path) -> None:
    (shelf / "packs" / "little-lesson" / "quiz.toml").write_text("[[items]")
    assert [pack.id for pack in readable_packs(shelf)] == ["other-lesson"]
    with pytest.raises(KnownError) as caught:
        find_pack(shelf, "little-lesson")
    assert caught.value.code == "not_toml"
