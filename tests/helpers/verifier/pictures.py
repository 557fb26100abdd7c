"""A certificate of an office as it comes out of a printer: its page, and what a camera sees of it."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from msgspec.structs import replace
from PIL import Image

from bsuh_desktop.documents.certificate_content import CertificateDesign, QrPayload
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.trust.credential import qr_segments
from bsuh_desktop.trust.grants import encode_grants
from tests.helpers.papers import PROGRAMME, pdf_of, sheet
from tests.helpers.verifier.office import DAY, DEVICE, PREFIX, Office

NAME = "শ্রেয়া খাতুন"
_DOTS = 150


def certificate_pdf(office: Office) -> bytes:
    """The certificate number 20 of the office's device."""
    first = QrPayload(*qr_segments(PREFIX, office.credential(NAME)), 49)
    second = QrPayload(*qr_segments(PREFIX, encode_grants(office.chain)), 57)
    drawn = replace(sheet(name_bn=NAME), serial=make_serial(DEVICE, 20), date=DAY, code1=first)
    return pdf_of([drawn], CertificateDesign(PROGRAMME, second, "শিরিন আক্তার", "রাশেদ চৌধুরী", practice=False))


def photograph(pdf: bytes) -> Image.Image:
    """The first page, lying a little askew."""
    document = pypdfium2.PdfDocument(pdf)
    page: Image.Image = document[0].render(scale=_DOTS / 72).to_pil().convert("RGB")
    document.close()
    return page.rotate(3, Image.Resampling.BICUBIC, expand=True, fillcolor=(90, 80, 70))


def write_film(picture: Image.Image, path: Path) -> Path:
    """A film of one still picture for a camera that is none: JPEGs one behind the other."""
    target = io.BytesIO()
    size = picture.width // 16 * 16, picture.height // 16 * 16
    picture.crop((0, 0, *size)).save(target, "JPEG", quality=90)
    path.write_bytes(target.getvalue())
    return path
