"""Bringing a class list, without a window: what is asked for, what is said of each row, what a decision changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists.decisions import RowDecision, WhoSaidNo
from bsuh_desktop.presenters.class_lists.file_step import NO_ROW, THIS_ROW, HeadingRow, ImportState, SittingAnswers
from bsuh_desktop.presenters.class_lists.import_list import ImportListModel, ImportListPresenter
from bsuh_desktop.presenters.class_lists.review_step import ColumnLine, ReadingBox
from bsuh_desktop.presenters.parts import Choice, Part, text_of
from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.services.class_lists.class_groups import class_groups, learners_of
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.faceless import NotedPage, cells_of, header_of, reported, session_in, words_of
from tests.helpers.list_files import CLASS
from tests.helpers.list_files import page as page_of
from tests.helpers.list_pages import DOUBTFUL, FIRST_TERM, LISTS, NEXT_TERM, PLAIN, with_first_term, written
from tests.helpers.whole_lists import BROKEN, CODED, GIRLS, LONG_ROLLS, girls_and_boys, halves

WHICH, ROLL, NAME, SEX, FOUND, VERB = range(6)


class Page(NotedPage[ImportListModel]):
    """The page, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.turned: list[str] = []
        self.reading: list[str] = []
        self.shown_again = 0
        self.question: RowDecision | WhoSaidNo | None = None
        self.headings: HeadingRow | None = None
        self.head: Callable[[str, str], object] = lambda key, row: None
        self.end: Callable[[str], object] = lambda key: None
        self.stop_at_once = False
        self.informed: list[str] = []
        session.informed.connect(lambda light, fact, remedy: self.informed.append(str(fact)))
        self.presenter = ImportListPresenter(session, self)

    def turn(self, part: str) -> None:
        """Notes the half."""
        self.turned.append(part)

    def begin_reading(self) -> None:
        """Notes it, and stops it if it is to be stopped."""
        self.reading.append("begun")
        if self.stop_at_once:
            self.presenter.refresh()
            self.reading.append(self.text("reason"))
            self.presenter.stop()

    def end_reading(self) -> None:
        """Notes it."""
        self.reading.append("ended")

    def show_again(self) -> None:
        """Notes it."""
        self.shown_again += 1

    def to_next_row(self) -> None:
        """The cursor is the window's."""

    def ask_headings(self, question: HeadingRow, then: Callable[[str, str], object]) -> None:
        """Notes the question."""
        self.headings, self.head = question, then

    def decide(self, question: RowDecision | WhoSaidNo, then: Callable[[str], object]) -> None:
        """Notes the question."""
        self.question, self.end = question, then

    def say_class(self, place: str = "Kaliganga High School", grade: str = "6", section: str = "Kha") -> None:
        """Fills in which class the list is of."""
        self.presenter.choosing.write("place_words", place)
        self.presenter.choosing.write("grade", grade)
        self.presenter.choosing.write("section", section)

    def bring(self, path: Path, grade: str = "6") -> None:
        """From the file to the preview."""
        self.presenter.choosing.read(path)
        self.say_class(grade=grade)
        self.presenter.go_on()

    def bring_another(self, path: Path) -> None:
        """Back from the preview of one list of the class to that of another one."""
        self.presenter.go_back()
        self.presenter.choosing.read(path)
        self.presenter.go_on()

    def row(self, key: str) -> Row:
        """A row of the table."""
        return next(row for row in self.model.rows if row.key == key)

    def cells(self, key: str) -> list[str]:
        """What it says."""
        return cells_of([self.row(key)])[0]

    def said(self, key: str) -> tuple[str, str]:
        """The light of a row, and what is said about it."""
        cell = self.row(key).cells[FOUND]
        return cell.light, text_of(cell.text, "en")

    def press(self, key: str) -> None:
        """The button of a row."""
        verb = self.row(key).cells[VERB].verb
        assert verb is not None
        self.presenter.press(key, verb.key)

    def decision(self, key: str) -> RowDecision:
        """Opens what is asked about a row of the list."""
        self.presenter.open_row(key)
        assert isinstance(self.question, RowDecision)
        return self.question

    def who(self, key: str) -> WhoSaidNo:
        """Opens what is asked about a learner who said no."""
        self.presenter.open_row(key)
        assert isinstance(self.question, WhoSaidNo)
        return self.question

    def column(self, letter: str) -> ColumnLine:
        """What is said of a column."""
        return next(line for line in self.model.columns_list if line.letter == letter)

    def map(self, letter: str, meaning: str) -> None:
        """Somebody gives a column that meaning."""
        choice = self.column(letter).choice
        assert choice is not None
        self.presenter.map(letter, words(choice).index(meaning))

    def pick(self, box: ReadingBox, text: str) -> None:
        """Somebody picks that line of a box."""
        self.presenter.pick(box, words(getattr(self.model, box)).index(text))

    def keys(self) -> list[str]:
        """The rows that are shown."""
        return [row.key for row in self.model.rows]


def words(choice: Choice) -> list[str]:
    """What a box offers."""
    return [text_of(option, "en") for option in choice.options]


def chosen(choice: Choice) -> str:
    """What is chosen in it."""
    return words(choice)[choice.chosen] if choice.chosen >= 0 else ""


def pasted() -> tuple[bytearray, bytearray]:
    """A list as it was copied, as a page and as text."""
    text = "\n".join("\t".join(row) for row in CLASS)
    return bytearray(page_of(CLASS).encode()), bytearray(text.encode())


@contextmanager
def import_list(folder: Path, prepare: Callable[[Desk], object] = prepared.as_made) -> Iterator[Page]:
    with session_in(folder, prepare) as session:
        page = Page(session)
        page.presenter.begin(None)
        yield page


