from __future__ import annotations

import pytest

from bsuh_desktop.cli.commands.verify import tell
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.proof import Proof

TAKEN_BACK = Message("This certificate was revoked.")


def item(page: int, verdict: Verdict) -> dict[str, object]:
    serial = f"3A770-0002{page}"
    return {"page": page, "serial": serial, "name": "রহিমা", "verdict": verdict.value, "sentence": TAKEN_BACK}


def test_of_many_certificates_those_not_in_order_are_told_without_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    items = (item(1, Verdict.GOOD), item(2, Verdict.REVOKED), item(3, Verdict.PRACTICE), item(4, Verdict.UNREADABLE))
    tell(Proof("c.pdf", "certificate", Verdict.REVOKED, Message("Not all are in order."), items=items), "en")
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "✕ c.pdf: Not all are in order.",
        "  ✕ page 2, 3A770-00022 · This certificate was revoked.",
        "  ? page 4, 3A770-00024 · This certificate was revoked.",
    ]


@pytest.mark.parametrize(
    ("verdict", "mark"),
    [(Verdict.GOOD, "✓"), (Verdict.WAITING, "!"), (Verdict.EXPIRED, "✕"), (Verdict.NOT_OURS, "?")],
)
def test_what_waits_has_a_mark_of_its_own(verdict: Verdict, mark: str, capsys: pytest.CaptureFixture[str]) -> None:
    tell(Proof("a.bsuh", "attendance", verdict, Message("A file.")), "en")
    assert capsys.readouterr().out == f"{mark} a.bsuh: A file.\n"
