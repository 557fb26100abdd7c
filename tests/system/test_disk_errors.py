from __future__ import annotations

import errno

import pytest

from bsuh_desktop.system.disk_errors import known_disk_error


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "disk_full"), (errno.EDQUOT, "disk_full"), (errno.EROFS, "read_only"), (errno.EACCES, "read_only")],
)
def test_what_a_person_can_mend_is_said(number: int, code: str) -> None:
    found = known_disk_error(OSError(number, ""))
    assert found is not None
    assert found.code == code


def test_anything_else_is_a_bug() -> None:
    assert known_disk_error(OSError(errno.EBADF, "")) is None
