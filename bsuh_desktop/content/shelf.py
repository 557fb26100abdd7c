"""The shelf of modules that come with the app: list them, or get one by its id and version.

The newest version of a module is a folder or zip in `packs`, named by the module's id. Every version that was published
before stays readable in `packs/earlier/ID/VERSION`: a class that was begun with it goes on with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bsuh_desktop.content.pack_draft import MODULE_FILE
from bsuh_desktop.content.placeholders import Fillings
from bsuh_desktop.content.reader import Pack, read_pack
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

EARLIER = "earlier"


def built_in_paths(resources: Path) -> tuple[Path, ...]:
    """The folders and zips of the newest packs under `resources`, sorted by name."""
    shelf = resources / "packs"
    found = [path for path in shelf.iterdir() if (path / MODULE_FILE).is_file() or path.suffix == ".zip"]
    return tuple(sorted(found))


def earlier_paths(resources: Path, pack: str = "*") -> tuple[Path, ...]:
    """The folders of the earlier versions of `pack`, or of all packs, sorted by name."""
    return tuple(sorted(path.parent for path in (resources / "packs" / EARLIER).glob(f"{pack}/*/{MODULE_FILE}")))


def readable_packs(resources: Path, read: Callable[[Path], Pack] = read_pack) -> Iterator[Pack]:
    """The newest packs that can be read. One that cannot takes no other from the shelf; `find_pack` says why it is not
    there."""
    for path in built_in_paths(resources):
        try:
            yield read(path)
        except KnownError:
            continue


def find_pack(resources: Path, pack: str, fillings: Fillings | None = None, version: int | None = None) -> Pack:
    """The built-in pack with the id `pack`: its newest version, or `version`.

    Raises KnownError: pack_not_found if there is none with that id, pack_version_missing if it is here in other
    versions only, or what is wrong with it.
    """
    for path in built_in_paths(resources):
        if path.stem == pack or path.name == pack:
            before = resources / "packs" / EARLIER / path.stem / str(version)
            found = read_pack(before if version is not None and before.is_dir() else path, fillings)
            if version not in (None, found.version):
                raise _other_versions(found, version)
            return found
    raise KnownError(
        "pack_not_found",
        Message("There is no module “{pack}” on this computer.", pack=pack),
        Message("Choose one from the list of modules, or give the path of its folder or zip."),
    )


def _other_versions(found: Pack, version: int | None) -> KnownError:
    return KnownError(
        "pack_version_missing",
        Message(
            "This class was begun with version {version} of its module, which is not on this computer.",
            version=str(version),
        ),
        Message("Update the app: each update brings all versions. Version {version} is here.", version=found.version),
    )
