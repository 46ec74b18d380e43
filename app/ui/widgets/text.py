"""Labels in their roles; what each role looks like stands in window.qss."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QSizePolicy, QWidget

from app.ui.theme import theme
from app.wording.page import held


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label in a role of the style sheet."""
    made = WrappedLabel(held(text)) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


class Caption(QLabel):
    """A field's caption; its mnemonic selects what is in the field, also where it has the keyboard.

    Else typing would go on behind the old figure: 28.5 and 30 would be 28.530.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("role", "muted")

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        field = self.buddy()
        if event.type() == QEvent.Type.Shortcut and isinstance(field, QLineEdit):
            field.selectAll()
        return done


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


class YieldingLabel(QLabel):
    """A label that shows the widest of its texts for which there is room; a line end is kept."""

    def __init__(self, role: str = "", *texts: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:  # before the first text is measured: only then is it in the role's font
            self.setProperty("role", role)
        self._texts: tuple[str, ...] = ("",)
        self._advances: dict[str, int] = {}
        if texts:
            self.say(*texts)

    def say(self, *texts: str) -> None:
        """The same statement in several widths, the widest first; "" last may go altogether."""
        if texts == self._texts:
            return
        self._texts = texts
        self.setAccessibleName(texts[0])
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the widest text."""
        return QSize(self._room(self._texts[0]), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the narrowest."""
        return QSize(self._room(self._texts[-1]), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for now."""
        super().resizeEvent(event)
        self._fit()

    def rescale(self) -> None:
        """In a larger font another text may be the widest that fits."""
        self._fit()
        self.updateGeometry()

    @property
    def spare(self) -> int:
        """How much wider it is than the text that it shows needs, in pixels."""
        return max(0, self.contentsRect().width() - self._advance(self.text()))

    def _fit(self) -> None:
        room = self.contentsRect().width()
        fitting = [text for text in self._texts if self._advance(text) <= room]
        show_text(self, fitting[0] if fitting else self._texts[-1])

    def _room(self, text: str) -> int:
        """The width of the text with the margins around it."""
        return self._advance(text) + self.width() - self.contentsRect().width()

    def changeEvent(self, event: QEvent) -> None:
        """Another font or style sheet makes other widths."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._advances.clear()
        super().changeEvent(event)

    def _advance(self, text: str) -> int:
        if text not in self._advances:
            if len(self._advances) > 64:
                self._advances.clear()
            self.ensurePolished()
            metrics = self.fontMetrics()
            self._advances[text] = max(map(metrics.horizontalAdvance, text.split("\n")))
        return self._advances[text]


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
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is not drawn yet
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def show_if(widget: QWidget, there: bool) -> None:
    """Show or hide a widget where that changes anything: each change costs a layout."""
    if widget.isHidden() == there:
        widget.setVisible(there)


def keep_place(widget: QWidget, *, kept: bool = True) -> None:
    """Have a widget keep its room while it is hidden, so that nothing jumps while typing."""
    policy = widget.sizePolicy()
    if policy.retainSizeWhenHidden() != kept:
        policy.setRetainSizeWhenHidden(kept)
        widget.setSizePolicy(policy)


def show_text(shown: QLabel, text: str) -> None:
    """Set a label's text where it differs, so that an unchanged one costs no layout."""
    if isinstance(shown, WrappedLabel):
        text = held(text)
    if shown.text() != text:
        shown.setText(text)
