"""A captioned field that can be asked for once more, with what is said of it below."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.card import Messages
from app.ui.widgets.choice import ChoiceField
from app.ui.widgets.column_row import Together
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Sign, Tone
from app.ui.widgets.text import Caption, label, show_if

LOOK_AGAIN: Final = "look again"


class LookField(Together):
    """Caption, field, messages; `extra` stands between field and messages."""

    def __init__(
        self, caption: str, field: UnitField | ChoiceField, extra: QWidget | None = None
    ) -> None:
        super().__init__()
        self.field = field
        self.caption = Caption(caption)
        self.caption.setBuddy(self.line)
        self._again = look_again()
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.caption)
        head.addStretch(1)
        head.addWidget(self._again)
        self._messages = Messages()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(head)
        column.addWidget(field)
        if extra is not None:
            column.addWidget(extra)
        column.addWidget(self._messages)
        column.addStretch(1)

    @property
    def line(self) -> QWidget:
        """What takes the keyboard."""
        return self.field.line if isinstance(self.field, UnitField) else self.field

    def show_state(
        self, said: Sequence[tuple[Tone, str]] = (), *, open_: bool = True, again: bool = False
    ) -> None:
        """Whether it can be typed into, is asked for once more, and what is said of it."""
        self.field.setEnabled(open_)
        self.caption.setEnabled(open_)
        show_if(self._again, again)
        if isinstance(self.field, UnitField):
            self.field.show_said([*said, *([(Tone.ASK, LOOK_AGAIN)] if again else [])])
        self._messages.show_messages(said)


def look_again() -> QWidget:
    """The sign and words beside what is entered once more; hidden at first."""
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(3)
    words = label(LOOK_AGAIN, "strong")
    words.setProperty("tone", str(Tone.ASK))
    row.addWidget(Sign(Tone.ASK))
    row.addWidget(words)
    part.hide()
    return part
