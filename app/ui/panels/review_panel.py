"""The review: one list of all findings, each answered where it stands, by whom and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.notation import shown as figure
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.review_items import How, ReviewItem, review_items, standing
from app.ui.since_recorded import how_to_change, settled_since
from app.ui.theme import theme
from app.ui.typed_order import Shown
from app.ui.widgets.answer_form import AnswerForm
from app.ui.widgets.button import Button
from app.ui.widgets.card import AnswerCard, Card
from app.ui.widgets.signs import Sign, Tone
from app.ui.widgets.spoken import speak
from app.ui.widgets.text import label, rule, set_look, show_if, show_text


class ReviewHeadline(Card):
    """Whether the claim is ready, with a word and a sign, and what is in its way."""

    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Review")
        self._drug = label("", "strong")
        self.head.addWidget(self._drug)
        self._sign = Sign(Tone.NOTE)
        self._text = label("", "drug", wrap=True)
        self._next = Button("&Answer next", self.next_asked.emit)
        self._next.setAccessibleDescription("goes to the first that is to answer")
        self._how = [label("", "small", wrap=True) for _ in range(3)]
        """How a hold ends, how what is closed is opened, and what the site settled since."""
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self._next)
        self.body.addLayout(row)
        for how in self._how:
            self.body.addWidget(how)

    def show_shown(self, shown: Shown) -> None:
        """Say where the claim stands."""
        answer = shown.answer
        tone, text = standing(answer, is_held=bool(shown.known.held))
        self._sign.show_tone(tone)
        show_text(self._text, text)
        set_look(self._text, "tone", str(tone))
        self._text.setAccessibleName(f"{tone.word}: {text}")
        speak(self._text, f"{tone.word}: {text}")
        to_answer = any(i.is_open and i.how is not How.NOT for i in review_items(shown))
        self._next.setEnabled(to_answer and shown.typed.is_given_open)
        said = (shown.known.way_out, how_to_change(shown), settled_since(shown))
        for how, sentence in zip(self._how, said, strict=True):
            show_text(how, sentence)
            show_if(how, bool(sentence))
        drug = shown.drug.name
        if isinstance(answer, Worksheet):
            drug = f"{drug} {figure(answer.billed_mg)} mg, {answer.status.replace('-', ' ')}"
        show_text(self._drug, drug)


class ReviewPanel(AnswerCard):
    """Emits what a person answers or takes back; a row keeps its widgets while its text changes."""

    answered = Signal(object, str, str, str)
    taken_back = Signal(str)
    compare_asked = Signal()
    field_asked = Signal(str)
    rearranged = Signal()

    def __init__(self) -> None:
        super().__init__("", "Findings come with the answer.")
        content = QWidget()
        self.take(content)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._none = label("Nothing found.", "small")
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        self._rows: dict[str, _Row] = {}
        self._order: list[str] = []
        self._opened = ""
        self.setAccessibleName("Findings")

    @property
    def _in_order(self) -> list["_Row"]:
        return [self._rows[key] for key in self._order]

    def show_shown(self, shown: Shown) -> None:
        """Show every finding of the answer."""
        there = isinstance(shown.answer, (Worksheet, ShortShelf))
        self.show_content(there=there, awaited=not there)
        items = review_items(shown)
        self._place([item.key for item in items])
        for item in items:
            row = self._rows[item.key]
            row.show_item(item, shown.typed.person)
            row.open_form(there=item.key == self._opened)
        show_if(self._none, not items and isinstance(shown.answer, Worksheet))

    def forget(self) -> None:
        """Let go of everything typed here that was not answered."""
        self._opened = ""
        for row in self._rows.values():
            row.forget()

    def answer_next(self) -> None:
        """Go to the first that is to answer."""
        to_answer = [r for r in self._in_order if r.item.is_open and r.item.how is not How.NOT]
        to_answer.sort(key=lambda row: row.item.answered is not None)  # declined ones last
        if to_answer:
            to_answer[0].begin()

    def _place(self, keys: list[str]) -> None:
        """Have exactly these rows in sight, in this order; each is made once and kept."""
        if keys == self._order:
            return
        for key in keys:
            if key not in self._rows:
                self._rows[key] = self._make(key)
        for key in self._order:
            show_if(self._rows[key], key in keys)
        self._order = keys
        for place, row in enumerate(self._in_order):
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
            row.raise_()  # Tab follows the order in which a card holds its rows
            show_if(row, there=True)
        self.rearranged.emit()

    def _make(self, key: str) -> "_Row":
        row = _Row()
        row.answered.connect(lambda choice, who, why: self._answer(row, choice, who, why))
        row.taken_back.connect(lambda: self._take_back(row))
        row.compare_asked.connect(self.compare_asked)
        row.field_asked.connect(self.field_asked)
        row.begun.connect(lambda: self._open(key))
        return row

    def _open(self, key: str) -> None:
        """Open one form; what was typed into another stays there."""
        self._opened = key
        for other, row in self._rows.items():
            row.open_form(there=other == key)
        self.rearranged.emit()

    def _answer(self, row: "_Row", choice: str, who: str, why: str) -> None:
        finding = row.item.first
        self._opened = ""
        row.forget()
        self.answered.emit(finding, choice, who, why)
        for other in self._in_order:
            if other.item.is_open and other.focus_action():
                return
        row.focus_action()

    def _take_back(self, row: "_Row") -> None:
        self.taken_back.emit(row.item.first.id)
        row.focus_action()


class _Row(QWidget):
    """One finding: sign, word, sentences, source, and what a person can do about it."""

    answered = Signal(str, str, str)
    taken_back = Signal()
    compare_asked = Signal()
    field_asked = Signal(str)
    begun = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.item: ReviewItem
        self._shown: tuple[ReviewItem, str] | None = None
        self._form: AnswerForm | None = None
        self._choices: tuple[tuple[str, str, str], ...] = ()
        self._who: str | None = None
        """None: nobody typed it, so it is who answered last."""
        self._sign = Sign(Tone.NOTE)
        self._title = label("", "strong")
        self._sentence = label("", wrap=True)
        self._source = label("", "small", wrap=True)
        self._said = label("", "strong", wrap=True)
        self._answer = Button("Answer…", self.begin)
        self._compare = Button("C&ompare and choose…", self.compare_asked.emit)
        self._take_back = Button("Take back", self.taken_back.emit)
        self._go = Button("Go to", self._ask_field)
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(self._sign)
        head.addWidget(self._title)
        head.addStretch(1)
        for button in (self._go, self._answer, self._compare, self._take_back):
            button.setProperty("look", "link")
            head.addWidget(button)
        self._texts = QVBoxLayout()
        self.rescale()
        self._texts.setSpacing(1)
        for part in (self._sentence, self._source, self._said):
            self._texts.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(head)
        column.addLayout(self._texts)
        column.addSpacing(5)
        column.addWidget(rule())

    def rescale(self) -> None:
        """The sentences stand below the title, and not below its sign."""
        self._texts.setContentsMargins(theme().px(16) + 7, 0, 0, 0)

    def show_item(self, item: ReviewItem, person: str) -> None:
        """Show what it says now; a reason being typed stays."""
        if (item, person) == self._shown:
            return
        self._shown = (item, person)
        self.item = item
        self._sign.show_tone(item.tone)
        show_text(self._title, f"{item.word}: {item.name}")
        set_look(self._title, "tone", str(item.tone))
        sentences = list(dict.fromkeys(finding.message for finding in item.findings))
        show_text(self._sentence, "\n".join(sentences))
        show_text(self._source, f"Source: {item.sources}" if item.sources else "")
        show_if(self._source, bool(item.sources))
        show_text(self._said, item.answer_text)
        show_if(self._said, bool(item.answer_text))
        with_reason = item.how is How.WITH_REASON
        show_if(self._answer, with_reason and item.answered is None)
        show_if(self._compare, item.how is How.BY_COMPARING)
        show_if(self._take_back, item.answered is not None)
        field, words = item.place
        show_if(self._go, bool(field) and item.is_open)
        if self._go.text() != f"Go to {words}":
            self._go.setText(f"Go to {words}")
        self._go.setAccessibleName(f"Go to {words}, {item.word}: {item.name}")
        self._answer.setAccessibleName(f"Answer: {item.name}")
        self._take_back.setAccessibleName(f"Take back: {item.name}")
        if self._form is not None:
            if self._choices != item.choices:
                self._renew_form()
            elif self._who is None:
                self._form.show_texts(person, self._form.why)

    def open_form(self, *, there: bool) -> None:
        """Show or hide where who and why are typed."""
        there = there and self.item.how is How.WITH_REASON and self.item.answered is None
        if there and self._form is None:
            self._renew_form()
        if self._form is not None:
            show_if(self._form, there)

    def begin(self) -> None:
        """Go where it is answered."""
        if self.item.how is How.BY_COMPARING or self.item.answered is not None:
            self.focus_action()
            return
        self.begun.emit()
        if self._form is not None:
            self._form.focus_first()

    def _ask_field(self) -> None:
        self.field_asked.emit(self.item.place[0])

    def focus_action(self) -> bool:
        """Put the keyboard on what can be done about it, where anything can."""
        for button in (self._answer, self._compare, self._take_back, self._go):
            if not button.isHidden():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def forget(self) -> None:
        """Let go of who and why that were typed and not answered with."""
        self._who = None
        if self._form is not None:
            self._form.forget()
            self._form.hide()
        self._shown = None

    def _renew_form(self) -> None:
        """A form for the choices there are now, with what was typed."""
        person = self._shown[1] if self._shown else ""
        who, why = (person if self._who is None else self._who), ""
        if self._form is not None:
            why = self._form.why
            self._texts.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._choices = self.item.choices
        self._form = AnswerForm(self.item.name, self._choices)
        self._form.show_texts(who, why)
        self._form.answered.connect(self.answered)
        self._form.edited.connect(self._keep_who)
        self._form.hide()
        self._texts.addWidget(self._form)

    def _keep_who(self, who: str) -> None:
        self._who = who
