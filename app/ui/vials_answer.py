"""What an answer says of the vials: the picture, the amounts, the draw, and the bag."""

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.core.drug import Drug
from app.core.notation import plain
from app.core.notation import shown as figure
from app.core.order import BagDraft, BagMethod
from app.core.preparation import Preparation, PreparedBag, VialDraw
from app.core.quantity import ZERO
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.messages import messages_for
from app.ui.theme import theme
from app.ui.typed_order import Shown
from app.ui.widgets.card import Chip, Messages
from app.ui.widgets.choice import ChoiceField
from app.ui.widgets.painting import painted_safely
from app.ui.widgets.signs import Tone
from app.ui.widgets.sizes import at_least, fix
from app.ui.widgets.text import figure_label, keep_place, label, rule, show_if, show_text
from app.ui.widgets.vial_picture import PicturedVial, VialPicture
from app.wording.status import what_lines_stand_for

METHODS: Final = (
    (BagMethod.ADD, "add to full bag"),
    (BagMethod.WITHDRAW, "withdraw first"),
    (BagMethod.EMPTY, "fill empty bag"),
)


class VialsAnswer:
    """Laid out with the first answer, in the column of the card that waits for it."""

    def __init__(self, column: QVBoxLayout) -> None:
        self._picture = VialPicture()
        self._amounts = _Amounts()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(10)
        self._beside.addWidget(self._picture, 5)
        self._beside.addWidget(self._amounts, 4)
        column.addLayout(self._beside)
        self._plan_messages = Messages()
        column.addWidget(self._plan_messages)
        self.bag = BagRow()
        column.addWidget(self.bag)
        for part in (self._picture, self._amounts, self.bag):
            part.hide()  # else the layout would show it by itself

    def put_beside(self, *, wide: bool) -> None:
        """Have the amounts beside the picture, or below it."""
        direction = QBoxLayout.Direction
        self._beside.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def show_shown(self, shown: Shown) -> None:
        """Show the answer, or an empty place."""
        answer = shown.answer
        show_if(self._picture, not shown.awaited)
        show_if(self._amounts, not shown.awaited)
        self._plan_messages.show_messages(messages_for(answer, ("plan",)))
        self._amounts.show_answer(shown)
        self._picture.show_vials(_all_pictured(answer) if isinstance(answer, Worksheet) else [])
        self.bag.setEnabled(shown.typed.is_order_open)
        self.bag.show_answer(shown)


def _all_pictured(sheet: Worksheet) -> list[PicturedVial]:
    """What to draw from each vial; once it is given the vials alone: the draw was a plan."""
    if sheet.is_planned:
        return [_pictured(draw, sheet.drug) for draw in sheet.draws]
    return [
        PicturedVial(
            sheet.drug.name,
            f"{figure(v.mg)} mg",
            v.count,
            _is_large(v.mg, sheet.drug),
            ZERO,
            "",
            "",
        )
        for v in sheet.plan.vials
    ]


def _is_large(mg: Decimal, drug: Drug) -> bool:
    return mg == max(p.mg for p in drug.presentations)


def _pictured(draw: VialDraw, drug: Drug) -> PicturedVial:
    left_mg = draw.mg - draw.draw_mg
    volume = f"{figure(draw.draw_mg)} mg" if draw.draw_ml is None else f"{figure(draw.draw_ml)} mL"
    caption = f"draw all {volume}" if draw.is_whole else f"draw {volume}"
    if draw.draw_mg == ZERO:
        caption = "draw none"
    return PicturedVial(
        drug.name,
        f"{figure(draw.mg)} mg",
        draw.count,
        _is_large(draw.mg, drug),
        left_mg / draw.mg,
        f"{figure(left_mg)} mg" if left_mg else "",
        caption,
    )


