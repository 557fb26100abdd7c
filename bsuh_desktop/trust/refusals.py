"""The errors for signed or sealed things that are refused; shared by files, codes and certificates."""

from __future__ import annotations

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict

UNKNOWN_SIGNATURE = Message("Unknown signature.")
"""The signer is in no programme that is known here."""


def altered_file() -> KnownError:
    """Signed or sealed bytes are not as they were written."""
    return KnownError(
        Verdict.ALTERED, Message("This file was changed, so not taken."), Message("Ask for the original.")
    )


def cut_short() -> KnownError:
    """Signed or sealed bytes end too early: a stick was pulled out, a download broke off."""
    return KnownError(
        Verdict.ALTERED,
        Message("This file is incomplete: a part of it is missing."),
        Message("Copy it again from where it came."),
    )


def altered_code() -> KnownError:
    """A code on a certificate could not have been printed by the app, or its signature is wrong."""
    return KnownError(
        Verdict.ALTERED,
        Message("This code was changed or misread, so it was refused."),
        Message("Scan the printed certificate again."),
    )


def not_ours() -> KnownError:
    """Sealed, but to none of the available keys."""
    return KnownError(
        Verdict.NOT_OURS,
        Message("This file is sealed for somebody else."),
        Message("Ask the sender for whom it was sealed."),
    )


def unreadable() -> KnownError:
    """Not one of our files, or broken before anything in it could be checked."""
    return KnownError(
        Verdict.UNREADABLE,
        Message("This file cannot be read."),
        Message("Copy it again from where it came."),
    )


def outdated_format() -> KnownError:
    """Written by a newer version of the app."""
    return KnownError(
        Verdict.UNREADABLE,
        Message("This file was made by a newer version of the app."),
        Message("Update the app, then open the file again."),
    )
