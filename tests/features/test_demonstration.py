"""`bsuh demo`: a whole class without a display, what it writes, and what it refuses."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.trust.credential import decode_credential, from_text, kind_of
from bsuh_desktop.trust.grants import decode_grants
from tests.helpers.command import bsuh
from tests.helpers.demonstration import PLACE, Demonstration, listed
from tests.helpers.names import words_of

KEYS = {"certificates", "attendance_file", "profile", "passphrase", "learners", "unnamed", "events", "chain_ok"}
HEAD = re.compile(rb"P5\n(\d+) (\d+)\n255\n")
QR = zxingcpp.barcode_formats_from_str("QRCode")
CLASS = listed(58)
REFUSED = [one for one in CLASS if not one.consented]


@pytest.fixture(scope="session")
def pages(demonstration: Demonstration) -> list[str]:
    """What `pdftotext` copies from each page."""
    command = ["pdftotext", "-enc", "UTF-8", "-layout", str(demonstration.certificates), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    return unicodedata.normalize("NFC", text).split("\f")[:-1]


def lines(page: str) -> list[str]:
    return [line.strip() for line in page.splitlines() if line.strip()]


def pictures(pdf: Path) -> Iterator[Image.Image]:
    """Every page as Poppler draws it: greys, one after the other, each behind its size."""
    command = ["pdftoppm", "-gray", "-r", "150", str(pdf)]
    drawn, start = subprocess.run(command, capture_output=True, check=True).stdout, 0
    while head := HEAD.match(drawn, start):
        size = (int(head[1]), int(head[2]))
        start = head.end() + size[0] * size[1]
        yield Image.frombytes("L", size, drawn[head.end() : start])


def codes(picture: Image.Image) -> list[bytes]:
    """The bytes of both codes on a page, from left to right."""
    read = sorted(zxingcpp.read_barcodes(picture, formats=QR), key=lambda code: code.position.top_left.x)
    return [from_text(code.text[code.text.rfind("#") + 1 :]) for code in read]


def test_the_document_says_what_was_written(demonstration: Demonstration) -> None:
    done, out = demonstration.done, demonstration.out
    assert (done.status, done.err) == (0, "")
    said = done.json
    assert said.keys() >= KEYS
    assert said["certificates"] == str(out / "certificates.pdf")
    assert said["attendance_file"] == str(demonstration.attendance_file)
    assert said["profile"] == str(out / "profile")
    assert (said["learners"], said["unnamed"], said["chain_ok"]) == (58, len(REFUSED), True)
    assert sorted(path.name for path in out.iterdir()) == sorted(
        ["certificates.pdf", "profile", demonstration.attendance_file.name]
    )


def test_the_passphrase_opens_the_profile_and_its_journal_has_the_events(demonstration: Demonstration) -> None:
    said = demonstration.done.json
    desk = open_desk(demonstration.out / "profile", said["passphrase"], SystemClock())
    try:
        (session,) = desk.store.journal.sessions()
        state = desk.store.journal.state(session)
        assert len(desk.store.journal.entries(session)) == said["events"] > 58
        assert (state.finished is not None, state.opened and state.opened.practice) == (True, True)
        # Nobody is absent from the demonstration.
        assert {attendee.status for attendee in state.attendees.values()} == {"present"}
    finally:
        desk.close()


def test_nothing_is_left_in_home_or_among_temporary_files(demonstration: Demonstration) -> None:
    assert [path for path in demonstration.home.rglob("*") if path.is_file()] == []


def test_a_page_for_each_learner(demonstration: Demonstration, pages: list[str]) -> None:
    command = ["pdfinfo", str(demonstration.certificates)]
    info = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert re.search(r"^Pages: +58$", info, re.MULTILINE)
    assert len(pages) == 58


def test_each_page_copies_the_name_of_its_learner_and_no_other(pages: list[str]) -> None:
    names = {one.name_bn for one in CLASS} | {one.name_en for one in CLASS}
    for page, one in zip(pages, CLASS, strict=True):
        own = {one.name_bn, one.name_en} if one.consented else set()
        assert names.intersection(lines(page)) == own, one.roll
        assert any(line.startswith(f"রোল {one.roll},") for line in lines(page))
        assert "PRACTICE" in page


def test_a_refused_name_stands_on_no_page(pages: list[str]) -> None:
    whole = " ".join(" ".join(pages).split())
    assert [one.roll for one in REFUSED] == ["১৭", "৪৬"]
    for one in REFUSED:
        assert one.name_bn not in whole
        assert one.name_en not in whole
    assert all(one.name_bn in whole for one in CLASS if one.consented)


def test_both_codes_of_every_page_are_read_from_a_picture(demonstration: Demonstration, pages: list[str]) -> None:
    seconds = set()
    for picture, page, one in zip(pictures(demonstration.certificates), pages, CLASS, strict=True):
        first, second = codes(picture)
        credential = decode_credential(first)
        assert credential.name == (one.name_bn if one.consented else "")
        assert f"{credential.serial[:5]}-{credential.serial[5:]}" in page
        assert kind_of(second) == "grants"
        seconds.add(second)
    (grants,) = seconds
    assert len(decode_grants(grants)) == 2


def test_the_name_of_the_attendance_file_says_nothing_personal(demonstration: Demonstration) -> None:
    name = demonstration.attendance_file.name
    assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d-{PLACE}-[0-9A-HJKMNP-TV-Z]{{16}}\.bsuh", name)
    assert not [word for word in words_of(one.name_en for one in CLASS) if word.lower() in name.lower()]


def test_what_was_done_is_said_in_english(small_demonstration: Demonstration) -> None:
    done = small_demonstration.done
    assert (done.status, done.err) == (0, "")
    assert "practice class with 3 learners" in done.out
    for path in (small_demonstration.certificates, small_demonstration.attendance_file):
        assert str(path) in done.out


def test_what_was_done_is_said_in_bangla_where_the_locale_is(tmp_path: Path) -> None:
    done = bsuh("demo", "--out", tmp_path / "d", "--learners", "1", extra={"LANG": "bn_BD.UTF-8"})
    assert done.status == 0
    assert "১" in done.out
    assert all(re.search("[ঀ-৿]{3}", line) for line in done.out.splitlines())
    assert "Certificates" not in done.out