def names_of(session: DeskSession) -> dict[str, str]:
    """Roll and name of the learners of the only class."""
    found: dict[str, str] = {}

    def ask(desk: Desk) -> dict[str, str]:
        (group,) = class_groups(desk)
        return {one.roll: one.name_bn for one in learners_of(desk, group.group.id)}

    session.query(ask, found.update)
    return found


def test_file_and_class_are_asked_for_one_by_one(tmp_path: Path) -> None:
    picture = tmp_path / "class.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    with import_list(tmp_path) as page:
        assert header_of(page.presenter) == ["Classes", "Get a list from a file"]
        assert (page.turned, page.model.choosing.shown, page.model.looking.shown) == (["choose_file"], True, False)
        assert (page.text("reason"), page.model.go_on.enabled) == ("Choose a file or paste a table first", False)
        assert (page.model.reason_light.light, page.model.stopped) == ("info", False)
        page.presenter.choosing.read(picture)
        assert page.text("file_text").startswith("This is a picture, not a list. Give an XLSX, XLS, ODS or CSV,")
        assert (page.model.file_light.light, page.model.go_on.enabled) == ("stop", False)
        page.presenter.choosing.read(written(tmp_path, PLAIN))
        assert (page.text("file_text"), page.model.file_light.light) == ("class.csv Learners: 4", "ok")
        assert page.focused == ["place_words"]
        assert page.text("reason") == "Say which school or club it is"
        page.presenter.choosing.write("place_words", "Nodipar Girls' School")
        assert page.text("reason") == "Say which grade or group it is"
        page.presenter.choosing.write("grade", "৭")
        assert (page.model.go_on.enabled, page.text("go_on"), page.text("reason")) == (True, "Look at the list", "")
        assert page.model.by_hand.enabled
        page.presenter.go_on()
        assert header_of(page.presenter) == [
            "Classes › Grade 7",
            "What was read from the list",
        ]
        assert (page.turned[-1], page.model.looking.shown, page.text("go_on")) == ("rows", True, "Use 4 learners")
        assert page.text("go_on", "bn") == "৪ জনকে নিন"


