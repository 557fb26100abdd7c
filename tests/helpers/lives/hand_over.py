"""Classes on their way: handed over to a stick, which may be pulled out, and receipts that come back."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.session.fold import fold
from bsuh_desktop.exchange.attendance_facts import read_names
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.services.hand_over.hand_over import hand_over_all
from bsuh_desktop.services.hand_over.hand_over_view import TakenReceipt
from bsuh_desktop.services.hand_over.receipts import take_code, take_receipts
from bsuh_desktop.trust.sealing import unseal
from tests.helpers.attendance_files import open_file
from tests.helpers.hand_over import pulled_out_at
from tests.helpers.lives.laptop import Laptop, check_counts, expect, names_of
from tests.helpers.lives.model import Held, Sent
from tests.helpers.lives.office import Answer

How = Literal["whole", "pulled", "stopped"]


def hand_over(laptop: Laptop, how: How) -> Path:
    """Everything that is due is written to the laptop's stick; returns that."""
    laptop.may_sign()
    if how == "pulled":
        _pulled_out(laptop)
    elif how == "stopped":
        asked = iter((False,))
        _write(laptop, lambda: next(asked, True))
    else:
        _write(laptop, None)
    for path in sorted(laptop.stick.glob("*.bsuh")):
        _look_at(laptop, path)
    return laptop.stick


def _pulled_out(laptop: Laptop) -> None:
    with pulled_out_at(1, laptop.stick) as hand:
        try:
            hand_over_all(laptop.desk, laptop.stick)
        except KnownError as error:
            expect(error, ("stick_removed", "already_there"))
        if hand.exists():
            hand.rename(laptop.stick)


def _write(laptop: Laptop, stop: object) -> None:
    try:
        hand_over_all(laptop.desk, laptop.stick, stop=stop)  # type: ignore[arg-type]
    except KnownError as error:
        # An older copy of the data does not know what is on the stick: the person takes another one.
        expect(error, {"already_there"} if laptop.known.mixed or laptop.known.torn else ())
        laptop.stick = laptop.world.new_stick()
        hand_over_all(laptop.desk, laptop.stick)


def _look_at(laptop: Laptop, path: Path) -> None:
    """A file that nobody has seen yet holds what it should, and nobody whose name has ended."""
    data = path.read_bytes()
    world = laptop.world
    contents = open_file(data, world.office.identities)
    if contents.link.sha256 in world.office.manifests:
        return
    world.office.manifests[contents.link.sha256] = contents.manifest.signer
    held = laptop.known.held.get(contents.manifest.session)
    if held is not None:
        _check_counts(contents, held)
    names = {one.name_bn for one in read_names(unseal(contents.sealed_names, world.office.identities))}
    assert names.isdisjoint(names_of(world, laptop.known.gone)), "a name leaves after its end"
    withdrawn = frozenset(world.ids[one] for one in contents.details.withdrawn)
    if held is not None and not (laptop.known.torn or laptop.known.mixed):
        assert withdrawn == held.sat & laptop.known.withdrew, "a withdrawal is not told"
    world.note_sent(data, _sent(contents, path, world.step, withdrawn))


def _check_counts(contents: Contents, held: Held) -> None:
    records = [(entry.header, entry.event()) for entry in contents.journal]
    check_counts(fold(contents.manifest.session, records), held.tallies, held.present)


def _sent(contents: Contents, path: Path, step: int, withdrawn: frozenset[int]) -> Sent:
    one = contents.manifest
    return Sent(path, one.session, one.revision, one.signer, one.nth, contents.details.date, step, withdrawn)


def take(laptop: Laptop, by_code: bool) -> None:
    """The receipts that came for a laptop are taken in: all as files, or the newest as it was read out."""
    answers, laptop.inbox = laptop.inbox, []
    known_files = laptop.desk.store.outgoing.files()
    if by_code:
        taken = [(one, take_code(laptop.desk, one.code)) for one in answers[-1:]]
    else:
        done = {one.path: one for one in take_receipts(laptop.desk, [one.path for one in answers])}
        taken = [(one, done[one.path]) for one in answers]
    for answer, one in taken:
        _check_taken(laptop, answer, one, answer.sha256 in known_files)


def _check_taken(laptop: Laptop, answer: Answer, one: TakenReceipt, known_here: bool) -> None:
    """What holds closes its class, and tells who withdrew."""
    known = laptop.known
    if one.path is not None:
        for number in answer.told & known.spelled.keys():
            known.withdrew.add(number)
            known.forget(number)
            for session in (each.session for each in known.held.values() if number in each.sat):
                known.changed[session] = laptop.world.step
    assert one.holds == known_here, one.state
    if not known_here or answer.outcome != "merged":
        return
    sent = laptop.world.sent[answer.sha256]
    # The first answer to a file counts from then on; only a newer file has another.
    if sent.step > known.answered.get(sent.session, -1):
        known.merged[sent.session] = answer.day
        known.answered[sent.session] = sent.step
