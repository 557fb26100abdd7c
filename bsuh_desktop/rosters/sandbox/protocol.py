"""The question to the process that reads a list, and the decoding of remarks in its answer."""

from __future__ import annotations

import msgspec

from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.read_options import ReadOptions
from bsuh_desktop.system.sandbox_frames import whole_message


class Request(msgspec.Struct, frozen=True):
    """A list to read. Its path is bytes, as in the operating system: a name may not be valid text in any encoding. None
    for a list that was pasted, which goes to the process as the data of the question."""

    path: bytes | None
    options: ReadOptions


def with_whole_remarks(preview: ClassListPreview) -> ClassListPreview:
    """Restores nested messages in a preview that arrived. Raises msgspec.MsgspecError or TypeError."""
    remarks = tuple(msgspec.structs.replace(one, message=whole_message(one.message)) for one in preview.remarks)
    return msgspec.structs.replace(preview, remarks=remarks)
