"""What goes on the claim, as planned, and what is not settled about it."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from app.core.amounts import Status
from app.core.notation import shown as figure
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.since_recorded import settled_since
from app.ui.typed_order import Shown
from app.ui.widgets.card import AnswerCard
from app.ui.widgets.text import label, show_text

if TYPE_CHECKING:
    from app.ui.claim_answer import ClaimAnswer

_CAPTIONS: Final = {
    Status.PLANNED: "Claim lines · planned",
    Status.GIVEN: "Claim lines · given",
    Status.NOT_GIVEN: "Claim lines · not given",
}


class ClaimPanel(AnswerCard):
    """The claim lines with their status, the code notice, and the arithmetic on request."""

    given_asked = Signal()
    compare_asked = Signal()
    built = Signal()
    """The lines' place is laid out: there is more for Tab to stop at."""

    def __init__(self) -> None:
        super().__init__(_CAPTIONS[Status.PLANNED], "Lines and units come with the vials.")
        self._for_drug = label("", "strong")
        self.head.addWidget(self._for_drug)
        self._answer: ClaimAnswer | None = None

    def build(self) -> None:
        """Lay the lines' place out, once: no start waits for what comes with the vials."""
        if self._answer is not None:
            return
        from app.ui.claim_answer import ClaimAnswer  # noqa: PLC0415 after the start

        self._answer = ClaimAnswer()
        self._answer.given_asked.connect(self.given_asked)
        self._answer.compare_asked.connect(self.compare_asked)
        self.take(self._answer)
        self.built.emit()

    def show_shown(self, shown: Shown) -> None:
        """Show the lines of the answer; without one, none."""
        answer = shown.answer
        if isinstance(answer, Worksheet):
            self.build()
        self.show_content(
            there=isinstance(answer, Worksheet),
            awaited=shown.awaited or isinstance(answer, ShortShelf),
        )
        status = answer.status if isinstance(answer, Worksheet) else Status.PLANNED
        show_text(self.caption, _CAPTIONS[status].upper())
        self.setAccessibleName(_CAPTIONS[status])
        if not isinstance(answer, Worksheet):
            show_text(self._for_drug, "")
            return
        show_text(self._for_drug, f"{answer.drug.name} {figure(answer.billed_mg)} mg")
        if self._answer is not None:
            self._answer.show_sheet(answer, settled_since(shown))
