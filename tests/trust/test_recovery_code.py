from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.codes import ALPHABET
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust.recovery_code import new_recovery_code, read_recovery_code


def test_codes_have_26_characters_and_differ() -> None:
    codes = {new_recovery_code() for _ in range(50)}
    assert len(codes) == 50
    assert {len(code) for code in codes} == {26}
    assert all(read_recovery_code(f" {code[:13].lower()}-{code[13:]} ") == code for code in codes)


@given(st.integers(0, 25), st.integers(1, 31))
def test_every_single_wrong_character_is_caught(place: int, by: int) -> None:
    code = new_recovery_code()
    wrong = ALPHABET[(ALPHABET.index(code[place]) + by) % 32]
    with pytest.raises(KnownError) as caught:
        read_recovery_code(code[:place] + wrong + code[place + 1 :])
    assert caught.value.code == "wrong_recovery_code"
