"""A small good module pack, and ways to write it with one thing changed."""

from __future__ import annotations

import zipfile
from pathlib import Path

from bsuh_desktop.content.placeholders import Fillings
from bsuh_desktop.domain.local_text import LocalText

MODULE = """\
format = 1
id = "little-lesson"
version = 3
title = {bn = "ছোট্ট পাঠ", en = "A little lesson"}
summary = {bn = "কোড কাউকে না বলা।", en = "Telling nobody a code."}
audience = "learners"
ages = ["13-17"]
grades = [8, 9]
minutes = 20
languages = ["bn", "en"]

[[objectives]]
id = "o1"
text = {bn = "কোড কাউকে বলে না।", en = "Tells nobody a code."}
misconceptions = [
    {id = "code-harmless", bn = "শুধু কোডে কিছু হয় না।", en = "A code alone is harmless."},
    {id = "logo-proves", bn = "লোগো মানেই আসল।", en = "A logo proves it."},
]

[[competencies]]
framework = "DQ"
name = "Personal Cyber Security"

[[media]]
file = "media/hook.svg"
alt = {bn = "ফোনের সামনে টোপ", en = "A hook in front of a phone"}
source = "own"
"""

SLIDES_BN = """\
<!-- id: opening -->
<!-- layout: cover -->
<!-- minutes: 2 -->
<!-- say: আজ কোডের গল্প। -->
<!-- board: কোড -->
# ছোট্ট পাঠ

কোড, খেলা আর **টাকা**

![ফোনের সামনে টোপ](media/hook.svg)

---
<!-- id: before -->
<!-- layout: statement -->
<!-- minutes: 3 -->
<!-- part: pre -->
<!-- say: এখন পাঁচটি প্রশ্ন। -->
<!-- board: ১ থেকে ৫ -->
# শুরুর প্রশ্ন

এটি পরীক্ষা নয়।

---
<!-- id: ask-code -->
<!-- layout: question -->
<!-- minutes: 2 -->
<!-- item: q1 -->
<!-- say: প্রশ্নটি পড়ুন। -->
<!-- board: ক, খ, গ, ঘ -->

---
<!-- id: two-sides -->
<!-- layout: columns -->
<!-- minutes: 2 -->
<!-- say: দুই দিক দেখান। -->
<!-- board: দুই দিক -->
# কোনটি ফাঁদ

- তাড়া দেয়
- কোড চায়
|||
- সময় দেয়
- নিয়ম **জানায়**

---
<!-- id: call-back -->
<!-- layout: activity -->
<!-- minutes: 6 -->
<!-- say: জোড়ায় বসতে বলুন। -->
<!-- board: লাইন কাটি -->
<!-- nopower: বিদ্যুৎ ছাড়া:
     বোর্ডে তিনটি ধাপ লিখুন। -->
<!-- note: শান্ত গলায় পড়ুন। -->
# লাইন কাটো, নিজে ফোন করো

1. জোড়ায় বসো।
2. একজন কোড চাইবে।
3. অন্যজন লাইন কাটবে।

খেলায় সবাই নিরাপদে ফেরে।

---
<!-- id: after -->
<!-- layout: statement -->
<!-- minutes: 3 -->
<!-- part: post -->
<!-- say: আবার পাঁচটি প্রশ্ন। -->
<!-- board: ১ থেকে ৫ -->
# শেষের প্রশ্ন

---
<!-- id: whom-to-tell -->
<!-- layout: help -->
<!-- minutes: 2 -->
<!-- say: {helpline:child} নম্বরটি একসঙ্গে বলুন। -->
<!-- board: {helpline:child} -->
# কাকে বলবে

- **{helpline:child}**: দিনরাত খোলা
- {common:never-pay}
"""

