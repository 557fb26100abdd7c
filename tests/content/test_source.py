"""A pack from a stranger: names that lead out, links, bombs and damage are told and never followed."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsuh_desktop.content.check.checker import check_pack
from bsuh_desktop.content.reader import read_pack
from bsuh_desktop.content.source import FILE_LIMIT, MEMBER_LIMIT, open_source
from bsuh_desktop.domain.messages import KnownError
from tests.helpers.packs import good_files, write_folder, write_zip
from tests.helpers.systems import links


@pytest.mark.parametrize("separator", ["/", "\\"])
@pytest.mark.parametrize(
    "name",
    [
        "../module.toml",
        "/etc/passwd",
        "media/../../x.svg",
        "media\\x.svg",
        "media\\",
        "C:x.svg",
        "media/.hidden/x.svg",
        "a\nb",
        "media/con.svg",
        "media/Lpt1.x.png",
    ],
)
def test_a_name_that_leads_out_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, separator: str
) -> None:
    path = write_zip(tmp_path / "p.zip", good_files() | {name: "x"})
    with monkeypatch.context() as patched:
        # As zipfile reads it on Linux, and on Windows.
        patched.setattr(os, "sep", separator)
        patched.setattr(os.path, "altsep", "/" if separator == "\\" else None)
        source = open_source(path)
    assert [found.code for found in source.findings] == ["unsafe_name"]
    assert name not in source.files
    assert "\n" not in source.findings[0].file


def test_a_name_cut_at_a_nul_is_unsafe(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "p.zip", good_files() | {"media/a.svgZZZ": "x"})
    path.write_bytes(path.read_bytes().replace(b"media/a.svgZZZ", b"media/a.svg\0ZZ"))
    assert {found.code for found in open_source(path).findings} == {"unsafe_name"}


def test_one_name_twice_or_in_capitals(tmp_path: Path) -> None:
    source = open_source(write_zip(tmp_path / "p.zip", good_files() | {"Module.toml": "x", "media/HOOK.svg": "x"}))
    assert [found.code for found in source.findings] == ["unsafe_name", "unsafe_name"]


@links
def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "pack", good_files())
    (tmp_path / "secret.svg").write_text("secret")
    (folder / "media" / "x.svg").symlink_to(tmp_path / "secret.svg")
    source = open_source(folder)
    assert [(found.code, found.file) for found in source.findings] == [("unsafe_name", "media/x.svg")]
    assert "media/x.svg" not in source.files


@links
def test_a_linked_media_folder_is_not_entered(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "pack", good_files())
    (folder / "media").rename(tmp_path / "elsewhere")
    (folder / "media").symlink_to(tmp_path / "elsewhere")
    assert "media/hook.svg" not in open_source(folder).files


def test_a_link_in_a_zip_is_not_read(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "p.zip", good_files())
    with zipfile.ZipFile(path, "a") as archive:
        member = zipfile.ZipInfo("media/link.svg")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "../../secret")
    assert [found.code for found in open_source(path).findings] == ["unsafe_name"]


def test_a_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "p.zip", good_files() | {"media/big.svg": "0" * (FILE_LIMIT + 1)})
    assert path.stat().st_size < FILE_LIMIT // 100
    source = open_source(path)
    assert [(found.code, found.file) for found in source.findings] == [("too_large", "media/big.svg")]
    assert "media/big.svg" not in source.files


def test_a_size_that_the_archive_lies_about(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "p.zip", good_files() | {"media/big.svg": "0" * (FILE_LIMIT + 1)})
    size = (FILE_LIMIT + 1).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (100).to_bytes(4, "little")))
    assert len(open_source(path).files.get("media/big.svg", b"")) <= 100


def test_many_files(tmp_path: Path) -> None:
    more = {f"media/x{number}.svg": "x" for number in range(MEMBER_LIMIT + 1)}
    assert "too_large" in {found.code for found in open_source(write_zip(tmp_path / "p.zip", more)).findings}
    assert "too_large" in {found.code for found in open_source(write_folder(tmp_path / "p", more)).findings}


def test_leftovers_are_passed_over_and_foreign_files_told(tmp_path: Path) -> None:
    more = {".DS_Store": "x", "media/._hook.svg": "x", "__MACOSX/x/._a": "x"}
    assert open_source(write_zip(tmp_path / "p.zip", good_files() | more)).findings == ()
    folder = write_folder(tmp_path / "pack", good_files() | {".DS_Store": "x", "quiz.toml~": "x", "plan.docx": "x"})
    assert [(found.code, found.file) for found in open_source(folder).findings] == [("unknown_file", "plan.docx")]


def test_what_is_no_zip(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(b"This is a letter.")
    assert {found.code for found in check_pack(path)} >= {"not_a_pack"}
    with pytest.raises(KnownError) as caught:
        read_pack(path)
    assert caught.value.code == "not_a_pack"


@given(st.data())
@settings(max_examples=120)
def test_no_damage_to_a_zip_ends_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = write_zip(tmp_path_factory.mktemp("zip") / "p.zip", good_files())
    whole = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        # The directory at the end is where damage does most: half of the hits go there.
        start = data.draw(st.one_of(st.integers(0, len(whole) - 1), st.integers(len(whole) - 420, len(whole) - 1)))
        whole[start] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(whole[: data.draw(st.sampled_from([len(whole), len(whole) - 7, len(whole) // 2]))]))
    assert isinstance(check_pack(path), list)
