"""Signs a module pack with the programme's root key, and proves that a pack is unchanged since it was signed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bsuh_desktop import paths
from bsuh_desktop.content.pack_sandbox import PackSandbox
from bsuh_desktop.content.placeholders import read_common
from bsuh_desktop.content.signature import shows_other_sentences, sign_pack, signer_of
from bsuh_desktop.content.source import SIGNATURE_FILE
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.verify import evidence
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.launcher import typed_command
from bsuh_desktop.system.sandbox_errors import SandboxError
from bsuh_desktop.trust.demonstration import is_demonstration
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.signing import key_id

_OTHER_SENTENCES = Message("The sentences that all modules share are others in this app than when it was signed.")

Unpainted = Callable[[Mapping[str, bytes]], Sequence[str]]
"""Returns the names of the pictures that cannot be painted, from a pack's files by name."""


def prove_pack(name: str, known: KnownKeys, stop: Stop | None = None) -> Proof | None:
    """A pack is good if all its files are as the root key of a known programme signed them. None if it is no pack. It
    is opened only in a limited process; hashes and signature are judged here."""
    path = Path(name)
    if not path.is_dir() and path.suffix.lower() != ".zip":
        return None
    try:
        with PackSandbox(path, stop=stop) as pack:
            if not pack.holds_pack():
                return None
            source = pack.source()
        signer = signer_of(source.files)
        others = shows_other_sentences(source.files, read_common(paths.resources()))
    except SandboxError as failed:
        sentence = Message("{sentence} {remedy}", sentence=failed.message, remedy=failed.remedy)
        return Proof(name, "pack", Verdict.UNREADABLE, sentence)
    except KnownError as refused:
        verdict = Verdict.ALTERED if refused.code == Verdict.ALTERED else Verdict.UNREADABLE
        return Proof(name, "pack", verdict, refused.message)
    if signer is None:
        return Proof(name, "pack", Verdict.UNKNOWN_SIGNER, Message("This module pack is not signed."))
    signed_by = key_id(signer).hex()
    if source.findings:
        # What the reader leaves out is covered by no signature.
        sentence = Message(
            "There is something in this module pack that was not signed: {file}", file=source.findings[0].file
        )
        return Proof(name, "pack", Verdict.ALTERED, sentence, signed_by)
    programme = next((one for one in known.programmes if one.root_key == signer), None)
    verdict, sentence = _worth(programme)
    last = evidence.document(Message("Module pack"), sentence, verdict)
    rings = evidence.rings(programme, (), evidence.NOTHING, verdict, last)
    doubts = (_OTHER_SENTENCES,) if others else ()
    return Proof(name, "pack", verdict, sentence, signed_by, doubts=doubts, evidence=rings)


def _worth(programme: Programme | None) -> tuple[Verdict, Message]:
    if programme is None:
        return Verdict.UNKNOWN_SIGNER, Message("The signer of this module pack is unknown here.")
    if is_demonstration(programme):
        return Verdict.PRACTICE, Message("This module pack is signed for practice.")
    return Verdict.GOOD, Message("This module pack is genuine and unchanged.")


def sign_pack_folder(desk: Desk, folder: Path, unpainted: Unpainted) -> Path:
    """Writes `pack.sig` into a pack's folder, signed with this desk's root key, and returns its path. The pack is
    opened in a limited process; `unpainted` returns which of its pictures cannot be painted.

    Raises KnownError: no_root_key, not_a_pack_folder, pack_has_findings, already_there, disk_full, read_only, and what
    opening the pack refuses.
    """
    root = desk.root_key
    if root is None:
        raise KnownError(
            "no_root_key",
            Message("Only the desk with the programme's root key can sign module packs."),
            Message("Give the pack to the programme's office."),
        )
    if not folder.is_dir():
        raise KnownError(
            "not_a_pack_folder",
            Message("A pack is signed in its folder."),
            Message("Unpack the zip, sign the folder, and make the zip again."),
        )
    with PackSandbox(folder) as pack:
        common = read_common(desk.resources)
        source, found = pack.source(), pack.check(common)
    if found.findings or unpainted(source.files):
        raise KnownError(
            "pack_has_findings",
            Message("This pack is not ready to be signed."),
            Message("See what to fix: {command}", command=typed_command("pack", "check", str(folder))),
        )
    path = folder / SIGNATURE_FILE
    write_new(path, sign_pack(source.files, found.id, found.version, root, common))
    return path
