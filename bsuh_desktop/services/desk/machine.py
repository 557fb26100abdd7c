"""The machine that this data is on: a copied folder must not sign as the original, a portable copy is for practice.

Only a salted hash of the computer is stored, so that two desks cannot be found to be from the same laptop. The
portable copy is for practice and for verifying only: it works in no programme whose classes count."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import secrets
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.paths import is_portable

if TYPE_CHECKING:
    from bsuh_desktop.store.facts import Facts
    from bsuh_desktop.trust.programme import Programme

FOR_PRACTICE = Message("This copy on a stick is for practice and for verifying only.")
INSTALL = Message("For classes that count, install the app on a laptop.")


def require_practice(programme: Programme | None) -> None:
    """Raises KnownError `portable_copy` in the portable copy, unless `programme` is None or the demonstration."""
    if programme is None or not is_portable():
        return
    # Imported here: the first page of the first run needs only the sentences.
    from bsuh_desktop.trust.demonstration import is_demonstration

    if not is_demonstration(programme):
        raise KnownError("portable_copy", FOR_PRACTICE, INSTALL)


MACHINE = "machine"
_SALT_BYTES = 16
_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_LONGEST = 200


def this_machine() -> str | None:
    """The operating system's id of this computer; None if there is none, and in the portable copy, whose data goes from
    computer to computer with it. Takes 1 ms, on macOS 20 ms the first time.

    On Windows two words follow it, because laptops that were set up from one image share it: the number that the maker
    gave the computer, where there is one, and the one that the system's volume got when it was formatted."""
    return None if is_portable() else _system_id()


@functools.cache
def _system_id() -> str | None:
    with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
        found = _read().strip().lower()
        return found[:_LONGEST] or None
    return None


def is_another(facts: Facts, machine: str | None) -> bool:
    """True if this data belongs to another computer than `machine`, whose first word alone is what earlier builds
    recorded on Windows."""
    kept = facts.get(MACHINE)
    if machine is None or kept is None:
        return False
    return all(_hashed(name, kept[:_SALT_BYTES]) != kept for name in (machine, machine.partition(" ")[0]))


def settle_on(facts: Facts, machine: str | None) -> None:
    """Records that this data belongs to `machine`."""
    if machine is None:
        facts.drop(MACHINE)
    else:
        facts.put(MACHINE, _hashed(machine, secrets.token_bytes(_SALT_BYTES)))


def is_settled(facts: Facts, machine: str | None) -> bool:
    """True if it is recorded, by all words of `machine`, that this data belongs to it, or nothing can be recorded."""
    kept = facts.get(MACHINE) or b""
    return machine is None or _hashed(machine, kept[:_SALT_BYTES]) == kept


def _hashed(machine: str, salt: bytes) -> bytes:
    return salt + hashlib.sha256(b"bsuh/machine/1\0" + salt + machine.encode()).digest()


def _read() -> str:
    if sys.platform == "win32":
        import winreg

        from bsuh_desktop.system.kernel32 import firmware_table, system_volume, volume_at
        from bsuh_desktop.system.smbios import firmware_uuid

        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography", 0, access) as key:
            guid = str(winreg.QueryValueEx(key, "MachineGuid")[0]).strip()
        serial = f"{volume_at(system_volume()).serial:08x}"
        return " ".join(word for word in (guid, firmware_uuid(firmware_table()), serial) if word)
    if sys.platform == "darwin":
        command = ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"]
        told = subprocess.run(command, capture_output=True, text=True, timeout=5, check=True).stdout
        return next(line.split('"')[-2] for line in told.splitlines() if "IOPlatformUUID" in line)
    there = next((path for path in _FILES if path.exists()), _FILES[0])
    return there.read_text("ascii")
