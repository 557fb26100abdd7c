"""Bangla that a program wrote as something else.

Its UTF-8 bytes as letters of Windows-1252 (ম became à¦®), or its characters as numbers: of a web page (&#2478;), of a
programming language (\\u09ae).
"""

from __future__ import annotations

import html
import json
import re
from typing import Literal

Breakage = Literal["", "bytes", "web", "escapes"]
"""What happened to a text: nothing; its bytes were shown in a wrong code page; its characters are numbers."""

_SEEN = re.compile("à[¦§]|Ã\u00a0Â[¦§]")
"""The first two bytes of a Bangla letter (E0 A6, E0 A7) as Windows-1252 shows them, once and twice."""
_WEB = re.compile(r"&#(?:x0?9[89a-f][0-9a-f]|24[3-9]\d|25[0-5]\d);", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u09[89a-fA-F][0-9a-fA-F]")
_BANGLA = re.compile("[\u0980-\u09ff]")
_MOST_TIMES = 3
_WHOLE_TO_DAMAGED = 10


def repaired(text: str) -> tuple[str, Breakage]:
    """`text` as it was before, and what had happened to it; itself if nothing had, or too much of it is lost."""
    if _SEEN.search(text):
        whole = _from_bytes(text)
        return (whole, "bytes") if whole else (text, "")
    if _WEB.search(text):
        return html.unescape(text), "web"
    if _ESCAPE.search(text):
        return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text), "escapes"
    return text, ""


def broken(text: str, breakage: Breakage) -> str:
    """`text` as it stands in a file where that happened to it."""
    if breakage == "web":
        return text.encode("ascii", "xmlcharrefreplace").decode()
    if breakage == "escapes":
        return json.dumps(text)[1:-1]
    return "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in text.encode())


def _from_bytes(text: str) -> str:
    for _ in range(_MOST_TIMES):
        if not _SEEN.search(text) or _BANGLA.search(text):
            break
        text = b"".join(map(_byte, text)).decode("utf-8", "replace")
    letters = len(_BANGLA.findall(text))
    return text if letters and text.count("\ufffd") * _WHOLE_TO_DAMAGED <= letters else ""


def _byte(sign: str) -> bytes:
    """The byte that is shown as `sign`. Five bytes have no sign in Windows-1252 and are kept as control characters; a
    sign without a byte was typed later."""
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1", "replace") if sign <= "\xff" else b"\xff"