def test_a_table_is_pasted_instead_of_a_file_and_read_again(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        html, text = pasted()
        page.presenter.choosing.paste(html, text)
        assert page.text("file_text") == "Pasted table Learners: 3"
        assert page.text("file_text", "bn") == "পেস্ট করা ছক শিক্ষার্থী: ৩ জন"
        assert page.focused == ["place_words"]
        page.say_class()
        page.presenter.go_on()
        assert [cells[NAME] for cells in cells_of(page.model.rows)] == ["রাবেয়া খাতুন", "Arif Chakma", "মিম চাকমা"]
        assert page.text("file_name", "bn") == "পেস্ট করা ছক"
        page.map("B", "skipped")
        assert page.said("2")[1] == "No name"
        page.map("B", "name")
        assert page.cells("2")[NAME] == "রাবেয়া খাতুন"
        page.session.set_public(True)
        page.presenter.words_changed()
        assert "রাবেয়া" not in str(page.model)
        assert any(html), "it may be read again"


def test_what_is_no_table_is_said_with_what_to_do(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        html, text = pasted()
        page.presenter.choosing.paste(html, text)
        page.presenter.choosing.paste(bytearray(), bytearray(b"a line"))
        assert page.text("file_text").startswith("No table was copied. Mark the whole table, press Ctrl+C there,")
        assert (page.model.file_light.light, page.text("reason")) == ("stop", "Choose a file or paste a table first")
        assert not any(html), "nobody can read the one before again"
        html, text = bytearray(b"<table><tr><td>"), bytearray()
        page.presenter.choosing.paste(html, text)
        assert (page.model.file_light.light, any(html)) == ("stop", False)


def test_what_was_pasted_is_wiped_when_the_list_is_left_another_is_read_or_the_desk_is_locked(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:

        def bring_pasted() -> bytearray:
            html, text = pasted()
            page.presenter.choosing.paste(html, text)
            page.say_class()
            page.presenter.go_on()
            return html

        html = bring_pasted()
        page.presenter.leave()
        page.presenter.clear()
        assert not any(html)
        page.presenter.begin(None)
        html = bring_pasted()
        page.presenter.go_back()
        assert any(html)
        page.presenter.choosing.read(written(tmp_path, PLAIN))
        assert not any(html)
        page.presenter.begin(None)
        html = bring_pasted()
        with reported(page.session) as errors:
            page.session.lock()
            assert not any(html)
            assert page.keys() == ["2", "3", "4"], "the page waits behind the door"
            page.map("B", "skipped")
        assert [error.code for error in errors] == ["paste_is_gone"]


def test_what_was_pasted_goes_along_to_the_sitting_and_back(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        html, text = pasted()
        page.presenter.choosing.paste(html, text)
        page.say_class()
        page.presenter.go_on()
        page.presenter.go_on()
        assert page.opened == ["consent"]
        state = page.subjects[-1]["path"]
        page.presenter.leave()
        page.presenter.clear()
        assert any(html)
        page.presenter.begin(state)
        page.map("B", "skipped")
        assert page.said("2")[1] == "No name"
        page.presenter.clear()
        assert not any(html)


def test_the_school_of_the_newest_class_is_proposed_and_named_in_the_desks_language(tmp_path: Path) -> None:
    with import_list(tmp_path, prepared.with_class) as page:
        assert page.model.place_words.text == "Kaliganga High School"
        assert len(page.model.place_words.names) > 1
        page.session.set_language("bn")
        page.presenter.words_changed()
        assert page.model.place_words.text == "কালীগঙ্গা উচ্চ বিদ্যালয়"
        page.presenter.choosing.write("place_words", "শাপলা ক্লাব")
        page.session.set_language("en")
        page.presenter.words_changed()
        assert page.model.place_words.text == "শাপলা ক্লাব", "what a person typed stays"


def test_no_file_is_needed(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        assert page.model.by_hand.enabled is False
        page.say_class(place="শাপলা কিশোর-কিশোরী ক্লাব", grade="Friday group", section="")
        assert page.model.by_hand.enabled
        page.presenter.write_by_hand()
        assert page.model.by_hand.enabled is False, "a double click makes one class"
        page.presenter.write_by_hand()
        made: list[str] = []
        page.session.query(class_groups, lambda groups: made.extend(one.group.id for one in groups))
        assert (page.opened, page.subjects) == (["learners"], [{"group": made[0]}])
        assert len(made) == 1


def test_a_class_that_is_there_already_is_not_made_again(tmp_path: Path) -> None:
    with import_list(tmp_path, prepared.with_class) as page, reported(page.session) as errors:
        page.say_class(grade="8", section="Ka")
        page.presenter.write_by_hand()
        assert [error.code for error in errors] == ["class_exists"]
        assert (page.opened, page.model.by_hand.enabled) == ([], True)


def test_problems_keep_their_row_and_are_found(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, DOUBTFUL))
        assert page.said("2") == ("ok", "Fine")
        assert page.said("3") == page.said("4") == ("stop", "This roll appears twice")
        assert page.cells("3")[FOUND] == "This roll appears twice / rows 3, 4"
        assert page.said("5") == ("look", "No roll")
        assert page.said("6") == ("look", "A colon in the name")
        assert [page.text(f"{state}_count") for state in ("ok", "look", "stop")] == ["1", "2", "2"]
        assert (page.text("reason"), page.model.go_on.enabled) == ("Rows to fix first: 2.", False)
        assert (page.model.reason_light.light, page.model.stopped) == ("stop", True)
        assert [page.text(name) for name in ("all_rows", "only_problems")] == ["All rows 5", "Only problems 4"]
        assert page.model.only_changes.shown is False
        phone = page.column("D")
        assert (words_of(phone.words), words_of(phone.meaning)) == ("Mobile", "skipped: phone number")
        assert phone.choice is None, "a phone number is never mapped"
        assert (page.text("file_name"), page.text("file_rows")) == ("class.csv", "Rows: 5. Headings in row 1")
        assert (page.model.code_page_field.shown, page.model.sheet_field.shown) == (False, False)
        page.presenter.looking.filter("problems")
        assert (page.keys(), page.model.only_problems.checked) == (["3", "4", "5", "6"], True)
        page.presenter.looking.filter("all")
        page.presenter.looking.search("চাই")
        assert page.keys() == ["5"]
        page.presenter.looking.search("২")
        assert page.keys() == ["3", "4"]
        page.presenter.go_on()
        assert page.opened == [], "rows have to be fixed first"


def test_problems_are_put_right_one_by_one(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, DOUBTFUL))
        assert page.cells("3")[VERB] == "Choose the right one"
        page.press("3")
        decision = page.question
        assert isinstance(decision, RowDecision)
        asked = decision.model()
        assert [words_of(keeper.text) for keeper in asked.keepers] == [
            "Row 3: শ্রেয়া খাতুন",
            "Row 4: সাবরিনা দত্ত",
        ]
        assert (words_of(asked.question), asked.whose_roll.shown) == ("Row 3 of the list", True)
        assert (words_of(asked.question, "bn"), asked.who.shown) == ("তালিকার সারি ৩", False)
        decision.choose_keeper(4)
        page.end("save")
        assert (page.cells("3")[ROLL], page.cells("4")[ROLL]) == ("—", "2")
        assert page.said("3") == ("ok", "Another learner has this roll")
        assert (page.text("go_on"), page.model.go_on.enabled) == ("Use 5 learners", True)
        page.press("3")
        assert page.said("3") == ("stop", "This roll appears twice"), "it can be decided again"
        assert page.cells("5")[VERB] == "Keep as it is"
        page.press("5")
        assert page.said("5") == ("ok", "Kept as it is")
        assert page.cells("6")[VERB] == "Write ঃ"
        page.press("6")
        assert page.cells("6")[NAME] == "মোঃ রাকিব ত্রিপুরা"
        page.decision("4").write("roll", "৭")
        assert isinstance(page.question, RowDecision)
        page.question.write("name_bn", "সাবরিনা আক্তার")
        page.question.choose_sex(1)
        page.end("save")
        assert page.cells("4")[ROLL : SEX + 1] == ["7", "সাবরিনা আক্তার", "Boy"]
        page.decision("4")
        page.end("leave_out")
        assert (page.said("4"), page.text("go_on")) == (("unused", "Left out"), "Use 4 learners")
        page.decision("4")
        page.end("again")
        assert page.text("go_on") == "Use 5 learners"


def test_the_safe_button_of_a_decision_decides_nothing_and_saving_without_a_change_agrees(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, DOUBTFUL))
        asked = page.decision("5").model()
        assert words_of(asked.detail).startswith("There is no roll")
        assert (asked.leave_out.shown, asked.again.shown, asked.original.shown) == (True, False, False)
        shown = len(page.shown)
        for key in ("back", ""):
            page.end(key)
        assert (page.said("5"), len(page.shown)) == (("look", "No roll"), shown)
        page.end("save")
        assert page.said("5") == ("ok", "Kept as it is")
        assert page.decision("5").model().again.shown


def test_a_narrow_table_has_row_and_sex_below_the_name(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, DOUBTFUL))
        page.presenter.looking.set_wide(False)
        assert [words_of(column.title) for column in page.model.columns] == ["Roll", "Name", "What was read"]
        assert page.cells("2") == ["1", "ক্ষিতীশ রহমান / row 2, Boy", "Fine"]
        assert cells_of([page.row("2")], "bn")[0][1].endswith("সারি ২, ছেলে")


def test_no_name_stands_here_while_others_may_look_on_nor_when_the_page_is_left(tmp_path: Path) -> None:
    name = "ঐন্দ্রিলা চট্টোপাধ্যায়"
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, PLAIN.replace("মং চাই", name)))
        assert page.cells("5")[NAME] == name
        page.session.set_public(True)
        page.presenter.words_changed()
        assert {cells[NAME] for cells in cells_of(page.model.rows)} == {"hidden"}
        assert name not in str(page.model)
        page.presenter.looking.search(name[:4])
        assert page.model.rows == ()
        assert page.decision("5").model().names.shown is False
        page.session.set_public(False)
        page.presenter.words_changed()
        assert page.keys() == ["5"]
        page.presenter.leave()
        page.presenter.clear()
        model = page.model
        assert (model.rows, model.search.value, model.groups, model.columns_list) == ((), "", (), ())
        assert (page.text("file_name"), model.part, page.presenter.unsaved_warning()) == ("", Choice((), -1), None)


