"""Makes a programme: its root key, its signed file, the sheet of words that brings the key back, and its verifier.

All of it or nothing: the files are written before the root key is kept, and taken away again where one of them cannot
be, so that no desk ever keeps a root key that was never on paper.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.exchange.atomic import write_new
from bsuh_desktop.services.desk import Desk, new_practice_desk
from bsuh_desktop.services.folders import make_folder
from bsuh_desktop.services.programmes.values import Draft, MadeProgramme
from bsuh_desktop.trust.programme import Partner, read_programme, sign_programme
from bsuh_desktop.trust.root_key import recovery_identity
from bsuh_desktop.trust.sealing import recipient_of
from bsuh_desktop.trust.signing import SigningKey


def new_office(folder: Path, passphrase: str, clock: Clock) -> Desk:
    """A fresh desk in `folder` in which a programme can be made; it practises until then.

    Raises KnownError: vault_exists, disk_full, read_only.
    """
    return new_practice_desk(folder, passphrase, clock)


def make_programme(desk: Desk, draft: Draft, out: Path, today: datetime.date) -> MadeProgramme:
    """Signs what `draft` says and writes it into the folder `out`. The first time a root key is made and kept, and its
    sheet of words is written, dated `today`; later the same root signs the next version. `desk` works by it from then
    on.

    Raises KnownError: settings_wrong, no_root_key, another_programme, older_programme, already_there, disk_full,
    read_only, stick_removed.
    """
    if draft.programme is None:
        raise _settings_wrong(draft)
    first = desk.root_key is None
    root = desk.root_key or SigningKey.generate()
    programme = replace(draft.programme, root_key=root.public, recovery=(recipient_of(recovery_identity(root)),))
    file = sign_programme(programme, root)
    path = out / f"{programme.id}-programme-v{programme.version}.json"
    make_folder(out)
    with desk.store.transaction(), _nothing_left_behind([path]):
        if first:
            desk.take_root(root)
        desk.take_programme(file, programme.partners[0].number)
        write_new(path, file)
    return MadeProgramme(programme.id, programme.version, path, None, None)


def republish(desk: Desk, changes: Mapping[int, Sequence[str]], *, without: Collection[str] = ()) -> bytes:
    """The programme's next version, in which partners have more recipients: `changes` are the age recipients to add, by
    the partner's number, 0 for every partner; those in `without` are taken out. `desk`, which keeps the root key, works
    by it from then on; where nothing changes, this is the file that it has. Call it within the transaction of whatever
    asks for it.

    Raises KnownError: no_root_key.
    """
    root = desk.root_key
    if root is None:
        raise no_root_key()
    programme = read_programme(desk.programme_file)
    partners = tuple(_changed(partner, changes, without) for partner in programme.partners)
    if partners == programme.partners:
        return desk.programme_file
    file = sign_programme(replace(programme, partners=partners, version=programme.version + 1), root)
    desk.take_programme(file, desk.partner)
    return file


def no_root_key() -> KnownError:
    """The desk works in a programme whose root key is elsewhere."""
    return KnownError(
        "no_root_key",
        Message("This desk does not keep the programme's root key."),
        Message("Open the data folder in which the programme was made, or bring the key back from its sheet."),
    )


def _changed(partner: Partner, changes: Mapping[int, Sequence[str]], without: Collection[str]) -> Partner:
    added = (*changes.get(0, ()), *changes.get(partner.number, ()))
    now = dict.fromkeys(one for one in (*partner.recipients, *added) if one not in without)
    return replace(partner, recipients=tuple(now))


def _settings_wrong(draft: Draft) -> KnownError:
    stopping = [finding for finding in draft.findings if finding.stops]
    return KnownError(
        "settings_wrong",
        Message("Things to be mended in the settings: {count}.", count=len(stopping)),
        Message("Mend them, and choose the settings again."),
    )


@contextlib.contextmanager
def _nothing_left_behind(paths: Sequence[Path]) -> Iterator[None]:
    """Takes away what was written of `paths` if the rest fails; what was there before stays."""
    ours = [path for path in paths if not path.exists()]
    try:
        yield
    except BaseException:
        for path in ours:
            with contextlib.suppress(OSError):
                path.unlink()
        raise
