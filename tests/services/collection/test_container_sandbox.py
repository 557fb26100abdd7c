"""ZIPs and mails are looked into by a limited process: it answers in portions, and whatever ends it is told."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec
import psutil
import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.collection import container_sandbox_child
from bsuh_desktop.services.collection.candidates import (
    Candidate,
    more_closed,
    more_troubled,
    needs_password,
    too_much,
)
from bsuh_desktop.services.collection.container_sandbox import (
    LIMITS,
    AskMore,
    AskOpen,
    Container,
    ContainerSandbox,
    FoundFile,
    Portion,
    arrived,
    sent,
)
from bsuh_desktop.services.collection.container_sandbox_child import MOST_ALIKE, MOST_TORN, ContainerReader
from bsuh_desktop.services.collection.sources import found_in
from bsuh_desktop.system.files import file_not_opened
from tests.helpers.containers import SEALED, mail, zipped

pytestmark = [pytest.mark.started_children, pytest.mark.usefixtures("no_child_left")]


def container(path: Path, label: str = "label") -> Container:
    return Container(os.fsencode(path), label, True)


def found(path: Path, containers: ContainerSandbox) -> list[Candidate]:
    return list(containers.candidates([container(path)]))


def code_of(error: KnownError | None) -> str | None:
    return None if error is None else str(error.message)


CANDIDATES = [
    Candidate(label="a › ক.bsuh", kind="attendance", data=SEALED, named=True),
    Candidate(label="b", trouble=too_much()),
    Candidate(label="c", closed=needs_password()),
    Candidate(label="d", more=7),
]


@pytest.mark.parametrize("one", CANDIDATES)
def test_a_candidate_arrives_as_it_was_sent(one: Candidate) -> None:
    came = arrived(msgspec.msgpack.decode(msgspec.msgpack.encode(sent(one)), type=FoundFile))
    assert (came.label, came.kind, came.data, came.named) == (one.label, one.kind, one.data, one.named)
    assert came.more == one.more
    assert (code_of(came.trouble), code_of(came.closed)) == (code_of(one.trouble), code_of(one.closed))


def test_a_container_of_more_than_one_portion_comes_whole(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(zipped({f"{number}.bsuh": SEALED for number in range(600)}))
    with ContainerSandbox(lambda: False) as containers:
        files = found(tmp_path / "f", containers)
    assert [one.label for one in files] == [f"label › {number}.bsuh" for number in range(600)]
    assert {one.data for one in files} == {SEALED}


def sorts(rows: int) -> dict[str, dict[str, bytes]]:
    """So many files of each sort that is none of ours, or torn."""
    return {
        "strange": {f"{number}.jpg": b"no" for number in range(rows)},
        "closed": {f"{number}.7z": b"7z\xbc\xaf\x27\x1c" for number in range(rows)},
        "troubled": {f"{number}.zip": zipped({"a": b""})[:-3] for number in range(rows)},
    }


def test_of_a_great_many_strange_files_the_number_is_told(tmp_path: Path) -> None:
    """What may be ours is told one by one, wherever it lies among them, and each sort for itself."""
    strange, closed, troubled = sorts(MOST_ALIKE + 51).values()
    members = {**strange, "a.bsuh": SEALED, **closed, "torn.bsuh": b"no", **troubled, "b.bsuh": SEALED}
    (tmp_path / "f").write_bytes(zipped(members))
    with ContainerSandbox(lambda: False) as containers:
        files = found(tmp_path / "f", containers)
    assert [one.label for one in files if one.kind == "attendance"] == ["label › a.bsuh", "label › b.bsuh"]
    assert "label › torn.bsuh" in [one.label for one in files if one.trouble is not None]
    rest = [(one.label, one.more, code_of(one.trouble), code_of(one.closed)) for one in files if one.more]
    assert rest == [
        ("label › …", 50, None, None),
        ("label › …", 50, None, code_of(more_closed(51))),
        ("label › …", 50, code_of(more_troubled(51)), None),
    ]
    assert sum(1 + one.more for one in files) == len(members)


def test_one_file_more_is_told_itself(tmp_path: Path) -> None:
    members = {name: data for sort in sorts(MOST_ALIKE + 1).values() for name, data in sort.items()}
    (tmp_path / "f").write_bytes(zipped(members))
    with ContainerSandbox(lambda: False) as containers:
        files = found(tmp_path / "f", containers)
    assert sorted(one.label for one in files) == sorted(f"label › {name}" for name in members)
    assert not any(one.more for one in files)


def test_those_called_like_ours_are_told_longer(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(zipped({f"{number}.bsuh": b"no" for number in range(MOST_TORN + 7)}))
    with ContainerSandbox(lambda: False) as containers:
        files = found(tmp_path / "f", containers)
    assert (len(files), files[-1].label, files[-1].more) == (MOST_TORN + 1, "label › …", 6)


def test_passing_them_over_holds_no_answer_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A portion is answered, empty if need be, when its second is over."""
    monkeypatch.setattr(container_sandbox_child, "_ENOUGH_S", 0.0)
    (tmp_path / "f").write_bytes(zipped({f"{number}.jpg": b"no" for number in range(MOST_ALIKE + 3)}))
    reader, question = ContainerReader(), AskOpen((container(tmp_path / "f"),))
    portions = []
    for asked in (question, *[AskMore()] * (MOST_ALIKE + 4)):
        (work,) = reader.asked(msgspec.msgpack.encode(asked), b"")
        portions.append(msgspec.msgpack.decode(work(), type=Portion))
    assert [len(one.files) for one in portions] == [1] * MOST_ALIKE + [0] * 3 + [1, 0]
    assert [one.finished for one in portions] == [0] * (MOST_ALIKE + 4) + [1]


