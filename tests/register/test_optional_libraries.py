"""Where the libraries for figures are missing, a person is told what can be done on this system."""

from __future__ import annotations

import sys

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.register import optional_libraries


@pytest.mark.parametrize(("system", "remedy"), [("linux", "installer/start --coordinator"), ("win32", "Linux")])
def test_what_to_do_without_the_parts_for_figures(monkeypatch: pytest.MonkeyPatch, system: str, remedy: str) -> None:
    monkeypatch.setattr(optional_libraries, "PARTS", ("no_such_library",))
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(KnownError) as caught:
        optional_libraries.require_parts()
    assert caught.value.code == "no_coordinator_parts"
    assert remedy in str(caught.value.remedy)
