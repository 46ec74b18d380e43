"""The comparison: a row a figure, with a word and a sign; the preparer's only once it is seen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.double_check import Result
from app.ui.check_shown import HIDDEN, Row, ShownCheck
from app.ui.widgets.card import Card
from app.ui.widgets.signs import Sign, Tone
from app.ui.widgets.sizes import at_least
from app.ui.widgets.spoken import speak
from app.ui.widgets.text import YieldingLabel, label, set_look, show_if, show_text
from app.wording.order_lines import drug_title

_WIDTHS = (5, 6, 4)
_WORDS = {
    Result.SAME: "same",
    Result.DIFFERS: "differs",
    Result.NOT_ON_WORKSHEET: "not on the worksheet",
    Result.NOT_ENTERED: "not entered",
}
_HOLDS = (
    "A difference in drug, weight, dose, volume, bag or vials holds the dose. "
    "A difference in units holds the claim."
)
_NO_LOCK = "Initials and PIN tell who did it; they are not a lock. Nobody checks their own work."


class ComparisonPanel(Card):
    """Shows what came of Compare; nothing of it can be typed into."""

    def __init__(self) -> None:
        super().__init__("Comparison")
        self.body.setSpacing(0)
        self._drug = label("", "strong")
        self.head.addWidget(self._drug)
        head = _Line()
        head.say("Figure", "You entered", "Result")
        self.body.addWidget(head)
        self._lines: list[_Line] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addLayout(self._column)
        self._notice = _Headline()
        self.body.addSpacing(10)
        self.body.addWidget(self._notice)
        self._trouble = label("", "strong", wrap=True)
        self._trouble.setProperty("tone", str(Tone.STOP))
        self.body.addWidget(self._trouble)
        self.body.addSpacing(8)
        self.body.addWidget(label(_HOLDS, "small", wrap=True))
        self.body.addWidget(label(_NO_LOCK, "small", wrap=True))

    def show_check(self, shown: ShownCheck) -> None:
        """Show every figure with its result, and what to do next."""
        show_text(self._drug, drug_title(shown.drug) if shown.drug else "")
        rows = shown.rows
        while len(self._lines) < len(rows):
            self._lines.append(_Line())
            self._column.addWidget(self._lines[-1])
        for place, line in enumerate(self._lines):
            show_if(line, place < len(rows))
            if place < len(rows):
                stops = rows[place].figure in shown.check.holds_dose
                line.show_row(rows[place], Tone.STOP if stops else Tone.ASK)
        self._notice.say(*shown.headline)
        place_of, sentence = shown.said_of
        show_if(self._trouble, place_of == "end")
        show_text(self._trouble, sentence if place_of == "end" else "")


class _Line(QFrame):
    """A figure, what was entered, and what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compared")
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 5, 8, 5)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        for column, stretch in enumerate(_WIDTHS):
            grid.setColumnStretch(column, stretch)
        self._figure = label("")
        self._note = YieldingLabel("small")
        self._entered = label("", wrap=True)
        self._sign = Sign(Tone.CONFIRM)
        self._unlike = label("≠", "figure")
        self._word = label("")
        self._preparer = label("", "small", wrap=True)
        name = QHBoxLayout()
        name.setSpacing(5)
        name.addWidget(self._figure)
        name.addWidget(self._note)
        name.addStretch(1)
        result = QHBoxLayout()
        result.setSpacing(5)
        for part in (self._sign, self._unlike, self._word):
            result.addWidget(part)
        result.addStretch(1)
        for column, layout in ((0, name), (2, result)):
            grid.addLayout(layout, 0, column, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._entered, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._preparer, 1, 1, 1, 2)
        at_least(self, height=28)
        for part in (self._sign, self._unlike, self._preparer):
            part.hide()

    def say(self, figure: str, entered: str, word: str) -> None:
        """The heads of the columns."""
        texts = {self._figure: figure, self._entered: entered, self._word: word}
        for part, text in texts.items():
            show_text(part, text)
            set_look(part, "role", "small")

    def show_row(self, row: Row, tone: Tone) -> None:
        """One figure; `tone` is how a difference binds."""
        differs, same = row.result is Result.DIFFERS, row.result is Result.SAME
        set_look(self, "tone", str(tone) if differs else "")
        self._note.say(row.note, "")
        set_look(self._note, "tone", str(tone) if differs else "")
        texts = {self._figure: row.figure.words, self._entered: row.entered}
        for part, text in texts.items():
            show_text(part, text)
            set_look(part, "tone", str(tone) if differs else "")
        set_look(self._figure, "role", "strong" if differs else "")
        word = "" if row.result is None else _WORDS[row.result]
        show_text(self._word, word)
        show_if(self._sign, same)
        show_if(self._unlike, differs)
        look = str(tone) if differs else str(Tone.CONFIRM) if same else str(Tone.NOTE)
        for part in (self._word, self._unlike):
            set_look(part, "tone", look)
        set_look(self._word, "role", "strong" if differs or same else "small")
        show_if(self._preparer, bool(row.preparer))
        show_text(self._preparer, f"Worksheet {row.preparer}: {row.arithmetic}.")
        set_look(self._preparer, "tone", str(tone) if differs else "")
        entered = "" if row.entered == HIDDEN else row.entered
        worksheet = f"; worksheet {row.preparer}, {row.arithmetic}" if row.preparer else ""
        self.setAccessibleName(f"{row.figure.words}: {entered or 'not shown'}; {word}{worksheet}")


class _Headline(QFrame):
    """A headline with its sign, and what to do next."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        self._sign = Sign(Tone.NOTE)
        self._what = label("", "strong", wrap=True)
        self._next = label("", wrap=True)
        texts = QWidget()
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._what)
        column.addWidget(self._next)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(texts, 1)

    def say(self, tone: Tone, what: str, then: str) -> None:
        """Show how it stands."""
        for part in (self, self._what, self._next):
            set_look(part, "tone", str(tone))
        self._sign.show_tone(tone)
        show_text(self._what, what)
        show_text(self._next, then)
        self.setAccessibleName(f"{tone.word}: {what} {then}")
        speak(self, self.accessibleName(), tone)
