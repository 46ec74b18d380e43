"""What was found, as a file for others: where to, and as what."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, Messages
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import Caption, label
from app.wording.paths import with_broken_paths


class RecordsExportPanel(Card):
    """Emits the kind and the path; a blank field asks for one in the system's own dialog."""

    export_asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("Export")
        self._path = UnitField(
            "File to export to",
            placeholder="whole path; blank: choose one",
            form="the whole path of a new file; blank to choose one",
        )
        self._path.edited.connect(lambda _text: self.say((), wrong=False))
        caption = Caption("F&ile")
        caption.setBuddy(self._path.line)
        self._messages = Messages()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Button("E&xport CSV…", lambda: self._ask("csv")))
        row.addWidget(Button("Export &JSON…", lambda: self._ask("jsonl")))
        row.addStretch(1)
        self.body.addWidget(
            label(
                "Every entry of the doses found. The file has dates of service and references: "
                "it is protected health information.",
                "small",
                wrap=True,
            )
        )
        self.body.addWidget(caption)
        self.body.addWidget(self._path)
        self.body.addWidget(self._messages)
        self.body.addLayout(row)

    def say_exported(self, entries: str, path: Path) -> None:
        """That it was written, and how much."""
        self._path.show_text("")
        self.say([(Tone.CONFIRM, f"{entries} written to {path}.")], wrong=False)

    def say_not_exported(self, sentence: str) -> None:
        """Why nothing was written; what was typed stays."""
        self.say([(Tone.STOP, sentence)], wrong=True)
        self._path.line.setFocus()

    def say(self, messages: list[tuple[Tone, str]] | tuple[()], *, wrong: bool) -> None:
        """Show these below the field."""
        said = [(tone, with_broken_paths(text)) for tone, text in messages]
        self._path.show_said(said if wrong else [])
        self._messages.show_messages(said)

    def _ask(self, kind: str) -> None:
        text = self._path.line.text().strip()
        if not text:
            named, _ = QFileDialog.getSaveFileName(self, "Export", f"vialwise-record.{kind}")
            text = named
        if text:
            self.export_asked.emit(kind, Path(text).expanduser())
