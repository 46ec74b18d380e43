"""A month by product: opened = given + JW + remainders + losses, and what else became of it."""

from typing import Final

from app.core.month import DrugProduct, MonthSummary
from app.core.notation import shown
from app.core.recorded_dose import CARRIED_IN, ProductUse
from app.ui.widgets.card import Card
from app.ui.widgets.figure_grid import FigureGrid
from app.ui.widgets.signs import Sign, Tone
from app.ui.widgets.text import figure_label, label, rule, show_if

_PARTS: Final = (
    ("given_mg", "given"),
    ("jw_mg", "JW"),
    ("remainder_mg", "in no JW unit"),
    ("unbilled_mg", "discarded, not billed"),
    ("lost_mg", "lost"),
    ("kept_mg", "kept for others"),
    ("left_mg", "left in the vials"),
)
_ALWAYS: Final = frozenset({"given_mg", "jw_mg", "remainder_mg", "lost_mg"})
_WHY: Final = (
    "Vials are emptied larger first, so what is left over is of the last one opened. In no JW "
    "unit: what was discarded under one unit, and what the dose’s last unit took. Lost: spilt, "
    "broken, expired."
)


class RecordsProductsPanel(Card):
    """A product on a row, with the sum that has to hold below it."""

    def __init__(self) -> None:
        super().__init__("By NDC")
        self._why = label(_WHY, "small", wrap=True)
        self._grid = FigureGrid(stretched=1)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._why)
        self.hide()

    def show_summary(self, summary: MonthSummary | None) -> None:
        """Show every product; None or an empty month hides the card."""
        self._grid.empty()
        if summary is None or summary.is_empty:
            show_if(self, False)
            return
        for place, product in enumerate(summary.products):
            line = 3 * place
            if place:
                self._grid.addWidget(rule(), line, 0, 1, 3)
            self._grid.addWidget(Sign(Tone.CONFIRM), line + 1, 0)
            self._grid.addWidget(label(_name(product), "strong", wrap=True), line + 1, 1)
            self._grid.addWidget(
                figure_label(f"{shown(product.use.opened_mg)} mg", "strong"), line + 1, 2
            )
            equation = label(equation_text(product.use), wrap=True)
            equation.setAccessibleName(f"{_name(product)}: {equation_text(product.use)}")
            self._grid.addWidget(equation, line + 2, 1, 1, 2)
        show_if(self, True)


def equation_text(use: ProductUse) -> str:
    """ "480 mg opened = 448 mg given + 20 mg JW + 12 mg in no JW unit + 0 mg lost"."""
    opened = "carried in" if use.ndc == CARRIED_IN else "opened"
    parts = [
        f"{shown(getattr(use, field))} mg {word}"
        for field, word in _PARTS
        if getattr(use, field) or field in _ALWAYS
    ]
    return f"{shown(use.opened_mg)} mg {opened} = {' + '.join(parts)}"


def _name(product: DrugProduct) -> str:
    use = product.use
    if use.ndc == CARRIED_IN:
        return f"{product.drug}, carried in from others’ vials"
    code = f"NDC {use.ndc}" if use.ndc else "NDC not known"
    return f"{product.drug} {shown(use.vials)} × {shown(use.vial_mg)} mg, {code}"
