"""An example of a programme's settings with its list of places, for an office that makes its first programme."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop import paths
from bsuh_desktop.services.desk.small_files import write_into
from bsuh_desktop.system.refused_folder import require_folder

SETTINGS, PLACES = "settings.example.toml", "places.example.csv"


def write_example(folder: Path) -> Path:
    """Writes both files into `folder`, beside what is there, and says where the settings are. Raises KnownError:
    folder_gone, disk_full, read_only, stick_removed."""
    require_folder(folder)
    kept = paths.resources() / "programme"
    write_into(folder, PLACES, (kept / PLACES).read_bytes())
    return write_into(folder, SETTINGS, (kept / SETTINGS).read_bytes())
