"""Names that Windows or FAT would refuse, or change, are known and mended."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.system.files import is_safe_name, safe_name

FINE = ["a", "certificates-2026-08-03-4F5G6H.pdf", "শ্রেণি ৮ ক.csv", ".a.0123abcd.part", "console", "com10.txt", "a b.c"]
MENDED = {
    "a:b": "a-b",
    "../x\\y": "..-x-y",
    'a"*<>?|b': "a------b",
    "a\nb\x00": "a-b-",
    "a.": "a",
    "a . ": "a",
    "con": "_con",
    "NUL.txt": "_NUL.txt",
    "Aux .x.y": "_Aux .x.y",
    "lpt1": "_lpt1",
    "com³.pdf": "_com³.pdf",
    "": "_",
    "..": "_",
}


@pytest.mark.parametrize("name", FINE)
def test_a_name_that_every_file_system_takes_stays(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize(("name", "mended"), MENDED.items())
def test_any_other_is_mended_as_little_as_can_be(name: str, mended: str) -> None:
    assert not is_safe_name(name)
    assert safe_name(name) == mended


@given(st.text())
def test_what_was_mended_is_fine(name: str) -> None:
    assert is_safe_name(safe_name(name))


@pytest.mark.skipif(sys.platform != "win32", reason="Linux takes nearly all names")
@pytest.mark.parametrize("name", [*FINE, *MENDED.values()])
def test_windows_gives_such_a_name_back(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / name).write_bytes(b"")
    assert [path.name for path in folder.iterdir()] == [name]
