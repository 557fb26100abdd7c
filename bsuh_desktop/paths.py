"""Where things stand on this computer: what the programme brings along, and the facilitator's own data folder."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

VAULT_FILE = "vault.json"
"""Where it stands in a folder, a facilitator has set up this laptop."""

DESKS_FOLDER = "desks"
"""Below the first facilitator's folder: those of further ones, named by numbers."""

PORTABLE_MARKER = "practice-only.txt"
"""Where it stands beside the programme that runs, this is the portable copy: it practises and verifies only, and keeps
its data beside itself, so that it leaves nothing on the computer."""


def is_portable() -> bool:
    """True in the portable copy. Asks the disk once: some microseconds."""
    return _beside(PORTABLE_MARKER).exists()


def _beside(name: str) -> Path:
    """The path of `name` beside the programme that runs."""
    return Path(sys.executable).parent / name


def resources() -> Path:
    """The folder of packs, fonts, pictures and languages: inside an installed package, beside it in a clone."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def profile_folder() -> Path:
    """The data folder used when no `--profile` is given: where this system keeps a user's data, or in the portable
    copy. Not created here."""
    if is_portable():
        return _beside("data")
    from platformdirs import user_data_path

    return user_data_path("bsuh-desktop", appauthor=False)


def marks_folder() -> Path:
    """Where this system keeps what an app notes of its own running, or the portable copy does; apart from every data
    folder. Not created here."""
    if is_portable():
        return _beside("data-marks")
    from platformdirs import user_state_path

    return user_state_path("bsuh-desktop-marks", appauthor=False)


def has_profile(folder: Path) -> bool:
    """True if a facilitator's data stand in `folder`."""
    return (folder / VAULT_FILE).exists()


def further_desks(root: Path) -> list[Path]:
    """The folders of further facilitators' desks below the data folder `root`, in their order."""
    place = root / DESKS_FOLDER
    found = [path for path in place.iterdir() if path.name.isdecimal()] if place.is_dir() else []
    return sorted(filter(has_profile, found), key=lambda path: int(path.name))
