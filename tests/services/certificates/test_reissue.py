"""Certificates whose spelling was mended: a new serial for those alone, the old one taken back, no name too many."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.codes import read_serial, serial_text
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.certificates import certify, due
from bsuh_desktop.services.class_lists.class_groups import as_row, change_learner, learners_of
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import not_yet_handed_over
from bsuh_desktop.services.hand_over.class_files import files_of, hand_over_class, save_certificates
from bsuh_desktop.services.hand_over.seal import attendance_facts
from bsuh_desktop.services.home.home import home
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.services.verify.known import known_to
from bsuh_desktop.services.verify.verify import verify
from tests.helpers.attendance import COORDINATOR_IDENTITY, PARTNER, programme
from tests.helpers.attendance_files import read_attendance_file
from tests.helpers.consent import refuse
from tests.helpers.desks import a_class, a_group, clock_at, end, practice_desk, rows
from tests.helpers.keys import DEVICE, chain_for
from tests.helpers.programmes import joined_desk, programme_file

MENDED = "ক্ষিতিশ রহমান"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of the trial programme whose grant has come."""
    desk = joined_desk(tmp_path)
    desk.take_grants(chain_for(desk.vault.signing_key.public))
    yield desk
    desk.close()


def finished(desk: Desk, learners: int = 4) -> Conduct:
    conduct = a_class(desk, rows(learners))
    end(desk, conduct)
    return conduct


def spell(desk: Desk, conduct: Conduct, card: int, name_bn: str | None, name_en: str | None = None) -> None:
    """The learner of `card` is called so from now on."""
    group = conduct.state.attendees[learner_on(conduct, card)].seat.group
    was = next(one for one in learners_of(desk, group) if one.card == card)
    change_learner(desk, group, was.line, replace(as_row(was), name_bn=name_bn, name_en=name_en))


def learner_on(conduct: Conduct, card: int) -> str:
    return next(learner for learner, one in conduct.state.attendees.items() if one.seat.card == card)


def refuse_card(desk: Desk, conduct: Conduct, card: int) -> None:
    group = conduct.state.attendees[learner_on(conduct, card)].seat.group
    refuse(desk, group, [one.line for one in learners_of(desk, group) if one.card == card])


def serials_back(desk: Desk, conduct: Conduct) -> dict[str, str]:
    return {one.serial: one.replaced_by for one in desk.store.known.serials_back(conduct.session)}


def test_one_mended_spelling_is_one_new_certificate(desk: Desk, tmp_path: Path) -> None:
    conduct = finished(desk)
    first = certify.certify(desk, [conduct.session])
    certify.note_printed(desk, [conduct.session])
    assert due.due(desk) == due.DueCertificates()
    spell(desk, conduct, 2, MENDED)
    assert due.due(desk) == due.DueCertificates((conduct.session,), to_reprint=1)
    assert (files_of(desk, conduct.session).to_reprint, files_of(desk, conduct.session).saved) == (1, False)
    saved = save_certificates(desk, conduct.session, tmp_path)
    assert (saved.count, saved.reprinted) == (1, 1)
    assert due.due(desk) == due.DueCertificates()
    assert desk.store.rosters.respelled() == {}, "nobody looks through this class again"
    (fresh,) = set(certify.certify(desk, [conduct.session]).serials) - set(first.serials)
    assert serials_back(desk, conduct) == {first.serials[1]: fresh}
    assert read_serial(fresh) == (desk.device_number, 5)
    (proof,) = verify([str(saved.path)], known_to(desk))
    assert proof.verdict is Verdict.GOOD
    assert [(item["name"], item["serial"]) for item in proof.items or ()] == [(MENDED, serial_text(fresh))]


