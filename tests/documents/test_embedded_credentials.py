from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bsuh_desktop.documents.paper_protocol import LARGEST_ATTACHMENT
from bsuh_desktop.documents.pdf_file import embed
from bsuh_desktop.domain.messages import KnownError
from tests.helpers.paper_readings import attached
from tests.helpers.papers import HARD_NAMES, copied, need_poppler, pdf_of, sheet

CREDENTIALS = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def certificates() -> bytes:
    return pdf_of(sheet(number, name) for number, name in enumerate(HARD_NAMES, 1))


def test_what_was_embedded_comes_out_byte_for_byte(certificates: bytes) -> None:
    two = embed(embed(certificates, "credentials.cbor", CREDENTIALS), "other", b"x")
    assert attached(two, "credentials.cbor") == CREDENTIALS


def test_another_reader_finds_the_same_file(certificates: bytes, tmp_path: Path) -> None:
    need_poppler("pdfdetach")
    whole = tmp_path / "whole.pdf"
    whole.write_bytes(embed(certificates, "credentials.cbor", CREDENTIALS))
    subprocess.run(["pdfdetach", "-save", "1", "-o", str(tmp_path / "out"), str(whole)], check=True)
    assert (tmp_path / "out").read_bytes() == CREDENTIALS


def test_the_pages_stay_as_they_were(certificates: bytes) -> None:
    whole = embed(certificates, "credentials.cbor", CREDENTIALS)
    for page in (1, len(HARD_NAMES)):
        assert copied(whole, page) == copied(certificates, page)


def test_a_pdf_without_credentials_has_none(certificates: bytes) -> None:
    assert attached(certificates, "credentials.cbor") is None


def test_two_files_of_one_name_are_refused(certificates: bytes) -> None:
    twice = embed(embed(certificates, "aaaa.cbor", CREDENTIALS), "bbbb.cbor", b"other").replace(b"bbbb", b"aaaa")
    with pytest.raises(KnownError) as refusal:
        attached(twice, "credentials.cbor")
    assert refusal.value.code == "unreadable_pdf"


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.4", b"PK\x03\x04" * 50])
def test_what_is_no_pdf_is_said_to_be_none(broken: bytes) -> None:
    with pytest.raises(KnownError) as reading:
        attached(broken, "credentials.cbor")
    with pytest.raises(KnownError) as writing:
        embed(broken, "credentials.cbor", b"x")
    assert reading.value.code == writing.value.code == "unreadable_pdf"


def test_a_file_of_more_than_any_class_is_refused_and_does_not_hold_up_another(certificates: bytes) -> None:
    large = embed(embed(certificates, "large", bytes(LARGEST_ATTACHMENT + 1)), "credentials.cbor", CREDENTIALS)
    assert attached(large, "credentials.cbor") == CREDENTIALS
    with pytest.raises(KnownError) as refusal:
        attached(large, "large")
    assert refusal.value.code == "unreadable_pdf"
