"""One browser for the tests of the web verifier that a worker runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helpers.chromium import Page, chromium
from tests.helpers.sources import ROOT

VERIFIER = ROOT / "resources" / "verify" / "verify.html"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Chromium without a network."""
    with chromium(tmp_path_factory.mktemp("chromium")) as page:
        yield page


@pytest.fixture
def page(browser: Page) -> Iterator[Page]:
    """The verifier as it lies on a stick, fresh. It asks for nothing but itself, and nothing goes wrong in it."""
    browser.requests.clear()
    browser.complaints.clear()
    browser.open(VERIFIER.as_uri())
    yield browser
    browser.value("localStorage.clear()")
    assert browser.requests == [VERIFIER.as_uri()]
    assert not browser.complaints
