"""Lists whose words, rolls and names are the difficulty: each row is written by hand with what it means."""

from __future__ import annotations

from tests.data.lists.make import forbidden
from tests.data.lists.make.bijoy import bijoy
from tests.data.lists.make.people import people
from tests.data.lists.make.text_lists import text
from tests.data.lists.make.truth import Shelf, Truth

_SEXES = [
    ("ছাত্র", "m"), ("ছাত্রী", "f"), ("M", "m"), ("F", "f"), ("বালক", "m"), ("বালিকা", "f"), ("ছেলে", "m"), ("মেয়ে", "f"),
    ("Boy", "m"), ("girl", "f"), ("MALE", "m"), ("Female ", "f"), ("পুরুষ", "m"), ("মহিলা", "f"), ("হিজড়া", "unspecified"),
    ("বালাক", "?"), ("", "unspecified"), ("—", "unspecified"), ("ছাএী", "?"), ("f.", "f"), ("m", "m"), ("কিশোরী", "f"),
    ("বলতে চাই না", "unspecified"), ("FM", "?"),
]  # fmt: skip
_CONSENTS = [
    ("সম্মতি", "yes"), ("অসম্মতি", "no"), ("হ্যাঁ", "yes"), ("না", "no"), ("✓", "yes"), ("✗", "no"), ("√", "yes"),
    ("টিক", "yes"), ("", "not_asked"), ("Yes (father)", "yes"), ("সম্মতি (পরে না)", "?no"), ("পরে জানাবে", "?"),
    ("সম্মত নন", "no"), ("Y", "yes"), ("N", "no"), ("জ্বি", "yes"), ("দেননি", "no"), ("সম্মতি দেননি", "no"),
    ("জিজ্ঞাসা করা হয়নি", "not_asked"), ("অসম্মত", "no"), ("রাজি", "yes"), ("রাজি নন", "no"), ("?", "?"),
    ("সম্মতি দিয়েছেন", "yes"),
]  # fmt: skip
_NEEDS = [
    ("না", "no"), ("নাই", "no"), ("হ্যাঁ", "yes"), ("শারীরিক", "yes"), ("দৃষ্টি", "yes"), ("—", "unspecified"),
    ("বাক প্রতিবন্ধী", "yes"), ("প্রতিবন্ধী নয়", "no"), ("No", "no"), ("none", "no"), ("নেই", "no"), ("visual", "yes"),
]  # fmt: skip
_AGES = [
    ("১২", "9-12"), ("13", "13-17"), ("13 years", "13-17"), ("১২ বছর", "9-12"), ("9-12", "9-12"), ("13-17", "13-17"),
    ("১৮", "18+"), ("8", "?"), ("12.5", "9-12"), ("2013-09-05", "?"), ("", "unspecified"), ("বারো", "?"),
]  # fmt: skip


def words(shelf: Shelf) -> None:
    """A boys' and girls' school that lets everybody write as they like: sex, consent, assent, disability, age."""
    truth = Truth(taken="A B C D E F G", not_taken="H", encoding="utf-8")
    rows = [["রোল", "নাম", "ছেলে/মেয়ে", "অভিভাবকের সম্মতি", "শিক্ষার্থীর সম্মতি", "প্রতিবন্ধিতা", "বয়স", "যোগাযোগ"]]
    for number, one in enumerate(people("words", 24)):
        row = number + 2
        said = [_SEXES[number], _CONSENTS[number], _CONSENTS[-number], _NEEDS[number % 12], _AGES[number * 5 % 12]]
        rows.append([str(number + 1), one.bn, *(word for word, _ in said), forbidden.phone(number)])
        truth.remark("unknown_word", *(row for _, meaning in said if meaning.startswith("?")))
        empty = ("unspecified", "not_asked", "not_asked", "unspecified", "unspecified")
        sex, guardian, assent, needs, age = (
            meaning.removeprefix("?") or nothing for (_, meaning), nothing in zip(said, empty, strict=True)
        )
        truth.learner(
            row, str(number + 1), one.bn, sex=sex, guardian=guardian, assent=assent, disability=needs, age=age
        )
    shelf.put("words.csv", text(rows).encode(), truth)