def test_the_whole_class_can_be_printed_again_and_keeps_its_serials(desk: Desk, tmp_path: Path) -> None:
    conduct = finished(desk)
    first = save_certificates(desk, conduct.session, tmp_path)
    spell(desk, conduct, 1, MENDED)
    whole = save_certificates(desk, conduct.session, tmp_path, whole=True)
    assert (first.count, whole.count, whole.reprinted) == (4, 4, 1)
    again = certify.certify(desk, [conduct.session])
    assert len(again.serials) == 4, "nothing is to be printed anew, so all of them are asked for"
    assert desk.store.outgoing.next_counter() == 6


def test_what_was_mended_but_not_written_stays_due(desk: Desk, tmp_path: Path) -> None:
    conduct = finished(desk)
    save_certificates(desk, conduct.session, tmp_path)
    spell(desk, conduct, 1, MENDED)
    with pytest.raises(KnownError):
        save_certificates(desk, conduct.session, tmp_path / "pulled out")
    assert len(serials_back(desk, conduct)) == 1, "the serial was committed first"
    assert due.due(desk).to_reprint == 1
    saved = save_certificates(desk, conduct.session, tmp_path)
    assert (saved.count, desk.store.outgoing.next_counter()) == (1, 6)
    assert due.due(desk) == due.DueCertificates()


def test_mended_and_mended_back_before_printing_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    conduct = finished(desk)
    save_certificates(desk, conduct.session, tmp_path)
    was = desk.store.rosters.seated(conduct.session)[learner_on(conduct, 1)].name_bn
    spell(desk, conduct, 1, MENDED)
    spell(desk, conduct, 1, was)
    assert due.due(desk) == due.DueCertificates()
    assert desk.store.outgoing.next_counter() == 5
    assert not serials_back(desk, conduct)


def test_a_name_that_was_withdrawn_is_never_printed_again_and_its_certificate_stays_good(
    desk: Desk, tmp_path: Path
) -> None:
    conduct = finished(desk)
    old = save_certificates(desk, conduct.session, tmp_path)
    refuse_card(desk, conduct, 1)
    assert due.due(desk) == due.DueCertificates(), "nobody is asked to print an empty line"
    spell(desk, conduct, 2, MENDED)
    anew = save_certificates(desk, conduct.session, tmp_path)
    assert (anew.count, anew.unnamed) == (1, 0)
    assert desk.store.outgoing.next_counter() == 6, "who withdrew has the old serial until the class is printed again"
    whole = save_certificates(desk, conduct.session, tmp_path, whole=True)
    assert (whole.count, whole.unnamed) == (4, 1)
    (back,) = serials_back(desk, conduct)
    assert read_serial(back)[1] == 2, "only the spelling's serial was taken back"
    items = {path: next(iter(verify([str(path)], known_to(desk)))).items or () for path in (old.path, whole.path)}
    names = [[item["name"] for item in found] for found in items.values()]
    assert names[0][0]
    assert names[1][0] == ""
    assert items[old.path][0]["serial"] != items[whole.path][0]["serial"], "no serial stands on two names"
    assert items[old.path][0]["verdict"] == "good"


def test_a_name_that_comes_later_takes_the_place_of_the_empty_line(desk: Desk, tmp_path: Path) -> None:
    conduct = a_class(desk, rows(3, refusing=[3]))
    conduct.finish()
    assert save_certificates(desk, conduct.session, tmp_path).unnamed == 1
    group = conduct.state.attendees[learner_on(conduct, 3)].seat.group
    was = next(one for one in learners_of(desk, group) if one.card == 3)
    change_learner(desk, group, was.line, replace(as_row(was), guardian="yes", assent="yes", name_bn=MENDED))
    assert due.due(desk).to_reprint == 1
    assert save_certificates(desk, conduct.session, tmp_path).unnamed == 0
    assert [read_serial(one)[1] for one in serials_back(desk, conduct)] == [3]


