from __future__ import annotations

import datetime

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.register.queries import Filters
from bsuh_desktop.services.figures.filters import MOST, dimensions_of_words, filters_of_words
from tests.helpers.attendance import PARTNER
from tests.helpers.registers import country_programme

DAYS = (datetime.date(2026, 1, 1), datetime.date(2026, 6, 30))


def test_dimensions_are_named_with_commas() -> None:
    assert dimensions_of_words("district, Module,district") == ("district", "module")
    assert dimensions_of_words(" ") == ()
    for word in ("version", "module-version", "Module_Version"):
        assert dimensions_of_words(f"module,{word}") == ("module", "module_version")


def test_filters_are_understood_by_code_and_by_name() -> None:
    programme = country_programme()
    module = next(iter(programme.modules))
    asked = filters_of_words(programme, DAYS, [module, module], [str(PARTNER)], ["sylhet", "৩০"], ["গাজীপুর", "Gazipur"])
    assert asked == Filters(*DAYS, (module,), (PARTNER,), ("60", "30"), ("3033",))
    assert filters_of_words(programme) == Filters()
    versions = filters_of_words(programme, module_versions=[f" {module}/২", f"{module}/2"])
    assert versions == Filters(module_versions=(f"{module}/2",))


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("days_turned", {"days": DAYS[::-1]}),
        ("unknown_module", {"modules": ["nothing"]}),
        ("unknown_module", {"module_versions": ["nothing/1"]}),
        ("bad_module_version", {"module_versions": ["taps-traps-taka"]}),
        ("bad_module_version", {"module_versions": ["/2"]}),
        ("bad_module_version", {"module_versions": ["taps-traps-taka/two"]}),
        ("unknown_partner", {"partners": ["nobody"]}),
        ("unknown_area", {"divisions": ["Atlantis"]}),
        ("unknown_area", {"districts": [""]}),
    ],
    ids=["days", "module", "version of none", "no version", "no module", "no number", "partner", "division", "nowhere"],
)
def test_what_there_is_not_is_told(code: str, asked: dict[str, list[str]]) -> None:
    with pytest.raises(KnownError) as told:
        filters_of_words(country_programme(), **asked)  # type: ignore[arg-type]
    assert told.value.code == code


def test_a_dimension_that_there_is_not_is_told_with_those_that_are() -> None:
    with pytest.raises(KnownError) as told:
        dimensions_of_words("district,religion")
    assert told.value.code == "unknown_dimension"
    assert "entered_later" in str(told.value)


def test_more_than_four_at_a_time_are_refused_before_anything_is_counted() -> None:
    assert len(dimensions_of_words("district,module,month,sex,sex")) == MOST
    with pytest.raises(KnownError) as told:
        dimensions_of_words("district,module,month,sex,age")
    assert told.value.code == "too_many_dimensions"