_ROLLS = [
    ("12.0", "12", "roll_turned"), ("8-Dec", "8-12", "roll_turned"), ("০১২", "০১২", "duplicate_roll"),
    ("৮-ক-১৩", "৮-ক-১৩", ""), ("14", "14", ""), ("১৪", "১৪", "duplicate_roll"), ("", None, "no_roll"),
    ("৫/খ", "৫/খ", ""), ("A-07", "A-07", ""), ("2026000015", None, "number"), ("16.00", "16", "roll_turned"),
    ("২৫১", "২৫১", ""), ("-", None, "no_roll"),
    ("৮ম-২", "৮ম-২", ""), ("017", "017", ""), ("18", "18", ""), ("8-ka-19", "8-ka-19", ""), ("৩০০", "৩০০", ""),
    ("21", "21", ""), ("22", "22", ""),
]  # fmt: skip


def rolls(shelf: Shelf) -> None:
    """Rolls as a spreadsheet and a tired teacher leave them; a registration number slipped into one of them."""
    truth = Truth(taken="A B", not_taken="C", encoding="utf-8")
    rows = [["রোল", "Name", "Mother's name"]]
    for place, ((written, roll, remark), one) in enumerate(zip(_ROLLS, people("rolls", 20), strict=True)):
        rows.append([written, one.en, f"Secretmother {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[place]}"])
        truth.learner(place + 2, roll, en=one.en)
        for code in {"number": ["number_not_taken", "no_roll"], "": []}.get(remark, [remark]):
            truth.remark(code, place + 2)
    shelf.put("rolls.csv", text(rows).encode(), truth)


_ALIKE = [
    ("মোঃ রাকিব হোসেন", "মোঃ রাকিব হোসেন", ""),
    ("মো: রাকিব হোসেন", "মো: রাকিব হোসেন", "same_name"),
    ("Md. Rakib Hossain", "Md. Rakib Hossain", ""),
    ("Mohammad Rakib Hossain", "Mohammad Rakib Hossain", "same_name"),
    ("রুমানা\u00a0খাতুন", "রুমানা খাতুন", ""),
    ("র\u200d্যাচেল গোমেজ", "র\u200d্যাচেল গোমেজ", ""),
    ("শাহাব উদ্\u200cদিন", "শাহাব উদ্\u200cদিন", ""),
    ("প্রসেনজিত্\u200d সাহা", "প্রসেনজিৎ সাহা", ""),
    ("ফয়সাল মিয়া", "ফয়সাল মিয়া", ""),
    ("ফ\u09dfসাল মি\u09dfা", "ফয়সাল মিয়া", "same_name"),
    ("চ\u09c7\u09d7ধুরী মিনা", "চৌধুরী মিনা", ""),
    ("\u200eসালমা  আক্তার \ufeff", "সালমা আক্তার", ""),
    ("R\u0430him Uddin", "R\u0430him Uddin", "foreign_letters"),
    ("D'Costa, Anindita", "D'Costa, Anindita", ""),
    ("মোসাঃ নাসরিন", "মোসাঃ নাসরিন", ""),
    ("মোছাঃ নাসরিন", "মোছাঃ নাসরিন", "same_name"),
    ("Zoé Rozario", "Zoé Rozario", ""),
    ("তানিয়া 01799000123", "তানিয়া", "number_not_taken"),
    ("সাবিনা 01799-000124", "সাবিনা", "number_not_taken"),
    ("করিম ০১৭৯৯০০০১২৫", "করিম", "number_not_taken"),
    ("", None, "no_name"),
    ("=1+1", None, "formula"),
]


