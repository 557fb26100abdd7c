from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.codes import encode
from bsuh_desktop.domain.events import Answered
from bsuh_desktop.domain.forgotten_list import list_text
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.erase import apply_ids, catch_up, clear_traces, forget
from bsuh_desktop.services.erasure.retention import purge
from bsuh_desktop.services.erasure.values import Withdrawn
from bsuh_desktop.services.erasure.withdraw import people_of_class, withdraw
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.store.backups import backups
from bsuh_desktop.store.forgotten import LIST_NAME, LIST_SEEN, add_to_list, read_list
from bsuh_desktop.store.replace_damaged import FORGETTING
from tests.helpers.desks import a_class
from tests.helpers.erasure import answered_class, brought_back, older_copy, pass_days, received
from tests.helpers.work import sql_steps, steps


def names(desk: Desk, conduct: Conduct) -> list[bool]:
    return [one.named for one in people_of_class(desk, conduct.session)]


def its_id(conduct: Conduct, card: int = 1) -> str:
    attendee = conduct.state.by_card(card)
    assert attendee is not None
    return attendee.seat.learner


@pytest.mark.parametrize("why", ["withdrawn", "retention"])
def test_an_older_copy_forgets_before_it_is_read(desk: Desk, tmp_path: Path, why: str) -> None:
    conduct = answered_class(desk)
    learner, copy = its_id(conduct), older_copy(desk, tmp_path / "older")
    if why == "withdrawn":
        withdraw(desk, [people_of_class(desk, conduct.session)[0].line])
    else:
        received(desk, conduct.session)
        pass_days(desk, 91)
        purge(desk, desk.today())
    again = brought_back(desk, copy)
    kept = [False, True, True, True] if why == "withdrawn" else [False] * 4
    assert names(again, conduct) == kept
    answers = again.store.journal.state(conduct.session).questions["q5"].answers
    assert (learner in answers) == (why == "retention")
    again.close()


def test_a_copy_without_the_list_beside_it_is_told_by_a_receipt(desk: Desk, tmp_path: Path) -> None:
    conduct = answered_class(desk)
    learner, copy = its_id(conduct), older_copy(desk, tmp_path / "older")
    withdraw(desk, [people_of_class(desk, conduct.session)[0].line])
    again = brought_back(desk, copy, listed=False)
    assert names(again, conduct) == [True] * 4
    assert apply_ids(again, {learner: "withdrawn"}) == Withdrawn(1, 1, 4, 1, 0)
    assert apply_ids(again, {learner: "withdrawn"}) == Withdrawn()
    assert names(again, conduct) == [False, True, True, True]
    assert read_list(again.folder) == {learner: "withdrawn"}
    again.close()


def test_a_list_that_was_lost_is_written_again(desk: Desk) -> None:
    conduct = answered_class(desk)
    withdraw(desk, [people_of_class(desk, conduct.session)[0].line])
    (desk.folder / LIST_NAME).unlink()
    catch_up(desk)
    assert read_list(desk.folder) == {its_id(conduct): "withdrawn"}


def test_a_power_cut_between_list_and_store_is_caught_up_with(desk: Desk) -> None:
    conduct = answered_class(desk)
    add_to_list(desk.folder, {its_id(conduct): "withdrawn"})
    desk.close()
    again = open_unlocked(desk.folder, desk.vault, desk.clock)
    assert names(again, conduct) == [False, True, True, True]
    again.close()


def test_who_withdraws_after_the_time_was_over_loses_the_answers_too(desk: Desk) -> None:
    conduct = answered_class(desk)
    apply_ids(desk, {its_id(conduct): "retention"})
    assert apply_ids(desk, {its_id(conduct): "withdrawn"}).answers == 4
    apply_ids(desk, {its_id(conduct): "retention"})
    assert read_list(desk.folder) == {its_id(conduct): "withdrawn"}


def test_who_came_back_with_an_older_copy_is_forgotten_once_more(desk: Desk) -> None:
    conduct = answered_class(desk)
    line = people_of_class(desk, conduct.session)[0].line
    before = desk.store.people.of_lines([line])[0].line
    withdraw(desk, [line])
    # A repair that read the line from an older copy, and knew that there was one.
    desk.store.rosters.change_line(before)
    assert names(desk, conduct)[0]
    catch_up(desk)
    assert names(desk, conduct)[0], "nobody has said so"
    desk.store.facts.drop(LIST_SEEN)
    catch_up(desk)
    assert names(desk, conduct) == [False, True, True, True]


