"""The page of figures without a window: numbers, map, trend and table are of one value, and tell no small number."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.job import SLOW_MS
from bsuh_desktop.domain.districts import DISTRICTS
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.presenters.figures import figures_job
from bsuh_desktop.presenters.figures.figures import FiguresModel, FiguresPresenter
from bsuh_desktop.presenters.figures.figures_job import FigureFilters, FilterBox, FilterChoices
from bsuh_desktop.presenters.figures.table_rows import NUMBERS, number_text
from bsuh_desktop.presenters.parts import Choice, text_of
from bsuh_desktop.register.facts import FileFacts
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.figures.published_figures import HEAD
from tests.helpers import country_desk
from tests.helpers.collected import learners_of
from tests.helpers.faceless import NotedPage, PausedFace, session_in

LIMIT = 10
PARTS = ("top", "table_card", "bar")


class Page(NotedPage[FiguresModel]):
    """The screen, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.rows: list[int] = []
        self.presenter = FiguresPresenter(session, self)

    def show_row(self, row: int) -> None:
        """Notes the row under the cursor."""
        self.rows.append(row)

    def items(self, box: str, language: Language = "en") -> list[str]:
        """What can be picked from a box."""
        choices = getattr(self.model, box)
        assert isinstance(choices, Choice)
        return [text_of(text, language) for text in choices.options]

    def pick(self, box: FilterBox, text: str) -> None:
        """Picks from a filter."""
        self.presenter.choose(box, self.items(box).index(text))

    def table(self, by: str) -> None:
        """Picks what the table is by."""
        self.presenter.choose_table(self.items("by").index(f"By: {by}"))

    def cells(self, language: Language = "en") -> dict[str, list[str]]:
        """What the table says, by the name in each row."""
        shown = self.model.rows
        lines = ((shown.prepared.names[place], shown.prepared.rows[place]) for place in shown.order)
        return {
            name: [text_of(number_text(row, key, shown.prepared.limit), language) for key in NUMBERS]
            for name, row in lines
        }


@contextmanager
def figures(folder: Path, prepare: object = country_desk.country) -> Iterator[Page]:
    assert callable(prepare)
    with session_in(folder, prepare) as session:
        page = Page(session)
        page.presenter.enter()
        yield page


def in_time() -> list[FileFacts]:
    """The classes of the last twelve months."""
    files = tuple(country_desk.classes())
    newest = max(one.about.day for one in files)
    return [one for one in files if (one.about.day.year, one.about.day.month) > (newest.year - 1, newest.month)]


def names_of(districts: Sequence[str]) -> list[str]:
    return [district.names.en for code in districts for district in DISTRICTS if district.code == code]


def test_numbers_map_and_table_are_of_the_classes_and_small_numbers_are_not_told(tmp_path: Path) -> None:
    files = in_time()
    people = [one for file in files for one in learners_of(file)]
    there = [one for one in people if one.status != "absent"]
    with figures(tmp_path) as page:
        numbers = (page.model.classes_number, page.model.attendances_number, page.model.learners_number)
        different = len({one.learner for one in there})
        assert [text_of(one.full, "en") for one in numbers] == [
            str(len(files)),
            f"{len(there):,}",
            f"{different:,}",
        ]
        assert f"of {len(people):,} on the lists" in page.text("attendances_text")
        assert str(page.presenter.breadcrumb()) == "Coordinator · all received classes up to 27 July 2026"
        assert page.focused == ["period"]
        tiles = {tile.district.names.en: str(tile.label()) for tile in page.model.map.tiles}
        wanted = sum(one.about.place == f"eiin:{country_desk.FIRST_SCHOOL + 17}" for one in files)
        assert tiles["Dhaka"] == f"Dhaka: {wanted} classes"
        assert tiles["Panchagarh"] == "Panchagarh: no class"
        assert page.model.elsewhere.shown is False
        page.presenter.show_table("district")
        assert page.cells()["Dhaka"][0] == str(wanted)
        assert not set(page.cells()) & set(names_of(country_desk.EMPTY))
        few = {name for name, line in page.cells().items() if f"under {LIMIT}" in line}
        assert few == set(names_of(country_desk.SMALL))
        assert page.text("told_how").startswith(f"Numbers of people under {LIMIT} are not shown")
        assert "১০" in page.text("told_how", "bn")
        page.table("Module")
        assert page.model.told_how_part.shown is False


