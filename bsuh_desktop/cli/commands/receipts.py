"""`bsuh receipts`: what came in on sticks is proved, and answered with receipts; only a register collects it."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

from bsuh_desktop.cli.any_desk import known_desk, profile_of, tell
from bsuh_desktop.cli.output import print_json, progress_bar
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import shown
from bsuh_desktop.language import say
from bsuh_desktop.services.handing.pace import Pace
from bsuh_desktop.services.receiving.receive import receive
from bsuh_desktop.services.receiving.values import Received, ReceivedFile, WrittenReceipt
from bsuh_desktop.services.receiving.writing import write_receipts

_FINE = ("merged", "kept", "same")
_SIGNS = {"merged": "✓", "kept": "!", "same": "="}


def run(options: Namespace) -> int:
    """Proves every file of the sources, and writes a receipt for each that can be answered; exit status 1 where one was
    neither merged nor kept."""
    if options.register is not None:
        from bsuh_desktop.cli.register_receipts import run_with_register

        return run_with_register(options)
    with known_desk(options, profile_of(options)) as desk:
        bar = progress_bar(Message("Files"), options.lang, Pace().remaining)
        received = receive(desk, [source.absolute() for source in options.sources], bar)
        written = write_receipts(desk, received, options.out.absolute())
    answers = {receipt.file: answer for receipt, answer in zip(received.answers, written, strict=True)}
    if options.json:
        files = [_file(one, answers.get(one.sha256), options) for one in received.files]
        print_json(
            {
                "files": files,
                "passed_over": received.passed_over,
                "copies": received.copies,
                "other_copies": received.other_copies,
            }
        )
    else:
        _tell(received, answers, options)
    return int(not all(one.state in _FINE for one in received.files))


def _file(one: ReceivedFile, answer: WrittenReceipt | None, options: Namespace) -> dict[str, Any]:
    """One file; `sha256` is that of the receipt at `path`, `file` that of the attendance file."""
    return {
        "session": one.session or None,
        "path": str(answer.path) if answer else None,
        "sha256": answer.sha256.hex() if answer else None,
        "state": one.state,
        "input": str(one.path),
        "file": one.sha256.hex() or None,
        "revision": one.revision or None,
        "verdict": one.verdict.value,
        "code": one.code or None,
        "device": one.device or None,
        "withdrawn": one.withdrawn,
        "text": say(one.sentence, options.lang),
        "remedy": say(one.remedy, options.lang) if one.remedy else None,
        "doubts": [say(doubt, options.lang) for doubt in one.doubts],
    }


def _tell(received: Received, answers: dict[bytes, WrittenReceipt], options: Namespace) -> None:
    for one in received.files:
        said = say(one.sentence, options.lang) + (f" {say(one.remedy, options.lang)}" if one.remedy else "")
        # What belongs to a file stays together, wherever the two streams go.
        where = sys.stdout if one.state in _FINE else sys.stderr
        print(f"{_SIGNS.get(one.state, '✕')} {shown(str(one.path))}: {said}", file=where)
        for doubt in one.doubts:
            print(f"  ! {say(doubt, options.lang)}", file=where)
        answer = answers.get(one.sha256)
        if answer is not None and one.state != "same":
            receipt = Message("Receipt: {path}, to dictate: {code}", path=str(answer.path), code=one.code)
            print(f"  {say(receipt, options.lang)}", file=where)
    tell(options, Message("Receipts: {count}", count=len(answers)))
    if received.passed_over:
        tell(options, Message("Other files that were passed over: {count}", count=received.passed_over))
    if received.copies:
        tell(options, Message("Sealed recovery codes that were kept: {count}", count=received.copies))
    if received.other_copies:
        others = Message(
            "Sealed recovery codes that are here already, or are for others: {count}", count=received.other_copies
        )
        tell(options, others)
