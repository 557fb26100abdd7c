"""Files are known by their bytes wherever they lie: in folders, ZIPs, mails, and mails in ZIPs in mails."""

from __future__ import annotations

import io
import os
import socket
import sys
import zipfile
from pathlib import Path

import pytest

from bsuh_desktop.services.collection.sources import Candidate, count_of, found_in
from bsuh_desktop.trust.recovery_code import COPY_START
from tests.helpers.containers import (
    LETTER,
    PHOTO,
    SEALED,
    attachment,
    forwarded,
    locked,
    looked_into,
    mail,
    mbox,
    multipart,
    wide,
    zipped,
)


def look(place: Path, data: bytes, name: str = "given") -> list[Candidate]:
    """What is found in a file of these bytes; labels begin with its name."""
    path = place / name
    path.write_bytes(data)
    return list(found_in([path]))


def told(found: list[Candidate], place: Path) -> list[tuple[str, str, str]]:
    """Label (from `place` on), kind, and trouble's code."""
    return [
        (one.label.removeprefix(f"{place}{os.sep}"), one.kind, one.trouble.code if one.trouble else "") for one in found
    ]


@pytest.mark.parametrize("name", ["a.bsuh", "a (1).bin", "class", "class.txt", "ক্লাস.pdf"])
def test_an_attendance_file_is_known_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (found,) = look(tmp_path, SEALED, name)
    assert (found.kind, found.data, found.named, found.trouble) == ("attendance", SEALED, True, None)
    assert repr(found) == f"Candidate(attendance, {len(SEALED)} bytes)"


def test_a_sealed_code_is_known_and_all_else_is_passed_over_without_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    files = {"code.txt": COPY_START + b"{}}", "letter.txt": LETTER, "photo.jpg": PHOTO, "empty": b"", "r.json": b"{}"}
    for name, data in files.items():
        (tmp_path / "stick" / name).write_bytes(data)
    found = list(found_in([tmp_path / "stick"]))
    assert [(Path(one.label).name, one.kind) for one in found] == [
        ("code.txt", "recovery_copy"),
        ("empty", "other"),
        ("letter.txt", "other"),
        ("photo.jpg", "other"),
        ("r.json", "other"),
    ]
    assert [one.data for one in found] == [files["code.txt"], b"", b"", b"", b""]
    assert not any(one.named or one.trouble for one in found)


def test_what_was_ours_and_is_torn_at_its_beginning_is_told(tmp_path: Path) -> None:
    assert told(look(tmp_path, SEALED[:9], "a.bsuh"), tmp_path) == [("a.bsuh", "other", "unreadable")]
    assert told(look(tmp_path, SEALED[:9], "a.txt"), tmp_path) == [("a.txt", "other", "")]


def test_an_attendance_file_larger_than_any_is_unreadable(tmp_path: Path) -> None:
    assert told(look(tmp_path, SEALED + bytes(17 * 1024 * 1024)), tmp_path) == [("given", "other", "unreadable")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
def test_a_zip_gives_what_lies_in_it(tmp_path: Path, method: int) -> None:
    data = zipped({"school/": b"", "school/ক.bsuh": SEALED, "../../etc/b": SEALED, "photo.jpg": PHOTO}, method)
    found = look(tmp_path, data)
    assert told(found, tmp_path) == [
        ("given › school/ক.bsuh", "attendance", ""),
        ("given › ../../etc/b", "attendance", ""),
        ("given › photo.jpg", "other", ""),
    ]
    assert [one.data for one in found] == [SEALED, SEALED, b""]
    assert sorted(os.listdir(tmp_path)) == ["given", "home"], "nothing is written but the test's own"


def test_a_large_zip_with_something_before_it_and_behind_it_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "given", "w", allowZip64=True) as archive:
        archive.comment = b"sent by hand"
        with archive.open("a", "w", force_zip64=True) as member:
            member.write(SEALED)
    assert [one.data for one in found_in([tmp_path / "given"])] == [SEALED]
    (tmp_path / "given").write_bytes(zipped({"b": b""})[:30] + (tmp_path / "given").read_bytes())
    assert [one.data for one in found_in([tmp_path / "given"])] == [SEALED]


def test_a_zip_with_numbers_of_eight_bytes_is_read(tmp_path: Path) -> None:
    data = wide(SEALED)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("a") == SEALED
    assert [one.data for one in look(tmp_path, data)] == [SEALED]


