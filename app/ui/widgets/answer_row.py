"""An item that is answered in place: its line, and below it the fields while it is answered."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.ui.widgets.answer_head import AnswerHead, HeadLook
from app.ui.widgets.card import Messages
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.sizes import indent
from app.ui.widgets.text import show_if

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WHILE_HELD_MS: Final = 50


class FieldPlace(NamedTuple):
    """A field of an answer: what it is called, an example inside it, and the columns it takes."""

    name: str
    placeholder: str
    row: int
    column: int
    span: int
    usual: str = ""


class AnswerRow(QObject):
    """Emits the texts of its fields at each change; it never changes what is typed into one.

    Space puts the usual answer into an empty field, Enter goes on: to the next field, then out. Its
    parts stand in the list's own column: a layout for each row would be asked at every keystroke.
    """

    answered = Signal(tuple)
    """A ticked item has no field: then one blank text is a tick, none clears it."""
    passed = Signal()

    def __init__(self, column: QVBoxLayout, name: str, description: str, usual: str = "") -> None:
        """`usual` is the answer that Space puts in at once; "": it opens the fields."""
        super().__init__(column)
        self._name, self._usual = name, usual
        self._column = column
        self.head = AnswerHead(name)
        self.head.setToolTip(description)
        self.head.setAccessibleDescription(description)
        self.head.asked.connect(self._answer_or_open)
        self.head.typed.connect(self._type)
        self.head.passed.connect(self.passed)
        self._column.addWidget(self.head)
        self._editor: QWidget | None = None
        self._places: tuple[FieldPlace, ...] = ()
        self._fields: list[UnitField] = []
        self._hidden: set[int] = set()
        self._texts: tuple[str, ...] = ()
        self._is_answered = False
        self._messages: Messages | None = None
        self._said: tuple[tuple[Tone, str], ...] = ()
        self._waits = False

    def show_if(self, there: bool) -> None:
        """Show or hide all of it."""
        show_if(self.head, there)
        if not there:
            self._said = ()
            self._say()
            if self._editor is not None:
                show_if(self._editor, False)

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the fields, or would once they are opened."""
        return self._texts

    def take_fields(self, places: tuple[FieldPlace, ...]) -> None:
        """What is to be typed; none: the item is ticked."""
        if places != self._places:
            self._places = places
            if self._editor is not None:
                self._column.removeWidget(self._editor)
                self._editor.deleteLater()
                self._editor = None
                self._fields = []
                self._texts = ()

    def show_answer(
        self, texts: tuple[str, ...], answer: str, hint: str, look: HeadLook, description: str
    ) -> None:
        """Show how the item stands; the fields take `texts` where they differ from what is in."""
        self._texts = texts
        self._is_answered = look in (HeadLook.MET, HeadLook.PENDING)
        self.head.say(answer, hint, look)
        self.head.setAccessibleDescription(description)
        for field, text in zip(self._fields, texts, strict=False):
            if field.line.text().strip() != text.strip():
                field.show_text(text)
        if self._editor is not None and not self.head.isEnabled():
            show_if(self._editor, False)

    def show_said(self, said: Sequence[tuple[Tone, str]], *, waits: bool) -> None:
        """Show what there is to say; what `waits` is said once the keyboard has left the row."""
        self._said, self._waits = tuple(said), waits
        self._say()

    def open(self) -> None:
        """Show the fields and put the keyboard into the first that is blank."""
        if not self._places or not self.head.isEnabled():
            return
        if self._editor is None:
            self._make_editor()
        assert self._editor is not None  # noqa: S101 just made
        show_if(self._editor, True)
        lines = [field.line for field in self._fields if not field.isHidden()]
        blank = next((line for line in lines if not line.text()), lines[0])
        blank.setFocus(Qt.FocusReason.OtherFocusReason)
        blank.selectAll()  # else typing would go on behind the old answer

    def show_field(self, place: int, *, there: bool) -> None:
        """Show or hide one of the fields."""
        (self._hidden.discard if there else self._hidden.add)(place)
        if place < len(self._fields):
            show_if(self._fields[place], there)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Escape, and Space in an empty field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            place = next((n for n, f in enumerate(self._fields) if f.line is watched), None)
            if place is not None and self._took(event, place):
                return True
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent, place: int) -> bool:
        if event.key() in _ENTER:
            later = [field for field in self._fields[place + 1 :] if not field.isHidden()]
            if later:
                later[0].line.setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self.passed.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.head.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        field, usual = self._fields[place], self._places[place].usual
        if event.key() == Qt.Key.Key_Space and usual and not field.line.text():
            field.line.setText(usual)
            self._emit()
            return True
        return False

    def _answer_or_open(self, by_key: bool) -> None:
        if not self._places:
            self.answered.emit(() if self._is_answered else ("",))
        elif by_key and self._usual and not any(self._texts):
            self.answered.emit((self._usual,))
        else:
            self.open()

    def _type(self, text: str) -> None:
        """A character on the line goes to the field that is blank; what was answered stays."""
        if not self._places:
            return
        self.open()
        focused = next((field for field in self._fields if field.line.hasFocus()), None)
        if focused is not None and not focused.line.text():
            focused.line.insert(text)
            self._emit()

    def _make_editor(self) -> None:
        self._editor = QWidget()
        indent(self._editor, 18)
        grid = QGridLayout(self._editor)
        grid.setContentsMargins(0, 0, 0, 2)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        for n, place in enumerate(self._places):
            field = UnitField(
                f"{self._name}: {place.name}",
                placeholder=place.placeholder,
                form=place.placeholder,
            )
            field.show_text(self._texts[n] if n < len(self._texts) else "")
            field.edited.connect(self._emit)
            field.line.focus_changed.connect(self._follow_focus)
            field.line.installEventFilter(self)
            grid.addWidget(field, place.row, place.column, 1, place.span)
            grid.setColumnStretch(place.column, 1)
            show_if(field, n not in self._hidden)
            self._fields.append(field)
        self._column.insertWidget(self._column.indexOf(self.head) + 1, self._editor)
        before: QWidget = self.head
        for field in self._fields:
            QWidget.setTabOrder(before, field.line)
            before = field.line

    def _emit(self, _text: str = "") -> None:
        self._texts = tuple([field.line.text() for field in self._fields])
        self.answered.emit(self._texts)

    def _follow_focus(self) -> None:
        """Fold the fields away once the keyboard has left them, never under a held button."""
        QTimer.singleShot(0, self, self._close_if_left)

    def _close_if_left(self) -> None:
        focused = QGuiApplication.focusObject()
        if self._editor is None or focused is None:
            return
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QTimer.singleShot(_WHILE_HELD_MS, self, self._close_if_left)
            return
        show_if(self._editor, self._has_keyboard)
        self._say()

    @property
    def _has_keyboard(self) -> bool:
        focused = QGuiApplication.focusObject()
        return isinstance(focused, QWidget) and (
            self._editor is not None and self._editor.isAncestorOf(focused)
        )

    def _say(self) -> None:
        said = () if self._waits and self._has_keyboard else self._said
        if said and self._messages is None:
            self._messages = Messages()
            last = self.head if self._editor is None else self._editor
            self._column.insertWidget(self._column.indexOf(last) + 1, self._messages)
        if self._messages is not None:
            self._messages.show_messages(said)
