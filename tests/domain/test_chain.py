from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bsuh_desktop.domain import chain
from bsuh_desktop.domain.chain import (
    Entry,
    Header,
    heads,
    journal_line,
    make_entry,
    read_journal,
    read_journal_line,
    verify_chain,
)
from bsuh_desktop.domain.events import Answered, Erased, Event, RollCalled, SlideShown, kind_of


def entries(*events: Event) -> list[Entry]:
    return [make_entry(Header("S", seq, "r", 5, 6, kind_of(event)), event) for seq, event in enumerate(events, start=1)]


def answers(count: int) -> list[Entry]:
    return entries(*(Answered("q1", f"L{number}", "B") for number in range(count)))


def links(made: list[Entry]) -> list[bytes]:
    after = [chain.START]
    for entry in made:
        after.append(chain.link(after[-1], entry))
    return after[1:]


def test_chain_is_the_documented_hash() -> None:
    # Written out by hand from FORMATS: previous ‖ header ‖ SHA-256(salt ‖ data).
    (entry,) = entries(SlideShown(7))
    header = json.dumps(["S", 1, "r", 5, 6, "slide_shown/1"], separators=(",", ":")).encode()
    digest = hashlib.sha256((entry.salt or b"") + b'{"number":7}').digest()
    assert entry.data == b'{"number":7}'
    assert verify_chain([entry]).head == hashlib.sha256(bytes(32) + header + digest).digest()


def test_same_answer_has_another_digest_each_time() -> None:
    first, second = answers(2)
    assert make_entry(first.header, first.event() or RollCalled()).digest != first.digest
    assert len(first.salt or b"") == 16
    assert first.digest != second.digest


def test_erased_data_leaves_the_chain_whole() -> None:
    made = [*answers(3), *entries(RollCalled())]
    made = [*made[:3], make_entry(Header("S", 4, "r", 5, 6, "erased/1"), Erased((2,), {"q1": {"B": 1}}))]
    before = verify_chain(made).head
    made[1] = replace(made[1], salt=None, data=None)
    report = verify_chain(made)
    assert report.ok
    assert report.head == before
    assert made[1].event() is None


def test_missing_data_that_no_erasure_names_is_altered() -> None:
    made = answers(3)
    made[1] = replace(made[1], salt=None, data=None)
    assert verify_chain(made).broken_at == 2


@given(
    st.integers(0, 4), st.sampled_from(["data", "salt", "digest", "seq", "wall_ms", "session", "kind", "drop", "swap"])
)
def test_any_change_breaks_the_chain_where_it_stands(place: int, what: str) -> None:
    made = answers(5)
    known = links(made)
    entry = made[place]
    if what == "drop":
        made = made[:place] + made[place + 1 :]
    elif what == "swap":
        other = (place + 1) % 5
        made[place], made[other] = made[other], made[place]
    elif what in ("data", "salt", "digest"):
        old: bytes = getattr(entry, what)
        made[place] = replace(entry, **{what: old[:-1] + bytes([old[-1] ^ 1])})
    else:
        value = {"seq": 99, "wall_ms": 7, "session": "T", "kind": "slide_shown/1"}[what]
        made[place] = replace(entry, header=replace(entry.header, **{what: value}))
    report = verify_chain(made, known)
    lost_last = what == "drop" and place == 4
    assert report.ok == lost_last
    assert report.length == 4 if lost_last else report.broken_at is not None


@given(st.integers(1, 200), st.sampled_from("ABCD"))
def test_journal_lines_come_back(count: int, letter: str) -> None:
    for entry in entries(Answered("q1", f"L{count}", letter), Erased((1,), {"q1": {letter: count}})):
        assert read_journal_line(journal_line(entry)) == entry
        forgotten = replace(entry, salt=None, data=None)
        assert read_journal_line(journal_line(forgotten)) == forgotten


def test_a_line_in_another_form_is_refused() -> None:
    line = journal_line(answers(1)[0])
    for other in (
        line.replace(b":", b": ", 1),
        line + b" ",
        line.replace(b"answered/1", b"answered/1\\u0020"),
        b"{}",
        b"",
    ):
        with pytest.raises(ValueError, match=r".+"):
            read_journal_line(other)


def test_a_journal_is_read_in_one_piece_as_line_by_line() -> None:
    lines = [journal_line(entry) for entry in _erased_one()]
    assert read_journal(b"".join(line + b"\n" for line in lines)) == tuple(map(read_journal_line, lines))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data + b"\n",
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b'"data":{', b'"data":{\n', 1),
        lambda data: data.replace(b'"data":{', b'"data": {', 1),
        lambda data: data.replace(b'"digest":"', b'"digest":" ', 1),
        lambda data: data.upper(),
        lambda data: b" " + data,
        lambda data: data.replace(b',"salt"', b',"more":1,"salt"', 1),
    ],
    ids=["cut", "empty line", "CR", "fed", "spaced", "hex", "capitals", "led", "more"],
)
def test_a_journal_in_another_form_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    data = b"".join(journal_line(entry) + b"\n" for entry in _erased_one())
    assert spoil(data) != data
    with pytest.raises(ValueError, match=r"\w"):
        read_journal(spoil(data))


def test_the_heads_end_at_the_chains_head() -> None:
    entries = _erased_one()
    report = verify_chain(entries)
    assert list(heads(entries))[-1] == report.head
    assert list(heads(entries))[:2] == list(heads(entries[:2]))


def _erased_one() -> list[Entry]:
    """Four entries, of which the second was forgotten."""
    first, second, *rest = entries(RollCalled(), SlideShown(2), SlideShown(3), Erased((2,)))
    return [first, replace(second, salt=None, data=None), *rest]
