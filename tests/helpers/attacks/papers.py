"""Certificates of the fresh programme as PDFs: the pages, the codes on them, and the credentials that they carry."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bsuh_desktop.documents.certificate_content import (
    NO_CODE,
    CertificateDesign,
    CertificateSheet,
    QrPayload,
    code1_payload,
    words_of,
)
from bsuh_desktop.documents.pdf_file import embed
from bsuh_desktop.domain.certificates import Layout, PerPage
from bsuh_desktop.trust.credential import Credential, SignedWords, qr_segments, sign_words
from bsuh_desktop.trust.embedded import EMBEDDED_NAME, encode_embedded
from bsuh_desktop.trust.grants import encode_grants
from tests.helpers import papers
from tests.helpers.attacks.world import PREFIX, Chain, World

ONE_A_PAGE = Layout()


def page(credential: Credential, **changed: object) -> CertificateSheet:
    """The page that the device prints for a credential."""
    usual = CertificateSheet(
        serial=credential.serial,
        date=credential.day,
        module=papers.MODULE,
        grade=papers.GRADE,
        place=papers.PLACE,
        code1=code1_payload(*qr_segments(PREFIX, credential.encode())),
        roll="1",
        name_bn=credential.name,
    )
    return replace(usual, **changed)


def pdf(
    world: World, sheets: Sequence[CertificateSheet], chain: Chain | None = None, layout: Layout = ONE_A_PAGE
) -> bytes:
    """Pages that carry nothing yet; their second code holds the device's grants."""
    code2 = QrPayload(*qr_segments(PREFIX, encode_grants(chain or world.device.chain)), 57)
    return papers.pdf_of(sheets, CertificateDesign(papers.PROGRAMME, code2, "", "", practice=False, layout=layout))


def carrying(
    world: World,
    pages: bytes,
    credentials: Sequence[Credential],
    chain: Chain | None = None,
    per_page: PerPage = 1,
    words: Sequence[bytes] = (),
) -> bytes:
    """Pages with credentials inside, and the signed words of their sheets."""
    content = encode_embedded(credentials, chain or world.device.chain, per_page, words)
    return embed(pages, EMBEDDED_NAME, content)


def words_for(world: World, credential: Credential, **printed: object) -> SignedWords:
    """The words of the page that the device prints for a credential, signed by it."""
    design = CertificateDesign(papers.PROGRAMME, NO_CODE, "", "", practice=False)
    return sign_words(world.device.key, credential, words_of(page(credential, **printed), design))


def worded(world: World, credential: Credential, **printed: object) -> bytes:
    """A whole certificate whose words are signed; `printed` is what its page says otherwise."""
    words = words_for(world, credential).encode()
    return carrying(world, pdf(world, [page(credential, **printed)]), [credential], words=[words])


def certificate(world: World, credential: Credential, **printed: object) -> bytes:
    """A whole certificate; `printed` is what its page says otherwise."""
    return carrying(world, pdf(world, [page(credential, **printed)]), [credential])
