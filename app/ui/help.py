"""Help: the keys, what the program is for and not for, its version, table dates and licences."""

from typing import Final

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from app import __version__
from app.reference import Reference
from app.ui.theme import theme
from app.ui.widgets.button import Button

_MARGIN: Final = 48
"""How much of the window stays in sight around help."""

SHORTCUTS: Final = (
    ("Ctrl+N", "New order: clears order, picks and checklist; shelf counts stay"),
    ("Ctrl+Z", "Undo new order, until something is typed into the new one"),
    ("Alt+1 to Alt+5", "Prepare, Claim, Double-check, Records, Site setup"),
    ("Ctrl+Enter", "Record the order, or what was given: first who signs, then once more to sign"),
    ("Ctrl+K", "Correct what is recorded: a new entry, nothing is overwritten"),
    ("Ctrl+P", "Print the worksheet or the bag’s insert, or save the PDF"),
    ("F2", "The first open item of the checklist"),
    ("Tab, Shift+Tab, Enter", "Next field, field before, next field"),
    ("Arrow keys", "Choose among regimens, bases, bags and other ways"),
    ("Space", "Tick a checklist item, put in its usual answer, press a button"),
    (
        "Any letter or digit",
        "On a checklist item: begin its answer; Enter goes to the next open one",
    ),
    ("Alt and an underlined letter", "Go to that field or press that button"),
    ("F1", "This help"),
    ("Esc", "Close help; nothing typed is lost"),
)


def table_dates(reference: Reference) -> str:
    """Which dated tables the program speaks of."""
    return reference.rules.codes.name


class HelpDialog(QDialog):
    """Shortcuts and About on one page that scrolls."""

    def __init__(self, reference: Reference, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help and about Vialwise")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted = QSize(theme().px(620), theme().px(520))
        self.resize(wanted.boundedTo(parent.size() - QSize(_MARGIN, _MARGIN)))
        text = QTextBrowser()
        text.setOpenLinks(False)
        text.setHtml(_page(reference))
        text.setAccessibleName("Help")
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(Button("&Close   Esc", self.reject), 0, Qt.AlignmentFlag.AlignRight)


def _page(reference: Reference) -> str:
    keys = "".join(
        f"<tr><td><b>{key}</b>&nbsp;&nbsp;</td><td>{does}</td></tr>" for key, does in SHORTCUTS
    )
    drugs = ", ".join(f"{drug.name} ({drug.brand})" for drug in reference.drugs)
    return f"""
<h3>Keys</h3><table cellpadding="3">{keys}</table>
<h3>What it is for</h3>
<p>From an order to the vials to pull, the volume to draw, the discarded amount, the billing units
and the list of what to document; a record of it, a second check, a worksheet on paper. It works
without a network and speaks to nothing but the site’s own record server, where one is named.</p>
<h3>What it is not</h3>
<p>It does not replace the order, the label, the payer’s policy or the second person who checks.
Every figure is planned until the dose was given. Do not type anything that names a patient.</p>
<h3>Version</h3>
<p>Vialwise {__version__}. Drugs: {drugs}. Dated tables: {table_dates(reference)}.
Qt {qVersion()}.</p>
<h3>Licences</h3>
<p>Vialwise: Apache License 2.0. Qt and Qt for Python: GNU LGPL version 3, used as separate shared
libraries that may be replaced. psycopg: GNU LGPL version 3. SQLAlchemy: MIT License. Font: Inter,
SIL Open Font License 1.1, changed and renamed. Python: PSF License.</p>
"""
