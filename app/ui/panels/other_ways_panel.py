"""The plan in force beside the others worth choosing; a person may pick any of them."""

from decimal import Decimal
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from app.core.billing import Units
from app.core.notation import shown as figure
from app.core.vials import MOST_ALTERNATIVES, VialPlan
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.typed_order import Shown
from app.ui.widgets.card import AnswerCard
from app.ui.widgets.text import YieldingLabel, figure_label, set_look, show_if, show_text
from app.ui.widgets.ticks import PickButton

_COLUMNS: Final = ("Vials, mg", "Opened", "Discard", "Units + JW", "Count", "")
_MARGIN: Final = 5


class _Way(NamedTuple):
    """One row of the table."""

    plan: VialPlan
    rest_mg: Decimal
    units: Units
    note: str
    in_force: bool


class OtherWaysPanel(AnswerCard):
    """Emits the plan that a person picks; the rows keep their order, so the eye finds them."""

    plan_picked = Signal(object)
    built = Signal()
    """The rows are laid out: there is more for Tab to stop at."""

    def __init__(self) -> None:
        super().__init__("Other ways", "Other combinations come with the vials.")
        content = QWidget()
        self.take(content)
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)  # a stretched column gives way first, so not the note's
        self._group = QButtonGroup(self)
        self._rows: list[_Row] = []
        self._ways: list[_Way] = []

    def build(self) -> None:
        """Lay the rows out, once: no start waits for what comes with the vials."""
        if self._rows:
            return
        for column, text in enumerate(_COLUMNS):
            head = YieldingLabel("head", text, text.replace(" + JW", "\n+ JW"))
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            head.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            head.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
            self._grid.addWidget(head, 0, column)
        for place in range(MOST_ALTERNATIVES + 1):
            row = _Row(self._grid, place + 1)
            row.pick.clicked.connect(lambda _on=False, place=place: self._pick(place))
            self._group.addButton(row.pick)
            self._rows.append(row)
        self.built.emit()

    def show_shown(self, shown: Shown) -> None:
        """Show the plans of the answer, least opened first; once it is given there are none."""
        answer = shown.answer
        self.setEnabled(shown.typed.is_order_open)
        show_if(self, not isinstance(answer, Worksheet) or answer.is_planned)
        self.show_content(
            there=isinstance(answer, Worksheet),
            awaited=shown.awaited or isinstance(answer, ShortShelf),
        )
        if isinstance(answer, Worksheet):
            self.build()
            self._ways = _ways_of(answer)
            for place, row in enumerate(self._rows):
                row.show_way(self._ways[place] if place < len(self._ways) else None)
        self._name_key(there=isinstance(answer, Worksheet))

    def _name_key(self, *, there: bool) -> None:
        """A mnemonic for the way in force, once there is one to go to."""
        show_text(self.caption, "O&THER WAYS" if there else "OTHER WAYS")
        chosen = next((row.pick for row in self._rows if row.pick.isChecked()), None)
        if there and chosen is not None:
            self.caption.setBuddy(chosen)

    def _pick(self, place: int) -> None:
        self.plan_picked.emit(self._ways[place].plan)


class _Row:
    """The widgets of one plan."""

    def __init__(self, grid: QGridLayout, row: int) -> None:
        self.pick = PickButton()
        self._figures = [figure_label() for _ in range(4)]
        self._note = YieldingLabel()
        self._parts: list[QWidget] = [self.pick, *self._figures, self._note]
        for column, part in enumerate(self._parts):
            part.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
            part.hide()
            grid.addWidget(part, row, column)

    def show_way(self, way: _Way | None) -> None:
        """Show a plan, or nothing."""
        for part in self._parts:
            show_if(part, way is not None)
        if way is None:
            return
        units = f"{figure(way.units.administered)} + {figure(way.units.discarded)}"
        texts = (
            f"{figure(way.plan.opened_mg)} mg",
            f"{figure(way.rest_mg)} mg",
            units,
            figure(way.plan.count),
        )
        sizes = _in_lines(way.plan.sizes_text)
        if self.pick.text() != sizes:
            self.pick.setText(sizes)
        self.pick.setAccessibleName(
            f"{way.plan.text}: {texts[0]} opened, {texts[1]} to discard, {texts[3]} vials. "
            f"{way.note}"
        )
        for shown, text in zip(self._figures, texts, strict=True):
            show_text(shown, text)
        self._note.say(way.note, way.note.replace(" avoid", "\navoid"))
        set_look(self._note, "role", "strong" if way.in_force else "muted")
        for part in (*self._figures, self._note):
            set_look(part, "chosen", "yes" if way.in_force else "no")
        if way.in_force:
            self.pick.setChecked(True)


def _in_lines(sizes_text: str) -> str:
    """A plan of many sizes on lines of three each."""
    sizes = sizes_text.split(" + ")
    lines = [" + ".join(sizes[place : place + 3]) for place in range(0, len(sizes), 3)]
    return " +\n".join(lines)


def _ways_of(sheet: Worksheet) -> list[_Way]:
    ways = [
        _Way(
            other.plan,
            other.plan.opened_mg - sheet.dose_mg,
            other.units,
            f"{figure(other.avoidable_mg)} mg avoidable" if other.avoidable_mg else "",
            in_force=False,
        )
        for other in sheet.alternatives
    ]
    rest_mg = sheet.discarded_mg + sheet.left_mg
    note = "chosen"
    if sheet.avoidable_mg:
        note += f", {figure(sheet.avoidable_mg)} mg avoidable"
    ways.append(_Way(sheet.plan, rest_mg, sheet.units, note, in_force=True))
    ways.sort(key=lambda way: (way.plan.opened_mg, way.plan.count))
    return ways
