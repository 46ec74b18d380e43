"""A month of the record, drawn: what was discarded each day, and what of it was avoidable."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.core.month import DayDiscard, Month, MonthSummary
from app.core.notation import read_count, shown
from app.core.quantity import ZERO
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, Messages
from app.ui.widgets.discard_chart import Bar, DiscardChart
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.sizes import fix
from app.ui.widgets.text import Caption, label, show_if, show_text


class RecordsMonthPanel(Card):
    """Emits the month that is asked for, typed or by one before and after."""

    month_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("Month")
        self._month = Month(1, 1)
        self._field = UnitField("Month", placeholder="YYYY-MM", form="as year-month")
        fix(self._field, width=120)
        self._field.edited.connect(self._read)
        caption = Caption("Month, by d&ate of service")
        caption.setBuddy(self._field.line)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(caption)
        row.addWidget(self._field)
        row.addWidget(Button("&Earlier", lambda: self._go(self._month.before)))
        row.addWidget(Button("&Later", lambda: self._go(self._month.after)))
        row.addStretch(1)
        self._messages = Messages()
        self._said = label("", "drug", wrap=True)
        self._chart = DiscardChart()
        for layout in (row,):
            self.body.addLayout(layout)
        self.body.addWidget(self._messages)
        self.body.addWidget(self._said)
        self.body.addWidget(self._chart)

    def show_waiting(self, month: Month, entries: int) -> None:
        """Say that the month is being counted; no old figure stays."""
        self._show_month(month)
        so_far = f" {shown(entries)} entries so far." if entries else ""
        show_text(self._said, f"The record is being counted.{so_far}")
        show_if(self._chart, False)

    def show_trouble(self, month: Month, sentence: str) -> None:
        """Say why there are no figures."""
        self._show_month(month)
        show_text(self._said, sentence)
        show_if(self._chart, False)

    def show_summary(self, summary: MonthSummary) -> None:
        """Draw the month; an empty one says so."""
        self._show_month(summary.month)
        show_if(self._chart, not summary.is_empty)
        if summary.is_empty:
            show_text(self._said, f"Nothing was given or opened in {summary.month.text}.")
            return
        sums = summary.all
        noun = "dose" if sums.doses == 1 else "doses"
        avoidable = f"{shown(sums.avoidable_mg)} mg of it avoidable"
        discarded = f"{shown(sums.discarded_mg)} mg discarded, {avoidable}"
        show_text(self._said, f"{shown(sums.doses)} {noun}: {discarded}")
        self._chart.show_bars(
            f"Discarded by day in {summary.month.text}", _bars(summary.month, summary.days)
        )

    def focus_first(self) -> None:
        """Put the keyboard where the month is typed."""
        self._field.line.setFocus()
        self._field.line.selectAll()

    def _show_month(self, month: Month) -> None:
        self._month = month
        if read_month(self._field.line.text()) != month:
            self._field.show_text(month.text)
        self._messages.show_messages([])
        self._field.show_said([])

    def _read(self, text: str) -> None:
        month = read_month(text)
        if isinstance(month, str):
            said = [(Tone.STOP, month)]
            self._field.show_said(said)
            self._messages.show_messages(said)
        else:
            self._go(month)

    def _go(self, month: Month) -> None:
        self.month_asked.emit(month)


def read_month(text: str) -> Month | str:
    """The month that a text writes as YYYY-MM, or a sentence."""
    year, _, number = text.strip().partition("-")
    if len(year) == 4 and len(number) == 2:
        read_year, read_number = read_count(year), read_count(number.removeprefix("0"))
        if (
            isinstance(read_year, int)
            and isinstance(read_number, int)
            and 1900 <= read_year < 9999
            and 1 <= read_number <= 12
        ):
            return Month(read_year, read_number)
    return f"“{text.strip()[:12]}” is not a month: write year-month, such as 2026-11."


def _bars(month: Month, days: tuple[DayDiscard, ...]) -> list[Bar]:
    """A bar for each day of the month; every fifth is written below."""
    known: dict[int, tuple[Decimal, Decimal]] = {
        day.day.day: (day.unavoidable_mg, day.avoidable_mg) for day in days
    }
    return [
        Bar(
            str(number) if number == 1 or number % 5 == 0 else "",
            f"{month.text}-{number:02d}",
            *known.get(number, (ZERO, ZERO)),
        )
        for number in range(1, month.days + 1)
    ]
