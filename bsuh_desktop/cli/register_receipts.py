"""`bsuh receipts --register`: what came in is collected, and each device's receipts go into a folder of their own."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from bsuh_desktop.cli.any_desk import tell
from bsuh_desktop.cli.commands.collect import collected_from, tell_collected
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.services.collecting.answering import write_receipts
from bsuh_desktop.services.collecting.collector import Collector
from bsuh_desktop.services.collecting.values import Collected, CollectedFile
from bsuh_desktop.services.receiving.values import WrittenReceipt


def run_with_register(options: Namespace) -> int:
    """Collects the sources, and writes a receipt for each file that can be answered; exit status 1 where anything needs
    a person."""

    def answer(collector: Collector, collected: Collected) -> tuple[WrittenReceipt, ...]:
        return write_receipts(collector, collected, options.out.absolute())

    collected, written = collected_from(options, options.sources, answer)
    if options.json:
        answers = {receipt.file: one for receipt, one in zip(collected.answers, written, strict=True)}
        files = [_file(one, answers.get(one.sha256), options) for one in collected.files]
        passed_over = collected.counts["passed_over"]
        print_json({"files": files, "passed_over": passed_over, "counts": collected.counts, "left": collected.left})
    else:
        tell_collected(collected, options)
        tell(options, Message("Receipts: {count}", count=len(written)))
        for folder in sorted({one.path.parent for one in written}):
            tell(options, Message("Folder: {path}", path=str(folder)))
    return int(collected.needs_a_person)


def _file(one: CollectedFile, answer: WrittenReceipt | None, options: Namespace) -> dict[str, Any]:
    """One file; `sha256` is that of the receipt at `path`, `file` that of the attendance file."""
    return {
        "session": one.session or None,
        "path": str(answer.path) if answer else None,
        "sha256": answer.sha256.hex() if answer else None,
        "state": answer.state if answer else None,
        "input": one.input,
        "file": one.sha256.hex() or None,
        "revision": one.revision or None,
        "verdict": one.verdict,
        "device": one.device or None,
        "text": say(one.text, options.lang),
        "remedy": say(one.remedy, options.lang) if one.remedy else None,
        "doubts": [say(doubt, options.lang) for doubt in one.doubts],
    }
