from __future__ import annotations

import pytest
from hypothesis import given, settings

from bsuh_desktop.register.arrow_rows import chosen, joined, made_tables, packed, tables_of, unpacked
from bsuh_desktop.register.facts import FileFacts
from tests.helpers import collected
from tests.helpers.collected import class_facts, files_in, learner_facts, registers
from tests.helpers.sampled import examples_of


@examples_of(20, 60)
def test_rows_come_back_as_they_went_in(examples: settings) -> None:
    @examples
    @given(registers())
    def come_back(files: tuple[FileFacts, ...]) -> None:
        assert files_in(unpacked(tables_of(files))) == files

    come_back()


@examples_of(15, 40)
def test_pieces_of_several_workers_become_one(examples: settings) -> None:
    @examples
    @given(registers(), registers())
    def become_one(some: tuple[FileFacts, ...], others: tuple[FileFacts, ...]) -> None:
        whole = joined([unpacked(tables_of(some)), unpacked(tables_of(others)), unpacked(tables_of(()))])
        assert files_in(unpacked(packed(whole))) == some + others

    become_one()


@examples_of(15, 40)
def test_some_classes_are_taken_with_their_learners(examples: settings) -> None:
    @examples
    @given(registers())
    def are_taken(files: tuple[FileFacts, ...]) -> None:
        rows = list(range(0, len(files), 2))
        assert files_in(chosen(made_tables(files), rows)) == files[::2]

    are_taken()


def test_doubts_are_kept() -> None:
    file = FileFacts(class_facts(doubts=("before_build", "jump")), b"")
    assert files_in(made_tables([file])) == (file,)


def test_classes_can_be_read_without_learners() -> None:
    tables = unpacked(tables_of([collected.file_facts(1, [learner_facts(7)])]), learners=False)
    assert (tables.classes.num_rows, tables.learners.num_rows) == (1, 0)


@pytest.mark.parametrize(
    "data", [b"", b"bsuh-rows/3\n\0\0\0\0", b"bsuh-rows/1\n" + bytes(50)], ids=["nothing", "cut", "older"]
)
def test_other_bytes_are_no_rows(data: bytes) -> None:
    with pytest.raises(ValueError, match="no rows of ours"):
        unpacked(data)
