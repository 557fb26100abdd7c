from __future__ import annotations

import sys
from pathlib import Path

from bsuh_desktop.system.sticks import Drive, name_of, stick_roots, sticks


def test_the_sticks_that_are_there(tmp_path: Path) -> None:
    for name in ("RED", "BLUE"):
        (tmp_path / name).mkdir()
    found = sticks(lambda: [tmp_path / "RED", tmp_path / "pulled out", tmp_path / "BLUE"])
    assert [(stick.label, stick.path) for stick in found] == [("BLUE", tmp_path / "BLUE"), ("RED", tmp_path / "RED")]
    assert all(stick.writable for stick in found)


def test_no_disk_of_the_computer_itself_is_a_stick() -> None:
    assert Path("/") not in {stick.path for stick in sticks()}


def drive(letter: str, removable: bool = False, bus: int = 0, disk: int = -1) -> Drive:
    return Drive(f"{letter}:\\", removable, bus, disk)


NVME, SATA, USB, SD, MMC = 17, 11, 7, 12, 13


def offered(*drives: Drive) -> str:
    return "".join(root[0] for root in stick_roots(drives, "C:\\"))


def test_windows_offers_sticks_cards_and_disks_in_a_usb_case() -> None:
    system, second = drive("C", bus=NVME, disk=0), drive("D", bus=SATA, disk=1)
    network = drive("Z")
    plugged = (drive("E", removable=True), drive("F", bus=USB, disk=2), drive("G", bus=SD, disk=3))
    assert offered(system, second, *plugged, network) == "EFG"


def test_no_part_of_the_disk_with_windows_is_offered_wherever_that_is() -> None:
    # A cheap laptop's only disk is an MMC; Windows may stand on a disk in a USB case.
    for bus in (MMC, SD, USB):
        parts = drive("C", bus=bus, disk=0), drive("D", bus=bus, disk=0)
        assert offered(*parts, drive("E", bus=USB, disk=1)) == "E"
    assert offered(drive("C", removable=True)) == ""
    # Where nothing is known of Windows' disk, a removable one is offered all the same.
    assert offered(drive("C"), drive("D"), drive("E", removable=True)) == "E"


def test_a_floppy_is_never_asked_for() -> None:
    assert offered(drive("A", removable=True), drive("B", removable=True)) == ""


if sys.platform == "win32":
    from bsuh_desktop.system.kernel32 import system_volume, volume_at

    def test_a_windows_drive_is_called_by_its_letter_and_by_its_name_if_it_has_one() -> None:
        root = Path(system_volume())
        (found,) = sticks(lambda: [root])
        label, letter = volume_at(str(root)).label, str(root)[:2]
        assert found.label == (f"{label} ({letter})" if label else letter[0])
        assert name_of(root) == (label or letter)
        assert found.writable
        assert not sticks(lambda: [Path("Q:\\")])
        assert root not in {stick.path for stick in sticks()}
