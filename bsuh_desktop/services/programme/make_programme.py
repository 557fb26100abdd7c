"""Makes a programme: its root key, its signed file, the sheet of words that recovers the key, and its verifier.

The files are written before the root key is stored and deleted again if one of them fails, so that no desk ever keeps
a root key that is not on paper. Three words of the sheet are asked for, so that nobody stores away a sheet that was
never really printed. A next version keeps partners, numbers, and coordinators added since the one before. The web
verifier is the app's own page with the programme's root key written into it."""

from __future__ import annotations

import contextlib
import datetime
import secrets
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec
from msgspec.structs import replace

from bsuh_desktop import paths
from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.exchange.signed_document_sandbox import read_sandboxed
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.modules import modules
from bsuh_desktop.services.desk.small_files import write_into
from bsuh_desktop.services.programme.join import FILE_MARK, join
from bsuh_desktop.services.programme.key_lists import dismissed_recipients
from bsuh_desktop.services.programme.programme_view import MadeProgramme, ProgrammeDraft
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.files import safe_name
from bsuh_desktop.system.folders import make_folder, require_folder
from bsuh_desktop.system.log import log
from bsuh_desktop.trust.programme import LARGEST_FILE, Partner, Programme, read_programme, sign_programme
from bsuh_desktop.trust.root_key import WORDS, recovery_identity, root_of, root_print, words_of
from bsuh_desktop.trust.sealing import recipient_of
from bsuh_desktop.trust.signed_document import MOST_VALUES, values_in
from bsuh_desktop.trust.signing import SigningKey


def next_version(wanted: Programme, known: Programme, removed: Collection[str]) -> Programme:
    """`wanted` as the version after `known`. Recipients that grants have added since stay, but for those in `removed`;
    so do the numbers of modules that the settings do not name any more.

    Raises KnownError: another_programme, older_programme, partner_missing, number_taken.
    """
    if wanted.id != known.id:
        raise KnownError(
            "another_programme",
            Message("The root key here is for the programme “{name}”.", name=known.id),
            Message("Make the other programme in a data folder of its own, or fix “id” in the settings."),
        )
    if wanted.version and wanted.version <= known.version:
        raise KnownError(
            "older_programme",
            Message("Version {version} of this programme already exists.", version=digits_text(known.version)),
            Message("Remove the line “version” from the settings; the app counts the versions."),
        )
    return replace(
        wanted,
        version=wanted.version or known.version + 1,
        partners=tuple(_with_recipients(partner, known, removed) for partner in _all_there(wanted, known)),
        modules=_with_modules(wanted.modules, known.modules),
    )


def _all_there(wanted: Programme, known: Programme) -> tuple[Partner, ...]:
    """The wanted partners, after checking that they include each one of `known` with its number, by which grants refer
    to it."""
    ids = {partner.number: partner.id for partner in wanted.partners}
    for partner in known.partners:
        if partner.number not in ids:
            raise KnownError(
                "partner_missing",
                Message("The partner “{name}” is missing in the settings.", name=partner.id),
                Message("A partner stays in the programme, because grants name it. Put its table back."),
            )
        if ids[partner.number] != partner.id:
            _number_taken(str(partner.number), partner.id)
    return wanted.partners


def _with_recipients(partner: Partner, known: Programme, removed: Collection[str]) -> Partner:
    found = known.find_partner(partner.number)
    before = found.recipients if found else ()
    now = dict.fromkeys(one for one in (*before, *partner.recipients) if one not in removed)
    return replace(partner, recipients=tuple(now))


def _with_modules(wanted: dict[str, int], known: dict[str, int]) -> dict[str, int]:
    owners = {number: module for module, number in known.items()}
    for module, number in wanted.items():
        if owners.get(number, module) != module or known.get(module, number) != number:
            _number_taken(str(number), owners.get(number, module))
    return {**known, **wanted}


def _number_taken(number: str, name: str) -> None:
    raise KnownError(
        "number_taken",
        Message("The number {number} belongs to “{name}”, and is on certificates.", number=number, name=name),
        Message("Give new partners and new modules numbers that were never used."),
    )


