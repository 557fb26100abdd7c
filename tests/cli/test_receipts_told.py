from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from bsuh_desktop.cli.commands import collect
from bsuh_desktop.cli.commands.collect import Run
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.judgement import earlier_judgement
from bsuh_desktop.services.collection.collected_files import Collected, CollectedFile
from bsuh_desktop.services.collection.receipt_writer import WrittenReceipt
from bsuh_desktop.services.collection.report import counts_of


def test_what_belongs_to_one_file_stands_on_one_stream(capsys: pytest.CaptureFixture[str]) -> None:
    files = tuple(
        CollectedFile(
            input=f"/stick/{outcome}.bsuh",
            verdict="merged",
            by_itself=earlier_judgement(Verdict.GOOD),
            session=outcome,
            revision=1,
            sha256=outcome.encode(),
            text=Message("It is over."),
            outcome=outcome,
            doubts=(Message("The clock may have been wrong."),),
        )
        for outcome in ("merged", "refused")
    )
    copies = tuple(
        CollectedFile(input="c", verdict="passed_over", text=Message("It is over."), recovery_copy=True)
        for _ in range(2)
    )
    answers = {one.sha256: WrittenReceipt(one.session, Path(f"/back/{one.session}.json"), b"", "kept") for one in files}
    collected = Collected((*files, *copies), counts_of((*files, *copies)), ())
    collect._tell_answers(Run(collected, (), 0, ()), answers, Namespace(lang="en"))
    told = capsys.readouterr()
    for state, stream, other in (("merged", told.out, told.err), ("refused", told.err, told.out)):
        first = next(number for number, line in enumerate(stream.splitlines()) if f"/stick/{state}.bsuh" in line)
        assert "clock" in stream.splitlines()[first + 1]
        assert f"/back/{state}.json" in stream.splitlines()[first + 2]
        assert f"{state}.json" not in other
    assert "already here, or are for others: 2" in told.out
    assert "skipped" not in told.out
