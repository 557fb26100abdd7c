"""The shelf of modules that come with the app: list them, or get one by its id."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.content.pack_draft import MODULE_FILE
from bsuh_desktop.content.placeholders import Fillings
from bsuh_desktop.content.reader import Pack, read_pack
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message


def built_in_paths(resources: Path) -> tuple[Path, ...]:
    """The folders and zips of the packs under `resources`, sorted by name."""
    shelf = resources / "packs"
    found = [path for path in shelf.iterdir() if (path / MODULE_FILE).is_file() or path.suffix == ".zip"]
    return tuple(sorted(found))


def built_in_packs(resources: Path) -> tuple[Pack, ...]:
    """All packs that come with the app. Raises KnownError if one is damaged."""
    return tuple(map(read_pack, built_in_paths(resources)))


def find_pack(resources: Path, pack: str, fillings: Fillings | None = None) -> Pack:
    """The built-in pack with the id `pack`. Raises KnownError (pack_not_found) if there is none.

    The folder or zip of a built-in pack is named by its id, so that only the requested one is read.
    """
    for path in built_in_paths(resources):
        if path.stem == pack or path.name == pack:
            return read_pack(path, fillings)
    raise KnownError(
        "pack_not_found",
        Message("There is no module “{pack}” on this computer.", pack=pack),
        Message("Choose one from the list of modules, or give the path of its folder or zip."),
    )