def test_leaving_asks_once_a_file_was_read(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        assert page.presenter.unsaved_warning() is None
        page.presenter.choosing.read(written(tmp_path, PLAIN))
        assert page.presenter.unsaved_warning() == (
            Message("Leave before the list is saved?"),
            Message("What you wrote on this page will be lost."),
        )
        page.say_class()
        page.presenter.begin(None)
        assert (page.model.grade.value, page.model.section.value, page.text("reason")) == (
            "",
            "",
            "Choose a file or paste a table first",
        )


def test_a_column_is_mapped_by_hand_and_in_the_next_list_of_that_school_like_it(tmp_path: Path) -> None:
    text = DOUBTFUL.replace("Name", "Called").replace("Roll", "Roll no").replace("2,সাবরিনা", "3,সাবরিনা")
    path, another = written(tmp_path, text), written(tmp_path, text, "another.csv")
    with import_list(tmp_path) as page, reported(page.session) as errors:
        page.bring(path)
        assert (page.model.read_as_last.shown, page.cells("5")[NAME]) == (False, "")
        assert words_of(page.column("B").meaning).startswith("skipped: ")
        page.press("5")
        page.map("B", "name")
        assert (words_of(page.column("B").words), words_of(page.column("B").meaning)) == ("Called", "→ name")
        assert words_of(page.column("B").question) == "What is this column: Called"
        assert page.cells("2")[NAME] == "ক্ষিতীশ রহমান"
        assert page.said("5") == ("look", "No roll"), "with a name it is another learner"
        reading = len(page.reading)
        page.map("B", "name")
        assert len(page.reading) == reading, "the same meaning reads nothing"
        path.unlink()
        page.map("C", "skipped")
        assert (len(errors), page.shown_again) == (1, 1), "the box says again what is read"
        choice = page.column("C").choice
        assert choice is not None
        assert (chosen(choice), page.cells("2")[SEX], page.model.go_on.enabled) == ("sex", "Boy", True)
        page.presenter.go_on()
        keep(page)
        page.presenter.begin(None)
        page.presenter.choosing.read(another)
        page.say_class(section="Ga")
        page.presenter.go_on()
        assert page.model.read_as_last.shown
        assert page.cells("2")[NAME] == "ক্ষিতীশ রহমান"


def keep(page: Page) -> None:
    """Stores the list that went on to the consent page, with everybody's letter."""
    from bsuh_desktop.services.class_lists.decide import with_consent
    from bsuh_desktop.services.class_lists.draft import agree

    state = page.subjects[-1]["path"]
    assert isinstance(state, ImportState)
    plan = state.draft.plan
    assert plan is not None
    agreed = with_consent(plan, frozenset(), "yes", frozenset())
    page.session.change(lambda desk: agree(desk, state.draft, agreed, "1"))


def test_another_code_page_or_sheet_is_read_where_there_are_several(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes("Roll,Name,Sex\n1,Ren\xe9 Gomes,M\n2,Ana Costa,F\n".encode("cp1252"))
    with import_list(tmp_path) as page, reported(page.session) as errors:
        page.bring(path)
        assert (page.cells("2")[NAME], page.model.code_page_field.shown) == ("René Gomes", True)
        assert chosen(page.model.code_page) == "Western"
        page.pick("code_page", "Cyrillic")
        assert (page.cells("2")[NAME], chosen(page.model.code_page)) == ("Renй Gomes", "Cyrillic")
        page.bring_another(LISTS / "three-sheets.xlsx")
        columns = page.model.columns_list
        assert (page.model.sheet_field.shown, chosen(page.model.sheet)) == (True, "শিক্ষার্থী তালিকা")
        assert page.model.code_page_field.shown is False
        page.pick("sheet", "ফি")
        assert (chosen(page.model.sheet), page.model.columns_list != columns) == ("ফি", True)
        page.pick("sheet", "রুটিন")
        assert str(errors[-1].message) == "The list has no row of headings."
        assert chosen(page.model.sheet) == "ফি", "what can be read stays"


def test_of_a_list_of_a_school_the_class_that_was_said_is_read_or_one_is_picked(tmp_path: Path) -> None:
    text = "Class,Section,Roll,Name\n6,A,1,রহিমা খাতুন\n6,A,2,করিম মিয়া\n8,C,1,শ্রেয়া দাস\n"
    with import_list(tmp_path) as page:
        page.presenter.choosing.read(written(tmp_path, text))
        assert page.text("file_text") == "class.csv Learners: 3, in 2 classes"
        page.say_class(grade="8", section="E")
        page.presenter.go_on()
        assert (chosen(page.model.part), page.model.go_on.enabled) == ("", False)
        assert page.text("reason") == "The list has several classes. Choose this one."
        for picked, keys in (("Grade 6, section A", ["2", "3"]), ("Grade 8, section C", ["4"])):
            page.pick("part", picked)
            assert (chosen(page.model.part), page.keys(), page.model.go_on.enabled) == (picked, keys, True)
        page.presenter.go_back()
        page.say_class(grade="6", section="A")
        page.presenter.go_on()
        assert page.keys() == ["2", "3"], "the class that was said"


def test_a_reading_can_be_stopped_and_leaves_what_was_there(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, DOUBTFUL.replace("2,সাবরিনা", "3,সাবরিনা")))
        before = page.model
        page.stop_at_once = True
        page.reading.clear()
        page.map("C", "skipped")
        assert page.reading[:3] == ["begun", "The list is being read", "ended"]
        assert page.shown_again == 1
        assert (page.model.columns_list, page.model.rows) == (before.columns_list, before.rows)
        assert page.model.go_on.enabled


def test_while_a_list_is_read_nothing_else_can_be_pressed(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, PLAIN))
        page.reading.clear()
        shown = len(page.shown)
        page.map("C", "skipped")
        during = page.shown[shown]
        assert (during.go_on.enabled, during.by_hand.enabled) == (False, False)
        assert (words_of(during.reason), during.reason_light.light) == ("The list is being read", "info")
        assert page.reading == ["begun", "ended"]


