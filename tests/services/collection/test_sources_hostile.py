"""Files that somebody built to do harm take little work and memory, and never stop what lies beside them."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsuh_desktop.exchange.package import LARGEST_FILE
from bsuh_desktop.services.collection import zips
from bsuh_desktop.services.collection.container_sandbox_child import MOST_ALIKE
from bsuh_desktop.services.collection.inspection import HEAD, head_of, stream_of
from bsuh_desktop.services.collection.sources import Candidate, found_in
from tests.helpers.containers import (
    PHOTO,
    SEALED,
    Build,
    attachment,
    crowded,
    forwarded,
    little_memory,
    looked_into,
    mail,
    mbox,
    multipart,
    nest,
    understated,
    zipped,
)
from tests.helpers.sampled import examples_of, few_or_all
from tests.helpers.work import steps

MEGABYTE = 1024 * 1024
_HEAD_OF_MAIL = b"From: a@example.org\r\nMIME-Version: 1.0\r\n"


def many_headers(number: int = 100_000) -> bytes:
    return _HEAD_OF_MAIL + b"".join(b"X-%d: and on\r\n" % nth for nth in range(number)) + mail({"a": SEALED})


def many_same_headers(number: int = 100_000) -> bytes:
    return _HEAD_OF_MAIL + b"Content-Type: text/plain; name=a\r\n" * number + b"\r\n"


def endless_parameters(number: int = 3000, parts: int = 300) -> bytes:
    part = attachment("Content-Type: a/b" + ';a="\\"' * number, SEALED)
    return multipart([part] * parts)


def many_name_pieces(number: int = 190, parts: int = 500) -> bytes:
    pieces = "".join(f";filename*{nth}*=%41" for nth in range(number))
    return multipart([attachment("Content-Disposition: attachment" + pieces, SEALED)] * parts)


def deep_multiparts(number: int = 20_000) -> bytes:
    levels = (b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(number))
    return _HEAD_OF_MAIL + b"".join(levels)


def deep_forwards(number: int = 100_000) -> bytes:
    return _HEAD_OF_MAIL + b"Content-Type: message/rfc822\r\n\r\n" * number


def many_parts(number: int = 50_000) -> bytes:
    return multipart([b"\r\n"] * number)


def one_line(number: int = 40 * MEGABYTE) -> bytes:
    return _HEAD_OF_MAIL + b"Content-Type: a/b; name=x\r\n\r\n" + b"a" * number


def bomb() -> bytes:
    return zipped({"a.eml": _HEAD_OF_MAIL + b"\r\n" + bytes(100 * MEGABYTE)})


def many_zips_in_a_mail(number: int = 20) -> bytes:
    one = nest(0, 1)
    return mail({f"{nth}.zip": one for nth in range(number)})


HOSTILE: list[Build] = [
    many_headers, many_same_headers, endless_parameters, many_name_pieces, deep_multiparts, deep_forwards, many_parts,
    one_line, bomb, many_zips_in_a_mail, lambda: nest(1, 16), lambda: nest(3, 16), lambda: crowded(200_000),
]  # fmt: skip
NAMES = [
    "many headers", "many same headers", "endless parameters", "many pieces of a name", "deep multiparts",
    "deep forwards", "many parts", "one line", "bomb", "many ZIPs in a mail", "nest", "deep nest", "crowded",
]  # fmt: skip
ON_DEMAND: dict[str, Build] = {
    "four times as many parts": lambda: many_parts(200_000),
    "five times as crowded": lambda: crowded(1_000_000),
}


GROWING: dict[str, Callable[[int], bytes]] = {
    "many headers": many_headers,
    "many same headers": many_same_headers,
    "endless parameters": lambda number: endless_parameters(number, 2),
    "many pieces of a name": lambda number: many_name_pieces(number, 2),
    "parts of many parameters": lambda number: endless_parameters(30, number // 4),
    "deep multiparts": deep_multiparts,
    "deep forwards": deep_forwards,
    "many parts": many_parts,
    "one line": lambda number: one_line(1000 * number),
    "many ZIPs in a mail": lambda number: many_zips_in_a_mail(number // 20),
    "crowded": crowded,
}


@pytest.mark.parametrize("build", GROWING.values(), ids=GROWING)
def test_four_times_as_much_of_it_takes_no_more_than_four_times_the_work(
    tmp_path: Path, build: Callable[[int], bytes]
) -> None:
    def work(number: int) -> int:
        (tmp_path / "f").write_bytes(build(number))
        return steps(lambda: looked_into(tmp_path / "f"))

    few, many = work(200), work(800)
    assert many < 4.5 * few


@pytest.mark.parametrize("build", [endless_parameters, many_name_pieces])
def test_a_head_of_more_pieces_than_anybody_writes_is_not_looked_into(
    tmp_path: Path, build: Callable[[int, int], bytes]
) -> None:
    """The standard library looks through all of a head for each of its pieces."""

    def work(number: int) -> int:
        (tmp_path / "f").write_bytes(build(number, 2))
        return steps(lambda: looked_into(tmp_path / "f"))

    assert work(400) < work(40)


@pytest.mark.parametrize(
    "build",
    [
        *(pytest.param(build, id=name) for name, build in zip(NAMES, HOSTILE, strict=True)),
        *(pytest.param(build, id=name, marks=pytest.mark.soak) for name, build in ON_DEMAND.items()),
    ],
)
def test_it_takes_little_memory_and_the_next_file_is_read(tmp_path: Path, build: Build) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "1").write_bytes(build())
    (tmp_path / "stick" / "2").write_bytes(SEALED)
    found = 0
    last = Candidate(label="")
    with little_memory(48):
        for one in found_in([tmp_path / "stick"]):
            found, last = found + 1, one
    assert (last.data, found <= 20_002) == (SEALED, True)


def troubles(place: Path, data: bytes) -> tuple[list[str], list[bytes]]:
    """The labels in trouble, from the file's own on, and the bytes that were found."""
    (place / "f").write_bytes(data)
    found = list(found_in([place / "f"]))
    return [one.label.removeprefix(str(place / "f")) for one in found if one.trouble], [
        one.data for one in found if one.data
    ]


