from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from bsuh_desktop.cli.main import main
from bsuh_desktop.cli.parser import parser
from bsuh_desktop.domain.messages import KnownError


@pytest.mark.parametrize(
    "words", [["verify", "7K3Q0", "--json"], ["verify", *["7K3Q0"] * 500], ["--nothing", "--json"]]
)
def test_output_that_cannot_be_written_is_one_sentence(words: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    with Path("/dev/full").open("w") as full, contextlib.redirect_stdout(full):
        assert main([*words, "--lang", "en"]) == 2
    told = capfd.readouterr().err
    assert ("Traceback" in told, told.count("The output of this command could not be written.")) == (False, 1)


def test_a_day_is_read_in_either_script_and_said_how_to_write() -> None:
    issue = ["grant", "issue", "r", "--out", "o", "--from"]
    assert str(parser("en").parse_args([*issue, "২০২৬-০১-৩১"]).first) == "2026-01-31"
    with pytest.raises(KnownError) as refused:
        parser("en").parse_args([*issue, "tomorrow"])
    assert "2026-01-31" in str(refused.value.remedy)
