"""A folder that went back to yesterday, from outside: two names on one serial are kept off, and told where they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.helpers.field import TAUGHT, Field

pytestmark = pytest.mark.usefixtures("known_keys")


def taught(field: Field, name: str) -> int:
    """A class is held, with its certificates; the exit status."""
    return field.rehearse(name, [*TAUGHT[:-1], {"certificates": f"{name}.pdf"}]).status


def test_yesterdays_folder_gives_no_serial_twice(tmp_path: Path) -> None:
    field = Field(tmp_path)
    kept = shutil.copytree(tmp_path / "device", tmp_path / "kept")
    assert taught(field, "first") == 0
    field.done("device", "hand-over", "--to", field.stick)
    shutil.rmtree(tmp_path / "device")
    shutil.copytree(kept, tmp_path / "device")
    assert taught(field, "second") == 2
    assert not (tmp_path / "second.pdf").exists()
    for place in (field.stick, tmp_path / "another"):
        refused = field.run("device", "hand-over", "--to", place)
        assert (refused.status, refused.json["error"]["code"]) == (2, "new_key_needed")
        assert "went back to an earlier day" in refused.json["error"]["text"]
    asked = field.done("device", "grant", "request", "--new-key", "--as", "device", "--out", tmp_path / "requests")
    assert len(asked["grants"]) == 1
    handed = field.done("device", "hand-over", "--to", tmp_path / "another")
    assert [one["state"] for one in handed["files"]] == ["written"], "it waits for its grant"


def test_a_data_file_that_is_gone_is_told(tmp_path: Path) -> None:
    field = Field(tmp_path)
    assert taught(field, "first") == 0
    shutil.rmtree(tmp_path / "device" / "backups", ignore_errors=True)
    (tmp_path / "device" / "classes.db").unlink()
    for _ in range(2):
        refused = field.run("device", "hand-over", "--to", field.stick)
        assert (refused.status, refused.json["error"]["code"]) == (2, "store_gone")
        assert not (tmp_path / "device" / "classes.db").exists()
