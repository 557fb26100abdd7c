"""Database errors translated for people: a full disk, a second running copy, a damaged file."""

from __future__ import annotations

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.system.disk_errors import disk_full


class translated:
    """Context manager that translates sqlcipher3's errors to KnownErrors: a full disk, a read-only folder, a second
    running copy, a damaged file.

    A class and not a generator, for speed: it wraps every statement.
    """

    def __enter__(self) -> None:
        """Does nothing."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if error is None:
            return
        from sqlcipher3 import dbapi2

        known = known_trouble(error) if isinstance(error, dbapi2.DatabaseError) else None
        if known is not None:
            raise known from None


def known_trouble(error: Exception) -> KnownError | None:
    """The KnownError for a database error that a person can fix, or None if it is a bug."""
    text = str(error).lower()
    if "full" in text:
        return disk_full()
    if "readonly" in text or "unable to open" in text:
        return read_only()
    if "locked" in text:
        return in_use()
    if "not a database" in text or "malformed" in text or "disk i/o" in text:
        return damaged()
    return None


def damaged() -> KnownError:
    """The error for a damaged file, used before anybody has looked for a backup."""
    return KnownError(
        "store_damaged",
        Message("The data file is damaged."),
        Message("Keep it as it is and restore the newest backup."),
    )


def read_only() -> KnownError:
    """The sentence for a folder that cannot be written to."""
    return KnownError(
        "store_read_only",
        Message("The data folder cannot be written to."),
        Message("Give this person write permission, or choose another folder."),
    )


def in_use() -> KnownError:
    """The error for a second running copy of the app."""
    return KnownError("in_use", Message("The app is already open."), Message("Go to that window."))
