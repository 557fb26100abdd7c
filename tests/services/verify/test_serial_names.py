"""Two names on one serial are a doubt for whoever has seen both; no name is kept for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsuh_desktop.cli.commands.verify import tell
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.certificates.certify import certify
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.verify import known as trust_observations
from bsuh_desktop.services.verify.known import known_to, known_to_everybody, remember, with_programme
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.typed_codes import spread
from bsuh_desktop.services.verify.verify import verify, with_name_doubts
from tests.helpers import hand_over, programme_desks
from tests.helpers.account import STATE_VARIABLE
from tests.helpers.certificates import embedded_in
from tests.helpers.desks import NAMES, PASSPHRASE, clock_at, copied_desk, next_of, practice_desk, rows
from tests.helpers.prepared import PACK

pytestmark = pytest.mark.usefixtures("known_keys")

_OTHER = "with another name"


class Papers:
    """Certificates of one device: of the class that it has, the same printed again, and those of the class that it gave
    with the same serials before its data went back."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(STATE_VARIABLE, str(place / "state"))
        desk = copied_desk(place, clock_at(), next_of("two names"))
        hand_over.joined(desk)
        desk.close()
        kept = shutil.copytree(desk.folder, place / "kept")
        self.first = self._printed(desk.folder, place / "first.pdf", (1, 2, 3))
        shutil.rmtree(place / "state", ignore_errors=True)
        self.folder = kept
        self.second = self._printed(kept, place / "second.pdf", (3, 4, 5))
        self.again = self._printed(kept, place / "again.pdf", ())

    def _printed(self, folder: Path, path: Path, cards: tuple[int, ...]) -> str:
        desk = open_desk(folder, PASSPHRASE, clock_at(day=4))
        if cards:
            group = enrol.new_group("eiin:107845", 2026, "8", "ka")
            enrol.agree(desk, group, "letters", [row for row in rows(max(cards)) if row.card in cards])
            conduct = new_class.open_class(desk, [group.id], PACK)
            conduct.type_headcount(len(cards))
            conduct.call_roll()
            conduct.finish()
        (session,) = desk.store.journal.sessions()
        path.write_bytes(certify(desk, [session], whole=True).pdf)
        desk.close()
        return str(path)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    with pytest.MonkeyPatch.context() as patched:
        return Papers(tmp_path_factory.mktemp("papers"), patched)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Desk]:
    desk = practice_desk(tmp_path)
    yield desk
    desk.close()


def trusting(known: KnownKeys) -> KnownKeys:
    return with_programme(known, programme_desks.trial())


def doubts(proof: Proof) -> list[str]:
    return [str(doubt) for doubt in proof.doubts if _OTHER in str(doubt)]


def test_in_one_run_the_second_has_the_doubt_and_both_where_they_are_told_together(
    papers: Papers, capsys: pytest.CaptureFixture[str]
) -> None:
    known = trusting(known_to_everybody())
    first, second, again = verify([papers.first, papers.second, papers.again], known)
    assert {one.verdict for one in (first, second, again)} == {Verdict.GOOD}
    assert (doubts(first), len(doubts(second)), len(doubts(again))) == ([], 1, 1)
    assert "also seen with another name: 3." in doubts(second)[0]
    assert second.items is not None
    assert [len(item["doubts"]) for item in second.items] == [1, 1, 1]
    assert second.items[0]["serial"] in str(second.items[0]["doubts"][0])
    tell(second, "en")
    assert f"  ! {doubts(second)[0]}" in capsys.readouterr().out
    both = with_name_doubts(known, (first, second, again))
    assert [len(doubts(one)) for one in both] == [1, 1, 1]
    assert both[1] == second, "said once"


def test_the_same_certificates_once_more_are_no_doubt(papers: Papers) -> None:
    known = trusting(known_to_everybody())
    assert not any(doubts(one) for one in verify([papers.second, papers.again, papers.second], known))


def test_a_desk_remembers_for_another_day(papers: Papers, office: Desk) -> None:
    remember(office, list(verify([papers.first], trusting(known_to(office)))))
    (again,) = verify([papers.first], trusting(known_to(office)))
    assert doubts(again) == []
    (second,) = verify([papers.second], trusting(known_to(office)))
    assert (second.verdict, len(doubts(second))) == (Verdict.GOOD, 1)
    remember(office, [second])
    (first,) = verify([papers.first], trusting(known_to(office)))
    assert len(doubts(first)) == 1, "from now on both"


def test_what_is_remembered_holds_neither_serial_nor_name_and_is_bounded(
    papers: Papers, office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (proof,) = verify([papers.first], trusting(known_to(office)))
    remember(office, [proof])
    kept = office.store.facts.get("seen/serial_names") or b""
    assert len(kept) == 3 * 18
    serials = [item["serial"].replace("-", "").encode() for item in proof.items or ()]
    assert not any(text in kept for text in (*serials, *(name.encode() for name in NAMES)))
    other = trusting(known_to_everybody()).serial_names
    assert other.secret != known_to(office).serial_names.secret, "nobody else has the key"
    monkeypatch.setattr(trust_observations, "MOST_NAMES", 4)
    remember(office, list(verify([papers.second], trusting(known_to(office)))))
    assert len(office.store.facts.get("seen/serial_names") or b"") == 4 * 18


def test_the_desk_that_gave_them_goes_by_what_it_gave_and_keeps_nothing(papers: Papers) -> None:
    desk = open_desk(papers.folder, PASSPHRASE, clock_at(day=5))
    first, own = verify([papers.first, papers.second], known_to(desk))
    assert (len(doubts(first)), len(doubts(own))) == (1, 1)
    (own,) = verify([papers.second], known_to(desk))
    assert (own.verdict, doubts(own)) == (Verdict.GOOD, [])
    remember(desk, [first, own])
    assert desk.store.facts.get("seen/serial_names") is None
    desk.close()


def test_what_does_not_hold_is_no_doubt_for_anybody(papers: Papers, office: Desk) -> None:
    """Whoever makes up a certificate with a known serial speaks against nothing."""
    strangers = list(verify([papers.first], known_to(office)))
    assert strangers[0].verdict is Verdict.UNKNOWN_SIGNER
    remember(office, strangers)
    (second,) = verify([papers.second], trusting(known_to(office)))
    assert (second.verdict, doubts(second)) == (Verdict.GOOD, [])


def test_a_serial_of_another_programme_is_another_one(papers: Papers, office: Desk) -> None:
    (proof,) = verify([papers.first], trusting(known_to(office)))
    (sighting, *_) = proof.seen.names
    names, credential = known_to(office).serial_names, embedded_in(Path(papers.first)).credentials[0]
    assert names.sighting(0, programme_desks.trial().root_key, credential).serial == sighting.serial
    assert names.sighting(0, bytes(32), credential).serial != sighting.serial


def test_what_a_desk_notes_on_a_stick_for_itself_is_passed_over(papers: Papers, tmp_path: Path) -> None:
    position = tmp_path / "position-X.bsuhm"
    position.write_bytes(b'{"position":{}}')
    known = trusting(known_to_everybody())
    assert [one.input for one in verify(spread([str(position), papers.first]), known)] == [papers.first]
    (alone,) = verify(spread([str(position)]), known)
    assert alone.verdict is Verdict.UNREADABLE
    assert "Leave it on the stick." in str(alone.sentence)