def test_a_spelling_that_no_font_has_is_left_to_a_hand_and_replaces_the_old_one(desk: Desk, tmp_path: Path) -> None:
    conduct = finished(desk, 2)
    save_certificates(desk, conduct.session, tmp_path)
    spell(desk, conduct, 1, "王小明")
    saved = save_certificates(desk, conduct.session, tmp_path)
    assert (saved.count, saved.unnamed, saved.reprinted) == (1, 1, 1)
    assert len(serials_back(desk, conduct)) == 1


def test_a_later_list_that_mends_a_spelling_is_noticed_too(desk: Desk, tmp_path: Path) -> None:
    conduct = finished(desk, 3)
    save_certificates(desk, conduct.session, tmp_path)
    group = conduct.state.attendees[learner_on(conduct, 1)].seat.group
    lines = desk.store.rosters.lines(group)
    desk.store.rosters.renew_group(group, [replace(lines[0], name_bn=MENDED), *lines[1:]])
    assert due.reprints_of_class(desk, group) == {conduct.session: 1}
    assert due.reprints_of_class(desk, "ANOTHER") == {}


def test_the_english_line_is_signed_with_the_words_and_gets_a_new_serial(desk: Desk, tmp_path: Path) -> None:
    conduct = finished(desk, 2)
    save_certificates(desk, conduct.session, tmp_path)
    name = desk.store.rosters.seated(conduct.session)[learner_on(conduct, 1)].name_bn
    spell(desk, conduct, 1, name, "Shreya Das")
    assert due.due(desk).to_reprint == 1
    save_certificates(desk, conduct.session, tmp_path)
    assert len(serials_back(desk, conduct)) == 1
    assert due.due(desk) == due.DueCertificates()


def test_an_english_line_from_before_words_were_signed_keeps_its_serial(desk: Desk, tmp_path: Path) -> None:
    conduct = finished(desk, 2)
    save_certificates(desk, conduct.session, tmp_path)
    desk.store.db.conn.execute("UPDATE certificates SET words = x''")
    name = desk.store.rosters.seated(conduct.session)[learner_on(conduct, 1)].name_bn
    spell(desk, conduct, 1, name, "Shreya Das")
    assert due.due(desk) == due.DueCertificates()
    save_certificates(desk, conduct.session, tmp_path, whole=True)
    assert not serials_back(desk, conduct)


def test_the_next_attendance_file_tells_what_was_taken_back(desk: Desk, tmp_path: Path) -> None:
    conduct = finished(desk)
    save_certificates(desk, conduct.session, tmp_path)
    hand_over_class(desk, conduct.session, tmp_path)
    assert attendance_facts(desk, conduct.session, 1).details.taken_back == ()
    spell(desk, conduct, 1, MENDED)
    names = attendance_facts(desk, conduct.session, 1).names
    signed = [bool(name.signature) for name in names]
    assert [bool(name.words) for name in names] == signed
    assert sorted(signed) == [False, True, True, True], "no signature stands beside a name that it does not fit"
    save_certificates(desk, conduct.session, tmp_path)
    assert not_yet_handed_over(desk) == [conduct.session]
    written = hand_over_class(desk, conduct.session, tmp_path)
    reading = read_attendance_file(written.path.read_bytes(), [COORDINATOR_IDENTITY], [programme()])
    assert reading.verdict is Verdict.GOOD
    assert reading.contents is not None
    (back,) = reading.contents.details.taken_back
    assert {back.serial: back.replaced_by} == serials_back(desk, conduct)
    assert back.day == datetime.date(2026, 8, 3)
    assert back.replaced_by in {row.serial for row in reading.contents.rows}


def test_a_date_that_is_stated_after_printing_replaces_every_certificate(desk: Desk, tmp_path: Path) -> None:
    conduct = a_class(desk, rows(2, refusing=[2]))
    conduct.finish()
    save_certificates(desk, conduct.session, tmp_path)
    conduct.state_date(datetime.date(2026, 8, 1))
    saved = save_certificates(desk, conduct.session, tmp_path)
    assert (saved.count, saved.reprinted) == (2, 2)
    assert len(serials_back(desk, conduct)) == 2
    (proof,) = verify([str(saved.path)], known_to(desk))
    assert {item["date"] for item in proof.items or ()} == {"2026-08-01"}


