"""`bsuh restore`: brings a backup back, with a key of its own on a fresh laptop."""

from __future__ import annotations

from argparse import Namespace

import msgspec

from bsuh_desktop.cli.any_desk import profile_of, tell
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.cli.passphrase import ask_passphrase, given_code
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.clock import SystemClock
from bsuh_desktop.services.starting.restoring import look_at_backup, restore
from bsuh_desktop.services.starting.values import Restored


def run(options: Namespace) -> int:
    """Asks for the passphrase under which the backup was made, unless its recovery code is given."""
    path, code = options.file.absolute(), given_code(options)
    look_at_backup(path)
    secret = ask_passphrase(options) if code is None else code
    done = restore(path, profile_of(options), secret, SystemClock(), by_code=code is not None, stated=options.date)
    if options.json:
        facts = {"path": str(done.path), "sha256": done.sha256, "sessions": done.sessions, "key": done.key}
        report = None if done.report is None else msgspec.to_builtins(done.report)
        more = {"profile": str(done.folder), "merged": done.merged, "report": report, "names": done.names}
        print_json({**facts, "standing": done.standing, **more})
        return 0
    for sentence in _told(done):
        tell(options, sentence)
    return 0


def _told(done: Restored) -> list[Message]:
    said = _came_back(done)
    return [*said, Message("Names deleted: {count}", count=done.names)] if done.names else said


def _came_back(done: Restored) -> list[Message]:
    count = Message("Classes in it: {count}", count=done.sessions)
    if done.merged:
        into = Message("The backup was brought into the desk: {path}", path=str(done.folder))
        return [into, count, *done.sentences()]
    said = [Message("The backup was brought back: {path}", path=str(done.folder)), count]
    if done.standing == "waiting":
        said.append(Message("This laptop has a new key. Ask for its grant: bsuh grant request"))
    return said
