"""PDFs and pictures that were made to harm: each gets its verdict, in little memory, and nothing of it is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import psutil
import pytest

from bsuh_desktop.documents.paper_sandbox import LARGEST_PAPER, LIMITS, PaperSandbox
from bsuh_desktop.documents.print_pages import page_for_printer
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.file_kinds import preview_of
from bsuh_desktop.services.verify.proof import Proof
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.system.sandbox_errors import SandboxError
from tests.helpers.attacks.papers import certificate
from tests.helpers.attacks.world import World
from tests.helpers.hostile_papers import PDFS, PICTURES, UNSEEN, nested_patterns
from tests.helpers.peak_memory import grows_by_less_than

pytestmark = [pytest.mark.sampled, pytest.mark.started_children]

TOO_HEAVY = "Opening this file takes more time or memory than it should."
DIED = "Something in this file stops the program that reads it."
MEGABYTES = 150
"""Beyond what this process has: the bytes of the file, and the libraries that are loaded on the way."""
SLOW = "nested_patterns"
"""It works for as long as it may, which is tried once, with less."""


@pytest.fixture(scope="module")
def genuine(world: World) -> bytes:
    return certificate(world, world.credential())


@contextmanager
def harmless() -> Iterator[None]:
    """No process is left, and this one does not grow."""
    before = set(psutil.Process().children(recursive=True))
    with grows_by_less_than(MEGABYTES):
        yield
    assert set(psutil.Process().children(recursive=True)) <= before


def proof_of(world: World, path: Path, data: bytes) -> Proof:
    path.write_bytes(data)
    with harmless():
        (proof,) = verify([str(path)], world.known())
        preview_of(str(path))
    return proof


@pytest.mark.parametrize("kind", sorted(PDFS.keys() - {SLOW}))
def test_no_hostile_pdf_is_good_or_takes_more_than_it_may(
    world: World, genuine: bytes, tmp_path: Path, kind: str
) -> None:
    assert proof_of(world, tmp_path / "honest.pdf", genuine).verdict is Verdict.GOOD
    hostile = tmp_path / "hostile.pdf"
    proof = proof_of(world, hostile, PDFS[kind](genuine))
    seen = (Verdict.GOOD,) if kind in UNSEEN else ()
    assert proof.verdict in (Verdict.UNREADABLE, Verdict.ALTERED, *seen), proof.sentence
    if kind.startswith(("nested", "bomb")):
        assert str(proof.sentence).startswith((TOO_HEAVY, DIED))
    assert preview_of(str(tmp_path / "honest.pdf")) is not None
    assert page_for_printer(genuine, 1, 300).width > 0, "a page can be printed"


def test_a_page_that_is_never_painted_is_too_heavy(genuine: bytes) -> None:
    quick = msgspec.structs.replace(LIMITS, cpu_seconds=1)
    with PaperSandbox(nested_patterns(genuine), limits=quick) as paper, pytest.raises(SandboxError) as caught:
        paper.pages()
    assert caught.value.failure == "too_heavy"
    with PaperSandbox(nested_patterns(genuine), limits=quick) as paper:
        assert paper.preview(400) is None


@pytest.mark.parametrize("kind", PICTURES)
def test_no_hostile_picture_is_good_or_takes_more_than_it_may(world: World, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "hostile.png"
    assert proof_of(world, path, PICTURES[kind]()).verdict is Verdict.UNREADABLE
    shown = preview_of(str(path))
    assert shown is None or len(shown.pixels) == 3 * shown.width * shown.height
    assert (shown is not None) == (kind.startswith("as large") or "holds far more" in kind)


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n"])
def test_what_is_larger_than_any_certificate_is_not_opened(world: World, tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.write(start)
        file.truncate(100 * LARGEST_PAPER)
    (proof,) = verify([str(path)], world.known())
    assert str(proof.sentence) == "This file is larger than 64 MB, so it is not a certificate."
    assert preview_of(str(path)) is None