def test_whose_answer_alone_came_back_is_forgotten_once_more(desk: Desk) -> None:
    """No name and no signature tells of it: only the journal does."""
    conduct = a_class(desk)
    conduct.ask("q5", "shared")
    learner = its_id(conduct)
    withdraw(desk, [people_of_class(desk, conduct.session)[0].line])
    for answering in (learner, its_id(conduct, card=2)):
        desk.store.journal.append(conduct.session, [Answered("q5", answering, "A")], desk.clock.now())
    desk.store.facts.drop(LIST_SEEN)
    catch_up(desk)
    assert set(desk.store.journal.state(conduct.session).questions["q5"].answers) == {its_id(conduct, card=2)}


def test_a_class_that_was_altered_keeps_nobody_from_the_desk(desk: Desk) -> None:
    conduct = answered_class(desk)
    withdraw(desk, [people_of_class(desk, conduct.session)[0].line])
    desk.store.db.conn.execute("UPDATE journal SET link = zeroblob(32) WHERE id = (SELECT max(id) FROM journal)")
    desk.store.journal.drop_cache()
    desk.store.facts.drop(LIST_SEEN)
    catch_up(desk)
    with pytest.raises(KnownError):
        desk.store.journal.state(conduct.session)


def test_ids_of_nobody_are_listed_for_a_still_older_copy(desk: Desk) -> None:
    stranger = "0123456789ABC"
    assert apply_ids(desk, {stranger: "withdrawn"}) == Withdrawn()
    assert (
        read_list(desk.folder)
        == {stranger: "withdrawn"}
        == {learner: one.why for learner, one in desk.store.forgotten.all().items()}
    )


def test_damaged_files_and_older_backups_go_as_well(desk: Desk) -> None:
    conduct = answered_class(desk)
    for number in (1, 2):
        desk.backups.begin_if_due(desk.clock.now())
        desk.backups.wait()
        pass_days(desk, number)
        a_class(desk)
    kept = desk.folder / "damaged-1"
    kept.mkdir()
    (kept / "classes.db").write_bytes(b"older")
    withdraw(desk, [people_of_class(desk, conduct.session)[0].line])
    assert not kept.exists()
    assert len(backups(desk.folder)) == 1
    assert desk.store.facts.get(FORGETTING) is None


def test_what_a_power_cut_left_over_goes_at_the_next_opening(desk: Desk) -> None:
    conduct = answered_class(desk)
    kept = desk.folder / "damaged-1"
    kept.mkdir()
    learner = its_id(conduct)
    with desk.store.transaction():
        # The power is cut as soon as the store has it: nothing is cleared.
        forget(desk, desk.store.people.of_learners([learner]), {learner: "withdrawn"})
    assert kept.exists()
    desk.close()
    again = open_unlocked(desk.folder, desk.vault, desk.clock)
    assert not kept.exists()
    again.close()


def test_a_mended_spelling_leaves_damaged_files_where_they_are(desk: Desk) -> None:
    kept = desk.folder / "damaged-1"
    kept.mkdir()
    a_class(desk)
    desk.store.mark_names_deleted()
    clear_traces(desk)
    assert kept.exists()


def test_ten_thousand_forgotten_cost_an_opening_next_to_nothing(desk: Desk) -> None:
    def work(forgotten: int) -> tuple[int, int]:
        """The steps of Python and of SQLite for an opening at which nothing is new."""
        many = {encode(number, 13): "retention" for number in range(forgotten)}
        (desk.folder / LIST_NAME).write_text(list_text(many), "ascii")  # type: ignore[arg-type]
        catch_up(desk)
        assert len(desk.store.forgotten.all()) == forgotten
        return steps(lambda: catch_up(desk)), sql_steps(desk.store.db.conn, lambda: catch_up(desk))

    few, many = work(10), work(10_000)
    assert [more < 2 * less for more, less in zip(many, few, strict=True)] == [True, True], (few, many)
