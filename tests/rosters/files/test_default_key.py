from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.read_file import DEFAULT_KEY, read_bytes
from bsuh_desktop.rosters.sandbox.reader import read_class_list
from tests.helpers.encrypted_lists import encrypted_xls, encrypted_xlsx
from tests.helpers.reading_process import PATIENT

FILES = Path(__file__).parents[2] / "data" / "files"
LISTS = Path(__file__).parents[2] / "data" / "lists"

Encrypt = Callable[[bytes, str], bytes]
both = pytest.mark.parametrize(("encrypt", "ending"), [(encrypted_xlsx, "xlsx"), (encrypted_xls, "xls")])


@both
def test_a_workbook_that_nobody_locked_is_read(encrypt: Encrypt, ending: str) -> None:
    whole = (FILES / f"libreoffice.{ending}").read_bytes()
    secret = encrypt(whole, DEFAULT_KEY)
    assert "মিম".encode("utf-16-le") not in secret
    assert read_bytes(secret) == read_bytes(whole)


@both
def test_the_limited_process_writes_nothing_for_it(encrypt: Encrypt, ending: str) -> None:
    whole = (LISTS / f"formulas.{ending}").read_bytes()
    assert read_class_list(encrypt(whole, DEFAULT_KEY), limits=PATIENT) == read_class_list(whole, limits=PATIENT)


@both
def test_a_password_is_one(encrypt: Encrypt, ending: str) -> None:
    secret = encrypt((FILES / f"libreoffice.{ending}").read_bytes(), "shapla2026")
    with pytest.raises(KnownError, match="Ask the school for a file without one") as refused:
        read_bytes(secret)
    assert refused.value.code == "list_locked"


def test_damage_and_document_types_are_sentences() -> None:
    secret = encrypted_xlsx((FILES / "libreoffice.xlsx").read_bytes(), DEFAULT_KEY)
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    at = secret.index(head) + len(head)
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]>'
    changes = {
        "list_torn": secret[:at] + bomb + secret[at + len(bomb) :],
        "list_locked": secret.replace(b"spinCount", b"spincount"),
    }
    for code, changed in changes.items():
        with pytest.raises(KnownError) as refused:
            read_bytes(changed)
        assert refused.value.code == code
