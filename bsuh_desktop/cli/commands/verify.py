"""`bsuh verify`: one line for each input, with its verdict and the reason."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from collections.abc import Callable, Iterable
from typing import Any

from bsuh_desktop.cli.open_desk import existing_desk, profile_of
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.text import shown
from bsuh_desktop.domain.verdicts import Verdict, exit_code
from bsuh_desktop.language import say
from bsuh_desktop.services.verify.known import known_to, known_to_everybody, known_with, remember
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.typed_codes import codes_in, spread
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.system.clock import SystemClock

MARKS = {0: "✓", 1: "✕", 2: "?"}


def run(options: Namespace) -> int:
    """Checks every input, also against the files of `--programme`. With `--profile` also against what that laptop
    knows, and observations are stored there; without it no profile is touched."""
    if options.profile is None:
        return exit_code(proof.verdict for proof in _printed(known_to_everybody(SystemClock()), options))
    proofs: list[Proof] = []
    with existing_desk(options, profile_of(options)) as desk:
        try:
            proofs.extend(_printed(known_to(desk), options))
        finally:
            remember(desk, proofs)
    return exit_code(proof.verdict for proof in proofs)


def _printed(known: KnownKeys, options: Namespace) -> Iterable[Proof]:
    """Every proof, printed as soon as it is ready."""
    with contextlib.closing(verify(spread(options.inputs), known_with(known, options.programme))) as proofs:
        for proof in proofs:
            if options.json:
                print_json(_document(proof, options.lang))
            else:
                tell(proof, options.lang)
            yield proof


def _document(proof: Proof, language: Language) -> dict[str, Any]:
    def texts(messages: Iterable[Message]) -> list[str]:
        return [say(message, language) for message in messages]

    document: dict[str, Any] = {
        "input": proof.input,
        "kind": proof.kind,
        "verdict": proof.verdict.value,
        "sentence": say(proof.sentence, language),
        "compared": proof.compared,
        "signer": proof.signer,
        "chain": list(proof.chain),
        "doubts": texts(proof.doubts),
        "unknown": texts(proof.unknown),
        "facts": [{"name": say(fact.name, language), "value": _value(fact.value, language)} for fact in proof.facts],
        "evidence": [
            {"who": ring.who, "title": say(ring.title, language), "text": say(ring.text, language), "state": ring.state}
            for ring in proof.evidence
        ],
    }
    if proof.items is not None:
        document["items"] = [_item(item, texts, language) for item in proof.items]
    return document


def _item(item: dict[str, Any], texts: Callable[[Iterable[Message]], list[str]], language: Language) -> dict[str, Any]:
    return {**item, "sentence": say(item["sentence"], language), "doubts": texts(item["doubts"])}


def _value(value: Message | str, language: Language) -> str:
    return say(value, language) if isinstance(value, Message) else shown(value)


def tell(proof: Proof, language: Language) -> None:
    """Print a proof as text: the sentence, doubts, facts, and who signed."""
    print(f"{_mark(proof)} {_short(proof.input)}: {say(proof.sentence, language)}")
    for doubt in proof.doubts:
        print(f"  ! {say(doubt, language)}")
    for unknown in proof.unknown:
        if unknown != proof.sentence:
            print(f"  ? {say(unknown, language)}")
    for fact in proof.facts:
        print(f"  {say(fact.name, language)}: {_value(fact.value, language)}")
    for item in proof.items if proof.items and len(proof.items) > 1 else ():
        _tell_item(item, language)
    for ring in proof.evidence[:-1]:
        print(f"  {_SIGNS[ring.state]} {say(ring.title, language)} · {say(ring.text, language)}")
    if proof.signer:
        print("  " + say(Message("Signed by: {signer}", signer=proof.signer), language))


def _mark(proof: Proof) -> str:
    """The sign before a proof: no tick if the codes are good but nobody has compared the paper."""
    if proof.compared is False and proof.verdict.exit_code == 0:
        return MARKS[2]
    return _SIGNS["look"] if proof.verdict is Verdict.WAITING else MARKS[proof.verdict.exit_code]


def _tell_item(item: dict[str, Any], language: Language) -> None:
    """Print one of many certificates, if its verdict is not good. Without a name, since anybody nearby can read a
    terminal."""
    verdict = Verdict(item["verdict"])
    if verdict.exit_code:
        page, serial = item["page"], item["serial"]
        where = Message("page {page}, {serial}", page=page, serial=serial)
        if "place" in item:
            where = Message("page {page}, place {place}, {serial}", page=page, place=item["place"], serial=serial)
        print(f"  {MARKS[verdict.exit_code]} {say(where, language)} · {say(item['sentence'], language)}")


def _short(given: str) -> str:
    """A path, on one line; of a code only the beginning, since it has up to a thousand digits."""
    return f"{given[:_SHOWN]}…" if codes_in(given) else shown(given)


_SHOWN = 40
_SIGNS = {"ok": "✓", "look": "!", "stop": "✕"}
