from __future__ import annotations

import os
from pathlib import Path

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.language import say
from bsuh_desktop.rosters.columns.column import Column
from bsuh_desktop.rosters.preview import ClassListPreview, PartOfList
from bsuh_desktop.rosters.read_options import Part, ReadOptions
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.sandbox.protocol import Request, with_whole_remarks

ROWS = Message("{rows} and more", rows=Message("{rows}, {row}", rows=3, row=4))
SAID = Message("Roll {roll} appears twice (rows {rows}).", roll="১২", rows=ROWS)
PREVIEW = ClassListPreview(
    learners=(RosterRow(2, "৮-ক-১২", 12, "মোঃ রাকিব", None, sex="m", guardian="yes"),),
    remarks=(Remark(2, "duplicate_roll", SAID),),
    columns=(Column("C", "Mobile", "phone", hidden=True, holds="long_numbers", filled=3),),
    heading_row=1,
    sheet="খ শাখা",
    sheets=("খ শাখা", "2"),
    originals={2: "†gvt ivwKe"},
    part=Part("8", "ক"),
    parts=(PartOfList(Part("8", "ক"), 1),),
)
WISHES = ReadOptions("খ", "cp1252", 3, {"B": "name", "C": "none"}, {"নাম": "name"}, Part("8", ""))


def test_a_request_arrives_as_it_was_written() -> None:
    for path in (os.fsencode(Path("/ক\n\udcff.csv")), None):
        request = Request(path, WISHES)
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(request), type=Request) == request


def test_a_preview_arrives_as_it_was_written() -> None:
    sent = msgspec.msgpack.decode(msgspec.msgpack.encode(PREVIEW), type=ClassListPreview)
    arrived = with_whole_remarks(sent)
    assert arrived == PREVIEW
    assert say(arrived.remarks[0].message, "bn") == say(SAID, "bn")