def test_what_somebody_said_does_not_stand_before_the_class_and_no_hidden_name_is_agreed_to(tmp_path: Path) -> None:
    with import_list(tmp_path, with_first_term) as page:
        page.bring(NEXT_TERM, grade="8")
        who = next(row.key for row in page.model.rows if row.state == "stop")
        assert page.cells(who)[FOUND:] == ["Not found on the list / Said “no” earlier. Who is it?", "Who is it?"]
        assert page.cells("8")[VERB] == "That is right"
        page.session.set_public(True)
        page.presenter.words_changed()
        assert page.cells(who)[FOUND:] == ["Left the class / Not on the list", ""]
        page.presenter.open_row(who)
        assert page.question is None
        assert page.cells("8")[VERB] == ""
        assert [line.shut for line in page.model.groups if line.code == "converted"] == [True]
        asked = page.decision("8").model()
        assert (asked.names.shown, asked.who.shown) == (False, False)
        page.end("save")
        assert page.row("8").cells[FOUND].light == "look"


def test_a_few_of_a_class_are_asked_about_and_of_all_as_they_were_nothing(tmp_path: Path) -> None:
    with import_list(tmp_path, with_first_term) as page:
        page.bring(written(tmp_path, PLAIN), grade="8")
        assert header_of(page.presenter)[1] == "What has changed"
        assert (page.model.merges, page.model.only_changes.checked, page.model.changes_card.shown) == (True, True, True)
        assert "Is it the list of the whole class?" in page.text("reason")
        line = next(line for line in page.model.groups if line.code == "whole_class")
        assert [words_of(text) for _, text in line.verbs] == ["No, the others stay", "It is the whole class"]
        page.presenter.answer_line("whole_class", "the_others_stay")
        assert page.focused[-1] == "groups"
        assert "Is it the list of the whole class?" not in page.text("reason")
        gone = {
            cells[FOUND].split(" / ")[0]
            for cells, row in zip(cells_of(page.model.rows), page.model.rows, strict=True)
            if not row.key.isdigit()
        }
        assert gone == {"Stays in the class", "Not found on the list"}
        before = names_of(page.session)
        page.bring_another(FIRST_TERM)
        assert (page.text("new_count"), page.text("go_on")) == ("0", "Update the class")
        assert page.keys() == ["10", "20"], "what is to be looked at stands here, too"
        page.presenter.go_on()
        assert (page.opened, page.informed) == (
            ["classes"],
            ["The class is up to date. Learners: 20, new: 0, gone: 0"],
        )
        assert names_of(page.session) == before


def test_another_spelling_may_be_another_learner_or_stay_as_it_was(tmp_path: Path) -> None:
    with import_list(tmp_path, with_first_term) as page:
        page.bring(NEXT_TERM, grade="8")
        assert page.said("8")[1] == "Name was শ্রেয়া চক্রবর্তী"
        decision = page.decision("8")
        asked = decision.model()
        assert [
            (words_of(part), part.checked) for part in (asked.who_new_name, asked.who_our_name, asked.who_other)
        ] == [
            ("The same learner, now written: শ্রেয়া চক্রবর্ত্তী", True),
            ("The same learner, still written: শ্রেয়া চক্রবর্তী", False),
            ("Another learner, new in the class", False),
        ]
        decision.choose_who("who_other")
        assert [part.checked for part in _who(decision)] == [False, False, True]
        page.end("save")
        assert page.said("8")[1] == "New"
        fives = [cells[NAME].split(" / ")[0] for cells in cells_of(page.model.rows) if cells[ROLL] == "5"]
        assert fives == ["শ্রেয়া চক্রবর্ত্তী", "শ্রেয়া চক্রবর্তী"], "who was there before has left"
        page.presenter.looking.filter("all")
        page.decision("8").choose_who("who_our_name")
        page.end("save")
        assert page.cells("8")[NAME].split(" / ")[0] == "শ্রেয়া চক্রবর্তী"