def test_a_letter_that_is_a_zip_is_one_file(tmp_path: Path) -> None:
    found = look(tmp_path, zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "letter.docx")
    assert told(found, tmp_path) == [("letter.docx", "other", "")]
    assert told(look(tmp_path, zipped({})), tmp_path) == [("given", "other", "")]


def test_a_locked_member_is_told_once_and_the_others_are_given(tmp_path: Path) -> None:
    data = locked(locked(zipped({"1.bsuh": SEALED, "2.bsuh": SEALED, "3.bsuh": SEALED}), "1.bsuh"), "2.bsuh")
    found = look(tmp_path, data)
    assert told(found, tmp_path) == [("given › 3.bsuh", "attendance", ""), ("given", "other", "unreadable")]
    assert found[1].trouble is not None
    assert "password" in str(found[1].trouble)


def test_an_unknown_packing_is_told(tmp_path: Path) -> None:
    data = zipped({"a.bsuh": SEALED}, zipfile.ZIP_LZMA)
    assert told(look(tmp_path, data), tmp_path) == [("given", "other", "unreadable")]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_a_mail_gives_what_is_attached_and_not_what_is_written_in_it(tmp_path: Path, encoding: str) -> None:
    sealed = SEALED if encoding != "8bit" else SEALED.replace(b"\r", b"")
    data = mail({"ক্লাস ৮.bsuh": SEALED, "photo.jpg": PHOTO})
    if encoding != "base64":
        body = sealed if encoding == "8bit" else _quoted(sealed)
        head = f'Content-Type: application/x; name="a.bsuh"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
        data = multipart([head.encode() + body, attachment('Content-Type: image/jpeg; name="photo.jpg"', PHOTO)])
    found = look(tmp_path, data, "saved.eml")
    name = "ক্লাস ৮.bsuh" if encoding == "base64" else "a.bsuh"
    assert told(found, tmp_path) == [
        (f"saved.eml › {name}", "attendance", ""),
        ("saved.eml › photo.jpg", "other", ""),
    ]
    assert found[0].data == sealed


def _quoted(data: bytes) -> bytes:
    """As quoted-printable, with soft line ends."""
    signs = [f"={byte:02X}" for byte in data]
    return "=\r\n".join("".join(signs[at : at + 20]) for at in range(0, len(signs), 20)).encode()


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Content-Disposition: attachment; filename*=UTF-8''%E0%A6%95.bsuh", "ক.bsuh"),
        ("Content-Disposition: attachment;\r\n filename*0*=UTF-8''%E0%A6%95;\r\n filename*1=\".bsuh\"", "ক.bsuh"),
        ('Content-Type: application/x; name="=?UTF-8?B?4KaVLmJzdWg=?="', "ক.bsuh"),
        ('Content-Type: application/x; name="=?UTF-8?Q?=E0=A6=95.bsuh?="', "ক.bsuh"),
        ('Content-Type: application/x; name="ক.bsuh"', "ক.bsuh"),
        ('content-disposition: attachment; filename="=?no-such-letters?B?4KaV?="', "1"),
        ('Content-Disposition: attachment; filename="a\u202e\x07hsub.exe"', "ahsub.exe"),
        ("Content-Type: application/octet-stream", "1"),
        ("Content-Disposition: attachment; filename*=''%FF%FE", "ÿþ"),
    ],
)
def test_names_of_attachments(tmp_path: Path, head: str, name: str) -> None:
    (found,) = look(tmp_path, multipart([attachment(head, SEALED)]), "m")
    assert (found.label, found.data) == (f"{tmp_path / 'm'} › {name}", SEALED)


def test_a_mail_of_one_piece_is_the_attachment_itself(tmp_path: Path) -> None:
    head = 'From: a@example.org\r\nDate: today\r\nContent-Type: application/x; name="a"'
    (found,) = look(tmp_path, attachment(head, SEALED))
    assert (found.label, found.data) == (f"{tmp_path / 'given'} › a", SEALED)


def test_a_mail_without_anything_attached_is_a_letter(tmp_path: Path) -> None:
    assert told(look(tmp_path, mail({})), tmp_path) == [("given", "other", "")]


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n"], ids=["crlf", "lf"])
def test_an_mbox_gives_every_mail(tmp_path: Path, line_end: bytes) -> None:
    text = mail({"c.bsuh": SEALED}).replace(b"sent", b"sent\r\n\r\nFrom here on all is well.")
    data = mbox([mail({"a.bsuh": SEALED}), mail({}), forwarded(mail({"b.bsuh": SEALED + b"b"})), text])
    found = look(tmp_path, data.replace(b"\n", line_end), "box")
    assert told(found, tmp_path) == [
        ("box › 1 › a.bsuh", "attendance", ""),
        ("box › 3 › forwarded.eml › b.bsuh", "attendance", ""),
        ("box › 4 › c.bsuh", "attendance", ""),
    ]
    assert [one.data for one in found] == [SEALED, SEALED + b"b", SEALED]