SLIDES_EN = """\
<!-- id: opening -->
<!-- layout: cover -->
<!-- minutes: 2 -->
<!-- say: Today is a story about codes. -->
<!-- board: Code -->
# A little lesson

Codes, games and **taka**

![A hook in front of a phone](media/hook.svg)

---
<!-- id: before -->
<!-- layout: statement -->
<!-- minutes: 3 -->
<!-- part: pre -->
<!-- say: Now five questions. -->
<!-- board: 1 to 5 -->
# First questions

This is not an exam.

---
<!-- id: ask-code -->
<!-- layout: question -->
<!-- minutes: 2 -->
<!-- item: q1 -->
<!-- say: Read the question. -->
<!-- board: A, B, C, D -->

---
<!-- id: two-sides -->
<!-- layout: columns -->
<!-- minutes: 2 -->
<!-- say: Show both sides. -->
<!-- board: Two sides -->
# Which one is the trap

- Hurries you
- Asks for the code
|||
- Gives you time
- Tells the **rule**

---
<!-- id: call-back -->
<!-- layout: activity -->
<!-- minutes: 6 -->
<!-- say: Let them sit in pairs. -->
<!-- board: I hang up -->
<!-- nopower: Without power:
     write the three steps on the board. -->
<!-- note: Read it calmly. -->
# Hang up, call back

1. Sit in pairs.
2. One asks for the code.
3. The other hangs up.

In our play everyone gets away safely.

---
<!-- id: after -->
<!-- layout: statement -->
<!-- minutes: 3 -->
<!-- part: post -->
<!-- say: Five questions again. -->
<!-- board: 1 to 5 -->
# Last questions

---
<!-- id: whom-to-tell -->
<!-- layout: help -->
<!-- minutes: 2 -->
<!-- say: Say {helpline:child} together. -->
<!-- board: {helpline:child} -->
# Whom to tell

- **{helpline:child}**: open day and night
- {common:never-pay}
"""

ITEM = """\
[[items]]
id = "{id}"
form = "{form}"
pair = {pair}
objective = "o1"
key = "{key}"
question = {{bn = "একজন ফোনে কোড চাইলেন। তুমি কী করবে?", en = "A caller asks for a code. What do you do?"}}
explanation = {{bn = "কোড শুধু তোমার।", en = "The code is yours alone."}}
[items.options]
"""

OPTIONS = {
    "right": '{bn = "লাইন কেটে দেব", en = "I hang up now"}',
    "wrong": '{bn = "কোডটি বলে দেব", en = "I tell the code", misconception = "code-harmless"}',
}

HOOK = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 120">
<circle cx="50" cy="60" r="48" fill="#0B6E4F"/>
<rect x="30" y="20" width="40" height="80" rx="6" fill="#FFFDF8" stroke="#16302B" stroke-width="3"/>
<text x="50" y="75" font-size="24" text-anchor="middle" font-family="Noto Sans Bengali">৳</text>
</svg>
"""

COMMON = {"never-pay": LocalText(bn="চাপ দিলেও টাকা দেবে না।", en="Even under pressure, do not pay.")}
WORDS = Fillings(helplines={"child": "1098", "emergency": "999"}, common=COMMON)


def item(name: str, form: str, pair: int, key: str) -> str:
    """One table of quiz.toml with the right answer at `key`."""
    options = [f"{letter} = {OPTIONS['right' if letter == key else 'wrong']}" for letter in "ABCD"]
    return ITEM.format(id=name, form=form, pair=pair, key=key) + "\n".join(options) + "\n"


def good_files() -> dict[str, str]:
    """The pack's files by name; their texts may be changed."""
    quiz = [item("q1", "lesson", 0, "B")]
    quiz += [item(f"a{pair}", "A", pair, "ABCDA"[pair - 1]) for pair in range(1, 6)]
    quiz += [item(f"b{pair}", "B", pair, "BCDAB"[pair - 1]) for pair in range(1, 6)]
    return {
        "module.toml": MODULE,
        "slides.bn.md": SLIDES_BN,
        "slides.en.md": SLIDES_EN,
        "quiz.toml": "\n".join(quiz),
        "media/hook.svg": HOOK,
    }


def write_folder(folder: Path, files: dict[str, str]) -> Path:
    """The pack as a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


def write_zip(path: Path, files: dict[str, str], top: str = "") -> Path:
    """The pack as a zip, in a top folder if `top` ends with a slash."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            member = zipfile.ZipInfo(top + name)
            # On Windows zipfile makes slashes of backslashes.
            member.filename = top + name
            archive.writestr(member, text, zipfile.ZIP_DEFLATED)
    return path