class _Swatch(QWidget):
    """The colour or hatch that stands for an amount in the picture."""

    def __init__(self, *, hatched: bool) -> None:
        super().__init__()
        self._hatched = hatched
        fix(self, width=12, height=12)

    @painted_safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it as the picture does."""
        painter = QPainter(self)
        look = theme()
        if self._hatched:
            painter.fillRect(self.rect(), look.colour("discard"))
            painter.fillRect(
                self.rect(), QBrush(look.colour("discard_hatch"), Qt.BrushStyle.BDiagPattern)
            )
        else:
            painter.fillRect(self.rect(), look.colour("vial_drug"))
        painter.end()


class _Amounts(QWidget):
    """Opened, to give or given, to discard or discarded, what else became of it, and why."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(3, 1)
        self._rows: list[tuple[QWidget, QLabel, QLabel, QLabel]] = []
        for row, swatch in enumerate((QWidget(), _Swatch(hatched=False), _Swatch(hatched=True))):
            figure_part, words, volume = figure_label("", "figure"), label(), label("", "strong")
            keep_place(swatch)
            grid.addWidget(swatch, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(figure_part, row, 1)
            grid.addWidget(words, row, 2)
            grid.addWidget(volume, row, 3)
            self._rows.append((swatch, figure_part, words, volume))
        self._others = label("", "strong", wrap=True)
        grid.addWidget(self._others, 3, 0, 1, 4)
        self._why = label("", "muted", wrap=True)
        at_least(self._why, height=50)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._why, 4, 0, 1, 4)
        grid.setRowStretch(5, 1)

    def show_answer(self, shown: Shown) -> None:
        """Show the amounts that there are."""
        answer = shown.answer
        rows: list[tuple[str, str, str]] = [("", "", "")] * 3
        why = others = ""
        if isinstance(answer, Worksheet):
            why, others = answer.why_best if answer.is_planned else "", _other_amounts(answer)
            rows = _rows(answer)
        elif isinstance(answer, ShortShelf):
            rows[1] = (f"{figure(answer.dose_mg)} mg", "to give", _volume("draw ", answer.draw_ml))
        for parts, (amount, text, ml) in zip(self._rows, rows, strict=True):
            swatch, figure_part, words, volume = parts
            show_text(figure_part, amount)
            show_text(words, text)
            show_text(volume, ml)
            show_if(swatch, bool(amount))
        show_text(self._others, others)
        show_if(self._others, bool(others))
        show_text(self._why, why)


def _rows(sheet: Worksheet) -> list[tuple[str, str, str]]:
    """Figure, word and volume of what was opened, of the dose, and of the rest."""
    given = what_lines_stand_for(sheet.status, is_discard=False)
    rest = what_lines_stand_for(sheet.status, is_discard=True)
    if sheet.drug.multi_dose:
        rest = "left, not discarded"
    dose = f"· of {figure(sheet.dose_mg)} mg dose"
    rest_ml = None
    if sheet.is_planned:
        dose, rest_ml = _volume("draw ", sheet.draw.ml if sheet.draw else None), sheet.rest_ml
    return [
        (f"{figure(sheet.opened_mg)} mg", "opened", ""),
        (f"{figure(sheet.billed_mg)} mg", given, dose),
        (f"{figure(sheet.discarded_mg or sheet.left_mg)} mg", rest, _volume("", rest_ml)),
    ]


def _other_amounts(sheet: Worksheet) -> str:
    """What was carried in, kept for another patient, or lost."""
    amounts = sheet.amounts
    return " · ".join(
        f"{figure(mg)} mg {what}"
        for mg, what in (
            (amounts.carried_in_mg, "carried in"),
            (amounts.kept_mg, "kept for another patient"),
            (amounts.lost_mg, "lost, never JW"),
        )
        if mg
    )


def _volume(before: str, ml: Decimal | None) -> str:
    return "" if ml is None else f"· {before}{figure(ml)} mL"


