from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.language import say
from bsuh_desktop.rosters.apart.limits import LIMITS
from bsuh_desktop.rosters.apart.talk import (
    Bug,
    GarbledError,
    Refused,
    Understood,
    read_answer,
    read_request,
    request_line,
    write_answer,
)
from bsuh_desktop.rosters.columns.column import Column
from bsuh_desktop.rosters.preview import ClassListPreview, PartOfList
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.wishes import Part, Wishes
from tests.helpers.sampled import examples_of

ROWS = Message("{rows} and more", rows=Message("{rows}, {row}", rows=3, row=4))
SAID = Message("Roll {roll} appears twice (rows {rows}).", roll="১২", rows=ROWS)
PREVIEW = ClassListPreview(
    learners=(RosterRow(2, "৮-ক-১২", 12, "মোঃ রাকিব", None, "m", guardian="yes"),),
    remarks=(Remark(2, "duplicate_roll", SAID),),
    columns=(Column("C", "Mobile", "phone", hidden=True, holds="long_numbers", filled=3),),
    heading_row=1,
    sheet="খ শাখা",
    sheets=("খ শাখা", "2"),
    originals={2: "†gvt ivwKe"},
    part=Part("8", "ক"),
    parts=(PartOfList(Part("8", "ক"), 1),),
)
WISHES = Wishes("খ", "cp1252", 3, {"B": "name", "C": "none"}, {"নাম": "name"}, Part("8", ""))


def test_a_request_arrives_as_it_was_written() -> None:
    path = Path("/ক\n\udcff.csv")
    line = request_line(path, WISHES, LIMITS)
    assert line.index(b"\n") == len(line) - 1
    request = read_request(line)
    assert (request.path, request.wishes, request.limits) == (bytes(path), WISHES, LIMITS)


def test_a_preview_arrives_as_it_was_written() -> None:
    arrived = read_answer(write_answer(Understood(PREVIEW)))
    assert arrived == Understood(PREVIEW)
    assert isinstance(arrived, Understood)
    assert say(arrived.preview.remarks[0].message, "bn") == say(SAID, "bn")


def test_a_sentence_inside_a_sentence_arrives() -> None:
    arrived = read_answer(write_answer(Refused("list_torn", SAID, ROWS)))
    assert isinstance(arrived, Refused)
    assert arrived.error.args == ("list_torn", SAID, ROWS)


@pytest.mark.parametrize(
    "place", ["Rahima", "rosters/rows.py:12", "rosters/rows.py:12 রহিমা আক্তার", "a.py:1 f\nRahima", "a b.py:1 f"]
)
def test_a_bug_is_said_in_places_alone(place: str) -> None:
    said = read_answer(
        write_answer(Bug("KeyError", ("rosters/rows.py:12 read_learner", "rosters/words.py:3 <lambda>")))
    )
    assert isinstance(said, Bug)
    with pytest.raises(GarbledError):
        read_answer(write_answer(Bug("KeyError", (place,))))


@pytest.mark.parametrize(
    "change",
    [
        {"type": "Understood", "preview": {}},
        {"type": "Other"},
        {"message": "text"},
        {"message": {"text": "a"}},
        {"message": {"text": "{a}", "fields": {"a": {"text": 1, "fields": {}}}}},
        {"code": None},
    ],
    ids=range(6),
)
def test_what_is_no_answer_is_garbled(change: dict[str, object]) -> None:
    answer = json.loads(write_answer(Refused("list_torn", SAID, ROWS)))
    read_answer(json.dumps(answer).encode())
    with pytest.raises(GarbledError):
        read_answer(json.dumps({**answer, **change}).encode())


@examples_of(30, 1000)
def test_rubbish_is_garbled(examples: settings) -> None:
    @examples
    @given(st.binary() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(msgspec.json.encode))
    def garbled(data: bytes) -> None:
        with pytest.raises(GarbledError):
            read_answer(data)

    garbled()