KIT = """\
short_minutes = 15
hands_pairs = [1, 2, 3]
home = {bn = "কোড চাইলে লাইন কাটি।", en = "Asked for a code, I hang up."}
chant = {bn = "কোড চাইলে লাইন কাটি, চেনা নম্বর খুঁজে ডাকি", en = "Asked for a code, we say goodbye; the number we know is the one we try"}
key_words = [{bn = "লাইন কাট", en = "hang up"}]

[[sentences]]
id = "women-and-children"
text = {bn = "নারী ও শিশুর জন্য {helpline:women-and-children}-ও আছে।", en = "For women and children there is {helpline:women-and-children}, too."}
otherwise = {bn = "এলাকার নম্বর বোর্ডে লেখো।", en = "Write the number of your area on the board."}

[[kit]]
id = "offers"
title = {bn = "প্রস্তাব", en = "Offers"}
size = "page"
each = "class"
pieces = [
    {text = {bn = "“তুমি জিতেছ। আজই টাকা পাঠাও।”", en = "“You have won. Send money today.”"}, answer = {bn = "পুরস্কার, তাড়া", en = "prize, hurry"}, keep = true},
    {text = {bn = "“শনিবার আঁকার আসর। ফি নেই।”", en = "“Drawing on Saturday. No fee.”"}, answer = {bn = "সৎ", en = "honest"}},
]

[[kit]]
id = "flags"
title = {bn = "পতাকা", en = "Flags"}
size = "card"
each = "group"
pieces = [
    {text = {bn = "তাড়া", en = "Hurry"}, picture = "media/hook.svg"},
    {text = {bn = "কোড", en = "Code"}},
]

"""
"""What `module.toml` of format 2 has more."""

PEOPLE = """\
[[people]]
name = {bn = "মিতু", en = "Mitu"}
sex = "f"
faith = "muslim"
region = "plains"
role = "helps"
"""


def good_files_2() -> dict[str, str]:
    """A good pack in format 2, with everything that format 1 does not have."""
    files = good_files()
    module = MODULE.replace("format = 1", "format = 2").replace("[[objectives]]", f"{KIT}[[objectives]]", 1)
    files["module.toml"], files["people.toml"] = module, PEOPLE
    for file, words in (("slides.bn.md", "মিতু দেখে, ভাবে।"), ("slides.en.md", "Mitu looks, and thinks.")):
        scene = (
            "---\n<!-- id: look -->\n<!-- layout: scene -->\n<!-- minutes: 0 -->\n<!-- say: … -->\n<!-- board: … -->\n"
            f"# {words}\n\n![](media/hook.svg)\n\n{words}\n\n"
            "---\n<!-- id: talk -->\n<!-- layout: comic -->\n<!-- minutes: 0 -->\n<!-- say: … -->\n<!-- board: … -->\n"
            f"# {words}\n\n![](media/hook.svg)\n> top-left: {words}\n\n![](media/hook.svg)\n> bottom: {words}\n\n"
            "---\n<!-- id: which -->\n<!-- layout: choice -->\n<!-- minutes: 0 -->\n<!-- say: … -->\n<!-- board: … -->\n"
            f"# {words}\n\n![](media/hook.svg)\n{words}\n\n![](media/hook.svg)\n{words}\n\n"
        )
        files[file] = files[file].replace("---\n<!-- id: whom-to-tell", scene + "---\n<!-- id: whom-to-tell")
        for long, short in (("2", "1"), ("3", "3"), ("6", "5"), ("0", "0")):
            files[file] = files[file].replace(f"minutes: {long} -->", f"minutes: {long} -->\n<!-- short: {short} -->")
    feedback = 'feedback = {bn = "ভাবো আবার।", en = "Think again."}, by = "mitu"}'
    quiz = files["quiz.toml"].replace('en = "I hang up now"}', f'en = "I hang up now", {feedback}')
    quiz = quiz.replace('misconception = "code-harmless"}', f'misconception = "code-harmless", {feedback}')
    honest = ('id = "a3"', 'id = "b3"', 'id = "a5"', 'id = "b5"')
    items = quiz.split("[[items]]\n")
    files["quiz.toml"] = "[[items]]\n".join(
        [items[0]] + [f'case = "{"honest" if one.startswith(honest) else "trap"}"\n{one}' for one in items[1:]]
    )
    return files
