"""Help: keys, what the program is for and not for, its safety case, its changes, its version."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from app.reference import Reference
from app.ui.help_pages import about_page, changes_text, keys_page, purpose_page, safety_page
from app.ui.theme import theme
from app.ui.widgets.button import Button
from app.ui.widgets.segments import Segments

_MARGIN: Final = 48
"""How much of the window stays in sight around help."""


class HelpPage(StrEnum):
    """The pages of Help."""

    KEYS = "keys"
    PURPOSE = "purpose"
    SAFETY = "safety"
    CHANGES = "changes"
    ABOUT = "about"


_NAMES: Final = {
    HelpPage.KEYS: "&Keys",
    HelpPage.PURPOSE: "What it is &for",
    HelpPage.SAFETY: "&Safety",
    HelpPage.CHANGES: "C&hanges",
    HelpPage.ABOUT: "&About",
}


class HelpDialog(QDialog):
    """One page at a time, put together when it is looked at; it opens no link."""

    def __init__(self, reference: Reference, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help and about Vialwise")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted = QSize(theme().px(760), theme().px(600))
        self.resize(wanted.boundedTo(parent.size() - QSize(_MARGIN, _MARGIN)))
        self._pages: Mapping[HelpPage, Callable[[], str]] = {
            HelpPage.KEYS: keys_page,
            HelpPage.PURPOSE: purpose_page,
            HelpPage.SAFETY: safety_page,
            HelpPage.CHANGES: changes_text,
            HelpPage.ABOUT: lambda: about_page(reference),
        }
        self._choice = Segments("Help", list(_NAMES.items()))
        self._choice.picked.connect(lambda page: self.show_page(HelpPage(page)))
        self._text = QTextBrowser()
        self._text.setOpenLinks(False)
        self._text.setTabChangesFocus(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self._choice)
        layout.addWidget(self._text)
        layout.addWidget(Button("&Close   Esc", self.reject), 0, Qt.AlignmentFlag.AlignRight)
        self.show_page(HelpPage.KEYS)
        self._text.setFocus()

    def show_page(self, page: HelpPage) -> None:
        """Show that page from its beginning."""
        self._choice.show_choice(page)
        self._text.setAccessibleName(f"Help: {_NAMES[page].replace('&', '')}")
        self._text.setAccessibleDescription("the text; arrow keys scroll it")
        text = self._pages[page]()
        if page is HelpPage.CHANGES:
            no_html = QTextDocument.MarkdownFeature.MarkdownNoHTML
            self._text.document().setMarkdown(text, no_html)
        else:
            self._text.setHtml(text)
        self._text.verticalScrollBar().setValue(0)