def test_mails_in_zips_in_mails_four_deep_and_no_deeper(tmp_path: Path) -> None:
    deep = mail({"classes.zip": zipped({"saved.eml": mail({"more.zip": zipped({"a.bsuh": SEALED})})})})
    assert told(look(tmp_path, deep, "m"), tmp_path) == [
        ("m › classes.zip › saved.eml › more.zip › a.bsuh", "attendance", "")
    ]
    deeper = zipped({"m": deep, "b.bsuh": SEALED})
    assert told(look(tmp_path, deeper, "z"), tmp_path) == [
        ("z › m › classes.zip › saved.eml › more.zip", "other", "unreadable"),
        ("z › b.bsuh", "attendance", ""),
    ]


def test_forwarded_five_times_is_too_deep(tmp_path: Path) -> None:
    data = mail({"a.bsuh": SEALED})
    for _ in range(3):
        data = forwarded(data)
    assert [one.data for one in look(tmp_path, data)] == [SEALED]
    assert told(look(tmp_path, forwarded(data), "m"), tmp_path) == [("m", "other", "unreadable")]


def test_a_mail_cut_anywhere_gives_what_it_still_holds(tmp_path: Path) -> None:
    data = mail({"a.bsuh": SEALED, "b.bsuh": SEALED})
    second = data.index(b"b.bsuh")
    cut = look(tmp_path, data[: second + 400])
    assert [one.data[:30] for one in cut] == [SEALED[:30], SEALED[:30]]
    assert cut[0].data == SEALED
    assert SEALED.startswith(cut[1].data)
    for at in range(second, len(data), 7):
        (tmp_path / "cut").write_bytes(data[:at])
        found = looked_into(tmp_path / "cut")
        assert found[0].data == SEALED
        assert all(SEALED.startswith(one.data) for one in found)


def test_a_mail_cut_in_its_last_boundary_gives_no_letter_of_it(tmp_path: Path) -> None:
    whole = SEALED[: len(SEALED) // 3 * 3]
    data = multipart([attachment("Content-Type: a/b; name=a", whole)], "edge")
    (found,) = look(tmp_path, data[: data.rindex(b"--edge--") + 5])
    assert found.data == whole


@pytest.mark.skipif(sys.platform != "linux", reason="a file that can be opened, and not read, is there on Linux")
def test_a_file_that_fails_while_it_is_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.bsuh").write_bytes(SEALED)
    found = list(found_in([Path("/proc/self/mem"), tmp_path / "a.bsuh"]))
    assert [one.trouble.code if one.trouble else "" for one in found] == ["file_not_opened", ""]


def test_a_mail_in_outlooks_form_is_told_and_an_old_letter_is_not(tmp_path: Path) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100_000)
    found = look(tmp_path, old + "__properties_version1.0".encode("utf-16-le") + bytes(99), "a.msg")
    assert told(found, tmp_path) == [("a.msg", "other", "unreadable")]
    assert found[0].trouble is not None
    assert ".eml" in str(found[0].trouble.remedy)
    assert told(look(tmp_path, old, "letter.doc"), tmp_path) == [("letter.doc", "other", "")]


