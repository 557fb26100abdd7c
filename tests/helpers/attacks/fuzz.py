"""Throws mutants at the verifier and watches: no crash, no hang, and nothing taken that its signer did not sign.

Half of the mutants stand behind a seal that is right, or under a signature that is right but of an unknown key, so that
not the first check refuses them all.
"""

from __future__ import annotations

import base64
import json
import random
import signal
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange import package as m
from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.exchange.package import MEMBERS, unpack
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.verify.proof import Proof
from bsuh_desktop.services.verify.verify import verify_with
from bsuh_desktop.trust.grant_request import GrantRequest, read_answer, read_request, sign_request, write_answer
from bsuh_desktop.trust.grants import encode_grants
from bsuh_desktop.trust.key_list import sign_key_list
from bsuh_desktop.trust.sealing import recipient_of, unseal
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers.attacks import zips
from tests.helpers.attacks.mutants import Dice, edited, mutant, mutant_text
from tests.helpers.attacks.resealer import Resealer
from tests.helpers.attacks.world import PREFIX, World, code, second
from tests.helpers.keys import DAY
from tests.helpers.scanned import to_text
from tests.helpers.until import PATIENCE_S

SIGNERS = {
    "receipt": ("receipt", "signer"),
    "programme": ("programme", "root_key"),
    "key_list": ("key-list", "issuer"),
    "request": ("request", "key"),
}
"""What each file's signature is for, and where the signing key stands in it."""


class Input(NamedTuple):
    """A mutant: what it is one of, how it was made, and its bytes or text."""

    kind: str
    way: str
    data: bytes | str


class Fault(AssertionError):
    """The verifier did what it must not."""


class Hang(Exception):
    """The verifier took too long."""


