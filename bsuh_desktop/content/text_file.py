"""Decoding of text files: UTF-8, one Unicode form, one kind of line ending."""

from __future__ import annotations

import unicodedata

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.domain.messages import Message

OLD_KHANDA_TA = "ত্\u200d"


def raw_text(file: str, data: bytes) -> str | Finding:
    """`data` decoded as UTF-8 (with or without a byte-order mark), or a finding if it is not UTF-8. Not normalised."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as reason:
        line = data[: reason.start].count(b"\n") + 1
        message = Message("This line is not UTF-8 text.")
        return Finding(file, line, "not_utf8", message, Message("Save the file again as UTF-8."))


def decode_text(file: str, data: bytes) -> str | Finding:
    """`data` as text in NFC, with ৎ as one sign; line numbers stay the same."""
    text = raw_text(file, data)
    return text if isinstance(text, Finding) else normal(text)


def normal(text: str) -> str:
    """`text` in NFC, with ৎ as one sign."""
    return unicodedata.normalize("NFC", text.replace(OLD_KHANDA_TA, "ৎ"))