VERIFIER_FILE = "verify/verify.html"
PLACE = b'<script id="programme" type="application/json">null</script>'


def verifier_of(desk: Desk, programme: Programme) -> bytes | None:
    """The page for `programme`, the programme of `desk`; None if this copy of the app has no page."""
    page = _page(desk.resources)
    if page is None:
        return None
    titles = {module.id: msgspec.to_builtins(module.title) for module in modules(desk)}
    return page.replace(PLACE, PLACE.replace(b"null", _facts(programme, titles)))


def _page(resources: Path) -> bytes | None:
    try:
        page = (resources / VERIFIER_FILE).read_bytes()
    except OSError:
        return None
    if page.count(PLACE) != 1:
        raise ValueError(f"{VERIFIER_FILE} has no place for a programme, or several")
    return page


def _facts(programme: Programme, titles: dict[str, Any]) -> bytes:
    """The data that the page needs, as JSON that cannot end a script element: < is written \\u003c."""
    facts = {
        "id": programme.id,
        "names": programme.names,
        "root_key": b64encode(programme.root_key).decode(),
        "url_prefix": programme.url_prefix,
        "modules": programme.modules,
        "titles": titles,
        "partners": [{"number": one.number, "names": one.names} for one in programme.partners],
        "version": programme.version,
        "issued": programme.issued,
        "expires": programme.expires,
    }
    return canonical_json(facts).replace(b"<", b"\\u003c")


def recover_root(desk: Desk, programme_file: bytes, words: str) -> None:
    """Recovers the root key of the programme in `programme_file` from the 24 `words` of its sheet and stores it.

    A desk that practises joins the programme at the same time.
    Raises KnownError: wrong_words, other_sheet, unreadable, altered, another_programme, older_programme, same_version.
    """
    programme = read_sandboxed(programme_file, Programme)
    root = root_of(words)
    if root.public != programme.root_key:
        raise KnownError(
            "other_sheet",
            Message("These words are from another programme's sheet."),
            Message("Look for the sheet of this programme, or choose the other programme file."),
        )
    with desk.transaction():
        if desk.programme_file != programme_file:
            join(desk, programme_file, desk.partner if not desk.practising else programme.partners[0].number)
        desk.take_root(root, recovered=True)


SETTINGS, PLACES = "settings.example.toml", "places.example.csv"


def write_example(folder: Path) -> Path:
    """Writes both example files into `folder`; returns the path of the settings.

    Raises KnownError: folder_gone, disk_full, read_only, stick_removed.
    """
    require_folder(folder)
    kept = paths.resources() / "programme"
    write_into(folder, PLACES, (kept / PLACES).read_bytes())
    return write_into(folder, SETTINGS, (kept / SETTINGS).read_bytes())


def make_programme(desk: Desk, draft: ProgrammeDraft, out: Path, today: datetime.date) -> MadeProgramme:
    """Signs the programme in `draft` and writes it into the folder `out`.

    The first time a root key is created and stored, and its sheet of words is written, dated `today`; later the same
    key signs the next version. `desk` uses it from then on; for a new programme as a desk of its first partner.
    Raises KnownError: settings_wrong, no_root_key, another_programme, older_programme, partner_missing, number_taken,
    programme_too_large, already_there, disk_full, read_only, stick_removed.
    """
    if draft.programme is None:
        raise settings_wrong(draft)
    root = desk.root_key
    if root is None and not desk.practising:
        raise no_root_key()
    make_folder(out)
    # If the store fails at the end, the files are deleted too: nobody would have their key.
    with _taken_away_if_it_fails() as written, desk.transaction():
        made = (
            _first(desk, draft.programme, out, today, written)
            if root is None
            else _next(desk, draft, root, out, written)
        )
    log("command", code="programme_new")
    return made