def test_the_map_and_the_trend_lead_to_their_rows(tmp_path: Path) -> None:
    with figures(tmp_path) as page:
        page.presenter.show_table("district", "1078")
        (row,) = page.rows
        assert list(page.cells())[row] == "Patuakhali"
        assert page.focused[-1] == "rows"
        page.presenter.show_table("district")
        assert len(page.rows) == 1, "no district was asked for"
        page.presenter.search("2026")
        page.presenter.show_table("month")
        assert (page.model.search.value, next(iter(page.cells()))) == ("", "August 2025")
        assert [one.month for one in page.model.trend.months] == [
            *(f"2025-{month:02}" for month in range(8, 13)),
            *(f"2026-{month:02}" for month in range(1, 8)),
        ]
        july = sum((one.about.day.year, one.about.day.month) == (2026, 7) for one in in_time())
        assert str(page.model.trend.months[-1].label()) == f"July 2026: {july} classes"


def test_every_dimension_is_a_table_that_is_sorted_and_searched(tmp_path: Path) -> None:
    with figures(tmp_path) as page:
        for by in ("Partner", "Facilitator", "Module", "Module version", "How answered", "When entered", "Upazila"):
            page.table(by)
            assert page.cells()
        page.table("Girl or boy")
        assert set(page.cells()) == {"Girl", "Boy", "Not specified"}
        assert {line[0] for line in page.cells().values()} == {"–"}, "of a class's girls no class is told"
        assert "19 of 20 numbers differ by" in page.text("told_how")
        page.table("Grade")
        assert "one class is in several rows" in page.text("rows_text")
        page.presenter.show_table("district")
        assert page.items("sort_by")[0] == "Sorted by: District"
        page.presenter.choose_sorting(page.items("sort_by").index("Sorted by: Classes"))
        names, counts = list(page.cells()), [int(line[0]) for line in page.cells().values()]
        assert counts == sorted(counts, reverse=True)
        assert (names[0], page.model.rows.sort, page.model.rows.down) == ("Dhaka", "classes", True)
        page.presenter.turn_order()
        assert [int(line[0]) for line in page.cells().values()] == counts[::-1]
        page.presenter.press_heading("classes")
        assert page.model.rows.down
        page.presenter.press_heading("name")
        assert (page.model.sort_by.chosen, page.model.rows.down) == (0, False)
        page.presenter.search("ganj")
        assert set(page.cells()) == {name for name in names if "ganj" in name.lower()}
        assert page.text("rows_text") == f"Rows: {len(page.cells())}"
        page.presenter.search("nowhere")
        assert page.text("rows_text") == "Nothing here has this name."
        assert page.model.rows.shown, "the table stays where it is"
        page.table("Upazila")
        assert page.model.search.value == ""


