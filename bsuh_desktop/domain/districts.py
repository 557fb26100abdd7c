"""The 8 divisions and 64 districts of Bangladesh: official codes, names, and each one's tile on the map.

Codes are those of the Bangladesh Bureau of Statistics: two digits for a division, two more for a district. On the map
each district is one tile of the same size, so that small ones are not overlooked; neighbours are placed side by side as
far as possible.
"""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.local_text import LocalText

_PAIR = 2


class District(msgspec.Struct, frozen=True):
    """One district of the country."""

    code: str
    """Four digits: division, then district."""
    names: LocalText
    label: LocalText
    """A few letters for the tile."""
    row: int
    """Row of the tile, from 0 in the north."""
    column: int
    """Column of the tile, from 0 in the west."""


def _district(code: str, bn: str, en: str, label_bn: str, label_en: str, row: int, column: int) -> District:
    return District(code, LocalText(bn, en), LocalText(label_bn, label_en), row, column)


DIVISIONS: dict[str, LocalText] = {
    "10": LocalText("বরিশাল", "Barishal"),
    "20": LocalText("চট্টগ্রাম", "Chattogram"),
    "30": LocalText("ঢাকা", "Dhaka"),
    "40": LocalText("খুলনা", "Khulna"),
    "45": LocalText("ময়মনসিংহ", "Mymensingh"),
    "50": LocalText("রাজশাহী", "Rajshahi"),
    "55": LocalText("রংপুর", "Rangpur"),
    "60": LocalText("সিলেট", "Sylhet"),
}
"""Code → name."""

