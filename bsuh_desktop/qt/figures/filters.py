"""The page's filters: period, module and partner."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.figures.figures_job import Choices
from bsuh_desktop.qt.figures.periods import Period, periods
from bsuh_desktop.qt.forms.figures import Ui_Figures
from bsuh_desktop.qt.widgets.pick_box import PickBox
from bsuh_desktop.register.queries import Filters

_LONGEST = 24
"""Letters of a title shown in a closed combo box."""


class FigureFilters(QObject):
    """`changed` when a person chose something else."""

    changed = Signal()

    def __init__(self, bridge: Bridge, form: Ui_Figures, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._form = form
        self._periods: tuple[Period, ...] = ()
        self._modules: tuple[tuple[str, LocalText], ...] = ()
        self._partners: tuple[tuple[str, LocalText], ...] = ()
        for box in (form.period, form.module, form.partner):
            box.activated.connect(lambda _: self.changed.emit())

    def set_choices(self, choices: Choices) -> None:
        """Sets what can be chosen. A choice stays if it is still available."""
        period = self.period() if self._periods else None
        module, partner = _chosen(self._form.module, self._modules), _chosen(self._form.partner, self._partners)
        self._periods = periods(choices.as_of, list(choices.months))
        self._modules, self._partners = choices.modules, choices.partners
        same = [place for place, each in enumerate(self._periods) if period is not None and _alike(each, period)]
        self._fill(same[0] if same else 0, _place_of(module, self._modules), _place_of(partner, self._partners))

    def period(self) -> Period:
        """The chosen period."""
        place = self._form.period.currentIndex()
        return self._periods[place] if 0 <= place < len(self._periods) else Period()

    def filters(self) -> Filters:
        """All three filters as the register takes them."""
        period = self.period()
        module, partner = _chosen(self._form.module, self._modules), _chosen(self._form.partner, self._partners)
        return Filters(
            first=period.first,
            last=period.last,
            modules=(module,) if module else (),
            partners=(int(partner),) if partner else (),
        )

    def retranslate(self) -> None:
        """Translates the choices."""
        form = self._form
        self._fill(*(max(0, box.currentIndex()) for box in (form.period, form.module, form.partner)))

    def _fill(self, period: int, module: int, partner: int) -> None:
        say, said, form = self._bridge.say, self._bridge.text_of, self._form
        form.period.set_choices([say(each.label()) for each in self._periods], period)
        modules = [say(Message("Module: {module}", module=_short(said(names)))) for _, names in self._modules]
        form.module.set_choices([say(Message("Module: all")), *modules], module)
        partners = [say(Message("Partner: {partner}", partner=_short(said(names)))) for _, names in self._partners]
        form.partner.set_choices([say(Message("Partner: all")), *partners], partner)
        for box, values in ((form.module, self._modules), (form.partner, self._partners)):
            for place, (_, names) in enumerate(values, 1):
                box.setItemData(place, said(names), Qt.ItemDataRole.ToolTipRole)


def _chosen(box: PickBox, values: tuple[tuple[str, LocalText], ...]) -> str:
    """The chosen value, "" for all."""
    place = box.currentIndex() - 1
    return values[place][0] if 0 <= place < len(values) else ""


def _place_of(value: str, values: tuple[tuple[str, LocalText], ...]) -> int:
    return next((place for place, (each, _) in enumerate(values, 1) if each == value), 0) if value else 0


def _alike(one: Period, other: Period) -> bool:
    """True for the same choice; “the last twelve months” is the same on another day."""
    return one.year == other.year and (one.first is None) == (other.first is None)


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
