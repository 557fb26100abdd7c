from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from bsuh_desktop.cli.commands import receipts
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.receiving.values import Received, ReceivedFile, WrittenReceipt


def test_what_belongs_to_one_file_stands_on_one_stream(capsys: pytest.CaptureFixture[str]) -> None:
    files = tuple(
        ReceivedFile(
            path=Path(f"/stick/{state}.bsuh"),
            session=state,
            revision=1,
            sha256=state.encode(),
            verdict=Verdict.EXPIRED,
            state=state,
            sentence=Message("It is over."),
            doubts=(Message("The clock was in doubt."),),
            code="AAAA",
        )
        for state in ("merged", "refused")
    )
    answers = {one.sha256: WrittenReceipt(one.session, Path(f"/back/{one.state}.json"), b"", "kept") for one in files}
    receipts._tell(Received(files, other_copies=2), answers, Namespace(lang="en"))
    told = capsys.readouterr()
    for state, stream, other in (("merged", told.out, told.err), ("refused", told.err, told.out)):
        first = next(number for number, line in enumerate(stream.splitlines()) if f"/stick/{state}.bsuh" in line)
        assert "clock" in stream.splitlines()[first + 1]
        assert f"/back/{state}.json" in stream.splitlines()[first + 2]
        assert f"{state}.json" not in other
    assert "here already, or are for others: 2" in told.out
