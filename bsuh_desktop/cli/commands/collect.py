"""`bsuh collect` and `receipts`: files that came in go into the register; `receipts` answers them, too.

They come from sticks, folders, ZIPs and mails, each with its verdict."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bsuh_desktop.cli.interrupts import not_rebuilt, stopped, stopping
from bsuh_desktop.cli.open_desk import existing_desk, profile_of, tell
from bsuh_desktop.cli.output import json_text, print_json, progress_bar
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import shown
from bsuh_desktop.language import say
from bsuh_desktop.register.folder import TORN, Register, register_folder
from bsuh_desktop.services.collection.collect import collect, receive
from bsuh_desktop.services.collection.collected_files import Collected, CollectedFile, CollectedObservations, Sender
from bsuh_desktop.services.collection.collector import Collector, collector_of, receiver_of
from bsuh_desktop.services.collection.ingest import rebuild
from bsuh_desktop.services.collection.observations import record_collected
from bsuh_desktop.services.collection.receipt_writer import WrittenReceipt, write_receipts
from bsuh_desktop.services.collection.report import UnarchivedClass, unarchived_classes, unarchived_text
from bsuh_desktop.system.clock import Pace

Answer = Callable[[Collector, Collected], tuple[WrittenReceipt, ...]]
SIGNS = {"merged": "✓", "newer": "✓", "identical": "=", "waiting": "!", "practice": "·", "passed_over": "·"}


def run(options: Namespace) -> int:
    """Collects the files of the sources; exit status 1 if anything needs a person."""
    if not options.sources and not options.rebuild:
        raise KnownError(
            "usage",
            Message("There is nothing to collect."),
            Message("Name a stick, a folder or a file."),
        )
    if options.rebuild:
        _rebuild(options)
    if not options.sources:
        return 0
    run = collected_from(options, options.sources)
    if options.json:
        print_document(run, options)
    else:
        tell_collected(run.collected, options)
        tell_unarchived(run.unarchived, options)
    return int(run.collected.needs_a_person)


class Run(NamedTuple):
    """The result of collecting some sources."""

    collected: Collected
    written: tuple[WrittenReceipt, ...]
    """The receipts that were written."""
    copies: int
    """How many sealed recovery codes are new here."""
    unarchived: tuple[UnarchivedClass, ...]
    """Classes that were seen on this desk but are not in the register."""


def collected_from(options: Namespace, sources: list[Path], answer: Answer | None = None) -> Run:
    """Collects the sources. `answer`, if given, writes receipts while the desk is open; then files that were already
    here get the code of their receipt, too. Raises KnownError as `collect` does, and as opening desk and register, and
    `stopped`: what was collected until then is kept."""
    profile, copies = profile_of(options), 0
    with existing_desk(options, profile) as desk, stopping(options.lang) as stop:
        collector = receiver_of(desk) if answer else collector_of(desk)

        def keep(seen: CollectedObservations) -> None:
            nonlocal copies
            copies += record_collected(desk, seen)

        with Register.open(register_folder(options.register or "", profile), collector.keys) as register:
            if register.decisions.torn:
                print(say(TORN, options.lang), file=sys.stderr)
            take = receive if answer else collect
            collected = take(
                collector,
                register,
                sources,
                progress=progress_bar(Message("Files"), options.lang, Pace().remaining),
                stop=stop,
                workers=getattr(options, "workers", None),
                keep=keep,
            )
            unarchived = unarchived_classes(collector, register, collected.files)
        if stop():
            raise stopped(collected.left)
        return Run(collected, answer(collector, collected) if answer else (), copies, unarchived)


def _rebuild(options: Namespace) -> None:
    profile = profile_of(options)
    with existing_desk(options, profile) as desk, stopping(options.lang) as stop:
        collector = collector_of(desk)
        with Register.open(register_folder(options.register or "", profile), collector.keys) as register:
            bar = progress_bar(Message("Files"), options.lang, Pace().remaining)
            files = rebuild(collector, register, progress=bar, stop=stop, workers=options.workers)
    if stop() and not files:
        raise not_rebuilt()
    if not options.sources:
        if options.json:
            print_json({"rebuilt": files})
        else:
            tell(options, Message("Files read again: {count}", count=files))


def print_document(run: Run, options: Namespace) -> None:
    """Print the JSON of one run, file by file: a whole country's would fill the memory."""
    collected = run.collected
    rest = {
        "senders": [_sender(one, options) for one in collected.senders],
        "left": collected.left,
        "unarchived": unarchived_document(run.unarchived),
    }
    write = sys.stdout.write
    write('{"counts": ' + json_text(collected.counts) + ', "files": [')
    for number, one in enumerate(collected.files):
        write((", " if number else "") + json_text(_file(one, options)))
    write("], " + json_text(rest)[1:] + "\n")


