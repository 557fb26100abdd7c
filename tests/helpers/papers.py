"""Builders for certificates: hard names, payloads of the real size, and sheets made of them."""

from __future__ import annotations

import datetime
import io
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable

import pytest
from PIL import Image

from bsuh_desktop.documents.certificate import write_certificates
from bsuh_desktop.documents.certificate_content import CertificateDesign, CertificateSheet, QrPayload
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.local_text import LocalText

HARD_NAMES = (
    "ক্ষিতীশ রহমান",
    "শ্রেয়া খাতুন",
    "উম্মে হাবিবা ভট্টাচার্য্য",
    "জ্যোৎস্না জাহান",
    "র‍্যাচেল মণ্ডল",
    "মোঃ রাকিব ত্রিপুরা",
    "মো. আব্দুল্লাহ",
    "প্রজ্ঞা চক্রবর্ত্তী",
    "ঐশ্বর্য অর্ঘ্য",
    "স্ত্রী আর্দ্রতা কি কী",
    "কৃষ্ণা তৃষ্ণা হৃদয়",
    "লক্ষ্মী সন্ধ্যা সান্ত্বনা",
    "রুকাইয়া রূপা শুভ্র হুমায়রা",
    "অঁজলি চাঁদ দুঃখী",
    "রেংয়ং ম্রু",
    "ড় ঢ় য় কো কৌ",
    "Md. রাকিব (José)",
    "মোঃ আবুল হাসনাত মোহাম্মদ শাহরিয়ার কবির চৌধুরী ভট্টাচার্য্য আল মাহমুদ",
)
"""Names that go wrong where Bangla is not shaped, not NFC, or not split by script; the last is over 60 letters."""

MODULE = LocalText("ট্যাপ, ফাঁদ আর টাকা", "Taps, Traps and Taka")
GRADE = LocalText("৮ম শ্রেণি, ক শাখা", "Grade 8, section Ka")
PLACE = LocalText("কালীগঙ্গা উচ্চ বিদ্যালয়", "Kaliganga High School")
PROGRAMME = LocalText("সুনামগঞ্জ কিশোর-কিশোরী কর্মসূচি", "Be Smart Use Heart")


def payload(seed: int, length: int, modules: int) -> QrPayload:
    """`length` bytes that look like a signature, as a certificate's code carries them; the same for the same seed."""
    noise = b"\x01" + random.Random(seed).randbytes(length - 1)
    return QrPayload(b"https://v.example.org/c#", str(int.from_bytes(noise, "big")), modules)


def sheet(number: int = 1, name_bn: str = "", name_en: str = "", modules: int = 49) -> CertificateSheet:
    """The certificate of the learner with roll `number`."""
    return CertificateSheet(
        serial=make_serial(7, number),
        date=datetime.date(2026, 7, 14),
        module=MODULE,
        grade=GRADE,
        place=PLACE,
        code1=payload(number, 105 if modules == 49 else 130, modules),
        roll=str(number),
        name_bn=name_bn,
        name_en=name_en,
    )


def design(practice: bool = False) -> CertificateDesign:
    """A batch's design."""
    return CertificateDesign(PROGRAMME, payload(0, 226, 57), "শিরিন আক্তার", "রাশেদ চৌধুরী", practice)


def pdf_of(sheets: Iterable[CertificateSheet], shared: CertificateDesign | None = None) -> bytes:
    """The PDF of `sheets`."""
    target = io.BytesIO()
    write_certificates(target, sheets, shared or design())
    return target.getvalue()


def code_text(code: QrPayload) -> str:
    """What a scanner says of a code."""
    return code.prefix.decode("ascii") + code.digits


def copied(pdf: bytes, page: int = 1) -> list[str]:
    """The lines of a page as Poppler's reader copies them."""
    return _copied(pdf, page, page)[0]


def copied_pages(pdf: bytes) -> list[list[str]]:
    """The same of each page."""
    return _copied(pdf, 1, 0)


def _copied(pdf: bytes, first: int, last: int) -> list[list[str]]:
    pages = ("-f", str(first), "-l", str(last))
    text = poppler(pdf, "pdftotext", "-enc", "UTF-8", "-layout", *pages, "-", "-").decode("utf-8")
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in text.split("\f")[:-1]]


def picture_of(pdf: bytes, page: int = 1, dots: int = 150) -> Image.Image:
    """A page in greys as Poppler draws it, `dots` an inch: not the library that the programme itself reads with."""
    return _pictures(pdf, page, page, dots)[0]


def pictures_of(pdf: bytes, dots: int = 150) -> list[Image.Image]:
    """The same of each page."""
    return _pictures(pdf, 1, 0, dots)


def _pictures(pdf: bytes, first: int, last: int, dots: int) -> list[Image.Image]:
    pages = ("-f", str(first), "-l", str(last))
    drawn = io.BytesIO(poppler(pdf, "pdftoppm", "-gray", "-r", str(dots), *pages, "-"))
    pictures = list[Image.Image]()
    while drawn.readline() == b"P5\n":
        width, height = map(int, drawn.readline().split())
        assert drawn.readline() == b"255\n"
        pictures.append(Image.frombytes("L", (width, height), drawn.read(width * height)))
    return pictures


def poppler(pdf: bytes, *command: str) -> bytes:
    """What one of Poppler's tools, which reads its standard input, says of a PDF."""
    need_poppler(command[0])
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout


def need_poppler(tool: str) -> None:
    """Passes the test over on Windows without this tool of Poppler; elsewhere a missing one fails it."""
    if sys.platform == "win32" and shutil.which(tool) is None:
        pytest.skip(f"{tool} reads what was printed, and Windows does not bring it along")
