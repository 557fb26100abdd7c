"""Reads what a scanner wrote into a text file as if it had been pasted: codes, serials and codes of receipts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bsuh_desktop.paths import POSITION_ENDING
from bsuh_desktop.services.verify.text_inputs import LONGEST_TEXT, codes_in, text_inputs, typed_kind

_ENDING = ".txt"


def spread(inputs: Sequence[str]) -> list[str]:
    """The inputs, each text file among them as what stands in it. One that holds anything else stays, too, so that what
    was passed over is told; a file's lines are never taken for names of files. What a desk notes on a stick for itself
    is passed over where there is anything else."""
    others = [given for given in inputs if not given.endswith(POSITION_ENDING)] or inputs
    return [one for given in others for one in _of_file(given)]


def _of_file(given: str) -> list[str]:
    text = _text(given)
    parts = text_inputs(text) if text else []
    known = [part for part in parts if codes_in(part) or typed_kind(part)]
    return known if known and len(known) == len(parts) else [*known, given]


def _text(given: str) -> str:
    """What a small text file in UTF-8 holds; nothing of any other."""
    path = Path(given)
    if path.suffix.lower() != _ENDING:
        return ""
    try:
        if not path.is_file() or path.stat().st_size > LONGEST_TEXT:
            return ""
        return path.read_text("utf-8-sig")
    except (OSError, ValueError):
        return ""