def test_a_class_that_was_held_before_the_grant_is_due_with_it(tmp_path: Path) -> None:
    clock = clock_at()
    desk = joined_desk(tmp_path, clock)
    conduct = finished(desk)
    first = hand_over_class(desk, conduct.session, tmp_path)
    assert read(first.path) == (Verdict.WAITING, 1)
    assert (home(desk).not_printed, home(desk).not_handed_over) == ((), ())
    clock.advance(3600)
    desk.take_grants(chain_for(desk.vault.signing_key.public))
    assert due.due(desk) == due.DueCertificates((conduct.session,), first=1, granted=4)
    assert home(desk).not_handed_over == (conduct.session,)
    assert files_of(desk, conduct.session).granted
    second = hand_over_class(desk, conduct.session, tmp_path)
    assert read(second.path) == (Verdict.GOOD, 2)
    save_certificates(desk, conduct.session, tmp_path)
    assert home(desk).not_handed_over == (conduct.session,), "the serials are still to be told"
    clock.advance(3600)
    later = a_class(desk, rows(1))
    later.finish()
    assert due.due(desk) == due.DueCertificates((later.session,), first=1), "which had nothing to wait for"


def read(path: Path) -> tuple[Verdict, int]:
    reading = read_attendance_file(path.read_bytes(), [COORDINATOR_IDENTITY], [programme()])
    assert reading.contents is not None
    return reading.verdict, reading.contents.manifest.revision


def test_practice_stays_practice_on_a_laptop_that_was_granted(desk: Desk, tmp_path: Path) -> None:
    conduct = new_class.open_class(desk, [a_group(desk, rows(2))], "taps-traps-taka", practice=True)
    conduct.type_headcount(2)
    conduct.call_roll()
    conduct.finish()
    real = finished(desk, 2)
    with pytest.raises(KnownError) as caught:
        certify.certify(desk, [conduct.session, real.session])
    assert caught.value.code == "practice_apart"
    saved = save_certificates(desk, conduct.session, tmp_path)
    (proof,) = verify([str(saved.path)], known_to(desk))
    assert proof.verdict is Verdict.PRACTICE
    written = hand_over_class(desk, conduct.session, tmp_path)
    assert read(written.path)[0] is Verdict.PRACTICE


def test_what_was_printed_before_joining_is_told_to_nobody_and_gets_new_serials_when_printed_again(
    tmp_path: Path,
) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = finished(desk, 2)
    save_certificates(desk, conduct.session, tmp_path)
    spell(desk, conduct, 1, MENDED)
    old = save_certificates(desk, conduct.session, tmp_path, whole=True)
    assert len(serials_back(desk, conduct)) == 1
    join(desk, programme_file(), PARTNER)
    assert {row.serial for row in attendance_facts(desk, conduct.session, 1).rows} == {""}
    desk.take_grants(chain_for(desk.vault.signing_key.public))
    assert attendance_facts(desk, conduct.session, 1).details.taken_back == ()
    assert due.due(desk) == due.DueCertificates()
    written = hand_over_class(desk, conduct.session, tmp_path)
    assert read(written.path)[0] is Verdict.PRACTICE
    spell(desk, conduct, 2, MENDED)
    new = save_certificates(desk, conduct.session, tmp_path, whole=True)
    assert len(serials_back(desk, conduct)) == 1, "nobody here answers for a number of the demonstration"
    verdicts = [proof.verdict for proof in verify([str(old.path), str(new.path)], known_to(desk))]
    assert verdicts == [Verdict.PRACTICE, Verdict.PRACTICE]
    assert read(hand_over_class(desk, conduct.session, tmp_path).path)[0] is Verdict.PRACTICE
    assert read_serial(next(iter(certify.certify(desk, [conduct.session]).serials)))[0] == DEVICE