def test_what_is_on_the_screen_is_saved(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with figures(tmp_path / "desk") as page:
        page.presenter.show_table("district")
        page.presenter.search("ganj")
        page.presenter.ask_where()
        assert str(page.places[-1].question) == "Where should the figures be saved?"
        page.answer_place(out, "")
        assert page.text("news") or page.model.news.shown
        assert page.text("news") == "The figures are saved: figures-2026-07-27.csv, on out."
        (path,) = out.iterdir()
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        assert tuple(rows[0]) == HEAD
        saved = {row["name_en"]: row["classes"] for row in rows if row["by"] == "district"}
        assert saved == {name: line[0] for name, line in page.cells().items()}
        whole = [row["classes"] for row in rows if row["by"] == "whole"]
        assert whole == [text_of(page.model.classes_number.full, "en")]
        assert len([row for row in rows if row["by"] == "month"]) == 12
        before = page.model.news.number
        page.answer_place(out, "ASHA")
        assert (page.text("news").endswith("on ASHA."), page.model.news.number) == (True, before + 1)
        page.answer_place(out / "gone", "")
        assert (page.model.news.light, page.text("news")) == (
            "stop",
            "This folder no longer exists. Choose another folder.",
        )
        page.presenter.close_news()
        assert page.model.news.shown is False


def test_filters_change_all_of_it_together_and_stay(tmp_path: Path) -> None:
    with figures(tmp_path) as page:
        assert page.items("period") == ["Year: last 12 months", "Year: 2026", "Year: 2025", "Year: all"]
        page.pick("partner", "Partner: Diganta Foundation")
        page.pick("period", "Year: 2025")
        files = [one for one in country_desk.classes() if one.about.partner == country_desk.OTHER]
        files = [one for one in files if one.about.day.year == 2025]
        assert text_of(page.model.classes_number.text, "en") == str(len(files))
        assert page.text("classes_text") == "January 2025 – December 2025"
        assert sum(tile.classes for tile in page.model.map.tiles) == len(files)
        page.presenter.leave()
        page.presenter.clear()
        page.presenter.enter()
        assert (page.model.period.chosen, page.model.partner.chosen) == (2, 2)
        assert text_of(page.model.classes_number.text, "en") == str(len(files))


def test_in_another_language_the_names_are_made_again_and_sorted(tmp_path: Path) -> None:
    with figures(tmp_path) as page:
        page.presenter.show_table("division")
        count = text_of(page.model.classes_number.text, "bn")
        assert count == str(len(in_time())).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
        page.session.set_language("bn")
        page.presenter.words_changed()
        assert "বরিশাল" in page.cells("bn")
        assert page.model.rows.language == "bn"
        shown = page.model.rows
        page.presenter.words_changed()
        assert page.model.rows is shown, "nothing has changed"


def test_what_is_collected_meanwhile_stands_there_when_one_comes_back(tmp_path: Path) -> None:
    with figures(tmp_path, country_desk.coordinator) as page:
        nothing = page.model.nothing
        assert nothing.shown
        assert [str(words) for words in (nothing.title, nothing.verb)] == [
            "Nothing has been collected yet",
            "Open the Inbox",
        ]
        assert [getattr(page.model, name).shown for name in PARTS] == [False] * 3
        assert page.focused == ["nothing"]
        assert not (page.session.profile / "register").exists(), "to look makes no register"
        page.presenter.press_nothing()
        assert page.opened == ["inbox"]
        collect(page, [country_desk.one_class(1, 3, 0, 6)])
        page.presenter.enter()
        assert [getattr(page.model, name).shown for name in PARTS] == [True] * 3
        assert "under 10 are not shown" in page.text("told_how")
        assert text_of(page.model.attendances_number.text, "en") == "under 10"
        opened = page.presenter.job.picture
        page.presenter.enter()
        assert page.presenter.job.picture is opened, "nothing was added: it need not be opened again"
        collect(page, [country_desk.one_class(number, 17, number, 40) for number in (2, 3)])
        page.presenter.enter()
        assert text_of(page.model.classes_number.text, "en") == "3"


def collect(page: Page, files: Sequence[FileFacts]) -> None:
    page.session.register.use(lambda collector, register: country_desk.put(register, collector.signer, files))


def test_missing_libraries_are_told_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        fact, remedy = Message("The parts for figures are not installed on this laptop."), Message("Install them")
        raise KnownError("no_coordinator_parts", fact, remedy)

    with session_in(tmp_path, country_desk.country) as session:
        page = Page(session)
        monkeypatch.setattr(figures_job, "require_parts", missing)
        page.presenter.enter()
        nothing = page.model.nothing
        assert [str(words) for words in (nothing.title, nothing.sentence, nothing.verb)] == [
            "The parts for figures are not installed on this laptop.",
            "Install them",
            "Try again",
        ]
        assert (page.model.top.shown, page.focused) == (False, ["nothing"])
        monkeypatch.undo()
        page.presenter.press_nothing()
        assert (page.model.nothing.shown, page.model.top.shown) == (False, True)


def test_a_lock_leaves_nothing_in_the_table_and_closes_the_register(tmp_path: Path) -> None:
    with figures(tmp_path) as page:
        page.session.lock()
        assert page.model.rows.order == ()
        assert page.presenter.job.picture is None
        assert (page.model.top.shown, page.model.nothing.shown) == (False, False)


def test_counting_is_said_once_it_takes_a_while_and_only_the_newest_question_is_answered(tmp_path: Path) -> None:
    face = PausedFace()
    with session_in(tmp_path, country_desk.country, face=face) as session:
        page = Page(session)
        page.presenter.enter()
        face.pass_ms(SLOW_MS)
        assert page.model.busy_text.shown is False, "everything was answered"
        before = page.model.trend
        face.pause()
        page.pick("period", "Year: 2025")
        page.pick("period", "Year: all")
        face.pass_ms(SLOW_MS - 1)
        assert page.model.busy_text.shown is False
        face.pass_ms(1)
        assert (page.model.busy_text.shown, page.text("busy_text")) == (True, "Counting …")
        assert page.model.trend is before, "the old figures stay until the new ones are there"
        shown = len(page.shown)
        face.go_on()
        assert len({id(model.trend) for model in page.shown[shown:]} - {id(before)}) == 1
        assert page.text("classes_text").startswith("June 2025")
        assert (page.model.busy_text.shown, page.model.filters.shown) == (False, True)


def test_an_answer_that_comes_after_the_page_was_left_shows_nothing(tmp_path: Path) -> None:
    face = PausedFace()
    with session_in(tmp_path, country_desk.country, face=face) as session:
        page = Page(session)
        face.pause()
        page.presenter.enter()
        page.presenter.leave()
        page.presenter.clear()
        face.go_on()
        assert page.model.top.shown is False
        assert page.presenter.job.picture is None, "a register that comes too late does not stay open"
        assert page.focused == []


def test_a_long_title_is_cut_in_its_box_and_whole_in_its_tip() -> None:
    filters = FigureFilters()
    titles = (("a", LocalText("ছোট", "Taps")), ("b", LocalText("", "Check before you share what you have read")))
    filters.set_choices(FilterChoices(datetime.date(2026, 7, 1), ("2026-07",), titles, ()))
    box = filters.modules(shown=True)
    assert [text_of(text, "en") for text in box.options] == [
        "Module: all",
        "Module: Taps",
        "Module: Check before you share…",
    ]
    assert [text_of(tip, "en") for tip in box.tips] == ["", "Taps", titles[1][1].en]
    assert text_of(box.options[1], "bn").endswith("ছোট")
    filters.choose("module", 2)
    assert filters.filters().modules == ("b",)
    filters.set_choices(FilterChoices(datetime.date(2026, 7, 1), ("2026-07",), titles[1:], ()))
    assert (filters.modules(shown=True).chosen, filters.filters().modules) == (1, ("b",))
    filters.set_choices(FilterChoices(datetime.date(2026, 7, 1), ("2026-07",), titles[:1], ()))
    assert (filters.modules(shown=True).chosen, filters.filters().modules) == (0, ())


def two_versions(desk: Desk) -> None:
    """A country in which every third class of the first module had its second version."""
    country_desk.coordinator(desk)
    files = tuple(country_desk.classes())
    first = files[0].about.module
    again = [
        replace(one, about=replace(one.about, module_version=2))
        if one.about.module == first and number % 3 == 0
        else one
        for number, one in enumerate(files)
    ]
    country_desk.collected(desk, again)


def test_one_version_of_a_module_is_counted_alone_and_without_attributes(tmp_path: Path) -> None:
    with figures(tmp_path, two_versions) as page:
        page.pick("period", "Year: all")
        modules = page.items("module")
        (second,) = (one for one in modules if one.endswith(", version 2"))
        of_module = modules.index(second.removesuffix(", version 2"))
        assert modules[of_module + 1 : of_module + 3] == [f"{modules[of_module]}, version {n}" for n in (1, 2)]
        assert len(modules) == 5, "a module of one version is there once"
        page.table("Girl or boy")
        page.pick("module", modules[of_module])
        all_classes = int(text_of(page.model.classes_number.text, "en"))
        shown = [page.model.rows.by]
        counts = []
        for text in modules[of_module + 1 : of_module + 3]:
            page.pick("module", text)
            counts.append(int(text_of(page.model.classes_number.text, "en")))
        assert (sum(counts), min(counts) > 0) == (all_classes, True)
        shown.append(page.model.rows.by)
        assert not {"By: Girl or boy", "By: Age", "By: Disability"} & set(page.items("by"))
        assert list(page.cells()) == [text_of(page.model.module.tips[page.model.module.chosen], "en")]
        assert "ages and disability are not shown" in page.text("told_how")
        page.table("How answered")
        shown.append(page.model.rows.by)
        page.pick("module", "Module: all")
        page.table("Girl or boy")
        shown.append(page.model.rows.by)
        assert shown == ["sex", "module_version", "channel", "sex"], "attributes are not told of a version"