class Fuzz:
    """The honest things of one programme, and a verifier that knows it and keeps its processes from one mutant to the
    next, until `close`."""

    def __init__(self, world: World, folder: Path) -> None:
        self._unknown = SigningKey.generate()
        self._path, self._beside = folder / "mutant", folder / "honest.bsuh"
        root, office = world.root_list(), world.office_list()
        self._known = world.known(root, office, identities=(world.home.identity,))
        self._identity = world.home.identity
        self._contents, self._documents = ContentsSandbox(self._known.identities), SignedDocumentSandbox()
        self._members = world.members()
        packed = self._members.items()
        methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
        self._archives = [zips.archive(packed, method) for method in methods]
        self._resealer = Resealer(world.recipients(), world.home.identity)
        files = {"root": sign_key_list(root, world.root), "office": sign_key_list(office, world.home.key)}
        asked = GrantRequest(
            role="device",
            programme="fresh",
            programme_version=2,
            key=world.device.key.public,
            recipient=recipient_of(world.away.identity),
            partner=1,
            made=DAY,
        )
        self.honest: dict[str, bytes | str] = {
            "codes": code(world.credential()) + " " + second(world.device.chain),
            "grant": code(world.credential()) + " " + second(world.device.chain),
            "attendance": world.sealed(self._members),
            "receipt": world.receipt(),
            "programme": world.programme_file,
            "key_list": files["office"],
            "request": sign_request(asked, world.device.key),
            "answer": write_answer(world.device.chain, world.programme_file, tuple(files.values())),
        }
        self._codes = (code(world.credential(2)), second(world.other.chain), second(world.stranger.chain))
        self._credentials = (world.credential(), world.credential(2))
        self._credential, self._grants = self._credentials[0].encode(), encode_grants(world.device.chain)
        self._signed = [data for data in self.honest.values() if isinstance(data, bytes)]
        self._beside.write_bytes(self._signed[0])
        self.counts, self.verdicts = Counter[str](), Counter[str]()

    def close(self) -> None:
        """No process is left."""
        self._contents.close()
        self._documents.close()

    def honest_verdicts(self) -> dict[str, Verdict]:
        """What everything is worth before it is touched."""
        return {kind: self._prove(data)[0].verdict for kind, data in self.honest.items()}

    def block(self, seed: int, size: int) -> None:
        """Makes and proves `size` mutants of this seed. Raises Fault with all that is needed to make one again."""
        dice = random.Random(seed)
        for place in range(size):
            one = self._draw(dice)
            self.counts[f"{one.kind} {one.way}"] += 1
            try:
                self._check(one, together=dice.random() < 0.05)
            except Fault:
                raise
            except BaseException as error:
                raise Fault(f"seed {seed}, number {place}, {one.kind} {one.way}: {error!r}: {one.data!r}") from error

    def _check(self, one: Input, together: bool) -> None:
        with _limited(PATIENCE_S):
            proof, *beside = self._prove(one.data, *([str(self._beside)] if together else []))
        self.verdicts[proof.verdict.value] += 1
        if proof.verdict.exit_code == 0 and not self._same(one, proof):
            raise Fault(f"taken as {proof.verdict}: {one.kind} {one.way}: {one.data!r}")
        if beside and beside[0].verdict is not Verdict.GOOD:
            raise Fault(f"made an honest file {beside[0].verdict}: {one.kind} {one.way}: {one.data!r}")

    def _prove(self, data: bytes | str, *others: str) -> list[Proof]:
        if isinstance(data, bytes):
            self._path.write_bytes(data)
            data = str(self._path)
        return list(verify_with(self._contents, self._documents, [data, *others], self._known))

    def _draw(self, dice: Dice) -> Input:
        kind = dice.choice(list(self.honest))
        if kind in ("codes", "grant"):
            return self._codes_mutant(kind, dice)
        honest = self.honest[kind]
        assert isinstance(honest, bytes)
        if dice.random() < 0.5:
            return Input(kind, "raw", mutant(honest, self._signed, dice))
        if kind == "attendance":
            return self._behind_the_seal(dice)
        if kind == "answer":
            return Input(kind, "of other parts", self._answer(honest, dice))
        return Input(kind, "signed by an unknown key", self._signed_anew(kind, honest, dice))

    def _codes_mutant(self, kind: str, dice: Dice) -> Input:
        text = self.honest[kind]
        assert isinstance(text, str)
        if kind == "codes" and dice.random() < 0.5:
            return Input(kind, "text", mutant_text(text, self._codes, dice))
        first, other = self._credential, self._grants
        if kind == "grant":
            other = mutant(other, [self._grants, self._credential], dice)
        else:
            first = mutant(first, [self._grants, self._credential], dice)
        try:
            return Input(kind, "bytes", to_text(PREFIX, first) + " " + to_text(PREFIX, other))
        except ValueError:
            # Too long for a code, or nothing.
            return Input(kind, "text", mutant_text(text, self._codes, dice))

    def _behind_the_seal(self, dice: Dice) -> Input:
        way = dice.random()
        if way < 0.25:
            archive = mutant(dice.choice(self._archives), self._archives, dice)
            return Input("attendance", "archive behind a right seal", self._resealer.seal(archive))
        members = dict(self._members)
        name = dice.choice(MEMBERS)
        members[name] = mutant(members[name], list(self._members.values()), dice)
        if way < 0.6:
            sealed = self._resealer.seal(zips.stored(members))
            return Input("attendance", "member behind a right seal", sealed)
        self._sign_members(members)
        return Input("attendance", "signed by an unknown key", self._resealer.seal(zips.stored(members)))

    def _sign_members(self, members: dict[str, bytes]) -> None:
        """As consistent as somebody without the device's key can make it."""
        try:
            value = json.loads(members[m.MANIFEST])
            value["signer"] = base64.b64encode(self._unknown.public).decode()
            value["members"] = json.loads(canonical_json(m.hashes_of(members)))
            members[m.MANIFEST] = canonical_json(value)
        except (ValueError, TypeError, RecursionError):
            pass
        members[m.SIGNATURE] = self._unknown.sign("attendance", 1, members[m.MANIFEST])

    def _signed_anew(self, kind: str, honest: bytes, dice: Dice) -> bytes:
        purpose, signer = SIGNERS[kind]
        body = edited(json.loads(honest)[kind], dice)
        try:
            if isinstance(body, dict):
                body[signer] = base64.b64encode(self._unknown.public).decode()
            signature = self._unknown.sign(purpose, 1, canonical_json(body))
            return canonical_json({kind: body, "signature": signature})
        except (ValueError, TypeError):
            return mutant(honest, self._signed, dice)

    def _answer(self, honest: bytes, dice: Dice) -> bytes:
        value = json.loads(honest)
        name = dice.choice(sorted(value["answer"]))
        part = value["answer"][name]
        if isinstance(part, str):
            part = base64.b64decode(part)
            part = base64.b64encode(mutant(part, self._signed, dice)).decode()
        elif isinstance(part, list):
            part = [base64.b64encode(mutant(base64.b64decode(one), self._signed, dice)).decode() for one in part]
        else:
            part = edited(part, dice)
        try:
            return canonical_json({"answer": {**value["answer"], name: part}})
        except ValueError:
            return mutant(honest, self._signed, dice)

    def _same(self, one: Input, proof: Proof) -> bool:
        """True if what was taken is what was signed, in a writing that FORMAT.md allows."""
        if one.data == self.honest[one.kind]:
            return True
        if one.kind in ("codes", "grant"):
            return self._same_certificate(proof)
        assert isinstance(one.data, bytes)
        if one.kind == "attendance":
            return self._same_members(one.data, proof)
        if one.kind == "request":
            # Whoever has a key may ask in its own name.
            return read_request(one.data).key == self._unknown.public
        return one.kind == "answer" and self._same_parts(one.data)

    def _same_certificate(self, proof: Proof) -> bool:
        """The prefix and blanks between codes are not signed; what the proof tells is. The device's second certificate
        is as honest as its first."""
        told = [{name: item[name] for name in ("serial", "date", "module", "name")} for item in proof.items or ()]
        return bool(told) and all(one in self._certificates() for one in told)

    def _certificates(self) -> list[dict[str, object]]:
        return [
            {
                "serial": serial_text(one.serial),
                "date": one.day.isoformat(),
                "module": self._known.programmes[-1].module_id(one.module),
                "name": one.name,
            }
            for one in self._credentials
        ]

    def _same_members(self, data: bytes, proof: Proof) -> bool:
        """The same members zipped otherwise; or a stranger's own waiting or practice file, which counts nowhere."""
        members = unpack(unseal(data, [self._identity]))
        stranger = proof.signer == self._unknown.key_id.hex() and not members[m.GRANTS]
        uncounted = proof.verdict in (Verdict.WAITING, Verdict.PRACTICE)
        return members == self._members or (stranger and uncounted)

    def _same_parts(self, data: bytes) -> bool:
        """An answer has no signature of its own: parts may be missing, even the device's grant (what is left is the
        coordinator's own answer), and the old key is no proof of anything."""
        honest = self.honest["answer"]
        assert isinstance(honest, bytes)
        ours, told = read_answer(honest), read_answer(data)
        lists = set(told.key_lists) <= set(ours.key_lists)
        grants = told.chain() in (ours.chain(), ours.chain()[:1])
        return grants and lists and told.programme_file in (b"", ours.programme_file)


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raises Hang inside after so long, where the system can."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def over(_: int, __: FrameType | None) -> None:
        raise Hang(f"longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def told(fuzz: Fuzz) -> str:
    """How many of each, and what became of them."""
    lines = [f"{count:9,} {name}" for name, count in sorted(fuzz.counts.items())]
    lines += [f"{count:9,} told {name}" for name, count in fuzz.verdicts.most_common()]
    return "\n".join(lines)
