"""A grid of words and figures that is laid out anew whenever there are others to show."""

from PySide6.QtWidgets import QGridLayout


class FigureGrid(QGridLayout):
    """One column takes the room that is left; `empty` takes out all that was put in."""

    def __init__(self, stretched: int) -> None:
        super().__init__()
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(3)
        self.setColumnStretch(stretched, 1)

    def empty(self) -> None:
        """Nothing stands in it any more."""
        while (item := self.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()  # it is gone only after this round of events
                part.deleteLater()
