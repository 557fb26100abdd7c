"""Sheets as they were signed, and their pages as the app finds them: with a file of credentials inside."""

from __future__ import annotations

from collections.abc import Sequence

from bsuh_desktop.documents.certificate_content import CertificateDesign, CertificateSheet, words_of
from bsuh_desktop.documents.paper_protocol import PageReading, Signed
from bsuh_desktop.documents.pdf_file import embed
from bsuh_desktop.domain.certificates import PerPage
from bsuh_desktop.trust.embedded import EMBEDDED_NAME
from tests.helpers.paper_readings import read_certificate_pages


def signed_sheet(one: CertificateSheet, shared: CertificateDesign, words: bool = False) -> Signed:
    """What was signed for a sheet: its first code alone, or its `words`, too."""
    return Signed(
        name=one.name_bn or one.name_en,
        serial=one.serial,
        day=one.date,
        code1=one.code1.digits,
        code2=shared.code2.digits,
        practice=shared.practice,
        words=words_of(one, shared) if words else None,
    )


def carried(pdf: bytes) -> bytes:
    """Pages with a file inside, as every certificate has one."""
    return embed(pdf, EMBEDDED_NAME, b"credentials")


def seen(pdf: bytes, signed: Sequence[Signed], per_page: PerPage = 1) -> list[PageReading]:
    """What is seen on pages, held against what was signed."""
    return read_certificate_pages(carried(pdf), signed=signed, per_page=per_page)
