"""A month in figures, for each drug: discarded mg and units, JW share, losses, what is open."""

from collections.abc import Callable
from typing import Final

from app.core.month import MonthSummary, Sums
from app.core.notation import shown
from app.ui.widgets.card import Card
from app.ui.widgets.figure_grid import FigureGrid
from app.ui.widgets.text import figure_label, label, rule, show_if

_LINES: Final[tuple[tuple[str, Callable[[Sums], str]], ...]] = (
    ("Doses", lambda sums: shown(sums.doses)),
    ("Nothing given", lambda sums: shown(sums.not_given)),
    ("Opened", lambda sums: f"{shown(sums.opened_mg)} mg"),
    ("Given", lambda sums: f"{shown(sums.given_mg)} mg"),
    ("Discarded", lambda sums: f"{shown(sums.discarded_mg)} mg"),
    ("Of it avoidable", lambda sums: f"{shown(sums.avoidable_mg)} mg"),
    ("Discarded, whole units", lambda sums: shown(sums.discarded_units)),
    ("Units billed as given", lambda sums: shown(sums.given_units)),
    ("Units billed as JW", lambda sums: shown(sums.jw_units)),
    ("JW share of billed units", lambda sums: f"{shown(sums.jw_percent)} %"),
    ("Doses with JZ", lambda sums: shown(sums.with_jz)),
    ("Lost", lambda sums: f"{shown(sums.lost_mg)} mg"),
    ("Kept for others", lambda sums: f"{shown(sums.kept_mg)} mg"),
    ("Carried in", lambda sums: f"{shown(sums.carried_in_mg)} mg"),
    ("Left, multi-dose", lambda sums: f"{shown(sums.left_mg)} mg"),
    ("Checklist items open", lambda sums: shown(sums.open_items)),
    ("Doses with open items", lambda sums: shown(sums.doses_with_open_items)),
    ("Claims not ready", lambda sums: shown(sums.not_ready)),
)
_ONLY_WHERE: Final = frozenset(
    {"Nothing given", "Lost", "Kept for others", "Carried in", "Left, multi-dose"}
)
"""Seldom: left out where it is nothing for every drug, but for losses, which are looked for."""


class RecordsFiguresPanel(Card):
    """A column a drug."""

    def __init__(self) -> None:
        super().__init__("Month in figures")
        self._grid = FigureGrid(stretched=0)
        self.body.addLayout(self._grid)
        self.hide()

    def show_summary(self, summary: MonthSummary | None) -> None:
        """Show the figures; None or an empty month hides the card."""
        self._grid.empty()
        if summary is None or summary.is_empty:
            show_if(self, False)
            return
        for column, (drug, _) in enumerate(summary.by_drug, start=1):
            self._grid.addWidget(figure_label(drug, "head"), 0, column)
        line = 1
        for name, text_of in _LINES:
            texts = [text_of(sums) for _, sums in summary.by_drug]
            if name in _ONLY_WHERE and name != "Lost" and all(t[:2] in ("0", "0 ") for t in texts):
                continue
            self._grid.addWidget(rule(), line, 0, 1, len(texts) + 1)
            self._grid.addWidget(label(name, wrap=True), line + 1, 0)
            for column, ((drug, _), text) in enumerate(
                zip(summary.by_drug, texts, strict=True), start=1
            ):
                figure = figure_label(text, "strong")
                figure.setAccessibleName(f"{name}, {drug}: {text}")
                self._grid.addWidget(figure, line + 1, column)
            line += 2
        show_if(self, True)
