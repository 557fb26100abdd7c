"""The coordinator's desk of a life, and what it must make of each file, request and receipt."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.exchange.receipt import Outcome
from bsuh_desktop.services.collection.collected_files import CollectedFile
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.issue import issue
from bsuh_desktop.services.grants.request import look_at_requests, write_request
from bsuh_desktop.services.grants.revoke import revoke
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.trust.signing import key_id
from bsuh_desktop.trust.vault import Vault
from tests.helpers.account import account_in
from tests.helpers.lives.model import Sent
from tests.helpers.receiving_desk import receive, write_receipts

if TYPE_CHECKING:
    from tests.helpers.lives.laptop import Laptop
    from tests.helpers.lives.world import World

FINE = ("good", "waiting")


@dataclasses.dataclass(frozen=True)
class Answer:
    """A receipt on its way: of which file, what it says, and who withdrew as it must tell."""

    path: Path
    code: str
    sha256: bytes
    outcome: Outcome
    day: datetime.date
    told: frozenset[int]


class Office:
    """`granted` are the first days of grants by key, `continues` which key goes on with which, `revoked` which places
    in the row of a key stay good; `seen` the places in the order in which they came, `told` who withdrew, by key."""

    def __init__(self, world: World, vault: Vault) -> None:
        self.world = world
        with account_in(world.folder / "office-account"):
            self.desk = open_unlocked(world.folder / "office", vault, world.clock, machine=lambda: "office")
        self.identities = self.desk.identities
        self.granted: dict[bytes, datetime.date] = {}
        self.continues: dict[bytes, bytes] = {}
        self.revoked: dict[bytes, tuple[set[int], int]] = {}
        self.seen: dict[bytes, list[int]] = {}
        self.told: dict[bytes, set[int]] = {}
        self.manifests: dict[bytes, bytes] = {}
        self._answers = 0
        self._open = True

    def close(self) -> None:
        """Locks it, where it is open."""
        if self._open:
            self._open = False
            self.desk.close()

    def chain(self, key: bytes) -> list[bytes]:
        """A key and those that it goes on with."""
        found = [key]
        while found[-1] in self.continues:
            found.append(self.continues[found[-1]])
        return found

    def withdrawn(self, key: bytes) -> frozenset[int]:
        """Who withdrew there, as the files told."""
        return frozenset(number for one in self.chain(key) for number in self.told.get(one, ()))

    def grant(self, laptop: Laptop) -> bool:
        """A laptop asks, and gets what it asked for unless another one goes on with its old key."""
        laptop.may_sign()
        request = write_request(laptop.desk, "device", self.world.new_stick())
        (waiting,) = look_at_requests(self.desk, [request])
        assert waiting.request is not None
        old, key = waiting.request.old_key, laptop.key
        others = {one for one, before in self.continues.items() if before == old} - self.revoked.keys() - {key}
        assert waiting.refused_code == ("already_continued" if old and others else ""), waiting.refused_code
        if waiting.refused_code:
            return False
        (given,) = issue(self.desk, [waiting], self.world.new_stick())
        accept(laptop.desk, given.path)
        self.granted[key] = given.first_day
        if old:
            self.continues[key] = old
        self._tell(laptop, self.withdrawn(old) if old else frozenset())
        laptop.known.changed |= dict.fromkeys(laptop.known.held, self.world.step)
        return True

    def _tell(self, laptop: Laptop, numbers: frozenset[int]) -> None:
        for number in numbers & laptop.known.spelled.keys():
            laptop.known.withdrew.add(number)
            laptop.known.forget(number)

    def revoke(self, key: bytes) -> None:
        """The key of a laptop that is gone is taken back: what the office has seen of it, without a gap, stays good."""
        revoke(self.desk, key_id(key).hex(), self.world.new_stick())
        seen = self.seen.get(key, [])
        last = seen[0] if seen else 0
        while last + 1 in seen:
            last += 1
        self.revoked[key] = (set(seen), last)

    def receive(self, sources: Sequence[Path], lost: bool) -> int:
        """What lies on sticks is judged and answered; the receipts may be lost on their way. Returns how many files
        there were."""
        received = receive(self.desk, sources)
        rows = [row for row in received.files if row.verdict != "passed_over"]
        for row in rows:
            if row.state != "same":
                self._check(row, self.world.sent[row.sha256])
        codes = {row.sha256: row.code for row in rows if row.state != "same"}
        self._answers += 1
        written = write_receipts(self.desk, received, self.world.folder / f"receipts-{self._answers}")
        for receipt, paper in zip(received.answers, written, strict=True):
            wanted = self.withdrawn(self.world.sent[receipt.file].key)
            told = {self.world.ids[one] for one in receipt.forgotten}
            assert wanted <= told, "a receipt does not tell of a withdrawal"
            code = codes[receipt.file]
            if not lost:
                self._send_back(Answer(paper.path, code, receipt.file, receipt.outcome, receipt.day, frozenset(told)))
        return len(rows)

    def _send_back(self, answer: Answer) -> None:
        """To the laptop that wrote it, and to those that go on with it."""
        for laptop in self.world.laptops:
            own = {laptop.key, *(one.key for one in laptop.desk.earlier)}
            if self.world.sent[answer.sha256].key in own:
                laptop.inbox.append(answer)

    def _check(self, row: CollectedFile, sent: Sent) -> None:
        wanted = self._verdicts(sent)
        assert row.worth is not None
        assert row.worth.value in wanted, f"{row.worth} and not {wanted}: {sent}"
        if row.state == "conflict":
            assert self._two_laptops(sent), f"{row.text.text}: {sent}"
        if sent.nth not in self.seen.setdefault(sent.key, []):
            self.seen[sent.key].append(sent.nth)
        if row.outcome in ("merged", "kept"):
            self.told.setdefault(sent.key, set()).update(sent.withdrawn)

    def _verdicts(self, sent: Sent) -> tuple[str, ...]:
        """What a file may be found to be."""
        if sent.key in self.revoked:
            seen, last = self.revoked[sent.key]
            if sent.nth > last:
                return ("revoked",)
            return ("good", "waiting") if last - sent.nth < len(seen) and sent.nth in seen else ("good", "revoked")
        if sent.key not in self.granted:
            return ("waiting",)
        return ("expired",) if sent.day < self.granted[sent.key] else ("good",)

    def _two_laptops(self, sent: Sent) -> bool:
        """True if the class came from another laptop, too, and neither goes on with the other, as far as the office
        knows; then a person decides."""
        others = {one.key for one in self.world.sent.values() if one.session == sent.session}
        return any(one not in self.chain(sent.key) and sent.key not in self.chain(one) for one in others)
