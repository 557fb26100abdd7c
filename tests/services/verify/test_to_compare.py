"""Codes prove themselves, not the paper: what is left to be compared, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.cli.commands.verify import tell
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.language import say
from bsuh_desktop.services.verify.proof import CODES_SENTENCES, KnownKeys, Proof
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.trust.credential import sign_credential
from tests.helpers.attacks.world import NAMES, World, code, second
from tests.helpers.keys import DAY

TITLED, UNTITLED, NOT_LISTED = 5, 4, 77
"""Numbers of modules: of a pack that comes with the app, of one that does not, and of none in the programme."""


def proof_of(given: str | Path, known: KnownKeys) -> Proof:
    (proof,) = verify([str(given)], known)
    return proof


def made(world: World, module: int, name: str = NAMES[0]) -> str:
    """Both codes of a certificate for that module."""
    signed = sign_credential(world.device.key, make_serial(world.device.number, 1), module, DAY, name)
    return world.codes(signed)


def test_good_codes_say_what_to_compare_and_nothing_of_the_paper(world: World) -> None:
    proof = proof_of(world.codes(), world.known())
    assert (proof.verdict, proof.compared) == (Verdict.GOOD, False)
    assert proof.sentence == CODES_SENTENCES[Verdict.GOOD]
    (facts,) = proof.to_compare
    assert (facts.item, facts.name) == (0, NAMES[0])
    assert (say(facts.module, "en"), say(facts.day, "en")) == ("Taps, Traps and Taka", "14 July 2026")
    assert NAMES[0] not in repr(facts) + repr(proof)
    assert str(proof.evidence[-1].title).startswith("Codes of certificate ")


@pytest.mark.parametrize(
    ("module", "english", "bangla"),
    [
        (TITLED, "Taps, Traps and Taka", "ট্যাপ, ফাঁদ আর টাকা"),
        (UNTITLED, "module with the id before-you-forward", "মডিউল, আইডি: before-you-forward"),
        (NOT_LISTED, "module with the number 77", "মডিউল, নম্বর: 77"),
    ],
)
def test_a_module_without_a_title_is_told_by_its_id_as_such(
    world: World, module: int, english: str, bangla: str
) -> None:
    proof = proof_of(made(world, module), world.known())
    (facts,) = proof.to_compare
    assert [say(facts.module, "en"), say(facts.module, "bn")] == [english, bangla]
    told = {str(fact.name): fact.value for fact in proof.facts}
    assert told["Module"] == facts.module


def test_of_several_each_is_compared_and_bad_ones_are_not(world: World) -> None:
    good = [code(world.credential(counter)) for counter in (1, 3)]
    altered = code(replace(world.credential(2), name="রহিম"))
    known = world.known()
    both = proof_of(" ".join((*good, second(world.device.chain))), known)
    assert [facts.item for facts in both.to_compare] == [0, 1]
    assert say(both.sentence, "en").startswith("The codes of all certificates in it are genuine: 2.")
    mixed = proof_of(" ".join((good[0], altered, good[1], second(world.device.chain))), known)
    assert mixed.verdict is Verdict.ALTERED
    assert [facts.item for facts in mixed.to_compare] == [0, 2]
    assert proof_of(world.codes(replace(world.credential(), name="রহিম")), known).to_compare == ()
    stranger = code(world.credential(1, device=world.stranger))
    missing = proof_of(" ".join((good[0], second(world.device.chain), stranger)), known)
    assert missing.verdict is Verdict.UNKNOWN_SIGNER
    assert [facts.item for facts in missing.to_compare] == [0]


def test_other_kinds_are_compared_with_nothing(world: World, tmp_path: Path) -> None:
    (tmp_path / "a.bsuh").write_bytes(world.file())
    (tmp_path / "r.json").write_bytes(world.receipt())
    for given in (tmp_path / "a.bsuh", tmp_path / "r.json", tmp_path / "none"):
        assert proof_of(given, world.known()).compared is None
    serial = world.credential().serial
    assert proof_of(serial, world.known(issued_here=frozenset({serial}))).compared is False


def test_at_the_command_line_no_tick_stands_beside_codes(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    tell(proof_of(world.codes(), world.known(world.root_list(), world.office_list())), "en")
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.startswith("? ")
    assert head.endswith(": " + str(CODES_SENTENCES[Verdict.GOOD]))
    assert NAMES[0] not in head
    assert f"  Name: {NAMES[0]}" in lines
    serial = world.credential().serial
    tell(proof_of(serial, world.known(issued_here=frozenset({serial}))), "en")
    assert capsys.readouterr().out.startswith("? ")
    compared = Proof("c.pdf", "certificate", Verdict.GOOD, Message("Good."), pages_compared=True)
    tell(compared, "en")
    assert capsys.readouterr().out == "✓ c.pdf: Good.\n"


def test_the_words_for_codes_are_neutral_in_both_languages() -> None:
    for verdict in (Verdict.GOOD, Verdict.PRACTICE, Verdict.WAITING):
        for language in ("bn", "en"):
            told = say(CODES_SENTENCES[verdict], language)
            assert "nothing was changed" not in told
            assert "বদলানো হয়নি" not in told
            assert "certificate is genuine" not in told
            assert "সনদটি আসল" not in told