def unarchived_document(classes: Sequence[UnarchivedClass]) -> list[dict[str, str | None]]:
    """The classes that are in no archive, for JSON."""
    return [{"session": one.session, "device": one.device or None, "signer_code": one.signer_code} for one in classes]


def tell_unarchived(classes: Sequence[UnarchivedClass], options: Namespace) -> None:
    """The classes that are in no archive, as text on standard error."""
    if classes:
        for sentence in unarchived_text(classes):
            print(say(sentence, options.lang), file=sys.stderr)


def _sender(one: Sender, options: Namespace) -> dict[str, Any]:
    return {
        "device": one.device or None,
        "signer_code": one.signer_code,
        "counts": {verdict: count for verdict, count in one.counts.items() if count},
        "text": say(one.sentence, options.lang),
    }


def _file(one: CollectedFile, options: Namespace) -> dict[str, Any]:
    return {
        "input": one.input,
        "verdict": one.verdict,
        "session": one.session or None,
        "text": say(one.text, options.lang),
        "remedy": say(one.remedy, options.lang) if one.remedy else None,
        "sha256": one.sha256.hex() or None,
        "revision": one.revision or None,
        "device": one.device or None,
        "doubts": [say(doubt, options.lang) for doubt in one.doubts],
        "more": one.more,
    }


def tell_collected(collected: Collected, options: Namespace) -> None:
    """Print the summary first, then the files that somebody must check, and doubts."""
    counts = collected.counts
    taken = Message("Added: {count}", count=counts["merged"] + counts["newer"])
    asking = sum(one.asking for one in collected.files)
    same = Message("already here: {count}", count=counts["identical"] - asking)
    person = Message("to check: {count}", count=sum(one.count for one in collected.files if one.for_a_person))
    summary = Message("{said}, {more}", said=Message("{said}, {more}", said=taken, more=same), more=person)
    tell(options, summary)
    for sender in collected.senders:
        who = sender.device or sender.signer_code
        tell(options, Message("{device}: {sentence}", device=who, sentence=sender.sentence))
    for one in collected.files:
        # A skipped file has a remedy only if it may contain classes.
        closed = one.verdict == "passed_over" and one.remedy
        if one.for_a_person or one.doubts or one.verdict == "waiting" or closed:
            _tell_one(one, options)
    rest = (
        Message("Practice classes, in no report: {count}", count=counts["practice"]),
        Message("Files for others, refused: {count}", count=counts["not_ours"]),
        Message("Other files that were skipped: {count}", count=counts["passed_over"]),
    )
    for sentence in rest:
        if sentence.fields["count"]:
            tell(options, sentence)


def _tell_one(one: CollectedFile, options: Namespace) -> None:
    said = say(one.text, options.lang) + (f" {say(one.remedy, options.lang)}" if one.remedy else "")
    # All lines of one file go to the same stream, so that they stay together.
    where = sys.stderr if one.for_a_person else sys.stdout
    sign = "!" if one.asking else SIGNS.get(one.verdict, "✕")
    print(f"{sign} {shown(one.input)}: {said}", file=where)
    for doubt in one.doubts:
        print(f"  ! {say(doubt, options.lang)}", file=where)


_FINE = ("merged", "kept", "practice", "same")
_SIGNS = {"merged": "✓", "kept": "!", "practice": "·", "same": "="}


def run_receipts(options: Namespace) -> int:
    """Collects every file of the sources into the register (the profile's own without `--register`), and writes a
    receipt for each that can be answered; exit status 1 if anything needs a person, or has no answer."""

    def answer(collector: Collector, collected: Collected) -> tuple[WrittenReceipt, ...]:
        # A stick goes back to one laptop, but a register's receipts go to many.
        return write_receipts(collector, collected, options.out.absolute(), by_sender=options.register is not None)

    done = collected_from(options, [source.absolute() for source in options.sources], answer)
    answers = {receipt.file: one for receipt, one in zip(done.collected.answers, done.written, strict=True)}
    if options.json:
        _print_answers(done, answers, options)
    elif options.register is None:
        _tell_answers(done, answers, options)
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


def _print_answers(done: Run, answers: dict[bytes, WrittenReceipt], options: Namespace) -> None:
    collected = done.collected
    files = _attendance(collected) if options.register is None else collected.files
    copies = sum(one.recovery_copy for one in collected.files)
    print_json(
        {
            "files": [_answered_file(one, answers.get(one.sha256), options) for one in files],
            "passed_over": collected.counts["passed_over"] - copies,
            "copies": done.copies,
            "other_copies": copies - done.copies,
            "counts": collected.counts,
            "left": collected.left,
            "unarchived": unarchived_document(done.unarchived),
        }
    )


def _answered_file(one: CollectedFile, answer: WrittenReceipt | None, options: Namespace) -> dict[str, Any]:
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


def _tell_answers(done: Run, answers: dict[bytes, WrittenReceipt], options: Namespace) -> None:
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
