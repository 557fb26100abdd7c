"""One browser for the tests of the web verifier that a worker runs, and an office that signs for them."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.chromium import Page, chromium
from tests.helpers.sources import ROOT
from tests.helpers.verifier.office import Office
from tests.helpers.verifier.pictures import certificate_pdf, photograph, write_film

VERIFIER = ROOT / "resources" / "verify" / "verify.html"
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")


class Stick:
    """What lies on a parent's stick: a certificate as PDF and pictures, the programme file, a key list."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.office = folder, Office("stick")
        self.programme = self._write("programme.json", self.office.file())
        self.key_list = self._write("list.json", self.office.signed_list(self.office.coordinators_list()))
        self.pdf = self._write("certificate.pdf", certificate_pdf(self.office))
        self.broken = self._write("broken.png", b"\x89PNG and nothing more")

    def _write(self, name: str, data: bytes) -> Path:
        (self.folder / name).write_bytes(data)
        return self.folder / name

    @functools.cached_property
    def film(self) -> Path:
        """What the camera sees: both codes."""
        return write_film(photograph(self.pdf.read_bytes()), self.folder / "film.mjpeg")

    def picture(self, kind: str) -> Path:
        """The certificate as a photograph of `kind`: png, jpeg or webp."""
        path = self.folder / f"certificate.{kind}"
        photograph(self.pdf.read_bytes()).save(path)
        return path


@pytest.fixture(scope="package")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Stick:
    """The stick."""
    return Stick(tmp_path_factory.mktemp("stick"))


@pytest.fixture(scope="package")
def browser(tmp_path_factory: pytest.TempPathFactory, stick: Stick) -> Iterator[Page]:
    """Chromium without a network; its camera sees a certificate."""
    camera = f"--use-file-for-fake-video-capture={stick.film}"
    with chromium(tmp_path_factory.mktemp("chromium"), *CAMERA, camera) as page:
        yield page


@pytest.fixture
def page(browser: Page) -> Iterator[Page]:
    """The verifier as it lies on a stick, fresh. It asks for nothing but itself, and nothing goes wrong in it."""
    browser.size(1366, 768)
    browser.requests.clear()
    browser.complaints.clear()
    browser.open(VERIFIER.as_uri())
    yield browser
    browser.value("localStorage.clear()")
    assert not [address for address in browser.requests if not address.startswith("file:///")]
    assert not browser.complaints
