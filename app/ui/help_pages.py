"""What Help says, a page of HTML each: keys, purpose, safety case, version and licences."""

import re
import sys
from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

from PySide6.QtCore import qVersion

from app import __version__
from app.reference import Reference
from app.reference.file_error import ReferenceFileError
from app.reference.hazards_file import Control, Harm, Hazard, read_hazards
from app.reference.resources import RESOURCES

SHORTCUTS: Final = (
    ("Ctrl+N", "New order: clears order, picks and checklist; shelf counts stay"),
    ("Ctrl+Z", "Undo new order, until something is typed into the new one"),
    ("Alt+1 to Alt+5", "Prepare, Claim, Double-check, Records, Site setup"),
    ("Ctrl+Enter", "Record the order, or what was given: first who signs, then once more to sign"),
    ("Ctrl+K", "Correct what is recorded: a new entry, nothing is overwritten"),
    ("Ctrl+P", "Print the worksheet or the bag’s insert, or save the PDF"),
    ("Ctrl+1 to Ctrl+4", "While that bar is open: worksheet, bag’s insert, PDF, printer"),
    ("Alt+T", "Other ways: an arrow key picks another combination of vials"),
    ("Ctrl+Shift+E", "Copy the id of what went wrong, while a bar above the page shows it"),
    ("F2", "The first open item of the checklist"),
    ("Tab, Shift+Tab, Enter", "Next field, field before, next field"),
    ("Arrow keys", "Choose among regimens, bases, bags and other ways"),
    ("Space", "Tick a checklist item, put in its usual answer, press a button"),
    (
        "Any letter or digit",
        "On a checklist item: begin its answer; Enter goes to the next open one",
    ),
    ("Alt and an underlined letter", "Go to that field or press that button"),
    ("F1", "This help; arrow and page keys scroll it"),
    ("Esc", "Close help; nothing typed is lost"),
)

LICENCES: Final = {
    "Apache License 2.0": "Vialwise; tzdata",
    "GNU LGPL version 3": "Qt and Qt for Python (pyside6-essentials, shiboken6), as separate "
    "shared libraries that may be replaced; psycopg, psycopg-binary",
    "MIT License": "SQLAlchemy, pydantic, pydantic-core, platformdirs, rich, tomlkit, "
    "markdown-it-py, mdurl, annotated-types, typing-inspection",
    "BSD License, 2 clauses": "Pygments",
    "PSF License": "Python; typing-extensions",
    "SIL Open Font License 1.1": "the font, Inter, changed and renamed",
}
"""What is under which licence; every package of packaging/run.lock is there."""

_HARMS: Final = {
    Harm.PATIENT: "the patient",
    Harm.PAYER: "the payer",
    Harm.BOTH: "patient and payer",
}


def keys_page() -> str:
    """Every key of the window."""
    rows = "".join(
        f"<tr><td><b>{key}</b>&nbsp;&nbsp;</td><td>{does}</td></tr>" for key, does in SHORTCUTS
    )
    return f'<h3>Keys</h3><table cellpadding="3">{rows}</table>'


def purpose_page() -> str:
    """What the program is for and what it is not."""
    return """
<h3>What it is for</h3>
<p>From an order to the vials to pull, the volume to draw, the discarded amount, the billing units
and the list of what to document; a record of it, a second check, a worksheet on paper. It works
without a network and speaks to nothing but the site’s own record server, where one is named.</p>
<h3>What it is not</h3>
<p>It does not replace the order, the label, the payer’s policy or the second person who checks.
Every figure is planned until the dose was given.</p>
<p>It names no patient: do not type anything that does. An encounter’s reference with a date of
service is protected health information all the same.</p>
"""


def safety_page() -> str:
    """Every hazard with its controls and what remains, or a sentence why it cannot be shown."""
    try:
        hazards = read_hazards()
    except ReferenceFileError as error:
        return f"<h3>Safety</h3><p>{escape(error.sentence)}</p>"
    parts = [f"<h3>Safety</h3>{_counted(hazards)}"]
    for about, found in groupby(hazards, lambda hazard: hazard.about):
        parts.append(f"<h3>{escape(about[0].upper() + about[1:])}</h3>")
        parts += [_told(hazard) for hazard in found]
    return "".join(parts)


def _counted(hazards: Sequence[Hazard]) -> str:
    controls = [control for hazard in hazards for control in hazard.controls]
    unheld = sum(1 for control in controls if control.open)
    held = f"All {len(controls)} controls are held by tests of the program."
    if unheld:
        held = (
            f"Of {len(controls)} controls all but {unheld} are held by tests of the program; there "
            "it is said what stands in for one."
        )
    return f"""
<p>{len(hazards)} ways that we know in which a wrong figure, patient, drug or code, or a lost or
late entry, could reach a patient or a payer; what stands against each; and what remains. {held}</p>
<p>Nobody has counted how grave and how likely each of them is, so no number is given. Who uses
Vialwise reads what remains, and decides what the site does about it.</p>
"""


def _told(hazard: Hazard) -> str:
    controls = "".join(f"<li>{_of_control(control)}</li>" for control in hazard.controls)
    return f"""
<p><b>{hazard.id}&nbsp; {escape(hazard.title)}</b><br>
{escape(hazard.could)}<br>
<i>Harm to:</i> {_HARMS[hazard.harm]}.&nbsp; <i>Cause:</i> {escape(hazard.cause)}<br>
<i>What stands against it:</i></p>
<ul>{controls}</ul>
<p><i>What remains:</i> {escape(hazard.remains)}</p>
"""


def _of_control(control: Control) -> str:
    if control.open:
        return f"{escape(control.text)} <b>No test.</b> {escape(control.open)}"
    count = len(control.tests)
    return f"{escape(control.text)} ({count}&nbsp;{'test' if count == 1 else 'tests'})"


def changes_text() -> str:
    """The changelog as Markdown with small headings, or a sentence why it cannot be shown."""
    try:
        text = (RESOURCES / "CHANGELOG.md").read_text(encoding="utf-8")
        return re.sub(r"^#", "###", text, flags=re.MULTILINE)
    except OSError as error:
        return f"CHANGELOG.md cannot be read ({error.strerror})."


def about_page(reference: Reference) -> str:
    """Versions, the dates of the tables, licences and where their texts are."""
    codes = reference.rules.codes
    drugs = ", ".join(f"{drug.name} ({drug.brand})" for drug in reference.drugs)
    payers = ", ".join(payer.name for payer in reference.rules.payers)
    python = ".".join(str(part) for part in sys.version_info[:3])
    licences = "".join(
        f"<tr><td>{name}&nbsp;&nbsp;</td><td>{of}</td></tr>" for name, of in LICENCES.items()
    )
    return f"""
<h3>Version</h3>
<p>Vialwise {__version__}. Qt {qVersion()}. Python {python}.</p>
<h3>Tables</h3>
<p>{escape(codes.name)}: of {codes.dated}, to be replaced after {codes.stale_after}.<br>
Drugs: {escape(drugs)}.<br>Payers: {escape(payers)}.</p>
<h3>Licences</h3>
<table cellpadding="3">{licences}</table>
{_notices(Path(sys.executable).parent / "licences")}
"""


def _notices(folder: Path) -> str:
    """Where a bundle says what is in it, under which licence; from source nothing."""
    if not getattr(sys, "frozen", False) or not folder.is_dir():
        return ""
    where = escape(str(folder))
    return f"<p>What is in this copy of Vialwise, with every licence’s text, is in {where}.</p>"
