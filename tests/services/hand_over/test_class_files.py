from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.certificates import Layout
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.certificates.certify import certify, choose_layout, layout_of
from bsuh_desktop.services.class_lists.class_groups import class_group
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import begin, choices_of
from bsuh_desktop.services.classroom.wrap_up import wrap_up
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.hand_over.class_files import files_of, hand_over_class, save_certificates
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.verify import verify
from tests.helpers.attendance import PARTNER
from tests.helpers.certificates import embedded_in
from tests.helpers.desks import a_class, a_group, clock_at, end, practice_desk, rows
from tests.helpers.programmes import programme_file


def finished(desk: Desk, absent: int = 1) -> Conduct:
    """A class of four, one of them absent."""
    conduct = a_class(desk)
    for card in range(1, absent + 1):
        conduct.mark(card, "absent")
    end(desk, conduct)
    return conduct


def test_certificates_are_saved_and_remembered(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    before = files_of(desk, conduct.session)
    assert (before.certificates, before.saved, before.handed_over) == (3, False, False)
    told: list[tuple[int, int]] = []
    saved = save_certificates(desk, conduct.session, tmp_path, lambda done, total: told.append((done, total)))
    assert (saved.count, saved.unnamed) == (3, 0)
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert files_of(desk, conduct.session).saved
    (proof,) = verify([str(saved.path)], known_to_everybody())
    assert proof.verdict is Verdict.PRACTICE


def test_the_layout_that_was_chosen_is_used_from_then_on(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    assert layout_of(desk) == files_of(desk, conduct.session).layout == Layout()
    desk.store.facts.put("certificates/layout", b'{"per_page":8}')
    assert layout_of(desk) == Layout(), "a newer app may know more ways"
    four = Layout(4, "black")
    choose_layout(desk, four)
    first = save_certificates(desk, conduct.session, tmp_path)
    assert layout_of(desk) == files_of(desk, conduct.session).layout == four
    second = save_certificates(desk, conduct.session, tmp_path)
    assert first.path.read_bytes() != certify(desk, [conduct.session]).pdf, "who asks for nothing gets one a page"
    for saved in (first, second):
        assert embedded_in(saved.path).per_page == 4
        (proof,) = verify([str(saved.path)], known_to_everybody())
        assert (proof.verdict, len(proof.items or ())) == (Verdict.PRACTICE, 3)


def test_certificates_of_a_practice_class_wait_where_the_laptop_has_no_serial_numbers(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    join(desk, programme_file(), PARTNER)
    files = files_of(desk, conduct.session)
    assert (files.certificates, files.waits_for_grant, files.saved) == (3, True, False)
    with pytest.raises(KnownError) as caught:
        save_certificates(desk, conduct.session, tmp_path)
    assert caught.value.code == "waiting"


def test_what_is_saved_once_more_stands_beside_the_first(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    first = save_certificates(desk, conduct.session, tmp_path).path
    kept = first.read_bytes()
    second = save_certificates(desk, conduct.session, tmp_path).path
    assert second.name == first.name.replace(".pdf", "-2.pdf")
    assert first.read_bytes() == kept


def test_the_file_names_say_nothing_personal(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    name = save_certificates(desk, conduct.session, tmp_path).path.name
    assert name == f"certificates-2026-08-03-{conduct.session[-6:]}.pdf"


def test_a_hand_over_is_due_again_when_certificates_follow_it(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    written = hand_over_class(desk, conduct.session, tmp_path)
    assert written.path.exists()
    assert files_of(desk, conduct.session).handed_over
    save_certificates(desk, conduct.session, tmp_path)
    assert not files_of(desk, conduct.session).handed_over
    hand_over_class(desk, conduct.session, tmp_path)
    assert files_of(desk, conduct.session).handed_over


def test_nothing_is_remembered_where_nothing_could_be_written(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk)
    for write in (save_certificates, hand_over_class):
        with pytest.raises(KnownError) as caught:
            write(desk, conduct.session, tmp_path / "pulled out")
        assert caught.value.code == "stick_removed"
    files = files_of(desk, conduct.session)
    assert not files.saved
    assert not files.handed_over


def test_where_nobody_earned_one_there_is_nothing_to_save(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = finished(desk, absent=4)
    files = files_of(desk, conduct.session)
    assert (files.certificates, files.saved) == (0, False)


def test_a_class_without_a_date_is_neither_saved_nor_handed_over(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    finished(desk)
    clock.advance(-3 * 86_400)
    doubtful = a_class(desk, rows(2))
    doubtful.finish()
    files = files_of(desk, doubtful.session)
    assert (files.needs_date, files.saved, files.handed_over) == (True, False, False)


def test_the_same_module_twice_for_one_class_is_two_classes(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    group, pack = a_group(desk), "taps-traps-taka"
    sessions = []
    for wish, letter in (
        (ClassWish((group,), pack, "shared", "en", voice=True), "A"),
        (ClassWish((group,), pack), "B"),
    ):
        conduct = begin(desk, wish)
        conduct.type_headcount(4)
        conduct.call_roll()
        conduct.ask("q5", "shared")
        conduct.answer(1, letter)
        end(desk, conduct)
        sessions.append(conduct.session)
        clock.advance(24 * 3600)
    assert [choices_of(desk, one).by for one in sessions] == ["shared", "hands"]
    assert [choices_of(desk, one).stage_language for one in sessions] == ["en", "bn"]
    assert [choices_of(desk, one).voice for one in sessions] == [True, None]
    assert class_group(desk, group).taught == 2
    serials = [certify(desk, [one]).serials for one in sessions]
    assert len({serial for ones in serials for serial in ones}) == 8, "each class gives its own certificates"
    results = [next(iter(wrap_up(desk, one).questions.values())).counts for one in sessions]
    assert [counts["A"] for counts in results] == [1, 0]
    names = {hand_over_class(desk, one, tmp_path).path.name for one in sessions}
    assert len(names) == 2
