"""Words are signed once, when a serial is given; whoever prints a certificate again keeps them and signs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.documents.pdf_file import read_attachment
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_facts import read_names, write_names
from bsuh_desktop.exchange.reduced_copy import members_of_proved, reduce_learners
from bsuh_desktop.register.decision_lines import FileVerdict, Received
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.certificates.certify import certify
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.collection.export import reprint
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.erasure.withdraw import withdraw
from bsuh_desktop.services.hand_over.seal import attendance_facts, seal_class
from bsuh_desktop.services.safekeeping.desk_key import start_new_key
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.store.office import need_new_key
from bsuh_desktop.trust.embedded import EMBEDDED_NAME, decode_embedded
from bsuh_desktop.trust.grants import issue
from bsuh_desktop.trust.sealing import Opener, unseal
from tests.helpers import programme_desks
from tests.helpers.archived import archive_files
from tests.helpers.attendance import COORDINATOR_IDENTITY
from tests.helpers.desks import a_class, practice_desk, rows
from tests.helpers.keys import coordinator_terms, device_terms, key
from tests.services.collection.test_names import ROLE, TITLES, office

pytestmark = pytest.mark.usefixtures("known_keys")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = practice_desk(tmp_path)
    programme_desks.granted(desk)
    yield desk
    desk.close()


def held(desk: Desk) -> Conduct:
    listed = rows(4, refusing=[4])
    conduct = a_class(desk, [replace(listed[0], name_en="Shreya Das"), *listed[1:]])
    conduct.finish()
    return conduct


def judged(pdf: bytes, folder: Path) -> Proof:
    (folder / "paper.pdf").write_bytes(pdf)
    (proof,) = verify([str(folder / "paper.pdf")], KnownKeys(programmes=(programme_desks.trial(),), identities=()))
    return proof


def inside(pdf: bytes) -> list[object]:
    return [words for _, words in decode_embedded(read_attachment(pdf, EMBEDDED_NAME) or b"").pairs()]


def test_what_is_printed_is_signed_and_gets_the_tick(desk: Desk, tmp_path: Path) -> None:
    batch = certify(desk, [held(desk).session])
    found = judged(batch.pdf, tmp_path)
    assert (found.verdict, found.compared, found.doubts) == (Verdict.GOOD, True, ())
    assert all(inside(batch.pdf))


def test_a_reprint_keeps_the_words_whatever_was_renamed(desk: Desk, tmp_path: Path) -> None:
    session = held(desk).session
    first = certify(desk, [session])
    set_facilitator(desk, "করিম আলী", "4826")
    again = certify(desk, [session], whole=True)
    assert inside(again.pdf) == inside(first.pdf)
    assert judged(again.pdf, tmp_path).compared is True
    later = certify(desk, [held(desk).session])
    assert {words.words.facilitator for words in inside(later.pdf)} == {"করিম আলী"}  # type: ignore[attr-defined]


def test_a_laptop_that_goes_on_with_an_earlier_ones_data_signs_nothing(desk: Desk, tmp_path: Path) -> None:
    session = held(desk).session
    first = certify(desk, [session])
    need_new_key(desk.store.db, "restored")
    start_new_key(desk)
    above = issue(key("root"), coordinator_terms(key("coordinator").public))
    terms = device_terms(desk.vault.signing_key.public, 0x3A78)
    desk.take_grants((above, issue(key("coordinator"), terms, above)))
    again = certify(desk, [session], whole=True)
    assert (again.serials, inside(again.pdf)) == (first.serials, inside(first.pdf))
    assert judged(again.pdf, tmp_path).compared is True


def test_an_office_prints_them_again_unchanged(desk: Desk, tmp_path: Path) -> None:
    session = held(desk).session
    first = certify(desk, [session])
    sealed, collector = seal_class(desk, session), office()
    with Register.open(tmp_path / "register", collector.keys) as register:
        archive_files(register.archive, [(sealed.sha256, sealed.bytes)])
        received = Received((FileVerdict(sealed.sha256, session, 1, "merged"),))
        register.decisions.append(received, collector.signer, collector.wall_ms())
        (pdf,) = reprint(register, collector, [sealed.sha256], ROLE, TITLES).pdfs.values()
    assert judged(pdf, tmp_path).compared is True
    assert inside(pdf) == [one for one in inside(first.pdf) if one in inside(pdf)]
    assert len(inside(pdf)) == 3, "one had no name"


def test_who_withdraws_takes_the_words_along(desk: Desk) -> None:
    conduct = held(desk)
    certify(desk, [conduct.session])
    sealed = seal_class(desk, conduct.session)
    learner = next(one for one, each in conduct.state.attendees.items() if each.seat.card == 1)
    opener = Opener([COORDINATOR_IDENTITY])
    copy = reduce_learners(sealed.sha256, sealed.bytes, opener, [learner])
    assert copy is not None
    assert desk.store.outgoing.certificates(conduct.session)[learner].words
    names = read_names(unseal(members_of_proved(sealed.sha256, copy.data, opener)["names.csv.age"], opener))
    assert [row.learner for row in names] != []
    assert learner not in {row.learner for row in names}
    line = desk.store.rosters.seated(conduct.session)[learner].id
    withdraw(desk, [line])
    issued = desk.store.outgoing.certificates(conduct.session)
    assert [bool(one.words) for who, one in issued.items() if who == learner] == [False]
    assert all(one.words for who, one in issued.items() if who != learner)


def test_the_names_table_has_two_formats(desk: Desk) -> None:
    conduct = held(desk)
    certify(desk, [conduct.session])
    facts = attendance_facts(desk, conduct.session, 1)
    assert all(row.words for row in facts.names if row.signature)
    written = write_names(facts.names)
    assert written.decode("utf-8-sig").splitlines()[0] == "learner,name_bn,name_en,signature,words"
    assert read_names(written) == facts.names
    plain = [replace(row, words=b"") for row in facts.names]
    assert write_names(plain).decode("utf-8-sig").splitlines()[0] == "learner,name_bn,name_en,signature"
    assert read_names(write_names(plain)) == tuple(plain)
