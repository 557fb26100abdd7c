"""Certificates that earlier releases drew are judged as they were, for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.cli.commands.verify import tell
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.presenters.verify.proof_words import PaperAnswers
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.proof import KnownKeys
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.trust.programme import read_programme
from tests.helpers.command import ROOT

FOLDER = ROOT / "tests" / "frozen" / "certificates"
PAPERS = sorted(path.name for path in FOLDER.glob("*.pdf"))


def known() -> KnownKeys:
    """What somebody knows who was given the programme file."""
    everybody = known_to_everybody()
    programme = read_programme((FOLDER / "programme.json").read_bytes())
    return replace(everybody, programmes=(*everybody.programmes, programme))


def test_every_layout_and_ink_is_frozen() -> None:
    kinds = {tuple(Path(name).stem.split("-")) for name in PAPERS}
    usual = {(kind, str(n), ink) for kind in ("practice", "real") for n in (1, 2, 4) for ink in ("colour", "black")}
    assert kinds == usual | {("office", "1", "colour"), ("office", "4", "black"), ("earlier", "2", "colour")}


SIGNED_WORDS = ROOT / "tests" / "frozen" / "certificates-signed-words"


def test_each_is_frozen_with_signed_words_too() -> None:
    assert sorted(path.name for path in SIGNED_WORDS.glob("*.pdf")) == PAPERS


@pytest.mark.parametrize("name", PAPERS)
def test_a_certificate_whose_words_are_signed(name: str) -> None:
    (proof,) = verify([str(SIGNED_WORDS / name)], known())
    assert proof.verdict is (Verdict.PRACTICE if name.startswith("practice") else Verdict.GOOD)
    assert (proof.compared, proof.signed_in_part, proof.doubts) == (True, False, ())
    assert len(proof.items or ()) == (3 if name.startswith("office") else 4)


@pytest.mark.parametrize("name", PAPERS)
def test_a_certificate_of_an_earlier_release(name: str) -> None:
    (proof,) = verify([str(FOLDER / name)], known())
    wanted = Verdict.PRACTICE if name.startswith("practice") else Verdict.GOOD
    assert (proof.kind, proof.verdict) == ("certificate", wanted)
    items = proof.items or ()
    # Nobody signed their words then: they are told, and get no tick.
    assert (proof.compared, proof.signed_in_part, len(proof.doubts)) == (False, True, 1)
    assert "what it was given for" in str(proof.doubts[0])
    assert [item["verdict"] for item in items] == [wanted.value] * (3 if name.startswith("office") else 4)


def test_the_earlier_form_is_neutral_on_the_page_and_at_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    both = [str(folder / "real-1-colour.pdf") for folder in (FOLDER, SIGNED_WORDS)]
    earlier, later = verify(both, known())
    for proof, state, word, mark in ((earlier, "unused", "Signed in part", "?"), (later, "ok", "Good", "✓")):
        answers = PaperAnswers(proof)
        assert (answers.state(), str(answers.word()), answers.asked) == (state, word, None)
        assert [answers.state_of_item(item) for item in range(4)] == [state] * 4
        tell(proof, "en")
        told = capsys.readouterr().out
        assert told.startswith(f"{mark} ")
        assert ("These lines were not signed" in told) is (proof is earlier)