@pytest.mark.parametrize(
    "start",
    [b"\x78\x9f\x3e\x22", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08", bytes(257) + b"ustar"],
    ids=["winmail.dat", "7z", "rar", "gzip", "tar"],
)
def test_what_nobody_can_look_into_is_passed_over_with_a_sentence(tmp_path: Path, start: bytes) -> None:
    (found,) = look(tmp_path, mail({"winmail.dat": start + bytes(900)}), "a.eml")
    assert (found.kind, found.trouble, found.closed is not None) == ("other", None, True)
    (plain,) = look(tmp_path, bytes(900))
    assert plain.closed is None


def test_a_mail_as_apples_mail_keeps_it_is_read(tmp_path: Path) -> None:
    kept = mail({"a.bsuh": SEALED})
    whole = b"%-10d\n" % len(kept) + kept + b'<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"></plist>\n'
    (found,) = look(tmp_path, whole, "4711.emlx")
    assert (found.kind, found.data) == ("attendance", SEALED)


@pytest.mark.skipif(sys.platform != "linux", reason="whether a file may be read is asked of Linux")
def test_a_file_that_may_not_be_read_is_not_said_to_be_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.bsuh").write_bytes(SEALED)

    def shut(*_: object, **__: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", shut)
    monkeypatch.setattr(os, "access", lambda *_: False)
    (found,) = found_in([tmp_path / "a.bsuh"])
    assert found.trouble is not None
    assert "no permission to read" in found.trouble.message.text


def test_a_file_given_twice_and_under_a_link_is_looked_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "a.bsuh").write_bytes(SEALED)
    sources = [folder / "a.bsuh", folder, tmp_path / "stick" / ".." / "stick"]
    if sys.platform != "win32":
        (folder / "b.bsuh").symlink_to(folder / "a.bsuh")
        (tmp_path / "link").symlink_to(folder)
        sources.append(tmp_path / "link")
    found = list(found_in(sources))
    assert [(Path(one.label).name, one.named) for one in found] == [("a.bsuh", True)]
    assert count_of(sources) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are none")
def test_pipes_sockets_devices_and_links_to_folders_are_passed_over(tmp_path: Path) -> None:
    stick, other = tmp_path / "stick", tmp_path / "other"
    stick.mkdir()
    other.mkdir()
    (other / "b.bsuh").write_bytes(SEALED)
    (stick / "to-other").symlink_to(other)
    (stick / "nowhere").symlink_to(tmp_path / "not-there")
    (stick / ".hidden").write_bytes(SEALED)
    os.mkfifo(stick / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(stick / "socket"))
        (stick / "a.bsuh").write_bytes(SEALED)
        assert [Path(one.label).name for one in found_in([stick])] == ["a.bsuh"]
        given = list(found_in([stick / "pipe", stick / "socket", Path("/dev/zero")]))
    assert [(one.kind, one.trouble, one.named) for one in given] == [("other", None, True)] * 3


def test_what_is_not_there_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.bsuh").write_bytes(SEALED)
    found = list(found_in([tmp_path / "gone", Path("no\0name"), tmp_path / "a.bsuh"]))
    assert [one.trouble.code if one.trouble else "" for one in found] == ["file_not_opened", "file_not_opened", ""]


def test_a_stick_pulled_out_half_way_is_told_file_by_file(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / "stick" / folder).mkdir(parents=True)
        for name in ("1", "2"):
            (tmp_path / "stick" / folder / name).write_bytes(SEALED)
    finding = found_in([tmp_path / "stick", tmp_path / "rest"])
    (tmp_path / "rest").write_bytes(SEALED)
    assert next(finding).data == SEALED
    (tmp_path / "stick").rename(tmp_path / "pulled-out")
    assert told(list(finding), tmp_path) == [
        (os.path.join("stick", "a", "2"), "other", "file_not_opened"),
        (os.path.join("stick", "b"), "other", "file_not_opened"),
        ("rest", "attendance", ""),
    ]


def test_the_limit_of_a_folder_is_said(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.bsuh").write_bytes(SEALED)
    assert count_of([tmp_path], most=5) == len(list(found_in([tmp_path], most=5))) == 5
    found = list(found_in([tmp_path], most=4))
    assert [one.kind for one in found] == ["attendance"] * 4 + ["other"]
    assert found[-1].trouble is not None
    assert found[-1].trouble.code == "too_many_files"
    assert "4" in str(found[-1].trouble)


def test_folders_too_deep_are_said(tmp_path: Path) -> None:
    place = tmp_path
    for _ in range(8):
        place = place / "f"
    place.mkdir(parents=True)
    (place / "a").write_bytes(SEALED)
    assert [one.kind for one in found_in([tmp_path])] == ["attendance"]
    (place / "deeper").mkdir()
    assert [one.trouble.code for one in found_in([tmp_path]) if one.trouble] == ["too_many_files"]


def test_it_ends_when_it_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({f"{number}.bsuh": SEALED for number in range(10)}))
    (tmp_path / "b.bsuh").write_bytes(SEALED)
    seen: list[Candidate] = []
    for one in found_in([tmp_path], stop=lambda: len(seen) >= 3):
        seen.append(one)
    assert len(seen) == 3
    assert not list(found_in([tmp_path], stop=lambda: True))


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_name_that_is_no_text_can_be_written_down(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.bsuh")).write_bytes(SEALED)
    (found,) = found_in([tmp_path])
    assert found.label.encode("utf-8").endswith(b"?.bsuh")
    assert found.data == SEALED
