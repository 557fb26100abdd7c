"""Programmes that write a PDF anew, as people use them to store, to join or to make smaller; those that are here."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.helpers.painted import resaved

Rewrite = Callable[[bytes], bytes]

_GHOSTSCRIPT = ("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite")
_COMMANDS: dict[str, tuple[str, ...]] = {
    "qpdf": ("qpdf", "IN", "OUT"),
    "qpdf in object streams": ("qpdf", "--object-streams=generate", "--linearize", "IN", "OUT"),
    "qpdf unpacked": ("qpdf", "--qdf", "IN", "OUT"),
    "mutool": ("mutool", "clean", "-gggg", "-z", "IN", "OUT"),
    "mutool that tidies": ("mutool", "clean", "-s", "-gggg", "IN", "OUT"),
    "Ghostscript": (*_GHOSTSCRIPT, "-sOutputFile=OUT", "IN"),
    "Ghostscript for a printer": (*_GHOSTSCRIPT, "-dPDFSETTINGS=/printer", "-sOutputFile=OUT", "IN"),
}


def _by(command: tuple[str, ...]) -> Rewrite:
    def rewrite(pdf: bytes) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            paths = {"IN": Path(folder) / "in.pdf", "OUT": Path(folder) / "out.pdf"}
            paths["IN"].write_bytes(pdf)
            said = [word.replace("OUT", str(paths["OUT"])) if "OUT" in word else word for word in command]
            said = [str(paths["IN"]) if word == "IN" else word for word in said]
            # Some warn of what PDFium leaves in the file, and write it all the same.
            subprocess.run(said, capture_output=True, check=False)
            return paths["OUT"].read_bytes()

    return rewrite


def _one_after_the_other(first: str, second: str) -> Rewrite:
    return lambda pdf: REWRITERS[second](REWRITERS[first](pdf))


REWRITERS: dict[str, Rewrite] = {
    "as it was written": lambda pdf: pdf,
    "PDFium": resaved,
    **{name: _by(command) for name, command in _COMMANDS.items() if shutil.which(command[0])},
}
"""By what they are called. What is not installed is not tried."""

for _first, _second in (
    ("Ghostscript", "qpdf"),
    ("Ghostscript", "mutool"),
    ("mutool that tidies", "Ghostscript"),
    ("qpdf", "mutool"),
    ("Ghostscript", "PDFium"),
):
    if {_first, _second} <= REWRITERS.keys():
        REWRITERS[f"{_first}, then {_second}"] = _one_after_the_other(_first, _second)
