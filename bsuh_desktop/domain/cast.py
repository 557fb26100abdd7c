"""The cast that comes back in every module: the names of those who say something to a learner."""

from __future__ import annotations

from bsuh_desktop.domain.local_text import LocalText

CAST: dict[str, LocalText] = {
    "mitu": LocalText("মিতু", "Mitu"),
    "zara": LocalText("জারা", "Zara"),
    "rafi": LocalText("রাফি", "Rafi"),
    "subal": LocalText("সুবল", "Subal"),
    "arna": LocalText("অর্ণা", "Arna"),
    "nani": LocalText("নানি", "Nani"),
    "shiuli": LocalText("শিউলি আপা", "Shiuli Apa"),
    "rahim": LocalText("রহিম চাচা", "Rahim Chacha"),
}
"""Id → name."""


def name_of(member: str) -> LocalText:
    """The name of the one with that id; an empty text if the cast has nobody of that id."""
    return CAST.get(member, LocalText())
