"""Something in a pack that its author has to fix: file, line, what is wrong and what to do."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.domain.messages import KnownError, Message


@dataclasses.dataclass(frozen=True)
class Finding:
    """One problem. `line` counts from 1; a problem with a whole file is on line 1. `code` is stable."""

    file: str
    line: int
    code: str
    message: Message
    remedy: Message


def refuse(finding: Finding) -> KnownError:
    """The error that a reader raises because of `finding`; its message names the file and the line."""
    where = Message("{file}, line {line}: {problem}", file=finding.file, line=finding.line, problem=finding.message)
    return KnownError(finding.code, where, finding.remedy)
