"""What to do with one's hands: the headline, the vials with their picture, the draw and the bag."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from app.core.notation import shown as figure
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.messages import messages_for, why_no_answer
from app.ui.theme import theme
from app.ui.typed_order import Shown
from app.ui.widgets.card import Card, Chip
from app.ui.widgets.signs import Tone
from app.ui.widgets.sizes import at_least
from app.ui.widgets.spoken import speak
from app.ui.widgets.text import label, set_look, show_if, show_text

if TYPE_CHECKING:
    from app.ui.vials_answer import VialsAnswer

_NARROW: Final = 570

PURPOSE: Final = (
    "Vialwise finds the vials to pull, the volume to draw, the billing units and what to document. "
    "It does not replace the order, the label, the payer’s policy or a second person’s check."
)
"""What the program is for and what it is not, on the first screen."""


class HeadlinePanel(Card):
    """Which vials to pull, in one line that never scrolls out of sight."""

    def __init__(self) -> None:
        super().__init__("Vials to pull")
        self._headline = label("", "headline", wrap=True)
        at_least(self._headline, height=27)  # a sentence in its place is less high
        self._chip = Chip()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._headline, 1)
        row.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.body.setContentsMargins(14, 10, 14, 4)

    def show_shown(self, shown: Shown) -> None:
        """Show the plan, or the one sentence that says why there is none."""
        answer = shown.answer
        opened = isinstance(answer, Worksheet) and not answer.is_planned
        caption = "Vials opened" if opened else "Vials to pull"
        show_text(self.caption, caption.upper())
        self.setAccessibleName(caption)
        if isinstance(answer, Worksheet):
            set_look(self._headline, "role", "headline")
            none = "all carried in, no vial to open" if answer.is_planned else "no vial opened"
            show_text(self._headline, f"{shown.drug.name} {answer.plan.text or none}")
            self._chip.say(*_reason(answer, is_picked=shown.typed.picked_plan is not None))
            show_if(self._chip, answer.is_planned)
            speak(self._headline, self._headline.text())
            return
        set_look(self._headline, "role", "drug")
        if isinstance(answer, ShortShelf):
            dose = f"{shown.drug.name} {figure(answer.dose_mg)} mg"
            show_text(self._headline, f"{dose}. {answer.error.message}")
            self._chip.say("not enough", Tone.STOP)
        else:
            show_text(self._headline, why_no_answer(answer))
        speak(self._headline, self._headline.text())
        show_if(self._chip, isinstance(answer, ShortShelf))


def _reason(sheet: Worksheet, *, is_picked: bool) -> tuple[str, Tone]:
    if sheet.is_best:
        return "least discard", Tone.CONFIRM
    if is_picked:
        return "picked by hand", Tone.NOTE
    return "fewest vials", Tone.NOTE


class VialsPanel(Card):
    """Picture, amounts, draw, and the bag; before the first answer, what the program is for."""

    bag_picked = Signal(object)
    built = Signal()
    """The answer's place is laid out: there is more for Tab to stop at."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Vials and bag")
        self.body.setContentsMargins(14, 2, 14, 11)
        self._purpose = label(PURPOSE, "muted", wrap=True)
        self.body.addWidget(self._purpose)
        self._answer: VialsAnswer | None = None

    def build(self) -> None:
        """Lay the answer's place out, once: no start waits for what comes with the vials."""
        if self._answer is not None:
            return
        from app.ui.vials_answer import VialsAnswer  # noqa: PLC0415 after the start

        self._answer = VialsAnswer(self.body)
        self._answer.bag.picked.connect(self.bag_picked)
        self.rescale()
        self.built.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the amounts below the picture where both would be too narrow beside each other."""
        super().resizeEvent(event)
        self.rescale()

    def rescale(self) -> None:
        """Larger text makes the same room narrower."""
        if self._answer is not None:
            self._answer.put_beside(wide=self.width() >= theme().px(_NARROW))

    def show_shown(self, shown: Shown) -> None:
        """Show the answer; without one, what the program is for, or an empty place."""
        show_if(self._purpose, shown.awaited)
        if not shown.awaited or messages_for(shown.answer, ("plan",)):
            self.build()
        if self._answer is not None:
            self._answer.show_shown(shown)
