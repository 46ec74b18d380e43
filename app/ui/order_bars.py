"""What is done with the order on the page: it is recorded, corrected, printed, copied.

Its bars stand below the page, and each is made when it is used first.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.amounts import Status
from app.core.worksheet import Worksheet
from app.ui.bottom_bar import BottomBar
from app.ui.live_answer import LiveAnswer
from app.ui.widgets.keys import stops_in

if TYPE_CHECKING:
    from app.ui.print_bar import PrintBar
    from app.ui.printing import Printing
    from app.ui.recording import Recording
    from app.ui.sign_bar import SignBar

Bar = TypeVar("Bar", "SignBar", "PrintBar")

_AS: Final = {
    Status.PLANNED: "as planned",
    Status.GIVEN: "as given",
    Status.NOT_GIVEN: "nothing given",
}


class OrderBars:
    """Each method is one thing that a person does with the order on the page."""

    def __init__(
        self,
        live: LiveAnswer,
        bottom: BottomBar,
        window: QWidget,
        go_to_field: Callable[[str], None],
        placed: Callable[[], None],
    ) -> None:
        """`bottom` says what was copied, `placed` is told that a bar came to `column`."""
        self._live = live
        self._bottom = bottom
        self._window = window
        self._go_to_field = go_to_field
        self._placed = placed
        self._bars: list[SignBar | PrintBar] = []
        self.column = QVBoxLayout()
        bottom.lines_asked.connect(self._copy_claim_lines)
        bottom.sheet_asked.connect(self._copy_worksheet)
        bottom.print_asked.connect(self.ask_print)
        bottom.correct_asked.connect(self.correct)

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard in the bars that are there, as they are read."""
        return [stop for bar in self._bars for stop in stops_in(bar)]

    @cached_property
    def recording(self) -> "Recording":
        """From Ctrl+Enter to an entry."""
        from app.ui.recording import Recording  # noqa: PLC0415 when something is recorded
        from app.ui.sign_bar import SignBar  # noqa: PLC0415

        return Recording(self._live, self._made(SignBar()), self._go_to_field)

    @cached_property
    def printing(self) -> "Printing":
        """From Ctrl+P to paper."""
        from app.ui.print_bar import PrintBar  # noqa: PLC0415 when something is printed
        from app.ui.printing import Printing  # noqa: PLC0415

        return Printing(self._live, self._made(PrintBar()), self._window)

    def ask_print(self) -> None:
        """Ctrl+P: ask what is printed, and where to."""
        self.printing.ask()

    def correct(self) -> None:
        """Open the recorded page for a correction."""
        self.recording.correct()

    def fill_course(self) -> None:
        """The course was named, or was there before: take it from the record."""
        typed = self._live.shown.typed
        if typed.course.strip() or typed.claim.history:
            self.recording.fill_course()

    def close(self) -> None:
        """The order is out of sight: nothing of it is signed or printed unseen."""
        for bar in self._bars:
            bar.close_bar()

    def _made(self, bar: Bar) -> Bar:
        """Put a bar that was made just now in its place."""
        self.column.addWidget(bar)
        self._bars.append(bar)
        self._placed()
        return bar

    def _copy_claim_lines(self) -> None:
        from app.wording.worksheet_text import claim_lines_text  # noqa: PLC0415 when copied

        held = self._live.shown.known.held
        self._copy(lambda sheet: claim_lines_text(sheet, held), "Claim lines copied")

    def _copy_worksheet(self) -> None:
        from app.wording.worksheet_text import worksheet_text  # noqa: PLC0415 when copied

        shown = self._live.shown
        answers, table, held = shown.typed.documented, shown.rules.codes.name, shown.known.held
        self._copy(lambda sheet: worksheet_text(sheet, answers, table, held), "Worksheet copied")

    def _copy(self, write: Callable[[Worksheet], str], said: str) -> None:
        answer = self._live.shown.answer
        if isinstance(answer, Worksheet):
            QGuiApplication.clipboard().setText(write(answer))
            held = ", held" if self._live.shown.known.held else ""
            how = f"{_AS[answer.status]}{held}"
            self._bottom.say(f"{said}, {how}", f"Copied, {how}", f"Copied{held}")
