"""What a coordinator collected, told apart: each file once, what was decided since, and its words."""

from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.presenters.collection.collected_files import (
    CollectedFiles,
    group_of,
    light_of,
    sender_line,
    sorted_out,
    summary,
    with_found,
    worst_first,
)
from bsuh_desktop.presenters.collection.file_words import file_text, verdict_of
from bsuh_desktop.register.decision_lines import ArchiveStatus, FileStatus
from bsuh_desktop.services.collection.collected_files import (
    COLLECT_VERDICTS,
    Collected,
    CollectedFile,
    CollectVerdict,
    Sender,
)
from tests.helpers.work import steps

NOTHING = ArchiveStatus({}, {}, {}, {}, {})
ONE, OTHER = bytes([1]) * 32, bytes([2]) * 32


def file(number: int, verdict: CollectVerdict = "merged", name: str = "") -> CollectedFile:
    return CollectedFile(
        input=name or f"stick/{number}.bsuh",
        verdict=verdict,
        text=Message("Added."),
        sha256=number.to_bytes(32, "big"),
        session=f"session {number}",
        day=datetime.date(2026, 7, 14),
        place=LocalText("হাওর মডেল", "Haor Model"),
        module="taps-traps-taka",
        outcome="merged" if verdict == "merged" else None,
    )


def found(*files: CollectedFile, left: int = 0) -> Collected:
    counts = {verdict: sum(one.verdict == verdict for one in files) for verdict in COLLECT_VERDICTS}
    return Collected(files, counts, (), left)


def test_every_verdict_stands_under_one_button() -> None:
    pile = with_found(
        CollectedFiles(), found(*(file(number, one) for number, one in enumerate(COLLECT_VERDICTS))), NOTHING
    )
    counts = pile.counts()
    assert counts == {"all": 13, "merged": 2, "identical": 1, "decide": 1, "waiting": 1, "refused": 8}
    assert sorted(pile.places["all"]) == list(range(13))
    assert group_of(pile.files[pile.places["all"][0]]) == "decide"
    assert say(summary(pile), "en") == "2 merged, 1 identical, 1 to decide, 1 waiting, 8 refused"
    assert light_of(pile) == "look"
    assert pile.titles["taps-traps-taka"].en == "Taps, Traps and Taka"


def test_nothing_merged_is_said_as_well() -> None:
    assert say(summary(CollectedFiles()), "en") == "0 merged"


def test_the_same_file_once_more_says_nothing_new() -> None:
    pile = with_found(CollectedFiles(), found(file(1), file(2, "waiting")), NOTHING)
    pile = with_found(pile, found(file(1, "identical"), file(2, "merged"), file(3, "identical")), NOTHING)
    assert [one.verdict for one in pile.files] == ["merged", "merged", "identical"]


@pytest.mark.parametrize("chosen", [ONE, OTHER], ids=["first", "other"])
def test_a_conflict_is_settled_by_a_choice(chosen: bytes) -> None:
    first = replace(file(1), sha256=ONE, session="one")
    second = replace(file(2, "conflict"), sha256=OTHER, session="one")
    files = {ONE: FileStatus("one", 1, "merged", choice=0), OTHER: FileStatus("one", 1, "conflict")}
    before = ArchiveStatus(files, {"one": ONE}, {"one": (ONE, OTHER)}, {}, {})
    pile = with_found(CollectedFiles(), found(first, second), before)
    assert [group_of(one) for one in pile.files] == ["merged", "decide"]
    after = {**files, chosen: replace(files[chosen], choice=1)}
    pile = sorted_out(pile, pile.files, ArchiveStatus(after, {"one": chosen}, {}, {}, {}))
    assert pile.counts()["decide"] == 0
    lights = [verdict_of(one)[0] for one in pile.files]
    assert lights == (["ok", "unused"] if chosen == ONE else ["unused", "ok"])


@pytest.mark.parametrize("before", [(), ("",), ("elsewhere/2.bsuh",)], ids=["new", "waits since earlier", "named"])
def test_a_file_that_came_again_and_still_waits_is_asked_about_once(before: tuple[str, ...]) -> None:
    files = {ONE: FileStatus("one", 1, "merged", choice=0), OTHER: FileStatus("one", 1, "conflict")}
    standing = ArchiveStatus(files, {"one": ONE}, {"one": (ONE, OTHER)}, {}, {})
    rival = replace(file(2, "conflict"), sha256=OTHER, session="one")
    pile = with_found(CollectedFiles(), found(*(replace(rival, input=name) for name in before)), standing)
    pile = with_found(pile, found(replace(rival, verdict="identical", asking=True)), standing)
    assert pile.counts()["decide"] == len(pile.files) == 1
    assert pile.files[0].input == ("".join(before) or rival.input)
    pile = sorted_out(pile, pile.files, ArchiveStatus(files, {"one": OTHER}, {}, {}, {}))
    assert pile.counts()["decide"] == 0


