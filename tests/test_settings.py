from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.settings import SETTINGS_FILE, Settings, changed, load, save, size_near


def test_what_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    chosen = Settings(
        language="en",
        stage_language="bn",
        text_scale=1.5,
        contrast="high",
        motion=False,
        watched_folder="/home/nila/mail",
    )
    save(tmp_path / "profile", chosen)
    assert load(tmp_path / "profile") == chosen
    save(tmp_path / "profile", changed(chosen, motion=True))
    assert load(tmp_path / "profile").motion


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"language": "fr"}',
        b'{"text_scale": 9}',
        b'{"motion": "yes"}',
        b'{"contrast": "loud"}',
        b'{"idle_minutes": 0}',
        b'{"idle_minutes": 600}',
        b'{"idle_minutes": "never"}',
        b'{"idle_minutes": true}',
        b'{"watched_folder": 7}',
    ],
)
def test_a_damaged_file_is_the_defaults(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / SETTINGS_FILE).write_bytes(damaged)
    assert load(tmp_path, "en") == Settings("en", "en")


def test_a_file_of_before_there_was_a_contrast_is_read(tmp_path: Path) -> None:
    before = {"language": "en", "stage_language": "bn", "text_scale": 1.5, "motion": True}
    (tmp_path / SETTINGS_FILE).write_text(json.dumps(before))
    assert load(tmp_path) == Settings("en", "bn", 1.5, "calm")


def test_no_file_is_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere") == Settings()


@pytest.mark.parametrize(("wish", "scale"), [(0.2, 1.0), (1.25, 1.25), (3.0, 2.0)])
def test_text_has_its_bounds(wish: float, scale: float) -> None:
    assert changed(Settings(), text_scale=wish).text_scale == scale


@pytest.mark.parametrize(
    ("scale", "steps", "size"),
    [(1.0, 0, 1.0), (1.3, 0, 1.25), (1.5, 1, 2.0), (2.0, 1, 2.0), (1.25, -1, 1.0), (1.0, -3, 1.0)],
)
def test_sizes_go_step_by_step_and_end(scale: float, steps: int, size: float) -> None:
    assert size_near(scale, steps) == size


def test_a_disk_that_takes_nothing_is_said_and_leaves_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    profile = tmp_path / "profile"
    save(profile, Settings("en"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(KnownError) as caught:
            save(profile, Settings("bn"))
    assert caught.value.code == "settings_not_kept"
    assert load(profile).language == "en"
    assert os.listdir(profile) == [SETTINGS_FILE]
