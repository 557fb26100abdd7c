"""What it costs to compare a certificate as a whole, beside reading its codes and its text alone.

Repeat: `python -m pytest -m benchmark -s tests/benchmarks/test_verifying.py`.
"""

from __future__ import annotations

import functools
import statistics
import time
from pathlib import Path

import pytest

from bsuh_desktop.documents.paper_sandbox import PaperSandbox
from bsuh_desktop.services.verify.known import known_to_everybody, known_with
from bsuh_desktop.services.verify.verify import verify
from tests.benchmarks.ratios import Way, table
from tests.benchmarks.sizes import Size, cases

FROZEN = Path(__file__).parents[1] / "frozen"
PAPERS = ("certificates/real-1-colour.pdf", "certificates-signed-words/real-1-colour.pdf")
MOST_SECONDS = 0.5
"""That one certificate may take longer than before its whole sheet was compared."""


@pytest.mark.parametrize(("size", "paper"), cases([(paper,) for paper in PAPERS], PAPERS[:1]))
def test_one_certificate_takes_little_longer(size: Size, paper: str) -> None:
    path = FROZEN / paper
    known = known_with(known_to_everybody(), [FROZEN / "certificates" / "programme.json"])
    data = path.read_bytes()
    assert [one.verdict.value for one in verify([str(path)], known)] == ["good"]
    ways = {
        "codes and text": Way(functools.partial(_read, data)),
        "compared as a whole": Way(lambda: list(verify([str(path)], known))),
    }
    seconds = size.measured(ways, clock=time.perf_counter)
    print(f"\n{paper}\n{table(seconds, 'codes and text')}")
    plain, whole = seconds.values()
    size.at_most(statistics.median(whole) - statistics.median(plain), MOST_SECONDS)


def _read(data: bytes) -> None:
    with PaperSandbox(data) as opened:
        assert opened.pages()[0].codes
