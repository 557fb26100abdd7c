"""`bsuh hand-over`: writes all finished classes to a stick or a folder, and accepts the receipts that came back."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bsuh_desktop.cli.open_desk import existing_desk, profile_of, tell
from bsuh_desktop.cli.output import print_json, progress_bar
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.language import say
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import expect_again
from bsuh_desktop.services.hand_over import hand_over_view
from bsuh_desktop.services.hand_over.hand_over import hand_over_all
from bsuh_desktop.services.hand_over.receipts import take_code, take_receipts
from bsuh_desktop.services.verify.typed_codes import is_like_code
from bsuh_desktop.system.clock import Pace
from bsuh_desktop.system.sticks import sticks

_NOTHING = hand_over_view.HandOverResult((), 0, 0, None, True)


def run(options: Namespace) -> int:
    """Accepts receipts, then writes the classes that are due; exit status 1 if a class needs its date, or a receipt was
    not valid. If only receipts are given, nothing is written."""
    writes = options.to is not None or bool(options.again) or not options.receipt
    with existing_desk(options, profile_of(options)) as desk:
        _expect_again(desk, options.again)
        folder = _folder(options) if writes else None
        taken = [one for given in options.receipt for one in _taken(desk, given)]
        written = _written(desk, folder, options) if folder is not None else _NOTHING
        view = hand_over_view.hand_over_view(desk)
    if options.json:
        print_json(_document(view, written, taken, options))
    else:
        _tell(view, written, taken, options)
    undated = any(one.state == "needs_date" for one in view.classes)
    return int(undated or not all(one.holds for one in taken))


def _expect_again(desk: Desk, sessions: Sequence[str]) -> None:
    """Marks classes to be handed over again. Raises KnownError `no_class` for a class that was not finished here; then
    none is marked."""
    if unknown := [session for session in sessions if session not in desk.store.journal.finished()]:
        raise KnownError(
            "no_class",
            Message("There is no finished class of that session on this laptop: {session}", session=unknown[0]),
            Message("The session is at the end of its attendance file's name."),
        )
    for session in sessions:
        expect_again(desk, session)


def _folder(options: Namespace) -> Path:
    """Where the classes are written: the named folder, else the only stick. Raises KnownError: no_stick,
    several_sticks."""
    if options.to is not None:
        return Path(options.to).absolute()
    found = [stick for stick in sticks() if stick.writable]
    if not found:
        raise KnownError(
            "no_stick",
            Message("No stick is plugged in to which the app can write."),
            Message("Plug one in, or name a folder with --to."),
        )
    if len(found) > 1:
        raise KnownError(
            "several_sticks",
            Message("Several sticks are plugged in: {sticks}", sticks=", ".join(str(stick.path) for stick in found)),
            Message("Name one of them with --to."),
        )
    return found[0].path


def _taken(desk: Desk, given: str) -> Sequence[hand_over_view.TakenReceipt]:
    if not given.strip():
        raise KnownError("usage", Message("The name of the file is empty."), Message("Name the file or the folder."))
    path = Path(given)
    if path.exists():
        return take_receipts(desk, [path.absolute()])
    if is_like_code(given):
        return [take_code(desk, given)]
    raise KnownError(
        "file_not_opened",
        Message("There is no such file, and this is not a code of a receipt: {word}", word=given),
        Message("Name the file, or write the twelve characters that you heard."),
    )


def _written(desk: Desk, folder: Path, options: Namespace) -> hand_over_view.HandOverResult:
    bar = progress_bar(Message("Classes"), options.lang, Pace().remaining)
    return hand_over_all(desk, folder, bar)


def _document(
    view: hand_over_view.HandOverView,
    result: hand_over_view.HandOverResult,
    taken: Sequence[hand_over_view.TakenReceipt],
    options: Namespace,
) -> dict[str, Any]:
    now = {one.session for one in result.written}
    files = [_file(one) for one in result.written]
    files += [_left_out(one) for one in view.classes if one.session not in now]
    document: dict[str, Any] = {"files": files, "safe": result.safe, "left": result.left}
    document["recovery"] = str(result.recovery) if result.recovery else None
    return document | ({"receipts": [_receipt(one, options) for one in taken]} if options.receipt else {})


def _file(one: hand_over_view.Written) -> dict[str, Any]:
    state = "again" if one.again else "written"
    return {"session": one.session, "path": str(one.path), "sha256": one.sha256.hex(), "state": state}


def _left_out(one: hand_over_view.HandedClass) -> dict[str, Any]:
    return {"session": one.session, "path": None, "sha256": None, "state": one.state, "since": one.since}


def _receipt(one: hand_over_view.TakenReceipt, options: Namespace) -> dict[str, Any]:
    return {
        "path": str(one.path) if one.path else None,
        "session": one.session or None,
        "state": one.state,
        "outcome": one.outcome or None,
        "text": say(one.sentence, options.lang),
        "remedy": say(one.remedy, options.lang) if one.remedy else None,
    }


def _tell(
    view: hand_over_view.HandOverView,
    result: hand_over_view.HandOverResult,
    taken: Sequence[hand_over_view.TakenReceipt],
    options: Namespace,
) -> None:
    for one in taken:
        _tell_receipt(one, options)
    for file in result.written:
        again = Message("Handed over again, unchanged: {path}", path=str(file.path))
        tell(options, again if file.again else Message("Handed over: {path}", path=str(file.path)))
    if result.written:
        tell(options, Message("Everything was read back: you can pull the stick out."))
    elif not options.receipt:
        tell(options, Message("There is nothing more to hand over."))
    for undated in view.classes:
        if undated.state == "needs_date":
            said = Message("The class of {day} was skipped: write its date first.", day=date_text(undated.date))
            print(say(said, options.lang), file=sys.stderr)
    if view.waiting:
        tell(options, Message("Handed over, no receipt yet: {count}", count=view.waiting))


def _tell_receipt(one: hand_over_view.TakenReceipt, options: Namespace) -> None:
    said = say(one.sentence, options.lang) + (f" {say(one.remedy, options.lang)}" if one.remedy else "")
    name = f"{one.path.name}: " if one.path else ""
    print(f"{name}{said}", file=sys.stdout if one.holds else sys.stderr)