def alike(shelf: Shelf) -> None:
    """Names that look the same and are not, or are the same and do not look so; signs nobody sees; telephone numbers
    beside a name in its cell."""
    truth = Truth(taken="A B", not_taken="", encoding="utf-8")
    rows = [["রোল নম্বর", "শিক্ষার্থীর নাম"]]
    for number, (written, name, remark) in enumerate(_ALIKE, 1):
        rows.append([str(number), written])
        bangla = any("\u0980" <= sign <= "\u09ff" for sign in name or "")
        truth.learner(number + 1, str(number), bn=name if bangla else None, en=None if bangla else name)
        if remark:
            truth.remark(remark, number + 1)
    shelf.put("alike.csv", text(rows, end="\r\n").encode(), truth)


_PHONES = [
    ("%s 01799000001", "%s"), ("%s (01799-000002)", "%s"), ("%s +880 1799-000003", "%s"), ("%s/01799000004", "%s"),
    ("%s 01799.000.005", "%s"), ("01799 000 006 %s", "%s"), ("%s, ফোন: ০১৭৯৯০০০০০৭", "%s"), ("%s", "%s"),
]  # fmt: skip


def phones(shelf: Shelf) -> None:
    """A clerk who had no column for the telephones wrote them beside the names, some of which are typed with Bijoy."""
    truth = Truth(taken="A B", not_taken="", encoding="utf-8")
    rows = [["রোল", "নাম"]]
    for number, one in enumerate(people("phones", 24), 1):
        written, kept = _PHONES[number % len(_PHONES)]
        old = number > 8 and "ফোন" not in written
        own = bijoy(one.bn) if old else one.bn
        rows.append([str(number), written % own])
        truth.learner(number + 1, str(number), kept % one.bn)
        if written != kept:
            truth.remark("number_not_taken", number + 1)
        if old:
            truth.remark("converted", number + 1)
            truth.originals[number + 1] = kept % own
    shelf.put("phones-beside-names.csv", text(rows).encode(), truth)


def years(shelf: Shelf) -> None:
    """Last year's roll stands before this year's, and the board's before both."""
    truth = Truth(taken="C D", not_taken="A B", encoding="utf-8")
    rows = [["SSC Roll", "পূর্বের রোল", "বর্তমান রোল", "নাম"]]
    for number, one in enumerate(people("years", 22), 1):
        rows.append([str(412300 + number), str(23 - number), str(number), one.bn])
        truth.learner(number + 1, str(number), one.bn)
    shelf.put("rolls-of-two-years.csv", text(rows).encode(), truth)


def parents(shelf: Shelf) -> None:
    """Fathers within the cells of the names; a consent column for each parent, and one for who gave none."""
    truth = Truth(taken="A B C D E", not_taken="", encoding="utf-8")
    rows = [["রোল", "নাম", "পিতার সম্মতি", "মাতার সম্মতি", "সম্মতি দেয়নি"]]
    ways = ["%s (পিতা: %s)", "%s, পিতা- %s", "%s পিতা %s", "%s"]
    answers = [
        ("হ্যাঁ", "হ্যাঁ", "", "yes"), ("হ্যাঁ", "না", "", "no"), ("", "না", "", "no"), ("হ্যাঁ", "", "", "yes"), ("", "", "✓", "no"),
        ("", "", "", "not_asked"), ("হ্যাঁ", "হ্যাঁ", "✓", "no"),
    ]  # fmt: skip
    for number, one in enumerate(people("parents", 28), 1):
        way, (his, hers, denied, guardian) = ways[number % len(ways)], answers[number % len(answers)]
        rows.append(
            [str(number), way % ((one.bn, forbidden.father(number)) if "পিতা" in way else one.bn), his, hers, denied]
        )
        truth.learner(number + 1, str(number), one.bn, guardian=guardian)
        if "পিতা" in way:
            truth.remark("words_not_taken", number + 1)
        if his == "হ্যাঁ" and guardian == "no":
            truth.remark("unknown_word", number + 1)
    shelf.put("parents-within-names.csv", text(rows).encode(), truth)


def make(shelf: Shelf) -> None:
    """All of them."""
    for one in (words, rolls, alike, phones, years, parents):
        one(shelf)
