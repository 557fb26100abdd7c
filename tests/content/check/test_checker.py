"""The checker as an author meets it: one thing spoilt in a good pack, one finding with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsuh_desktop.content.check.checker import check_pack, check_source, pack_id_of
from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.placeholders import read_common
from bsuh_desktop.content.source import Source, open_source
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.paths import resources
from tests.helpers.packs import COMMON, good_files, write_folder, write_zip
from tests.helpers.sampled import examples_of

BN, EN, QUIZ, MODULE, HOOK = "slides.bn.md", "slides.en.md", "quiz.toml", "module.toml", "media/hook.svg"

# file, what stands there, what is written instead, code, on which line of the spoilt file (a word in it)
SPOILT = [
    (MODULE, "format = 1", "format = 0", "wrong_type", "format"),
    (MODULE, 'id = "little-lesson"', 'id = "Little Lesson"', "wrong_type", "Little Lesson"),
    (MODULE, "minutes = 20", 'minutes = "20"', "wrong_type", "minutes"),
    (MODULE, "grades = [8, 9]", "grades = [8, 13]", "wrong_type", "[8, 13]"),
    (MODULE, "grades = [8, 9]", "grades = 8", "wrong_type", "grades"),
    (MODULE, 'audience = "learners"\n', "", "missing_key", "format"),
    (MODULE, "minutes = 20", "minuts = 20", "unknown_key", "minuts"),
    (MODULE, "minutes = 20", "minutes = 21", "minutes_differ", ""),
    (MODULE, ', en = "A little lesson"', "", "missing_translation", "ছোট্ট পাঠ"),
    (MODULE, 'bn = "লোগো মানেই আসল।", ', "", "missing_translation", "logo-proves"),
    (MODULE, 'id = "logo-proves"', 'id = "code-harmless"', "duplicate_id", "লোগো মানেই"),
    (MODULE, "minutes = 20", "minutes = = 20", "not_toml", "= = 20"),
    (MODULE, "media/hook.svg", "media/book.svg", "picture_missing", "media/book.svg"),
    (QUIZ, 'id = "a2"', 'id = "a1"', "duplicate_id", 'id = "a1"\nform = "A"\npair = 2'),
    (QUIZ, 'key = "B"\n', "", "no_key", ""),
    (QUIZ, 'key = "B"', 'key = "E"', "bad_key", 'key = "E"'),
    (QUIZ, 'key = "B"', 'key = "B"\nsensitive = true', "bad_key", 'key = "B"'),
    (QUIZ, "C = {bn", "E = {bn", "options_not_four", "[items.options]"),
    (QUIZ, "I hang up now", "I hang up now, put the phone down and tell", "option_lengths", "I hang up now, put"),
    (QUIZ, ', misconception = "code-harmless"', "", "no_misconception", "A = {"),
    (QUIZ, 'misconception = "code-harmless"', 'misconception = "code-good"', "unknown_misconception", "code-good"),
    (QUIZ, 'en = "I hang up now"', 'en = "I hang up now", misconception = "logo-proves"', "key_misconception", "B = {"),
    (QUIZ, 'objective = "o1"', 'objective = "o9"', "unknown_objective", "o9"),
    (QUIZ, 'id = "q1"', 'id = "q2"', "item_not_asked", 'id = "q2"'),
    (
        QUIZ,
        'id = "q1"\nform = "lesson"\npair = 0',
        'id = "q1"\nform = "lesson"\npair = 1',
        "pair_incomplete",
        "pair = 1",
    ),
    (QUIZ, 'form = "A"\npair = 1', 'form = "A"\npair = 6', "pair_incomplete", "pair = 6"),
    (BN, "<!-- item: q1 -->", "<!-- item: a1 -->", "unknown_item", "item: a1"),
    (BN, "<!-- item: q1 -->\n", "", "unknown_item", ""),
    (BN, "<!-- say: দুই দিক দেখান। -->\n", "", "missing_say", "id: two-sides"),
    (BN, "<!-- board: দুই দিক -->\n", "", "missing_board", "id: two-sides"),
    (EN, "nopower: Without", "note: Without", "missing_nopower", "id: call-back"),
    (EN, "# Hang up, call back\n", "", "missing_title", "id: call-back"),
    (EN, "<!-- id: before -->\n", "", "missing_key", "layout: statement"),
    (
        EN,
        "id: before",
        "id: after",
        "duplicate_id",
        "id: after -->\n<!-- layout: statement -->\n<!-- minutes: 3 -->\n<!-- part: post",
    ),
    (EN, "id: before", "id: at-first", "slides_differ", "id: at-first"),
    (EN, "layout: columns", "layout: collums", "wrong_type", "collums"),
    (EN, "layout: cover", "layout: help", "slides_differ", "layout: help"),
    (EN, "minutes: 6", "minutes: six", "wrong_type", "six"),
    (EN, "minutes: 6", "minutes: 7", "minutes_differ", "minutes: 7"),
    (EN, "part: pre", "part: post", "missing_part", ""),
    (EN, "<!-- board: Two sides -->", "<!-- bord: Two sides -->", "unknown_directive", "bord"),
    (EN, "<!-- board: Two sides -->", "<!-- board: Two sides", "open_comment", "board: Two sides"),
    (EN, "<!-- board: Two sides -->", "<!-- say: Two sides -->", "two_directives", "say: Two sides"),
    (EN, "|||\n", "", "columns_not_two", ""),
    (EN, "# Last questions", "# Last questions\n\n# Once more", "two_titles", "# Once more"),
    (EN, "This is not an exam.", "## This is not an exam.", "unknown_markdown", "## This"),
    (EN, "the **rule**", "the **rule", "odd_bold", "the **rule"),
    (EN, "# Last questions", "# " + "word " * 10, "too_long", "# word"),
    (EN, "1. Sit in pairs.", "1. " + "word " * 10, "too_long", "1. word"),
    (EN, "1. Sit in pairs.", "1. One.\n2. Two.\n3. Now.", "too_long", "The other hangs up"),
    (EN, "This is not an exam.", "word " * 25, "too_long", "word word"),
    (EN, "media/hook.svg", "media/boat.svg", "picture_missing", "media/boat.svg"),
    (EN, "Read it calmly.", "Call 1098 now.", "helpline_in_text", "Call 1098"),
    (BN, "শান্ত গলায় পড়ুন।", "১০৯৮ নম্বরে ফোন।", "helpline_in_text", "১০৯৮"),
    (BN, "শান্ত গলায় পড়ুন।", "০১৭১২৩৪৫৬৭৮", "helpline_in_text", "০১৭১২"),
    (QUIZ, "The code is yours alone.", "Tell 999 at once.", "helpline_in_text", "Tell 999"),
    (EN, "Read it calmly.", "Even under pressure, **do not** pay.", "common_in_text", "**do not**"),
    (BN, "{common:never-pay}", "চাপ দিলেও টাকা দেবে না", "common_in_text", "চাপ দিলেও"),
    (EN, "{common:never-pay}", "{common:never-play}", "unknown_placeholder", "never-play"),
    (EN, "Read it calmly.", "Read it, {name}.", "unknown_placeholder", "{name}"),
    (EN, "Sit in pairs.", "Sit in pairs!", "exclamation", "pairs!"),
    (QUIZ, "The code is yours alone.", "Yours alone!", "exclamation", "alone!"),
    (BN, "এটি পরীক্ষা নয়।", "তুমি লজ্জার কিছু করোনি।", "never_word", "লজ্জার"),
    (BN, "শান্ত গলায় পড়ুন।", "সে কানা ছিল।", "never_word", "কানা"),
    (BN, "জোড়ায় বসো।", "জোড\u09bcায় বসো।", "", ""),
    (BN, "জোড়ায় বসো।", "জো\u09dcায় বসো।", "not_nfc", "1. জো"),
    (BN, "এটি পরীক্ষা নয়।", "হঠাত্\u200d এল।", "not_nfc", "হঠাত"),
    (HOOK, "<rect", "<script>alert(1)</script><rect", "picture_unsafe", "<script"),
    (HOOK, '<rect x="30"', '<rect onclick="x()" x="30"', "picture_unsafe", "onclick"),
    (HOOK, "<rect", '<use href="https://example.org/a.svg"/><rect', "picture_unsafe", "<use"),
    (HOOK, 'fill="#0B6E4F"', 'fill="url(http://example.org/x)"', "picture_unsafe", "example.org"),
    (HOOK, "৳", "Taka", "picture_unsafe", "Taka"),
    (HOOK, "<svg ", '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg ', "picture_unsafe", ""),
    (HOOK, "</svg>", "", "picture_unsafe", ""),
]


def spoil(file: str, old: str, new: str) -> dict[str, str]:
    files = good_files()
    assert old in files[file], f"{old!r} is not in {file}"
    return files | {file: files[file].replace(old, new, 1)}


def check(files: dict[str, str]) -> list[Finding]:
    return check_source(Source({name: text.encode() for name, text in files.items()}), COMMON)


def test_a_good_pack_has_no_findings(tmp_path: Path) -> None:
    assert check_pack(write_folder(tmp_path / "pack", good_files()), COMMON) == []
    assert check_pack(write_zip(tmp_path / "pack.zip", good_files(), "little-lesson/"), COMMON) == []
    assert pack_id_of(open_source(tmp_path / "pack")) == ("little-lesson", 3)


@pytest.mark.parametrize(("file", "old", "new", "code", "on"), SPOILT)
def test_what_is_spoilt_is_found_where_it_stands(file: str, old: str, new: str, code: str, on: str) -> None:
    files = spoil(file, old, new)
    found = [one for one in check(files) if one.code == code]
    if not code:
        assert check(files) == []
        return
    assert found, [str(one) for one in check(files)]
    line = files[file][: files[file].index(on)].count("\n") + 1
    assert (file, line) in [(one.file, one.line) for one in found] or not on


@pytest.mark.parametrize("file", [MODULE, BN, EN, QUIZ])
def test_a_missing_file_is_told_and_nothing_is_made_up_about_its_content(file: str) -> None:
    files = good_files()
    del files[file]
    found = check(files)
    assert (file, "missing_file") in [(one.file, one.code) for one in found]
    assert not [one for one in found if one.code == "missing_translation"]


def test_a_file_that_is_no_toml_hides_nothing_else() -> None:
    files = spoil(MODULE, "format = 1", "format = ")
    files[EN] = files[EN].replace("Sit in pairs.", "Sit in pairs!")
    assert {one.code for one in check(files)} >= {"not_toml", "exclamation"}


def test_one_letter_must_not_hold_most_keys() -> None:
    files = good_files()
    files[QUIZ] = files[QUIZ].replace('key = "C"', 'key = "A"').replace('key = "D"', 'key = "A"')
    assert len([one for one in check(files) if one.code == "key_spread"]) == 2  # form A and form B


def test_a_pair_must_be_alike() -> None:
    files = good_files()
    start = files[QUIZ].index('id = "b1"')
    end = files[QUIZ].index('id = "b2"')
    twin = files[QUIZ][start:end].replace("A caller asks for a code.", "A caller you do not know asks for a code.")
    files[QUIZ] = files[QUIZ][:start] + twin.replace("code-harmless", "logo-proves", 1) + files[QUIZ][end:]
    assert {one.code for one in check(files)} == {"pair_lengths", "pair_differs"}


def test_both_forms_ask_their_pairs_in_one_order() -> None:
    files = good_files()
    quiz = (
        files[QUIZ]
        .replace('form = "B"\npair = 1', 'form = "B"\npair = 0')
        .replace('form = "B"\npair = 2', 'form = "B"\npair = 1')
    )
    files[QUIZ] = quiz.replace('form = "B"\npair = 0', 'form = "B"\npair = 2')
    assert [one.code for one in check(files)] == ["pair_order"]


def test_a_picture_that_module_toml_does_not_describe() -> None:
    files = good_files()
    files[MODULE] = files[MODULE][: files[MODULE].index("[[media]]")]
    assert [(one.file, one.line, one.code) for one in check(files)] == [
        (BN, 10, "picture_unlisted"),
        (EN, 10, "picture_unlisted"),
    ]


def test_bytes_that_are_not_what_their_name_says() -> None:
    files = {name: text.encode() for name, text in good_files().items()}
    files |= {"media/photo.png": b"\xff\xd8\xff\xe0", EN: b"# One\n\xff\n"}
    found = {(one.file, one.line, one.code) for one in check_source(Source(files), COMMON)}
    assert {("media/photo.png", 1, "picture_unsafe"), (EN, 2, "not_utf8")} <= found


def test_every_finding_has_a_remedy_and_a_line_in_its_file() -> None:
    for file, old, new, *_ in SPOILT:
        files = spoil(file, old, new)
        for found in check(files):
            assert str(found.message)
            assert str(found.remedy)
            assert 1 <= found.line <= files.get(found.file, "").count("\n") + 1


def test_nothing_to_check_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        check_pack(tmp_path / "nowhere")
    assert caught.value.code == "pack_not_found"


@pytest.mark.parametrize(
    "path", sorted((resources() / "packs").glob("*/module.toml")), ids=lambda path: path.parent.name
)
def test_the_built_in_packs_are_good(path: Path) -> None:
    found = check_pack(path.parent, read_common(resources()))
    assert [(one.file, one.line, one.code, str(one.message)) for one in found] == []


SIGNS = st.sampled_from(
    ["[", "]", "{", "}", '"', "'", "=", ",", "#", "\n", "---\n", "<!--", "-->", "|||", "**", "\x00"]
)
PIECES = st.one_of(SIGNS, st.text(max_size=8), st.sampled_from(["ড়", "<svg>", "&a;", "[[items]]\n", "- ", "{common:x"]))


@examples_of(50, 1000)
def test_no_mutation_of_a_good_pack_ends_in_a_traceback(examples: settings) -> None:
    @examples
    @given(st.sampled_from([MODULE, QUIZ, BN, EN, HOOK]), st.data())
    def is_checked(file: str, data: st.DataObject) -> None:
        files = {name: text.encode() for name, text in good_files().items()}
        for _ in range(data.draw(st.integers(1, 3))):
            start = data.draw(st.integers(0, len(files[file])))
            length = data.draw(st.integers(0, 40))
            piece = data.draw(PIECES.map(lambda text: text.encode("utf-8", "replace")) | st.binary(max_size=6))
            files[file] = files[file][:start] + piece + files[file][start + length :]
        assert isinstance(check_source(Source(files), COMMON), list)

    is_checked()


@examples_of(25, 500)
def test_lines_moved_or_dropped_end_in_no_traceback(examples: settings) -> None:
    @examples
    @given(st.data())
    def is_checked(data: st.DataObject) -> None:
        files = good_files()
        file = data.draw(st.sampled_from([MODULE, QUIZ, BN, EN]))
        lines = files[file].split("\n")
        kept = data.draw(st.lists(st.sampled_from(lines), min_size=0, max_size=len(lines)))
        files[file] = "\n".join(kept)
        assert isinstance(check(files), list)

    is_checked()


@pytest.mark.parametrize("text", ["a = " + "[" * 4000, "a = " + "{b = " * 3000, "x = [" * 900 + "]" * 900])
def test_deep_nesting_is_no_toml(text: str) -> None:
    assert "not_toml" in {one.code for one in check(good_files() | {QUIZ: text})}
