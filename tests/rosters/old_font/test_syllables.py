from __future__ import annotations

import pytest

from bsuh_desktop.rosters.old_font import well_formed
from tests.helpers import bangla_names


@pytest.mark.parametrize(
    "text",
    ["রকিব", "মোঃ রকিব (২)", "র‍্যাব", "অ্যানি", "এ্যানি", "শাহ্", "ভূঁইয়া", "জ্যোৎস্না", "দুঃখ", "ভর্ৎসনা", "বড়ুয়া", "য়াসিন", "ঞো", "স্ত্রী"],
)
def test_words(text: str) -> None:
    assert well_formed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "Rakib",
        "াক",
        "কাা",
        "কিা",
        "কি্র",
        "্ক",
        "ৎক",
        "ড়ক",
        "ণক",
        "ঞক",
        "কংং",
        "কঃা",
        "কঅক",
        "অা",
        "ক‍ক",
        "ক‌্ক",
        "রকিব কাা",
    ],
)
def test_no_words(text: str) -> None:
    assert not well_formed(text)


def test_more_than_four_letters_are_never_joined() -> None:
    assert well_formed("ক্ত্র্য")
    assert not well_formed("ক্ত্র্য্ক")


def test_every_name_is_well_formed() -> None:
    assert [name for name in bangla_names.whole_names() if not well_formed(name)] == []