def test_what_was_taken_out_is_told() -> None:
    standing = ArchiveStatus({file(1).sha256: FileStatus("session 1", 1, "merged", taken_out=True)}, {}, {}, {}, {})
    pile = with_found(CollectedFiles(), found(file(1), file(2)), standing)
    assert pile.out == {file(1).sha256}
    assert say(summary(pile), "en") == "1 merged, 1 removed"


def test_what_was_not_chosen_is_not_called_identical() -> None:
    first, second = replace(file(1), session="one"), replace(file(2, "conflict"), session="one")
    files = {
        first.sha256: FileStatus("one", 1, "merged", choice=1),
        second.sha256: FileStatus("one", 1, "conflict"),
    }
    pile = with_found(CollectedFiles(), found(first, second), ArchiveStatus(files, {"one": first.sha256}, {}, {}, {}))
    assert say(summary(pile), "en") == "1 merged, 1 not chosen"


def test_a_sender_is_told_of_by_all_that_came_from_it() -> None:
    def sent(one: CollectedFile) -> CollectedFile:
        return replace(one, sender="a", device="7K3Q")

    pile = with_found(CollectedFiles(), found(sent(file(1)), sent(file(2))), NOTHING)
    pile = with_found(pile, found(sent(file(3, "altered")), sent(file(1, "identical"))), NOTHING)
    assert [say(sender_line(one).whole, "en") for one in pile.senders] == ["Laptop 7K3Q: added: 2, to check: 1"]
    standing = ArchiveStatus({file(1).sha256: FileStatus("session 1", 1, "merged", taken_out=True)}, {}, {}, {}, {})
    pile = sorted_out(pile, pile.files, standing)
    assert [say(sender_line(one).whole, "en") for one in pile.senders] == [
        "Laptop 7K3Q: added: 1, to check: 1, not counted: 1"
    ]


def test_a_doubtful_one_is_looked_at() -> None:
    assert verdict_of(replace(file(1), doubts=(Message("Added."),)))[0] == "look"


@pytest.mark.parametrize(
    ("told", "said"),
    [("/media/shirin/STICK/a (1).bin", "a (1).bin"), ("/m/mail.eml › b/c.zip › d.bsuh", "mail.eml › b/c.zip › d.bsuh")],
)
def test_a_file_is_called_without_its_folder(told: str, said: str) -> None:
    assert file_text(file(1, name=told)) == said


def test_a_long_name_goes_on_in_the_next_line() -> None:
    name = "2026-08-03-eiin-107055-TW0BEM6Q31D1SNZA.bsuh"
    said = file_text(file(1, name=f"/media/STICK/{name}"))
    assert said.replace("\u200b", "") == name
    assert max(map(len, said.split("\u200b"))) <= 20
    assert "\u200b" not in file_text(file(1, name="/media/STICK/half (1).bsuh"))


def test_senders_with_most_to_look_at_stand_first() -> None:
    senders = [
        Sender("a", "7K3Q", "", {"merged": 9}, Message("Added.")),
        Sender("b", "", "ABCDE-FGHJK-1234", {"altered": 1}, Message("Added.")),
    ]
    assert [say(sender_line(one).whole, "en") for one in worst_first(senders)] == [
        "Key ABCDE-FGHJK-1234: Added.",
        "Laptop 7K3Q: Added.",
    ]


def test_many_files_are_sorted_out_with_no_more_work_a_file() -> None:
    def work(files: int) -> int:
        every = [file(number, COLLECT_VERDICTS[number % 13]) for number in range(files)]
        here = with_found(CollectedFiles(), found(*every), NOTHING)
        assert here.counts()["all"] == files
        return steps(lambda: with_found(here, found(*every), NOTHING))

    few, many = work(260), work(1_040)
    assert many < 5 * few, "four times as many; each held against each it would be sixteen"


def test_files_without_a_row_of_their_own_are_counted() -> None:
    strange = [
        CollectedFile(input="a.zip › …", verdict="passed_over", text=Message("Strange."), more=4),
        CollectedFile(input="a.zip › …", verdict="unreadable", text=Message("Torn."), more=2),
    ]
    pile = with_found(CollectedFiles(), Collected(tuple(strange), {}, ()), NOTHING)
    counts = pile.counts()
    assert (len(pile.files), counts["all"], counts["refused"], counts["merged"]) == (2, 8, 8, 0)
