"""`bsuh receipts`: collects files from sticks into the register, and answers with receipts."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

from bsuh_desktop.cli.commands.collect import (
    Run,
    collected_from,
    tell_collected,
    tell_unarchived,
    unarchived_document,
)
from bsuh_desktop.cli.open_desk import tell
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import shown
from bsuh_desktop.language import say
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.receipt_writer import WrittenReceipt, write_receipts
from bsuh_desktop.services.collection.values import Collected, CollectedFile

_FINE = ("merged", "kept", "practice", "same")
_SIGNS = {"merged": "✓", "kept": "!", "practice": "·", "same": "="}


def run(options: Namespace) -> int:
    """Collects every file of the sources into the register (the profile's own without `--register`), and writes a
    receipt for each that can be answered; exit status 1 if anything needs a person, or has no answer."""

    def answer(collector: Collector, collected: Collected) -> tuple[WrittenReceipt, ...]:
        # A stick goes back to one laptop, but a register's receipts go to many.
        return write_receipts(collector, collected, options.out.absolute(), by_sender=options.register is not None)

    done = collected_from(options, [source.absolute() for source in options.sources], answer)
    answers = {receipt.file: one for receipt, one in zip(done.collected.answers, done.written, strict=True)}
    if options.json:
        _print(done, answers, options)
    elif options.register is None:
        _tell(done, answers, options)
    else:
        tell_collected(done.collected, options)
        tell(options, Message("Receipts: {count}", count=len(done.written)))
        for folder in sorted({one.path.parent for one in done.written}):
            tell(options, Message("Folder: {path}", path=str(folder)))
    if not options.json:
        tell_unarchived(done.unarchived, options)
    unanswered = any(one.state not in _FINE for one in _attendance(done.collected))
    return int(unanswered or done.collected.needs_a_person)


def _attendance(collected: Collected) -> list[CollectedFile]:
    """The files that are attendance files, or could be."""
    return [one for one in collected.files if one.verdict != "passed_over"]


def _print(done: Run, answers: dict[bytes, WrittenReceipt], options: Namespace) -> None:
    collected = done.collected
    files = _attendance(collected) if options.register is None else collected.files
    copies = sum(one.recovery_copy for one in collected.files)
    print_json(
        {
            "files": [_file(one, answers.get(one.sha256), options) for one in files],
            "passed_over": collected.counts["passed_over"] - copies,
            "copies": done.copies,
            "other_copies": copies - done.copies,
            "counts": collected.counts,
            "left": collected.left,
            "unarchived": unarchived_document(done.unarchived),
        }
    )


def _file(one: CollectedFile, answer: WrittenReceipt | None, options: Namespace) -> dict[str, Any]:
    """One file. `sha256` is the hash of the receipt at `path`, `file` that of the attendance file. `verdict` is the
    verdict on the file itself, `state` what happens with it. With `--register` they are instead the result in the
    register, which is always in `collected`, and the outcome in the receipt."""
    named = options.register is not None
    worth = one.worth.value if one.worth is not None else one.verdict
    state = (answer.state if answer else None) if named else one.state
    return {
        "session": one.session or None,
        "path": str(answer.path) if answer else None,
        "sha256": answer.sha256.hex() if answer else None,
        "state": state,
        "input": one.input,
        "file": one.sha256.hex() or None,
        "revision": one.revision or None,
        "verdict": one.verdict if named else worth,
        "collected": one.verdict,
        "code": one.code or None,
        "device": one.device or None,
        "withdrawn": one.withdrawn,
        "text": say(one.text, options.lang),
        "remedy": say(one.remedy, options.lang) if one.remedy else None,
        "doubts": [say(doubt, options.lang) for doubt in one.doubts],
        "more": one.more,
    }


def _tell(done: Run, answers: dict[bytes, WrittenReceipt], options: Namespace) -> None:
    """Print each file with its code to dictate."""
    for one in _attendance(done.collected):
        said = say(one.text, options.lang) + (f" {say(one.remedy, options.lang)}" if one.remedy else "")
        # All lines of one file go to the same stream, so that they stay together.
        where = sys.stdout if one.state in _FINE else sys.stderr
        print(f"{_SIGNS.get(one.state, '✕')} {shown(one.input)}: {said}", file=where)
        for doubt in one.doubts:
            print(f"  ! {say(doubt, options.lang)}", file=where)
        answer = answers.get(one.sha256)
        if answer is not None and one.state != "same":
            receipt = Message("Receipt: {path}, to read out: {code}", path=str(answer.path), code=one.code)
            print(f"  {say(receipt, options.lang)}", file=where)
    tell(options, Message("Receipts: {count}", count=len(answers)))
    copies = sum(one.recovery_copy for one in done.collected.files)
    rest = (
        Message("Other files that were skipped: {count}", count=done.collected.counts["passed_over"] - copies),
        Message("Sealed recovery codes that were kept: {count}", count=done.copies),
        Message("Sealed recovery codes that are already here, or are for others: {count}", count=copies - done.copies),
    )
    for sentence in rest:
        if sentence.fields["count"]:
            tell(options, sentence)
