"""Where the site's choices are kept, what named that folder, and what is wrong with files in it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from app.site import FoundBy, Site
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, Messages, Notice
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import Caption, label, show_if, show_text
from app.wording.paths import with_broken_paths

_NAMED_BY = {
    FoundBy.VARIABLE: "Named by the environment variable VIALWISE_SITE, which goes first.",
    FoundBy.POINTER: "Named by vialwise-site.txt beside the program.",
    FoundBy.SETUP: "Chosen here, on this computer.",
    FoundBy.OWN: "Nobody named one: it is this user’s own, and others do not see it.",
}


class SiteFolderPanel(Card):
    """Emits the path that a person typed once the button is pressed."""

    folder_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Site folder")
        self._path = label("", "strong", wrap=True)
        self._named_by = label("", "small", wrap=True)
        self._read_only = Notice()
        self._troubles = QVBoxLayout()
        self._notices: list[Notice] = []
        self._other = UnitField(
            "Another site folder",
            placeholder="whole path; blank: this user’s own",
            form="the whole path of a folder; blank for this user’s own",
        )
        self._other.edited.connect(lambda _: self._messages_off())
        self._messages = Messages()
        caption = Caption("Another folder")
        caption.setBuddy(self._other.line)
        self.body.addWidget(self._path)
        self.body.addWidget(self._named_by)
        self.body.addWidget(self._read_only)
        self.body.addLayout(self._troubles)
        self.body.addWidget(caption)
        self.body.addWidget(self._other)
        self.body.addWidget(self._messages)
        use = Button("Use this &folder", lambda: self.folder_asked.emit(self._other.line.text()))
        self.body.addWidget(use, 0, Qt.AlignmentFlag.AlignLeft)

    def show_site(self, site: Site, read_only: str) -> None:
        """Show the folder, and a sentence where it may not be written."""
        show_text(self._path, with_broken_paths(str(site.folder.path)))
        self._path.setAccessibleName(f"Site folder: {site.folder.path}")
        show_text(self._named_by, _NAMED_BY[site.folder.found_by])
        show_if(self._read_only, bool(read_only))
        if read_only:
            self._read_only.say(with_broken_paths(read_only), Tone.ASK)
        while len(self._notices) < len(site.reference.notes):
            self._notices.append(Notice())
            self._troubles.addWidget(self._notices[-1])
        for place, notice in enumerate(self._notices):
            there = place < len(site.reference.notes)
            show_if(notice, there)
            if there:
                notice.say(with_broken_paths(site.reference.notes[place]), Tone.ASK)

    def say_used(self, trouble: str) -> None:
        """That the folder is in use, or why it is not; then what was typed stays."""
        said = [(Tone.CONFIRM, "This folder is used now.")]
        if trouble:
            said = [(Tone.STOP, with_broken_paths(trouble))]
        self._other.show_said(said if trouble else [])
        self._messages.show_messages(said)
        if trouble:
            self._other.line.setFocus()
        else:
            self._other.show_text("")

    def focus_first(self) -> None:
        """Put the keyboard where another folder is typed."""
        self._other.line.setFocus()

    def _messages_off(self) -> None:
        self._other.show_said([])
        self._messages.show_messages([])
