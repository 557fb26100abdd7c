from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain import codes
from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.text import ascii_digits, bangla_digits, clean, grouped_bangla


@given(st.integers(0, 2**64 - 1))
def test_codes_come_back_as_people_write_them(number: int) -> None:
    text = codes.encode(number, 13)
    assert len(text) == 13
    assert codes.decode(text.lower().replace("0", "o").replace("1", "L")) == number
    assert codes.decode(bangla_digits(text)) == number


@given(st.integers(0, 32**4 - 1), st.integers(0, 32**5 - 1), st.integers(0, 9), st.integers(1, 31))
def test_every_single_wrong_character_of_a_serial_is_caught(device: int, counter: int, place: int, by: int) -> None:
    serial = codes.make_serial(device, counter)
    assert codes.read_serial(codes.serial_text(serial)) == (device, counter)
    wrong = codes.ALPHABET[(codes.ALPHABET.index(serial[place]) + by) % 32]
    with pytest.raises(ValueError, match="check"):
        codes.read_serial(serial[:place] + wrong + serial[place + 1 :])


def test_ids_have_their_documented_length_and_differ() -> None:
    assert {len(codes.new_learner_id()) for _ in range(50)} == {13}
    assert {len(codes.new_session_id()) for _ in range(50)} == {16}
    assert len({codes.new_learner_id() for _ in range(50)}) == 50


def test_a_serial_has_one_form_in_which_it_is_written() -> None:
    serial = codes.make_serial(0, 77)
    assert codes.is_written(serial)
    for other in (serial.lower(), serial.lstrip("0"), f"0{serial}", codes.serial_text(serial), "০" + serial[1:], ""):
        assert not codes.is_written(other)
    assert codes.read_serial(serial.lstrip("0")) == (0, 77)
    assert not codes.is_written(serial[:-1] + ("0" if serial[-1] != "0" else "1"))


def test_a_long_code_is_written_in_groups_of_five_and_the_last_takes_the_rest() -> None:
    code = codes.encode(2**124, codes.RECOVERY_LENGTH)
    groups = codes.in_groups(code)
    assert [len(group) for group in groups] == [5, 5, 5, 5, 6]
    assert "".join(groups) == code
    assert codes.in_groups("ABCDE") == ["ABCDE"]
    assert codes.in_groups("") == [""]


def test_canonical_json_is_one_form() -> None:
    assert canonical_json({"b": [1, None, True], "a": "কি"}) == '{"a":"কি","b":[1,null,true]}'.encode()


@pytest.mark.parametrize("value", [2**53, 1.5, {"কি": 1}, "ড\u09bc".replace("ড\u09bc", "\u09dc")])
def test_canonical_json_refuses_what_is_not_one_form(value: object) -> None:
    with pytest.raises((ValueError, TypeError), match=r".+"):
        canonical_json({"a": value} if not isinstance(value, dict) else value)


def test_texts_at_the_door() -> None:
    assert clean("\ufeff  উৎ\u200dসব ") == "উৎ\u200dসব"
    assert clean("সত্\u200d") == "সৎ"
    assert clean("\u09dc") == "ড\u09bc"
    assert clean("র\u200d্যা") == "র\u200d্যা"
    assert bangla_digits(1098) == "১০৯৮"
    assert ascii_digits("৮-ক-১২") == "8-ক-12"
    assert [grouped_bangla(number) for number in (0, 999, 1000, 2500000, -1234)] == [
        "০",
        "৯৯৯",
        "১,০০০",
        "২৫,০০,০০০",
        "−১,২৩৪",
    ]


def test_a_sheet_number_is_read_as_people_write_it() -> None:
    number = codes.new_sheet_number()
    assert len(number) == 6
    assert codes.read_sheet_number(codes.print_sheet_number(number).lower()) == number
    assert codes.read_sheet_number(bangla_digits(number)) == number, "typed on a Bangla keyboard"


def test_one_wrong_character_of_a_sheet_number_is_noticed() -> None:
    number = codes.new_sheet_number()
    for place, letter in itertools.product(range(6), codes.ALPHABET):
        wrong = number[:place] + letter + number[place + 1 :]
        if wrong != number:
            with pytest.raises(ValueError, match="check"):
                codes.read_sheet_number(wrong)
    with pytest.raises(ValueError, match="length"):
        codes.read_sheet_number(number[:5])


@given(st.integers(0, 2**64 - 1), st.integers(0, 13), st.integers(1, 31))
def test_a_staff_code_comes_back_and_every_single_wrong_character_is_caught(key: int, place: int, by: int) -> None:
    code = codes.staff_code(f"{key:016x}")
    assert len(code) == 14
    assert codes.read_staff_code(f"{code[:5]}-{code[5:10]}-{code[10:]}".lower()) == f"{key:016x}"
    wrong = codes.ALPHABET[(codes.ALPHABET.index(code[place]) + by) % 32]
    with pytest.raises(ValueError, match="check"):
        codes.read_staff_code(code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "\u3164",
        "\u2800 \u2800",
        "\u115f\u1160",
        "\uffa0",
        "\u200d\u200c",
        "\ufe0f",
        "\u034f",
        "\U000e0100",
        "\U0001d159",
    ],
)
def test_of_a_text_that_shows_nothing_nothing_is_left(text: str) -> None:
    assert clean(text) == ""
    assert clean(f"{text}মং{text}"), "but beside letters it stays"
