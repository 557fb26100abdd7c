"""Files in a register's archive, as collecting leaves them there."""

from __future__ import annotations

from collections.abc import Sequence

from bsuh_desktop.register.archive import Archive


def archive_files(archive: Archive, files: Sequence[tuple[bytes, bytes]]) -> None:
    """Keeps files (SHA-256, bytes); once it returns they are on the disk. Raises KnownError: disk_full, read_only."""
    for sha, data in dict(files).items():
        archive.begin(sha, data)
    archive.finish()
