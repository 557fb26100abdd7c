"""Whether memory reaches a disk as it is, told by the files of a laptop that a test makes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bsuh_desktop.system.memory import swap

HEAD = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
ROOT_MOUNT = "22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw\n"


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no such names, and makes no links")


class LaptopFiles:
    """`proc`, `sys` and `dev` of a laptop, in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("proc/self", "sys/class/block", "sys/dev/block", "dev/mapper"):
            (root / folder).mkdir(parents=True)
        self.mounts(ROOT_MOUNT)
        self.device("nvme0n1p2", "259:2")

    def swaps(self, *lines: str) -> None:
        (self.root / "proc/swaps").write_text(HEAD + "".join(f"{line}\t8388604\t0\t-2\n" for line in lines))

    def mounts(self, text: str) -> None:
        (self.root / "proc/self/mountinfo").write_text(text)

    def device(self, name: str, number: str = "", uuid: str = "", on: tuple[str, ...] = ()) -> None:
        block = self.root / "sys/class/block" / name
        (block / "slaves").mkdir(parents=True)
        for below in on:
            (block / "slaves" / below).mkdir()
        if uuid:
            (block / "dm").mkdir()
            (block / "dm/uuid").write_text(uuid + "\n")
        if number:
            (self.root / "sys/dev/block" / number).symlink_to(block)
        (self.root / "dev" / name).touch()


@pytest.fixture
def files(tmp_path: Path) -> LaptopFiles:
    return LaptopFiles(tmp_path)


def test_no_swap_and_swap_that_is_memory_itself_reach_no_disk(files: LaptopFiles) -> None:
    files.swaps()
    assert swap(files.root) == "none"
    files.device("zram0")
    files.swaps("/dev/zram0 partition")
    assert swap(files.root) == "none"


def test_memory_that_is_compressed_and_then_written_to_a_disk_is_seen(files: LaptopFiles) -> None:
    files.device("zram0")
    (files.root / "sys/class/block/zram0/backing_dev").write_text("/dev/nvme0n1p3\n")
    files.swaps("/dev/zram0 partition")
    assert swap(files.root) == "plain"


def test_a_partition_is_plain_unless_dm_crypt_lies_on_it(files: LaptopFiles) -> None:
    files.device("nvme0n1p3")
    files.swaps("/dev/nvme0n1p3 partition")
    assert swap(files.root) == "plain"
    files.device("dm-0", uuid="CRYPT-PLAIN-cryptswap", on=("nvme0n1p3",))
    (files.root / "dev/mapper/cryptswap").symlink_to("../dm-0")
    for name in ("/dev/dm-0", "/dev/mapper/cryptswap"):
        files.swaps(f"{name} partition")
        assert swap(files.root) == "encrypted"


def test_a_volume_is_as_good_as_all_that_it_lies_on(files: LaptopFiles) -> None:
    files.device("dm-0", uuid="CRYPT-LUKS2-0123", on=("nvme0n1p3",))
    files.device("dm-1", uuid="LVM-abc", on=("dm-0",))
    files.device("dm-2", uuid="LVM-def", on=("dm-0", "nvme0n1p2"))
    files.swaps("/dev/dm-1 partition")
    assert swap(files.root) == "encrypted"
    files.swaps("/dev/dm-2 partition")
    assert swap(files.root) == "plain"


def test_a_swap_file_is_as_good_as_the_disk_that_it_lies_on(files: LaptopFiles) -> None:
    files.swaps("/swapfile file")
    assert swap(files.root) == "plain"
    files.device("dm-0", "254:0", uuid="CRYPT-LUKS2-0123", on=("nvme0n1p3",))
    files.mounts(ROOT_MOUNT + "30 22 254:0 / /my\\040files rw - ext4 /dev/mapper/home rw\n")
    files.swaps("/my\\040files/swap file")
    assert swap(files.root) == "encrypted"
    files.swaps("/my\\040files/swap file", "/swapfile file")
    assert swap(files.root) == "plain", "one that is not is enough"


def test_a_file_system_of_several_devices_is_found_by_its_source(files: LaptopFiles) -> None:
    files.device("dm-0", uuid="CRYPT-LUKS2-0123", on=("nvme0n1p3",))
    (files.root / "dev/mapper/home").symlink_to("../dm-0")
    files.mounts("30 1 0:28 /@ / rw - btrfs /dev/mapper/home rw\n")
    files.swaps("/swap/swapfile file")
    assert swap(files.root) == "encrypted"


def test_what_lies_on_no_disk_that_is_known_counts_as_plain(files: LaptopFiles) -> None:
    files.mounts("30 1 0:40 / / rw - fuse.sshfs somewhere rw\n")
    files.swaps("/swapfile file")
    assert swap(files.root) == "plain"


def test_a_system_that_tells_nothing_is_not_guessed_at(tmp_path: Path) -> None:
    assert swap(tmp_path) == "unknown"
