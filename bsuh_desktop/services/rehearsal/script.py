"""Reads a script: one JSON object per line, its first key is the step; blank lines and lines with # are skipped."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

LARGEST = 16 * 1024 * 1024


class ScriptStep(msgspec.Struct, frozen=True):
    """One line of a script.

    `line` is its number from 1, `name` the step's name, `value` the value of that key, `fields` the whole object.
    """

    line: int
    name: str
    value: Any
    fields: dict[str, Any]


class Script(msgspec.Struct, frozen=True):
    """A whole script: its steps in order, the SHA-256 of its bytes, and the folder that its paths are relative to."""

    steps: tuple[ScriptStep, ...]
    sha256: str
    folder: Path


def read_script(path: Path) -> Script:
    """The script at `path`. Raises KnownError: script_missing, bad_step (with the line)."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
        if len(data) > LARGEST:
            raise ValueError(len(data))
    except (OSError, ValueError):
        raise KnownError(
            "script_missing",
            Message("The script cannot be read: {path}", path=str(path)),
            Message("Give a UTF-8 text file with one step on each line."),
        ) from None
    lines = enumerate(text.split("\n"), start=1)
    steps = [_step(number, line) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]
    return Script(tuple(steps), hashlib.sha256(data).hexdigest(), path.parent)


def _step(number: int, line: str) -> ScriptStep:
    try:
        fields = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
        raise bad_step(number, Message("This line is not a JSON object.")) from None
    if not fields:
        raise bad_step(number, Message("This line names no step."))
    name = next(iter(fields))
    return ScriptStep(number, name, fields[name], fields)


def read(step: ScriptStep, value: Any, kind: Any) -> Any:
    """`value` converted to `kind`. Raises KnownError with the line if it does not fit."""
    try:
        return msgspec.convert(value, kind, str_keys=True)
    except msgspec.ValidationError as error:
        # Of the library's message only the path is used: its values could be names.
        place = str(error).rpartition(" - at `")[2].rstrip("`") if " - at `" in str(error) else "$"
        where = place.replace("$", step.name, 1)
        raise bad_step(step.line, Message("This is not written correctly: {where}", where=where)) from error


def bad_step(line: int, why: Message) -> KnownError:
    """The error for what is wrong with line `line`; everything before it is stored."""
    return KnownError(
        "bad_step",
        Message("Line {line}: {why}", line=line, why=why),
        Message("Everything before this line is kept. Fix the script, then run it with a new folder."),
    )