def _who(decision: RowDecision) -> tuple[Part, Part, Part]:
    model = decision.model()
    return model.who_new_name, model.who_our_name, model.who_other


def test_who_said_no_is_found_stays_or_has_left(tmp_path: Path) -> None:
    with import_list(tmp_path, with_first_term) as page:
        page.bring(NEXT_TERM, grade="8")
        page.presenter.answer_line("converted", "agree")
        line = next(row.key for row in page.model.rows if row.state == "stop")
        decision = page.who(line)
        asked = decision.model()
        assert words_of(asked.question) == "Who said “no” earlier? Their roll was 7"
        assert (asked.save.enabled, asked.is_here.shown, asked.found.chosen) == (False, True, -1)
        assert words(asked.found)[0].startswith("Roll ")
        decision.choose("is_here")
        assert decision.model().save.enabled is False, "which one?"
        decision.choose("stays")
        assert decision.model().save.enabled
        page.end("save")
        assert (page.said(line)[1], page.model.go_on.enabled) == ("Stays in the class", True)
        decision = page.who(line)
        assert decision.model().stays.checked
        decision.choose("left")
        page.end("save")
        assert (page.said(line)[1], page.cells(line)[VERB]) == ("Left the class", "Decide again")
        page.press(line)
        assert page.said(line)[1] == "Not found on the list"
        page.who(line)
        page.end("")
        assert page.model.go_on.enabled is False, "nothing was decided"
        decision = page.who(line)
        decision.choose_row(0)
        assert (decision.model().is_here.checked, decision.model().save.enabled) == (True, True)
        page.end("save")
        assert all(row.key != line for row in page.model.rows), "it is a row of the list"


def test_a_class_whose_lesson_goes_on_is_not_changed(tmp_path: Path) -> None:
    with import_list(tmp_path, prepared.at_roll_call) as page, reported(page.session) as errors:
        page.presenter.choosing.read(written(tmp_path, PLAIN))
        page.say_class(grade="8", section="Ka")
        page.presenter.go_on()
        assert str(errors[0].message) == "A lesson of this class is not finished."
        assert page.model.choosing.shown
        page.say_class(grade="8", section="another")
        page.presenter.go_on()
        assert (page.model.looking.shown, len(errors)) == (True, 1)


def test_answers_of_the_sitting_wait_unless_other_rows_are_read(tmp_path: Path) -> None:
    text = (
        "Grade,Section,Roll,Name,Sex\n6,Kha,1,ক্ষিতীশ রহমান,M\n6,Kha,2,শ্রেয়া খাতুন,F\n6,Ga,1,মং চাই,M\n6,Ga,2,সাবরিনা দত্ত,F\n"
    )
    noted = SittingAnswers(read_aloud=True, refused=frozenset({3}))
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, text))
        page.presenter.go_on()
        state = page.subjects[-1]["path"]
        assert isinstance(state, ImportState)
        page.presenter.begin(ImportState(state.draft, noted))
        assert (page.model.looking.shown, page.model.grade.value) == (True, "6")
        page.map("E", "skipped")
        page.presenter.go_on()
        assert _answers(page) == noted, "the same learner stands there"
        page.presenter.begin(ImportState(state.draft, noted))
        page.presenter.pick("part", 1 - page.model.part.chosen)
        page.presenter.go_on()
        assert _answers(page) == SittingAnswers()


def _answers(page: Page) -> SittingAnswers:
    state = page.subjects[-1]["path"]
    assert isinstance(state, ImportState)
    return state.answers


def test_rows_that_share_a_remark_are_settled_at_once(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, "Roll,Name,Sex\n1,রহিমা,?\n2,করিম,?\n,শ্রেয়া,F\n,মং চাই,M\n"))
        assert [words_of(line.sentence) for line in page.model.groups] == [
            "Words skipped: 2.",
            "Learners without a roll: 2. They get free numbers.",
        ]
        page.presenter.answer_line("unknown_word", "agree")
        page.presenter.answer_line("no_roll", "agree")
        assert [line.settled for line in page.model.groups] == [True, True]
        page.bring_another(LISTS / "hidden.xlsx")
        rows, hidden = len(page.model.rows), page.text("look_count")
        page.presenter.answer_line("hidden_row", "leave_out")
        assert (page.text("look_count"), page.text("go_on")) == ("0", f"Use {rows - int(hidden)} learners")


def test_one_decision_changes_what_it_is_about_and_nothing_else(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, DOUBTFUL))
        page.press("5")
        assert page.differs() == {"rows", "only_problems", "only_changes", "ok_count", "look_count"}


