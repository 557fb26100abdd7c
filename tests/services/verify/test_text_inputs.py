from __future__ import annotations

import os
from pathlib import Path

import pytest

from bsuh_desktop.domain.codes import make_serial, serial_text
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.receipt import receipt_code
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.typed_codes import codes_in, spread, text_inputs, typed_kind
from bsuh_desktop.services.verify.verify import verify
from tests.helpers.systems import named_pipes

FIRST, SECOND = "https://v.bsuh.bd/c#" + "1" * 260, "https://v.bsuh.bd/c#" + "2" * 600
SERIAL = serial_text(make_serial(0x3A77, 2))
RECEIPT = receipt_code(bytes(32), bytes(32), "merged")


def test_scanned_codes_come_together_once_each() -> None:
    assert text_inputs(f"{FIRST}\n{SECOND}\n{FIRST}\n") == [f"{FIRST} {SECOND}"]
    assert text_inputs(f" {FIRST} {SECOND}") == [f"{FIRST} {SECOND}"]
    assert text_inputs("") == text_inputs(" \n\t") == []


def test_serials_and_receipts_each_by_themselves() -> None:
    assert text_inputs(f"{SERIAL} {RECEIPT}") == [SERIAL, RECEIPT]
    assert text_inputs(f"{SERIAL}\n{FIRST}\n{RECEIPT}") == [FIRST, SERIAL, RECEIPT]


def test_one_thing_in_groups_stays_one() -> None:
    grouped = f"{RECEIPT[:5]} {RECEIPT[5:10]} {RECEIPT[10:]}"
    assert text_inputs(grouped) == [grouped]
    assert text_inputs(SERIAL.replace("-", " ")) == [SERIAL.replace("-", " ")]
    assert text_inputs("a note about something") == ["a note about something"]


@pytest.mark.parametrize(
    "typed", [SERIAL, SERIAL.lower(), SERIAL.replace("-", ""), SERIAL.replace("-", " – "), SERIAL.replace("2", "২")]
)
def test_a_serial_is_known_however_it_is_typed(typed: str) -> None:
    assert typed_kind(typed) == "serial"


def test_what_is_neither_serial_nor_receipt() -> None:
    assert typed_kind(RECEIPT) == "receipt"
    for text in ("attendance", "", "12345", "7K3Q0-0002U", "2026-08-03", FIRST):
        assert typed_kind(text) is None


def test_a_receipt_without_any_digit_is_known_by_its_check() -> None:
    """One of sixty has none, and was told to be no file."""
    assert typed_kind("KYCA-CRWZ-EKBC") == "receipt"
    assert text_inputs("KYCACRWZEKBC KFAWSKEBFPFV") == ["KYCACRWZEKBC", "KFAWSKEBFPFV"]
    for word in ("KYCACRWZEKBD", "presentation", "ATTENDANCE"):
        assert typed_kind(word) is None


def test_a_long_row_of_digits_that_is_no_code_is_seen_at_once() -> None:
    assert codes_in("1" * 90_000 + "a") == []
    assert codes_in("1" * 39) == []
    assert codes_in("1" * 40) == ["1" * 40]


@pytest.mark.parametrize("width", [60, 72, 76, 80, 150, 199])
def test_a_code_that_a_mail_broke_into_lines_is_whole_again(width: int) -> None:
    broken = [code[start : start + width] for code in (FIRST, SECOND) for start in range(0, len(code), width)]
    for gap in ("\n", "\r\n", "  "):
        assert codes_in(gap.join(broken)) == [FIRST, SECOND]
        assert text_inputs(gap.join(broken)) == [f"{FIRST} {SECOND}"]
        assert text_inputs(gap.join([*broken, SERIAL])) == [f"{FIRST} {SECOND}", SERIAL]


def test_whole_codes_and_other_numbers_are_not_run_together() -> None:
    assert codes_in(f"{FIRST} {SECOND} {FIRST}") == [FIRST, SECOND, FIRST]
    assert codes_in(f"{'1' * 60} {'2' * 61}") == ["1" * 60, "2" * 61]
    assert text_inputs(f"{SECOND}\n0171 1000000") == [SECOND, "0171 1000000"]


def test_a_text_file_is_read_as_if_it_were_pasted(tmp_path: Path) -> None:
    codes, mixed, none = tmp_path / "codes.txt", tmp_path / "mixed.TXT", tmp_path / "none.txt"
    codes.write_text(f"{FIRST}\r\n{SECOND}\r\n{SERIAL}\n", "utf-8-sig")
    mixed.write_text(f"{SERIAL}\n{codes}\n", "utf-8")
    none.write_bytes(b"\xff\xfe")
    assert spread([str(codes), SERIAL]) == [f"{FIRST} {SECOND}", SERIAL, SERIAL]
    assert spread([str(mixed)]) == [SERIAL, str(mixed)]
    assert spread([str(none), str(tmp_path), "a\0.txt"]) == [str(none), str(tmp_path), "a\0.txt"]


@named_pipes
def test_what_is_no_file_is_answered_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    inputs = [str(tmp_path / "pipe.zip"), os.devnull, "", " "]
    proofs = list(verify(inputs, known_to_everybody()))
    assert {proof.verdict for proof in proofs} == {Verdict.UNREADABLE}
    assert ["pipe" in str(proof.sentence) for proof in proofs] == [True, True, False, False]
