"""The lines as a biller enters them, in the views that fit the setting, each to copy."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.amounts import Status
from app.core.claim_views import TITLES, View, claim_view, views_for
from app.core.notation import plain, without_agreeing_unit
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.messages import messages_for
from app.ui.typed_order import Shown
from app.ui.widgets.button import Button
from app.ui.widgets.card import AnswerCard, Messages
from app.ui.widgets.field_grid import FieldGrid
from app.ui.widgets.fields import UnitField
from app.ui.widgets.lines_text import LinesText
from app.ui.widgets.segments import Segments
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import YieldingLabel, show_if, show_text

_READY: Final = "Lines ready to enter"
_NO_CHARGE: Final = "Lines ready but for the charge"
_NOT_READY: Final = {
    Status.PLANNED: "Lines · planned",
    Status.GIVEN: "Lines · given, not ready",
    Status.NOT_GIVEN: "Lines · not given",
}
_AS: Final = {
    Status.PLANNED: "as planned",
    Status.GIVEN: "as given",
    Status.NOT_GIVEN: "nothing given",
}
_MNEMONICS: Final = {
    View.CMS1500: TITLES[View.CMS1500].replace("00", "0&0"),
    View.UB04: TITLES[View.UB04].replace("04", "&04"),
    View.PROFESSIONAL: f"&{TITLES[View.PROFESSIONAL]}",
    View.INSTITUTIONAL: f"&{TITLES[View.INSTITUTIONAL]}",
}


class ViewsPanel(AnswerCard):
    """Emits the charge as it is typed; copying takes exactly what the view says."""

    edited = Signal(str, object)
    rearranged = Signal()

    def __init__(self) -> None:
        super().__init__(_NOT_READY[Status.PLANNED], "Lines come with the vials.")
        self._segments: dict[tuple[View, ...], Segments] = {}
        self._views: tuple[View, ...] = ()
        self._picked: View | None = None
        self._sheet: Worksheet | None = None
        self._held: tuple[str, ...] = ()
        content = QWidget()
        self.take(content)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        self._mark = Messages()
        self._text = LinesText("The lines in this view")
        self._copy = Button("Copy this &view", self._copy_view)
        self._copied = YieldingLabel("muted")
        copy = QHBoxLayout()
        copy.addWidget(self._copy)
        copy.addWidget(self._copied, 1)
        self._column.addLayout(copy)
        self._column.addWidget(self._mark)
        self._column.addWidget(self._text)
        self._charge = UnitField("Charge per unit", "USD", form="in USD")
        self._charge.edited.connect(
            lambda text: self.edited.emit("charge_per_unit", without_agreeing_unit(text, "USD"))
        )
        self._grid = FieldGrid()
        self._grid.put(0, 0, "Charge p&er unit", self._charge)
        self.body.insertLayout(1, self._grid)
        content.raise_()  # Tab follows the order in which a card holds its parts

    def show_shown(self, shown: Shown) -> None:
        """Show the lines of the answer in the view that was picked; without one, none."""
        answer = shown.answer
        self._show_charge(shown)
        self._copied.say("")
        self._sheet = answer if isinstance(answer, Worksheet) else None
        self._held = shown.known.held
        self.show_content(
            there=self._sheet is not None,
            awaited=shown.awaited or isinstance(answer, ShortShelf),
        )
        self._copy.setEnabled(self._sheet is not None)
        if self._sheet is None:
            self._say_caption(_NOT_READY[Status.PLANNED])
            return
        self._say_caption(_caption(self._sheet, is_held=bool(self._held)))
        self._offer(tuple(views_for(self._sheet)))
        self._show_view()

    def forget(self) -> None:
        """Begin the next order with its first view."""
        self._picked = None

    def _show_charge(self, shown: Shown) -> None:
        typed = shown.typed.claim.charge_per_unit
        if without_agreeing_unit(self._charge.line.text(), "USD") != typed:
            self._charge.show_text(typed)
        usual = shown.rules.site.charge_usd(shown.drug.id)
        placeholder = f"site: {plain(usual)}" if usual else "not said"
        if self._charge.line.placeholderText() != placeholder:
            self._charge.line.setPlaceholderText(placeholder)
        self._grid.say({self._charge: messages_for(shown.answer, ("charge_per_unit",))})

    def _say_caption(self, text: str) -> None:
        show_text(self.caption, text.upper())
        if self.accessibleName() != text:
            self.setAccessibleName(text)

    def _offer(self, views: tuple[View, ...]) -> None:
        """Have the words of these views to choose from; what was picked stays while it fits."""
        if self._picked not in views:
            self._picked = views[0] if views else None
        if views != self._views:
            self._views = views
            if len(views) > 1 and views not in self._segments:
                made = Segments("View", [(view, _MNEMONICS[view]) for view in views], height=30)
                made.picked.connect(self._pick)
                self._column.insertWidget(0, made)
                self._copy.raise_()
                self._segments[views] = made
            for offered, segments in self._segments.items():
                show_if(segments, offered == views)
            self.rearranged.emit()
        if self._picked is not None and views in self._segments:
            self._segments[views].show_choice(self._picked)

    def _pick(self, value: str) -> None:
        self._picked = View(value)
        self._copied.say("")
        self._show_view()

    def _show_view(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self._copy.setEnabled(self._picked is not None)
        mark = sheet.code.mark
        of_code = [(Tone.ASK, f"{sheet.code.code}: {mark}")] if mark else []
        self._mark.show_messages([*[(Tone.STOP, why) for why in self._held], *of_code])
        view = self._picked or View.CMS1500  # with no view of its own, any says why
        self._text.show_lines(claim_view(sheet, view, self._held).rstrip("\n"))

    def _copy_view(self) -> None:
        if self._sheet is not None and self._picked is not None:
            QGuiApplication.clipboard().setText(claim_view(self._sheet, self._picked, self._held))
            held = ", held" if self._held else ""
            self._copied.say(f"Copied, {_AS[self._sheet.status]}{held}", f"Copied{held}")


def _caption(sheet: Worksheet, *, is_held: bool) -> str:
    if is_held:
        return f"{_NOT_READY[sheet.status]}, held"
    if not sheet.is_ready:
        return _NOT_READY[sheet.status]
    return _READY if sheet.claim.charge_per_unit else _NO_CHARGE
