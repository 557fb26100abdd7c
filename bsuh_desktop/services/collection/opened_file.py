"""What one file is worth by itself: unsealed, read whole and judged, without the desk and without the other files.

Unsealing needs keys, and parses nothing of what was sealed. Reading and judging need no keys, and are done in a limited
process for everything that came from outside. Pseudonyms are filled in where the key is.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.chain import heads
from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_reader import Assessed, Unsealed, assess, open_seal, taken_back
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.judgement import Grounds, Refused, refusal_of
from bsuh_desktop.exchange.reduced_copy import is_reduced, read_archived
from bsuh_desktop.register.facts import ClassFacts, FileFacts
from bsuh_desktop.services.collection.class_rows import PlainRows, file_rows, pseudonymous
from bsuh_desktop.services.desk.crash_report import place_of
from bsuh_desktop.trust.grants import Grant, decode_grants, encode_grants
from bsuh_desktop.trust.key_list import KeyList
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.sealing import Opener


class Rules(msgspec.Struct, frozen=True):
    """What files are judged by; all of it is public."""

    recipients: tuple[str, ...]
    """The public recipients of this desk."""
    programmes: tuple[Programme, ...]
    """Without what judging does not need, as `trimmed` returns them."""
    lists: tuple[KeyList, ...]
    """Only their revocations, as `trimmed_list` returns them."""
    chains: tuple[bytes, ...]
    """The chains of grants that are known, as the bytes of QR 2."""
    programme: str
    """Id of the programme whose files get rows."""


class OpeningKeys(msgspec.Struct, frozen=True):
    """The rules, and what never leaves this process: the secret identities that open files, and the key of
    pseudonyms."""

    identities: tuple[str, ...]
    pseudonyms: bytes
    rules: Rules

    def __repr__(self) -> str:
        return f"OpeningKeys({self.rules.programme})"


class OpenedFile(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """A whole file."""

    programme: str
    root: bytes
    """The public key of the programme's root; b"" if the programme is not known."""
    grounds: Grounds
    about: ClassFacts
    practice: bool
    class_name: LocalText
    answers: int
    """Number of answers."""
    withdrawn: tuple[str, ...]
    """Ids of learners who withdrew their consent."""
    taken_back: tuple[tuple[str, str, str], ...]
    """Serials that the file takes back: serial, replacement, day."""
    back_keys: tuple[bytes, ...]
    """For each of these, the device with the grant for that serial."""
    grants: bytes
    """The chain of grants that it was judged by, as the bytes of QR 2; b"" for none."""
    own_grants: bytes
    """The chain of grants that it contains, likewise."""
    rows: bytes
    """The learners of a file that the register may keep, as `register.facts.pack_learners` packs them."""
    heads: bytes
    """The heads of the journal's chain after each entry, 32 bytes each; only for a later revision."""
    receipt_key: bytes
    """A secret that makes the code of its receipt."""

    def __repr__(self) -> str:
        # The receipt key is a secret of writer and coordinator.
        return f"OpenedFile({self.about.session}, {self.verdict})"

    @property
    def verdict(self) -> Verdict:
        """Its verdict as if no key had been revoked."""
        return self.grounds.verdict

    def facts(self) -> FileFacts:
        """Its rows for the register."""
        return FileFacts(self.about, self.rows)


OpenOutcome = Refused | OpenedFile


class Judged(msgspec.Struct, frozen=True, tag=True):
    """A whole file as judged without any key: its rows have no pseudonyms yet."""

    opened: OpenedFile
    rows: PlainRows


class UnsealedFile(msgspec.Struct, frozen=True, array_like=True):
    """One unsealed file to be read."""

    sha256: bytes
    """The hash of the file as it was received."""
    unsealed: Unsealed
    reduced: bool
    """True for a reduced copy."""


