"""A card of fields that are saved together: nothing is kept before Save, and nothing typed is lost.

What differs from what is saved stays as it was typed, in and out of sight, and the card says so.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.core.notation import read_decimal
from app.site import Site
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, Chip, Messages, Notice
from app.ui.widgets.choice import ChoiceField
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.spoken import speak
from app.ui.widgets.text import Caption, show_if
from app.wording.paths import with_broken_paths

UNSAVED: Final = "Changed, not saved"
SAVED: Final = "Saved"
NOTHING_CHANGED: Final = "Nothing was changed"

_SHORT: Final = {UNSAVED: "Not saved", NOTHING_CHANGED: "Unchanged"}
"""Where a narrow card has no room beside its button."""

_LAYERS: Final = 3
"""A row is a line of captions, one of fields, and the messages below them."""


Errors = dict[str, str]
"""A sentence for each field that cannot be saved, by its key."""


class FormCard(Card):
    """Fields by a key each; their texts are compared with what is saved.

    `chosen` has what `read` made of the fields, once Save was pressed and nothing is wrong.
    """

    chosen = Signal(object)
    edited = Signal()

    def __init__(self, caption: str, save: str, columns: int = 2) -> None:
        super().__init__(caption)
        self._fields: dict[str, UnitField | ChoiceField] = {}
        self._captions: dict[str, Caption] = {}
        self._messages: dict[str, Messages] = {}
        self._saved: dict[str, str] = {}
        self._typed: dict[str, str] = {}
        self.form = QGridLayout()
        self.form.setHorizontalSpacing(8)
        self.form.setVerticalSpacing(2)
        for column in range(columns):
            self.form.setColumnStretch(column, 1)
        self.body.addLayout(self.form)
        self._trouble = Notice()
        self._trouble.hide()
        self._state = Chip(Tone.NOTE)
        self._state.hide()
        row = QHBoxLayout()
        self._save = Button(save, self._ask)
        row.addWidget(self._save)
        row.addWidget(self._state)
        row.addStretch(1)
        self.body.addWidget(self._trouble)
        self.body.addLayout(row)

    def put_text(self, key: str, caption: str, field: UnitField, *at: int) -> None:
        """Place a field to type in at row, column and span."""
        field.edited.connect(lambda text: self._edit(key, text))
        self._put(key, caption, field, at)

    def put_choice(
        self, key: str, caption: str, entries: Mapping[str, str], *at: int, name: str = ""
    ) -> None:
        """Place a choice of value → words at row, column and span."""
        choice = ChoiceField(name or caption.replace("&", ""))
        for value, words in entries.items():
            choice.addItem(words, value)
        choice.activated.connect(lambda _: self._edit(key, str(choice.currentData())))
        self._put(key, caption, choice, at)

    def put_entries(self, key: str, entries: Mapping[str, str]) -> None:
        """Offer other entries in a choice, where they differ from what it offers."""
        choice = self._fields[key]
        assert isinstance(choice, ChoiceField)  # noqa: S101 of our own making
        there = {str(choice.itemData(n)): choice.itemText(n) for n in range(choice.count())}
        if there != dict(entries):
            choice.clear()
            for value, words in entries.items():
                choice.addItem(words, value)

    def show_field(self, key: str, *, there: bool) -> None:
        """Show or hide a field with its caption and what is said of it."""
        for part in (self._fields[key], self._captions[key]):
            show_if(part, there)
        if not there:
            self._messages[key].show_messages([])

    def show_saved(self, saved: Mapping[str, str]) -> None:
        """What is saved now; a field that was changed and not saved keeps what was typed."""
        self._saved = dict(saved)
        self._typed = {key: text for key, text in self._typed.items() if text != saved[key]}
        for key, text in self.texts.items():
            self._show(key, text)
        self._say_state()

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {**self._saved, **self._typed}

    @property
    def is_changed(self) -> bool:
        """Whether anything is not saved."""
        return bool(self._typed)

    def show_site(self, site: Site) -> None:
        """Show what is saved."""
        raise NotImplementedError

    def read(self, errors: Errors) -> dict[str, object]:
        """What Save asks for; a field that cannot be saved gets its sentence in `errors`."""
        raise NotImplementedError

    def was_changed(self, *keys: str) -> bool:
        """Whether one of these fields differs from what is saved: others may change the rest."""
        return any(key in self._typed for key in keys)

    def _refuse(self, sentences: Mapping[str, str]) -> None:
        """Say beside each field why it cannot be saved, and go to the first of them."""
        for key, messages in self._messages.items():
            self._say(key, [(Tone.STOP, sentences[key])] if key in sentences else [], messages)
        first = next((key for key in self._fields if key in sentences), None)
        if first is not None:
            self._focus(first)

    def say_saved(self, trouble: str) -> None:
        """That it was saved, or the sentence on why nothing was."""
        show_if(self._trouble, bool(trouble))
        if trouble:
            self._trouble.say(with_broken_paths(trouble), Tone.STOP)
            self._say_state()
            return
        self._say_state(SAVED, Tone.CONFIRM)

    def _put(
        self, key: str, caption: str, field: UnitField | ChoiceField, at: tuple[int, ...]
    ) -> None:
        row, column, span = (*at, 1)[:3]
        above = Caption(caption)
        above.setBuddy(field.line if isinstance(field, UnitField) else field)
        self._fields[key], self._captions[key] = field, above
        self._messages[key] = Messages()
        self.form.addWidget(above, _LAYERS * row, column, 1, span)
        self.form.addWidget(field, _LAYERS * row + 1, column, 1, span)
        top = Qt.AlignmentFlag.AlignTop
        self.form.addWidget(self._messages[key], _LAYERS * row + 2, column, 1, span, top)
        self._save.raise_()  # Tab follows the order in which a card holds its parts

    def _ask(self) -> None:
        """Save was pressed."""
        for key, messages in self._messages.items():
            self._say(key, [], messages)
        show_if(self._trouble, False)
        if not self.is_changed:
            self._say_state(NOTHING_CHANGED, Tone.NOTE)
            return
        errors: Errors = {}
        changes = self.read(errors)
        if errors:
            self._refuse(errors)
        else:
            self.chosen.emit(changes)

    def _edit(self, key: str, text: str) -> None:
        self._typed = {**self._typed, key: text}
        if text == self._saved.get(key, ""):
            del self._typed[key]
        self._say(key, [], self._messages[key])
        self._say_state()
        self.edited.emit()

    def _say(self, key: str, said: list[tuple[Tone, str]], messages: Messages) -> None:
        field = self._fields[key]
        if isinstance(field, UnitField):
            field.show_said(said)
        messages.show_messages(said)

    def _say_state(self, said: str = "", tone: Tone = Tone.ASK) -> None:
        said = said or (UNSAVED if self.is_changed else "")
        show_if(self._state, bool(said))
        speak(self._state, said)
        if said:
            self._state.say(said, tone, short=_SHORT.get(said, said))

    def _show(self, key: str, text: str) -> None:
        field = self._fields[key]
        if isinstance(field, UnitField):
            field.show_text(text)
        elif (place := field.findData(text)) != field.currentIndex():
            field.setCurrentIndex(place)

    def _focus(self, key: str) -> None:
        field = self._fields[key]
        target: QWidget = field.line if isinstance(field, UnitField) else field
        target.setFocus()


def read_figure(text: str, key: str, errors: Errors) -> Decimal:
    """The figure above 0 of a field; else its sentence is in `errors`, and 1 stands for it."""
    figure = read_decimal(text)
    if isinstance(figure, Decimal) and figure:
        return figure
    errors[key] = figure if isinstance(figure, str) else "0 cannot be meant: write more, or blank."
    return Decimal(1)