class BagRow(QWidget):
    """The bag, how it is filled, and what comes of it."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(rule())
        row = QHBoxLayout()
        row.setSpacing(8)
        caption = label("&Bag".upper(), "caption")
        self._bag = ChoiceField("Bag")
        self._bag.setObjectName("bag")
        caption.setBuddy(self._bag)
        self._method = ChoiceField("How the bag is filled")
        for method, words in METHODS:
            self._method.addItem(words, method)
        self._bag.activated.connect(self._emit)
        self._method.activated.connect(self._emit)
        self._total = label("", "strong")
        row.addWidget(caption)
        row.addWidget(self._bag, 5)
        row.addWidget(self._method, 4)
        row.addWidget(self._total)
        column.addLayout(row)
        second = QHBoxLayout()
        second.setSpacing(8)
        self._strength = label("", "strong")
        self._window = Chip()
        self._rate = label("", "", wrap=True)
        second.addWidget(self._strength)
        second.addWidget(self._window)
        second.addWidget(self._rate, 1)
        column.addLayout(second)
        self._more = label("", "small", wrap=True)
        self._more.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column.addWidget(self._more)
        self._messages = Messages()
        column.addWidget(self._messages)
        self._rule_shown: object = None

    def show_answer(self, shown: Shown) -> None:
        """Show the bag chosen or proposed; no bag without a preparation."""
        answer = shown.answer
        preparation = answer.preparation if isinstance(answer, Worksheet) else None
        keep_place(self, kept=not shown.awaited)
        show_if(self, preparation is not None)
        self._messages.show_messages(
            messages_for(answer, ("bag", "bag.ml", "bag.diluent", "bag.method"))
        )
        if preparation is None:
            return
        self._offer_bags(preparation)
        chosen = preparation.chosen
        asked = shown.typed.bag
        wanted = f"{asked.diluent} {asked.ml}" if asked else _key(chosen)
        self._bag.setCurrentIndex(self._bag.findData(wanted))
        method = asked.method if asked else (chosen.method if chosen else BagMethod.ADD)
        self._method.setCurrentIndex(self._method.findData(method))
        self._method.setEnabled(bool(wanted))  # a way of filling alone is not yet a bag
        if chosen is None:
            for part in (self._total, self._strength, self._rate, self._more):
                show_text(part, "")
            self._window.hide()
            return
        labelled = preparation.rule
        show_text(self._total, f"total {figure(chosen.total_ml)} mL")
        show_text(self._strength, f"{figure(chosen.mg_per_ml)} mg/mL")
        window = f"{figure(labelled.min_mg_per_ml)}–{figure(labelled.max_mg_per_ml)} mg/mL"
        fits = preparation.chosen_fits
        word = "within" if fits else "NOT within"
        self._window.say(f"{word} {window}", Tone.CONFIRM if fits else Tone.STOP)
        show_if(self._window, True)
        rate = f"{figure(chosen.ml_per_h)} mL/h over {labelled.infusion_minutes} min"
        show_text(self._rate, f"· {rate} · {labelled.filter}")
        show_text(self._more, f"{labelled.handling}. The bag’s overfill is not counted.")

    def _offer_bags(self, preparation: Preparation) -> None:
        if self._rule_shown is preparation.rule:
            return
        self._rule_shown = preparation.rule
        with QSignalBlocker(self._bag):
            self._bag.clear()
            for size in preparation.rule.bags:
                diluent = preparation.rule.diluent(size.diluent)
                name = diluent.name if diluent else size.diluent
                self._bag.addItem(
                    f"{figure(size.ml)} mL {name}", f"{size.diluent} {plain(size.ml)}"
                )

    def _emit(self) -> None:
        diluent, ml = self._bag.currentData().split(" ")
        method = BagMethod(self._method.currentData())  # Qt hands back the word alone
        self.picked.emit(BagDraft(diluent, ml, method))


def _key(bag: PreparedBag | None) -> str:
    return f"{bag.diluent} {plain(bag.ml)}" if bag else ""
