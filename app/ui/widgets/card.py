"""A panel's card, a chip, a notice and a list of messages."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.widgets.signs import Sign, Tone
from app.ui.widgets.spoken import speak
from app.ui.widgets.text import YieldingLabel, keep_place, label, set_look, show_if, show_text

QWIDGETSIZE_MAX: Final = 16_777_215
"""Qt's own number for no greatest width."""


class Card(QFrame):
    """A framed part of the page with a caption; `body` takes what is in it."""

    def __init__(self, caption: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 8, 14, 8)
        self.body.setSpacing(5)
        self.caption = label(caption.upper(), "caption")
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        if caption:
            self.head.addWidget(self.caption)
            self.head.addStretch(1)
            self.body.addLayout(self.head)
            self.setAccessibleName(caption)


class AnswerCard(Card):
    """A card whose content comes with the answer; until then a sentence says so.

    Once there was an answer, a lost one leaves its room empty, so that nothing jumps while typing.
    """

    def __init__(self, caption: str, awaited: str) -> None:
        super().__init__(caption)
        self._content: QWidget | None = None
        self._awaited = label(awaited, "small", wrap=True)
        self.body.addWidget(self._awaited)

    def take(self, content: QWidget) -> None:
        """Hold that as the content, not shown yet."""
        self._content = content
        content.hide()  # else the layout would show it by itself
        self.body.addWidget(content)

    def show_content(self, *, there: bool, awaited: bool) -> None:
        """Show the content, the sentence, or an empty place."""
        if self._content is not None:
            keep_place(self._content, kept=not awaited)
            show_if(self._content, there)
        show_if(self._awaited, awaited)


class Chip(QFrame):
    """A short statement with a sign, on its colour."""

    def __init__(self, tone: Tone = Tone.CONFIRM) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.setProperty("tone", str(tone))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 2, 9, 2)
        row.setSpacing(3)
        self._tone = tone
        self._sign = Sign(tone)
        self._text = YieldingLabel()
        self._text.setProperty("tone", str(tone))
        row.addWidget(self._sign)
        row.addWidget(self._text)

    def say(
        self, text: str, tone: Tone | None = None, short: str | tuple[str, ...] | None = None
    ) -> None:
        """Show the statement, the longest one that fits, and the tone if it changes."""
        if tone is not None and tone is not self._tone:
            self._tone = tone
            set_look(self, "tone", str(tone))
            set_look(self._text, "tone", str(tone))
            self._sign.show_tone(tone)
        shorter = (short,) if isinstance(short, str) else (short or (text,))
        self._text.say(text, *shorter)
        self.updateGeometry()  # else what measures it now is told the room of the text before
        self.setAccessibleName(f"{self._tone.word}: {text}")

    def let_grow(self) -> None:
        """Take as much room again as the longest statement needs."""
        self.setMaximumWidth(QWIDGETSIZE_MAX)

    def hug(self) -> None:
        """Take no more room than the statement that is shown needs."""
        least = self.minimumSizeHint().width()
        self.setMaximumWidth(max(least, self.width() - self._text.spare))


class Notice(QFrame):
    """A message with a sign, on its colour, as wide as its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", str(Tone.ASK))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        self._sign = Sign(Tone.ASK)
        self._text = label("", wrap=True)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def say(self, text: str, tone: Tone, source: str | None = None) -> None:
        """Show the message; its source is there for pointer and screen reader."""
        set_look(self, "tone", str(tone))
        set_look(self._text, "tone", str(tone))
        self._sign.show_tone(tone)
        show_text(self._text, text)
        self.setToolTip(f"Source: {source}" if source else "")
        self.setAccessibleName(f"{tone.word}: {text}")
        speak(self, f"{tone.word}: {text}", tone)


class Messages(QWidget):
    """The messages that stand beside a field: one line each, with its sign; none, no height."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(3)
        self._shown: tuple[tuple[Tone, str], ...] = ()
        self._lines: list[_MessageLine] = []
        self.hide()

    def show_messages(self, messages: Sequence[tuple[Tone, str]]) -> None:
        """Show exactly these messages."""
        wanted = tuple(messages)
        if wanted == self._shown:
            return
        self._shown = wanted
        while len(self._lines) < len(wanted):
            self._lines.append(_MessageLine())
            self._rows.addWidget(self._lines[-1])
        for place, line in enumerate(self._lines):
            show_if(line, place < len(wanted))
            if place < len(wanted):
                line.say(*wanted[place])
        show_if(self, bool(wanted))
        binding = [f"{tone.word}: {text}" for tone, text in wanted if tone is not Tone.ASK]
        speak(self, " ".join(binding))


class _MessageLine(QWidget):
    """A sign and a sentence."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        self._sign = Sign(Tone.NOTE)
        self._text = label("", "small", wrap=True)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def say(self, tone: Tone, text: str) -> None:
        """Show a message."""
        self._sign.show_tone(tone)
        set_look(self._text, "tone", str(tone))
        show_text(self._text, text)
        self._text.setAccessibleName(f"{tone.word}: {text}")