def test_a_list_that_comes_after_the_page_was_left_is_dropped(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.presenter.choosing.read(written(tmp_path, PLAIN))
        page.say_class()
        late = page.presenter.in_visit(page.turned.append)
        page.session.lock()
        late("rows")
        assert page.turned == ["choose_file"]


def lines(page: Page) -> dict[str, list[str]]:
    """The lines above the table that wait for an answer: the keys of their buttons."""
    return {line.code: [key for key, _ in line.verbs] for line in page.model.groups if not line.again}


def test_what_is_asked_of_the_whole_list_stands_above_it_until_it_is_answered(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, halves(8)))
        assert lines(page) == {
            "joined": ["no", "agree"],
            "sex_words": ["leave_out", "girl_first", "boy_first"],
        }
        sex = page.model.groups[1]
        assert words_of(sex.sentence, "bn") == "লিঙ্গের কলামে মেয়ে কোনটি: “১” নাকি “২”?"
        assert [words_of(text) for _, text in sex.verbs] == [
            "Leave it out",
            "“1” means girl, “2” boy",
            "“2” means girl, “1” boy",
        ]
        assert (page.text("reason"), page.model.go_on.enabled) == (
            "Say first whether these lists are one class.",
            False,
        )
        page.presenter.answer_line("joined", "agree")
        assert (list(lines(page)), page.focused[-1]) == (["sex_words"], "groups")
        assert page.text("reason") == "Say first what stands for girl and boy."
        page.presenter.answer_line("sex_words", "boy_first")
        assert [page.cells(key)[SEX] for key in ("2", "3", "102", "103")] == ["Girl", "Boy", "Girl", "Boy"]
        assert (lines(page), page.model.go_on.enabled, page.text("go_on")) == ({}, True, "Use 8 learners")
        page.bring_another(written(tmp_path, halves(8), "first.csv"))
        page.presenter.answer_line("joined", "no")
        assert page.keys() == ["2", "3", "4", "5"]
        reading = len(page.reading)
        page.presenter.answer_line("sex_words", "leave_out")
        assert len(page.reading) == reading, "nothing is read for that"
        assert [(words_of(line.sentence), line.light) for line in page.model.groups] == [
            ("Of several lists only the first was read.", "ok"),
            ("The codes for girl and boy were left out.", "ok"),
        ]
        assert (page.text("go_on"), page.model.go_on.enabled) == ("Use 4 learners", True)


def test_an_answer_about_the_whole_list_is_taken_back(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, halves(8)))
        page.presenter.answer_line("sex_words", "boy_first")
        page.presenter.answer_line("joined", "no")
        assert [[words_of(text) for _, text in line.verbs] for line in page.model.groups] == [["Decide again"]] * 2
        assert words_of(page.model.groups[1].sentence) == "“2” means girl, “1” boy"
        page.presenter.answer_line("joined", "again")
        assert (list(lines(page)), page.keys(), page.model.go_on.enabled) == (["joined"], ["2", "3", "4", "5"], False)
        assert words_of(page.model.groups[0].sentence).endswith("only the first was read. Is that right?")
        page.presenter.answer_line("joined", "agree")
        assert words_of(page.model.groups[0].sentence) == "Several lists are read as one class."
        page.presenter.answer_line("sex_words", "again")
        page.presenter.answer_line("sex_words", "leave_out")
        assert ({page.cells(key)[SEX] for key in ("2", "3", "102")}, page.model.go_on.enabled) == ({"—"}, True)


def test_one_code_and_long_rolls_are_asked_about(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, CODED.replace(",1\n", ",M\n") + "5,Nita Roy,2\n"))
        assert [words_of(text) for _, text in page.model.groups[0].verbs] == [
            "Leave it out",
            "“2” means girl",
            "“2” means boy",
        ]
        page.presenter.answer_line("sex_words", "girl_first")
        assert [page.cells(key)[SEX] for key in ("2", "3", "4", "5", "6")] == ["Boy", "Girl", "Girl", "Boy", "Girl"]
        page.bring_another(written(tmp_path, LONG_ROLLS, "long.csv"))
        page.presenter.answer_line("long_roll", "no")
        assert {cells[ROLL] for cells in cells_of(page.model.rows)} == {"—"}
        assert words_of(page.model.groups[0].sentence) == "The long numbers under roll were left out."
        page.presenter.answer_line("long_roll", "again")
        page.presenter.answer_line("long_roll", "agree")
        assert page.cells("2")[ROLL] == "2047811960"
        assert words_of(page.model.groups[0].sentence) == "The long numbers under roll are rolls."


def test_a_question_stays_open_where_its_answer_cannot_be_read(tmp_path: Path) -> None:
    path = written(tmp_path, halves(8))
    with import_list(tmp_path) as page, reported(page.session) as errors:
        page.bring(path)
        path.unlink()
        page.presenter.answer_line("joined", "no")
        assert ([error.code for error in errors], "joined" in lines(page)) == (["list_not_found"], True)
        assert not page.model.go_on.enabled


def test_the_next_list_of_the_school_is_read_as_the_last_and_asked_about_as_well(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, halves(8)))
        page.presenter.answer_line("joined", "no")
        page.presenter.answer_line("sex_words", "boy_first")
        page.presenter.go_on()
        keep(page)
        page.presenter.begin(None)
        page.presenter.choosing.read(written(tmp_path, halves(12), "next.csv"))
        page.say_class(section="Ga")
        page.presenter.go_on()
        assert page.model.read_as_last.shown
        assert (len(page.keys()), page.cells("2")[SEX]) == (6, "Girl")
        assert words_of(page.model.groups[0].sentence).endswith("only the first was read. Is that right?")
        assert list(lines(page)) == ["joined", "sex_words"]
        page.presenter.answer_line("sex_words", "boy_first")
        page.presenter.answer_line("joined", "agree")
        assert (len(page.keys()), page.model.go_on.enabled) == (12, True)


def test_names_that_were_put_right_are_agreed_to_by_who_sees_them(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, BROKEN))
        assert page.cells("2")[NAME].startswith(f"{GIRLS[0]} / à¦")
        assert max(map(len, page.cells("2")[NAME].split())) == 12, "long words of what was broken are cut"
        assert page.cells("2")[FOUND:] == ["Letters put right / Is the name right?", "That is right"]
        assert page.text("reason") == "Names to compare first: 3."
        assert words_of(page.decision("2").model().original).startswith("In the file: à¦")
        page.session.set_public(True)
        page.presenter.words_changed()
        assert (page.model.groups[0].shut, page.cells("2")[NAME], page.cells("2")[VERB]) == (True, "hidden", "")
        page.session.set_public(False)
        page.presenter.words_changed()
        page.presenter.answer_line("repaired", "agree")
        assert page.model.go_on.enabled


