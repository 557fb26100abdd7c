"""The two lines of a certificate that were signed, as they are compared with what is seen."""

from __future__ import annotations

from typing import NamedTuple


class Signed(NamedTuple):
    """What was signed: the name, "" for an empty line; the serial's 10 characters."""

    name: str
    serial: str

    def __repr__(self) -> str:
        return f"Signed({self.serial})"
