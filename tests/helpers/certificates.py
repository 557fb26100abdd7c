"""Draws pages of the demonstration's certificates again, with one thing changed as a forger would change it."""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]
from msgspec.structs import replace

from bsuh_desktop.content.reader import find_pack
from bsuh_desktop.documents.certificate_content import CertificateDesign, CertificateSheet, QrPayload
from bsuh_desktop.documents.codes import qr_modules
from bsuh_desktop.documents.pdf_file import embed, read_attachment
from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.credential import Credential, qr_segments
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.embedded import EMBEDDED_NAME, Embedded, decode_embedded, encode_embedded
from bsuh_desktop.trust.grants import encode_grants
from tests.helpers.demonstration import listed
from tests.helpers.papers import pdf_of
from tests.helpers.scanned import to_text

PREFIX = demonstration_programme(resources()).url_prefix


class Drawing(NamedTuple):
    """What stands on one page: the sheet, and what all sheets share."""

    sheet: CertificateSheet
    design: CertificateDesign


def embedded_in(pdf: Path) -> Embedded:
    """The credentials and grants that a batch carries."""
    return embedded_of(pdf.read_bytes())


def embedded_of(pdf: bytes) -> Embedded:
    """What `pdf` carries. It is one of our own, so it is opened here."""
    content = read_attachment(pdf, EMBEDDED_NAME)
    assert content is not None
    return decode_embedded(content)


def first_code(data: bytes) -> QrPayload:
    """A first code that says `data`: 49 modules a side, 53 where they are too few."""
    prefix, digits = qr_segments(PREFIX, data)
    try:
        qr_modules(QrPayload(prefix, digits, 49), "M")
    except ValueError:
        return QrPayload(prefix, digits, 53)
    return QrPayload(prefix, digits, 49)


def second_code(data: bytes) -> QrPayload:
    """A second code that says `data`."""
    return QrPayload(*qr_segments(PREFIX, data), 57)


def code_texts(embedded: Embedded, number: int) -> tuple[str, str]:
    """What a scanner reads from the two codes of page `number`, from 1."""
    credential = embedded.credentials[number - 1]
    return to_text(PREFIX, credential.encode()), to_text(PREFIX, encode_grants(embedded.grants))


def drawing(embedded: Embedded, number: int) -> Drawing:
    """Page `number`, from 1, as the demonstration drew it."""
    credential, one = embedded.credentials[number - 1], listed(number)[-1]
    programme = demonstration_programme(resources())
    place = programme.place("eiin:107845")
    sheet = CertificateSheet(
        serial=credential.serial,
        date=credential.day,
        module=_module(),
        grade=class_words("8", "ka"),
        place=place.names if place else LocalText(),
        code1=first_code(credential.encode()),
        roll=one.roll,
        name_bn=one.name_bn if one.consented else "",
        name_en=one.name_en if one.consented else "",
    )
    design = CertificateDesign(programme.names, second_code(encode_grants(embedded.grants)), "", "", practice=True)
    return Drawing(sheet, design)


def forged(page: Drawing, code2: QrPayload | None = None, **changed: object) -> bytes:
    """A PDF of that page with another second code or something else on its sheet; nothing embedded yet."""
    return pdf_of([replace(page.sheet, **changed)], replace(page.design, code2=code2 or page.design.code2))


def carrying(pdf: bytes, credentials: Sequence[Credential], embedded: Embedded) -> bytes:
    """`pdf` with these credentials inside, on the grants of `embedded`."""
    return embed(pdf, EMBEDDED_NAME, encode_embedded(credentials, embedded.grants))


def with_page(pdf: bytes, number: int, other: bytes, taken: int) -> bytes:
    """`pdf`, what it carries kept, with page `taken` of `other` in the place of its page `number`, both from 1."""
    document, source = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument(other)
    document.import_pages(source, pages=[taken - 1], index=number - 1)
    document.del_page(number)
    source.close()
    return _saved(document)


def without_page(pdf: bytes, number: int) -> bytes:
    """`pdf`, what it carries kept, without its page `number`."""
    document = pypdfium2.PdfDocument(pdf)
    document.del_page(number - 1)
    return _saved(document)


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    target = io.BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


@functools.cache
def _module() -> LocalText:
    return find_pack(resources(), "taps-traps-taka").title