def test_one_process_looks_into_several(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(mail({"a.bsuh": SEALED}))
    known = set(psutil.Process().children())

    def one_more(containers: ContainerSandbox) -> psutil.Process:
        assert [one.data for one in found(tmp_path / "f", containers)] == [SEALED]
        (process,) = set(psutil.Process().children()) - known
        return process

    with ContainerSandbox(lambda: False) as containers:
        assert one_more(containers) == one_more(containers)


def test_what_is_gone_is_told(tmp_path: Path) -> None:
    with ContainerSandbox(lambda: False) as containers:
        for path in (tmp_path / "nothing", tmp_path):
            (one,) = found(path, containers)
            assert code_of(one.trouble) == code_of(file_not_opened())


def test_a_process_that_has_too_little_memory_is_told_and_the_next_container_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        zipped({"a.zip": zipped({"film": os.urandom(30 << 20), "a.bsuh": SEALED}, method=0)})
    )
    (tmp_path / "b.eml").write_bytes(mail({"b.bsuh": SEALED}))
    (tmp_path / "c.eml").write_bytes(mail({"c.bsuh": SEALED}))
    files = [container(tmp_path / name, name) for name in ("b.eml", "a.zip", "c.eml")]
    # More than Python needs before it reads anything, and less than that with the film.
    megabytes = 60 if sys.platform == "win32" else 40
    with ContainerSandbox(lambda: False, msgspec.structs.replace(LIMITS, megabytes=megabytes)) as containers:
        told = [(one.label, one.data, code_of(one.trouble)) for one in containers.candidates(files)]
    assert told == [
        ("b.eml › b.bsuh", SEALED, None),
        ("a.zip", b"", code_of(too_much())),
        ("c.eml › c.bsuh", SEALED, None),
    ]


def test_it_stops_between_two_files_of_a_portion(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(zipped({f"{number}.bsuh": SEALED for number in range(10)}))
    taken: list[Candidate] = []
    with ContainerSandbox(lambda: len(taken) > 3) as containers:
        for one in containers.candidates([container(tmp_path / "f")]):
            taken.append(one)
    assert len(taken) == 4


def test_the_process_ends_with_whoever_looks(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(zipped({"a.bsuh": SEALED, "b.bsuh": SEALED}))
    looking = found_in([tmp_path])
    assert next(looking).data == SEALED
    looking.close()  # type: ignore[attr-defined]


def test_more_than_a_file_may_have_is_no_answer() -> None:
    large = {"files": [["a", "attendance", bytes(17 << 20), False, None, None]], "finished": 1, "within": False}
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode(large), type=Portion)