def test_a_name_from_a_formula_is_proposed_and_stands_once(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(LISTS / "formulas.xlsx")
        found = [cells for cells in cells_of(page.model.rows) if cells[FOUND].startswith("From a formula")]
        assert (len(found), page.text("reason")) == (2, "Names to compare first: 2.")
        assert [cells[NAME].count(" / ") for cells in found] == [0, 0], "as it stands in the file"
        page.presenter.answer_line("calculated", "agree")
        assert "compare" not in page.text("reason")


def test_all_that_is_said_of_the_list_is_shown_before_titles(tmp_path: Path) -> None:
    text = "My school\nGirls\nRoll,Name\n1,Mina Das\n2,Rita Roy\nBoys,\n3,Rahim Uddin\nGirls,\n4,Nita Roy\n"
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, text + "SL,Teacher,Subject\n1,Majid,Math\n"))
        said = page.text("file_notes").split("\n")
        assert said == [
            "Row 2 says that these learners are girls.",
            "Row 6 says that these learners are boys.",
            "Row 8 says that these learners are girls.",
            "Other people stand from row 10 on. Rows left out: 2.",
        ]


def test_why_a_column_was_not_taken_stands_beside_it(tmp_path: Path) -> None:
    text = "Roll,Name,Name,Girl\n1,Mina Das,Abdul Das,x\n2,Rahim Ali,Jalal Ali,\n3,Rita Roy,Kamal Roy,x\n"
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, text))
        assert words_of(page.column("C").meaning) == ("skipped: another column has the names; these may be a parent's")
        assert words_of(page.column("D").meaning) == "→ girl, ticked"
        assert page.cells("2")[SEX] == "Girl"


def test_a_person_says_which_row_holds_the_headings_and_sees_no_name_for_it(tmp_path: Path) -> None:
    below = "".join(f"{roll},{name}\n" for roll, name in enumerate(GIRLS[:5], 1))
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, "Roll,Name\n8,The upper school\n" + below))
        page.presenter.ask_headings()
        asked = page.headings
        assert asked is not None
        assert asked.model().current == "1"
        assert cells_of(asked.model().rows) == [
            ["1 / headings now", "Roll · Name"],
            ["2", "number, length 1 · name, length 16"],
            ["3", f"number, length 1 · name, length {len(GIRLS[0])}"],
        ]
        page.session.set_public(True)
        assert cells_of(asked.model().rows)[1:] == [["2", "hidden · hidden"], ["3", "hidden · hidden"]]
        page.session.set_public(False)
        reading = len(page.reading)
        page.head("back", "2")
        page.head(THIS_ROW, "1")
        assert len(page.reading) == reading, "nothing is read for that"
        page.head(THIS_ROW, "2")
        assert page.keys() == ["3", "4", "5", "6", "7"]
        assert page.text("file_rows") == "Rows: 5. Headings in row 2"
        page.presenter.ask_headings()
        page.head(NO_ROW, "2")
        assert page.text("file_rows").endswith("No headings found")


def test_sheets_are_read_below_one_another(tmp_path: Path) -> None:
    with import_list(tmp_path) as page:
        page.bring(girls_and_boys(tmp_path))
        assert (chosen(page.model.sheet), page.model.together_field.shown) == ("Girls", True)
        assert words(page.model.together) == ["none", "All sheets together", "“Boys” too", "“Notes” too"]
        page.pick("together", "“Boys” too")
        assert (len(page.keys()), page.text("go_on")) == (20, "Use 20 learners")
        assert words(page.model.together) == ["Boys", "without “Boys”", "“Notes” too"]
        assert "Row 3 of sheet “Boys” is row 103 here." in page.text("file_notes")
        page.pick("together", "“Notes” too")
        assert page.informed == ["There is no list of learners on sheet “Notes”."]
        page.pick("together", "without “Boys”")
        assert len(page.keys()) == 10
        page.pick("together", "All sheets together")
        assert (len(page.keys()), words(page.model.together)[0]) == (20, "Boys")
        page.bring_another(written(tmp_path, PLAIN))
        assert page.model.together_field.shown is False


def test_a_table_that_goes_on_with_the_one_before_is_agreed_to_as_well(tmp_path: Path) -> None:
    first = "".join(f"<tr><td>{roll}</td><td>{name}</td></tr>" for roll, name in enumerate(GIRLS[:5], 1))
    second = "".join(f"<tr><td>{roll}</td><td>{name}</td></tr>" for roll, name in enumerate(GIRLS[5:], 6))
    head = "<tr><th>Roll</th><th>Name</th></tr>"
    page_of = f"<html><body><table>{head}{first}</table><p>2</p><table>{head}{second}</table></body></html>"
    with import_list(tmp_path) as page:
        page.bring(written(tmp_path, page_of, "list.html"))
        assert (list(lines(page)), page.model.go_on.enabled) == (["joined"], False)
        assert "goes on with the same list" in words_of(page.model.groups[0].sentence)
        page.presenter.answer_line("joined", "no")
        assert page.text("go_on") == "Use 5 learners"
        page.presenter.answer_line("joined", "again")
        page.presenter.answer_line("joined", "agree")
        assert page.text("go_on") == "Use 10 learners"
        assert words_of(page.model.groups[0].sentence) == "Several lists are read as one class."
