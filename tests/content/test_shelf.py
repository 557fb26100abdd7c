"""The shelf of modules: what is on it, and one taken down by its id."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.content.shelf import built_in_packs, built_in_paths, find_pack
from bsuh_desktop.domain.errors import KnownError
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


def test_folders_and_zips_are_on_the_shelf(shelf: Path) -> None:
    assert [pack.id for pack in built_in_packs(shelf)] == ["little-lesson", "other-lesson"]


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
    assert [pack.id for pack in built_in_packs(resources())] == [path.stem for path in built_in_paths(resources())]