def is_made_already(desk: Desk, draft: ProgrammeDraft) -> bool:
    """True if `draft` equals the newest version that this desk made, so that another would change nothing.

    Raises KnownError: another_programme, older_programme, partner_missing, number_taken.
    """
    root = desk.root_key
    if draft.programme is None or root is None or draft.programme.version:
        return False
    known = read_programme(desk.programme_file)
    wanted = next_version(draft.programme, known, {*draft.removed, *dismissed_recipients(desk)})
    return replace(_under(root, wanted), version=known.version) == known


def _first(desk: Desk, wanted: Programme, out: Path, today: datetime.date, written: WrittenProgramme) -> MadeProgramme:
    root = SigningKey.generate()
    programme = _under(root, replace(wanted, version=wanted.version or 1))
    file = _signed(programme, root)
    sheet = out / f"{programme.id}-recovery-sheet.pdf"
    written(sheet, _sheet(programme, root, today), private=True)
    desk.take_root(root)
    desk.take_programme(programme, file, programme.partners[0].number)
    path, verifier = _write(desk, programme, file, out, written)
    return MadeProgramme(programme.id, programme.version, path, sheet, verifier)


def _next(desk: Desk, draft: ProgrammeDraft, root: SigningKey, out: Path, written: WrittenProgramme) -> MadeProgramme:
    assert draft.programme is not None
    known = read_programme(desk.programme_file)
    programme = _under(root, next_version(draft.programme, known, {*draft.removed, *dismissed_recipients(desk)}))
    file = _signed(programme, root)
    desk.take_programme(programme, file, desk.partner or programme.partners[0].number)
    path, verifier = _write(desk, programme, file, out, written)
    return MadeProgramme(programme.id, programme.version, path, None, verifier)


def _under(root: SigningKey, programme: Programme) -> Programme:
    return replace(programme, root_key=root.public, recovery=(recipient_of(recovery_identity(root)),))


