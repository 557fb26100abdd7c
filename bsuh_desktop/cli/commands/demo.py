"""`bsuh demo`: a whole demonstration class without a display."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from bsuh_desktop.cli.output import print_json, progress_bar
from bsuh_desktop.cli.passphrase import given_passphrase
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.services.rehearsal.demonstrate import Demonstration, demonstrate, new_passphrase
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.system.typed_command import typed_command


def run(options: Namespace) -> int:
    """Holds the demonstration class and prints where its files are."""
    out = options.out.absolute()
    passphrase = given_passphrase(options) or new_passphrase()
    bar = progress_bar(Message("Certificates"), options.lang)
    held = demonstrate(out, options.learners, passphrase, SystemClock(), bar)
    if options.json:
        document: dict[str, Any] = {
            name: str(value) if name in ("certificates", "attendance_file", "profile") else value
            for name, value in msgspec.structs.asdict(held).items()
        }
        print_json(document)
    else:
        _tell(held, options)
    return 0


def _tell(demonstration: Demonstration, options: Namespace) -> None:
    sentences = (
        Message(
            "A practice class with {learners} learners is done. Nothing in it counts.", learners=demonstration.learners
        ),
        Message("Certificates: {path}", path=str(demonstration.certificates)),
        Message("Attendance file, sealed: {path}", path=str(demonstration.attendance_file)),
        Message("Locked data of the class: {path}", path=str(demonstration.profile)),
        Message("Its passphrase: {passphrase}", passphrase=demonstration.passphrase),
        Message("Learners without a name, because they or their family said no: {count}", count=demonstration.unnamed),
        Message("Check them with: {command}", command=typed_command("verify", str(demonstration.certificates))),
    )
    for sentence in sentences:
        print(say(sentence, options.lang))