def test_a_class_that_was_printed_before_counters_were_kept_is_not_printed_again_unasked(
    desk: Desk, tmp_path: Path
) -> None:
    conduct = finished(desk, 2)
    save_certificates(desk, conduct.session, tmp_path)
    desk.store.facts.put(f"printed/{conduct.session}", b"1")
    assert due.due(desk) == due.DueCertificates()
    spell(desk, conduct, 1, MENDED)
    with pytest.raises(KnownError):
        save_certificates(desk, conduct.session, tmp_path / "pulled out")
    assert due.due(desk).to_reprint == 1
    assert save_certificates(desk, conduct.session, tmp_path).count == 1


def serials_in(desk: Desk, path: Path) -> list[str]:
    """What a PDF proves, as printed."""
    (proof,) = verify([str(path)], known_to(desk))
    assert proof.verdict is Verdict.GOOD
    return [item["serial"] for item in proof.items or ()]


def test_one_certificate_alone_has_its_serial_of_the_whole_class_before_and_after(desk: Desk, tmp_path: Path) -> None:
    conduct = finished(desk)
    third = learner_on(conduct, 3)
    alone = save_certificates(desk, conduct.session, tmp_path, only=third)
    assert (alone.count, alone.path.name) == (1, f"certificate-2026-08-03-{conduct.session[-6:]}.pdf")
    assert due.due(desk) == due.DueCertificates((conduct.session,), first=1), "the class stays due as a whole"
    whole = save_certificates(desk, conduct.session, tmp_path)
    (serial,) = serials_in(desk, alone.path)
    assert serials_in(desk, whole.path)[2] == serial
    after = save_certificates(desk, conduct.session, tmp_path, only=third)
    assert serials_in(desk, after.path) == [serial]
    assert after.path.name.endswith("-2.pdf"), "nothing is overwritten"
    assert (desk.store.outgoing.next_counter(), due.due(desk)) == (5, due.DueCertificates())
    names = {line.name_bn for learner, line in desk.store.rosters.seated(conduct.session).items() if learner != third}
    assert not any(name.encode() in after.path.read_bytes() for name in names if name)


def test_one_mended_spelling_made_alone_leaves_the_other_due(desk: Desk, tmp_path: Path) -> None:
    conduct = finished(desk)
    save_certificates(desk, conduct.session, tmp_path)
    spell(desk, conduct, 1, MENDED)
    spell(desk, conduct, 2, "শ্রেয়া দাশ")
    alone = save_certificates(desk, conduct.session, tmp_path, only=learner_on(conduct, 1))
    assert (alone.count, alone.reprinted, len(serials_back(desk, conduct))) == (1, 1, 1)
    assert due.due(desk) == due.DueCertificates((conduct.session,), to_reprint=1), "the other is still to be made"
    assert save_certificates(desk, conduct.session, tmp_path).count == 1
    assert due.due(desk) == due.DueCertificates()


def test_one_printed_alone_does_not_stand_for_another_that_was_never_written(desk: Desk, tmp_path: Path) -> None:
    conduct = finished(desk)
    save_certificates(desk, conduct.session, tmp_path)
    spell(desk, conduct, 1, MENDED)
    with pytest.raises(KnownError):
        save_certificates(desk, conduct.session, tmp_path / "pulled out")
    save_certificates(desk, conduct.session, tmp_path, only=learner_on(conduct, 4))
    assert due.due(desk).to_reprint == 1


def test_who_has_not_earned_one_gets_none_alone(desk: Desk, tmp_path: Path) -> None:
    conduct = a_class(desk, rows(2))
    conduct.mark(2, "absent")
    conduct.finish()
    with pytest.raises(KnownError) as refused:
        save_certificates(desk, conduct.session, tmp_path, only=learner_on(conduct, 2))
    assert (refused.value.code, list(tmp_path.glob("*.pdf"))) == ("no_certificates", [])
