"""PDFs and pictures of certificates: the page altered and the credential not, and the other way round."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.documents.certificate_content import code1_payload
from bsuh_desktop.documents.pdf_file import embed
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.credential import qr_segments
from bsuh_desktop.trust.embedded import EMBEDDED_NAME, encode_embedded
from tests.helpers.attacks.cases import Case, check, given, proof_of
from tests.helpers.attacks.papers import carrying, certificate, page, pdf
from tests.helpers.attacks.world import PREFIX, World
from tests.helpers.certificates import with_page, without_page
from tests.helpers.keys import DAY
from tests.helpers.papers import picture_of

pytestmark = pytest.mark.sampled

ALTERED, UNKNOWN, UNREADABLE = Verdict.ALTERED, Verdict.UNKNOWN_SIGNER, Verdict.UNREADABLE
OTHER = "রহিম খান"
Make = Callable[[World], bytes]


@pytest.fixture(scope="module")
def honest(world: World) -> bytes:
    """One certificate as the device prints it."""
    return certificate(world, world.credential())


@pytest.fixture(scope="module")
def batch(world: World) -> bytes:
    """Three certificates in one PDF."""
    credentials = [world.credential(counter) for counter in (1, 2, 3)]
    return carrying(world, pdf(world, [page(one) for one in credentials]), credentials)


def printed(**changed: object) -> Make:
    """The page altered, the credential inside as it was signed."""
    return lambda world: certificate(world, world.credential(), **changed)


def signed(**changed: object) -> Make:
    """The credential altered with its signature left, and page and code to match."""
    return lambda world: certificate(world, replace(world.credential(), **changed))


def carries(*counters: int) -> Make:
    """An honest page that carries other certificates' credentials."""

    def make(world: World) -> bytes:
        return carrying(world, pdf(world, [page(world.credential())]), [world.credential(one) for one in counters])

    return make


def twice(world: World) -> bytes:
    """Two files of the same name inside: one that fits the page, one that does not."""
    other = encode_embedded([world.credential(9)], world.device.chain)
    both = embed(certificate(world, world.credential()), "dredentials.cbor", other)
    # PDFium attaches no name twice, so it is written over in the file.
    assert both.count(b"(dredentials.cbor)") >= 1
    return both.replace(b"dredentials.cbor", EMBEDDED_NAME.encode())


def code_of(counter: int) -> Make:
    """The code of another certificate on the page."""

    def make(world: World) -> bytes:
        code = code1_payload(*qr_segments(PREFIX, world.credential(counter).encode()))
        return certificate(world, world.credential(), code1=code)

    return make


def other_grants_printed(world: World) -> bytes:
    return carrying(world, pdf(world, [page(world.credential())], world.other.chain), [world.credential()])


def other_grants_inside(world: World) -> bytes:
    return carrying(world, pdf(world, [page(world.credential())]), [world.credential()], world.other.chain)


def by_another_device(world: World) -> bytes:
    credential = world.credential(device=world.other)
    return certificate(world, credential)


PAPERS: dict[str, tuple[Verdict, Make]] = {
    "another name printed": (ALTERED, printed(name_bn=OTHER)),
    "no name printed": (ALTERED, printed(name_bn="")),
    "another serial printed": (ALTERED, printed(serial="5555500000")),
    "another certificate's code printed": (ALTERED, code_of(2)),
    "another device's second code printed": (ALTERED, other_grants_printed),
    "another name signed": (ALTERED, signed(name=OTHER)),
    "another day signed": (ALTERED, signed(day=DAY + datetime.timedelta(days=1))),
    "another module signed": (ALTERED, signed(module=6)),
    "another certificate inside": (ALTERED, carries(2)),
    "two certificates inside, one page": (ALTERED, carries(1, 2)),
    "no certificate inside": (ALTERED, carries()),
    "two files inside": (UNREADABLE, twice),
    "another device's grants inside": (UNKNOWN, other_grants_inside),
    "another device's certificate under these grants": (UNKNOWN, by_another_device),
    "nothing inside": (UNREADABLE, lambda world: pdf(world, [page(world.credential())])),
}


@pytest.fixture(scope="module")
def cheap_twin(world: World, honest: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The honest twin of all these, proved once: reading a page is dear."""
    proof = proof_of(world, given(honest, suffix=".pdf"), tmp_path_factory.mktemp("twin"))
    assert (proof.kind, proof.verdict) == ("certificate", Verdict.GOOD)
    return honest


@pytest.mark.parametrize("name", list(PAPERS))
def test_page_and_credential_that_differ(name: str, world: World, cheap_twin: bytes, tmp_path: Path) -> None:
    wanted, make = PAPERS[name]
    attacked = make(world)
    assert attacked != cheap_twin
    proof = proof_of(world, given(attacked, suffix=".pdf"), tmp_path)
    assert (proof.kind, proof.verdict) == ("certificate", wanted)


def pages(batch: bytes, world: World) -> dict[str, bytes]:
    """The batch with its pages swapped, missing or doubled."""
    stranger = certificate(world, world.credential(4))
    return {
        "a page doubled in another's place": with_page(batch, 2, batch, 1),
        "a page missing": without_page(batch, 3),
        "a page that nobody signed for": carrying(
            world, pdf(world, [page(world.credential(one)) for one in (1, 2)]), [world.credential(1)]
        ),
        "a page of another PDF": with_page(batch, 2, stranger, 1),
    }


def test_pages_of_a_batch(batch: bytes, world: World, tmp_path: Path) -> None:
    assert proof_of(world, given(batch, suffix=".pdf"), tmp_path).verdict is Verdict.GOOD
    for name, data in pages(batch, world).items():
        assert proof_of(world, given(data, suffix=".pdf"), tmp_path).verdict is ALTERED, name


def test_a_photograph_is_judged_by_its_codes(cheap_twin: bytes, world: World, tmp_path: Path) -> None:
    revoked = world.known(taken_back=frozenset({world.credential().serial}))
    picture_of(cheap_twin).save(tmp_path / "photo.png")
    data = (tmp_path / "photo.png").read_bytes()
    case = Case(
        "",
        Verdict.REVOKED,
        lambda _: given(data, suffix=".png"),
        lambda _: given(data, known=revoked, suffix=".png"),
    )
    proof = check(world, case, tmp_path)
    assert proof.items is not None
    assert proof.items[0]["name"] == world.credential().name
