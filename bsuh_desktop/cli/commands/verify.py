"""`bsuh verify`: one line an input, what it is worth and why."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from bsuh_desktop.cli.output import print_json
from bsuh_desktop.cli.passphrase import ask_passphrase
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import exit_code
from bsuh_desktop.language import say
from bsuh_desktop.services.clock import SystemClock
from bsuh_desktop.services.desk import open_desk
from bsuh_desktop.services.verifying.known import known_to, known_to_everybody
from bsuh_desktop.services.verifying.proof import Proof
from bsuh_desktop.services.verifying.verify import verify
from bsuh_desktop.trust.vault import Vault

MARKS = {0: "✓", 1: "✕", 2: "?"}


def run(options: Namespace) -> int:
    """Checks every input. With `--profile` also by what that facilitator's laptop knows."""
    known = known_to_everybody()
    if options.profile is not None:
        Vault.require(options.profile.absolute())
        desk = open_desk(options.profile.absolute(), ask_passphrase(options), SystemClock())
        known = known_to(desk)
        desk.close()
    verdicts = []
    for proof in verify(options.inputs, known):
        verdicts.append(proof.verdict)
        if options.json:
            print_json(_document(proof, options))
        else:
            _tell(proof, options)
    return exit_code(verdicts)


def _document(proof: Proof, options: Namespace) -> dict[str, Any]:
    document: dict[str, Any] = {
        "input": proof.input,
        "kind": proof.kind,
        "verdict": proof.verdict.value,
        "sentence": say(proof.sentence, options.lang),
        "signer": proof.signer,
        "chain": list(proof.chain),
        "doubts": [say(doubt, options.lang) for doubt in proof.doubts],
    }
    if proof.items is not None:
        document["items"] = [{**item, "sentence": say(item["sentence"], options.lang)} for item in proof.items]
    return document


def _tell(proof: Proof, options: Namespace) -> None:
    print(f"{MARKS[proof.verdict.exit_code]} {proof.input}: {say(proof.sentence, options.lang)}")
    for doubt in proof.doubts:
        print(f"  ! {say(doubt, options.lang)}")
    if proof.signer:
        print("  " + say(Message("Signed by: {signer}", signer=proof.signer), options.lang))
    # The name on one paper is for the person who holds it; the names of a whole class are in the JSON alone.
    if proof.items and len(proof.items) == 1:
        name = proof.items[0]["name"] or "–"
        print("  " + say(Message("The name that was signed: {name}", name=name), options.lang))