def _signed(programme: Programme, root: SigningKey) -> bytes:
    file = sign_programme(programme, root)
    if len(file) > LARGEST_FILE:
        raise KnownError(
            "programme_too_large",
            Message("The programme file would be larger than {megabytes} MB.", megabytes=LARGEST_FILE // 1024**2),
            Message("Remove places where no class is held."),
        )
    if values_in(file) > MOST_VALUES:
        raise KnownError(
            "programme_too_large",
            Message("The programme file would have more places than can be read."),
            Message("Remove places where no class is held."),
        )
    return file


def _sheet(programme: Programme, root: SigningKey, today: datetime.date) -> bytes:
    from bsuh_desktop.documents.recovery_sheets import RecoverySheet, recovery_sheet_pdf

    sheet = RecoverySheet(programme.names, programme.id, root_print(root.public), today, words_of(root))
    return recovery_sheet_pdf(sheet)


def _write(
    desk: Desk, programme: Programme, file: bytes, out: Path, written: WrittenProgramme
) -> tuple[Path, Path | None]:
    """Writes the programme's file and its verifier. The first version's page has no number in its name."""
    path = written(out / file_name(programme), file)
    page = verifier_of(desk, programme)
    if page is None:
        return path, None
    version = f"-v{programme.version}" if programme.version > 1 else ""
    return path, written(out / f"{programme.id}-verify{version}.html", page)


def file_name(programme: Programme) -> str:
    """The file name of a programme. The id of one that others made may be any text."""
    return safe_name(f"{programme.id}{FILE_MARK}{programme.version}{file_endings.PROGRAMME}")


def write_programme(desk: Desk, folder: Path) -> Path:
    """Writes the programme file that `desk` works by into `folder`. Raises KnownError: disk_full, read_only,
    stick_removed."""
    return write_into(folder, file_name(desk.programme), desk.programme_file)


def write_sheet(desk: Desk, out: Path, today: datetime.date) -> Path:
    """Writes the sheet of words again, if it was lost before it was printed.

    Raises KnownError: no_root_key, already_there, disk_full, read_only, stick_removed.
    """
    words = sheet_of_words(desk, today)
    make_folder(out)
    sheet = out / f"{desk.programme.id}-recovery-sheet.pdf"
    write_new(sheet, words, private=True)
    log("command", code="programme_sheet")
    return sheet


def sheet_of_words(desk: Desk, today: datetime.date) -> bytes:
    """The sheet of words as a PDF, dated `today`. Raises KnownError: no_root_key."""
    root = desk.root_key
    if root is None:
        raise no_root_key()
    return _sheet(desk.programme, root, today)


def republish(desk: Desk, changes: Mapping[int, Sequence[str]], *, without: Collection[str] = ()) -> bytes:
    """The next version of the programme, with more recipients for partners.

    `changes` are the age recipients to add, by the partner's number, 0 for every partner; those in `without` are
    removed. `desk`, which keeps the root key, uses it from then on. If nothing changes, returns the present file. Call
    it inside the transaction of the caller's change.
    Raises KnownError: no_root_key.
    """
    root = desk.root_key
    if root is None:
        raise no_root_key()
    programme = read_programme(desk.programme_file)
    partners = tuple(_changed(partner, changes, without) for partner in programme.partners)
    if partners == programme.partners:
        return desk.programme_file
    newer = replace(programme, partners=partners, version=programme.version + 1)
    file = sign_programme(newer, root)
    desk.take_programme(newer, file, desk.partner)
    return file


def no_root_key() -> KnownError:
    """The desk works in a programme whose root key is elsewhere."""
    return KnownError(
        "no_root_key",
        Message("The programme's root key is not on this desk."),
        Message("Open the data folder where the programme was made, or restore the key from its sheet."),
    )


def _changed(partner: Partner, changes: Mapping[int, Sequence[str]], without: Collection[str]) -> Partner:
    added = (*changes.get(0, ()), *changes.get(partner.number, ()))
    now = dict.fromkeys(one for one in (*partner.recipients, *added) if one not in without)
    return replace(partner, recipients=tuple(now))


def settings_wrong(draft: ProgrammeDraft) -> KnownError:
    """The error for settings that stop the programme; `draft.findings` say why."""
    stopping = [finding for finding in draft.findings if finding.stops]
    return KnownError(
        "settings_wrong",
        Message("Problems in the settings: {count}.", count=len(stopping)),
        Message("Fix them, then choose the settings again."),
    )


class WrittenProgramme(Protocol):
    """Writes one file, and gives its path."""

    def __call__(self, path: Path, data: bytes, private: bool = False) -> Path: ...


@contextlib.contextmanager
def _taken_away_if_it_fails() -> Iterator[WrittenProgramme]:
    """Yields a function that writes files; deletes them again if anything fails afterwards. Existing files stay."""
    ours: list[Path] = []

    def write(path: Path, data: bytes, private: bool = False) -> Path:
        fresh = not path.exists()
        write_new(path, data, private)
        ours.extend([path] if fresh else [])
        return path

    try:
        yield write
    except BaseException:
        for path in ours:
            with contextlib.suppress(OSError):
                path.unlink()
        raise


ASKED = 3
_ON_PAPER = "office/sheet_on_paper"


def asked_positions() -> tuple[int, ...]:
    """The positions, from 1, of three words of the sheet: different each time, in the sheet's order."""
    return tuple(sorted(secrets.SystemRandom().sample(range(1, WORDS + 1), ASKED)))


def check_words(desk: Desk, typed: Mapping[int, str]) -> tuple[int, ...]:
    """The positions at which the typed word is not the one on the sheet of the desk's root key.

    Capitals and surrounding spaces are ignored. If all are right, the sheet counts as printed from then on.
    Raises KnownError: no_root_key.
    """
    root = desk.root_key
    if root is None:
        raise no_root_key()
    words = words_of(root)
    wrong = tuple(place for place, word in sorted(typed.items()) if word.strip().lower() != words[place - 1])
    if not wrong:
        desk.store.facts.put(_ON_PAPER, root.public)
    return wrong


def sheet_due(desk: Desk) -> bool:
    """True if the desk keeps a root key whose sheet is not confirmed to be on paper."""
    root = desk.root_key
    if root is None or desk.recovered_root:
        return False
    return desk.store.facts.get(_ON_PAPER) != root.public
