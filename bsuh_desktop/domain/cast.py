"""The cast that comes back in every module: who says what to a learner."""

from __future__ import annotations

from bsuh_desktop.domain.local_text import LocalText

CAST = {
    "mitu": LocalText("মিতু", "Mitu"),
    "zara": LocalText("জারা", "Zara"),
    "rafi": LocalText("রাফি", "Rafi"),
    "subal": LocalText("সুবল", "Subal"),
    "arna": LocalText("অর্ণা", "Arna"),
    "nani": LocalText("নানি", "Nani"),
    "shiuli": LocalText("শিউলি আপা", "Shiuli Apa"),
    "rahim": LocalText("রহিম চাচা", "Rahim Chacha"),
}
"""Their names, by id: four children of a school, Rafi of a madrasah among them, and Arna, who uses a wheelchair; a
grandmother, a teacher and a mobile-money agent."""
