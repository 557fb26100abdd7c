"""`bsuh backup` and `restore`: everything in a desk as one sealed file, and back; a new laptop gets a new key."""

from __future__ import annotations

from argparse import Namespace

import msgspec

from bsuh_desktop.cli import open_desk
from bsuh_desktop.cli.output import print_json, progress_bar
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.passphrases import check_passphrase
from bsuh_desktop.services.safekeeping.backup_file import write_backup
from bsuh_desktop.services.safekeeping.desk_folders import Restored
from bsuh_desktop.services.safekeeping.recovery import recover
from bsuh_desktop.services.safekeeping.restore import look_at_backup, restore
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.system.launcher import typed_command


def run(options: Namespace) -> int:
    """Writes the backup, reads it back, and prints its path."""
    bar = progress_bar(Message("Backup"), options.lang)
    with open_desk.existing_desk(options, open_desk.profile_of(options)) as desk:
        made = write_backup(desk, options.to.absolute(), bar)
    if options.json:
        facts = {"path": str(made.path), "sha256": made.sha256, "sessions": made.sessions, "key": made.key}
        print_json({**facts, "standing": made.standing})
        return 0
    open_desk.tell(options, Message("Backup written: {path}", path=str(made.path)))
    open_desk.tell(options, Message("Classes in it: {count}", count=made.sessions))
    open_desk.tell(options, Message("It opens with this desk's passphrase, or with its recovery code."))
    return 0


def run_restore(options: Namespace) -> int:
    """Asks for the passphrase of the backup. With its recovery code, which can be used once, asks for a new passphrase
    instead, and the desk gets a new code, too."""
    path, code = options.file.absolute(), open_desk.given_code(options)
    look_at_backup(path)
    passphrase = open_desk.ask_passphrase(options) if code is None else open_desk.ask_new_passphrase(options)
    if code is None:
        done = restore(path, open_desk.profile_of(options), passphrase, SystemClock(), stated=options.date)
        new_code = None
    else:
        check_passphrase(passphrase)
        done = restore(path, open_desk.profile_of(options), code, SystemClock(), by_code=True, stated=options.date)
        new_code = recover(done.folder, code, passphrase)
    if options.json:
        facts = {"path": str(done.path), "sha256": done.sha256, "sessions": done.sessions, "key": done.key}
        report = None if done.report is None else msgspec.to_builtins(done.report)
        more = {"profile": str(done.folder), "merged": done.merged, "report": report, "names": done.names}
        renewed = {"recovery_code": new_code} if new_code else {}
        print_json({**facts, "standing": done.standing, **more, **renewed})
        return 0
    for sentence in _messages(done):
        open_desk.tell(options, sentence)
    open_desk.tell_code(new_code, options)
    return 0


def _messages(done: Restored) -> list[Message]:
    said = _came_back(done)
    return [*said, Message("Names deleted: {count}", count=done.names)] if done.names else said


def _came_back(done: Restored) -> list[Message]:
    count = Message("Classes in it: {count}", count=done.sessions)
    if done.merged:
        into = Message("The backup is restored into the desk: {path}", path=str(done.folder))
        return [into, count, *done.sentences()]
    said = [Message("The backup is restored: {path}", path=str(done.folder)), count]
    if done.standing == "waiting":
        said.append(
            Message(
                "This laptop has a new key. Ask for its grant: {command}", command=typed_command("grant", "request")
            )
        )
    return said
