"""Labels in their roles; what each role looks like stands in window.qss."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from app.ui.theme import theme


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label in a role of the style sheet."""
    made = WrappedLabel(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


class WrappedLabel(QLabel):
    """A label that takes the width it is given and as many lines as its text then needs.

    A layout asks several times for each height, and each time the text would be set anew, so the
    heights that were found are kept while text and look stay the same.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._heights: dict[tuple[str, int], int] = {}
        self.setWordWrap(True)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """The height of the text in that width."""
        key = (self.text(), width)
        if key not in self._heights:
            if len(self._heights) > 64:
                self._heights.clear()
            self._heights[key] = super().heightForWidth(width)
        return self._heights[key]

    def sizeHint(self) -> QSize:
        """One line; the layout asks for the height that the width calls for."""
        return QSize(theme().px(80), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """As the size hint."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Another font or style sheet makes other heights."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
        super().changeEvent(event)


def figure_label(text: str = "", role: str = "") -> QLabel:
    """A label for a figure, set to the right so that digits stand below each other."""
    made = label(text, role)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def rule() -> QFrame:
    """A thin line between two parts."""
    line = QFrame()
    line.setObjectName("rule")
    return line


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and have the widget drawn by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def show_if(widget: QWidget, there: bool) -> None:
    """Show or hide a widget where that changes anything: each change costs a layout."""
    if widget.isHidden() == there:
        widget.setVisible(there)


def keep_place(widget: QWidget) -> None:
    """Have a widget keep its room while it is hidden, so that nothing jumps while typing."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def show_text(shown: QLabel, text: str) -> None:
    """Set a label's text where it differs, so that an unchanged one costs no layout."""
    if shown.text() != text:
        shown.setText(text)
