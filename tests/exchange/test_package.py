from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange.package import LARGEST_CONTENTS, MEMBERS, pack, unpack
from tests.helpers.hostile_lists import understated
from tests.helpers.peak_memory import linux, megabytes_of

USUAL = {name: name.encode() * 9 for name in MEMBERS}


def archive(members: Mapping[str, bytes], mode: int = 0, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = method
            file.writestr(info, data)
    return buffer.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(KnownError) as caught:
        unpack(data)
    return caught.value.code


@given(st.lists(st.binary(max_size=300), min_size=7, max_size=7))
def test_members_come_back(contents: list[bytes]) -> None:
    members = dict(zip(MEMBERS, contents, strict=True))
    assert unpack(pack(members)) == members


def test_an_archive_is_the_same_each_time_and_says_nothing_of_the_computer() -> None:
    assert pack(USUAL) == pack(USUAL)
    with zipfile.ZipFile(io.BytesIO(pack(USUAL))) as file:
        assert [info.filename for info in file.infolist()] == list(MEMBERS)
        assert {(info.date_time, info.create_system, info.extra, info.comment) for info in file.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0, b"", b"")
        }


@pytest.mark.parametrize("name", ["../session.json", "/session.json", "a/b", "..", "C:x", "a\\b"])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert refusal(archive({**USUAL, name: b""})) == "unreadable"


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    bomb = {**USUAL, "journal.jsonl": bytes(LARGEST_CONTENTS + 1)}
    assert refusal(archive(bomb)) == "unreadable"
    assert refusal(archive({f"{number}": b"" for number in range(101)})) == "unreadable"


def test_a_link_is_refused() -> None:
    assert refusal(archive(USUAL, stat.S_IFLNK | 0o777)) == "unreadable"


def test_the_list_of_members_is_closed() -> None:
    assert refusal(archive({**USUAL, "more.txt": b""})) == "altered"
    assert refusal(archive({name: data for name, data in USUAL.items() if name != "manifest.sig"})) == "altered"
    assert refusal(archive({})) == "altered"
    twice = io.BytesIO(archive(USUAL))
    with zipfile.ZipFile(twice, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("session.json", b"other")
    assert refusal(twice.getvalue()) == "altered"


def test_what_needs_a_password_is_refused() -> None:
    locked = bytearray(archive(USUAL))
    place = locked.find(b"PK\x01\x02")
    locked[place + 8] |= 1
    assert refusal(bytes(locked)) == "unreadable"


@given(st.binary(max_size=200), st.integers(0, 5000), st.integers(1, 255))
def test_any_bytes_are_refused_in_words_or_give_the_members(data: bytes, place: int, by: int) -> None:
    assert refusal(data) == "altered"
    good = bytearray(pack(USUAL))
    good[place % len(good)] ^= by
    try:
        assert set(unpack(bytes(good))) == set(MEMBERS)
    except KnownError as refused:
        if refused.code not in ("altered", "unreadable"):
            raise


def test_cut_short_it_is_refused() -> None:
    good = pack(USUAL)
    assert {refusal(good[:cut]) for cut in range(0, len(good), 7)} == {"altered"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_what_the_format_names_is_unpacked(method: int) -> None:
    whole = archive(USUAL, method=method)
    place = 30 + len(MEMBERS[0]) + 9
    assert refusal(whole) == refusal(whole[:place] + b"\x55" * 8 + whole[place + 8 :]) == "altered"
    assert unpack(archive(USUAL, method=zipfile.ZIP_STORED)) == USUAL


@linux
def test_a_member_that_says_little_and_holds_much_is_refused_in_little_memory(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        for name in MEMBERS:
            with file.open(name, "w") as member:
                for _ in range(1024 if name == "manifest.json" else 1):
                    member.write(bytes(1024 * 1024))
    path = tmp_path / "bomb.zip"
    path.write_bytes(understated(bomb.getvalue(), "manifest.json", 100))
    before = """
from pathlib import Path
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange.package import unpack
"""
    work = "try:\n    unpack(Path(sys.argv[1]).read_bytes())\nexcept KnownError as error:\n    print(error.code)"
    grown, said = megabytes_of(before, work, path)
    assert said == "altered"
    assert grown < 50