def test_a_deep_nest_gives_one_trouble_at_each_door(tmp_path: Path) -> None:
    labels, _ = troubles(tmp_path, nest(4, 2))
    assert labels
    assert all(label.count("›") <= 4 for label in labels)


def test_a_bomb_is_left_long_before_its_end(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(zipped({"a.eml": _HEAD_OF_MAIL + b"\r\n" + b"\n" * (8 * MEGABYTE), "b": SEALED}))
    (first, second) = found_in([tmp_path / "f"])
    assert first.trouble is not None
    assert "too much in it to check" in str(first.trouble)
    assert second.data == SEALED


def test_a_mail_of_too_many_parts_is_left(tmp_path: Path) -> None:
    data = multipart([attachment("Content-Type: a/b; name=a", SEALED), *[b"\r\n"] * 20_000])
    assert troubles(tmp_path, data) == ([""], [SEALED])


@few_or_all("entries", 200_000, 1_000_000)
def test_many_entries_give_the_first_ones_and_one_trouble(tmp_path: Path, entries: int) -> None:
    (tmp_path / "f").write_bytes(crowded(entries))
    found = list(found_in([tmp_path / "f"]))
    assert sum(1 + one.more for one in found) == zips.MOST_MEMBERS + 1
    assert len(found) == MOST_ALIKE + 2
    assert [one.label for one in found if one.trouble] == [str(tmp_path / "f")]


@pytest.mark.parametrize("size", [0, 10, len(SEALED) + 1, 2**31], ids=str)
def test_a_member_that_lies_about_its_size_is_unreadable_and_the_others_are_not(tmp_path: Path, size: int) -> None:
    data = understated(zipped({"lie.bsuh": SEALED, "b.bsuh": SEALED + b"b"}), "lie.bsuh", size)
    assert troubles(tmp_path, data) == ([" › lie.bsuh"], [SEALED + b"b"])


def test_a_member_with_other_bytes_than_it_had_is_unreadable(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.bsuh": SEALED, "b.bsuh": SEALED + b"b"}, method=0))
    data[data.index(b"X25519")] ^= 1
    assert troubles(tmp_path, bytes(data)) == ([" › a.bsuh"], [SEALED + b"b"])


def test_a_member_that_ends_after_its_file_is_unreadable(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.bsuh": SEALED}, method=0))
    struct.pack_into("<I", data, data.index(b"PK\1\2") + 20, 10 * MEGABYTE)
    assert troubles(tmp_path, bytes(data)) == ([" › a.bsuh"], [])


def test_a_zip_whose_last_bytes_are_missing_is_unreadable(tmp_path: Path) -> None:
    assert troubles(tmp_path, zipped({"a.bsuh": SEALED})[:-10]) == ([""], [])


def test_a_name_that_is_no_utf_8_is_of_an_old_code_page(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(zipped({"e.bsuh": SEALED}).replace(b"e.bsuh", b"\x82.bsuh"))
    (one,) = found_in([tmp_path / "f"])
    assert (one.label, one.data) == (f"{tmp_path / 'f'} › é.bsuh", SEALED)


def test_a_zip_whose_directory_would_begin_before_it_is_unreadable(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.bsuh": SEALED}))
    struct.pack_into("<I", data, data.rindex(b"PK\5\6") + 12, len(data))
    assert troubles(tmp_path, bytes(data)) == ([""], [])


def test_a_member_whose_packed_bytes_are_no_deflate_is_unreadable(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.bsuh": SEALED}))
    data[data.index(b"a.bsuh") + 6] = 0xFF
    assert troubles(tmp_path, bytes(data)) == ([" › a.bsuh"], [])


def test_a_zip_is_left_once_it_has_unpacked_too_much(tmp_path: Path) -> None:
    """Every entry is the same file: sixteen megabytes on the stick, and more than anybody has behind them."""
    (tmp_path / "f").write_bytes(crowded(1000, SEALED + bytes(LARGEST_FILE - len(SEALED))))
    with little_memory(64):
        kinds = [(one.kind, one.trouble is not None) for one in found_in([tmp_path / "f"])]
    assert kinds == [("attendance", False)] * (zips.MOST_UNPACKED // LARGEST_FILE) + [("other", True)] * 2


@few_or_all("number", 4, 30)
def test_large_photos_are_known_by_their_first_bytes(tmp_path: Path, number: int) -> None:
    photos = {f"{nth}.jpg": PHOTO + bytes(8 * MEGABYTE) for nth in range(number)}
    (tmp_path / "f").write_bytes(zipped({**photos, "a.bsuh": SEALED}))
    with little_memory(4):
        found = list(found_in([tmp_path / "f"]))
    assert [one.kind for one in found] == ["other"] * number + ["attendance"]
    assert not any(one.trouble for one in found)


def test_a_large_zip_within_others_is_not_taken_into_memory(tmp_path: Path) -> None:
    large = zipped({"a.bsuh": SEALED, "film": bytes(33 * MEGABYTE)}, method=0)
    parts = {"l.zip": large, "b.bsuh": SEALED}
    data = multipart([attachment(f"Content-Type: a/b; name={name}", part) for name, part in parts.items()])
    labels, found = troubles(tmp_path, data)
    assert (labels, found) == ([" › l.zip"], [SEALED])


def test_boundaries_that_look_like_each_other(tmp_path: Path) -> None:
    part = attachment("Content-Type: a/b; name=a", SEALED)
    inner = multipart([part], "edge--").split(b"\r\n", 2)[2]
    data = multipart([inner, part, multipart([part], "edge").split(b"\r\n", 2)[2], part], "edge")
    labels, found = troubles(tmp_path, data)
    assert not labels
    assert len(found) >= 3


def _mixed() -> st.SearchStrategy[bytes]:
    whole = [
        zipped({"a.bsuh": SEALED, "m.eml": mail({"b.bsuh": SEALED})}),
        mail({"a.bsuh": SEALED, "z.zip": zipped({"b": SEALED})}),
        forwarded(mail({"a": SEALED})),
        mbox([mail({"a": SEALED}), mail({})]),
        multipart([attachment("Content-Disposition: attachment; filename*0*=utf-8''%41; filename*1=b", SEALED)]),
        crowded(3),
    ]
    return st.builds(_broken, st.sampled_from(whole), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6))))


def _broken(data: bytes, changes: list[tuple[float, bytes]]) -> bytes:
    for where, piece in changes:
        at = int(where * len(data))
        data = data[:at] + piece + data[at + len(piece) :] if piece else data[:at]
    return data


@examples_of(100, 3000)
def test_any_bytes_give_candidates_or_troubles(tmp_path: Path, examples: settings) -> None:
    @examples
    @given(data=st.one_of(st.binary(max_size=400), _mixed()), name=st.sampled_from(["a.bsuh", "b"]))
    def are_told(data: bytes, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(data)
        found = looked_into(path)
        assert found
        for one in found:
            assert one.named
            assert one.label.startswith(str(path))
            assert bool(one.data) == (one.kind != "other")
            assert not (one.data and one.trouble)
            assert one.label.isprintable()

    are_told()


@given(pieces=st.lists(st.binary(max_size=9), max_size=9), sizes=st.lists(st.integers(1, 20), min_size=1))
def test_a_stream_of_pieces_gives_their_bytes(pieces: list[bytes], sizes: list[int]) -> None:
    whole = b"".join(pieces)
    stream = stream_of(iter(pieces))
    assert head_of(stream) == whole[:HEAD]
    read = io.BytesIO()
    for size in _again(sizes):
        piece = stream.read(size)
        if not piece:
            break
        read.write(piece)
    assert read.getvalue() == whole


def _again(sizes: list[int]) -> Iterator[int]:
    while True:
        yield from sizes
