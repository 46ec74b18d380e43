"""How the record is kept: where, since when, how many entries, whether it is whole, and copies."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from app.core.notation import counted, shown
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, Messages, Notice
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import Caption, label, show_if, show_text
from app.wording.paths import with_broken_paths


class Kept(NamedTuple):
    """What there is to say about the record.

    `trouble` says why it cannot be read or added to, or how it was opened.
    """

    where: str
    entries: int | None
    since: str
    keep_years: int
    older: int
    trouble: str
    is_readable: bool


class RecordsKeepingPanel(Card):
    """Emits what is asked for, and says what came of it."""

    verify_asked = Signal(str)
    backup_asked = Signal(object)
    restore_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("Keeping")
        self._where = label("", "strong", wrap=True)
        self._how_much = label("", "small", wrap=True)
        self._last_copy = label("", "small", wrap=True)
        self._trouble = Notice()
        self._hash = UnitField(
            "Hash from a paper or an export",
            placeholder="hash from a paper, if any",
            form="64 letters and digits; blank to read the record alone",
        )
        self._file = UnitField(
            "File of the backup",
            placeholder="whole path; blank: choose one",
            form="the whole path of a file; blank to choose one",
        )
        self._about_hash, self._about_file = Messages(), Messages()
        self._hash.edited.connect(lambda _text: self._about_hash.show_messages([]))
        self._file.edited.connect(lambda _text: self._about_file.show_messages([]))
        self._verify = Button(
            "&Verify", lambda: self.verify_asked.emit(self._hash.line.text().strip())
        )
        copies = QHBoxLayout()
        copies.setSpacing(8)
        self._back_up = Button("&Back up…", self._ask_backup)
        self._restore = Button("Re&store…", self._ask_restore)
        copies.addWidget(self._back_up)
        copies.addWidget(self._restore)
        copies.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._hash, 1)
        row.addWidget(self._verify)
        caption = Caption("Backup file")
        caption.setBuddy(self._file.line)
        for part in (self._where, self._how_much, self._trouble):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self.body.addWidget(self._about_hash)
        self.body.addWidget(caption)
        self.body.addWidget(self._file)
        self.body.addWidget(self._about_file)
        self.body.addLayout(copies)
        self.body.addWidget(self._last_copy)

    def show_kept(self, kept: Kept) -> None:
        """Show where and how much, and what is wrong."""
        show_text(self._where, with_broken_paths(kept.where))
        self._where.setAccessibleName(f"The record: {kept.where}")
        said = f"Kept for at least {counted(kept.keep_years, 'year')}; nothing is ever deleted."
        if kept.entries is not None:
            number = "No entry yet"
            if kept.entries:
                number = f"{counted(kept.entries, 'entry', 'entries')} since {kept.since}"
            said = f"{number}. {said}"
        if kept.older:
            said += f" {shown(kept.older)} of them are older than that."
        show_text(self._how_much, said)
        show_if(self._trouble, bool(kept.trouble))
        if kept.trouble:
            tone = Tone.ASK if kept.is_readable else Tone.STOP
            self._trouble.say(with_broken_paths(kept.trouble), tone)
        for part in (self._verify, self._back_up):
            part.setEnabled(kept.is_readable)

    def show_last_copy(self, text: str) -> None:
        """When a backup was made last from here."""
        show_text(self._last_copy, with_broken_paths(text))

    def say_verified(self, sentence: str, *, whole: bool) -> None:
        """Whether the record is whole."""
        tone = Tone.CONFIRM if whole else Tone.STOP
        self._about_hash.show_messages([(tone, with_broken_paths(sentence))])

    def say_copied(self, sentence: str, *, done: bool) -> None:
        """What came of a backup or of bringing one back."""
        if done:
            self._file.show_text("")
        tone = Tone.CONFIRM if done else Tone.STOP
        self._about_file.show_messages([(tone, with_broken_paths(sentence))])

    def _ask_backup(self) -> None:
        text = self._file.line.text().strip()
        if not text:
            text, _ = QFileDialog.getSaveFileName(self, "Back up", "vialwise-record.sqlite")
        if text:
            self.backup_asked.emit(Path(text).expanduser())

    def _ask_restore(self) -> None:
        text = self._file.line.text().strip()
        if not text:
            text, _ = QFileDialog.getOpenFileName(self, "Bring a backup back")
        if text:
            self.restore_asked.emit(Path(text).expanduser())
