"""`bsuh demo` and `rehearse`: classes that are played without a display.

A whole demonstration class, or classes from a script, through the same services as the windows."""

from __future__ import annotations

import datetime
from argparse import Namespace
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.cli.open_desk import ask_passphrase, given_passphrase
from bsuh_desktop.cli.output import print_json, progress_bar
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.services.desk.passphrases import PRACTICE_PASSPHRASE
from bsuh_desktop.services.rehearsal.demonstrate import Demonstration, demonstrate, new_passphrase
from bsuh_desktop.services.rehearsal.play import RehearsalFolders, rehearse
from bsuh_desktop.services.rehearsal.rehearsal import read_script
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.system.launcher import typed_command
from bsuh_desktop.trust.vault import Vault


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


def run_rehearse(options: Namespace) -> int:
    """Plays the script and prints its document, or one line for each class."""
    script = read_script(options.script)
    profile = options.profile.absolute() if options.profile else None
    passphrase = _passphrase(options, profile)
    bar = progress_bar(Message("Rehearsal"), options.lang)
    document = rehearse(script, RehearsalFolders(options.out.resolve(), profile, passphrase), SystemClock(), bar)
    if options.json:
        print_json(document)
    else:
        _tell_rehearsal(document, options)
    return 0


def _passphrase(options: Namespace, profile: Path | None) -> str:
    """The given passphrase, else that of rehearsals if it opens the desk, else the one that a person types."""
    given = given_passphrase(options)
    if given is not None:
        return given
    if profile is not None:
        Vault.require(profile)
    if profile is None or Vault.opens(profile, PRACTICE_PASSPHRASE):
        return PRACTICE_PASSPHRASE
    return ask_passphrase(options)


def _tell_rehearsal(document: dict[str, Any], options: Namespace) -> None:
    for facts in document["sessions"]:
        line = Message(
            "Class {name}, {date}: present {present}, absent {absent}, minutes {minutes}, certificates {certificates}",
            name=facts["name"],
            date=date_text(datetime.date.fromisoformat(facts["date"])),
            present=facts["present"],
            absent=facts["absent"],
            minutes=facts["minutes"],
            certificates=len(facts["certificates"]),
        )
        print(say(line, options.lang))
    for path in document["files"]:
        print(say(Message("Written: {path}", path=path), options.lang))