class FileJudge:
    """Reads and judges unsealed files by some rules; has no key. Works on any thread, on one at a time."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._named = {one.key for each in rules.lists for one in each.revoked}
        self._chains: dict[bytes, tuple[tuple[Grant, ...], ...]] = {}
        for data in rules.chains:
            self.learn(data)

    def learn(self, chain: bytes) -> None:
        """Adds a chain of grants (the bytes of QR 2), for files that were sealed without one."""
        grants = decode_grants(chain)
        subject = grants[-1].terms.subject
        known = self._chains.get(subject, ())
        if grants not in known:
            self._chains[subject] = (*known, grants)

    def knowing(self, chains: Sequence[bytes]) -> FileJudge:
        """A copy that knows these chains of grants, too."""
        return FileJudge(msgspec.structs.replace(self._rules, chains=(*self._rules.chains, *chains)))

    def file(self, sealed: UnsealedFile) -> Judged | Refused:
        """Reads and judges one file. A bad file raises nothing but MemoryError."""
        try:
            contents = read_archived(sealed.sha256, sealed.unsealed, self._rules.recipients, sealed.reduced)
            return self._judged(contents, sealed.sha256)
        except MemoryError:
            raise
        except KnownError as refused:
            return refusal_of(refused)
        except Exception as error:  # noqa: BLE001 (a bug that one file finds must not hold up ten thousand others)
            return Refused("unreadable", place_of(error))

    def _judged(self, contents: Contents, sha256: bytes) -> Judged:
        signer = contents.manifest.signer
        chains = () if contents.grants else self._chains.get(signer, ())
        lists = self._rules.lists if self._is_named(contents, chains) else ()
        found = assess(contents, self._rules.programmes, chains, lists)
        about, rows = file_rows(contents, sha256, found.grants)
        ours = contents.manifest.programme == self._rules.programme and found.verdict is not Verdict.PRACTICE
        return Judged(_opened(found, about), rows if ours else PlainRows(b""))

    def _is_named(self, contents: Contents, chains: Sequence[tuple[Grant, ...]]) -> bool:
        """True if a list revokes the signer or a key above it; for nearly all files this is False."""
        grants = [grant for chain in (contents.grants, *chains) for grant in chain]
        keys = {grant.terms.subject for grant in grants} | {contents.manifest.signer}
        return not self._named.isdisjoint(keys)


class FileOpener:
    """Opens files with the keys of one setting. `file` reads in this process: use it only for files that the register's
    own signed decisions vouch for. Works on any thread, on one at a time."""

    def __init__(self, keys: OpeningKeys) -> None:
        self.opener = Opener(keys.identities)
        self._pseudonyms = keys.pseudonyms
        self._judge = FileJudge(keys.rules)
        self.learn = self._judge.learn

    def unsealed(self, sha256: bytes, data: bytes, archived: bool = True) -> UnsealedFile | Refused:
        """Takes a file out of its seal without parsing the content. `sha256` is the hash of `data` unless it is
        `archived`: the archive may contain a reduced copy under the hash of the original. Never raises for a bad
        file."""
        try:
            return UnsealedFile(sha256, open_seal(data, self.opener), archived and is_reduced(sha256, data))
        except KnownError as refused:
            return refusal_of(refused)

    def pseudonymous(self, judged: Judged | Refused) -> OpenOutcome:
        """Fills pseudonyms into a file that was judged elsewhere."""
        if isinstance(judged, Refused):
            return judged
        opened = judged.opened
        try:
            rows = pseudonymous(judged.rows, self._pseudonyms)
        except ValueError:
            return Refused("unreadable")
        return msgspec.structs.replace(opened, rows=rows, grounds=opened.grounds.unpacked())

    def file(self, sha256: bytes, data: bytes) -> OpenOutcome:
        """Reads and judges one archived file. Never raises for a bad one."""
        sealed = self.unsealed(sha256, data)
        return sealed if isinstance(sealed, Refused) else self.pseudonymous(self._judge.file(sealed))


def _opened(found: Assessed, about: ClassFacts) -> OpenedFile:
    contents = found.contents
    details, manifest = contents.details, contents.manifest
    back = taken_back(contents) if details.taken_back and found.verdict is Verdict.GOOD else ()
    return OpenedFile(
        programme=manifest.programme,
        root=found.programme.root_key if found.programme is not None else b"",
        grounds=found.grounds,
        about=about,
        practice=manifest.practice,
        class_name=_class_name(contents),
        answers=sum(row.answered for row in contents.rows),
        withdrawn=details.withdrawn,
        taken_back=tuple((one.serial, one.replaced_by, one.day.isoformat()) for one, _ in back),
        back_keys=tuple(key for _, key in back),
        grants=encode_grants(found.grants),
        own_grants=encode_grants(contents.grants),
        rows=b"",
        heads=b"".join(heads(contents.journal)) if manifest.revision > 1 else b"",
        receipt_key=manifest.receipt_key,
    )


def _class_name(contents: Contents) -> LocalText:
    names = [class_words(group.grade, group.section) for group in contents.details.groups]
    return LocalText("; ".join(one.bn for one in names), "; ".join(one.en for one in names))


def trimmed(programme: Programme) -> Programme:
    """A programme without what judging does not need: thousands of places, pictures."""
    return msgspec.structs.replace(programme, places=(), logos=(), helplines=(), focal_points=())


def trimmed_list(key_list: KeyList) -> KeyList:
    """A key list with only its revocations."""
    return msgspec.structs.replace(key_list, grants=(), serials=())
