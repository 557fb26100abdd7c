"""What `bsuh demo` will not do: write over a profile, hold a class of none, or end without a sentence."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.helpers.command import ROOT, Done, bsuh_here, command_line, environment
from tests.helpers.demonstration import Demonstration


def refused(done: Done, code: str) -> dict[str, str]:
    """The error of a command that could not be done: a sentence for a person, the same in the document."""
    assert done.status == 2
    assert "Traceback" not in done.err
    error: dict[str, str] = done.json["error"]
    assert error["code"] == code
    assert done.err.split() == f"{error['text']} {error['remedy']}".split()
    return error


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("language", "letters"), [("bn", "[ঀ-৿]"), ("en", "[a-z]")])
def test_a_profile_that_stands_there_is_left_as_it_is(
    demonstration: Demonstration, language: str, letters: str
) -> None:
    before = snapshot(demonstration.out)
    done = bsuh_here("demo", "--out", demonstration.out, "--json", "--lang", language)
    error = refused(done, "profile_exists")
    path = str(demonstration.out)
    assert path in error["text"]
    assert re.search(letters, error["text"].replace(path, ""))
    assert snapshot(demonstration.out) == before


def test_an_empty_folder_called_profile_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "d" / "profile").mkdir(parents=True)
    refused(bsuh_here("demo", "--out", tmp_path / "d", "--json"), "profile_exists")
    assert [path.name for path in (tmp_path / "d").rglob("*")] == ["profile"]


@pytest.mark.parametrize("learners", ["0", "201", "-1"])
def test_a_class_has_1_to_200_learners(tmp_path: Path, learners: str) -> None:
    error = refused(bsuh_here("demo", "--out", tmp_path / "d", f"--learners={learners}", "--json"), "too_many_learners")
    assert "200" in error["text"]
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize("below", ["", "d"])
def test_a_file_where_a_folder_should_be_is_said(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    refused(bsuh_here("demo", "--out", tmp_path / "file" / below, "--json"), "read_only")
    assert (tmp_path / "file").read_bytes() == b"mine"


def on_a_small_disk(folder: Path, options: str) -> Done:
    """`bsuh demo` onto a disk of its own, mounted for this process alone."""
    words = command_line("demo", "--out", folder / "d", "--json")
    mount = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    mount += [f'mount -t tmpfs -o {options} tmpfs "$0" && exec "$@"', str(folder), *words]
    done = subprocess.run(mount, capture_output=True, env=environment(), encoding="utf-8", cwd=ROOT)
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """An empty folder to mount on; skips where this system lets nobody mount."""
    folder = tmp_path / "disk"
    folder.mkdir()
    probe = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", str(folder)]
    try:
        subprocess.run(probe, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no tmpfs can be mounted here")
    return folder


# In the vault, in the store's first pages, in the middle of the class.
@pytest.mark.parametrize("options", ["size=4k,nr_inodes=3", "size=8k", "size=64k", "size=800k"])
def test_a_full_disk_is_said(disk: Path, options: str) -> None:
    refused(on_a_small_disk(disk, options), "disk_full")


def test_a_disk_that_cannot_be_written_to_is_said(disk: Path) -> None:
    refused(on_a_small_disk(disk, "ro"), "read_only")
