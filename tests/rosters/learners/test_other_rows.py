from __future__ import annotations

import pytest

from bsuh_desktop.rosters.learners.row_kinds import is_signature, is_total

TOTALS = "মোট|মোট শিক্ষার্থী: ৪৫|সর্বমোট = ৫৮|মোটঃ ২০|Total|TOTAL: 45|Grand total|Subtotal|†gvU|ছাত্র: ২০|Boys 20|= Total"
SIGNATURES = (
    "প্রধান শিক্ষক|প্রধান শিক্ষকের স্বাক্ষর|স্বাক্ষর: ______|তারিখঃ|Head Teacher|Signature|Prepared by: A|Date: 1/2/26|"
    "(Principal)|বিঃ দ্রঃ সকলে|Page 1 of 2|cÖavb wkÿK|mycvi|mnKvix wkÿK"
)
NEITHER = "মোট্টালেব|মোটামুটি|Totan Das|Datta|Signe|Noted|রহিম|Boysen|ছাত্রী|12|"


@pytest.mark.parametrize("text", TOTALS.split("|"))
def test_totals(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize("text", SIGNATURES.split("|"))
def test_signatures(text: str) -> None:
    assert is_signature(text)


@pytest.mark.parametrize("text", NEITHER.split("|"))
def test_names_and_answers_are_neither(text: str) -> None:
    assert not is_total(text)
    assert not is_signature(text)
