"""Worksheet and insert to a printer: the remembered one without a dialog, never silently another.

Imported when something is printed: Qt's print support costs time that no start pays for.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, NamedTuple

from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from app.paper.bag_insert import INSERT_MARGIN, lay_out_insert
from app.paper.marks import Mark, draw
from app.paper.paper_sheet import PaperRefusedError, PaperSheet, PaperSize
from app.paper.pdf import INSERT_PAGE, PAGE_SIZES, whole_page
from app.paper.worksheet_page import MARGIN, lay_out_worksheet
from app.site.user_printer import (
    PrintedThing,
    UserPrinter,
    read_user_printer,
    remember_user_printer,
)

_NO_PRINTER: Final = "No printer is set up on this computer: save a PDF instead."


class Chosen(NamedTuple):
    """The printer that a person chose, None where it was called off; and what went wrong, if so."""

    printer: UserPrinter | None
    sentence: str = ""


class Printed(NamedTuple):
    """Whether it went to a printer, and the sentence for a person; not done and "": called off."""

    done: bool
    sentence: str


def known_printers() -> tuple[str, ...]:
    """The names of the printers that this computer knows now."""
    return tuple(QPrinterInfo.availablePrinterNames())


def print_worksheet(paper: PaperSheet, parent: QWidget | None) -> Printed:
    """Print to the remembered printer; where none is remembered, the person is asked which."""
    chosen = _chosen(PrintedThing.WORKSHEET, parent)
    size = paper_of(chosen.printer)
    return _print(chosen, lambda printer: print_worksheet_on(printer, paper, size))


def print_insert(
    paper: PaperSheet,
    parent: QWidget | None,
    made_at: datetime | None = None,
    use_before_hours: int | None = None,
) -> Printed:
    """Print the insert to the printer remembered for inserts; else the person is asked which."""
    chosen = _chosen(PrintedThing.INSERT, parent)
    return _print(
        chosen, lambda printer: print_insert_on(printer, paper, made_at, use_before_hours)
    )


def worksheet_size() -> PaperSize:
    """The paper of the printer that is remembered for worksheets; letter where none is."""
    return paper_of(read_user_printer(PrintedThing.WORKSHEET))


def choose_printer(what: PrintedThing, parent: QWidget | None) -> Chosen:
    """Ask for a printer and its paper with the system's dialog, and remember it.

    One that cannot be remembered is used all the same, and it is said.
    """
    if not known_printers():
        return Chosen(None, _NO_PRINTER)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    before = read_user_printer(what)
    if before is not None and before.name in known_printers():
        printer.setPrinterName(before.name)
    if what is PrintedThing.WORKSHEET:
        printer.setPageSize(PAGE_SIZES[paper_of(before)])
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"Printer for the {what}")
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if not accepted or not printer.printerName():
        return Chosen(None)
    is_a4 = printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    size = PaperSize.A4 if is_a4 else PaperSize.LETTER
    chosen = UserPrinter(printer.printerName(), size if what is PrintedThing.WORKSHEET else "")
    return Chosen(chosen, remember_user_printer(what, chosen))


def print_worksheet_on(printer: QPrinter, paper: PaperSheet, size: PaperSize) -> None:
    """Print one page on a printer that is ready; raises PaperRefusedError."""
    page = lay_out_worksheet(paper, size, max(MARGIN, _white_of(printer)))
    name = f"Worksheet {paper.encounter}".strip()
    _print_page(printer, page.marks, PAGE_SIZES[size], name)


def print_insert_on(
    printer: QPrinter,
    paper: PaperSheet,
    made_at: datetime | None = None,
    use_before_hours: int | None = None,
) -> None:
    """Print the insert on a printer that is ready; raises PaperRefusedError."""
    white = _white_of(printer) + INSERT_MARGIN / 2
    marks = lay_out_insert(paper, made_at, use_before_hours, max(INSERT_MARGIN, white))
    _print_page(printer, marks, INSERT_PAGE, f"Insert {paper.encounter}".strip())


def _chosen(what: PrintedThing, parent: QWidget | None) -> Chosen:
    remembered = read_user_printer(what)
    return choose_printer(what, parent) if remembered is None else Chosen(remembered)


def _print(choice: Chosen, put_on: Callable[[QPrinter], None]) -> Printed:
    chosen = choice.printer
    if chosen is None:
        return Printed(done=False, sentence=choice.sentence)
    if chosen.name not in known_printers():
        return Printed(
            done=False,
            sentence=f"The printer “{chosen.name}” is not there any more, and nothing was printed. "
            "Choose another, or save a PDF.",
        )
    printer = QPrinter(QPrinterInfo.printerInfo(chosen.name), QPrinter.PrinterMode.HighResolution)
    try:
        put_on(printer)
    except PaperRefusedError as refused:
        return Printed(done=False, sentence=refused.sentence)
    sent = f"Sent to the printer “{chosen.name}”. {choice.sentence}"
    return Printed(done=True, sentence=sent.rstrip())


def _print_page(printer: QPrinter, marks: Iterable[Mark], page: QPageSize, name: str) -> None:
    printer.setDocName(name)
    printer.setFullPage(True)
    printer.setPageLayout(whole_page(page))
    painter = QPainter()
    if not painter.begin(printer):
        raise PaperRefusedError(
            f"The printer “{printer.printerName()}” does not take the page, and nothing was "
            "printed: see that it is on and has paper."
        )
    draw(marks, painter)
    if not painter.end() or printer.printerState() is QPrinter.PrinterState.Error:
        raise PaperRefusedError(
            f"The printer “{printer.printerName()}” broke off: see what came out of it."
        )


def _white_of(printer: QPrinter) -> float:
    """The widest edge, in points, that the printer leaves white: nothing is drawn there and cut."""
    layout = QPageLayout(printer.pageLayout())
    layout.setUnits(QPageLayout.Unit.Point)
    least = layout.minimumMargins()
    return max(least.left(), least.top(), least.right(), least.bottom())


def paper_of(printer: UserPrinter | None) -> PaperSize:
    """The paper in a printer; letter where none is known, as the claims are of the US."""
    known = {size.value: size for size in PaperSize}
    return known.get("" if printer is None else printer.paper, PaperSize.LETTER)