DISTRICTS: tuple[District, ...] = (
    _district("1004", "বরগুনা", "Barguna", "বরগু", "BRG", 10, 4),
    _district("1006", "বরিশাল", "Barishal", "বরি", "BRS", 8, 4),
    _district("1009", "ভোলা", "Bhola", "ভোলা", "BHL", 9, 5),
    _district("1042", "ঝালকাঠি", "Jhalokathi", "ঝাল", "JLK", 9, 4),
    _district("1078", "পটুয়াখালী", "Patuakhali", "পটু", "PTK", 10, 5),
    _district("1079", "পিরোজপুর", "Pirojpur", "পিরো", "PRJ", 10, 3),
    _district("2003", "বান্দরবান", "Bandarban", "বান্দ", "BDB", 9, 8),
    _district("2012", "ব্রাহ্মণবাড়িয়া", "Brahmanbaria", "ব্রা", "BRB", 5, 7),
    _district("2013", "চাঁদপুর", "Chandpur", "চাঁদ", "CHP", 7, 5),
    _district("2015", "চট্টগ্রাম", "Chattogram", "চট্ট", "CTG", 8, 7),
    _district("2019", "কুমিল্লা", "Cumilla", "কুমি", "CML", 6, 6),
    _district("2022", "কক্সবাজার", "Cox's Bazar", "কক্স", "COX", 9, 7),
    _district("2030", "ফেনী", "Feni", "ফেনী", "FEN", 7, 6),
    _district("2046", "খাগড়াছড়ি", "Khagrachhari", "খাগ", "KHG", 7, 7),
    _district("2051", "লক্ষ্মীপুর", "Lakshmipur", "লক্ষ", "LKP", 8, 5),
    _district("2075", "নোয়াখালী", "Noakhali", "নোয়া", "NOA", 8, 6),
    _district("2084", "রাঙ্গামাটি", "Rangamati", "রাঙ্গা", "RGM", 8, 8),
    _district("3026", "ঢাকা", "Dhaka", "ঢাকা", "DHK", 5, 4),
    _district("3029", "ফরিদপুর", "Faridpur", "ফরি", "FRD", 6, 3),
    _district("3033", "গাজীপুর", "Gazipur", "গাজী", "GZP", 5, 5),
    _district("3035", "গোপালগঞ্জ", "Gopalganj", "গোপা", "GPL", 8, 3),
    _district("3048", "কিশোরগঞ্জ", "Kishoreganj", "কিশো", "KSH", 4, 6),
    _district("3054", "মাদারীপুর", "Madaripur", "মাদা", "MDR", 7, 3),
    _district("3056", "মানিকগঞ্জ", "Manikganj", "মানি", "MNK", 5, 3),
    _district("3059", "মুন্সিগঞ্জ", "Munshiganj", "মুন্সি", "MNS", 6, 4),
    _district("3067", "নারায়ণগঞ্জ", "Narayanganj", "নারা", "NRG", 6, 5),
    _district("3068", "নরসিংদী", "Narsingdi", "নর", "NRS", 5, 6),
    _district("3082", "রাজবাড়ী", "Rajbari", "রাবা", "RJB", 6, 2),
    _district("3086", "শরীয়তপুর", "Shariatpur", "শরী", "SHP", 7, 4),
    _district("3093", "টাঙ্গাইল", "Tangail", "টাঙ্গা", "TNG", 4, 4),
    _district("4001", "বাগেরহাট", "Bagerhat", "বাগে", "BGH", 9, 3),
    _district("4018", "চুয়াডাঙ্গা", "Chuadanga", "চুয়া", "CHD", 7, 0),
    _district("4041", "যশোর", "Jashore", "যশো", "JSR", 8, 1),
    _district("4044", "ঝিনাইদহ", "Jhenaidah", "ঝিনা", "JHN", 7, 1),
    _district("4047", "খুলনা", "Khulna", "খুল", "KHL", 9, 2),
    _district("4050", "কুষ্টিয়া", "Kushtia", "কুষ্টি", "KST", 6, 1),
    _district("4055", "মাগুরা", "Magura", "মাগু", "MGR", 7, 2),
    _district("4057", "মেহেরপুর", "Meherpur", "মেহে", "MHR", 6, 0),
    _district("4065", "নড়াইল", "Narail", "নড়া", "NRL", 8, 2),
    _district("4087", "সাতক্ষীরা", "Satkhira", "সাত", "STK", 9, 1),
    _district("4539", "জামালপুর", "Jamalpur", "জামা", "JML", 3, 4),
    _district("4561", "ময়মনসিংহ", "Mymensingh", "ময়", "MYM", 4, 5),
    _district("4572", "নেত্রকোণা", "Netrokona", "নেত্র", "NTK", 3, 6),
    _district("4589", "শেরপুর", "Sherpur", "শের", "SHR", 3, 5),
    _district("5010", "বগুড়া", "Bogura", "বগু", "BOG", 3, 3),
    _district("5038", "জয়পুরহাট", "Joypurhat", "জয়", "JYP", 3, 2),
    _district("5064", "নওগাঁ", "Naogaon", "নও", "NGN", 3, 1),
    _district("5069", "নাটোর", "Natore", "নাটো", "NTR", 4, 2),
    _district("5070", "চাঁপাইনবাবগঞ্জ", "Chapai Nawabganj", "চাঁপা", "CNW", 4, 0),
    _district("5076", "পাবনা", "Pabna", "পাব", "PBN", 5, 2),
    _district("5081", "রাজশাহী", "Rajshahi", "রাজ", "RAJ", 4, 1),
    _district("5088", "সিরাজগঞ্জ", "Sirajganj", "সিরা", "SRJ", 4, 3),
    _district("5527", "দিনাজপুর", "Dinajpur", "দিনা", "DNJ", 2, 1),
    _district("5532", "গাইবান্ধা", "Gaibandha", "গাই", "GBN", 2, 3),
    _district("5549", "কুড়িগ্রাম", "Kurigram", "কুড়ি", "KUR", 1, 3),
    _district("5552", "লালমনিরহাট", "Lalmonirhat", "লাল", "LMH", 1, 2),
    _district("5573", "নীলফামারী", "Nilphamari", "নীল", "NLP", 1, 1),
    _district("5577", "পঞ্চগড়", "Panchagarh", "পঞ্চ", "PNC", 0, 1),
    _district("5585", "রংপুর", "Rangpur", "রং", "RNG", 2, 2),
    _district("5594", "ঠাকুরগাঁও", "Thakurgaon", "ঠাকু", "THK", 1, 0),
    _district("6036", "হবিগঞ্জ", "Habiganj", "হবি", "HBG", 4, 7),
    _district("6058", "মৌলভীবাজার", "Moulvibazar", "মৌল", "MLV", 4, 8),
    _district("6090", "সুনামগঞ্জ", "Sunamganj", "সুনা", "SNM", 3, 7),
    _district("6091", "সিলেট", "Sylhet", "সিলে", "SYL", 3, 8),
)
"""Sorted by code."""

ROWS, COLUMNS = 11, 9
"""Size of the tile map."""

_BY_CODE = {district.code: district for district in DISTRICTS}
_BY_PAIR = {district.code[_PAIR:]: district for district in DISTRICTS}


def find_district(code: str) -> District | None:
    """The district of a code in digits, or None. `code` is the whole code, its last two digits (no two districts share
    them), or a whole code from before its district moved to a new division, as Mymensingh's four did in 2015."""
    if code in _BY_CODE:
        return _BY_CODE[code]
    whole = len(code) == 2 * _PAIR and code[:_PAIR] in DIVISIONS
    return _BY_PAIR.get(code[-_PAIR:]) if whole or len(code) == _PAIR else None
