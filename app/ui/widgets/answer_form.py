"""Who answers and why, and a button for each answer; a blank is said, never passed over."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.card import Messages
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.sizes import fix

LONGEST: Final = 200
"""As long as the record takes a name or a reason."""


class AnswerForm(QWidget):
    """Emits an answer only with a name and a reason; what is typed stays until it was given."""

    edited = Signal(str)
    """Who was typed."""
    typed = Signal()
    """Anything was."""
    answered = Signal(str, str, str)

    def __init__(self, about: str, choices: Sequence[tuple[str, str, str]]) -> None:
        """`choices` are what a choice is called inside, on its button, and when read aloud."""
        super().__init__()
        self._who = UnitField(
            f"Who answers: {about}", placeholder="who", form="name or initials, required"
        )
        self._why = UnitField(f"Why: {about}", placeholder="why", form="a reason, required")
        fix(self._who, width=120)
        self._who.edited.connect(self.edited)
        for field in (self._who, self._why):
            field.edited.connect(lambda _text: self._say([], []))
            field.edited.connect(lambda _text: self.typed.emit())
        fields = QHBoxLayout()
        fields.setSpacing(6)
        fields.addWidget(self._who)
        fields.addWidget(self._why, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for choice, text, meaning in choices:
            button = Button(text, partial(self._answer, choice))
            button.setAccessibleDescription(f"{about}: {meaning}")
            button.setToolTip(meaning)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._missing = Messages()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        column.addLayout(fields)
        column.addWidget(self._missing)
        column.addLayout(buttons)

    def show_texts(self, who: str, why: str) -> None:
        """Put in who and why."""
        self._who.show_text(who)
        self._why.show_text(why)

    @property
    def who(self) -> str:
        """The name as typed so far."""
        return self._who.line.text()

    @property
    def why(self) -> str:
        """The reason as typed so far."""
        return self._why.line.text()

    def focus_first(self) -> None:
        """Put the keyboard where something is to be typed."""
        blank = self._why if self._who.line.text().strip() else self._who
        blank.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Empty it."""
        self.show_texts("", "")
        self._say([], [])

    def _answer(self, choice: str) -> None:
        who, why = self._who.line.text(), self._why.line.text()
        about_who = _wrong(who, "Write who answers: a name or initials.")
        about_why = _wrong(why, "Write why: the record keeps the reason.")
        self._say(about_who, about_why)
        if about_who or about_why:
            wrong = self._who if about_who else self._why
            wrong.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.answered.emit(choice, who, why)

    def _say(self, about_who: list[tuple[Tone, str]], about_why: list[tuple[Tone, str]]) -> None:
        self._who.show_said(about_who)
        self._why.show_said(about_why)
        self._missing.show_messages(list(dict.fromkeys([*about_who, *about_why])))


def _wrong(text: str, if_blank: str) -> list[tuple[Tone, str]]:
    """What keeps a text from being kept, where anything does."""
    text = text.strip()
    if not text:
        return [(Tone.STOP, if_blank)]
    if len(text) > LONGEST or not text.isprintable():
        return [(Tone.STOP, f"Write it in one line of at most {LONGEST} characters.")]
    return []
