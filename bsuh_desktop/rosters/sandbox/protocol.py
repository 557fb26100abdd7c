"""The question to the process that reads a list, and the remarks of its answer."""

from __future__ import annotations

import msgspec

from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.read_options import ReadOptions
from bsuh_desktop.system.sandbox_frames import whole_message


class Request(msgspec.Struct, frozen=True):
    """One list. Its path is bytes, as the operating system has it: a name may be no text in any encoding."""

    path: bytes
    wishes: ReadOptions


def with_whole_remarks(preview: ClassListPreview) -> ClassListPreview:
    """A preview that arrived, with the messages inside its messages. Raises msgspec.MsgspecError or TypeError."""
    remarks = tuple(msgspec.structs.replace(one, message=whole_message(one.message)) for one in preview.remarks)
    return msgspec.structs.replace(preview, remarks=remarks)
