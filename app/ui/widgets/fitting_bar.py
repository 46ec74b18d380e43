"""A bar along an edge of the window whose buttons say less where there is less room."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.ui.widgets.button import Button
from app.ui.widgets.card import Chip


class FittingBar(QFrame):
    """Holds a row; a button of it may have shorter texts, which all of them take at once.

    `whole` shortens the buttons before anything that is said in the row.
    """

    def __init__(self, edge: str, *, whole: bool = False) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setProperty("edge", edge)
        above = 0 if edge == "top" else 8
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(18, above, 14, above)
        self.row.setSpacing(10)
        self._texts: dict[Button, tuple[str, ...]] = {}
        self._whole = whole

    def put(self, button: Button, *shorter: str) -> None:
        """Place a button at the end of the row, with its shorter texts, the shortest last."""
        self._texts[button] = (button.text(), *shorter)
        self.row.addWidget(button)

    def rename(self, button: Button, *texts: str) -> None:
        """Give a button other texts, the longest first."""
        if self._texts[button] != texts:
            self._texts[button] = texts
            button.setAccessibleName(texts[0].replace("&", "").partition("   ")[0])
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self.fit()

    def rescale(self) -> None:
        """Larger text has room for fewer words."""
        self.fit()

    def fit(self) -> None:
        """Say as much as there is room for beside what else stands in the row by now.

        Where what is said gets less room than it could use, no chip is wider than what it says.
        """
        chips = self.findChildren(Chip)
        for chip in chips:
            chip.let_grow()
        self._shorten()
        if self.isVisible() and self.row.sizeHint().width() > self.width():
            self.row.activate()
            for chip in chips:
                if chip.isVisible():
                    chip.hug()

    def _shorten(self) -> None:
        for length in range(max(map(len, self._texts.values()), default=0)):
            for button, texts in self._texts.items():
                wanted = texts[min(length, len(texts) - 1)]
                if button.text() != wanted:
                    button.setText(wanted)
            needed = self.row.sizeHint() if self._whole else self.row.minimumSize()
            if needed.width() <= self.width():
                return
