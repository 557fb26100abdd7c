"""Settings of a programme as an office writes them: a TOML file, and beside it a list of places."""

from __future__ import annotations

from pathlib import Path

SETTINGS = """id = "kurigram"
issued = 2026-07-01
expires = 2027-06-30
places = ["places.csv"]
names.bn = "কুড়িগ্রাম ডিজিটাল সুরক্ষা"
names.en = "Kurigram digital safety"

[[partners]]
number = 3
id = "asha"
names.bn = "আশা কেন্দ্র"
names.en = "Asha Centre"

[[partners]]
number = 4
id = "nodi"
names.bn = "নদী ফাউন্ডেশন"
names.en = "Nodi Foundation"

[[focal_points]]
partner = 3
names.bn = "রেহানা পারভীন"
names.en = "Rehana Parvin"
phone = "01700000000"
"""
PLACES = """EIIN,Name (Bangla),Name,Upazila code,Upazila,District code,District,Pupils
107845,কালীগঙ্গা উচ্চ বিদ্যালয়,Kaliganga High School,4952,Ulipur,49,Kurigram,612
107846,নদীতীর উচ্চ বিদ্যালয়,Noditir High School,4952,Ulipur,49,Kurigram,430
"""


def write_settings(folder: Path, slips: bool = False) -> Path:
    """The settings and their list of places in `folder`; with `slips` neither can be used."""
    settings, places = SETTINGS, PLACES
    if slips:
        settings = settings.replace("number = 4", "number = 3").replace("2027-06-30", "2026-06-30")
        places = places.replace("107846", "10784")
    (folder / "places.csv").write_text(places, "utf-8")
    path = folder / "settings.toml"
    path.write_text(settings, "utf-8")
    return path
